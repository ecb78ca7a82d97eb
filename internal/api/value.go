package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/parcours"
)

// What is not known is null or absent in JSON: never 0, never "".

// erreurValeur is a value that only its own type can judge.
type erreurValeur struct{ lieu, message string }

func (e *erreurValeur) Error() string { return e.message }

var null = []byte("null")

// jour is a civil day, "2026-03-02".
type jour struct{ parcours.Date }

func (j jour) MarshalJSON() ([]byte, error) {
	if j.IsZero() {
		return null, nil
	}
	return json.Marshal(j.String())
}

func (j *jour) UnmarshalJSON(b []byte) error {
	*j = jour{}
	var s string
	if err := json.Unmarshal(b, &s); err != nil || s == "" {
		return err
	}
	t, err := time.Parse(time.DateOnly, s)
	j.Date = parcours.DateOf(t)
	return err
}

func (jour) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "date", Nullable: true}
}

// or is the day, or another one when it was left out.
func (j jour) or(d parcours.Date) parcours.Date {
	if j.IsZero() {
		return d
	}
	return j.Date
}

// euros is an amount: centimes here, euros with two decimals in JSON.
type euros struct {
	Centimes  int64
	illisible bool
}

func (e euros) MarshalJSON() ([]byte, error) {
	signe, c := "", e.Centimes
	if c < 0 {
		signe, c = "-", -c
	}
	return fmt.Appendf(nil, "%s%d.%02d", signe, c/100, c%100), nil
}

// UnmarshalJSON reads the digits as they are written: 0.1 is ten centimes, not
// nearly so.
func (e *euros) UnmarshalJSON(b []byte) error {
	if bytes.Equal(b, null) {
		return nil
	}
	c, err := parcours.ParseMontant(string(b))
	*e = euros{Centimes: c, illisible: err != nil}
	return nil
}

func (e *euros) Resolve(_ huma.Context, lieu *huma.PathBuffer) []error {
	if e.illisible {
		return []error{&erreurValeur{lieu.String(), "Indiquez un montant en euros, sans signe, avec deux décimales au plus. Exemple : 1240.50."}}
	}
	return nil
}

func (euros) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeNumber, Description: "Euros, avec deux décimales.", Examples: []any{1240.5}}
}

func eurosOf(centimes int64) *euros { return &euros{Centimes: centimes} }

// option is a field of a PATCH: absent (left as it is), null (emptied) or given.
type option[T any] struct {
	present bool
	valeur  T
}

func (o *option[T]) UnmarshalJSON(b []byte) error {
	o.present = true
	var zero T
	o.valeur = zero
	if bytes.Equal(b, null) {
		return nil
	}
	return json.Unmarshal(b, &o.valeur)
}

func (option[T]) Schema(r huma.Registry) *huma.Schema {
	s := *r.Schema(reflect.TypeFor[T](), true, "")
	s.Nullable = true
	return &s
}

func (o option[T]) into(champ *T) {
	if o.present {
		*champ = o.valeur
	}
}

func intoDate(o option[jour], champ *parcours.Date) {
	if o.present {
		*champ = o.valeur.Date
	}
}

// valeurSaisie is what a field of a transition holds: a text, a number, a
// yes or no, or a list of codes.
type valeurSaisie struct {
	texte     string
	illisible bool
}

func (v *valeurSaisie) UnmarshalJSON(b []byte) error {
	*v = valeurSaisie{}
	var brut any
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	if err := d.Decode(&brut); err != nil {
		return err
	}
	v.texte, v.illisible = texteOf(brut)
	return nil
}

func texteOf(brut any) (texte string, illisible bool) {
	switch x := brut.(type) {
	case nil:
		return "", false
	case string:
		return x, false
	case json.Number:
		f, err := x.Float64()
		return strconv.FormatFloat(f, 'f', -1, 64), err != nil
	case bool:
		if x {
			return "oui", false
		}
		return "non", false
	case []any:
		codes := make([]string, len(x))
		for i, c := range x {
			code, ok := c.(string)
			if !ok {
				return "", true
			}
			codes[i] = code
		}
		return strings.Join(codes, ","), false
	}
	return "", true
}

func (v *valeurSaisie) Resolve(_ huma.Context, lieu *huma.PathBuffer) []error {
	if v.illisible {
		return []error{&erreurValeur{lieu.String(), "Un texte, un nombre, vrai ou faux, ou une liste de codes est attendu."}}
	}
	return nil
}

// Schema documents the four shapes; Resolve checks them, with a better message
// than « matches none ».
func (valeurSaisie) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{
		Description: "Un texte, un nombre, vrai ou faux, ou une liste de codes, selon le champ.",
		Extensions: map[string]any{"anyOf": []any{
			map[string]any{"type": "string"}, map[string]any{"type": "number"}, map[string]any{"type": "boolean"},
			map[string]any{"type": "array", "items": map[string]any{"type": "string"}}, map[string]any{"type": "null"},
		}},
	}
}

// texte is null when there is nothing to say.
func texte(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// nombre is null when 0 means that it is not known.
func nombre[T int | int64 | float64](n T) *T {
	if n == 0 {
		return nil
	}
	return &n
}

// each converts a list; the result is never null.
func each[A, B any](as []A, f func(A) B) []B {
	bs := make([]B, len(as))
	for i, x := range as {
		bs[i] = f(x)
	}
	return bs
}

// codes is a list of codes that is never null.
func codes(cs []string) []string {
	if cs == nil {
		return []string{}
	}
	return cs
}
