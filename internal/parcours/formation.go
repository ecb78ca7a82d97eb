package parcours

// Formation is the action that was chosen. Amounts are in centimes, durations
// in hours.
type Formation struct {
	Intitule                                string
	Type                                    string // TypesFormation
	Validation, Organisme, OrganismeContact string
	OrganismeID                             *int64 // the row that Organisme names
	Lieu                                    string // LieuxFormation
	LieuDetail                              string
	Modalite, Offre, Portee                 string
	Afest                                   bool
	// ObligationEmployeur: a mandatory training, outside the guide (l. 33).
	ObligationEmployeur            bool
	CodeCertification              string
	DateDebutPrevue, DateFinPrevue Date
	HeuresPrevues                  float64
	Cout                           int64 // of the teaching
	CoutConnu                      bool  // false is an answer: nobody knows it yet
	CoutAnnexe, CoutRemuneration   int64
	Statut                         string // StatutsFormation
}

// IsChosen: what machine.md asks before a funding request.
func (f Formation) IsChosen() bool {
	return f.Intitule != "" && f.Type != "" && f.Lieu != "" &&
		!f.DateDebutPrevue.IsZero() && !f.DateFinPrevue.IsZero() && f.HeuresPrevues > 0
}

// CoutTotal is what the training costs, as far as it is known.
func (f Formation) CoutTotal() int64 { return f.Cout + f.CoutAnnexe + f.CoutRemuneration }

// EndFrom is the last day of the training when the entry is moved to another
// day: it keeps its length. Without an entry, or without known days, it is the
// end that was planned.
func (f Formation) EndFrom(entree Date) Date {
	if entree.IsZero() || f.DateDebutPrevue.IsZero() || f.DateFinPrevue.IsZero() {
		return f.DateFinPrevue
	}
	return f.DateFinPrevue.AddDays(entree.DaysSince(f.DateDebutPrevue))
}

// ChampsFormation is what one says of a training.
var ChampsFormation = Champs{
	{Code: "intitule", Libelle: "Intitulé", Genre: GenreTexte, Requis: true, Absent: "Indiquez l'intitulé de la formation."},
	{Code: "type", Libelle: "Type de formation", Mot: "type", Genre: GenreChoix, Liste: TypesFormation,
		Requis: true, Absent: "Choisissez le type de formation.", Choisir: choisir},
	{Code: "validation", Libelle: "Ce qu'elle donne", Genre: GenreChoix, Liste: Validations, Rangee: true, Choisir: aPreciser},
	{Code: "organisme", Libelle: "Organisme de formation", Mot: "organisme", Genre: GenreTexte},
	{Code: "organisme_contact", Libelle: "Contact dans l'organisme", Genre: GenreTexte, Rangee: true},
	{Code: "lieu", Libelle: "Lieu", Genre: GenreChoix, Liste: LieuxFormation,
		Requis: true, Absent: "Indiquez où a lieu la formation.", Etale: true},
	{Code: "date_debut_prevue", Libelle: "Début prévu", Genre: GenreDate, Requis: true, Absent: "Indiquez la date de début prévue."},
	{Code: "date_fin_prevue", Libelle: "Fin prévue", Genre: GenreDate, Requis: true, Absent: "Indiquez la date de fin prévue.", Rangee: true},
	{Code: "heures_prevues", Libelle: "Heures prévues", Genre: GenreHeures,
		Requis: true, Absent: "Indiquez le nombre d'heures prévues, entre 1 et 5 000."},
	{Code: "cout", Libelle: "Coût pédagogique (€)", Mot: "coût", Genre: GenreMontant,
		Aide: "0 si la formation ne coûte rien ; vide si le coût est encore inconnu", Rangee: true},
	{Code: "cout_annexe", Libelle: "Frais annexes (€)", Mot: "frais annexes", Genre: GenreMontant,
		Groupe: GroupePrecisions, Aide: "Transport, repas, hébergement, matériel"},
	{Code: "cout_remuneration", Libelle: "Rémunération (€)", Mot: "rémunération", Genre: GenreMontant,
		Groupe: GroupePrecisions, Aide: "Salaire pendant la formation", Rangee: true},
	{Code: "modalite", Libelle: "Modalité", Genre: GenreChoix, Liste: Modalites, Groupe: GroupePrecisions, Choisir: aPreciser},
	{Code: "lieu_detail", Libelle: "Adresse ou commune", Mot: "adresse", Genre: GenreTexte, Groupe: GroupePrecisions, Rangee: true},
	{Code: "offre", Libelle: "Offre", Genre: GenreChoix, Liste: Offres, Groupe: GroupePrecisions, Choisir: aPreciser},
	{Code: "portee", Libelle: "Portée", Genre: GenreChoix, Liste: Portees, Groupe: GroupePrecisions, Rangee: true, Choisir: aPreciser},
	{Code: "statut", Libelle: "Statut pendant la formation", Mot: "statut", Genre: GenreChoix, Liste: StatutsFormation,
		Groupe: GroupePrecisions, Choisir: aPreciser},
	{Code: "code_certification", Libelle: "Code RNCP ou RS", Mot: "code de certification", Genre: GenreTexte, Max: 40,
		Groupe: GroupePrecisions, Rangee: true},
	{Code: "afest", Libelle: "En situation de travail (AFEST)", Mot: "en situation de travail", Genre: GenreCase, Groupe: GroupePrecisions},
	{Code: "obligation_employeur", Libelle: "Formation obligatoire pour l'employeur", Mot: "formation obligatoire",
		Genre: GenreCase, Groupe: GroupePrecisions, Aide: "Hors du guide ; laissée hors des indicateurs."},
}

// GroupePrecisions is the part of a form that is folded.
const GroupePrecisions = "Plus de précisions"

// Validate checks a training as it was typed.
func (f Formation) Validate() error {
	es := ChampsFormation.Check(f, Controle{})
	es.order("date_fin_prevue", f.DateDebutPrevue, f.DateFinPrevue, "La fin prévue est avant le début. Vérifiez les deux dates.")
	return es.Err()
}

var _ = declare(
	Acte{"choisir_formation", ActionChooseFormation, ChampsFormation, Formation{}},
)
