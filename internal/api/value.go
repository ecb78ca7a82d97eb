package api

import (
	"encoding/json"
	"fmt"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/parcours"
)

// What is not known is null or absent in JSON: never 0, never "".

var null = []byte("null")

// jour is a civil day, "2026-03-02".
type jour struct{ parcours.Date }

func (j jour) MarshalJSON() ([]byte, error) {
	if j.IsZero() {
		return null, nil
	}
	return json.Marshal(j.String())
}

func (jour) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "date", Nullable: true}
}

// euros is an amount: centimes here, euros with two decimals in JSON.
type euros struct{ Centimes int64 }

func (e euros) MarshalJSON() ([]byte, error) { return e.appendTo(nil), nil }

func (e euros) appendTo(b []byte) []byte {
	signe, c := "", e.Centimes
	if c < 0 {
		signe, c = "-", -c
	}
	return fmt.Appendf(b, "%s%d.%02d", signe, c/100, c%100)
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
