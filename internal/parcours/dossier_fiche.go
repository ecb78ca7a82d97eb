package parcours

// Fiche is a parcours with all that its page shows.
type Fiche struct {
	Dossier
	Conseils []Conseil // what was decided about the guide's advice
	Differes []Differe // deadlines put off, the last one last
	// DernierContact is the last talk about the person, in any of their parcours; nil before
	// any. DernierOuvert is the last parcours of theirs under way, 0 when none is.
	DernierContact *Suivi
	DernierOuvert  int64
	// Lies are the parcours that this one follows, and those that follow it.
	Lies    []Parcours
	Accords []AccordFondsPropres
	// Groupes are those of the SIAE, the last to begin first.
	Groupes []Groupe
	// Organismes are the names of the training centres that the SIAE knows.
	Organismes []string
	// Corrections are the lines of the history of what was mended, the newest first; Retires
	// the rows that were taken out, as they were, with who did, when and why.
	Corrections, Retires []Ecriture
	// Noms of the colleagues, by id: authors, CIP, encadrants.
	Noms map[int64]string
	// CleGuide tells which guide this SIAE reads.
	CleGuide string
}
