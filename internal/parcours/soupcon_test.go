package parcours

import (
	"slices"
	"strings"
	"testing"
)

// sansSoupcon names the acts that carry a day or an amount of which nothing can be suspect,
// and why.
var sansSoupcon = map[string]string{
	"identifier_besoin":     "le jour du besoin est comparé aux contrats (absent_de_la_siae)",
	"demander_financement":  "une décision : jamais dans le futur, et après la précédente (dates_en_ordre)",
	"revoir_besoin":         "une décision : jamais dans le futur, et après la précédente (dates_en_ordre)",
	"relancer_besoin":       "une décision : jamais dans le futur, et après la précédente (dates_en_ordre)",
	"relancer_financement":  "une décision : jamais dans le futur, et après la précédente (dates_en_ordre)",
	"repositionner":         "une décision : jamais dans le futur, et après la précédente (dates_en_ordre)",
	"classer_sans_suite":    "une décision : jamais dans le futur, et après la précédente (dates_en_ordre)",
	"clore":                 "jamais dans le futur, ni avant la dernière étape",
	"finir_contrat":         "jamais dans le futur, ni avant le début du contrat",
	"consigner_observation": "notée d'un geste, le jour même ; elle ne compte dans aucun chiffre",
	"modifier_groupe":       "les jours d'une action ; ceux de chacun sont dans sa formation, qui est jugée",
	"modifier_organisme":    "la fin d'une certification, lue et non comptée",
	"differer":              "l'échéance garde sa date prévue, et se remet de nouveau",
	"traiter_conseil":       "un jour à venir, qu'une autre décision remplace",
}

// TestEachActIsSuspectedOrSaysWhyNot: nothing implausible in silence.
func TestEachActIsSuspectedOrSaysWhyNot(t *testing.T) {
	t.Parallel()
	var actes []string
	for _, a := range Actes() {
		actes = append(actes, a.Code)
		mesure := slices.ContainsFunc(a.Champs, func(c Champ) bool {
			return c.Genre == GenreDate || c.Genre == GenreHeures || c.Genre == GenreMontant
		})
		table := slices.ContainsFunc(Soupcons, func(s Soupcon) bool { return slices.Contains(s.Actes, a.Code) })
		_, sauf := sansSoupcon[a.Code]
		switch {
		case mesure && !table && !sauf:
			t.Errorf("« %s » carries a day, hours or an amount, and nothing suspects them: name it in a row of Soupcons "+
				"(garde_plausible.go), or say in sansSoupcon why nothing of it can be suspect", a.Code)
		case sauf && (table || !mesure):
			t.Errorf("« %s » is in sansSoupcon, yet it is suspected, or carries nothing: take its line out", a.Code)
		}
	}
	for code := range sansSoupcon {
		if !slices.Contains(actes, code) {
			t.Errorf("sansSoupcon names « %s », which is no act: take its line out", code)
		}
	}
	for _, s := range Soupcons {
		for _, code := range s.Actes {
			if code != Importer && !slices.Contains(actes, code) {
				t.Errorf("%s looks at « %s », which is no act: correct its row", s.Code, code)
			}
		}
	}
}

// raised is what a change makes of a file, by code.
func raised(avant *Dossier, change func(*Dossier)) []string {
	apres := avant.Clone()
	change(apres)
	return codesOf(suspect(avant, apres, lundi, nil))
}

// TestASuspicionSpeaksAtItsEdge, and not before.
func TestASuspicionSpeaksAtItsEdge(t *testing.T) {
	t.Parallel()
	contrat := func(typ, debut, fin string) func(*Dossier) {
		return func(d *Dossier) {
			c := Contrat{Type: typ, Debut: le(debut)}
			if fin != "" {
				c.FinPrevue = le(fin)
			}
			d.Contrats = append(slices.Clip(d.Contrats), c)
		}
	}
	born := func(jour string) func(*Dossier) { return func(d *Dossier) { d.Salarie.DateNaissance = le(jour) } }
	suivi := func(jour, prochain string) func(*Dossier) {
		return func(d *Dossier) {
			s := Suivi{Date: le(jour)}
			if prochain != "" {
				s.DateProchain = le(prochain)
			}
			d.Suivis = append(slices.Clip(d.Suivis), s)
		}
	}
	plan := func(jour string) func(*Dossier) { return func(d *Dossier) { d.Plan(EntreePrevue{Date: le(jour)}) } }
	hours := func(h float64) func(*Dossier) {
		return func(d *Dossier) { d.noteHeures(Heures{Presence: 1, Debut: lundi, Fin: lundi, Heures: &h}) }
	}
	for _, c := range []struct {
		nom    string
		avant  *Dossier
		change func(*Dossier)
		veut   string
	}{
		{"as planned", in(EnDeroulement)(t), hours(140), ""},
		{"a quarter of an hour more", in(EnDeroulement)(t), hours(140.25), "heures_superieures"},
		{"12 hours a day", in(BesoinIdentifie)(t), func(d *Dossier) { d.Courante().HeuresPrevues = 12 * 33 }, ""},
		{"more", in(BesoinIdentifie)(t), func(d *Dossier) { d.Courante().HeuresPrevues = 12*33 + 1 }, "heures_du_plan"},
		{"the cost", in(BesoinIdentifie)(t), func(d *Dossier) { d.Financements[0].MontantAccorde = 1200_00 }, ""},
		{"a cent above both", in(BesoinIdentifie)(t), func(d *Dossier) { d.Financements[0].MontantAccorde = 1200_01 },
			"accorde_superieur accorde_au_dela"},
		{"the cost is asked", in(BesoinIdentifie)(t), func(d *Dossier) { d.Financements[0].MontantDemande = 1200_00 }, ""},
		{"more is asked", in(BesoinIdentifie)(t), func(d *Dossier) { d.Financements[0].MontantDemande = 1200_01 }, "demande_superieure"},
		{"a free training waits for an accord", in(BesoinIdentifie)(t), func(d *Dossier) {
			d.Courante().Cout, d.Financements[0].Etat = 0, FinancementPrevu
		}, ""},
		{"six months later", in(EnEntree)(t), func(d *Dossier) { d.expect(le("2026-08-02"), Formation{}, false) }, ""},
		{"a day more", in(EnEntree)(t), func(d *Dossier) { d.expect(le("2026-08-03"), Formation{}, false) }, "entree_deplacee"},
		{"the day before", in(EnEntree)(t), plan("2026-02-01"), "report_en_arriere"},
		{"two years ahead", in(BesoinIdentifie)(t), func(d *Dossier) {
			d.Courante().DateDebutPrevue, d.Courante().DateFinPrevue = le("2028-03-16"), le("2028-04-16")
		}, ""},
		{"a day more", in(BesoinIdentifie)(t), func(d *Dossier) {
			d.Courante().DateDebutPrevue, d.Courante().DateFinPrevue = le("2028-03-17"), le("2028-04-17")
		}, "entree_lointaine"},
		{"the next day", nobodyYet(), contrat("cddi", "2026-09-01", "2027-08-31"), ""},
		{"the last day", nobodyYet(), contrat("cddi", "2026-08-31", "2027-08-31"), "contrats_superposes"},
		{"24 months", nobodyYet(), contrat("cddi", "2026-09-01", "2028-08-31"), ""},
		{"a day more", nobodyYet(), contrat("cddi", "2026-09-01", "2028-09-01"), "contrat_long"},
		{"another contract is not bound", nobodyYet(), contrat("cdi_inclusion", "2026-09-01", "2030-09-01"), ""},
		{"within a year", nobodyYet(), contrat("cddi", "2027-03-16", ""), ""},
		{"later", nobodyYet(), contrat("cddi", "2027-03-17", ""), "contrat_lointain"},
		{"one that was forgotten", nobodyYet(), contrat("cddi", "2024-09-01", "2025-08-31"), ""},
		{"75", nobodyYet(), born("1950-03-17"), ""},
		{"76", nobodyYet(), born("1950-03-16"), "age_inhabituel"},
		{"16 today", nobodyYet(), born("2010-03-16"), ""},
		{"tomorrow", nobodyYet(), born("2010-03-17"), "age_inhabituel"},
		{"called within a year", in(BesoinIdentifie)(t), suivi("2026-03-16", "2027-03-16"), ""},
		{"later", in(BesoinIdentifie)(t), suivi("2026-03-16", "2027-03-17"), "rappel_lointain"},
		{"six months before the need", in(BesoinIdentifie)(t), suivi("2025-07-05", ""), ""},
		{"a day before", in(BesoinIdentifie)(t), suivi("2025-07-04", ""), "fait_isole"},
		{"during a contract", nobodyYet(), func(d *Dossier) { d.Freins = []Frein{{DateIdentifie: le("2025-09-01")}} }, ""},
		{"before any", nobodyYet(), func(d *Dossier) { d.Freins = []Frein{{DateIdentifie: le("2025-08-31")}} }, "fait_isole"},
	} {
		if got := strings.Join(raised(c.avant, c.change), " "); got != c.veut {
			t.Errorf("%s: raises %q, want %q", c.nom, got, c.veut)
		}
	}
	// The same is not asked twice, though its nearest neighbour is another.
	d := in(BesoinIdentifie)(t)
	suivi("2024-07-04", "")(d)
	if got := raised(d, suivi("2025-06-30", "")); !slices.Equal(got, []string{"fait_isole"}) {
		t.Errorf("the old one is asked about again: %v", got)
	}
}

// TestAFarFactNamesBothDays.
func TestAFarFactNamesBothDays(t *testing.T) {
	t.Parallel()
	d := in(BesoinIdentifie)(t)
	apres := d.Clone()
	apres.Suivis = append(slices.Clip(d.Suivis), Suivi{Date: le("2025-03-05")})
	cs := suspect(d, apres, lundi, nil)
	if len(cs) != 1 || cs[0].Message != "Suivi du 05/03/2025 : à plus de six mois de tout le reste du dossier "+
		"(le plus proche : besoin, le 05/01/2026). Vérifiez l'année." {
		t.Errorf("%+v", cs)
	}
}
