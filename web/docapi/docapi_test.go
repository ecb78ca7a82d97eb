package docapi_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"parcours.example/web/docapi"
)

const openapi = `{
  "openapi": "3.1.0",
  "info": {"title": "API", "version": "1"},
  "servers": [{"url": "/api/v1"}],
  "components": {"schemas": {
    "Suivi": {"type": "object", "required": ["date"], "properties": {
      "$schema": {"type": "string"},
      "texte": {"type": ["string", "null"], "maxLength": 4000, "description": "Ce qui a été dit <b>."},
      "date": {"type": "string", "format": "date"},
      "canal": {"enum": ["telephone", "visite"]}}},
    "Liste": {"type": "object", "properties": {"elements": {"type": "array", "items": {"$ref": "#/components/schemas/Suivi"}}}}
  }},
  "paths": {"/parcours/{id}/suivis": {
    "parameters": [],
    "post": {"summary": "Consigner un suivi",
      "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}}],
      "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Suivi"}}}},
      "responses": {"201": {"description": "Créé", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Suivi"}}}},
				"200": {"description": "Essai", "content": {"application/json": {"schema": {"oneOf": [
					{"$ref": "#/components/schemas/Suivi"}, {"$ref": "#/components/schemas/Liste"}]}}}},
				"422": {"description": "Invalide"}}},
    "get": {"responses": {"200": {"description": "OK",
				"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Liste"}}}}}}
  }}}`

func TestPageTellsEveryOperationAndField(t *testing.T) {
	t.Parallel()
	h, err := docapi.Handler([]byte(openapi), "/api/v1/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/api/docs", nil))
	body := w.Body.String()
	for _, want := range []string{
		"<h2>parcours</h2>", "<code>/api/v1/parcours/{id}/suivis</code>", "Consigner un suivi", "liste de Suivi",
		"texte, 4000 caractères au plus", "date (2026-03-02)", "telephone | visite", `href="#objet-Suivi"`, `id="objet-Suivi"`,
		"&lt;b&gt;", "/api/v1/openapi.json", `>Suivi</a> ou <a href="#objet-Liste">Liste</a>`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	// The head and the body of a table are those of the component.
	for _, balise := range []string{"<thead", "<tbody"} {
		if n, tables := strings.Count(body, balise), strings.Count(body, "<table"); n != tables || tables == 0 {
			t.Errorf("%d tables, %d %s>", tables, n, balise)
		}
	}
	if strings.Contains(body, "$schema") {
		t.Error("the page shows $schema")
	}
}

func TestBrokenDocumentIsRefusedAtStart(t *testing.T) {
	t.Parallel()
	if _, err := docapi.Handler([]byte("openapi: 3"), "/x"); err == nil {
		t.Error("a document that is not JSON was accepted")
	}
}
