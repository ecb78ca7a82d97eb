package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

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

// UnmarshalJSON reads each value as the text that a person would have typed.
func (b *body) UnmarshalJSON(brut []byte) error {
	var champs map[string]json.RawMessage
	if err := json.Unmarshal(brut, &champs); err != nil {
		return err
	}
	*b = body{textes: make(map[string][]string, len(champs)), objets: map[string]body{}}
	for nom, v := range champs {
		if len(v) > 0 && v[0] == '{' {
			var o body
			if err := json.Unmarshal(v, &o); err != nil {
				return err
			}
			b.objets[nom] = o
			continue
		}
		textes, err := textsOf(v)
		if err != nil {
			return err
		}
		b.textes[nom] = textes
	}
	return nil
}

// textsOf keeps the digits of a number as they are written: 0.1 is ten centimes,
// not nearly so.
func textsOf(v json.RawMessage) ([]string, error) {
	var brut any
	d := json.NewDecoder(bytes.NewReader(v))
	d.UseNumber()
	if err := d.Decode(&brut); err != nil {
		return nil, err
	}
	switch x := brut.(type) {
	case nil:
		return nil, nil
	case bool:
		return []string{ouiNon(x)}, nil
	case []any:
		return each(x, scalar), nil
	}
	return []string{scalar(brut)}, nil
}

// scalar writes a text or a number; 3.0 and 3e0 are 3.
func scalar(v any) string {
	if n, ok := v.(json.Number); ok {
		if f, err := n.Float64(); err == nil && f == math.Trunc(f) && math.Abs(f) < 1<<53 {
			return strconv.FormatInt(int64(f), 10)
		}
	}
	return fmt.Sprint(v)
}

func ouiNon(b bool) string {
	if b {
		return "oui"
	}
	return "non"
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
func read[T any](b body, champs parcours.Champs, aujourdhui parcours.Date) (T, error) {
	var lu T
	es := champs.Read(b.source(champs, aujourdhui), &lu)
	if es == nil || aujourdhui.IsZero() {
		return lu, es.Err()
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
	return lu, toutes
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

// acknowledged lists the warnings that were read.
func (b body) acknowledged() []string { return b.textes[parcours.ChampAcquittes] }

// The fields that several operations take beside those of their act.
var (
	champVersion = parcours.Champ{Code: "version", Genre: parcours.GenreCollegue, // a whole number, from 1
		Aide: "La version lue : si quelqu'un a écrit depuis, la réponse est 409. Sans elle, on écrit par-dessus."}
	champAcquittes = parcours.Champ{Code: parcours.ChampAcquittes, Genre: parcours.GenreMulti, Aide: "Les codes des avertissements lus."}
)

// schemaOfBody is the document of a body. In a partial one no field is required,
// and null empties one.
func schemaOfBody(o operation) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeObject, Properties: map[string]*huma.Schema{}, AdditionalProperties: false}
	for _, c := range o.Champs {
		p := schemaOfChamp(c)
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

// schemaOfChamp is the type of a field in JSON, and what it means.
func schemaOfChamp(c parcours.Champ) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString, Description: describeChamp(c)}
	switch c.Genre {
	case parcours.GenreDate:
		s.Format = "date"
	case parcours.GenreHeures:
		s.Type, s.Format = huma.TypeNumber, "double"
	case parcours.GenreMontant:
		s.Type = huma.TypeNumber
	case parcours.GenreEntier:
		s.Type, s.Format = huma.TypeInteger, "int64"
	case parcours.GenreCollegue:
		s.Type, s.Format, s.Minimum = huma.TypeInteger, "int64", new(1.0)
	case parcours.GenreCase:
		s.Type = huma.TypeBoolean
	case parcours.GenreMulti:
		s.Type, s.Items = huma.TypeArray, &huma.Schema{Type: huma.TypeString}
		if c.Nombre {
			s.Items.Type, s.Items.Format = huma.TypeInteger, "int64"
		}
		if c.Liste != nil {
			s.Items.Enum = enum(c.Liste)
			s.Items.PrecomputeMessages()
		}
	case parcours.GenreChoix:
		s.Enum = enum(c.Liste)
		if c.Nombre {
			s.Type, s.Format = huma.TypeInteger, "int64"
			s.Enum = each(c.Liste.Codes(), func(code string) any { n, _ := strconv.Atoi(code); return float64(n) })
		}
	case parcours.GenreReponses:
		s.Type, s.AdditionalProperties = huma.TypeObject, &huma.Schema{Type: huma.TypeString}
	}
	return s
}

func describeChamp(c parcours.Champ) string {
	d := c.Libelle
	if d != "" {
		d += "."
	}
	if c.Aide != "" {
		d = join(d, c.Aide)
	}
	switch {
	case c.Genre == parcours.GenreMontant:
		d = join(d, "Euros, avec deux décimales.")
	case c.Aujourdhui:
		d = join(d, "Aujourd'hui, si elle est absente ; jamais dans le futur.")
	case c.Passe:
		d = join(d, "Jamais dans le futur.")
	}
	return d
}

func join(x, y string) string {
	if x == "" {
		return y
	}
	return x + " " + y
}

// rows is the part of an answer that the rows of the rules describe. A type that
// holds one answers MarshalJSON and TransformSchema in one line each.
type rows struct {
	champs parcours.Champs
	de     any
}

// marshalWith writes the rows, then the other fields of the answer.
func (r rows) marshalWith(reste any) ([]byte, error) {
	autres, err := json.Marshal(reste)
	if err != nil {
		return nil, err
	}
	b := append(make([]byte, 0, 1024), '{')
	for _, c := range r.champs {
		b = append(append(append(b, '"'), c.Code...), `":`...)
		if b, err = appendJSON(b, c, c.Textes(r.de)); err != nil {
			return nil, fmt.Errorf("write field %s: %w", c.Code, err)
		}
		b = append(b, ',')
	}
	if len(autres) == len("{}") {
		b = b[:len(b)-1]
	}
	return append(b, autres[1:]...), nil
}

// appendJSON writes the value of a field: null for what is not known.
func appendJSON(b []byte, c parcours.Champ, textes []string) ([]byte, error) {
	var v any
	switch {
	case c.Genre == parcours.GenreMulti:
		v = codes(textes)
	case c.Genre == parcours.GenreCase:
		return strconv.AppendBool(b, len(textes) > 0), nil
	case len(textes) == 0:
		return append(b, "null"...), nil
	case c.Genre == parcours.GenreMontant:
		n, err := parcours.ParseMontant(textes[0])
		return euros{n}.appendTo(b), err
	case c.Genre == parcours.GenreHeures:
		return append(b, strings.Replace(textes[0], ",", ".", 1)...), nil
	case c.Nombre || c.Genre == parcours.GenreEntier || c.Genre == parcours.GenreCollegue:
		return append(b, textes[0]...), nil
	default:
		v = textes[0]
	}
	texte, err := json.Marshal(v)
	return append(b, texte...), err
}

// optional is for what an act requires, and an older row may lack.
func optional(champs parcours.Champs) parcours.Champs {
	champs = slices.Clone(champs)
	for i := range champs {
		champs[i].Requis = false
	}
	return champs
}

// columns are rows of a table.
func columns(table string, codes ...string) parcours.Champs {
	o, _ := parcours.FindObjet(table)
	return o.Champs.Only(codes...)
}

// withRows adds the rows to the document of an answer.
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
