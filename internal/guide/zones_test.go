package guide_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

func contactIDs(items []*guide.Item) []string {
	var l []string
	for _, it := range items {
		l = append(l, it.ID)
	}
	return l
}

// The platforms of mobility of a zone, as the guide prints them (l. 174-219).
func TestMobilityContactsAreThoseOfTheZone(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	pasDeCalais := []string{"CTC-03", "CTC-04", "CTC-05", "CTC-06", "CTC-07", "CTC-08", "CTC-09", "CTC-10", "CTC-11", "CTC-12", "CTC-13"}
	somme := []string{"CTC-14", "CTC-15", "CTC-16", "CTC-17"}
	for _, c := range []struct {
		departement string
		zones, want []string
	}{
		{"62", []string{"calaisis"}, []string{"CTC-03", "CTC-04"}},
		{"62", []string{"boulonnais"}, []string{"CTC-03", "CTC-05"}},
		{"62", []string{"ca2bm"}, []string{"CTC-03", "CTC-05"}},
		{"62", []string{"saint_omer_sud"}, []string{"CTC-03", "CTC-06"}},
		{"62", []string{"saint_omer_nord"}, []string{"CTC-03", "CTC-07"}},
		{"62", []string{"artois"}, []string{"CTC-03", "CTC-08"}},
		{"62", []string{"henin_carvin"}, []string{"CTC-03", "CTC-09"}},
		{"62", []string{"lens_lievin"}, []string{"CTC-03", "CTC-10"}},
		{"62", []string{"arras"}, []string{"CTC-03", "CTC-11"}},
		{"62", []string{"sud_artois_osartis"}, []string{"CTC-03", "CTC-12"}},
		{"62", []string{"montreuillois"}, []string{"CTC-03", "CTC-13"}},
		{"62", []string{"ternois"}, []string{"CTC-03", "CTC-13"}},
		{"62", []string{"lens_lievin", "artois"}, []string{"CTC-03", "CTC-08", "CTC-10"}},
		{"62", nil, pasDeCalais},
		{"62", []string{"bethune", "artois_douaisis"}, pasDeCalais}, // zones of an OPCO and of the Région
		{"80", []string{"amiens"}, []string{"CTC-15", "CTC-16", "CTC-17"}},
		{"80", []string{"picardie_maritime"}, []string{"CTC-14", "CTC-16", "CTC-17"}},
		{"80", []string{"est_somme", "grand_roye"}, []string{"CTC-15", "CTC-16", "CTC-17"}},
		{"80", []string{"cinq_vallees"}, somme},
		{"80", nil, somme},
	} {
		s := guide.Situation{Etat: parcours.BesoinIdentifie, TypeSiae: "ACI", Departement: c.departement,
			Territoires: c.zones, Freins: []string{"mobilite"}, Date: today}
		if got := contactIDs(find(t, g.For(s), "SOL-04.5").Contacts); !slices.Equal(got, c.want) {
			t.Errorf("SOL-04.5 in %s, %v: %v, want %v", c.departement, c.zones, got, c.want)
		}
		var appeler []string
		for _, r := range g.WhoToCall(s) {
			if slices.Contains(r.Criteres.Freins, "mobilite") {
				appeler = append(appeler, r.ID)
			}
		}
		slices.Sort(appeler)
		if !slices.Equal(appeler, c.want) {
			t.Errorf("to call in %s, %v: %v, want %v", c.departement, c.zones, appeler, c.want)
		}
	}
	s := guide.Situation{Etat: parcours.BesoinIdentifie, TypeSiae: "ACI", Departement: "59", Freins: []string{"mobilite"}, Date: today}
	for _, r := range g.WhoToCall(s) {
		if slices.Contains(r.Criteres.Freins, "mobilite") {
			t.Errorf("%s is called from the Nord", r.ID)
		}
	}
	shown(t, g.For(s), nil, []string{"SOL-04.5", "RES-22", "RES-24", "RES-25", "RES-26"})
}

func TestMobilityOperatorsOfTheSommeKeepToTheirZone(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	s := guide.Situation{Etat: parcours.BesoinIdentifie, TypeSiae: "ACI", Departement: "80", Freins: []string{"mobilite"}, Date: today}
	for _, c := range []struct{ zones, oui, non []string }{
		{nil, []string{"RES-24", "RES-25"}, nil},
		{[]string{"picardie_maritime"}, []string{"RES-24"}, []string{"RES-25"}},
		{[]string{"amiens"}, []string{"RES-25"}, []string{"RES-24"}},
		{[]string{"grand_roye"}, []string{"RES-25"}, []string{"RES-24"}},
		{[]string{"est_somme"}, []string{"RES-25"}, []string{"RES-24"}},
		{[]string{"somme_santerre"}, []string{"RES-24", "RES-25"}, nil}, // a zone of the Département's social services
	} {
		s.Territoires = c.zones
		shown(t, g.For(s), c.oui, c.non)
	}
	s.Territoires = []string{"amiens"}
	if r := find(t, g.For(s), "RES-25"); !slices.Contains(r.Pourquoi, "sur votre territoire : Amiens") {
		t.Errorf("reasons of RES-25: %q", r.Pourquoi)
	}
}

// Whatever the item and the zone: once somebody serves the zone, nobody of
// another zone stands beside.
func TestNobodyOfAnotherZoneStandsBesideTheRightOne(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for _, zone := range guide.Territoires {
		for _, dep := range parcours.DepartementsHdf.Codes() {
			if d := guide.DepartementOf(zone.Code); d != "" && d != dep {
				continue
			}
			for _, opco := range []string{"opco_2i", "opco_ep", "ocapiat"} {
				s := guide.Situation{Etat: parcours.EnFinancement, TypeSiae: "EI", Departement: dep,
					Territoires: []string{zone.Code}, Opco: opco, Freins: []string{"mobilite", "logement"}, Date: today}
				for _, r := range g.For(s) {
					checkZones(t, r.ID, r.Contacts, zone.Code)
				}
				services := map[string][]*guide.Item{}
				for _, r := range g.WhoToCall(s) {
					services[kindOf(r.Item)] = append(services[kindOf(r.Item)], r.Item)
				}
				for nom, gens := range services {
					checkZones(t, "to call, "+nom, gens, zone.Code)
				}
			}
		}
	}
}

func kindOf(it *guide.Item) string {
	switch {
	case len(it.Criteres.Opcos) > 0:
		return "OPCO"
	case len(it.Criteres.Freins) > 0:
		return "frein"
	}
	return it.Contact.Organisme
}

func checkZones(t *testing.T, ou string, gens []*guide.Item, zone string) {
	t.Helper()
	serves := func(it *guide.Item) bool { return slices.Contains(it.Criteres.Territoires, zone) }
	if !slices.ContainsFunc(gens, serves) {
		return
	}
	for _, it := range gens {
		if len(it.Criteres.Territoires) > 0 && !serves(it) {
			t.Errorf("%s, zone %s: %s is of another zone", ou, zone, it.ID)
		}
	}
}

func TestReferentsOfTheRegionAreThoseOfTheZone(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for _, c := range []struct {
		departement string
		zones, want []string
	}{
		{"62", []string{"artois_douaisis"}, []string{"CTC-19"}},
		{"62", nil, []string{"CTC-18", "CTC-19"}},
		{"59", []string{"metropole_lilloise"}, []string{"CTC-20"}},
		{"02", []string{"hainaut_thierache"}, []string{"CTC-22"}},
		{"80", []string{"amiens"}, []string{"CTC-18", "CTC-21"}}, // Amiens is no zone of the Région's
		{"80", []string{"amienois_sud_picardie"}, []string{"CTC-21"}},
	} {
		s := guide.Situation{Etat: parcours.EnFinancement, TypeSiae: "ACI", Departement: c.departement, Territoires: c.zones, Date: today}
		if got := contactIDs(find(t, g.For(s), "FIN-02").Contacts); !slices.Equal(got, c.want) {
			t.Errorf("FIN-02 in %s, %v: %v, want %v", c.departement, c.zones, got, c.want)
		}
	}
}

// « Boulonnais / CA2BM » (l. 177) is not « Boulogne et Calais » (l. 494).
func TestBoulogneAndCa2bmKeepTheirOwnAdvisers(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	s := guide.Situation{Etat: parcours.EnFinancement, TypeSiae: "EI", Departement: "62", Opco: "opco_ep", Date: today}
	for zone, want := range map[string][]string{
		"boulonnais": {"OPC-37"}, "calaisis": {"OPC-37"}, "lens_lievin": {"OPC-36"}, "montreuillois": {"OPC-35"},
		"ca2bm": {"OPC-34", "OPC-35", "OPC-36", "OPC-37"}, // the guide does not say which adviser
	} {
		s.Territoires = []string{zone}
		if got := ids(opco(g.WhoToCall(s))); !slices.Equal(got, want) {
			t.Errorf("OPCO EP, %s: %v, want %v", zone, got, want)
		}
	}
}

// L. 281-283: Céline Burette does not answer for the régies, Cécilia Daudus
// does, wherever they are in the region.
func TestUniformationAnswersForTheRegies(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for _, c := range []struct {
		departement  string
		reseaux      []string
		want, agenda []string // whom to call, and the directory for this network
	}{
		{"59", nil, []string{"OPC-04"}, []string{"OPC-04"}},
		{"59", []string{"coorace"}, []string{"OPC-04"}, []string{"OPC-04"}},
		{"59", []string{"regies"}, []string{"OPC-05"}, []string{"OPC-05"}},
		{"59", []string{"coorace", "regies"}, []string{"OPC-05"}, nil},
		{"62", nil, []string{"OPC-05"}, []string{"OPC-05"}},
		{"62", []string{"coorace"}, []string{"OPC-05"}, []string{"OPC-05"}},
		{"62", []string{"regies"}, []string{"OPC-05"}, []string{"OPC-05"}},
		{"80", nil, []string{"OPC-03"}, []string{"OPC-03"}},
		{"80", []string{"regies"}, []string{"OPC-05", "OPC-03"}, []string{"OPC-03", "OPC-05"}}, // l. 281 excludes nobody
		{"75", []string{"regies"}, nil, nil},
	} {
		s := guide.Situation{Etat: parcours.EnFinancement, TypeSiae: "EI", Departement: c.departement,
			Opco: "uniformation", Reseaux: c.reseaux, Date: today}
		appeler := g.WhoToCall(s)
		if got := ids(opco(appeler)); !slices.Equal(got, c.want) {
			t.Errorf("Uniformation in %s, %v: %v, want %v", c.departement, c.reseaux, got, c.want)
		}
		if got := contactIDs(find(t, g.For(s), "ACT-07").Contacts); len(got) != len(c.want) || len(got) > 0 && !slices.Contains(c.want, got[0]) {
			t.Errorf("ACT-07 in %s, %v: %v, want %v", c.departement, c.reseaux, got, c.want)
		}
		for _, id := range []string{"OPC-03", "OPC-04", "OPC-05"} {
			if it := item(t, g, id); it.Suits(s) != slices.Contains(c.want, id) {
				t.Errorf("%s suits %s, %v: %v", id, c.departement, c.reseaux, it.Suits(s))
			}
		}
		if len(c.reseaux) < 2 && c.departement != "75" {
			f := guide.Filtre{Opco: "uniformation", Departement: c.departement, Reseau: strings.Join(c.reseaux, "")}
			got := slices.DeleteFunc(contactIDs(g.Contacts(f)), func(id string) bool { return !strings.HasPrefix(id, "OPC-") })
			if !slices.Equal(got, c.agenda) {
				t.Errorf("directory %+v: %v, want %v", f, got, c.agenda)
			}
		}
	}
	regie := guide.Situation{Etat: parcours.EnFinancement, TypeSiae: "EI", Departement: "59", Opco: "uniformation",
		Reseaux: []string{"regies"}, Date: today}
	if r := find(t, g.WhoToCall(regie), "OPC-05"); !slices.Contains(r.Pourquoi,
		"votre réseau : Mouvement des Régies") || slices.Contains(r.Pourquoi, "dans le Nord (59)") {
		t.Errorf("reasons of OPC-05: %q", r.Pourquoi)
	}
	if it := item(t, g, "OPC-05"); !slices.Contains(it.Pour(), "Pas-de-Calais, ou Mouvement des Régies") {
		t.Errorf("OPC-05 is for %q", it.Pour())
	}
}

// What holds only in the region: its desks, its programmes, its tools.
var regional = regexp.MustCompile(`C2RP|IRIAE|URIAE|UNAI|Mamobilit|Wimoov|Mob'in|PRITH|\bLéa\b|` +
	`PRF|SIEG|Compétences clés|Parcours intégrés|référent territorial`)

func TestOutsideTheRegionNobodyOfTheRegionIsCalled(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	etats := []parcours.Etat{""}
	for _, e := range parcours.Etats {
		etats = append(etats, e.Code)
	}
	var freins []string
	freins = append(append(freins, parcours.Freins.Codes()...), parcours.FreinsGestion.Codes()...)
	for _, etat := range etats {
		for _, siae := range parcours.TypesSiae {
			s := guide.Situation{
				Etat: etat, TypeSiae: siae.Code, Departement: "75", Effectif: 20, Reseaux: parcours.Reseaux.Codes(), Freins: freins,
				Origine: "entreprise_cliente", Offre: "sur_mesure", Portee: "mutualisee", Lieu: "of", Modalite: "mixte",
				Dispositifs: parcours.Dispositifs.Codes(), Role: parcours.Cip, Date: today,
			}
			for _, opco := range append(parcours.Opcos.Codes(), "") {
				s.Opco = opco
				checkOutside(t, g, s)
			}
			for _, typ := range parcours.TypesFormation.Codes() {
				s.TypeFormation = typ
				checkOutside(t, g, s)
			}
		}
	}
}

func checkOutside(t *testing.T, g *guide.Guide, s guide.Situation) {
	t.Helper()
	if t.Failed() { // one situation is enough to show what is wrong
		return
	}
	if appeler := g.WhoToCall(s); len(appeler) > 0 {
		t.Errorf("%s, %s, %s: %v to call from Paris", s.Etat, s.TypeSiae, s.Opco, ids(appeler))
	}
	utiles := 0
	for _, r := range g.For(s) {
		if len(r.Contacts) > 0 {
			t.Errorf("%s names %v in Paris", r.ID, contactIDs(r.Contacts))
		}
		texte := strings.Join(append([]string{r.Titre, r.Texte}, r.Actions...), " ")
		if regional.MatchString(texte) && !strings.Contains(texte, "en Hauts-de-France") {
			t.Errorf("%s is advised in Paris: %s", r.ID, texte)
		}
		if r.Type != guide.TypeActeur && !strings.HasPrefix(r.ID, "HOR-") {
			utiles++
		}
	}
	if utiles < 3 {
		t.Errorf("%s, %s: %d pieces of advice in Paris, want 3: write items of config/guide for this state, without a departement",
			s.Etat, s.TypeSiae, utiles)
	}
	for _, c := range g.Contacts(guide.Filtre{}) {
		if c.Suits(s) {
			t.Fatalf("%s suits a structure in Paris", c.ID)
		}
	}
}
