package parcours

import "slices"

// Tentative is one try at a training inside a parcours: its own formation,
// plan de financement, entry, hours and outcome.
type Tentative struct {
	ID         int64
	SiaeID     int64
	ParcoursID int64
	Numero     int
	Formation  `gorm:"embedded"`
	Entree     `gorm:"embedded"`
	Issue      `gorm:"embedded"`
}

// Formation is the action that was chosen. Amounts are in centimes, durations
// in hours.
type Formation struct {
	Intitule         string
	Type             string // TypesFormation
	Validation       string
	Organisme        string
	OrganismeContact string
	Lieu             string // LieuxFormation
	LieuDetail       string
	Modalite         string
	Offre            string
	Portee           string
	Afest            bool
	// ObligationEmployeur: a mandatory training, outside the guide (l. 33).
	ObligationEmployeur bool
	CodeCertification   string
	DateDebutPrevue     Date
	DateFinPrevue       Date
	HeuresPrevues       float64
	Cout                int64
	CoutConnu           bool
	Statut              string // StatutsFormation
}

// IsChosen: what machine.md asks before a funding request.
func (f Formation) IsChosen() bool {
	return f.Intitule != "" && f.Type != "" && f.Lieu != "" &&
		!f.DateDebutPrevue.IsZero() && !f.DateFinPrevue.IsZero() && f.HeuresPrevues > 0 && f.CoutConnu
}

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
	{Code: "type", Libelle: "Type de formation", Mot: "type", Genre: GenreChoix, Liste: TypesFormation, Requis: true, Absent: "Choisissez le type de formation.", Choisir: choisir},
	{Code: "validation", Libelle: "Ce qu'elle donne", Genre: GenreChoix, Liste: Validations, Rangee: true, Choisir: aPreciser},
	{Code: "organisme", Libelle: "Organisme de formation", Mot: "organisme", Genre: GenreTexte},
	{Code: "organisme_contact", Libelle: "Contact dans l'organisme", Genre: GenreTexte, Rangee: true},
	{Code: "lieu", Libelle: "Lieu", Genre: GenreChoix, Liste: LieuxFormation, Requis: true, Absent: "Indiquez où a lieu la formation.", Etale: true},
	{Code: "date_debut_prevue", Libelle: "Début prévu", Genre: GenreDate, Requis: true, Absent: "Indiquez la date de début prévue."},
	{Code: "date_fin_prevue", Libelle: "Fin prévue", Genre: GenreDate, Requis: true, Absent: "Indiquez la date de fin prévue.", Rangee: true},
	{Code: "heures_prevues", Libelle: "Heures prévues", Genre: GenreHeures, Requis: true, Absent: "Indiquez le nombre d'heures prévues, entre 1 et 5 000."},
	{Code: "cout", Libelle: "Coût total (€)", Mot: "coût", Genre: GenreMontant, Requis: true, Absent: "Indiquez le coût, ou 0 si la formation ne coûte rien.",
		Aide: "0 si la formation ne coûte rien", Rangee: true},
	{Code: "modalite", Libelle: "Modalité", Genre: GenreChoix, Liste: Modalites, Groupe: GroupePrecisions, Choisir: aPreciser},
	{Code: "lieu_detail", Libelle: "Adresse ou commune", Mot: "adresse", Genre: GenreTexte, Groupe: GroupePrecisions, Rangee: true},
	{Code: "offre", Libelle: "Offre", Genre: GenreChoix, Liste: Offres, Groupe: GroupePrecisions, Choisir: aPreciser},
	{Code: "portee", Libelle: "Portée", Genre: GenreChoix, Liste: Portees, Groupe: GroupePrecisions, Rangee: true, Choisir: aPreciser},
	{Code: "statut", Libelle: "Statut pendant la formation", Mot: "statut", Genre: GenreChoix, Liste: StatutsFormation, Groupe: GroupePrecisions, Choisir: aPreciser},
	{Code: "code_certification", Libelle: "Code RNCP ou RS", Mot: "code de certification", Genre: GenreTexte, Max: 40, Groupe: GroupePrecisions, Rangee: true},
	{Code: "afest", Libelle: "En situation de travail (AFEST)", Mot: "en situation de travail", Genre: GenreCase, Groupe: GroupePrecisions},
	{Code: "obligation_employeur", Libelle: "Formation obligatoire pour l'employeur", Mot: "formation obligatoire", Genre: GenreCase, Groupe: GroupePrecisions,
		Aide: "Hors du guide ; laissée hors des indicateurs."},
}

// GroupePrecisions is the part of a form that is folded.
const GroupePrecisions = "Plus de précisions"

// Validate checks a training as it was typed.
func (f Formation) Validate() error {
	var es Erreurs
	ChampsFormation.Check(&es, f, Controle{})
	requireOrder(&es, "date_fin_prevue", f.DateDebutPrevue, f.DateFinPrevue, "La fin prévue est avant le début. Vérifiez les deux dates.")
	return es.Err()
}

// CheckFormation validates the choice of a training: an entry that is planned
// already must fall before its end.
func CheckFormation(d *Dossier, f Formation) error {
	if err := CheckActe(d, ActionChooseFormation); err != nil {
		return err
	}
	if err := d.checkCost(f); err != nil {
		return err
	}
	var es Erreurs
	if t := d.Courante(); d.Parcours.Etat == EnEntree {
		requireOrder(&es, "date_fin_prevue", t.DateEntreePrevue, f.DateFinPrevue,
			"La fin prévue est avant l'entrée prévue, le "+t.DateEntreePrevue.Francais()+". Corrigez-la, ou reportez d'abord l'entrée.")
	}
	return es.Err()
}

// Entree is how the try begins.
type Entree struct {
	DateEntreePrevue Date
	LieuEntree       string
	ContactEntree    string
	DateEntree       Date
	// Controles holds the answers of the six-item check, by code.
	Controles map[string]string `gorm:"serializer:json"`
	// NonPresentations counts the first-day absences that were reported.
	NonPresentations int
}

// ChampsEntree is the entry: planned, then real.
var ChampsEntree = Champs{
	{Code: "date_entree_prevue", Libelle: "Date d'entrée prévue", Mot: "entrée prévue", Genre: GenreDate, Absent: "Indiquez la date d'entrée prévue."},
	{Code: "lieu_entree", Libelle: "Lieu", Mot: "lieu d'entrée", Genre: GenreTexte, Aide: "Adresse, salle, heure du premier jour."},
	{Code: "contact_entree", Libelle: "Contact sur place", Genre: GenreTexte},
	{Code: "date_entree", Libelle: "Date d'entrée réelle", Mot: "entrée réelle", Genre: GenreDate, Passe: true, Absent: "Indiquez la date d'entrée."},
	{Code: "controles", Libelle: "Contrôle de l'entrée", Genre: GenreReponses},
	{Code: "non_presentations", Mot: "non-présentations", Genre: GenreReponses},
}

// Issue is how the try ends: at its term, or by an abandonment.
type Issue struct {
	DateFin         Date
	HeuresRealisees *float64
	Evaluation      string
	Certification   string
	Situation       string
	AvisOf          int // 1 to 5, 0 when not given
	AvisDetail      string
	DateAbandon     Date
	MotifsAbandon   []string `gorm:"serializer:json"`
	Solution        string   // Solutions, once a repositionnement is decided
	SolutionDetail  string
}

// ChampsIssue is the end of a try, at its term or by an abandonment.
var ChampsIssue = Champs{
	{Code: "date_fin", Libelle: "Date de fin", Mot: "fin réelle", Genre: GenreDate, Passe: true, Absent: "Indiquez la date de fin."},
	{Code: "heures_realisees", Libelle: "Heures réalisées", Genre: GenreHeures},
	{Code: "evaluation", Libelle: "Évaluation", Genre: GenreChoix, Liste: Evaluations, Choisir: "Inconnue"},
	{Code: "certification", Libelle: "Certification obtenue", Mot: "certification", Genre: GenreTexte, Aide: "Titre, bloc, CQP ou attestation, si elle est obtenue."},
	{Code: "situation", Libelle: "Situation à la sortie", Mot: "situation", Genre: GenreChoix, Liste: Situations, Choisir: "Inconnue",
		ParSiae: func(s Siae) Liste { return SituationsFor(s.Type) }},
	{Code: "avis_of", Libelle: "Avis sur l'organisme, de 1 à 5", Mot: "avis sur l'organisme", Genre: GenreChoix, Liste: NotesAvis, Nombre: true},
	{Code: "avis_detail", Libelle: "Ce qu'il faut retenir de l'organisme", Mot: "avis détaillé", Genre: GenreNote},
	{Code: "date_abandon", Libelle: "Date de l'abandon", Mot: "abandon le", Genre: GenreDate, Passe: true, Absent: "Indiquez la date de l'abandon."},
	{Code: "motifs_abandon", Libelle: "Motifs de l'abandon", Genre: GenreMulti, Liste: MotifsAbandon, Absent: "Choisissez au moins un motif."},
	{Code: "solution", Libelle: "Solution", Genre: GenreChoix, Liste: Solutions, Absent: "Choisissez la solution retenue."},
	{Code: "solution_detail", Libelle: "Précisions", Mot: "solution, précisions", Genre: GenreNote},
}

// UnansweredControles lists the items of the entry check without an answer.
func (e Entree) UnansweredControles() Liste {
	var reste Liste
	for _, c := range ControlesEntree {
		if c.Code == "absence_comprise" && e.Controles["venu"] == "oui" {
			continue // only asked of a person who did not come (l. 897)
		}
		if e.Controles[c.Code] == "" {
			reste = append(reste, c)
		}
	}
	return reste
}

// Clone copies the try deeply enough that changing the copy leaves it alone.
func (t Tentative) Clone() Tentative {
	if t.Controles != nil {
		controles := make(map[string]string, len(t.Controles))
		for k, v := range t.Controles {
			controles[k] = v
		}
		t.Controles = controles
	}
	t.MotifsAbandon = slices.Clone(t.MotifsAbandon)
	if t.HeuresRealisees != nil {
		h := *t.HeuresRealisees
		t.HeuresRealisees = &h
	}
	return t
}
