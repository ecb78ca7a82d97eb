package parcours

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Contrat is one contract of a person with the SIAE; a renewal is another one.
type Contrat struct {
	ID, SiaeID, SalarieID int64
	Type                  string // TypesContrat, "" when unknown
	Debut, FinPrevue      Date
	FinContrat
	AuteurID int64
	CreeLe   time.Time `gorm:"default:now()"`
	// RetireLe: it was noted by mistake; kept for the history, counted nowhere.
	RetireLe *time.Time
}

// FinContrat is the real end of a contract, when it is not the planned one.
type FinContrat struct {
	FinReelle Date
	MotifFin  string // MotifsFinContrat, "" while it runs
}

// Fin is its last day, the real one once it is known; zero without any.
func (c Contrat) Fin() Date { return cmp.Or(c.FinReelle, c.FinPrevue) }

// Covers tells whether the person was there that day. What is not known of the contract
// excludes no day.
func (c Contrat) Covers(jour Date) bool {
	return !jour.Before(c.Debut) && (c.Fin().IsZero() || !jour.After(c.Fin()))
}

// IsRunning: it began, and its real end is not noted.
func (c Contrat) IsRunning(jour Date) bool {
	return c.ID != 0 && c.FinReelle.IsZero() && !jour.Before(c.Debut)
}

// Dates is how a sentence names it: « 03/03/2026 – 30/06/2026 ».
func (c Contrat) Dates() string {
	return cmp.Or(c.Debut.Francais(), "?") + " – " + cmp.Or(c.Fin().Francais(), "?")
}

// nearness ranks it for a day: it covers it, it had begun, it began the nearest to it.
func (c Contrat) nearness(jour Date) []int {
	rang, jours := 0, jour.DaysSince(c.Debut)
	switch {
	case c.Covers(jour):
		rang = 2
	case jours >= 0:
		rang = 1
	}
	return []int{rang, -max(jours, -jours), int(c.ID)}
}

// Contrats are those of one person.
type Contrats []Contrat

// Courant is the one of a day: the last begun of those that cover it, else the last begun,
// else the first to come. The zero value without any.
func (cs Contrats) Courant(jour Date) Contrat {
	if len(cs) == 0 {
		return Contrat{}
	}
	return slices.MaxFunc(cs, func(a, b Contrat) int { return slices.Compare(a.nearness(jour), b.nearness(jour)) })
}

// Fill gives a person what their lists and their form show of a contract: the one of a day.
func (cs Contrats) Fill(s *Salarie, jour Date) {
	c := cs.Courant(jour)
	s.TypeContrat, s.DateDebutContrat, s.DateFinContrat = c.Type, c.Debut, c.Fin()
}

// Contrat is the contract that was typed about the person, if any was.
func (s Salarie) Contrat() (c Contrat, known bool) {
	c = Contrat{SalarieID: s.ID, Type: s.TypeContrat, Debut: s.DateDebutContrat, FinPrevue: s.DateFinContrat}
	return c, c != Contrat{SalarieID: s.ID}
}

// IsPresent tells whether a contract covers a day. Without a contract, or before the day is
// said, we do not know, and do not refuse.
func (cs Contrats) IsPresent(jour Date) bool {
	return len(cs) == 0 || jour.IsZero() || slices.ContainsFunc(cs, func(c Contrat) bool { return c.Covers(jour) })
}

// avantEmbauche is how many days before the first contract a need may be dated: people
// speak of it at the hiring interview. The number is ours.
const avantEmbauche = 30

// isHired tells whether a day is shortly before the first of them.
func (cs Contrats) isHired(jour Date) bool {
	return !slices.ContainsFunc(cs, func(c Contrat) bool { return !jour.Before(c.Debut) }) &&
		slices.ContainsFunc(cs, func(c Contrat) bool { return !jour.AddDays(avantEmbauche).Before(c.Debut) })
}

// LastDay is the day on which the last of them ends; zero when it has no end, or none is
// known. One that another followed ended, though nobody noted when.
func (cs Contrats) LastDay() Date {
	if len(cs) == 0 || slices.MaxFunc(cs, func(a, b Contrat) int { return a.Debut.t.Compare(b.Debut.t) }).Fin().IsZero() {
		return Date{}
	}
	return slices.MaxFunc(cs, func(a, b Contrat) int { return a.Fin().t.Compare(b.Fin().t) }).Fin()
}

// dates names them in a sentence.
func (cs Contrats) dates() string { return strings.Join(each(cs, Contrat.Dates), " ; ") }

// ChampsContrat is what is known of a contract.
var ChampsContrat = slices.Concat(Champs{
	{Code: "type", Libelle: "Type de contrat", Mot: "contrat", Genre: GenreChoix, Liste: TypesContrat,
		Choisir: nonRenseigne},
	{Code: "debut", Libelle: "Début du contrat", Genre: GenreDate, Requis: true,
		Absent: "Indiquez le début du contrat."},
	{Code: "fin_prevue", Libelle: "Fin prévue du contrat", Genre: GenreDate, Rangee: true,
		Aide: "Laissez vide s'il n'y en a pas."},
}, ChampsFinContrat.Optional())

// ChampsFinContrat is what is asked when a contract ends.
var ChampsFinContrat = Champs{
	{Code: "fin_reelle", Libelle: "Dernier jour du contrat", Genre: GenreDate, Passe: true, Requis: true,
		Absent: "Indiquez le dernier jour du contrat."},
	{Code: "motif_fin", Libelle: "Motif de fin", Genre: GenreChoix, Liste: MotifsFinContrat, Requis: true,
		Absent: "Indiquez pourquoi le contrat se termine.", Choisir: choisir},
}

// Validate checks a contract as it was typed.
func (c Contrat) Validate(aujourdhui Date) error {
	es := ChampsContrat.Check(c, Controle{Aujourdhui: aujourdhui})
	es.order("fin_prevue", c.Debut, c.FinPrevue, finAvantDebut)
	es.order("fin_reelle", c.Debut, c.FinReelle, finAvantDebut)
	return es.Err()
}

// Validate checks the end of a contract as it was typed.
func (f FinContrat) Validate(aujourdhui Date) error {
	return ChampsFinContrat.Validate(f, aujourdhui)
}

// The rights on them: those on the person.
var (
	ActionLogContrat = permit("noter_contrat", "Ajouter un contrat", bureau)
	ActionEndContrat = permit("finir_contrat", "Noter la fin d'un contrat", bureau)
)

var _ = declare(
	Objet{"contrat", "Contrat", false, slices.Concat(ChampsContrat, Champs{champRetire},
		internes("id", "siae_id", "salarie_id", "auteur_id", "cree_le"))},
	Acte{"noter_contrat", ActionLogContrat, ChampsContrat, Contrat{}},
	Acte{"finir_contrat", ActionEndContrat, ChampsFinContrat, FinContrat{}},
)
