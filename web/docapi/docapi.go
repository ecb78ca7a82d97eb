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
	var d document
	if err := json.Unmarshal(openapi, &d); err != nil {
		return nil, fmt.Errorf("read the OpenAPI document: %w", err)
	}
	var page bytes.Buffer
	if err := documentPage(d, specURL).Render(context.Background(), &page); err != nil {
		return nil, fmt.Errorf("render the page of the API: %w", err)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(page.Bytes())
	}), nil
}

// The part of OpenAPI that we write.
type (
	document struct {
		Info struct {
			Title, Version, Description string
		}
		Servers    []struct{ URL string }
		Paths      map[string]pathItem
		Components struct {
			Schemas map[string]schema
		}
	}
	pathItem  struct{ Get, Post, Put, Patch, Delete *operation }
	operation struct {
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
		method, path string // where it stands
	}
	schema struct {
		Ref         string `json:"$ref"`
		Type        any
		Format      string
		Description string
		Enum        []any
		Items       *schema
		OneOf       []schema `json:"oneOf"`
		Properties  map[string]schema
		Required    []string
		MaxLength   *int `json:"maxLength"`
	}
)

// group is the operations on one noun.
type group struct {
	nom        string
	operations []*operation
}

// groups files each operation under its tag, or under the noun of its path.
func (d document) groups() []group {
	prefix := ""
	if len(d.Servers) > 0 && strings.HasPrefix(d.Servers[0].URL, "/") {
		prefix = strings.TrimSuffix(d.Servers[0].URL, "/")
	}
	var gs []group
	for _, path := range slices.Sorted(maps.Keys(d.Paths)) {
		item := d.Paths[path]
		ops := []*operation{item.Get, item.Post, item.Put, item.Patch, item.Delete}
		for i, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
			op := ops[i]
			if op == nil {
				continue
			}
			op.method, op.path = method, prefix+path
			nom := append(op.Tags, noun(op.path))[0]
			g := slices.IndexFunc(gs, func(g group) bool { return g.nom == nom })
			if g < 0 {
				g = len(gs)
				gs = append(gs, group{nom: nom})
			}
			gs[g].operations = append(gs[g].operations, op)
		}
	}
	return gs
}

// noun is « salaries » in /api/v1/salaries/{id}.
func noun(path string) string {
	for part := range strings.SplitSeq(path, "/") {
		if part != "" && part != "api" && part != "v1" {
			return part
		}
	}
	return "api"
}

func (o operation) id() string {
	return strings.ToLower(o.method) + strings.NewReplacer("/", "-", "{", "", "}", "").Replace(o.path)
}

// champ is a parameter or a field.
type champ struct {
	schema
	nom         string
	lieu        string // of a parameter: dans l'adresse, en requête, en en-tête
	obligatoire bool
}

var places = map[string]string{"path": "adresse", "query": "requête", "header": "en-tête", "cookie": "cookie"}

func (o operation) parametres() []champ {
	var cs []champ
	for _, p := range o.Parameters {
		p.Schema.Description = cmp.Or(p.Description, p.Schema.Description)
		cs = append(cs, champ{p.Schema, p.Name, places[p.In], p.Required})
	}
	return cs
}

// champs lists what a shape holds, what is required first.
func (s schema) champs() []champ {
	var cs []champ
	for _, required := range []bool{true, false} {
		for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
			// $schema is added by the framework, of no use to a reader.
			if name != "$schema" && slices.Contains(s.Required, name) == required {
				cs = append(cs, champ{s.Properties[name], name, "", required})
			}
		}
	}
	return cs
}

// cases are the shapes that a value may have: one, as a rule.
func (s schema) cases() []schema {
	if len(s.OneOf) > 0 {
		return s.OneOf
	}
	return []schema{s}
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
	t := cmp.Or(formatNames[s.Format], typeNames[s.kind()], s.kind())
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

var (
	typeNames = map[string]string{"string": "texte", "integer": "entier", "number": "nombre",
		"boolean": "vrai ou faux", "object": "objet", "array": "liste"}
	formatNames = map[string]string{"date": "date (2026-03-02)", "date-time": "instant (RFC 3339)", "binary": "fichier"}
)
