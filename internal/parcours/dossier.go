package parcours

import (
	"slices"
	"time"
)

// Glissement is what a correction made of the tries: those after Tentative went up by one, with what was noted of it
// since an instant, or down by one, into it.
type Glissement struct {
	Tentative, Pas int
	Depuis         time.Time
}

// Dossier is everything a rule may look at: one parcours, its person, its SIAE
// and its facts. Rules read it and never change it; Apply works on a copy.
type Dossier struct {
	Siae          Siae
	Salarie       Salarie
	Contrats      Contrats // of the person, those that stand
	Parcours      Parcours
	Tentatives    []Tentative    // all, by number
	Entrees       []EntreePrevue // those that stand, of every try, by number
	Presences     []Presence     // the same
	Controles     []ControleEntree
	Heures        []Heures
	Evaluations   []Evaluation   // by date
	Financements  []Financement  // of the current try, each with its Pieces and its Reponses
	Anciens       []Financement  // of the tries before, the same: no rule reads them
	Pieces        []Piece        // of every try
	Reponses      []Reponse      // the same: those that stand, by date then id
	Securisations []Securisation // of the current try
	Freins        []Frein
	Suivis        []Suivi
	Observations  []Observation // of the person
	// NonPresentations stand, in every try, the oldest first.
	NonPresentations []NonPresentation
	Impacts          []Impact
	Passages         []Passage // all, oldest first
	// Ailleurs are the stays that stand in the person's other parcours, to be read only.
	Ailleurs []Presence
	// Glissements are what a correction made of the tries, in order.
	Glissements []Glissement `json:"-"`
	// AutresOuverts counts the person's other parcours still open.
	AutresOuverts int
	// Doutes are what a deed found suspicious by itself, and asks with the table (Soupcons).
	Doutes []Constat
	// DerniereEntree and DernierePresence are the last numbers that a planned entry and a
	// stay of the file were given, withdrawn ones included.
	DerniereEntree, DernierePresence int
}

// Courante is the current try.
func (d *Dossier) Courante() *Tentative {
	for i := range d.Tentatives {
		if d.Tentatives[i].Numero == d.Parcours.Tentative {
			return &d.Tentatives[i]
		}
	}
	return &Tentative{Numero: d.Parcours.Tentative}
}

// DernierPassage is the last one that still counts, or nil.
func (d *Dossier) DernierPassage() *Passage {
	for i, p := range slices.Backward(d.Passages) {
		if p.RectifieLe == nil {
			return &d.Passages[i]
		}
	}
	return nil
}

// lastDecision is the last passage that counts and is no fact, or nil.
func (d *Dossier) lastDecision() *Passage {
	for i, p := range slices.Backward(d.Passages) {
		if p.RectifieLe == nil && !p.IsFait() {
			return &d.Passages[i]
		}
	}
	return nil
}

// memeActe is how far apart the instants of a passage and of the rows that it recorded may
// be: they are written together, once by this clock and once by that of the database.
const memeActe = 5 * time.Second

// recorded tells whether the ith passage wrote a row that was created then.
func (d *Dossier) recorded(i int, creeLe time.Time) bool {
	return i >= 0 && creeLe.Sub(d.Passages[i].CreeLe).Abs() < memeActe
}

// indexOf is the place of a passage.
func (d *Dossier) indexOf(p *Passage) int {
	return slices.IndexFunc(d.Passages, func(x Passage) bool { return x.ID == p.ID })
}

// Solution is the one chosen at the last repositionnement, "" before any.
func (d *Dossier) Solution() string {
	for _, p := range slices.Backward(d.Passages) {
		if s := p.Champs["solution"]; p.RectifieLe == nil && s != "" {
			return s
		}
	}
	return ""
}

// UnansweredSecurisations lists the good practices not looked at yet.
func (d *Dossier) UnansweredSecurisations() Liste {
	return keep(Securisations, func(t Terme) bool {
		return !slices.ContainsFunc(d.Securisations, func(s Securisation) bool {
			return s.Code == t.Code && s.Reponse != SecurisationAFaire
		})
	})
}

// Clone copies the file deeply enough for Apply to change the copy.
func (d *Dossier) Clone() *Dossier {
	c := *d
	c.Tentatives = slices.Clone(d.Tentatives)
	c.Contrats = slices.Clone(d.Contrats)
	c.Entrees = slices.Clone(d.Entrees)
	c.NonPresentations = slices.Clone(d.NonPresentations)
	c.Controles, c.Heures, c.Evaluations = slices.Clone(d.Controles), slices.Clone(d.Heures), slices.Clone(d.Evaluations)
	c.Presences = each(d.Presences, Presence.Clone)
	c.Passages = slices.Clone(d.Passages)
	c.Suivis, c.Impacts = slices.Clone(d.Suivis), slices.Clone(d.Impacts)
	c.Observations, c.Reponses = slices.Clone(d.Observations), slices.Clone(d.Reponses)
	c.Financements, c.Anciens = slices.Clone(d.Financements), slices.Clone(d.Anciens)
	c.Freins, c.Securisations = slices.Clone(d.Freins), slices.Clone(d.Securisations)
	return &c
}
