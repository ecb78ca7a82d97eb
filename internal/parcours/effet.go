package parcours

// What each row of the machine writes besides the state.

func planEntry(d *Dossier, c Contexte) {
	t := d.Courante()
	t.DateEntreePrevue = c.Saisie.Date("date_entree_prevue")
	moveFormation(t, c, champFinPrevue)
	t.LieuEntree, t.ContactEntree = c.Saisie["lieu_entree"], c.Saisie["contact_entree"]
	if c.Qui.Role != Directeur {
		return
	}
	for i := range d.Financements { // the directeur commits the money by acting (l. 797), unless he said no
		if f := &d.Financements[i]; f.WaitsDirecteur() {
			f.AgreeFondsPropres(c.Date)
		}
	}
}

// moveFormation gives the training the days of its planned entry, and keeps with
// the passage an end that was left to follow it.
func moveFormation(t *Tentative, c Contexte, champFin string) {
	entree, fin := plannedEntry(c)
	if fin.IsZero() {
		return // a training that nobody has described yet
	}
	t.DateDebutPrevue, t.DateFinPrevue = entree, fin
	c.Saisie[champFin] = fin.String()
}

func postpone(d *Dossier, c Contexte) {
	t := d.Courante()
	t.Solution = c.Saisie["solution"]
	if t.Solution != SolutionReport {
		return
	}
	if t.DateEntreePrevue = c.Saisie.Date("nouvelle_date"); !t.DateEntreePrevue.IsZero() {
		moveFormation(t, c, champNouvelleFin)
	}
}

func enter(d *Dossier, c Contexte) {
	t := d.Courante()
	t.DateEntree = c.Date
	t.Controles = controlesOf(c.Saisie)
	keepFormation(c.Saisie, t.Formation)
}

// keepFormation keeps with an entry the training that was entered. A report keeps
// the try, and may describe it otherwise: the figures of the time before must not
// follow (docs/decisions/0004).
func keepFormation(s Saisie, f Formation) {
	s["heures_prevues"], s["obligation_employeur"] = writeHeures(f.HeuresPrevues), Non
	if f.ObligationEmployeur {
		s["obligation_employeur"] = Oui
	}
	for champ, v := range map[string]string{"intitule": f.Intitule, "type": f.Type, "organisme": f.Organisme} {
		if v != "" {
			s[champ] = v
		}
	}
}

// startAgain clears how the same action began and ended the time before: the
// passages keep it.
func startAgain(t *Tentative) {
	t.Entree, t.Issue = Entree{NonPresentations: t.NonPresentations}, Issue{}
}

func finish(d *Dossier, c Contexte) {
	t := d.Courante()
	t.DateFin = c.Date
	t.Evaluation, t.Certification, t.Situation = c.Saisie["evaluation"], c.Saisie["certification"], c.Saisie["situation"]
	if n := c.Saisie["avis_of"]; n != "" {
		t.AvisOf = int(n[0] - '0')
	}
	t.AvisDetail = c.Saisie["avis_detail"]
	setHeures(t, c.Saisie)
}

func abandon(d *Dossier, c Contexte) {
	t := d.Courante()
	t.DateAbandon = c.Date
	t.MotifsAbandon = c.Saisie.Liste("motifs")
	setHeures(t, c.Saisie)
}

func setHeures(t *Tentative, s Saisie) {
	if h, err := ParseHeures(s["heures"]); err == nil {
		t.HeuresRealisees = &h
	}
}
