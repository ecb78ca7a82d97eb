package api

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// ready takes a new parcours up to where a training can be entered: formation
// chosen, plan begun, accord noted.
func (c *client) ready() (id int64) {
	c.t.Helper()
	_, id = c.newParcours()
	c.do(put, path("/parcours/%d/formation", id), uneFormation).want(http.StatusOK)
	ligne := c.do(post, path("/parcours/%d/financements", id), unFinancement).want(http.StatusCreated).nombre("id")
	c.pass(id, "demander_financement", "2026-01-12", nil).want(http.StatusOK)
	c.do(post, path("/parcours/%d/financements/%d/depot", id, ligne), objet{"date": "2026-01-13"}).want(http.StatusOK)
	c.do(post, path("/parcours/%d/financements/%d/reponse", id, ligne), objet{"etat": "accorde", "date": "2026-01-20"}).want(http.StatusOK)
	return id
}

// acquitter reads the warnings of a refusal, and sends the transition again.
func (c *client) acquitter(id int64, code, date string, champs objet) *reponseEssai {
	c.t.Helper()
	r := c.pass(id, code, date, champs)
	if r.statut == http.StatusUnprocessableEntity && r.corps["avertissements"] != nil {
		return c.pass(id, code, date, champs, r.codes("avertissements")...)
	}
	return r
}

// TestAWholeParcoursThroughTheAPI goes from a need to an outcome, by an
// abandonment and a second try.
func TestAWholeParcoursThroughTheAPI(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	id := c.ready()

	d := c.do(get, path("/parcours/%d", id), nil).want(http.StatusOK)
	if got := d.codes("transitions_possibles"); !slices.Equal(got, []string{"revoir_besoin", "planifier_entree", "classer_sans_suite"}) {
		t.Errorf("from financement, once a funder has answered: %v", got)
	}
	if !strings.Contains(d.brut, `"cout":1240.50`) || !strings.Contains(d.brut, `"montant_accorde":1240.50`) {
		t.Errorf("amounts: %s", d.brut)
	}
	c.acquitter(id, "planifier_entree", "2026-01-21", objet{"date_entree_prevue": "2026-02-02",
		"lieu_entree": "12 rue des Prés"}).want(http.StatusOK)
	r := c.acquitter(id, "confirmer_entree", "2026-02-02", objet{"controle_venu": true, "controle_contact_salarie": "oui",
		"controle_contact_formateur": "oui",
		"controle_sans_alerte":       "oui", "controle_demarches_bouclees": "oui"}).want(http.StatusOK)
	if r.texte("etat") != "deroulement" || r.texte("tentatives", 0, "controles", "venu") != "oui" {
		t.Errorf("entered: %s", r.brut)
	}
	c.do(post, path("/parcours/%d/suivis", id), with(unSuivi, objet{"date": "2026-02-05", "difficulte": true,
		"absence": "justifiee"})).want(http.StatusCreated)
	r = c.acquitter(id, "abandonner", "2026-02-10", objet{"motifs": []string{"mobilite", "famille"}, "heures": 35.5}).want(http.StatusOK)
	if r.texte("etat") != "abandon" || len(r.liste("tentatives", 0, "motifs")) != 2 || r.at("tentatives", 0, "heures") != 35.5 {
		t.Errorf("abandoned: %s", r.brut)
	}
	r = c.acquitter(id, "repositionner", "2026-02-12", objet{"solution": "autre_of"}).want(http.StatusOK)
	if r.nombre("tentative") != 2 || len(r.liste("tentatives")) != 2 || r.at("tentatives", 1, "formation") != nil ||
		len(r.liste("financements")) != 0 {
		t.Errorf("second try: %s", r.brut)
	}
	c.do(put, path("/parcours/%d/formation", id), with(uneFormation, objet{"organisme": "GRETA",
		"date_debut_prevue": "2026-02-16", "date_fin_prevue": "2026-02-27", "heures_prevues": 70, "cout": 0})).want(http.StatusOK)
	c.do(post, path("/parcours/%d/financements", id), objet{"dispositif": "sans_cout"}).want(http.StatusCreated)
	c.acquitter(id, "relancer_financement", "2026-02-13", nil).want(http.StatusOK)
	c.acquitter(id, "planifier_entree", "2026-02-13", objet{"date_entree_prevue": "2026-02-16"}).want(http.StatusOK)
	c.acquitter(id, "confirmer_entree", "2026-02-16", nil).want(http.StatusOK)
	r = c.acquitter(id, "terminer", "2026-02-27", objet{"heures": 70, "evaluation": "reussie", "situation": "emploi",
		"certification": "Titre agent de propreté", "avis_of": "4"}).want(http.StatusOK)
	if r.texte("etat") != "sortie" || r.texte("tentatives", 1, "situation") != "emploi" || r.at("tentatives", 1, "heures") != 70.0 {
		t.Errorf("ended: %s", r.brut)
	}
	c.toldBy(t, e, id)
	// Closed, then open again.
	version := r.nombre("version")
	r = c.do(post, path("/parcours/%d/cloture", id), objet{"version": version, "motif": "suivi_termine"}).want(http.StatusOK)
	if r.texte("clos_le") != "2026-03-02" || len(r.liste("transitions_possibles")) != 0 {
		t.Errorf("closed: %s", r.brut)
	}
	c.do(post, path("/parcours/%d/suivis", id), with(unSuivi, objet{"date_prochain": "2026-03-09"})).
		refused(http.StatusUnprocessableEntity, "invalide") // it is over: nothing is to be reminded of
	c.do(post, path("/parcours/%d/suivis", id), unSuivi).want(http.StatusCreated)
	c.do(post, path("/parcours/%d/reouverture", id), objet{"version": r.nombre("version")}).want(http.StatusOK)
}

// toldBy checks that the history and the director's page tell that story.
func (c *client) toldBy(t *testing.T, e *essai, id int64) {
	t.Helper()
	h := c.do(get, path("/parcours/%d/historique?genre=passage&tri=instant&par_page=200", id), nil).want(http.StatusOK)
	if h.nombre("elements", 0, "id") == 0 {
		t.Errorf("a passage without its id: %v", h.at("elements", 0))
	}
	var suite []string
	for i := range h.liste("elements") {
		suite = append(suite, h.texte("elements", i, "code"))
		if h.texte("elements", i, "auteur", "nom") != "CIP ACI" {
			t.Errorf("line %d: author %v", i, h.at("elements", i, "auteur"))
		}
	}
	voulue := []string{"identifier_besoin", "demander_financement", "planifier_entree", "confirmer_entree", "abandonner", "repositionner",
		"relancer_financement", "planifier_entree", "confirmer_entree", "terminer"}
	if !slices.Equal(suite, voulue) {
		t.Errorf("history %v", suite)
	}
	if actes := c.do(get, path("/parcours/%d/historique?genre=acte", id), nil).want(http.StatusOK); !strings.Contains(actes.brut, `"champ":"montant_accorde","avant":0.00,"apres":1240.50`) {
		t.Errorf("acts do not tell the accord in euros: %s", actes.brut)
	}
	rapport := e.as(t, "directeur@aci.test").do(get, "/rapports/resultats?debut=2026-01-01&fin=2026-03-02", nil).want(http.StatusOK)
	for code, valeur := range map[string]float64{"entrees": 2, "taux_abandon": 0.5, "heures": 105.5} {
		i := slices.Index(rapport.codes("indicateurs"), code)
		if i < 0 || rapport.at("indicateurs", i, "valeur") != valeur || rapport.texte("indicateurs", i, "definition") == "" {
			t.Errorf("%s: %v", code, rapport.at("indicateurs", i))
		}
	}
}

func TestAParcoursIsTakenOverWithItsFacts(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	id := c.do(post, "/salaries", unSalarie).want(http.StatusCreated).nombre("id")
	adresse := path("/salaries/%d/parcours", id)
	reprise := with(unBesoin, objet{"etat": "sortie", "date_entree": "2026-01-12", "date_fin": "2026-02-27", "formation": uneFormation,
		"heures": 140, "evaluation": "reussie", "situation": "maintien_meme_siae"})
	r := c.do(post, adresse, reprise).want(http.StatusCreated)
	d := c.do(get, path("/parcours/%d", r.nombre("id")), nil).want(http.StatusOK)
	if d.texte("etat") != "sortie" || d.texte("etat_depuis") != "2026-02-27" ||
		d.texte("tentatives", 0, "date_entree") != "2026-01-12" || d.texte("tentatives", 0, "formation", "organisme") != "AFPA" {
		t.Errorf("taken over: %s", d.brut)
	}
	if r.entete.Get("Location") != path(Prefix+"/parcours/%d", r.nombre("id")) {
		t.Errorf("Location %s", r.entete.Get("Location"))
	}
	// What is wrong is said beside its field; what is missing is a warning.
	refus := c.do(post, adresse, with(reprise, objet{"date_fin": "2026-01-02",
		"situation": "mise_a_disposition"})).refused(http.StatusUnprocessableEntity, codeInvalide)
	if !slices.Equal(refus.champs(), []string{"situation", "date_fin"}) {
		t.Errorf("refused: %s", refus.brut)
	}
	manque := c.do(post, adresse, with(unBesoin, objet{"etat": "deroulement",
		"date_entree": "2026-03-01"})).refused(http.StatusUnprocessableEntity, "transition")
	if !slices.Equal(manque.codes("avertissements"), []string{"formation_inconnue"}) {
		t.Errorf("warned: %s", manque.brut)
	}
	c.do(post, adresse, with(reprise, objet{"precedent_id": d.nombre("id")})).refused(http.StatusUnprocessableEntity, codeInvalide)
	// Facts without a state say nothing of where the parcours stands.
	if r := c.do(post, adresse, with(unBesoin, objet{"date_fin": "2026-02-27"})).refused(http.StatusUnprocessableEntity,
		codeInvalide); !slices.Contains(r.champs(), "etat") {
		t.Errorf("facts alone: %s", r.brut)
	}
}

func TestATransitionThatIsBlockedSaysByWhat(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	_, id := c.newParcours()
	r := c.pass(id, "demander_financement", "2026-01-12", nil).refused(http.StatusUnprocessableEntity, "transition")
	if !slices.Equal(r.codes("bloquants"), []string{"formation_choisie", "plan_commence"}) ||
		r.texte("bloquants", 0, "lien") != path("/parcours/%d#formation", id) {
		t.Errorf("blocked by %s", r.brut)
	}
	// The file says it before one tries.
	d := c.do(get, path("/parcours/%d", id), nil)
	if d.at("transitions_possibles", 0, "possible") != false ||
		!slices.Equal(d.codes("transitions_possibles", 0, "bloquants"), []string{"formation_choisie", "plan_commence"}) {
		t.Errorf("offered %s", d.brut)
	}
	c.pass(id, "terminer", "2026-01-12", objet{"heures": 3, "evaluation": "reussie",
		"situation": "emploi"}).refused(http.StatusUnprocessableEntity, "transition")
	c.pass(id, "voler", "2026-01-12", nil).refused(http.StatusUnprocessableEntity, "transition")
	futur := c.pass(id, "classer_sans_suite", "2026-03-03", objet{"motif": "doublon"}).refused(http.StatusUnprocessableEntity, codeInvalide)
	if futur.texte("champ") != "date" {
		t.Errorf("the future: %s", futur.brut)
	}
	motif := c.pass(id, "classer_sans_suite", "2026-01-12", objet{"motif": "envie",
		"secret": "x"}).refused(http.StatusUnprocessableEntity, codeInvalide)
	if !slices.Equal(motif.champs(), []string{"motif", "secret"}) {
		t.Errorf("unknown code and field: %s", motif.brut)
	}
	c.pass(id, "classer_sans_suite", "2026-01-12", objet{"motif": objet{"a": 1}}).refused(http.StatusUnprocessableEntity, codeInvalide)
}

func TestWarningsAreReadThenKept(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	salarie, id := c.newParcours()
	c.do(post, path("/salaries/%d/freins", salarie), objet{"code": "mobilite"}).want(http.StatusCreated)
	c.do(put, path("/parcours/%d/formation", id), uneFormation).want(http.StatusOK)
	c.do(post, path("/parcours/%d/financements", id), unFinancement).want(http.StatusCreated)
	r := c.pass(id, "demander_financement", "2026-01-12", nil).refused(http.StatusUnprocessableEntity, "transition")
	if r.corps["bloquants"] != nil || !slices.Equal(r.codes("avertissements"), []string{"freins_sans_solution"}) ||
		r.texte("avertissements", 0, "lignes") == "" {
		t.Errorf("warned: %s", r.brut)
	}
	c.pass(id, "demander_financement", "2026-01-12", nil, "freins_sans_solution", "autre_chose").want(http.StatusOK)
	h := c.do(get, path("/parcours/%d/historique?genre=passage", id), nil)
	if got := fmt.Sprint(h.at("elements", 0, "avertissements")); got != "[freins_sans_solution]" {
		t.Errorf("kept %s", got)
	}
}

func TestTheLastPassageIsUndoneForAReason(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	_, id := c.newParcours()
	c.pass(id, "classer_sans_suite", "2026-01-12", objet{"motif": "doublon"}).want(http.StatusOK)
	if r := c.pass(id, "rectifier", "", objet{}).refused(http.StatusUnprocessableEntity, codeInvalide); r.texte("champ") != "motif" {
		t.Errorf("without a reason: %s", r.brut)
	}
	corps := objet{"transition": "rectifier", "version": 2, "champs": objet{"motif": "Erreur de personne"}}
	for range 2 {
		r := c.do(post, path("/parcours/%d/transitions", id), corps, "Idempotency-Key", "une-fois").want(http.StatusOK)
		if r.texte("etat") != "besoin_identifie" || r.nombre("version") != 3 {
			t.Errorf("undone: %s", r.brut)
		}
	}
	h := c.do(get, path("/parcours/%d/historique?genre=passage", id), nil)
	if h.texte("elements", 0, "code") != "rectifier" || h.texte("elements", 0, "pourquoi") != "Erreur de personne" ||
		h.at("elements", 1, "rectifie_le") == nil {
		t.Errorf("history %s", h.brut)
	}
	c.pass(id, "rectifier", "", objet{"motif": "Encore"}).refused(http.StatusUnprocessableEntity, "transition")
}
