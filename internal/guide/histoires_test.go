package guide_test

import (
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

// Stories of the trade, from the guide's own conditions.

func ids(avis []guide.Recommandation) []string {
	var l []string
	for _, r := range avis {
		l = append(l, r.ID)
	}
	return l
}

func find(t *testing.T, avis []guide.Recommandation, id string) guide.Recommandation {
	t.Helper()
	for _, r := range avis {
		if r.ID == id {
			return r
		}
	}
	t.Fatalf("%s is not shown, among %v", id, ids(avis))
	return guide.Recommandation{}
}

// shown checks which of the ids are in the advice.
func shown(t *testing.T, avis []guide.Recommandation, oui, non []string) {
	t.Helper()
	vus := ids(avis)
	for _, id := range oui {
		if !slices.Contains(vus, id) {
			t.Errorf("%s should be shown", id)
		}
	}
	for _, id := range non {
		if slices.Contains(vus, id) {
			t.Errorf("%s should not be shown", id)
		}
	}
}

func TestMobilityPlatformsOnlyInTheirDepartement(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	s := guide.Situation{Etat: parcours.BesoinIdentifie, TypeSiae: "ACI", Departement: "62", Freins: []string{"mobilite"}, Date: today}
	shown(t, g.For(s), []string{"SOL-04.5", "RES-22"}, []string{"RES-24", "RES-25", "RES-26"})
	r := find(t, g.For(s), "RES-22")
	for _, p := range []string{"dans le Pas-de-Calais (62)", "frein identifié : mobilité"} {
		if !slices.Contains(r.Pourquoi, p) {
			t.Errorf("reasons %q lack %q", r.Pourquoi, p)
		}
	}

	s.Departement = "80"
	shown(t, g.For(s), []string{"SOL-04.5", "RES-24", "RES-25"}, []string{"RES-22"})
	s.Departement = "59"
	shown(t, g.For(s), []string{"SOL-04.1", "SOL-04.6"}, []string{"SOL-04.5", "RES-22", "RES-24"})
	s.Departement, s.Freins = "62", nil
	shown(t, g.For(s), nil, []string{"SOL-04.5", "RES-22"})
}

func TestTheRightMobilityPlatformIsCalled(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	s := guide.Situation{Etat: parcours.BesoinIdentifie, TypeSiae: "ACI", Departement: "62", Freins: []string{"mobilite"}, Date: today}
	if n := len(find(t, g.For(s), "SOL-04.5").Contacts); n != 11 {
		t.Errorf("without a zone: %d contacts, want the 11 of the Pas-de-Calais", n)
	}
	s.Territoires = []string{"lens_lievin"}
	var noms []string
	for _, c := range find(t, g.For(s), "SOL-04.5").Contacts {
		if c.Contact.Organisme == "EMA (Espace mobilité de l'Artois)" {
			noms = append(noms, c.ID)
		}
	}
	if !slices.Equal(noms, []string{"CTC-10"}) {
		t.Errorf("EMA contacts for Lens-Liévin: %v", noms)
	}
	if premier := g.WhoToCall(s)[0]; premier.ID != "CTC-10" {
		t.Errorf("first to call: %s", premier.ID)
	}
}

func TestCompetencesClesOpenToAciFromJuly2023(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	s := guide.Situation{Etat: parcours.EnFinancement, TypeSiae: "ACI", Departement: "59"}
	s.Date = parcours.NewDate(2023, 6, 30)
	shown(t, g.For(s), []string{"FIN-03.2"}, []string{"FIN-03", "FIN-03.1"})
	s.Date = parcours.NewDate(2023, 7, 1)
	shown(t, g.For(s), []string{"FIN-03"}, []string{"FIN-03.1", "FIN-03.2"})
	s.TypeSiae, s.Date = "EI", parcours.NewDate(2023, 6, 30)
	shown(t, g.For(s), []string{"FIN-03.1"}, []string{"FIN-03", "FIN-03.2"})
	s.Date = parcours.Date{}
	shown(t, g.For(s), nil, []string{"FIN-03", "FIN-03.1", "FIN-03.2"})
}

func TestOpcoPlanOnlyUnderFifty(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	s := guide.Situation{Etat: parcours.EnFinancement, TypeSiae: "EI", Departement: "60", Opco: "akto", Date: today}
	for _, c := range []struct {
		effectif int
		oui, non []string
	}{
		{0, nil, []string{"FIN-04", "FIN-04.1"}}, // not known: neither
		{49, []string{"FIN-04"}, []string{"FIN-04.1"}},
		{50, []string{"FIN-04.1"}, []string{"FIN-04"}},
	} {
		s.Effectif = c.effectif
		shown(t, g.For(s), c.oui, c.non)
	}
	s.Effectif = 32
	if r := find(t, g.For(s), "FIN-04"); !slices.Contains(r.Pourquoi, "effectif déclaré : 32, moins de 50") {
		t.Errorf("reasons: %q", r.Pourquoi)
	}
	s.Effectif = 120
	if premier := g.For(s)[0]; premier.ID != "FIN-04.1" {
		t.Errorf("what blocks comes first; got %s", premier.ID)
	}
}

func TestIriaeOnlyInTheThreeSouthernDepartements(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for _, dep := range parcours.DepartementsHdf.Codes() {
		s := guide.Situation{Etat: parcours.EnFinancement, TypeSiae: "AI", Departement: dep, Date: today}
		vu := slices.Contains(ids(g.For(s)), "FIN-07")
		if sud := dep == "02" || dep == "60" || dep == "80"; vu != sud {
			t.Errorf("IRIAE in %s: %v, want %v", dep, vu, sud)
		}
	}
}

func TestMiseADispositionOnlyForAiAndEtti(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for _, typ := range parcours.TypesSiae.Codes() {
		s := guide.Situation{Etat: parcours.Sorti, TypeSiae: typ, Departement: "02", Date: today}
		vu := slices.Contains(ids(g.For(s)), "SIT-01")
		if permis := typ == "AI" || typ == "ETTI"; vu != permis {
			t.Errorf("mise à disposition in %s: %v, want %v", typ, vu, permis)
		}
		if vu != parcours.SituationsFor(typ).Has("mise_a_disposition") {
			t.Errorf("%s: the guide and the list of situations disagree", typ)
		}
	}
}

func TestCqpOnlyForAci(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for _, typ := range parcours.TypesSiae.Codes() {
		s := guide.Situation{Etat: parcours.BesoinIdentifie, TypeSiae: typ, Departement: "80", Date: today}
		if vu := slices.Contains(ids(g.For(s)), "DIS-13"); vu != (typ == "ACI") {
			t.Errorf("CQP Salarié polyvalent in %s: %v", typ, vu)
		}
	}
}

func TestAssociationIntermediaireMutualisesWithUnai(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	s := guide.Situation{Etat: parcours.BesoinIdentifie, TypeSiae: "AI", Departement: "62", Date: today}
	avis := g.For(s)
	shown(t, avis, []string{"CSL-04.4", "ORI-04", "STP-06"}, []string{"STP-05", "DIS-13"})
	s.TypeSiae = "ETTI"
	shown(t, g.For(s), []string{"STP-05", "ORI-04", "DIS-07.1"}, []string{"CSL-04.4", "DIS-07"})
}

func TestUriaeOnlyInNordAndPasDeCalais(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for _, dep := range parcours.DepartementsHdf.Codes() {
		s := guide.Situation{Etat: parcours.BesoinIdentifie, TypeSiae: "EI", Departement: dep, Date: today}
		vu := slices.Contains(ids(g.For(s)), "STP-06")
		if nord := dep == "59" || dep == "62"; vu != nord {
			t.Errorf("URIAE in %s: %v", dep, vu)
		}
	}
}

func TestAiWageCostsOnlyForAi(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	s := guide.Situation{Etat: parcours.EnFinancement, TypeSiae: "AI", Departement: "59", Freins: []string{"finances"}, Date: today}
	shown(t, g.Solutions("finances", s), []string{"SOL-03.1", "SOL-03.2"}, nil)
	s.TypeSiae = "EI"
	shown(t, g.Solutions("finances", s), []string{"SOL-03.1"}, []string{"SOL-03.2"})
}

func TestEitiIsToldWhatTheGuideDoesNotCover(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	avis := g.For(guide.Situation{Etat: parcours.EnFinancement, TypeSiae: "EITI", Departement: "59", Date: today})
	if avis[0].ID != "HOR-EITI" || avis[0].Reserve != "" {
		t.Errorf("first for an EITI: %s", avis[0].ID)
	}
	shown(t, avis, nil, []string{"FIN-01"})
	for _, r := range avis[1:] {
		if !strings.HasPrefix(r.Reserve, "Non prévu par le guide") {
			t.Errorf("%s has no reserve for an EITI", r.ID)
		}
	}
}

func TestOutsideTheRegionAndUnknownOpcoAreToldSo(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	s := guide.Situation{Etat: parcours.EnFinancement, TypeSiae: "EI", Departement: "75", Opco: "constructys", Date: today}
	avis := g.For(s)
	shown(t, avis, []string{"HOR-REGION", "HOR-OPCO", "FIN-01"}, []string{"FIN-02", "FIN-03", "FIN-07"})
	if r := find(t, avis, "HOR-REGION"); !slices.Contains(r.Pourquoi, "votre département (75) est hors des Hauts-de-France") {
		t.Errorf("reasons: %q", r.Pourquoi)
	}
	s.Opco = "opco_2i"
	shown(t, g.For(s), nil, []string{"HOR-OPCO"})
}

func TestOpcoAdvisersAreThoseOfTheOpcoAndDepartement(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	s := guide.Situation{Etat: parcours.EnFinancement, TypeSiae: "EI", Departement: "80", Opco: "opco_2i", Date: today}
	if got := ids(opco(g.WhoToCall(s))); !slices.Equal(got, []string{"OPC-21", "OPC-22", "OPC-10", "OPC-11"}) {
		t.Errorf("OPCO 2i in the Somme: %v", got)
	}
	s.Opco = "opco_ep"
	s.Territoires = []string{"picardie_maritime"}
	if got := ids(opco(g.WhoToCall(s))); !slices.Equal(got, []string{"OPC-47"}) {
		t.Errorf("OPCO EP in Abbeville: %v", got)
	}
	s.Opco = ""
	if got := opco(g.WhoToCall(s)); len(got) != 0 {
		t.Errorf("an unknown OPCO has no adviser, got %v", ids(got))
	}
}

func opco(avis []guide.Recommandation) []guide.Recommandation {
	var l []guide.Recommandation
	for _, r := range avis {
		if strings.HasPrefix(r.ID, "OPC-") {
			l = append(l, r)
		}
	}
	return l
}

func TestDistanceLearningAsksForEquipment(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	s := guide.Situation{Etat: parcours.EnEntree, TypeSiae: "ACI", Departement: "02", Date: today, Modalite: "distanciel"}
	shown(t, g.For(s), []string{"BP-16", "BP-16.1", "CHK-01", "CHK-06", "BP-17"}, nil)
	s.Modalite = ""
	shown(t, g.For(s), []string{"BP-16"}, []string{"BP-16.1"})
	if premier := g.For(s)[0]; premier.ID != "BP-17" {
		t.Errorf("first at the entry: %s, want the registration that pay depends on", premier.ID)
	}
}

func TestStructureItemsAreNotPushedOnAParcours(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	diag := g.For(guide.Situation{TypeSiae: "ACI", Departement: "80", Date: today})
	shown(t, diag, []string{"CSL-01", "RES-02", "RES-40", "STP-01"}, []string{"RES-23"})
	shown(t, g.For(guide.Situation{Etat: parcours.BesoinIdentifie, TypeSiae: "ACI", Departement: "80", Date: today}),
		nil, []string{"CSL-01", "RES-40"})
}
