package api

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// The fields of a body, of an answer and of the document are the rows of the
// rules: a field that is added there appears here by itself.

// body is what a client sends for an act: the operation lists its fields
// (operation.Champs), huma checks their types.
type body struct {
	textes map[string][]string
	objets map[string]body
}

// UnmarshalJSON reads each value as the text that a person would have typed. It
// keeps the digits of a number as they are written: 0.1 is ten centimes, not
// nearly so.
func (b *body) UnmarshalJSON(brut []byte) error {
	d := json.NewDecoder(bytes.NewReader(brut))
	d.UseNumber()
	var champs map[string]any
	err := d.Decode(&champs)
	*b = bodyOf(champs)
	return err
}

func bodyOf(champs map[string]any) body {
	b := body{textes: make(map[string][]string, len(champs)), objets: map[string]body{}}
	for nom, v := range champs {
		switch x := v.(type) {
		case map[string]any:
			b.objets[nom] = bodyOf(x)
		case []any:
			b.textes[nom] = each(x, scalar)
		case nil:
			b.textes[nom] = nil
		default:
			b.textes[nom] = []string{scalar(x)}
		}
	}
	return b
}

// scalar writes a text, a number or a yes; 3.0 and 3e0 are 3.
func scalar(v any) string {
	switch x := v.(type) {
	case bool:
		return ouiNon(x)
	case float64: // of a body that huma read
		return strconv.FormatFloat(x, 'f', -1, 64)
	case json.Number:
		if f, err := x.Float64(); err == nil && f == math.Trunc(f) && math.Abs(f) < 1<<53 {
			return strconv.FormatInt(int64(f), 10)
		}
	}
	return fmt.Sprint(v)
}

func ouiNon(b bool) string {
	if b {
		return parcours.Oui
	}
	return parcours.Non
}

// source hands the fields that were sent to the rules. In what is created, the
// day of a fact that is left out is today.
func (b body) source(champs parcours.Champs, aujourdhui parcours.Date) parcours.Source {
	return func(code string) ([]string, bool) {
		textes, sent := b.textes[code]
		if c, _ := champs.Find(code); c.Aujourdhui && len(textes) == 0 {
			return []string{aujourdhui.String()}, true
		}
		return textes, sent
	}
}

// read makes a T of what was sent. With aujourdhui, a client hears in one answer of
// all that is refused in the fields that it sent, in their order.
func read[T any](b body, champs parcours.Champs, aujourdhui parcours.Date) (lu T, err error) {
	err = b.read(champs, aujourdhui, &lu)
	return lu, err
}

func (b body) read(champs parcours.Champs, aujourdhui parcours.Date, lu any) error {
	es := champs.Read(b.source(champs, aujourdhui), lu)
	if es == nil || aujourdhui.IsZero() {
		return es.Err()
	}
	var toutes parcours.Erreurs
	for _, c := range champs {
		i := slices.IndexFunc(es, func(e *parcours.Erreur) bool { return e.Champ == c.Code })
		switch {
		case i >= 0:
			toutes = append(toutes, es[i])
		case b.text(c.Code) != "":
			toutes = append(toutes, parcours.Champs{c}.Check(lu, parcours.Controle{Aujourdhui: aujourdhui})...)
		}
	}
	return toutes
}

// patchOf is the change that a client asks of what is there.
func patchOf[T any](b body, champs parcours.Champs, aujourdhui parcours.Date) (change func(*T), err error) {
	_, err = read[T](b, champs, aujourdhui)
	return func(x *T) { champs.Read(b.source(champs, aujourdhui), x) }, err // nothing is refused: it was read once
}

// text is what was sent in a field of one value.
func (b body) text(code string) string { return strings.Join(b.textes[code], ",") }

// version is the one that the client read, 0 when it takes whatever it is now.
func (b body) version() int {
	n, _ := strconv.Atoi(b.text(champVersion.Code)) // an integer: huma checked it
	return n
}

// acknowledged lists the warnings that were read, or that a trial takes as read.
func (q *call) acknowledged(b body) []string {
	return slices.Concat(b.textes[parcours.ChampAcquittes], each(q.lus, func(c constat) string { return c.Code }))
}

// acknowledge hands the deeds of a request what was read of their warnings.
func (q *call) acknowledge(ctx context.Context, in any) context.Context {
	var recu body
	if v := reflect.Indirect(reflect.ValueOf(in).Elem().FieldByName("Body")); v.IsValid() {
		recu, _ = v.Interface().(body)
	}
	if x, ok := in.(interface{ acquittes() []string }); ok {
		recu.textes = map[string][]string{parcours.ChampAcquittes: x.acquittes()}
	}
	return app.Acknowledge(ctx, q.acknowledged(recu))
}

// The fields that several operations take beside those of their act.
var (
	champVersion = parcours.Champ{Code: "version", Genre: parcours.GenreCollegue, // a whole number, from 1
		Aide: "La version lue : si quelqu'un a écrit depuis, la réponse est 409. Sans elle, on écrit par-dessus."}
	champVersionLue = parcours.Champ{Code: "version", Genre: parcours.GenreCollegue,
		Aide: "La version lue ; absente, rien n'était écrit. Si quelqu'un a écrit depuis, la réponse est 409."}
	champAcquittes = parcours.Champ{Code: parcours.ChampAcquittes, Genre: parcours.GenreMulti,
		Aide: "Les codes des avertissements lus."}
)

// schemaOfBody documents a body. In a partial one nothing is required, and null empties.
func schemaOfBody(o operation) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeObject, Properties: map[string]*huma.Schema{}, AdditionalProperties: false}
	for _, c := range o.Champs {
		p := schemaOfChamp(c)
		if c.Inconnu != "" {
			p = &huma.Schema{Description: p.Description, AnyOf: []*huma.Schema{{Type: p.Type, Nullable: true},
				{Type: huma.TypeString, Enum: []any{c.Inconnu}}}}
		}
		requis := c.Requis && !c.Aujourdhui && !o.Partiel
		if !requis && (o.Partiel || p.Type != huma.TypeArray) {
			nullable(p)
		}
		if n := c.Limite(); n > 0 {
			p.MaxLength = &n
		}
		if requis {
			s.Required = append(s.Required, c.Code)
		}
		p.PrecomputeMessages()
		s.Properties[c.Code] = p
	}
	for nom, champs := range o.Objets {
		s.Properties[nom] = schemaAny
		if champs != nil {
			s.Properties[nom] = schemaOfBody(operation{Champs: champs})
		}
	}
	s.PrecomputeMessages()
	return s
}

// schemaAny is an object whose fields only the rules know.
var schemaAny = &huma.Schema{
	Type: huma.TypeObject, MaxProperties: new(40), Description: "Ce que la transition demande, par code de champ.",
	AdditionalProperties: &huma.Schema{
		Description: "Un texte, un nombre, vrai ou faux, ou une liste de codes, selon le champ.",
		AnyOf: []*huma.Schema{{Type: huma.TypeString, Nullable: true}, {Type: huma.TypeNumber}, {Type: huma.TypeBoolean},
			{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeString}}},
	},
}

func nullable(s *huma.Schema) {
	s.Nullable = true
	if s.Enum != nil {
		s.Enum = append(s.Enum, nil)
	}
}

// genres are the types of the fields in JSON; a text by default.
var genres = map[parcours.Genre]huma.Schema{
	parcours.GenreDate:     {Type: huma.TypeString, Format: "date"},
	parcours.GenreHeures:   {Type: huma.TypeNumber, Format: "double"},
	parcours.GenreMontant:  {Type: huma.TypeNumber},
	parcours.GenreEntier:   {Type: huma.TypeInteger, Format: "int64"},
	parcours.GenreCollegue: {Type: huma.TypeInteger, Format: "int64", Minimum: new(1.0)},
	parcours.GenreCase:     {Type: huma.TypeBoolean},
	parcours.GenreReponses: {Type: huma.TypeObject, AdditionalProperties: &huma.Schema{Type: huma.TypeString}},
}

// schemaOfChamp is the type of a field in JSON, and what it means.
func schemaOfChamp(c parcours.Champ) *huma.Schema {
	s := genres[c.Genre]
	s.Type = cmp.Or(s.Type, huma.TypeString)
	if c.Nombre {
		s.Type, s.Format = huma.TypeInteger, "int64"
	}
	if c.Liste != nil && (c.Genre == parcours.GenreChoix || c.Genre == parcours.GenreMulti) {
		s.Enum = each(c.Liste.Codes(), func(code string) any {
			if n, err := strconv.Atoi(code); c.Nombre && err == nil {
				return float64(n)
			}
			return code
		})
	}
	if c.Genre == parcours.GenreMulti {
		s.PrecomputeMessages()
		s = huma.Schema{Type: huma.TypeArray, Items: new(s)}
	}
	s.Description = describeChamp(c)
	return &s
}

func describeChamp(c parcours.Champ) string {
	var phrases []string
	if c.Libelle != "" {
		phrases = append(phrases, c.Libelle+".")
	}
	if c.Aide != "" {
		phrases = append(phrases, c.Aide)
	}
	switch {
	case c.Genre == parcours.GenreMontant:
		phrases = append(phrases, "Euros, avec deux décimales.")
	case c.Aujourdhui:
		phrases = append(phrases, "Aujourd'hui, si elle est absente ; jamais dans le futur.")
	case c.Passe:
		phrases = append(phrases, "Jamais dans le futur.")
	}
	return strings.Join(phrases, " ")
}

// answer is what the API tells of a thing: the rows of the rules, then the fields of R.
type answer[R described] struct {
	de    any // where the rows are read
	reste R
}

// described names the rows of an answer.
type described interface{ champs() parcours.Champs }

// MarshalJSON writes one object.
func (x answer[R]) MarshalJSON() ([]byte, error) {
	reste, err := json.Marshal(x.reste)
	if err != nil {
		return nil, err
	}
	var membres [][]byte
	for _, c := range x.reste.champs() {
		valeur, err := json.Marshal(valueOf(c, c.Textes(x.de)))
		if err != nil {
			return nil, fmt.Errorf("write field %s: %w", c.Code, err)
		}
		membres = append(membres, fmt.Appendf(nil, "%q:%s", c.Code, valeur))
	}
	if reste = reste[1 : len(reste)-1]; len(reste) > 0 { // without its braces
		membres = append(membres, reste)
	}
	return slices.Concat([]byte("{"), bytes.Join(membres, []byte(",")), []byte("}")), nil
}

// TransformSchema gives the document that object: a client sees one R.
func (answer[R]) TransformSchema(r huma.Registry, _ *huma.Schema) *huma.Schema {
	var reste R
	return withRows(huma.SchemaFromType(r, reflect.TypeOf(reste)), reste.champs())
}

// nameSchema calls an answer after what it tells of.
func nameSchema(t reflect.Type, hint string) string {
	return strings.ReplaceAll(huma.DefaultSchemaNamer(t, hint), "Answer", "")
}

// valueOf is the value of a field in JSON: null for what is not known.
func valueOf(c parcours.Champ, textes []string) any {
	switch {
	case c.Genre == parcours.GenreMulti:
		return full(textes)
	case c.Genre == parcours.GenreCase:
		return len(textes) > 0
	case len(textes) == 0:
		return nil
	case c.Genre == parcours.GenreMontant:
		n, _ := parcours.ParseMontant(textes[0]) // it writes what it reads
		return euros(n)
	case c.Genre == parcours.GenreHeures:
		return json.Number(strings.Replace(textes[0], ",", ".", 1))
	case c.Nombre || c.Genre == parcours.GenreEntier || c.Genre == parcours.GenreCollegue:
		return json.Number(textes[0])
	}
	return strings.Join(textes, ", ") // several telephones
}

// columns are rows of a table.
func columns(table string, codes ...string) parcours.Champs {
	o, _ := parcours.FindObjet(table)
	return o.Champs.Only(codes...)
}

// withRows adds the rows to the document of an object.
func withRows(s *huma.Schema, champs parcours.Champs) *huma.Schema {
	for _, c := range champs {
		p := schemaOfChamp(c)
		if c.Genre != parcours.GenreMulti && c.Genre != parcours.GenreCase && !c.Requis {
			nullable(p)
		}
		p.PrecomputeMessages()
		s.Properties[c.Code] = p
		s.Required = append(s.Required, c.Code)
	}
	slices.Sort(s.Required)
	s.Required = slices.Compact(s.Required)
	return s
}
