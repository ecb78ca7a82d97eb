package api

import (
	"encoding/json"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/parcours"
)

// What is not known is null or absent in JSON: never 0, never "".

// jour is a civil day, "2026-03-02".
type jour struct{ parcours.Date }

func (j jour) MarshalJSON() ([]byte, error) { return json.Marshal(known(j.String())) }

func (jour) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "date", Nullable: true}
}

// euros writes centimes as euros, with two decimals.
func euros(centimes int64) json.Number {
	return json.Number(strconv.FormatFloat(float64(centimes)/100, 'f', 2, 64))
}

// known is null when the zero of a type means that it is not known.
func known[T comparable](x T) *T {
	if x == *new(T) {
		return nil
	}
	return &x
}

// each converts a list; the result is never null.
func each[A, B any](as []A, f func(A) B) []B {
	bs := make([]B, len(as))
	for i, x := range as {
		bs[i] = f(x)
	}
	return bs
}

// full is a list that is never null.
func full[T any](xs []T) []T { return append([]T{}, xs...) }
