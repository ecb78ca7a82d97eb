package api

import (
	"net/http"
	"testing"
)

// expected is a file that waits for the entry of 02/02/2026.
func (c *client) expected() int64 {
	c.t.Helper()
	_, id := c.newParcours()
	c.do(put, path("/parcours/%d/formation", id), uneFormation).want(http.StatusOK)
	ligne := c.do(post, path("/parcours/%d/financements", id), unFinancement).want(http.StatusCreated).nombre("id")
	c.do(post, path("/parcours/%d/financements/%d/reponse", id, ligne),
		objet{"etat": "accorde", "date": "2026-01-12", "montant": 1240.5}).want(http.StatusOK)
	c.pass(id, "demander_financement", "2026-01-10", nil).want(http.StatusOK)
	c.pass(id, "planifier_entree", "2026-01-15", objet{"date_entree_prevue": "2026-02-02", "heure_entree": "8h30"},
		"pieces_manquantes", "securisation_incomplete").want(http.StatusOK)
	return id
}

// TestTwoMissedEntriesAndASecondDay: somebody who does not come is expected again, and the
// parcours stays where it is. What became of each day is kept.
func TestTwoMissedEntriesAndASecondDay(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	id := c.expected()
	absence := objet{"date": "2026-02-02", "motif": "sante", "detail": "Rappeler."}
	une := c.do(post, path("/parcours/%d/non-presentations", id), absence, "Idempotency-Key",
		"une").want(http.StatusCreated)
	if bis := c.do(post, path("/parcours/%d/non-presentations", id), absence, "Idempotency-Key",
		"une"); bis.nombre("id") != une.nombre("id") {
		t.Errorf("the same request twice: %v, %v", une.corps, bis.corps)
	}
	autre := objet{"date": "2026-02-09", "heure": "9:00", "lieu": "Salle 4"}
	if r := c.do(post, path("/parcours/%d/entrees-prevues", id),
		autre).want(http.StatusCreated); r.texte("heure") != "09:00" ||
		r.texte("date_fin") != "2026-03-06" || r.corps["devenue"] != nil {
		t.Errorf("the second day: %v", r.corps)
	}
	c.do(post, path("/parcours/%d/non-presentations", id),
		objet{"date": "2026-02-09", "motif": "mobilite"}).want(http.StatusCreated)
	c.do(post, path("/parcours/%d/entrees-prevues", id), objet{"date": "2026-02-16"}).want(http.StatusCreated)
	c.do(post, path("/parcours/%d/entrees-prevues", id),
		objet{"date": "2026-02-16", "date_fin": "2026-02-15"}).want(http.StatusUnprocessableEntity)
	d := c.pass(id, "confirmer_entree", "2026-02-16", objet{"controle_venu": "oui"}, "controle_incomplet",
		"demarches_ouvertes").want(http.StatusOK).corps
	var dites []string
	for _, x := range d["entrees_prevues"].([]any) {
		o := x.(objet)
		devenue, _ := o["devenue"].(string)
		dites = append(dites, o["date"].(string)+" "+devenue)
	}
	if want := []string{"2026-02-02 non_presentee", "2026-02-09 non_presentee", "2026-02-16 tenue"}; len(dites) != 3 ||
		dites[0] != want[0] || dites[1] != want[1] || dites[2] != want[2] {
		t.Errorf("what became of the days: %v", dites)
	}
	if n := len(d["non_presentations"].([]any)); n != 2 || d["etat"] != "deroulement" {
		t.Errorf("%d absences, %v", n, d["etat"])
	}
	x := d["presences"].([]any)[0].(objet)
	if x["date_entree"] != "2026-02-16" || x["formation"].(objet)["date_fin_prevue"] != "2026-03-13" {
		t.Errorf("the stay: %v", x)
	}
	e.as(t, "cip@etti.test").do(post, path("/parcours/%d/entrees-prevues", id), autre).want(http.StatusNotFound)
	e.as(t, "encadrant@aci.test").do(post, path("/parcours/%d/non-presentations", id), absence).want(http.StatusForbidden)
}

// TestWhatIsLearntLate: the points of the first days answered three days after, hours known
// only once the next try began, a jury's result two months after the end, in a closed file.
func TestWhatIsLearntLate(t *testing.T) {
	t.Parallel()
	c := newEssai(t).as(t, "cip@aci.test")
	id := c.expected()
	stays := func() []any {
		return c.do(get, path("/parcours/%d", id), nil).want(http.StatusOK).corps["presences"].([]any)
	}
	c.do(post, path("/parcours/%d/heures", id),
		objet{"debut": "2026-02-02", "fin": "2026-02-06", "heures": 35}).want(http.StatusUnprocessableEntity)
	if r := c.pass(id, "confirmer_entree", "",
		objet{"controle_venu": "oui"}).want(http.StatusUnprocessableEntity); r.texte("champ") != "date" {
		t.Errorf("the day of a fact has no default: %s", r.brut)
	}
	c.pass(id, "confirmer_entree", "2026-02-02",
		objet{"controle_venu": "oui"}, "controle_incomplet", "demarches_ouvertes").want(http.StatusOK)
	// The rest is learnt days after.
	c.do(post, path("/parcours/%d/controles", id),
		objet{"code": "sans_alerte", "reponse": "oui", "date": "2026-02-05"}).want(http.StatusCreated)
	c.do(post, path("/parcours/%d/controles", id),
		objet{"code": "sans_alerte", "reponse": "non", "date": "2026-02-06"}).want(http.StatusCreated)
	if n := len(stays()[0].(objet)["controles"].([]any)); n != 2 {
		t.Errorf("%d answers, one of a point stands at a time", n)
	}
	for corps, champ := range map[string]string{
		`{"debut":"2026-02-02","fin":"2026-02-02","heures":25}`:   "heures", // a day has 24
		`{"debut":"2026-02-01","fin":"2026-02-03","heures":7}`:    "debut",  // before the entry
		`{"debut":"2026-02-04","fin":"2026-02-03","heures":7}`:    "fin",
		`{"debut":"2026-02-02","fin":"2026-02-03","heures":"7h"}`: "heures",
		`{"debut":"2026-02-02","heures":7}`:                       "fin", // the day of a fact has no default
	} {
		if r := c.do(post, path("/parcours/%d/heures", id),
			corps).want(http.StatusUnprocessableEntity); r.texte("champ") != champ {
			t.Errorf("%s: refused beside %q, want %q", corps, r.texte("champ"), champ)
		}
	}
	c.pass(id, "abandonner", "2026-02-20", objet{"motifs": "mobilite", "heures": "inconnues",
		"solutions_cherchees": "Appels."}).want(http.StatusOK)
	x := stays()[0].(objet)
	if h := x["heures"].([]any)[0].(objet); h["heures"] != nil || h["fin"] != "2026-02-20" {
		t.Errorf("hours that nobody knows: %v", h)
	}
	c.pass(id, "repositionner", "2026-02-25", objet{"solution": "autre_of"}).want(http.StatusOK)
	premiere := x["id"]
	c.do(post, path("/parcours/%d/heures", id), objet{"presence_id": premiere, "debut": "2026-02-02", "fin": "2026-02-20",
		"heures": "inconnues"}).want(http.StatusCreated)
	c.do(post, path("/parcours/%d/heures", id),
		objet{"presence_id": premiere, "debut": "2026-02-02", "fin": "2026-02-20", "heures": 49.5,
			"source": "attestation"}).want(http.StatusCreated)
	c.do(post, path("/parcours/%d/cloture", id),
		objet{"version": c.do(get, path("/parcours/%d", id), nil).nombre("version"),
			"date": "2026-02-27", "motif": "renoncement"}).want(http.StatusOK)
	c.do(post, path("/parcours/%d/evaluations", id),
		objet{"presence_id": premiere, "date": "2026-03-01", "evaluation": "partielle",
			"certification": "Bloc 1"}).want(http.StatusCreated)
	d := c.do(get, path("/parcours/%d", id), nil).want(http.StatusOK).corps

	if une := d["tentatives"].([]any)[0].(objet); une["heures"] != 49.5 || une["evaluation"] != "partielle" || une["certification"] != "Bloc 1" {
		t.Errorf("the first try tells %v, %v, %v", une["heures"], une["evaluation"], une["certification"])
	}
	c.do(post, path("/parcours/%d/evaluations", id),
		objet{"presence_id": 99, "date": "2026-03-01", "evaluation": "reussie"}).want(http.StatusNotFound)
}

// TestATotalReplacesTheHoursNotedBefore, once it was read.
func TestATotalReplacesTheHoursNotedBefore(t *testing.T) {
	t.Parallel()
	c := newEssai(t).as(t, "cip@aci.test")
	id := c.expected()
	c.pass(id, "confirmer_entree", "2026-02-02",
		objet{"controle_venu": "oui"}, "controle_incomplet", "demarches_ouvertes").want(http.StatusOK)
	fin := objet{"evaluation": "reussie", "situation": "emploi"}
	if r := c.pass(id, "terminer", "2026-02-27", fin,
		"sans_bilan").want(http.StatusUnprocessableEntity); r.texte("champ") != "heures" {
		t.Errorf("without hours: %s", r.brut)
	}
	c.do(post, path("/parcours/%d/heures", id),
		objet{"debut": "2026-02-02", "fin": "2026-02-27", "heures": 140}).want(http.StatusCreated)
	avec := with(fin, objet{"heures": 139})
	c.pass(id, "terminer", "2026-02-27", avec, "sans_bilan", "heures_inferieures").want(http.StatusUnprocessableEntity)
	c.pass(id, "terminer", "2026-02-27", avec, "sans_bilan", "heures_inferieures", "heures_remplacees").want(http.StatusOK)
	version := c.do(get, path("/parcours/%d", id), nil).nombre("version")
	d := c.do(post, path("/parcours/%d/transitions", id), objet{"transition": "rectifier", "version": version,
		"champs": objet{"motif": "Erreur."}}).want(http.StatusOK).corps
	if hs := d["presences"].([]any)[0].(objet)["heures"].([]any); len(hs) != 1 || hs[0].(objet)["heures"] != 140.0 {
		t.Errorf("undone, the hours noted before stand again: %v", hs)
	}
	c.pass(id, "terminer", "2026-02-27", fin, "sans_bilan").want(http.StatusOK)
}

// TestTheDayOfAReportIsNotAskedAgain: it was given once.
func TestTheDayOfAReportIsNotAskedAgain(t *testing.T) {
	t.Parallel()
	c := newEssai(t).as(t, "cip@aci.test")
	id := c.expected()
	c.pass(id, "reporter_entree", "2026-02-02",
		objet{"motif": "sante", "solution": "report", "nouvelle_date": "2026-03-09"}).want(http.StatusOK)
	r := c.do(get, path("/parcours/%d", id), nil).want(http.StatusOK)
	for i, code := range r.codes("transitions_possibles") {
		if code == "relancer_entree" && (r.texte("transitions_possibles", i, "champs", 0, "code") != "date_entree_prevue" ||
			r.at("transitions_possibles", i, "champs", 0, "requis") != false) {
			t.Errorf("asked: %v", r.at("transitions_possibles", i, "champs", 0))
		}
	}
	r = c.pass(id, "relancer_entree", "2026-03-02", nil, "pieces_manquantes", "securisation_incomplete").want(http.StatusOK)
	if r.texte("etat") != "entree" || r.texte("entrees_prevues", 1, "date") != "2026-03-09" ||
		r.at("entrees_prevues", 1, "devenue") != nil {
		t.Errorf("planned: %v", r.at("entrees_prevues"))
	}
}

// TestMoneyRefusedBeforeTheEntryIsSaid at the entry, and does not hold it.
func TestMoneyRefusedBeforeTheEntryIsSaid(t *testing.T) {
	t.Parallel()
	c := newEssai(t).as(t, "cip@aci.test")
	id := c.expected()
	ligne := c.do(get, path("/parcours/%d/financements", id), nil).want(http.StatusOK).nombre("elements", 0, "id")
	c.do(post, path("/parcours/%d/financements/%d/reponses", id, ligne),
		objet{"date": "2026-01-30", "reponse": "refuse", "motif": "Enveloppe épuisée."}).want(http.StatusCreated)
	venu := objet{"controle_venu": "oui"}
	lus := []string{"controle_incomplet", "demarches_ouvertes"}
	r := c.pass(id, "confirmer_entree", "2026-02-02", venu, lus...).refused(http.StatusUnprocessableEntity, "transition")
	if got := r.codes("avertissements"); len(got) != 1 || got[0] != "accord_perdu" {
		t.Errorf("warned of %v", got)
	}
	c.pass(id, "confirmer_entree", "2026-02-02", venu, append(lus, "accord_perdu")...).want(http.StatusOK)
}

// TestALeaverEndsWhatWasBegun: after the end of the contract all stays possible, and warned.
func TestALeaverEndsWhatWasBegun(t *testing.T) {
	t.Parallel()
	c := newEssai(t).as(t, "cip@aci.test")
	id := c.expected()
	c.pass(id, "confirmer_entree", "2026-02-02",
		objet{"controle_venu": "oui"}, "controle_incomplet", "demarches_ouvertes").want(http.StatusOK)
	salarie := c.do(get, path("/parcours/%d", id), nil).nombre("salarie", "id")
	contrats := path("/salaries/%d/contrats", salarie)
	contrat := c.do(get, contrats, nil).want(http.StatusOK).nombre("elements", 0, "id")
	c.do(post, path("%s/%d/fin", contrats, contrat), objet{"fin_reelle": "2026-02-13", "motif_fin": "depart"}).want(http.StatusOK)
	c.do(post, path("/parcours/%d/suivis", id), with(unSuivi, objet{"date": "2026-02-16"})).want(http.StatusCreated)
	c.do(post, path("/parcours/%d/heures", id), objet{"debut": "2026-02-02", "fin": "2026-02-20", "heures": 70}).want(http.StatusCreated)
	fin := objet{"evaluation": "reussie", "situation": "maintien_meme_siae", "heures": 140}
	lus := []string{"sans_bilan", "heures_remplacees"}
	for _, w := range [][2]string{{"maintien_meme_siae", "maintien_hors_contrat"}, {"emploi", "contrat_fini"}} {
		r := c.pass(id, "terminer", "2026-02-27", with(fin, objet{"situation": w[0]}), lus...).
			refused(http.StatusUnprocessableEntity, "transition")
		if got := r.codes("avertissements"); len(got) != 1 || got[0] != w[1] ||
			r.texte("avertissements", 0, "lien") != path("/salaries/%d#contrats", salarie) {
			t.Errorf("%s: warned of %v", w[0], got)
		}
	}
	c.pass(id, "terminer", "2026-02-27", fin, append(lus, "maintien_hors_contrat")...).want(http.StatusOK)
	c.pass(id, "repositionner", "2026-03-02", objet{"solution": "autre_niveau"}, "formation_terminee").want(http.StatusOK)
}
