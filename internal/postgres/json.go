package postgres

import (
	"context"
	"encoding/json"
	"reflect"
	"sync"

	"gorm.io/gorm/schema"
)

// jsonb replaces gorm's serializer of the same name: a nil slice is kept as []
// and a nil map as {}, where gorm writes NULL into columns that refuse it.
type jsonb struct{ schema.JSONSerializer }

func (jsonb) Value(_ context.Context, _ *schema.Field, _ reflect.Value, v any) (any, error) {
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.Slice:
		if r.IsNil() {
			return "[]", nil
		}
	case reflect.Map:
		if r.IsNil() {
			return "{}", nil
		}
	case reflect.Pointer, reflect.Invalid:
		if r.Kind() == reflect.Invalid || r.IsNil() {
			return nil, nil
		}
	}
	b, err := json.Marshal(v)
	return string(b), err
}

// schemas keeps what gorm read of each domain struct; the serializer must be known
// before the first of them is read.
var schemas = func() *sync.Map {
	schema.RegisterSerializer("json", jsonb{})
	return &sync.Map{}
}()
