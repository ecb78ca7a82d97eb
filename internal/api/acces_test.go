package api

import (
	"cmp"
	"crypto/rand"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	gocmp "github.com/google/go-cmp/cmp"

	"parcours.example/internal/auth"
	"parcours.example/internal/parcours"
	"parcours.example/internal/testdb"
)

// corps gives the operations whose body cannot be made of its rows one that they accept.
var corps = map[string]any{
	"POST /connexion":                    objet{"email": "cip@aci.test", "mot_de_passe": testdb.MotDePasse}, // an account
	"POST /deconnexion":                  nil,
	"POST /moi/siae":                     objet{"siae_id": 1}, // a structure
	"POST /importations":                 nil,                 // a file
	"POST /importations/{id}/colonnes":   objet{"colonnes": objet{"nom": 0, "prenom": 1}},
	"POST /importations/{id}/validation": nil,
	"POST /salaries":                     unSalarie,                                     // the same person again
	"POST /salaries/{id}/parcours":       with(unBesoin, objet{"origine": "encadrant"}), // all that an encadrant may signal
	"POST /guide/ajouts":                 unAjout,                                       // an étape of the guide
	"PUT /guide/ajouts/{id}":             with(unAjout, objet{"version": 1}),
	"POST /guide/signalements":           objet{"item": "RES-03", "genre": "perime", "motif": "Le lien ne répond plus."},
	"PUT /siae/territoire/zones":         objet{"version": 1, "territoires": []string{"amiens"}}, // of its département
	"PATCH /organismes/{id}":             objet{"commune": "Amiens"},                             // two never share a name
	"PUT /parcours/{id}/groupe":          objet{"intitule": "CACES, mars"},                       // a group
	"PATCH /groupes/{id}":                objet{"notes": "Huit places."},
	"PATCH /freins/{id}":                 objet{"etat": "leve"}, // a solution is told with its words
	"POST /parcours/{id}/transitions":    objet{"transition": "classer_sans_suite", "version": 1, "champs": objet{"motif": "doublon"}},
	"POST /parcours/{id}/corrections": objet{"motif": "faute de frappe", "corrections": []objet{
		{"objet": "parcours", "id": dans("parcours"), "champs": objet{"intitule": "Agent d'entretien"}}}},
	"POST /salaries/{id}/corrections": objet{"motif": "faute de frappe", "corrections": []objet{
		{"objet": "contrat", "id": dans("contrats"), "champs": objet{"type": "cddi"}}}},

	"POST /salaries/{id}/rapprochement":   objet{"avec": 2, "motif": "Créée deux fois."},
	"POST /suivis/{id}/deplacement":       objet{"parcours_id": 1, "motif": "Mauvais onglet."}, // of somebody else
	"POST /observations/{id}/deplacement": objet{"salarie_id": 1, "motif": "Mauvais onglet."},
	"POST /freins/{id}/deplacement":       objet{"salarie_id": 1, "motif": "Mauvais onglet."},
	"POST /parcours/{id}/deplacement":     objet{"salarie_id": 1, "motif": "Mauvais onglet."},

	// A day to come.
	"POST /parcours/{id}/echeances/{genre}/differer": objet{"date": "2026-12-01"},
}

// corpsOf is a body that the operation accepts: the rows that it requires, or its first one.
func corpsOf(op *huma.Operation) any {
	o := declared(op)
	if exception, ok := corps[op.Method+" "+op.Path]; ok || o.Champs == nil {
		return exception
	}
	c, premier := objet{}, true
	for _, ch := range o.Champs {
		_, autre := champsDuCorps[ch.Code]
		switch {
		case autre && ch.Requis:
			c[ch.Code] = 1 // a version
		case autre, !premier && (o.Partiel || !ch.Requis || ch.Aujourdhui):
		default:
			c[ch.Code], premier = valueOf(ch, []string{bon(ch)}), false
		}
	}
	return c
}

// monde is one of each thing that a SIAE can have, by the part of the address that its id
// follows.
type monde map[string]any

func (c *client) newMonde() monde {
	c.t.Helper()
	m := monde{"importations": c.send("salaries.csv", []byte("Nom;Prénom\nMartin;Paul\n")).want(http.StatusCreated).nombre("id"),
		"securisation": "pmsmp", "conseils": "BP-03", "notes": "besoins", "echeances": "sans_contact"}
	c.newParcours() // somebody else, to whom something may be moved: number 1, the first time
	c.newParcours() // and another file of the same person: number 2
	m["salaries"], m["parcours"] = c.newParcours()
	m["groupes"] = c.do(post, "/groupes", objet{"intitule": "CACES " + rand.Text()}).want(http.StatusCreated).nombre("id")
	m["organismes"] = c.do(post, "/organismes", objet{"nom": "Centre " + rand.Text()}).want(http.StatusCreated).nombre("id")
	m["pieces"] = c.do(post, path("/parcours/%d/financements", m["parcours"]), unFinancement).nombre("pieces", 0, "id")
	ops := operationsOf(c.api.huma.OpenAPI())
	for nom := range ops {
		for _, chose := range choses.FindAllStringSubmatch(nom, -1) {
			for creation, op := range ops { // what stands alone in its list is made by the operation of that list
				if m[chose[1]] == nil && strings.HasPrefix(creation, post) && strings.HasSuffix(creation, "/"+chose[1]) {
					methode, chemin := m.of(creation)
					m[chose[1]] = c.do(methode, chemin, corpsOf(op)).want(http.StatusCreated).nombre("id")
				}
			}
			if m[chose[1]] == nil {
				c.t.Fatalf("%s: nothing makes one of %s", nom, chose[1])
			}
		}
	}
	c.monde = m
	return m
}

// dans is, in a body, the id of the thing of the last monde made.
type dans string

func (d dans) MarshalJSON() ([]byte, error) { return fmt.Appendf(nil, `"@%s"`, string(d)), nil }

var desChoses = regexp.MustCompile(`"@[a-z-]+"`)

var choses = regexp.MustCompile(`([a-z-]+)/\{\w+\}`)

// of writes the address of an operation for the things of a monde.
func (m monde) of(operation string) (methode, chemin string) {
	methode, chemin, _ = strings.Cut(operation, " ")
	return methode, choses.ReplaceAllStringFunc(chemin, func(chose string) string {
		nom, _, _ := strings.Cut(chose, "/")
		return path("%s/%v", nom, cmp.Or[any](m[nom], 1))
	})
}

// eachOperation tries what takes something away last: the others need it.
func (e *essai) eachOperation(_ *testing.T, fn func(nom string, corps any)) {
	ops := operationsOf(e.api.huma.OpenAPI())
	for _, nom := range slices.Backward(slices.Sorted(maps.Keys(ops))) { // DELETE comes last
		fn(nom, corpsOf(ops[nom]))
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
	e.eachOperation(t, func(nom string, corps any) {
		if nom == "POST /connexion" {
			return
		}
		methode, chemin := monde{}.of(nom)
		for cas, entete := range map[string]string{
			"nothing": "", "another scheme": "Basic Y2lwOmNpcA==", "no token": "Bearer ", "not a token": "Bearer abc.def",
			"forged":         "Bearer " + faux,
			"a page's token": "Bearer " + site.Acces, "cut": "Bearer " + bon[:len(bon)-4], "none": "Bearer eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.e30.",
			"only a cookie": "",
		} {
			if cas != "nothing" && cas != "only a cookie" && nom != "GET /moi" && nom != "POST /parcours/{id}/transitions" {
				continue // the same door everywhere: the ways to fail at it are tried on two
			}
			r := c.do(methode, chemin, corps, "Authorization", entete, "Cookie",
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
		"GET /salaries/{id}/observations", "POST /salaries/{id}/observations", "POST /observations/{id}/deplacement", "GET /guide/etapes",
		"GET /guide/ajouts", "GET /guide/signalements", "GET /siae/territoire", "GET /guide/recherche", "GET /guide/contacts",
		"GET /guide/glossaire", "POST /salaries/{id}/corrections"}
	direction := []string{"PATCH /siae", "GET /rapports/resultats", "POST /parcours/{id}/financements/{ligne}/accord",
		"POST /salaries/{id}/gel", "DELETE /salaries/{id}/gel"}
	for _, role := range []parcours.Role{parcours.Encadrant, parcours.Cip, parcours.Directeur} {
		c := e.as(t, string(role)+"@aci.test")
		e.eachOperation(t, func(nom string, corps any) {
			if nom == "POST /connexion" || nom == "POST /deconnexion" {
				return
			}
			interdit := role == parcours.Encadrant && !slices.Contains(bureau, nom) || role != parcours.Directeur && slices.Contains(direction, nom)
			methode, chemin := m.of(nom)
			r := c.do(methode, chemin, corps)
			switch {
			case interdit:
				r.refused(http.StatusForbidden, codeInterdit)
			case r.statut == http.StatusForbidden && slices.Contains([]string{"POST /salaries/{id}/corrections",
				"POST /observations/{id}/deplacement"}, nom): // he wrote nothing of it
			case r.statut == http.StatusForbidden:
				t.Errorf("%s is closed to a %s: %s", nom, role, r.brut)
			case r.statut == http.StatusNotFound:
				t.Errorf("%s as a %s finds nothing: another SIAE would be tried on nothing", nom, role)
			case corps != nil && r.statut == http.StatusUnprocessableEntity && r.corps["code"] == codeInvalide:
				t.Errorf("%s does not accept %v, made of its rows: give it a body in corps, with the reason (%s)", nom, corps, r.brut)
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
	avant := chezEux.do(get, path("/parcours/%d/historique", leur["parcours"]), nil).want(http.StatusOK).nombre("total")
	for _, email := range []string{"directeur@etti.test", "cip@etti.test"} {
		c := e.as(t, email)
		e.eachOperation(t, func(nom string, corps any) {
			reserve := strings.HasSuffix(nom, "/accord") || strings.HasSuffix(nom, "/gel") // to the directeur
			if !strings.Contains(nom, "{id}") || email == "cip@etti.test" && reserve {
				return
			}
			methode, chemin := leur.of(nom)
			c.do(methode, chemin, corps).refused(http.StatusNotFound, codeIntrouvable)
		})
		// A line of their plan, through a parcours of ours.
		mien := c.newMonde()
		c.do(post, path("/parcours/%d/financements/%d/reponse", mien["parcours"], leur["financements"]),
			objet{"etat": "refuse"}).refused(http.StatusNotFound, codeIntrouvable)
		// Their people and ours, in a list and in a body.
		for _, liste := range []string{"/salaries", "/parcours"} {
			for _, x := range c.do(get, liste, nil).want(http.StatusOK).liste("elements") {
				if id := int64(x.(objet)["id"].(float64)); liste == "/salaries" && id == leur["salaries"] || liste == "/parcours" && id == leur["parcours"] {
					t.Errorf("%s shows the other SIAE's %d", liste, id)
				}
			}
		}
		c.do(get, path("/parcours?salarie_id=%d", leur["salaries"]), nil).want(http.StatusOK)
		personne := path("/salaries/%d", mien["salaries"])
		r := c.do(patch, personne, objet{"cip_id": e.Aci.Cip.UtilisateurID}).refused(http.StatusUnprocessableEntity, codeInvalide)
		if r.texte("champ") != "cip_id" {
			t.Errorf("champ %s", r.texte("champ"))
		}
		c.do(patch, personne, objet{"encadrants": []int64{e.Aci.Encadrant.UtilisateurID}}).
			refused(http.StatusUnprocessableEntity, codeInvalide)
		autre := c.do(post, "/salaries", unSalarie).want(http.StatusCreated).nombre("id")
		if r := c.do(post, path("/salaries/%d/parcours", autre), with(unBesoin,
			objet{"precedent_id": leur["parcours"]})).refused(http.StatusUnprocessableEntity, codeInvalide); r.texte("champ") != "precedent_id" {
			t.Errorf("a parcours of the other SIAE as the previous one: %s", r.brut)
		}
		c.do(post, "/moi/siae", objet{"siae_id": e.Aci.Siae.ID}).refused(http.StatusNotFound, codeIntrouvable)
	}
	if apres := chezEux.do(get, path("/parcours/%d/historique", leur["parcours"]), nil).nombre("total"); apres != avant {
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
		t.Errorf("another's parcours can be told from none (- none, + another's)\n%s", gocmp.Diff(rien.brut, autre.brut))
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
