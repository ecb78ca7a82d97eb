package api

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/auth"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
	"parcours.example/internal/testdb"
)

// TestEachAnswerOfAFunderIsKept: of the current try and of a former one, whatever the
// state; the last one tells how the line stands.
func TestEachAnswerOfAFunderIsKept(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	id := c.expected()
	ligne := c.do(get, path("/parcours/%d/financements", id), nil).nombre("elements", 0, "id")
	reponses := path("/parcours/%d/financements/%d/reponses", id, ligne)
	retrait := objet{"date": "2026-02-01", "reponse": "retire", "motif": "Enveloppe reprise"}
	une := c.do(post, reponses, retrait, "Idempotency-Key", "une").want(http.StatusCreated)
	if bis := c.do(post, reponses, retrait, "Idempotency-Key", "une"); bis.nombre("id") != une.nombre("id") ||
		une.texte("auteur", "nom") == "" {
		t.Errorf("the same request twice: %v, %v", une.corps, bis.corps)
	}
	r := c.pass(id, "confirmer_entree", "2026-02-02", nil, "controle_incomplet", "demarches_ouvertes").
		want(http.StatusUnprocessableEntity)
	if !strings.Contains(r.brut, `"accord_perdu"`) {
		t.Errorf("an entry without money: %s", r.brut)
	}
	f := c.do(get, path("/parcours/%d", id), nil).want(http.StatusOK)
	if f.texte("financements", 0, "etat") != "retire" || f.at("financements", 0, "acquis") != false ||
		f.texte("financements", 0, "reponses", 0, "reponse") != "accorde" ||
		f.nombre("financements", 0, "reponses", 0, "montant") != 1240 ||
		f.nombre("financements", 0, "reponses", 1, "id") != une.nombre("id") {
		t.Errorf("the line: %s", f.brut)
	}

	// The next try begins, ends and is over: the funder of the former one still answers.
	c.pass(id, "reporter_entree", "2026-02-02", objet{"motif": "sante", "solution": "autre_of"}).want(http.StatusOK)
	accord := objet{"date": "2026-02-10", "reponse": "accorde", "montant": 1000}
	c.do(post, reponses, accord).want(http.StatusCreated)
	c.do(post, reponses, objet{"date": "2026-02-20", "reponse": "prorata", "montant": 300.5}).want(http.StatusCreated)
	c.do(post, path("/parcours/%d/financements/%d/reponse", id, ligne), objet{"etat": "refuse", "date": "2026-02-15"}).want(http.StatusOK)
	f = c.do(get, path("/parcours/%d", id), nil)
	if l := f.corps["tentatives"].([]any)[0].(objet)["financements"].([]any)[0].(objet); l["etat"] != "prorata" ||
		l["montant_accorde"] != 300.5 || len(l["reponses"].([]any)) != 5 {
		t.Errorf("the line of the former try: %v", l)
	}
	for champ, faux := range map[string]objet{
		"reponse": {"date": "2026-02-20", "reponse": "peut_etre"}, "montant": {"date": "2026-02-20", "reponse": "prorata"},
		"date": {"date": "2099-02-20", "reponse": "refuse"},
	} {
		if p := c.do(post, reponses, faux).want(http.StatusUnprocessableEntity); !strings.Contains(p.brut,
			`"champ":"`+champ+`"`) {
			t.Errorf("%v: %s", faux, p.brut)
		}
	}
	e.as(t, "cip@etti.test").do(post, reponses, accord).want(http.StatusNotFound)
	e.as(t, "encadrant@aci.test").do(post, reponses, accord).want(http.StatusForbidden)
}

func TestALineIsTakenOutUntilSomebodyAnswers(t *testing.T) {
	t.Parallel()
	c := newEssai(t).as(t, "cip@aci.test")
	_, id := c.newParcours()
	add := func() string {
		return path("/parcours/%d/financements/%d", id, c.do(post, path("/parcours/%d/financements", id), unFinancement).nombre("id"))
	}
	erreur, repondue := add(), add()
	c.do(del, erreur, nil).want(http.StatusNoContent)
	c.do(del, erreur, nil).want(http.StatusNotFound)
	c.do(post, repondue+"/reponses", objet{"date": "2026-01-12", "reponse": "refuse"}).want(http.StatusCreated)
	c.do(del, repondue, nil).refused(http.StatusUnprocessableEntity, "transition")
}

// TestACostIsTypedInPartsOrUnknown: an unknown cost is an answer, and warns.
func TestACostIsTypedInPartsOrUnknown(t *testing.T) {
	t.Parallel()
	c := newEssai(t).as(t, "cip@aci.test")
	_, id := c.newParcours()
	inconnu := with(uneFormation, objet{"cout": nil})
	if f := c.do(put, path("/parcours/%d/formation", id), inconnu).want(http.StatusOK); f.at("tentatives", 0, "formation",
		"cout") != nil {
		t.Errorf("the cost: %s", f.brut)
	}
	c.do(post, path("/parcours/%d/financements", id), unFinancement).want(http.StatusCreated)
	r := c.pass(id, "demander_financement", "2026-01-10", nil).want(http.StatusUnprocessableEntity)
	if !strings.Contains(r.brut, `"cout_inconnu"`) {
		t.Errorf("money for an unknown cost: %s", r.brut)
	}
	c.pass(id, "demander_financement", "2026-01-10", nil, "cout_inconnu").want(http.StatusOK)
	parts := with(uneFormation, objet{"cout_annexe": 80, "cout_remuneration": 1200.25})
	f := c.do(put, path("/parcours/%d/formation", id), parts).want(http.StatusOK)
	if f.nombre("tentatives", 0, "formation", "cout_annexe") != 80 || !strings.Contains(f.brut, `"cout_remuneration":1200.25`) {
		t.Errorf("the parts: %s", f.brut)
	}
}

// TestAnswersOfTheVersionBeforeBecomeRows: each line that had an answer has one row, which
// says what the line says, with its author.
func TestAnswersOfTheVersionBeforeBecomeRows(t *testing.T) {
	t.Parallel()
	hache, err := auth.NewMotsDePasse(auth.CoutTest).Hash(testdb.MotDePasse)
	if err != nil {
		t.Fatal(err)
	}
	url := testdb.NewFilled(t, version13, string(unzip(t, "version13.sql"))+
		"UPDATE public.utilisateur SET mot_de_passe = '"+hache+"'")
	if _, err := postgres.Migrate(t.Context(), url, nil); err != nil {
		t.Fatal(err)
	}
	e := newEssaiOn(t, &testdb.Decor{DB: testdb.OpenURL(t, url, nil), URL: url})
	vues := map[string]int{}
	for _, siae := range []string{"aci", "etti"} {
		c := e.as(t, "directeur@"+siae+".demo")
		for _, p := range c.do(get, "/parcours?par_page=200", nil).want(http.StatusOK).liste("elements") {
			d := c.do(get, path("/parcours/%v", p.(objet)["id"]), nil).want(http.StatusOK)
			for _, essai := range d.liste("tentatives") {
				for _, x := range essai.(objet)["financements"].([]any) {
					l := x.(objet)
					etat, reponses := l["etat"].(string), l["reponses"].([]any)
					vues[etat]++
					if slices.Contains([]string{parcours.FinancementPrevu, parcours.FinancementDepose}, etat) {
						if len(reponses) > 0 {
							t.Errorf("nobody answered: %v", l)
						}
						continue
					}
					r := reponses[0].(objet)
					if len(reponses) != 1 || r["reponse"] != etat || r["date"] != l["date_reponse"] || r["motif"] != l["motif_refus"] ||
						r["montant"] != l["montant_accorde"] || r["auteur"] == nil {
						t.Errorf("the answer %v of the line %v", r, l)
					}
				}
			}
		}
	}
	if vues["accorde"] == 0 || vues["partiel"] == 0 || vues["refuse"] == 0 || vues["prevu"] == 0 {
		t.Errorf("seen %v", vues)
	}
}

// TestAPaperIsTickedThroughTheAPI: with its day, or taken back; today is never guessed.
func TestAPaperIsTickedThroughTheAPI(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	_, id := c.newParcours()
	ligne := c.do(post, path("/parcours/%d/financements", id), unFinancement).want(http.StatusCreated)
	adresse := path("/parcours/%d/pieces/%d", id, ligne.nombre("pieces", 0, "id"))
	r := c.do(put, adresse, objet{"fournie_le": "2026-02-10"}).want(http.StatusOK)
	if r.texte("fournie_le") != "2026-02-10" || r.texte("code") != ligne.texte("pieces", 0, "code") {
		t.Errorf("ticked: %s", r.brut)
	}
	c.do(put, adresse, objet{"fournie_le": "2026-02-11"}).want(http.StatusOK)
	if d := c.do(get, path("/parcours/%d", id), nil); d.texte("financements", 0, "pieces", 0, "fournie_le") != "2026-02-11" {
		t.Errorf("the file tells %v", d.at("financements"))
	}
	for _, faux := range []objet{{}, {"fournie_le": "2026-03-03"}, {"fournie_le": true}} {
		if r := c.do(put, adresse, faux).refused(http.StatusUnprocessableEntity, codeInvalide); !slices.Contains(r.champs(), "fournie_le") {
			t.Errorf("%v: %s", faux, r.brut)
		}
	}
	if r := c.do(put, adresse, objet{"fournie_le": nil}).want(http.StatusOK); r.at("fournie_le") != nil {
		t.Errorf("taken back: %s", r.brut)
	}
	_, autre := c.newParcours()
	c.do(put, path("/parcours/%d/pieces/%d", autre, ligne.nombre("pieces", 0, "id")), objet{"fournie_le": nil}).
		refused(http.StatusNotFound, codeIntrouvable)
	e.as(t, "cip@etti.test").do(put, adresse, objet{"fournie_le": nil}).refused(http.StatusNotFound, codeIntrouvable)
}
