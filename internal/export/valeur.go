package export

import (
	"fmt"
	"reflect"
)

// normaliseOther serves named types (an Etat, a Role) and pointers, so that a
// caller need not convert every optional value by hand.
func normaliseOther(g Genre, v any) any {
	r := reflect.ValueOf(v)
	// Pointers first: a *time.Time is a Stringer too, and a nil one panics.
	if r.Kind() == reflect.Pointer {
		if r.IsNil() {
			return nil
		}
		return normalise(g, r.Elem().Interface())
	}
	if s, ok := v.(fmt.Stringer); ok {
		return cleanText(s.String())
	}
	switch r.Kind() {
	case reflect.String:
		return cleanText(r.String())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return asNumber(g, r.Int())
	case reflect.Float32:
		return normalise(g, r.Float())
	default:
		return cleanText(fmt.Sprint(v))
	}
}
