package api

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parcours.example/internal/auth"
	"parcours.example/internal/parcours"
	"parcours.example/internal/testdb"
)

// corps gives, for every operation that reads a body, one that it accepts.
var corps = map[string]any{
	"POST /connexion":   objet{"email": "cip@aci.test", "mot_de_passe": testdb.MotDePasse},
	"POST /deconnexion": nil,
	"POST /moi/siae":    objet{"siae_id": 1},
	"PATCH /siae":       objet{"effectif": 42},
	"POST /salaries":    unSalarie, "PATCH /salaries/{id}": objet{"metier": "Agent de propreté"},
	"POST /importations": nil, "POST /importations/{id}/validation": nil,
	"POST /importations/{id}/colonnes": objet{"colonnes": objet{"nom": 0, "prenom": 1}},
	"POST /salaries/{id}/parcours":     with(unBesoin, objet{"origine": "encadrant"}),
	"POST /salaries/{id}/observations": uneObservation, "POST /salaries/{id}/freins": objet{"code": "mobilite"},
	"POST /parcours/{id}/transitions": objet{"transition": "classer_sans_suite", "version": 1, "champs": objet{"motif": "doublon"}},
	"POST /parcours/{id}/suivis":      unSuivi, "PUT /parcours/{id}/formation": uneFormation,
	"POST /parcours/{id}/financements":                 unFinancement,
	"PUT /parcours/{id}/freins-gestion":                objet{"freins_gestion": []string{"clients"}},
	"POST /parcours/{id}/cloture":                      objet{"version": 1, "motif": "autre"},
	"POST /parcours/{id}/reouverture":                  objet{"version": 1},
	"POST /parcours/{id}/financements/{ligne}/depot":   objet{},
	"POST /parcours/{id}/financements/{ligne}/reponse": objet{"etat": "accorde"},
	"POST /parcours/{id}/financements/{ligne}/accord":  nil,
}

// monde is one of each thing that a SIAE can have.
type monde struct{ salarie, parcours, importation, ligne int64 }

func (c *client) newMonde() monde {
	c.t.Helper()
	var m monde
	m.salarie, m.parcours = c.newParcours()
	m.importation = c.send("salaries.csv", []byte("Nom;Prénom\nMartin;Paul\n")).want(http.StatusCreated).nombre("id")
	m.ligne = c.do(post, path("/parcours/%d/financements", m.parcours), unFinancement).want(http.StatusCreated).nombre("id")
	return m
}

// of writes the address of an operation for the things of a monde.
func (m monde) of(operation string) (methode, chemin string) {
	methode, chemin, _ = strings.Cut(operation, " ")
	id := m.parcours
	switch {
	case strings.HasPrefix(chemin, "/salaries"):
		id = m.salarie
	case strings.HasPrefix(chemin, "/importations"):
		id = m.importation
	}
	return methode, strings.NewReplacer("{id}", strconv.FormatInt(id, 10), "{ligne}", strconv.FormatInt(m.ligne, 10)).Replace(chemin)
}

func (e *essai) eachOperation(t *testing.T, fn func(nom string)) {
	t.Helper()
	for nom := range operationsOf(e.api.huma.OpenAPI()) {
		if _, ok := corps[nom]; !ok && !strings.HasPrefix(nom, "GET") {
			t.Errorf("%s: no body to try it with: add one to corps", nom)
			continue
		}
		fn(nom)
	}
}

func TestWithoutAGoodTokenEveryOperationAnswers401(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	bon := e.as(t, "cip@aci.test").jeton
	jetons, err := auth.NewJetons("un autre secret, celui d'une autre installation")
	if err != nil {
		t.Fatal(err)
	}
	maintenant := time.Unix(0, e.instant.Load())
	faux, _, err := jetons.Issue(e.Aci.Directeur, auth.API, maintenant)
	if err != nil {
		t.Fatal(err)
	}
	site, err := e.app.SignIn(t.Context(), demandeSite("cip@aci.test"))
	if err != nil {
		t.Fatal(err)
	}
	c := e.anonyme(t)
	e.eachOperation(t, func(nom string) {
		if nom == "POST /connexion" {
			return
		}
		methode, chemin := monde{1, 1, 1, 1}.of(nom)
		for cas, entete := range map[string]string{
			"nothing": "", "another scheme": "Basic Y2lwOmNpcA==", "no token": "Bearer ", "not a token": "Bearer abc.def",
			"forged":         "Bearer " + faux,
			"a page's token": "Bearer " + site.Acces, "cut": "Bearer " + bon[:len(bon)-4], "none": "Bearer eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.e30.",
			"only a cookie": "",
		} {
			if cas != "nothing" && cas != "only a cookie" && nom != "GET /moi" && nom != "POST /parcours/{id}/transitions" {
				continue // the same door everywhere: the ways to fail at it are tried on two
			}
			r := c.do(methode, chemin, corps[nom], "Authorization", entete, "Cookie",
				"__Host-acces="+bon+"; acces="+bon).refused(http.StatusUnauthorized, codeInterdit)
			if r.entete.Get("WWW-Authenticate") == "" {
				t.Errorf("%s, %s: no WWW-Authenticate", nom, cas)
			}
		}
	})
}

// TestARoleDoesWhatTheTableOfRightsSays tries every operation as everybody.
func TestARoleDoesWhatTheTableOfRightsSays(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	m := e.as(t, "cip@aci.test").newMonde()
	// What is closed to whom, as the table of rights reads today.
	bureau := []string{"GET /salaries", "GET /siae", "GET /moi", "POST /moi/siae", "POST /deconnexion", "POST /salaries/{id}/parcours",
		"GET /salaries/{id}/observations", "POST /salaries/{id}/observations", "GET /guide/etapes", "GET /guide/recherche", "GET /guide/contacts", "GET /guide/glossaire"}
	direction := []string{"PATCH /siae", "GET /rapports/resultats", "POST /parcours/{id}/financements/{ligne}/accord"}
	for _, role := range []parcours.Role{parcours.Encadrant, parcours.Cip, parcours.Directeur} {
		c := e.as(t, string(role)+"@aci.test")
		e.eachOperation(t, func(nom string) {
			if nom == "POST /connexion" || nom == "POST /deconnexion" {
				return
			}
			interdit := role == parcours.Encadrant && !slices.Contains(bureau, nom) || role != parcours.Directeur && slices.Contains(direction, nom)
			methode, chemin := m.of(nom)
			r := c.do(methode, chemin, corps[nom])
			switch {
			case interdit:
				r.refused(http.StatusForbidden, codeInterdit)
			case r.statut == http.StatusForbidden:
				t.Errorf("%s is closed to a %s: %s", nom, role, r.brut)
			case r.statut >= 500:
				t.Errorf("%s as a %s: %d %s", nom, role, r.statut, r.brut)
			}
		})
	}
}

// TestNothingOfAnotherSiaeIsFound tries every operation on an id with the ids
// of the other SIAE, as its directeur and as its CIP.
func TestNothingOfAnotherSiaeIsFound(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	chezEux := e.as(t, "cip@aci.test")
	leur := chezEux.newMonde()
	avant := chezEux.do(get, path("/parcours/%d/historique", leur.parcours), nil).want(http.StatusOK).nombre("total")
	for _, email := range []string{"directeur@etti.test", "cip@etti.test"} {
		c := e.as(t, email)
		e.eachOperation(t, func(nom string) {
			if !strings.Contains(nom, "{id}") || email == "cip@etti.test" && strings.HasSuffix(nom, "/accord") {
				return
			}
			methode, chemin := leur.of(nom)
			c.do(methode, chemin, corps[nom]).refused(http.StatusNotFound, codeIntrouvable)
		})
		// A line of their plan, through a parcours of ours.
		mien := c.newMonde()
		c.do(post, path("/parcours/%d/financements/%d/reponse", mien.parcours, leur.ligne),
			objet{"etat": "refuse"}).refused(http.StatusNotFound, codeIntrouvable)
		// Their people and ours, in a list and in a body.
		for _, liste := range []string{"/salaries", "/parcours"} {
			for _, x := range c.do(get, liste, nil).want(http.StatusOK).liste("elements") {
				if id := int64(x.(objet)["id"].(float64)); liste == "/salaries" && id == leur.salarie || liste == "/parcours" && id == leur.parcours {
					t.Errorf("%s shows the other SIAE's %d", liste, id)
				}
			}
		}
		c.do(get, path("/parcours?salarie_id=%d", leur.salarie), nil).want(http.StatusOK)
		r := c.do(patch, path("/salaries/%d", mien.salarie), objet{"cip_id": e.Aci.Cip.UtilisateurID}).refused(http.StatusUnprocessableEntity, codeInvalide)
		if r.texte("champ") != "cip_id" {
			t.Errorf("champ %s", r.texte("champ"))
		}
		c.do(patch, path("/salaries/%d", mien.salarie), objet{"encadrants": []int64{e.Aci.Encadrant.UtilisateurID}}).refused(http.StatusUnprocessableEntity, codeInvalide)
		autre := c.do(post, "/salaries", unSalarie).want(http.StatusCreated).nombre("id")
		if r := c.do(post, path("/salaries/%d/parcours", autre), with(unBesoin,
			objet{"precedent_id": leur.parcours})).refused(http.StatusUnprocessableEntity, codeInvalide); r.texte("champ") != "precedent_id" {
			t.Errorf("a parcours of the other SIAE as the previous one: %s", r.brut)
		}
		c.do(post, "/moi/siae", objet{"siae_id": e.Aci.Siae.ID}).refused(http.StatusNotFound, codeIntrouvable)
	}
	if apres := chezEux.do(get, path("/parcours/%d/historique", leur.parcours), nil).nombre("total"); apres != avant {
		t.Errorf("their history went from %d to %d lines", avant, apres)
	}
}

// TestWhatDoesNotExistIsNotFoundEither: the answer tells nothing about ids.
func TestWhatDoesNotExistIsNotFoundEither(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	chezEux := e.as(t, "cip@etti.test")
	_, leur := chezEux.newParcours()
	c := e.as(t, "cip@aci.test")
	autre := c.do(get, path("/parcours/%d", leur), nil).refused(http.StatusNotFound, codeIntrouvable)
	rien := c.do(get, "/parcours/999999", nil).refused(http.StatusNotFound, codeIntrouvable)
	if autre.brut != rien.brut {
		t.Errorf("another's parcours can be told from none (- none, + another's)\n%s", cmp.Diff(rien.brut, autre.brut))
	}
	for _, id := range []string{"abc", "0", "-1", "1.5", "99999999999999999999", "1%20OR%201=1"} {
		c.do(get, "/parcours/"+id, nil).refused(http.StatusNotFound, codeIntrouvable)
		c.do(post, "/salaries/"+id+"/observations", uneObservation).refused(http.StatusNotFound, codeIntrouvable)
	}
}

func TestAnEncadrantSeesNamesAndTradesOnly(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	cip := e.as(t, "cip@aci.test")
	id := cip.do(post, "/salaries", with(unSalarie, objet{"telephone": "06 12 34 56 78", "email": "lea@exemple.fr",
		"metier": "Agent"})).want(http.StatusCreated).nombre("id")
	c := e.as(t, "encadrant@aci.test")
	r := c.do(get, "/salaries", nil).want(http.StatusOK)
	if r.texte("elements", 0, "metier") != "Agent" || strings.Contains(r.brut, "06 12") ||
		strings.Contains(r.brut, "exemple.fr") || r.at("elements", 0, "gele") != nil {
		t.Errorf("an encadrant reads %s", r.brut)
	}
	// He signals a need that comes from what he sees, and nothing else.
	c.do(post, path("/salaries/%d/parcours", id), unBesoin).refused(http.StatusForbidden, codeInterdit)
	cree := c.do(post, path("/salaries/%d/parcours", id), with(unBesoin, objet{"origine": "encadrant"})).want(http.StatusCreated)
	if cree.texte("etat") != "besoin_identifie" || cree.at("version") != nil {
		t.Errorf("created %s", cree.brut)
	}
	c.do(post, path("/salaries/%d/parcours", id), with(unBesoin,
		objet{"origine": "encadrant", "etat": "deroulement", "date_entree": "2026-02-02"})).refused(http.StatusForbidden, codeInterdit)
	// His observation reaches the CIP; he reads his own only.
	c.do(post, path("/salaries/%d/observations", id), uneObservation).want(http.StatusCreated)
	cip.do(post, path("/salaries/%d/observations", id), with(uneObservation, objet{"texte": "Vu par le CIP"})).want(http.StatusCreated)
	if r := cip.do(get, path("/salaries/%d/observations", id), nil); r.nombre("total") != 2 {
		t.Errorf("the CIP reads %s", r.brut)
	}
	if r := c.do(get, path("/salaries/%d/observations", id), nil); r.nombre("total") != 1 || strings.Contains(r.brut, "Vu par le CIP") {
		t.Errorf("the encadrant reads %s", r.brut)
	}
}
