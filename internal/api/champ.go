package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

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
		return each(x, func(v any) string { return fmt.Sprint(v) }), nil
	}
	return []string{fmt.Sprint(brut)}, nil
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

// read writes into dst what was sent.
func (b body) read(champs parcours.Champs, dst any, aujourdhui parcours.Date) error {
	return champs.Read(b.source(champs, aujourdhui), dst).Err()
}

// version is the one that the client read, 0 when it takes whatever it is now.
func (b body) version() int {
	if len(b.textes[champVersion.Code]) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(b.textes[champVersion.Code][0]) // an integer: huma checked it
	return n
}

// acknowledged lists the warnings that were read.
func (b body) acknowledged() []string { return b.textes[parcours.ChampAcquittes] }

// The fields that several operations take beside those of their act.
var (
	champVersion = parcours.Champ{Code: "version", Genre: parcours.GenreEntier,
		Aide: "La version lue : si quelqu'un a écrit depuis, la réponse est 409. Sans elle, on écrit par-dessus."}
	champAcquittes = parcours.Champ{Code: parcours.ChampAcquittes, Genre: parcours.GenreMulti, Aide: "Les codes des avertissements lus."}
)

// schemaOfBody is the document of a body. With partial, no field is required and
// null empties one.
func schemaOfBody(champs parcours.Champs, partial bool) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeObject, Properties: map[string]*huma.Schema{}, AdditionalProperties: false}
	for _, c := range champs {
		p := schemaOfChamp(c)
		requis := c.Requis && !c.Aujourdhui && !partial
		if !requis && p.Type != huma.TypeArray {
			nullable(p)
		}
		if requis {
			s.Required = append(s.Required, c.Code)
		}
		p.PrecomputeMessages()
		s.Properties[c.Code] = p
	}
	s.PrecomputeMessages()
	return s
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
	case parcours.GenreHeures, parcours.GenreMontant:
		s.Type = huma.TypeNumber
	case parcours.GenreEntier, parcours.GenreCollegue:
		s.Type = huma.TypeInteger
	case parcours.GenreCase:
		s.Type = huma.TypeBoolean
	case parcours.GenreMulti:
		s.Type, s.Items = huma.TypeArray, &huma.Schema{Type: huma.TypeString}
		if c.Liste != nil {
			s.Items.Enum = enum(c.Liste)
			s.Items.PrecomputeMessages()
		}
	case parcours.GenreChoix:
		s.Enum = enum(c.Liste)
		if c.Nombre {
			s.Type = huma.TypeInteger
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

// MarshalWith writes the rows, then the other fields of the answer.
func (r rows) marshalWith(reste any) ([]byte, error) {
	autres, err := json.Marshal(reste)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteByte('{')
	for _, c := range r.champs {
		v, err := json.Marshal(jsonOf(c, r.de))
		if err != nil {
			return nil, fmt.Errorf("write field %s: %w", c.Code, err)
		}
		fmt.Fprintf(&b, "%q:%s,", c.Code, v)
	}
	if bytes.Equal(autres, []byte("{}")) {
		b.Truncate(b.Len() - 1)
	}
	b.Write(autres[1:])
	return b.Bytes(), nil
}

// jsonOf is the value of a field as JSON: null for what is not known.
func jsonOf(c parcours.Champ, v any) any {
	textes := c.Textes(v)
	switch {
	case c.Genre == parcours.GenreMulti:
		return codes(textes)
	case c.Genre == parcours.GenreCase:
		return len(textes) > 0
	case len(textes) == 0:
		return nil
	}
	switch c.Genre {
	case parcours.GenreMontant:
		n, _ := parcours.ParseMontant(textes[0])
		return euros{Centimes: n}
	case parcours.GenreHeures:
		h, _ := parcours.ParseHeures(textes[0])
		return h
	case parcours.GenreEntier, parcours.GenreCollegue:
		return json.Number(textes[0])
	case parcours.GenreChoix:
		if c.Nombre {
			return json.Number(textes[0])
		}
	}
	return textes[0]
}

// withRows adds the rows to the document of an answer.
func withRows(s *huma.Schema, champs parcours.Champs) *huma.Schema {
	for _, c := range champs {
		p := schemaOfChamp(c)
		if c.Genre != parcours.GenreMulti && c.Genre != parcours.GenreCase {
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
