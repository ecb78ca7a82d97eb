// Package docapi turns the OpenAPI document of the JSON API into one readable page, at start-up. It replaces
// swagger-ui, which was tried: under our policy it is refused 22 inline styles on an ordinary page, axe finds six
// kinds of violations in it, and it weighs 1.9 MB.
package docapi

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// Handler serves the page made from an OpenAPI 3.1 document in JSON, which itself can be read at specURL.
func Handler(openapi []byte, specURL string) (http.Handler, error) {
	api, err := parse(openapi)
	if err != nil {
		return nil, err
	}
	var page bytes.Buffer
	if err := Page(api, specURL).Render(context.Background(), &page); err != nil {
		return nil, fmt.Errorf("render the page of the API: %w", err)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(page.Bytes())
	}), nil
}

// API is what the page shows.
type API struct {
	Titre   string
	Version string
	Texte   string
	Groupes []Groupe
	Schemas []Schema
}

// Groupe is the operations on one noun.
type Groupe struct {
	Nom        string
	Operations []Operation
}

// Operation is one method on one path.
type Operation struct {
	ID         string
	Methode    string
	Chemin     string
	Resume     string
	Texte      string
	Parametres []Champ
	Corps      []Corps
	Reponses   []Reponse
}

// Corps is a body that may be sent: by type, its schema or its fields.
type Corps struct {
	Type   string
	Schema string // name, when it has one
	Champs []Champ
}

// Reponse is one answer.
type Reponse struct {
	Code   string
	Texte  string
	Type   string
	Schema string
}

// Schema is a named shape.
type Schema struct {
	Nom    string
	Texte  string
	Champs []Champ
}

// Champ is a parameter or a field.
type Champ struct {
	Nom         string
	Lieu        string // of a parameter: dans l'adresse, en requête, en en-tête
	Type        string
	Schema      string // the named shape that it holds
	Obligatoire bool
	Texte       string
}

// The part of OpenAPI that we write.
type (
	document struct {
		Info struct {
			Title, Version, Description string
		}
		Servers    []struct{ URL string }
		Paths      map[string]map[string]json.RawMessage
		Components struct {
			Schemas map[string]schema
		}
	}
	operation struct {
		OperationID          string `json:"operationId"`
		Summary, Description string
		Tags                 []string
		Parameters           []struct {
			Name, In, Description string
			Required              bool
			Schema                schema
		}
		RequestBody struct {
			Content map[string]struct{ Schema schema }
		} `json:"requestBody"`
		Responses map[string]struct {
			Description string
			Content     map[string]struct{ Schema schema }
		}
	}
	schema struct {
		Ref         string `json:"$ref"`
		Type        any
		Format      string
		Description string
		Enum        []any
		Items       *schema
		Properties  map[string]schema
		Required    []string
		MaxLength   *int `json:"maxLength"`
	}
)

var methods = []string{"get", "post", "put", "patch", "delete"}

func parse(openapi []byte) (API, error) {
	var d document
	if err := json.Unmarshal(openapi, &d); err != nil {
		return API{}, fmt.Errorf("read the OpenAPI document: %w", err)
	}
	api := API{Titre: d.Info.Title, Version: d.Info.Version, Texte: d.Info.Description}
	prefix := ""
	if len(d.Servers) > 0 && strings.HasPrefix(d.Servers[0].URL, "/") {
		prefix = strings.TrimSuffix(d.Servers[0].URL, "/")
	}
	for _, path := range slices.Sorted(maps.Keys(d.Paths)) {
		for _, method := range methods {
			raw, ok := d.Paths[path][method]
			if !ok {
				continue
			}
			var op operation
			if err := json.Unmarshal(raw, &op); err != nil {
				return API{}, fmt.Errorf("read %s %s: %w", method, path, err)
			}
			api.add(op, method, prefix+path)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(d.Components.Schemas)) {
		s := d.Components.Schemas[name]
		api.Schemas = append(api.Schemas, Schema{Nom: name, Texte: s.Description, Champs: fields(s)})
	}
	return api, nil
}

// add files the operation under its tag, or under the noun of its path.
func (a *API) add(op operation, method, path string) {
	nom := noun(path)
	if len(op.Tags) > 0 {
		nom = op.Tags[0]
	}
	i := slices.IndexFunc(a.Groupes, func(g Groupe) bool { return g.Nom == nom })
	if i < 0 {
		a.Groupes = append(a.Groupes, Groupe{Nom: nom})
		i = len(a.Groupes) - 1
	}
	o := Operation{
		ID:      method + strings.NewReplacer("/", "-", "{", "", "}", "").Replace(path),
		Methode: strings.ToUpper(method), Chemin: path, Resume: op.Summary, Texte: op.Description,
	}
	for _, p := range op.Parameters {
		c := field(p.Name, p.Schema, p.Required)
		c.Lieu = places[p.In]
		if p.Description != "" {
			c.Texte = p.Description
		}
		o.Parametres = append(o.Parametres, c)
	}
	for _, kind := range slices.Sorted(maps.Keys(op.RequestBody.Content)) {
		s := op.RequestBody.Content[kind].Schema
		o.Corps = append(o.Corps, Corps{Type: kind, Schema: s.name(), Champs: fields(s)})
	}
	for _, code := range slices.Sorted(maps.Keys(op.Responses)) {
		r := Reponse{Code: code, Texte: op.Responses[code].Description}
		for _, kind := range slices.Sorted(maps.Keys(op.Responses[code].Content)) {
			s := op.Responses[code].Content[kind].Schema
			r.Type, r.Schema = s.label(), s.holds()
		}
		o.Reponses = append(o.Reponses, r)
	}
	a.Groupes[i].Operations = append(a.Groupes[i].Operations, o)
}

var places = map[string]string{"path": "adresse", "query": "requête", "header": "en-tête", "cookie": "cookie"}

// noun is « salaries » in /api/v1/salaries/{id}.
func noun(path string) string {
	for _, part := range strings.Split(path, "/") {
		if part != "" && part != "api" && part != "v1" {
			return part
		}
	}
	return "api"
}

// fields lists what a shape holds, what is required first.
func fields(s schema) []Champ {
	var cs []Champ
	for _, required := range []bool{true, false} {
		for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
			// $schema is added by the framework, of no use to a reader.
			if name != "$schema" && slices.Contains(s.Required, name) == required {
				cs = append(cs, field(name, s.Properties[name], required))
			}
		}
	}
	return cs
}

func field(name string, s schema, required bool) Champ {
	return Champ{Nom: name, Type: s.label(), Schema: s.holds(), Obligatoire: required, Texte: s.Description}
}

func (s schema) name() string { return s.Ref[strings.LastIndexByte(s.Ref, '/')+1:] }

// holds is the named shape that a value is, or is a list of.
func (s schema) holds() string {
	if s.Items != nil {
		return s.Items.holds()
	}
	return s.name()
}

// label is the type in words.
func (s schema) label() string {
	switch {
	case s.Ref != "":
		return s.name()
	case s.Items != nil:
		return "liste de " + s.Items.label()
	case len(s.Enum) > 0:
		values := make([]string, len(s.Enum))
		for i, v := range s.Enum {
			values[i] = fmt.Sprint(v)
		}
		return strings.Join(values, " | ")
	}
	t := cmp.Or(typeNames[s.kind()], s.kind())
	switch s.Format {
	case "date":
		t = "date (2026-03-02)"
	case "date-time":
		t = "instant (RFC 3339)"
	case "binary":
		t = "fichier"
	}
	if s.MaxLength != nil {
		t += fmt.Sprintf(", %d caractères au plus", *s.MaxLength)
	}
	return t
}

// kind reads both « string » and « ["string", "null"] ».
func (s schema) kind() string {
	switch t := s.Type.(type) {
	case string:
		return t
	case []any:
		for _, v := range t {
			if v != "null" {
				return fmt.Sprint(v)
			}
		}
	}
	return "valeur"
}

var typeNames = map[string]string{"string": "texte", "integer": "entier", "number": "nombre",
	"boolean": "vrai ou faux", "object": "objet", "array": "liste"}
