package parcours

import (
	"reflect"
	"strings"
	"sync"
	"unicode"
)

// in finds the field of a struct that has the code's name, and the yes or no
// beside a field whose zero is an answer (Cout has CoutConnu); the zero Value when
// there is none.
func (c Champ) in(v reflect.Value) (champ, connu reflect.Value) {
	p := placesOf(v.Type())[c.Column()]
	if p.champ != nil {
		champ = v.FieldByIndex(p.champ)
	}
	if p.connu != nil {
		connu = v.FieldByIndex(p.connu)
	}
	return champ, connu
}

// unknownIn finds the yes or no that keeps the answer « inconnues » (Heures has
// HeuresInconnu); the zero Value when there is none.
func (c Champ) unknownIn(v reflect.Value) reflect.Value {
	if p := placesOf(v.Type())[c.Column()]; c.Inconnu != "" && p.inconnu != nil {
		return v.FieldByIndex(p.inconnu)
	}
	return reflect.Value{}
}

// zeroIn finds the yes or no that tells a zero that was typed from an empty field (Montant
// has MontantNul); the zero Value when there is none.
func (c Champ) zeroIn(v reflect.Value) reflect.Value {
	if p := placesOf(v.Type())[c.Column()]; p.nul != nil {
		return v.FieldByIndex(p.nul)
	}
	return reflect.Value{}
}

// place is where a struct keeps a field, whether it is known, whether nobody knows it,
// whether a zero was typed.
type place struct{ champ, connu, inconnu, nul []int }

// places remembers where the fields of each struct are, by column.
var places sync.Map

func placesOf(t reflect.Type) map[string]place {
	if connues, ok := places.Load(t); ok {
		return connues.(map[string]place)
	}
	trouvees := map[string]place{}
	for _, f := range reflect.VisibleFields(t) {
		if _, deja := trouvees[snake(f.Name)]; f.IsExported() && !f.Anonymous && !deja {
			connu, _ := t.FieldByName(f.Name + "Connu")
			inconnu, _ := t.FieldByName(f.Name + "Inconnu")
			nul, _ := t.FieldByName(f.Name + "Nul")
			trouvees[snake(f.Name)] = place{f.Index, connu.Index, inconnu.Index, nul.Index}
		}
	}
	connues, _ := places.LoadOrStore(t, trouvees)
	return connues.(map[string]place)
}

// snake is the name of a Go field in forms, in JSON and in the database:
// DateFinContrat is date_fin_contrat.
func snake(nom string) string {
	var b strings.Builder
	for i, r := range nom {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.ReplaceAll(b.String(), "_i_d", "_id")
}
