package api

import (
	"encoding/json"
	"flag"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"parcours.example/internal/parcours"
)

// promis lists the operations that others rely on.
var promis = []string{
	"POST /connexion", "POST /deconnexion", "GET /moi", "GET /siae", "PATCH /siae",
	"GET /salaries", "POST /salaries", "GET /salaries/{id}", "PATCH /salaries/{id}",
	"POST /importations", "GET /importations/{id}", "POST /importations/{id}/validation",
	"GET /parcours", "POST /salaries/{id}/parcours", "GET /parcours/{id}", "POST /parcours/{id}/transitions",
	"GET /parcours/{id}/historique", "GET /parcours/{id}/recommandations",
	"GET /parcours/{id}/suivis", "POST /parcours/{id}/suivis", "GET /salaries/{id}/observations", "POST /salaries/{id}/observations",
	"GET /salaries/{id}/freins", "POST /salaries/{id}/freins", "PUT /parcours/{id}/formation",
	"GET /parcours/{id}/financements", "POST /parcours/{id}/financements", "GET /rapports/resultats",
	"GET /salaries/{id}/contrats", "POST /salaries/{id}/contrats", "POST /parcours/{id}/entrees-prevues",
	"POST /parcours/{id}/non-presentations", "POST /parcours/{id}/controles", "POST /parcours/{id}/heures",
	"POST /parcours/{id}/evaluations", "POST /parcours/{id}/impacts", "POST /parcours/{id}/financements/{ligne}/reponses",
	"DELETE /parcours/{id}/financements/{ligne}", "PUT /parcours/{id}/securisation/{code}", "PUT /parcours/{id}/pieces/{piece}",
	"PATCH /freins/{id}", "POST /salaries/{id}/gel", "DELETE /salaries/{id}/gel",
	"GET /guide/etapes", "GET /guide/recherche", "GET /guide/contacts", "GET /guide/glossaire",
}

// operationsOf lists what a document describes.
func operationsOf(d *huma.OpenAPI) map[string]*huma.Operation {
	ops := map[string]*huma.Operation{}
	for chemin, item := range d.Paths {
		for methode, op := range map[string]*huma.Operation{get: item.Get, post: item.Post, put: item.Put, patch: item.Patch,
			del: item.Delete} {
			if op != nil {
				ops[methode+" "+chemin] = op
			}
		}
	}
	return ops
}

var update = flag.Bool("update", false, "écrit openapi.yaml au lieu de le comparer (go generate)")

// documentOf mounts the operations: no handler runs.
func documentOf() *huma.OpenAPI {
	a := &api{log: slog.New(slog.DiscardHandler)}
	a.mount(gin.New())
	return a.huma.OpenAPI()
}

func TestDocumentIsFresh(t *testing.T) {
	t.Parallel()
	voulu, err := documentOf().YAML()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("openapi.yaml", voulu, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	ecrit, err := os.ReadFile("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if string(voulu) != string(ecrit) {
		t.Error("openapi.yaml is stale: go generate ./internal/api")
	}
}

// TestEveryOperationOfTheContractIsDocumented: any other is read in openapi.yaml, where a
// review sees it come and go.
func TestEveryOperationOfTheContractIsDocumented(t *testing.T) {
	t.Parallel()
	ops := operationsOf(documentOf())
	for _, o := range promis {
		if ops[o] == nil {
			t.Errorf("%s is promised and not documented: register it, or take it out of promis on purpose", o)
		}
	}
}

func TestDocumentTellsAClientAllItNeeds(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	r := e.anonyme(t).do(get, "/openapi.json", nil).want(http.StatusOK)
	if r.texte("openapi") != "3.1.0" || r.texte("servers", 0, "url") != Prefix {
		t.Errorf("openapi %v, servers %v", r.at("openapi"), r.at("servers"))
	}
	for nom, op := range operationsOf(e.api.huma.OpenAPI()) {
		if op.Summary == "" || len(op.Tags) != 1 {
			t.Errorf("%s: no summary, or no group", nom)
		}
		if nom != "POST /connexion" && len(op.Security) == 0 {
			t.Errorf("%s does not say that it wants a token", nom)
		}
		var params []string
		for _, p := range op.Parameters {
			params = append(params, p.Name)
		}
		if op.DefaultStatus == http.StatusCreated && !slices.Contains(params, "Idempotency-Key") {
			t.Errorf("%s creates, without Idempotency-Key", nom)
		}
		if isListe(op) {
			for _, p := range []string{"page", "par_page", "tri", "q"} {
				if !slices.Contains(params, p) {
					t.Errorf("%s: a list without %s", nom, p)
				}
			}
		}
	}
	// What is told of codes is what the rules know.
	var etats []string
	for _, v := range r.liste("components", "schemas", "Dossier", "properties", "etat", "enum") {
		etats = append(etats, v.(string))
	}
	if !slices.Equal(etats, parcours.ListeEtats().Codes()) {
		t.Errorf("states %v", etats)
	}
}

func isListe(op *huma.Operation) bool {
	r := op.Responses["200"]
	return r != nil && r.Content["application/json"] != nil && strings.Contains(r.Content["application/json"].Schema.Ref, "/Liste")
}

func TestPagesAreReadUnderTheStrictPolicy(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	w := httptest.NewRecorder()
	e.routes.ServeHTTP(w, httptest.NewRequest(get, "/api/docs", nil))
	page := w.Body.String()
	if w.Code != http.StatusOK || strings.Contains(w.Header().Get("Content-Security-Policy"), "unsafe") {
		t.Fatalf("%d %s", w.Code, w.Header().Get("Content-Security-Policy"))
	}
	for _, o := range promis {
		methode, chemin, _ := strings.Cut(o, " ")
		if !strings.Contains(page, Prefix+chemin) || !strings.Contains(page, methode) {
			t.Errorf("the page does not tell %s", o)
		}
	}
	for _, ailleurs := range []string{"cdn", "unpkg", "style=", "onclick", "<script>"} {
		if strings.Contains(page, ailleurs) {
			t.Errorf("the page holds %q", ailleurs)
		}
	}
	var d any
	if err := json.Unmarshal([]byte(e.anonyme(t).do(get, "/openapi.json", nil).brut), &d); err != nil {
		t.Error(err)
	}
}
