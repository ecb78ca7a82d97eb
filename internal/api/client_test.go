package api

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/testdb"
)

// client asks the API as somebody.
type client struct {
	*essai
	t     *testing.T
	jeton string
}

func (e *essai) anonyme(t *testing.T) *client { return &client{essai: e, t: t} }

// as signs in, through the API, as somebody of the decor.
func (e *essai) as(t *testing.T, email string) *client {
	t.Helper()
	c := e.anonyme(t)
	r := c.do(post, "/connexion", objet{"email": email, "mot_de_passe": testdb.MotDePasse}).want(http.StatusOK)
	c.jeton = r.texte("jeton")
	return c
}

type objet = map[string]any

type reponseEssai struct {
	t      *testing.T
	quoi   string
	statut int
	entete http.Header
	brut   string
	corps  objet
}

// do asks, and holds every JSON answer to what openapi.yaml promises. The body
// is JSON, or a string that is sent as it is. Headers come in pairs.
func (c *client) do(methode, chemin string, corps any, entetes ...string) *reponseEssai {
	c.t.Helper()
	var contenu []byte
	switch x := corps.(type) {
	case nil:
	case string:
		contenu = []byte(x)
	default:
		b, err := json.Marshal(x)
		if err != nil {
			c.t.Fatal(err)
		}
		contenu = desChoses.ReplaceAllFunc(b, func(nom []byte) []byte {
			return fmt.Append(nil, cmp.Or[any](c.monde[string(bytes.Trim(nom, `"@`))], 1))
		})
	}
	req := httptest.NewRequest(methode, Prefix+chemin, bytes.NewReader(contenu))
	if corps != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if c.jeton != "" {
		req.Header.Set("Authorization", "Bearer "+c.jeton)
	}
	for i := 0; i+1 < len(entetes); i += 2 {
		req.Header.Set(entetes[i], entetes[i+1])
	}
	w := httptest.NewRecorder()
	c.routes.ServeHTTP(w, req)
	r := &reponseEssai{t: c.t, quoi: methode + " " + chemin, statut: w.Code, entete: w.Header(), brut: w.Body.String()}
	if strings.Contains(w.Header().Get("Content-Type"), "json") {
		if err := json.Unmarshal(w.Body.Bytes(), &r.corps); err != nil {
			c.t.Fatalf("%s: not JSON: %s", r.quoi, r.brut)
		}
		c.conforms(r, methode, strings.SplitN(chemin, "?", 2)[0])
	}
	return r
}

// conforms checks an answer against its documented shape.
func (c *client) conforms(r *reponseEssai, methode, chemin string) {
	c.t.Helper()
	d := c.api.huma.OpenAPI()
	for modele, item := range d.Paths {
		if !fits(modele, chemin) {
			continue
		}
		op := map[string]*huma.Operation{get: item.Get, post: item.Post, put: item.Put, patch: item.Patch, del: item.Delete}[methode]
		if op == nil {
			continue
		}
		documentee := op.Responses[fmt.Sprint(r.statut)]
		if documentee == nil {
			c.t.Errorf("%s: status %d is not documented: %s", r.quoi, r.statut, r.brut)
			return
		}
		for contenu, media := range documentee.Content {
			if r.entete.Get("Content-Type") != contenu {
				c.t.Errorf("%s: %d is %s, documented %s", r.quoi, r.statut, r.entete.Get("Content-Type"), contenu)
			}
			res := &huma.ValidateResult{}
			huma.Validate(d.Components.Schemas, media.Schema, huma.NewPathBuffer(nil, 0), huma.ModeReadFromServer, r.corps, res)
			for _, err := range res.Errors {
				c.t.Errorf("%s: %d is not as documented: %v", r.quoi, r.statut, err)
			}
		}
		return
	}
}

func fits(modele, chemin string) bool {
	m, c := strings.Split(modele, "/"), strings.Split(chemin, "/")
	if len(m) != len(c) {
		return false
	}
	for i := range m {
		if m[i] != c[i] && !strings.HasPrefix(m[i], "{") {
			return false
		}
	}
	return true
}

// want fails unless the answer has this status.
func (r *reponseEssai) want(statut int) *reponseEssai {
	r.t.Helper()
	if r.statut != statut {
		r.t.Fatalf("%s: %d, want %d: %s", r.quoi, r.statut, statut, r.brut)
	}
	return r
}

// refused fails unless the answer is a problem of this status and code.
func (r *reponseEssai) refused(statut int, code string) *reponseEssai {
	r.t.Helper()
	r.want(statut)
	if r.corps["code"] != code || r.entete.Get("Content-Type") != typeProbleme || r.corps["detail"] == "" {
		r.t.Fatalf("%s: want a problem %q: %s %s", r.quoi, code, r.entete.Get("Content-Type"), r.brut)
	}
	return r
}

// at reads a value: at("tentatives", 0, "numero").
func (r *reponseEssai) at(chemin ...any) any {
	r.t.Helper()
	var v any = r.corps
	for _, pas := range chemin {
		switch p := pas.(type) {
		case string:
			m, ok := v.(objet)
			if !ok {
				r.t.Fatalf("%s: no %v in %s", r.quoi, chemin, r.brut)
			}
			v = m[p]
		case int:
			l, ok := v.([]any)
			if !ok || p >= len(l) {
				r.t.Fatalf("%s: no %v in %s", r.quoi, chemin, r.brut)
			}
			v = l[p]
		}
	}
	return v
}

func (r *reponseEssai) texte(chemin ...any) string {
	r.t.Helper()
	s, ok := r.at(chemin...).(string)
	if !ok {
		r.t.Fatalf("%s: %v is no text in %s", r.quoi, chemin, r.brut)
	}
	return s
}

func (r *reponseEssai) nombre(chemin ...any) int64 {
	r.t.Helper()
	f, ok := r.at(chemin...).(float64)
	if !ok {
		r.t.Fatalf("%s: %v is no number in %s", r.quoi, chemin, r.brut)
	}
	return int64(f)
}

func (r *reponseEssai) liste(chemin ...any) []any {
	r.t.Helper()
	l, ok := r.at(chemin...).([]any)
	if !ok {
		r.t.Fatalf("%s: %v is no list in %s", r.quoi, chemin, r.brut)
	}
	return l
}

// codes lists the member "code" of each element of a list.
func (r *reponseEssai) codes(chemin ...any) []string {
	r.t.Helper()
	cs := []string{}
	for _, x := range r.liste(chemin...) {
		cs = append(cs, fmt.Sprint(x.(objet)["code"]))
	}
	return cs
}

// champs lists the fields of a refusal.
func (r *reponseEssai) champs() []string {
	r.t.Helper()
	cs := []string{}
	for _, x := range r.liste("erreurs") {
		cs = append(cs, fmt.Sprint(x.(objet)["champ"]))
	}
	return cs
}

// send uploads a file.
func (c *client) send(nom string, contenu []byte, entetes ...string) *reponseEssai {
	c.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	w, err := m.CreateFormFile("fichier", nom)
	if err != nil {
		c.t.Fatal(err)
	}
	_, _ = w.Write(contenu)
	_ = m.Close()
	return c.do(post, "/importations", b.String(), append([]string{"Content-Type", m.FormDataContentType()}, entetes...)...)
}
