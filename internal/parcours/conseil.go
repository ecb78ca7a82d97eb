package parcours

import (
	"slices"
	"time"
)

// Conseil is what somebody decided about one item of the guide, in one
// parcours: done, planned for a day, or put aside for a reason. A later
// decision on the same item replaces it; the history keeps them all.
type Conseil struct {
	ID, SiaeID, ParcoursID int64
	Item                   string // id in the guide: "BP-03"
	Decision               string // DecisionsConseil
	Date                   Date
	DatePrevue             Date   // of a planned one: a reminder until it is done
	Contact                string // whom a planned one says to call: id in the guide, "CTC-03"
	Motif                  string
	AuteurID               int64
	CreeLe                 time.Time
	Version                int // 1 for the first decision; 0 before any
}

// What a person decides of a piece of advice.
const (
	ConseilFait     = "fait"
	ConseilPlanifie = "planifie"
	ConseilEcarte   = "ecarte"
)

// DecisionsConseil: the guide recommends, it does not command; so each piece of
// advice can be done, planned or put aside.
var DecisionsConseil = Liste{
	{ConseilFait, "Fait", "", false},
	{ConseilPlanifie, "Planifié", "", false},
	{ConseilEcarte, "Écarté", "", false},
}

// IsSettled: nothing more is expected of this advice.
func (c Conseil) IsSettled() bool { return c.Decision != ConseilPlanifie }

// StaleConseil says what a colleague decided meanwhile; actuel is nil when the
// decision was taken back.
func StaleConseil(actuel *Conseil, auteur string) error {
	e := &Erreur{Code: Conflit, Message: "Ce conseil a changé pendant que vous décidiez. " +
		"Relisez ce qui a été décidé, puis recommencez si besoin."}
	texte := "aucune : elle a été reprise"
	if actuel != nil {
		texte = actuel.Texte()
		if auteur != "" {
			texte += " (" + auteur + ")"
		}
	}
	e.Actuel = []ValeurActuelle{{Champ: "decision", Libelle: "Décision", Valeur: texte}}
	return e
}

// Texte says the decision in one line.
func (c Conseil) Texte() string {
	switch c.Decision {
	case ConseilPlanifie:
		return "Prévu le " + c.DatePrevue.Francais()
	case ConseilEcarte:
		return "Écarté le " + c.Date.Francais() + " : " + c.Motif
	}
	return "Fait le " + c.Date.Francais()
}

// Tidy drops what another choice of the same form left behind.
func (c Conseil) Tidy() Conseil {
	if c.Decision != ConseilPlanifie {
		c.DatePrevue, c.Contact = Date{}, ""
	}
	if c.Decision != ConseilEcarte {
		c.Motif = ""
	}
	return c
}

// ChampsConseil is what one decides about an advice.
var ChampsConseil = Champs{
	{Code: "decision", Libelle: "Votre choix", Mot: "décision", Genre: GenreChoix, Liste: DecisionsConseil, Requis: true,
		Absent: "Choisissez : fait, planifié ou écarté.", Etale: true},
	{Code: "date_prevue", Libelle: "Pour le", Mot: "prévu le", Genre: GenreDate,
		RequisSi: Cas{"decision", ConseilPlanifie}, Absent: "Indiquez le jour prévu."},
	{Code: "contact", Libelle: "Qui appeler", Mot: "contact", Genre: GenreItem, Choisir: "Personne en particulier"},
	{Code: "motif", Libelle: "Pourquoi", Mot: "motif", Genre: GenreTexte, Max: 500,
		RequisSi: Cas{"decision", ConseilEcarte}, Absent: "Dites en quelques mots pourquoi ce conseil est écarté."},
}

// Validate checks a decision as it was typed.
func (c Conseil) Validate(aujourdhui Date) error {
	es := ChampsConseil.Check(c, Controle{Aujourdhui: aujourdhui})
	switch {
	case c.Decision != ConseilPlanifie, c.DatePrevue.IsZero():
	case c.DatePrevue.Before(aujourdhui):
		es.Add("date_prevue", "Ce jour est passé. Choisissez aujourd'hui ou plus tard.")
	case c.DatePrevue.Year() > aujourdhui.Year()+5:
		es.Add("date_prevue", "Cette date est trop lointaine. Vérifiez l'année.")
	}
	return es.Err()
}

var _ = declare(
	Objet{"conseil", "Conseil du guide", false, slices.Concat(Champs{ChampItem}, ChampsConseil, Champs{champJour},
		internes("id", "siae_id", "parcours_id", "auteur_id", "cree_le", "version"))},
	Acte{"traiter_conseil", ActionHandleConseil, ChampsConseil, Conseil{}},
)
