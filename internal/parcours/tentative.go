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

func (f Formation) Validate() error {
	var es Erreurs
	requireText(&es, "intitule", f.Intitule, 200, "Indiquez l'intitulé de la formation.")
	requireCode(&es, "type", f.Type, TypesFormation, "Choisissez le type de formation.")
	requireCode(&es, "lieu", f.Lieu, LieuxFormation, "Indiquez où a lieu la formation.")
	requireCode(&es, "validation", f.Validation, Validations, "")
	requireCode(&es, "modalite", f.Modalite, Modalites, "")
	requireCode(&es, "offre", f.Offre, Offres, "")
	requireCode(&es, "portee", f.Portee, Portees, "")
	requireCode(&es, "statut", f.Statut, StatutsFormation, "")
	limitText(&es, "organisme", f.Organisme, 200)
	limitText(&es, "organisme_contact", f.OrganismeContact, 200)
	limitText(&es, "lieu_detail", f.LieuDetail, 200)
	limitText(&es, "code_certification", f.CodeCertification, 40)
	requirePlanned(&es, "date_debut_prevue", f.DateDebutPrevue, "Indiquez la date de début prévue.")
	requirePlanned(&es, "date_fin_prevue", f.DateFinPrevue, "Indiquez la date de fin prévue.")
	requireOrder(&es, "date_fin_prevue", f.DateDebutPrevue, f.DateFinPrevue, "La fin prévue est avant le début. Vérifiez les deux dates.")
	if !(f.HeuresPrevues > 0 && f.HeuresPrevues <= 5000) { // NaN too
		es.Add("heures_prevues", "Indiquez le nombre d'heures prévues, entre 1 et 5 000.")
	}
	if !f.CoutConnu {
		es.Add("cout", "Indiquez le coût, ou 0 si la formation ne coûte rien.")
	} else if f.Cout < 0 || f.Cout > MontantMax {
		es.Add("cout", "Indiquez un coût entre 0 et 1 000 000 €.")
	}
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

// requirePlanned wants a planned day, which may lie ahead but not absurdly.
func requirePlanned(es *Erreurs, champ string, d Date, absent string) {
	if d.IsZero() {
		es.Add(champ, absent)
	}
	limitDate(es, champ, d)
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
