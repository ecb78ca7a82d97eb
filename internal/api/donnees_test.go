package api

import (
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

const fichierReel = "../importation/testdata/export-candidatures.xlsx"

func TestTheRealFileIsPreviewedThenImportedOnce(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	contenu, err := os.ReadFile(fichierReel)
	if err != nil {
		t.Fatal(err)
	}
	p := c.send("export-candidatures.xlsx", contenu, "Idempotency-Key", "fichier").want(http.StatusCreated)
	aCreer := p.nombre("compte", "a_creer")
	if p.texte("etat") != "apercu" || aCreer == 0 || p.nombre("crees") != 0 {
		t.Fatalf("preview: %.500s", p.brut)
	}
	if c.do(get, "/salaries", nil).nombre("total") != 0 {
		t.Error("a preview wrote people")
	}
	if encore := c.send("export-candidatures.xlsx", contenu, "Idempotency-Key",
		"fichier").want(http.StatusCreated); encore.nombre("id") != p.nombre("id") {
		t.Error("the same key made two previews")
	}
	if r := c.do(get, path("/importations/%d", p.nombre("id")), nil).want(http.StatusOK); r.brut != p.brut {
		t.Error("the preview read again is another one")
	}
	for _, r := range together(5, func(int) *reponseEssai { return c.do(post, path("/importations/%d/validation", p.nombre("id")), nil) }) {
		if r.want(http.StatusOK).nombre("crees") != aCreer || r.texte("etat") != "importee" {
			t.Errorf("imported: %.500s", r.brut)
		}
	}
	if n := c.do(get, "/salaries", nil).nombre("total"); n != aCreer {
		t.Errorf("%d people, %d announced", n, aCreer)
	}
	encore := c.send("export-candidatures.xlsx", contenu).want(http.StatusCreated)
	if n := encore.at("compte", "a_creer"); n != nil {
		t.Errorf("the same file would create %v people again", n)
	}
}

func TestColumnsAreMatchedByHandWhenTheirTitlesSayNothing(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	p := c.send("liste.csv", []byte("Truc;Machin;Né le\nMartin;Paul;12/05/1990\nDurand;Léa;31/02/1990\n")).want(http.StatusCreated)
	id := p.nombre("id")
	if p.texte("etat") != "colonnes" || !slices.Equal(toTextes(p.liste("manquants")), []string{"nom", "prenom"}) ||
		p.texte("entetes", 0, "exemples", 0) != "Martin" {
		t.Fatalf("preview: %s", p.brut)
	}
	c.do(post, path("/importations/%d/validation", id), nil).refused(http.StatusUnprocessableEntity, "transition")
	if r := c.do(post, path("/importations/%d/colonnes", id), objet{"colonnes": objet{"nom": 0, "prenom": 9,
		"secret": 1}}).refused(http.StatusUnprocessableEntity, codeInvalide); !slices.Equal(r.champs(), []string{"prenom", "secret"}) {
		t.Errorf("matching: %s", r.brut)
	}
	r := c.do(post, path("/importations/%d/colonnes", id), objet{"colonnes": objet{"nom": 0, "prenom": 1,
		"date_naissance": 2}}).want(http.StatusOK)
	if r.texte("lignes", 0, "verdict") != "a_creer" || r.texte("lignes", 1, "verdict") != "erreur" ||
		r.texte("lignes", 1, "erreurs", 0, "cellule") != "C3" {
		t.Errorf("verdicts: %s", r.brut)
	}
	c.do(post, path("/importations/%d/validation", id), objet{"creer_quand_meme": []int{}}).want(http.StatusOK)
	if r := c.do(get, "/salaries", nil); r.nombre("total") != 1 || r.texte("elements", 0, "nom") != "Martin" {
		t.Errorf("imported: %s", r.brut)
	}
}

func toTextes(xs []any) []string {
	return each(xs, func(x any) string { return x.(string) })
}

func TestAFileThatIsNoTableIsRefusedBesideItsField(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	for nom, contenu := range map[string]string{"liste.xlsx": "%PDF-1.7\n…", "vide.csv": "", "page.xlsx": "<html><body>",
		"rien.csv": "Nom;Prénom\n"} {
		if r := c.send(nom, []byte(contenu)).refused(http.StatusUnprocessableEntity, codeInvalide); r.texte("champ") != "fichier" {
			t.Errorf("%s: %s", nom, r.brut)
		}
	}
	r := c.do(post, "/importations", "--x\r\nContent-Disposition: form-data; name=\"autre\"\r\n\r\n1\r\n--x--\r\n",
		"Content-Type", "multipart/form-data; boundary=x").refused(http.StatusUnprocessableEntity, codeInvalide)
	if r.texte("champ") != "fichier" {
		t.Errorf("no file: %s", r.brut)
	}
	c.do(post, "/importations", "du vent", "Content-Type", "multipart/form-data; boundary=x").refused(http.StatusUnprocessableEntity, codeInvalide)
}

func TestTheGuideIsReadAndAdvises(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	e.as(t, "directeur@aci.test").do(patch, "/siae", objet{"opco": "uniformation", "effectif": 30}).want(http.StatusOK)
	salarie, id := c.newParcours()
	c.do(post, path("/salaries/%d/freins", salarie), objet{"code": "mobilite"}).want(http.StatusCreated)

	r := c.do(get, path("/parcours/%d/recommandations?par_page=200", id), nil).want(http.StatusOK)
	mobilite := false
	for i := range r.liste("elements") {
		if len(r.liste("elements", i, "pourquoi")) == 0 || r.texte("elements", i, "source") == "" || r.texte("elements", i, "texte") == "" {
			t.Errorf("advice without its reason or its source: %v", r.at("elements", i))
		}
		for _, p := range toTextes(r.liste("elements", i, "pourquoi")) {
			mobilite = mobilite || strings.Contains(strings.ToLower(p), "mobilité")
		}
	}
	if !mobilite {
		t.Error("nothing answers the frein")
	}
	premier, n := r.texte("elements", 0, "id"), len(r.liste("elements"))
	if err := e.app.HandleConseil(t.Context(), e.Aci.Cip, id, parcours.Conseil{Item: premier, Decision: "fait"}, ""); err != nil {
		t.Fatal(err)
	}
	r = c.do(get, path("/parcours/%d/recommandations?par_page=200", id), nil).want(http.StatusOK)
	if r.texte("elements", n-1, "id") != premier || r.texte("elements", n-1, "decision") != "fait" || r.at("elements", 0, "decision") != nil {
		t.Errorf("%s is done, and last is %v", premier, r.at("elements", n-1))
	}
	enjeux := c.do(get, path("/parcours/%d/recommandations?type=enjeu&tri=guide&q=formation", id), nil).want(http.StatusOK)
	if enjeux.nombre("total") >= r.nombre("total") {
		t.Error("the filter keeps everything")
	}

	etapes := c.do(get, "/guide/etapes", nil).want(http.StatusOK)
	if etapes.nombre("total") != 11 || etapes.nombre("elements", 0, "rang") != 1 || len(etapes.liste("elements", 3, "items")) == 0 {
		t.Errorf("étapes: %d", etapes.nombre("total"))
	}
	if edition := regional().Edition(); etapes.nombre("edition", "numero") != int64(edition.Numero) ||
		etapes.texte("edition", "libelle") != edition.Libelle() {
		t.Errorf("edition: %v", etapes.at("edition"))
	}
	if r := c.do(get, "/guide/etapes?etat=abandon", nil); r.nombre("total") == 0 || r.nombre("total") >= 11 {
		t.Errorf("étapes of an abandonment: %d", r.nombre("total"))
	}
	if r := c.do(get, "/guide/recherche?q=MOBILITE", nil).want(http.StatusOK); r.nombre("total") == 0 ||
		r.texte("elements", 0, "pourquoi") == "" {
		t.Errorf("search: %.300s", r.brut)
	}
	tous := c.do(get, "/guide/contacts?par_page=200", nil).want(http.StatusOK).nombre("total")
	if n := c.do(get, "/guide/contacts?opco=ocapiat&departement=80", nil).want(http.StatusOK).nombre("total"); n == 0 || n >= tous {
		t.Errorf("%d contacts of %d", n, tous)
	}
	if r := c.do(get, "/guide/glossaire?q=siae", nil).want(http.StatusOK); r.nombre("total") == 0 {
		t.Errorf("glossary: %s", r.brut)
	}
}

// TestAmountsKeepTheirCentimes: 0.1 + 0.2 has no place in a plan.
func TestAmountsKeepTheirCentimes(t *testing.T) {
	t.Parallel()
	c := newEssai(t).as(t, "cip@aci.test")
	_, id := c.newParcours()
	adresse := path("/parcours/%d/financements", id)
	for ecrit, voulu := range map[string]string{"0": "null", "0.1": "0.10", "1240.5": "1240.50", "999999.99": "999999.99",
		"17.10": "17.10", "1e3": "1000.00"} {
		r := c.do(post, adresse, `{"dispositif":"cpf","montant_demande":`+ecrit+`}`).want(http.StatusCreated)
		if !strings.Contains(r.brut, `"montant_demande":`+voulu+`,`) {
			t.Errorf("%s becomes %s", ecrit, r.brut)
		}
	}
	for _, ecrit := range []string{"-1", "0.001", `"12"`, "true", "[]"} {
		r := c.do(post, adresse, `{"dispositif":"cpf","montant_demande":`+ecrit+`}`).refused(http.StatusUnprocessableEntity, codeInvalide)
		if !slices.Equal(r.champs(), []string{"montant_demande"}) {
			t.Errorf("%s: %s", ecrit, r.brut)
		}
	}
}

func TestWhatIsNotKnownIsNull(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	s := c.do(post, "/salaries", objet{"nom": "Petit", "prenom": "Léa"}).want(http.StatusCreated)
	for _, champ := range []string{"civilite", "date_naissance", "email", "niveau", "date_fin_contrat", "pass_numero"} {
		if v, la := s.corps[champ]; !la || v != nil {
			t.Errorf("%s is %v", champ, v)
		}
	}
	_, id := c.newParcours()
	f := c.do(post, path("/parcours/%d/financements", id), objet{"dispositif": "cpf"}).want(http.StatusCreated)
	if f.at("montant_demande") != nil || f.at("montant_accorde") != nil || f.at("acquis") != false {
		t.Errorf("an amount nobody knows: %s", f.brut)
	}
	if siae := c.do(get, "/siae", nil); siae.at("effectif") != nil || siae.at("opco") != nil {
		t.Errorf("siae: %s", siae.brut)
	}
}

func TestOwnFundsWaitForTheDirecteur(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c, directeur := e.as(t, "cip@aci.test"), e.as(t, "directeur@aci.test")
	_, id := c.newParcours()
	ligne := c.do(post, path("/parcours/%d/financements", id), objet{"dispositif": "fonds_propres",
		"montant_demande": 300}).want(http.StatusCreated).nombre("id")
	c.do(post, path("/parcours/%d/financements/%d/accord", id, ligne), nil).refused(http.StatusForbidden, codeInterdit)
	r := directeur.do(post, path("/parcours/%d/financements/%d/accord", id, ligne), nil).want(http.StatusOK)
	if r.at("acquis") != true || !strings.Contains(r.brut, `"montant_accorde":300.00`) {
		t.Errorf("agreed: %s", r.brut)
	}
	if l := c.do(get, path("/parcours/%d/financements?etat=accorde", id), nil); l.nombre("total") != 1 {
		t.Errorf("plan: %s", l.brut)
	}
}
