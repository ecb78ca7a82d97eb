package api

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// together sends the same request n times at the same moment.
func together(n int, ask func(i int) *reponseEssai) []*reponseEssai {
	rs := make([]*reponseEssai, n)
	depart := make(chan struct{})
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			<-depart
			rs[i] = ask(i)
		})
	}
	close(depart)
	wg.Wait()
	return rs
}

func (c *client) countPassages(id int64) int64 {
	c.t.Helper()
	return c.do(get, path("/parcours/%d/historique?genre=passage", id), nil).want(http.StatusOK).nombre("total")
}

func TestTwentySimultaneousTransitionsMakeOnePassage(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	_, id := c.newParcours()
	corps := objet{"transition": "classer_sans_suite", "version": 1, "date": "2026-01-12", "champs": objet{"motif": "doublon"}}
	faits := 0
	for _, r := range together(20, func(int) *reponseEssai { return c.do(post, path("/parcours/%d/transitions", id), corps) }) {
		if r.statut == http.StatusOK {
			faits++
			continue
		}
		r.refused(http.StatusConflict, "conflit")
		if r.texte("actuel", 0, "champ") != "etat" || !strings.HasPrefix(r.texte("actuel", 0, "valeur"), "Sans suite") {
			t.Errorf("the loser is not told what stands: %s", r.brut)
		}
	}
	if n := c.countPassages(id); faits != 1 || n != 2 {
		t.Errorf("%d of 20 were applied, %d passages (the need included)", faits, n)
	}
}

func TestTwentySimultaneousTransitionsWithOneKeyAnswerAlike(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	_, id := c.newParcours()
	corps := objet{"transition": "classer_sans_suite", "version": 1, "date": "2026-01-12", "champs": objet{"motif": "doublon"}}
	rs := together(20, func(int) *reponseEssai {
		return c.do(post, path("/parcours/%d/transitions", id), corps, "Idempotency-Key", "clé-1")
	})
	for _, r := range rs {
		if ecart := cmp.Diff(rs[0].corps, r.want(http.StatusOK).corps); ecart != "" || r.brut != rs[0].brut {
			t.Fatalf("two answers to one request (- the first, + another)\n%s", ecart)
		}
	}
	if n := c.countPassages(id); n != 2 {
		t.Errorf("%d passages, the need included", n)
	}
}

// TestACreationSentAgainCreatesOnce tries every creation, with one key, ten
// times at once and once later.
func TestACreationSentAgainCreatesOnce(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	m := c.newMonde()
	for _, x := range []struct {
		adresse string
		corps   any
		liste   string
	}{
		{"/salaries", unSalarie, "/salaries"},
		{path("/salaries/%d/parcours", m["salaries"]),
			with(unBesoin, objet{"avertissements_acquittes": []string{"autre_parcours_ouvert"}}), "/parcours"},
		{path("/salaries/%d/observations", m["salaries"]), uneObservation, path("/salaries/%d/observations", m["salaries"])},
		{path("/salaries/%d/freins", m["salaries"]), objet{"code": "logement"}, path("/salaries/%d/freins", m["salaries"])},
		{path("/parcours/%d/suivis", m["parcours"]), unSuivi, path("/parcours/%d/suivis", m["parcours"])},
		{path("/parcours/%d/financements", m["parcours"]), unFinancement, path("/parcours/%d/financements", m["parcours"])},
	} {
		avant := c.do(get, x.liste, nil).want(http.StatusOK).nombre("total")
		rs := together(10, func(int) *reponseEssai { return c.do(post, x.adresse, x.corps, "Idempotency-Key", "clé "+x.adresse) })
		rs = append(rs, c.do(post, x.adresse, x.corps, "Idempotency-Key", "clé "+x.adresse))
		for _, r := range rs {
			if r.want(http.StatusCreated).nombre("id") != rs[0].nombre("id") {
				t.Errorf("%s: two ids", x.adresse)
			}
		}
		if apres := c.do(get, x.liste, nil).nombre("total"); apres != avant+1 {
			t.Errorf("%s: %d created", x.adresse, apres-avant)
		}
		// The key of one thing is not that of another, nor of another person.
		c.do(post, path("/parcours/%d/suivis", c.mustParcours()), unSuivi, "Idempotency-Key",
			"clé "+x.adresse).refused(http.StatusConflict, "conflit")
	}
	c.do(post, "/salaries", unSalarie, "Idempotency-Key", strings.Repeat("x", 201)).refused(http.StatusUnprocessableEntity, codeInvalide)
	// A refusal does not use the key up.
	c.do(post, "/salaries", objet{"nom": "", "prenom": ""}, "Idempotency-Key", "k").refused(http.StatusUnprocessableEntity, codeInvalide)
	c.do(post, "/salaries", unSalarie, "Idempotency-Key", "k").want(http.StatusCreated)
}

func (c *client) mustParcours() int64 {
	_, id := c.newParcours()
	return id
}

func TestAStaleVersionAnswersWhatStandsNow(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c, autre := e.as(t, "cip@aci.test"), e.as(t, "directeur@aci.test")
	salarie, id := c.newParcours()

	autre.do(put, path("/parcours/%d/formation", id), with(uneFormation, objet{"version": 1})).want(http.StatusOK)
	r := c.do(put, path("/parcours/%d/formation", id), with(uneFormation, objet{"version": 1})).refused(http.StatusConflict, "conflit")
	if len(r.liste("actuel")) == 0 {
		t.Errorf("formation: %s", r.brut)
	}
	r = c.do(post, path("/parcours/%d/transitions", id), objet{"transition": "classer_sans_suite", "version": 1,
		"champs": objet{"motif": "doublon"}}).refused(http.StatusConflict, "conflit")
	if len(r.liste("actuel")) == 0 {
		t.Errorf("transition: %s", r.brut)
	}

	autre.do(patch, path("/salaries/%d", salarie), objet{"version": 1, "telephone": "06 11 11 11 11"}).want(http.StatusOK)
	r = c.do(patch, path("/salaries/%d", salarie), objet{"version": 1, "telephone": "06 22 22 22 22",
		"metier": "Peintre"}).refused(http.StatusConflict, "conflit")
	if r.texte("actuel", 0, "champ") != "telephone" || r.texte("actuel", 0, "valeur") != "06 11 11 11 11" ||
		strings.Contains(r.brut, "06 22") {
		t.Errorf("salarié: %s", r.brut)
	}

	ligne := c.do(post, path("/parcours/%d/financements", id), objet{"dispositif": "prf", "montant_demande": 500}).want(http.StatusCreated)
	reponse := path("/parcours/%d/financements/%d/reponse", id, ligne.nombre("id"))
	autre.do(post, reponse, objet{"version": ligne.nombre("version"), "etat": "accorde", "date": "2026-02-20"}).want(http.StatusOK)
	r = c.do(post, reponse, objet{"version": ligne.nombre("version"), "etat": "refuse",
		"date": "2026-02-21"}).refused(http.StatusConflict, "conflit")
	if len(r.liste("actuel")) == 0 || r.texte("actuel", 0, "valeur") != "Accordé" {
		t.Errorf("financement: %s", r.brut)
	}

	autre.do(patch, "/siae", objet{"version": 1, "effectif": 42, "opco": "uniformation"}).want(http.StatusOK)
	r = autre.do(patch, "/siae", objet{"version": 1, "effectif": 50}).refused(http.StatusConflict, "conflit")
	if len(r.liste("actuel")) != 2 || r.texte("actuel", 1, "champ") != "effectif" || r.texte("actuel", 1, "valeur") != "42" ||
		r.texte("actuel", 1, "auteur") != "Directeur ACI" || r.texte("actuel", 1, "le") == "" {
		t.Errorf("siae: %s", r.brut)
	}
}

func TestAPatchChangesWhatItHoldsAndNothingElse(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c, directeur := e.as(t, "cip@aci.test"), e.as(t, "directeur@aci.test")
	id := c.do(post, "/salaries", with(unSalarie, objet{"telephone": "06 12 34 56 78", "niveau": "3"})).want(http.StatusCreated).nombre("id")
	r := c.do(patch, path("/salaries/%d", id), objet{"telephone": nil, "metier": "Peintre", "date_fin_contrat": nil,
		"encadrants": []int64{e.Aci.Encadrant.UtilisateurID}, "cip_id": e.DoubleAci.UtilisateurID}).want(http.StatusOK)
	if r.at("telephone") != nil || r.texte("metier") != "Peintre" || r.texte("niveau") != "3" || r.texte("nom") != "Petit" ||
		r.at("date_fin_contrat") != nil ||
		r.nombre("encadrants", 0, "id") != e.Aci.Encadrant.UtilisateurID || r.texte("cip", "nom") != "Dominique Deux" {
		t.Errorf("patched: %s", r.brut)
	}
	if r := c.do(patch, path("/salaries/%d", id), objet{"encadrants": []int64{},
		"cip_id": nil}).want(http.StatusOK); len(r.liste("encadrants")) != 0 || r.at("cip_id") != nil || r.texte("metier") != "Peintre" {
		t.Errorf("emptied: %s", r.brut)
	}
	// All or nothing: a CIP who is none leaves the rest as it was.
	c.do(patch, path("/salaries/%d", id), objet{"metier": "Maçon",
		"cip_id": e.Aci.Encadrant.UtilisateurID}).refused(http.StatusUnprocessableEntity, codeInvalide)
	avant := c.do(get, path("/salaries/%d", id), nil)
	if avant.texte("metier") != "Peintre" {
		t.Error("half a patch was written")
	}
	if apres := c.do(patch, path("/salaries/%d", id), objet{"metier": "Peintre"}).want(http.StatusOK); apres.nombre("version") != avant.nombre("version") {
		t.Error("a patch that changes nothing made a version")
	}
	c.do(patch, path("/salaries/%d", id), objet{"nom": nil}).refused(http.StatusUnprocessableEntity, codeInvalide)

	s := directeur.do(patch, "/siae", objet{"effectif": 42, "reseaux": []string{"coorace"}}).want(http.StatusOK)
	if s.nombre("effectif") != 42 || s.texte("nom") != "Les Jardins" || s.nombre("version") != 2 {
		t.Errorf("siae: %s", s.brut)
	}
	if s := directeur.do(patch, "/siae", objet{"effectif": nil,
		"reseaux": nil}).want(http.StatusOK); s.at("effectif") != nil || len(s.liste("reseaux")) != 0 {
		t.Errorf("an unknown headcount is not 0: %s", s.brut)
	}
	refus := directeur.do(patch, "/siae", objet{"effectif": -1, "siret": "123",
		"departement": "999"}).refused(http.StatusUnprocessableEntity, codeInvalide)
	if !slices.Equal(refus.champs(), []string{"siret", "departement", "effectif"}) {
		t.Errorf("refused: %s", refus.brut)
	}
}

// TestTwoPeopleAtTheSameMoment on one file: on different facts both are kept; on one fact,
// one wins, and the other sees what, who and when.
func TestTwoPeopleAtTheSameMoment(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	noms := []string{"CIP ACI", "Directeur ACI"}
	gens := []*client{e.as(t, "cip@aci.test"), e.as(t, "directeur@aci.test")}
	c := gens[0]
	salarie, id := c.newParcours()
	dossier := path("/parcours/%d", id)
	c.do(put, dossier+"/formation", uneFormation).want(http.StatusOK)
	add := func(adresse string, corps objet) int64 {
		return c.do(post, adresse, corps).want(http.StatusCreated).nombre("id")
	}
	lignes, freins, suivis := [2]int64{}, [2]int64{}, [2]int64{}
	for i := range 2 {
		lignes[i] = add(dossier+"/financements", objet{"dispositif": []string{"prf", "cpf"}[i], "montant_demande": 600})
		freins[i] = add(path("/salaries/%d/freins", salarie), objet{"code": []string{"logement", "mobilite"}[i]})
		suivis[i] = add(dossier+"/suivis", unSuivi)
	}
	correct := func(i int, texte string) objet {
		return objet{"motif": "Faute de frappe.", "corrections": []objet{{"objet": "suivi", "id": suivis[i], "champs": objet{"texte": texte}}}}
	}
	acts := []func(i int) (methode, adresse string, corps objet){
		func(i int) (string, string, objet) {
			return post, dossier + "/suivis", with(unSuivi, objet{"texte": "Écrit par " + noms[i]})
		},
		func(i int) (string, string, objet) {
			return patch, path("/freins/%d", freins[i]), objet{"version": 1, "etat": "leve", "solution": "Trouvée par " + noms[i]}
		},
		func(i int) (string, string, objet) {
			return post, path("%s/financements/%d/reponse", dossier, lignes[i]),
				objet{"version": 1, "etat": "refuse", "date": "2026-02-20", "motif": "Su par " + noms[i]}
		},
		func(i int) (string, string, objet) {
			return put, dossier + "/securisation/" + []string{"pmsmp", "entretien"}[i], objet{"reponse": "fait", "detail": "Fait par " + noms[i]}
		},
		func(i int) (string, string, objet) {
			return post, dossier + "/corrections", correct(i, "Corrigé par "+noms[i])
		},
		func(i int) (string, string, objet) {
			return post, path("/salaries/%d/observations", salarie), with(uneObservation, objet{"texte": "Vu par " + noms[i]})
		},
	}
	for _, r := range together(2*len(acts), func(n int) *reponseEssai {
		methode, adresse, corps := acts[n/2](n % 2)
		return gens[n%2].do(methode, adresse, corps)
	}) {
		if r.statut >= 300 {
			t.Errorf("another fact: %s: %d %s", r.quoi, r.statut, r.brut)
		}
	}
	tout := ""
	for _, adresse := range []string{dossier, dossier + "/suivis", path("/salaries/%d/observations", salarie)} {
		tout += c.do(get, adresse, nil).want(http.StatusOK).brut
	}
	for _, nom := range noms {
		for _, dit := range []string{"Écrit", "Trouvée", "Su", "Fait", "Corrigé", "Vu"} {
			if !strings.Contains(tout, dit+" par "+nom) {
				t.Errorf("« %s par %s » is lost", dit, nom)
			}
		}
	}

	vu := c.do(get, dossier+"/historique", nil).nombre("elements", 0, "ligne")
	faits := map[string]func(nom string, version int64) (methode, adresse string, corps objet){
		"/salaries": func(nom string, version int64) (string, string, objet) {
			return patch, path("/salaries/%d", salarie), objet{"version": version, "metier": nom}
		},
		"formation": func(nom string, version int64) (string, string, objet) {
			return put, dossier + "/formation", with(uneFormation, objet{"version": version, "intitule": nom})
		},
		"frein": func(nom string, _ int64) (string, string, objet) {
			return patch, path("/freins/%d", freins[0]), objet{"version": 2, "etat": "persistant", "solution": nom}
		},
		"financement": func(nom string, _ int64) (string, string, objet) {
			return post, path("%s/financements/%d/reponse", dossier, lignes[0]),
				objet{"version": 2, "etat": "refuse", "date": "2026-02-20", "motif": nom}
		},
		"correction": func(nom string, _ int64) (string, string, objet) {
			corps := correct(0, nom)
			corps["corrections"].([]objet)[0]["vu"] = vu
			return post, dossier + "/corrections", corps
		},
		"transition": func(nom string, version int64) (string, string, objet) {
			return post, dossier + "/transitions", objet{"transition": "classer_sans_suite", "version": version, "date": "2026-03-01",
				"commentaire": nom, "champs": objet{"motif": "doublon"}}
		},
	}
	for _, fait := range []string{"/salaries", "formation", "frein", "financement", "correction", "transition"} { // the last closes the file
		act := faits[fait]
		_, adresse, _ := act("", 0)
		version := int64(0)
		if fait == "/salaries" {
			version = c.do(get, adresse, nil).nombre("version")
		} else {
			version = c.do(get, dossier, nil).nombre("version")
		}
		rs := together(2, func(i int) *reponseEssai {
			methode, adresse, corps := act(noms[i], version)
			return gens[i].do(methode, adresse, corps)
		})
		gagne := slices.IndexFunc(rs, func(r *reponseEssai) bool { return r.statut < 300 })
		if gagne < 0 {
			t.Fatalf("%s: nobody wins: %s, %s", fait, rs[0].brut, rs[1].brut)
		}
		r := rs[1-gagne].refused(http.StatusConflict, "conflit")
		if !slices.ContainsFunc(r.liste("actuel"), func(x any) bool {
			return x.(objet)["auteur"] == noms[gagne] && x.(objet)["le"] != nil && x.(objet)["valeur"] != ""
		}) {
			t.Errorf("%s: the other one is not told what, who and when: %s", fait, r.brut)
		}
	}
}
