package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/importation"
	"parcours.example/internal/parcours"
)

// TestWhatNobodyMaySetIsRefused: no body carries a tenant, an author, a state, a
// version or a right that is not asked for.
func TestWhatNobodyMaySetIsRefused(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "directeur@aci.test")
	m := c.newMonde()
	forges := objet{"siae_id": e.Etti.Siae.ID, "auteur_id": 1, "id": 1, "cree_le": "2020-01-01", "gele": true, "role": "directeur",
		"accord_directeur": true, "prochain_solde": true, "SIAE_ID": 1, "Siae": objet{"id": 1}, "etat": "sortie", "version": 99, "tentative": 2, "cree_par": 1}
	// What is a field of its own there.
	permis := map[string][]string{
		"PATCH /siae": {"version"}, "PUT /parcours/{id}/conseils/{item}": {"version"}, "PUT /guide/ajouts/{id}": {"version"},
		"DELETE /parcours/{id}/conseils/{item}": {"version"}, "PUT /siae/territoire/zones": {"version"},
		"PUT /siae/territoire/notes/{rubrique}": {"version"}, "PATCH /freins/{id}": {"etat", "version"},
		"PUT /parcours/{id}/freins-gestion": {"version"}, "PATCH /salaries/{id}": {"version"}, "PATCH /organismes/{id}": {"version"},
		"PATCH /groupes/{id}": {"version"}, "PUT /parcours/{id}/groupe": {"version"},
		"PUT /parcours/{id}/formation": {"version"}, "POST /parcours/{id}/transitions": {"version"},
		"POST /parcours/{id}/cloture": {"version"}, "POST /parcours/{id}/reouverture": {"version"}, "POST /moi/siae": {"siae_id"},
		"POST /parcours/{id}/deplacement": {"version"}, "POST /salaries/{id}/rapprochement": {"version"},
		"POST /salaries/{id}/parcours": {"etat"}, "POST /parcours/{id}/financements/{ligne}/reponse": {"etat", "version"},
		"POST /parcours/{id}/financements/{ligne}/depot": {"version"}, "POST /parcours/{id}/financements/{ligne}/accord": {"version"},
	}
	essayes := 0
	e.eachOperation(t, func(nom string, corps any) {
		modele, ok := corps.(objet)
		if !ok {
			return
		}
		methode, chemin := m.of(nom)
		for champ, valeur := range forges {
			if slices.Contains(permis[nom], champ) {
				continue
			}
			essayes++
			r := c.do(methode, chemin, with(modele, objet{champ: valeur})).refused(http.StatusUnprocessableEntity, codeInvalide)
			if !slices.Contains(r.champs(), champ) {
				t.Errorf("%s: %s is refused without its name: %s", nom, champ, r.brut)
			}
		}
	})
	if essayes < 200 {
		t.Errorf("only %d forgeries tried", essayes)
	}
	// A name in capitals is another name: it does not slip past.
	c.do(post, "/salaries", objet{"nom": "Petit", "prenom": "Léa", "NOM": "Grand"}).refused(http.StatusUnprocessableEntity, codeInvalide)
}

// TestNoAnswerRepeatsWhatWasSent: a mistyped note must not end in a log.
func TestNoAnswerRepeatsWhatWasSent(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "directeur@aci.test")
	m := c.newMonde()
	const secret = "Zyxwvut SECRET 1 84 12 76 451 089 46"
	e.eachOperation(t, func(nom string, corps any) {
		methode, chemin := m.of(nom)
		for _, r := range []*reponseEssai{
			c.do(methode, chemin+"?q="+strings.ReplaceAll(secret, " ", "+")+"&page=SECRET&tri=SECRET&etat=SECRET", nil),
			c.do(methode, chemin, `{"nom": "`+secret+`", `), c.do(methode, chemin, `"`+secret+`"`), c.do(methode, chemin, `{"`+secret+`": 1}`),
			c.do(methode, chemin, secret, "Content-Type", secret), c.do(methode, chemin, `{"a":1}`, "Idempotency-Key", strings.Repeat(secret, 9)),
		} {
			if r.statut >= 500 || r.statut >= 400 && strings.Contains(r.brut, "SECRET") {
				t.Errorf("%s repeats, or fails: %d %s", nom, r.statut, r.brut)
			}
		}
		modele, ok := corps.(objet)
		if !ok {
			return
		}
		for champ := range modele {
			for _, valeur := range []any{secret, []string{secret}, objet{"x": secret}, true, -1e30} {
				r := c.do(methode, chemin, with(modele, objet{champ: valeur}))
				if r.statut >= 500 || r.statut >= 400 && strings.Contains(r.brut, "SECRET") {
					t.Errorf("%s, %s = %v: %d %s", nom, champ, valeur, r.statut, r.brut)
				}
			}
		}
	})
	if strings.Contains(e.journal.String(), "SECRET") {
		t.Errorf("the log holds it: %s", e.journal)
	}
}

func TestWhatCannotBeReadIsRefusedInWords(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	for _, corps := range []string{"{", "[1,2", "nom=Petit", "\x00\xff", `{"nom":"a"}{"nom":"b"}`, "", "null trop"} {
		c.do(post, "/salaries", corps).refused(http.StatusBadRequest, codeInvalide)
	}
	for _, corps := range []string{"null", "[]", "3", `"texte"`, `{}`, `{"nom":null,"prenom":null}`} {
		c.do(post, "/salaries", corps).refused(http.StatusUnprocessableEntity, codeInvalide)
	}
	c.do(post, "/salaries", unSalarie, "Content-Type", "text/plain").refused(http.StatusUnsupportedMediaType, codeInvalide)
	c.do(post, "/salaries", unSalarie, "Content-Type", "application/x-www-form-urlencoded").refused(http.StatusUnsupportedMediaType, codeInvalide)
	c.do(post, "/importations", unSalarie).refused(http.StatusUnsupportedMediaType, codeInvalide)
	c.do(post, "/salaries", `{"nom":"`+strings.Repeat("x", 1<<20)+`"}`).refused(http.StatusRequestEntityTooLarge, codeInvalide)
	c.do(post, "/connexion", `{"email":"`+strings.Repeat("x", 5<<10)+`"}`).refused(http.StatusRequestEntityTooLarge, codeInvalide)
	c.send("gros.csv", make([]byte, importation.MaxOctets+128<<10)).refused(http.StatusRequestEntityTooLarge, codeInvalide)

	if r := c.do("DELETE", "/salaries", nil).refused(http.StatusMethodNotAllowed,
		codeInvalide); !strings.Contains(r.entete.Get("Allow"), "GET") {
		t.Errorf("Allow %q", r.entete.Get("Allow"))
	}
	c.do(get, "/nulle-part", nil).refused(http.StatusNotFound, codeIntrouvable)
	c.do(get, "/salaries/1/nulle-part", nil).refused(http.StatusNotFound, codeIntrouvable)
	route(operation{Methode: get, Chemin: "/panique", Acces: public, Erreurs: []int{http.StatusInternalServerError}},
		func(*call, context.Context, *struct{}) (*struct{}, error) { panic("au secours") })(e.api, "")
	if r := c.do(get, "/panique", nil).refused(http.StatusInternalServerError, codeInterne); !strings.Contains(r.brut,
		r.entete.Get("X-Request-Id")) {
		t.Errorf("no number to quote: %s", r.brut)
	}
}

func TestFieldsAreRefusedEachInFrench(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	salarie, id := c.newParcours()
	for _, x := range []struct {
		methode, adresse string
		corps            objet
		champs           []string
	}{
		{post, "/salaries", objet{"nom": "Petit"}, []string{"prenom"}},
		{post, "/salaries", objet{"nom": " ", "prenom": "Léa", "email": "non", "pass_numero": "12"}, []string{"nom", "email", "pass_numero"}},
		{post, "/salaries", with(unSalarie, objet{"date_naissance": "30/02/1990"}), []string{"date_naissance"}},
		{post, "/salaries", with(unSalarie, objet{"date_naissance": "1990-02-30"}), []string{"date_naissance"}},
		{post, "/salaries", with(unSalarie, objet{"date_debut_contrat": "2027-01-01"}), []string{"date_fin_contrat"}},
		{post, "/salaries", with(unSalarie, objet{"civilite": "X"}), []string{"civilite"}},
		{post, "/salaries", with(unSalarie, objet{"metier": "1 84 12 76 451 089 46"}), []string{"metier"}},
		{post, path("/salaries/%d/parcours", salarie), with(unBesoin, objet{"date": "2026-03-03"}), []string{"date"}},
		{post, path("/salaries/%d/parcours", salarie), with(unBesoin, objet{"origine": "hasard"}), []string{"origine"}},
		{post, path("/salaries/%d/freins", salarie), objet{"code": "sante", "solution": "détail médical"}, []string{"solution"}},
		{post, path("/salaries/%d/observations", salarie), with(uneObservation, objet{"texte": strings.Repeat("x", 501)}), []string{"texte"}},
		{post, path("/parcours/%d/suivis", id), with(unSuivi, objet{"texte": strings.Repeat("x", 10_000)}), []string{"texte"}},
		{post, path("/parcours/%d/suivis", id), with(unSuivi, objet{"date_prochain": "2020-01-01"}), []string{"date_prochain"}},
		{put, path("/parcours/%d/formation", id), with(uneFormation, objet{"cout": 12.345}), []string{"cout"}},
		{put, path("/parcours/%d/formation", id), with(uneFormation, objet{"cout": -1}), []string{"cout"}},
		{put, path("/parcours/%d/formation", id), with(uneFormation, objet{"cout": "12"}), []string{"cout"}},
		{put, path("/parcours/%d/formation", id), with(uneFormation, objet{"date_fin_prevue": "2026-01-01", "heures_prevues": 0}),
			[]string{"heures_prevues", "date_fin_prevue"}},
		{post, path("/parcours/%d/financements", id), objet{"dispositif": "opco_pdc", "montant_demande": 2_000_000}, []string{"montant_demande"}},
	} {
		r := c.do(x.methode, x.adresse, x.corps).refused(http.StatusUnprocessableEntity, codeInvalide)
		if !slices.Equal(r.champs(), x.champs) {
			t.Errorf("%s %v: refused %v, want %v", x.adresse, x.corps, r.champs(), x.champs)
		}
		for i := range r.liste("erreurs") {
			if m := r.texte("erreurs", i, "message"); !strings.HasSuffix(m, ".") && !strings.Contains(m, "Valeurs possibles") ||
				strings.Contains(m, "expected") {
				t.Errorf("%s: %q", x.adresse, m)
			}
		}
	}
}

func TestListsHaveBoundsAndKnowTheirFilters(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	for i := range 7 {
		c.do(post, "/salaries", objet{"nom": fmt.Sprintf("Nom%d", i), "prenom": "Zoé", "metier": "Maçon"}).want(http.StatusCreated)
	}
	for adresse, champ := range map[string]string{
		"/salaries?par_page=201": "par_page", "/salaries?page=0": "page", "/salaries?page=-1": "page",
		"/salaries?tri=siae_id": "tri", "/salaries?page=un": "page",
		"/salaries?etat=ouvert": "etat", "/salaries?siae_id=2": "siae_id", "/parcours?clos=peut-etre": "clos", "/guide/contacts?opco=x": "opco",
		"/guide/recherche": "q", "/rapports/resultats?debut=2026-01-01": "fin",
	} {
		qui := c
		if strings.HasPrefix(adresse, "/rapports") {
			qui = e.as(t, "directeur@aci.test")
		}
		if r := qui.do(get, adresse, nil).refused(http.StatusUnprocessableEntity, codeInvalide); r.texte("champ") != champ {
			t.Errorf("%s: %s", adresse, r.brut)
		}
	}
	vus := map[string]bool{}
	for page := 1; page <= 3; page++ {
		r := c.do(get, path("/salaries?par_page=3&tri=-nom&page=%d", page), nil).want(http.StatusOK)
		if r.nombre("total") != 7 || r.nombre("page") != int64(page) {
			t.Errorf("page %d: %s", page, r.brut)
		}
		for i := range r.liste("elements") {
			vus[r.texte("elements", i, "nom")] = true
		}
	}
	if len(vus) != 7 {
		t.Errorf("three pages show %d people", len(vus))
	}
	if r := c.do(get, "/salaries?q=MACON+nom3", nil); r.nombre("total") != 1 || r.texte("elements", 0, "nom") != "Nom3" {
		t.Errorf("search: %s", r.brut)
	}
	if r := c.do(get, "/salaries?par_page=3&page=90000", nil).want(http.StatusOK); len(r.liste("elements")) != 0 {
		t.Errorf("beyond the end: %s", r.brut)
	}
}

// TestADoubleIsConfirmedByItsWarning: nobody is added twice unseen.
func TestADoubleIsConfirmedByItsWarning(t *testing.T) {
	t.Parallel()
	c := newEssai(t).as(t, "cip@aci.test")
	zoe := objet{"nom": "Éclair", "prenom": "Zoé", "telephone": "06 12 34 56 78"}
	c.do(post, "/salaries", zoe).want(http.StatusCreated)
	r := c.do(post, "/salaries", with(zoe, objet{"nom": "ECLAIR"})).refused(http.StatusUnprocessableEntity, string(parcours.Bloque))
	if !strings.Contains(r.brut, `"code":"doublon_possible"`) || !strings.Contains(r.brut, `"lien":"/salaries/`) {
		t.Errorf("the refusal does not say who: %s", r.brut)
	}
	c.do(post, "/salaries", with(zoe, objet{"avertissements_acquittes": []string{"doublon_possible"}})).want(http.StatusCreated)
}

func TestAFieldIsNamedWithoutItsPlace(t *testing.T) {
	t.Parallel()
	for lieu, champ := range map[string]string{
		"body.cout": "cout", "body": "", "query": "", "query.par_page": "par_page", "header.Idempotency-Key": "Idempotency-Key",
		"body.champs.motif": "champs.motif", "body[0]": "[0]", "body.body": "body", "bodyguard": "bodyguard",
		"form.fichier": "fichier", "body.<b>": "", "body." + strings.Repeat("x", 81): "", "": "",
	} {
		if lu := champOf(lieu); lu != champ {
			t.Errorf("%q is the field %q, not %q", lieu, lu, champ)
		}
	}
}
