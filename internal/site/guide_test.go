package site_test

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"parcours.example/internal/guide"
)

// inPasDeCalais moves the structure to where the guide names Mamobilité62.
func inPasDeCalais(t *testing.T, m *monde) {
	t.Helper()
	s, err := m.app.FindSiae(t.Context(), m.Aci.Directeur)
	if err != nil {
		t.Fatal(err)
	}
	s.Departement, s.Opco = "62", "uniformation"
	if err := m.app.UpdateSiae(t.Context(), m.Aci.Directeur, s, ""); err != nil {
		t.Fatal(err)
	}
}

func TestSearchWithoutAccentsFindsTheMobilityPlatformOfTheDepartement(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	inPasDeCalais(t, m)
	p := m.as(t, "cip@aci.test")
	page := p.get("/guide?q=mobilite").wants(200, "réponses pour « mobilite »", "Levée des freins périphériques",
		"Mamobilité62", "Trouvé dans le titre", "contact 2023, à vérifier")
	if n := len(page.find(func(n *node) bool { return n.Data == "mark" && strings.EqualFold(n.FirstChild.Data, "mobilité") })); n == 0 {
		t.Error("the word found is not shown, with its accent")
	}
	// What is for the Somme stands apart from what is for this structure.
	texte := page.text()
	if ici, ailleurs := strings.Index(texte, "Mamobilité62"), strings.Index(texte, "pour d'autres structures"); ici < 0 ||
		ici > ailleurs || strings.Index(texte, "Wimoov") < ailleurs {
		t.Error("the other départements are not folded after this one")
	}
	p.get("/guide?q=mobilite&type=contact").wants(200, "Mamobilité62").lacks("Demander un bilan mobilité")
	p.get("/guide?q=formation").wants(200, "Les plus proches sont ici")
	p.get("/guide?q=zzzz").wants(200, "0 réponse", "parcourez les étapes").lacks("Vouliez-vous dire")
	typo := p.get("/guide?q=financment").wants(200, "0 réponse", "Vouliez-vous dire : financement ?")
	if len(typo.find(hasHref("/guide?q=financement"))) != 1 {
		t.Error("the word that was meant is no link")
	}
}

func TestDirectoryFilters(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	p.get("/guide/contacts?tout=oui").wants(200, "95 contacts", "Mamobilité62", "OCAPIAT")
	p.get("/guide/contacts?opco=&departement=&q=").wants(200, "95 contacts") // the form, emptied
	// It opens on those whom this structure would call; the whole is a click away.
	ici := p.get("/guide/contacts").wants(200, "Somme", "Tout l'annuaire").lacks("95 contacts")
	if ici.value("departement") != "80" || len(ici.find(hasHref("/guide/contacts?tout=oui"))) == 0 {
		t.Error("the directory does not open on the structure, or has no way to the whole")
	}
	page := p.get("/guide/contacts?opco=uniformation&departement=62").wants(200, "1 contact pour Uniformation, Pas-de-Calais",
		"ouverts à tous").
		lacks("Zubrzycki", "Wimoov", "AKTO : ")
	if ocapiat := page.find(func(n *node) bool { return attr(n, "id") == "OPC-54" }); len(ocapiat) > 0 {
		t.Error("another OPCO is listed")
	}
	if page.value("opco") != "uniformation" || page.value("departement") != "62" {
		t.Error("the filters are lost")
	}
	for _, debut := range []string{"tel:0", "mailto:", "/guide/contacts/OPC-"} {
		if len(page.find(hasHref(debut))) == 0 {
			t.Errorf("no link to %s…", debut)
		}
	}
	p.get("/guide/contacts?reseau=coorace").wants(200, "1 contact pour COORACE").lacks("CHANTIER école Hauts-de-France")
	p.get("/guide/contacts?territoire=calaisis").wants(200, "Calaisis", "Charlène Devos").lacks("Olivier Guibon")
	p.get("/guide/contacts?q=wimoov").wants(200, "1 contact pour wimoov")
	p.get("/guide/contacts?q=zzzz").wants(200, "Personne ne correspond")
	p.get("/guide/contacts?opco=nulle-part").wants(200, "95 contacts")
	p.get("/guide/contacts?opco=afdas&departement=80").wants(200, "Le guide ne nomme personne pour ce choix")
}

func TestVCardIsDownloaded(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "encadrant@aci.test")
	carte := p.get("/guide/contacts/OPC-03.vcf")
	if ct := carte.headers.Get("Content-Type"); carte.status != 200 || !strings.HasPrefix(ct, "text/vcard") ||
		!strings.HasPrefix(string(carte.corps), "BEGIN:VCARD\r\nVERSION:4.0\r\n") {
		t.Errorf("%d %s: %.80s", carte.status, ct, carte.corps)
	}
	for _, faux := range []string{"OPC-03", "OPC-99.vcf", "BP-01.vcf", "..%2f.vcf"} {
		p.get("/guide/contacts/" + faux).wants(404)
	}
}

func TestAnEtapeIsReadOnOnePage(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	for _, e := range leGuide(t).Etapes() {
		page := p.get("/guide/"+e.ID).wants(200, e.Titre, "Qui appeler", "Sources", "plus de 2 ans", "l. "+e.Lignes)
		checkPage(t, e.ID, page)
		ids := map[string]bool{}
		for _, n := range page.find(func(n *node) bool { return attr(n, "id") != "" }) {
			ids[attr(n, "id")] = true
		}
		for _, it := range e.Items {
			if it.Type != guide.TypeContact && !ids[it.ID] {
				t.Errorf("%s is not on the page of %s", it.ID, e.ID)
			}
		}
	}
	p.get("/guide/ANNEXE").wants(200, "Annexes")
	p.get("/guide/ETP-99").wants(404)
}

func TestWhatIsOverIsReadApartAndNeverAdvised(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	page := m.as(t, "cip@aci.test").get("/guide/ETP-05").wants(200, "Plus en vigueur", "jusqu'au 30/06/2023",
		"Ce qui a changé depuis", "Depuis 2026")
	html := string(page.corps)
	if fini := strings.Index(html, `id="FIN-03.1"`); fini < 0 || fini < strings.Index(html, "Plus en vigueur") {
		t.Error("FIN-03.1 stands among what holds")
	}
}

func TestIdentificationIsReadInItsParts(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	texte := m.as(t, "cip@aci.test").get("/guide/ETP-04").wants(200, "16 parties").text()
	place := strings.Index(texte, "16 parties")
	for i, it := range leGuide(t).ByType(guide.TypeRubrique) {
		suivant := strings.Index(texte[place:], itoa(int64(i+1))+". "+it.Titre)
		if suivant < 0 {
			t.Fatalf("%s is not in order", it.ID)
		}
		place += suivant
	}
}

func TestAcronymsAreExplained(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	abbr := func(mot string) func(*node) bool {
		return func(n *node) bool {
			return n.Data == "abbr" && n.FirstChild.Data == mot && attr(n, "tabindex") == "0" && attr(n, "title") != ""
		}
	}
	etape := p.get("/guide/ETP-05")
	if len(etape.find(abbr("PIC IAE"))) == 0 || len(etape.find(abbr("OPCO"))) == 0 {
		t.Error("PIC IAE and OPCO are not explained")
	}
	for _, n := range etape.find(func(n *node) bool { return n.Data == "abbr" }) {
		if closest(n, "a") != nil || closest(n, "button") != nil {
			t.Errorf("%s is explained inside a link", n.FirstChild.Data)
		}
	}
	p.get("/guide/sigles").wants(200, "PMSMP", "Période de mise en situation en milieu professionnel", "l. 1079",
		"CDDI", "Contrat à durée déterminée d'insertion. hors du guide")
}

// BenchmarkSearchPage measures what a person waits for: session, search, page.
// The aim is 50 ms at p99.
func BenchmarkSearchPage(b *testing.B) {
	m := newMonde(b)
	p := m.as(b, "cip@aci.test")
	mots := []string{"mobilite", "pic iae", "formation", "opco", "illettrisme", "a", "uniformation nord", "zzz"}
	var durees []time.Duration
	for i := 0; b.Loop(); i++ {
		debut := time.Now()
		r, err := p.http.Do(p.request(http.MethodGet, "/guide?q="+url.QueryEscape(mots[i%len(mots)]), nil))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, r.Body); err != nil || r.StatusCode != http.StatusOK {
			b.Fatal(r.Status, err)
		}
		r.Body.Close()
		durees = append(durees, time.Since(debut))
	}
	slices.Sort(durees)
	b.ReportMetric(float64(durees[len(durees)*99/100].Microseconds())/1000, "ms/p99")
}
