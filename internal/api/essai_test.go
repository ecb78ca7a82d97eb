package api

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	gocmp "github.com/google/go-cmp/cmp"

	"parcours.example/internal/parcours"
)

// sansEssai are the operations that write and cannot be tried, each with the reason.
var sansEssai = map[string]string{
	"POST /connexion": "no deed", "POST /deconnexion": "no deed", "POST /moi/siae": "no deed",
	"POST /importations": "it is a preview", "POST /importations/{id}/colonnes": "it is a preview",
	"POST /importations/{id}/validation": "its preview was read",
}

// TestWhateverWritesCanBeTried, and nothing else.
func TestWhateverWritesCanBeTried(t *testing.T) {
	t.Parallel()
	for nom, op := range operationsOf(documentOf()) {
		_, sans := sansEssai[nom]
		offre := slices.ContainsFunc(op.Parameters, func(p *huma.Param) bool { return p.Name == paramEssai })
		switch ecrit := op.Method != get; {
		case offre && (!ecrit || sans):
			t.Errorf("%s offers a trial: it has nothing to try", nom)
		case ecrit && !sans && !offre:
			t.Errorf("%s writes and cannot be tried: let it do a deed (isTriable), or say in sansEssai why not", nom)
		case offre && op.Responses["200"] == nil:
			t.Errorf("%s does not tell what a trial answers", nom)
		}
	}
}

// jamais ask for a file that none of these is: a closed one, one to close, own funds, a
// training that went to its term, two files that are one.
var jamais = []string{"POST /parcours/{id}/cloture", "POST /parcours/{id}/reouverture", "POST /parcours/{id}/financements/{ligne}/accord",
	"POST /parcours/{id}/impacts", "DELETE /salaries/{id}/rapprochement"}

// TestATrialWritesNothingAndSaysWhatTheCallThenDoes tries every operation, then asks it for
// good: what was possible is done, what was not is refused. A parcours is tried at its
// need, before its entry, then in training.
func TestATrialWritesNothingAndSaysWhatTheCallThenDoes(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "directeur@aci.test")
	possibles := map[string]bool{}
	for _, etape := range []func(m monde, corps any){
		func(monde, any) {},
		func(m monde, _ any) { m["parcours"] = c.expected() },
		func(m monde, corps any) {
			m["parcours"] = c.expected()
			c.pass(m["parcours"].(int64), "confirmer_entree", "2026-02-02", objet{"controle_venu": "oui"}, "controle_incomplet",
				"demarches_ouvertes").want(http.StatusOK)
			o, _ := corps.(objet)
			for champ, valeur := range o {
				if valeur == bon(parcours.Champ{Genre: parcours.GenreDate}) { // since the entry; 35 hours take days
					o[champ] = cmp.Or(map[string]string{"debut": "2026-02-16"}[champ], "2026-02-20")
				}
			}
		},
	} {
		e.eachOperation(t, func(nom string, corps any) {
			if _, sans := sansEssai[nom]; sans || strings.HasPrefix(nom, get) || possibles[nom] {
				return
			}
			m := c.newMonde()
			switch nom {
			case "POST /salaries/{id}/freins": // the one of newMonde is followed already
				corps = objet{"code": "logement"}
			case "POST /salaries/{id}/retirer": // the one of newMonde has a parcours
				m["salaries"] = c.do(post, "/salaries", objet{"nom": "Seul", "prenom": "Ali"}).want(http.StatusCreated).nombre("id")
			case "POST /importations/{id}/annuler", "POST /importations/{id}/remettre":
				m["importations"] = c.importErreur(nom[len(nom)-8:])
			}
			if nom == "POST /importations/{id}/remettre" {
				c.do(post, path("/importations/%d/annuler", m["importations"]), objet{"motif": "x"}).want(http.StatusOK)
			}
			etape(m, corps)
			possibles[nom] = c.try(nom, m, corps)
		})
	}
	for nom, possible := range possibles {
		if !possible && !slices.Contains(jamais, nom) {
			t.Errorf("%s is never possible: nothing is proved", nom)
		}
	}
}

// try tries an operation, then asks it for good.
func (c *client) try(nom string, m monde, corps any) (possible bool) {
	c.t.Helper()
	methode, chemin := m.of(nom)
	avant := c.Imprint(c.t, c.Aci.Siae.ID)
	r := c.do(methode, chemin+"?essai=1", corps, "Idempotency-Key", "clé")
	if ecart := gocmp.Diff(avant, c.Imprint(c.t, c.Aci.Siae.ID)); ecart != "" {
		c.t.Errorf("a trial of %s wrote (- before, + after)\n%s", nom, ecart)
	}
	if r.statut != http.StatusOK {
		c.do(methode, chemin, corps).want(r.statut)
		return false
	}
	if lus := r.codes("avertissements"); len(lus) > 0 {
		corps = with(corps.(objet), objet{"avertissements_acquittes": lus})
	}
	vrai := c.do(methode, chemin, corps)
	switch possible = r.at("possible").(bool); {
	case possible != (vrai.statut < 300), possible != (len(r.liste("bloquants")) == 0):
		c.t.Errorf("%s: a trial says %s, the call %s", nom, r.brut, vrai.brut)
	case !possible && r.texte("bloquants", 0, "message") == "":
		c.t.Errorf("%s is not possible, and nothing says why: %s", nom, r.brut)
	}
	return possible
}

// TestATrialTellsWhatBlocksWhatWarnsAndWhatWouldChange, whatever the verdict.
func TestATrialTellsWhatBlocksWhatWarnsAndWhatWouldChange(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	salarie, id := c.newParcours()
	transitions := path("/parcours/%d/transitions?essai=1", id)
	ask := func(code string, champs objet, acquittes ...string) *reponseEssai {
		t.Helper()
		return c.do(post, transitions, objet{"transition": code, "date": "2026-02-20", "champs": champs,
			"version":                  c.do(get, path("/parcours/%d", id), nil).nombre("version"),
			"avertissements_acquittes": acquittes}).want(http.StatusOK)
	}
	c.do(put, path("/parcours/%d/formation", id), uneFormation).want(http.StatusOK)
	c.do(post, path("/parcours/%d/financements", id), unFinancement).want(http.StatusCreated)
	c.do(post, path("/salaries/%d/freins", salarie), objet{"code": "logement"}).want(http.StatusCreated)

	// A warning alone: possible once it is read, and what then follows.
	r := ask("demander_financement", nil)
	if r.at("possible") != true || !slices.Equal(r.codes("avertissements"), []string{"freins_sans_solution"}) ||
		r.texte("effets", "etat") != "financement" || len(r.liste("effets", "echeances_nouvelles")) == 0 {
		t.Errorf("a warning: %s", r.brut)
	}
	if r := ask("demander_financement", nil, "freins_sans_solution"); len(r.liste("avertissements")) != 0 {
		t.Errorf("a warning that was read is told again: %s", r.brut)
	}
	c.pass(id, "demander_financement", "2026-01-10", nil, "freins_sans_solution").want(http.StatusOK)

	// What blocks, and what would warn next: both.
	r = ask("planifier_entree", objet{"date_entree_prevue": "2026-03-30", "heure_entree": "8h30"})
	if r.at("possible") != false || r.texte("bloquants", 0, "code") != "accord_obtenu" || r.texte("bloquants", 0, "lien") == "" ||
		!slices.Contains(r.codes("avertissements"), "accorde_insuffisant") || r.at("effets", "etat") != nil {
		t.Errorf("blocked: %s", r.brut)
	}
	// What was typed, by the rules and by the schema.
	if r := ask("planifier_entree", objet{"heure_entree": "8h30"}); r.texte("bloquants", 0, "champ") != "date_entree_prevue" ||
		r.texte("bloquants", 0, "code") != codeInvalide || r.texte("bloquants", 1, "code") != "accord_obtenu" ||
		!slices.Contains(r.codes("avertissements"), "accorde_insuffisant") {
		t.Errorf("a field, and all the rest: %s", r.brut)
	}
	r = c.do(post, "/salaries?essai=1", objet{"nom": "Petit", "inconnu": 1}).want(http.StatusOK)
	if r.at("possible") != false || len(r.liste("bloquants")) != 2 {
		t.Errorf("a body of another shape: %s", r.brut)
	}
	zoe := objet{"nom": "Petit", "prenom": "Léa", "date_naissance": "1990-05-12"}
	if r := c.do(post, "/salaries?essai=true", zoe).want(http.StatusOK); r.at("possible") != true ||
		!slices.Equal(r.codes("avertissements"), []string{"doublon_possible"}) {
		t.Errorf("a double: %s", r.brut)
	}
	// A talk settles what was promised.
	suivis := path("/parcours/%d/suivis", id)
	c.do(post, suivis, with(unSuivi, objet{"date_prochain": "2026-03-05"})).want(http.StatusCreated)
	r = c.do(post, suivis+"?essai=1", unSuivi).want(http.StatusOK)
	if r.texte("effets", "echeances_reglees", 0, "genre") != "rappel" || r.texte("effets", "echeances_reglees", 0, "date") != "2026-03-05" {
		t.Errorf("settled: %s", r.brut)
	}
}

// TestWhatIsNoVerdictStaysARefusal: who asks, where, and what others wrote.
func TestWhatIsNoVerdictStaysARefusal(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	_, id := c.newParcours()
	suivis := path("/parcours/%d/suivis", id)
	e.anonyme(t).do(post, suivis+"?essai=1", unSuivi).refused(http.StatusUnauthorized, codeInterdit)
	e.as(t, "encadrant@aci.test").do(post, suivis+"?essai=1", unSuivi).refused(http.StatusForbidden, codeInterdit)
	e.as(t, "cip@etti.test").do(post, suivis+"?essai=1", unSuivi).refused(http.StatusNotFound, codeIntrouvable)
	c.do(post, path("/parcours/%d/transitions?essai=1", id), objet{"transition": "classer_sans_suite", "version": 9,
		"champs": objet{"motif": "doublon"}}).refused(http.StatusConflict, "conflit")
	c.do(post, suivis+"?essai=1", "{").refused(http.StatusBadRequest, codeInvalide)
	for _, x := range []string{"?essai", "?essai=oui", "?essai=0&essai=1", "?esai=1"} { // never done by mistake
		c.do(post, suivis+x, unSuivi).refused(http.StatusUnprocessableEntity, codeInvalide)
	}
	c.do(get, suivis+"?essai=1", nil).refused(http.StatusUnprocessableEntity, codeInvalide)
	if n := c.do(get, suivis, nil).nombre("total"); n != 0 {
		t.Errorf("%d follow-ups were written", n)
	}
	c.do(post, suivis+"?essai=0", unSuivi).want(http.StatusCreated)
}
