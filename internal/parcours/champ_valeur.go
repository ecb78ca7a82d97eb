package parcours

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// A value of a struct and what a person types of it: reading, writing and
// comparing go through these functions, whatever the act.

const dateIllisible = "Cette date n'existe pas. Écrivez-la jour/mois/année, par exemple 02/03/2026."

// Source gives what was typed in a field; sent is false when the form or the
// request does not hold the field at all.
type Source func(code string) (textes []string, sent bool)

// Read writes into the struct at dst what was typed in each field that was sent,
// and notes beside its field what cannot be read. What the program alone fills
// is never read.
func (cs Champs) Read(src Source, dst any) Erreurs {
	var es Erreurs
	for _, c := range cs.Typed() {
		textes, sent := src(c.Code)
		if !sent {
			continue
		}
		if refus := c.set(reflect.ValueOf(dst).Elem(), textes); refus != "" {
			es.Add(c.Code, refus)
		}
	}
	return es
}

// Values gives the texts that a form shows for a struct, by field.
func (cs Champs) Values(v any) map[string][]string {
	valeurs := make(map[string][]string, len(cs))
	for _, c := range cs.Typed() {
		valeurs[c.Code] = c.Textes(v)
	}
	return valeurs
}

// Equal tells whether two structs hold the same values in these fields; the
// order of several choices does not count.
func (cs Champs) Equal(x, y any) bool {
	for _, c := range cs {
		if !slices.Equal(slices.Sorted(slices.Values(c.Textes(x))), slices.Sorted(slices.Values(c.Textes(y)))) {
			return false
		}
	}
	return true
}

// Copy writes into the struct at dst what src holds in these fields, and nothing
// else.
func (cs Champs) Copy(dst, src any) {
	vers, de := reflect.ValueOf(dst).Elem(), reflect.Indirect(reflect.ValueOf(src))
	for _, c := range cs {
		champ, connu := c.in(vers)
		lu, su := c.in(de)
		champ.Set(lu)
		if connu.IsValid() {
			connu.Set(su)
		}
	}
}

// Textes is the value of the field in a struct, as one types it; nothing when it
// is not known. A zero is not known, unless the struct says that it is, or the list
// of answers has one.
func (c Champ) Textes(v any) []string {
	champ, connu := c.in(reflect.Indirect(reflect.ValueOf(v)))
	if dit := c.unknownIn(reflect.Indirect(reflect.ValueOf(v))); dit.IsValid() && dit.Bool() {
		return []string{c.Inconnu}
	}
	if champ.IsValid() && champ.Kind() == reflect.Pointer {
		champ, connu = champ.Elem(), champ
	}
	switch {
	case !champ.IsValid(), connu.IsValid() && connu.IsZero():
		return nil
	case champ.IsZero() && !connu.IsValid() && !(champ.CanInt() && c.Liste.Has("0")):
		return nil
	}
	switch x := champ.Interface().(type) {
	case Date:
		return nonEmpty([]string{x.String()})
	case bool:
		if x {
			return []string{Oui}
		}
		return nil
	case []string:
		return nonEmpty(x)
	case []int64:
		return each(x, func(id int64) string { return strconv.FormatInt(id, 10) })
	case float64:
		return []string{writeHeures(x)}
	}
	switch {
	case champ.CanInt() && c.Genre == GenreMontant:
		return []string{writeMontant(champ.Int())}
	case champ.CanInt():
		return []string{strconv.FormatInt(champ.Int(), 10)}
	case champ.Kind() == reflect.String:
		return nonEmpty([]string{champ.String()})
	}
	return nil
}

// set reads what was typed into the field of a struct; it returns what to say
// when it cannot be read, and then leaves the field empty.
func (c Champ) set(v reflect.Value, textes []string) string {
	champ, connu := c.in(v)
	if !champ.IsValid() {
		panic(fmt.Sprintf("parcours: %s has no field for %s", v.Type(), c.Code))
	}
	champ.SetZero()
	textes = nonEmpty(textes)
	if connu.IsValid() {
		connu.SetBool(len(textes) > 0)
	}
	if dit := c.unknownIn(v); dit.IsValid() {
		dit.SetBool(len(textes) > 0 && c.isUnknown(textes[0]))
	}
	nul := c.zeroIn(v)
	if nul.IsValid() {
		nul.SetBool(false)
	}
	if len(textes) == 0 || c.isUnknown(textes[0]) {
		return ""
	}
	if champ.Kind() == reflect.Slice {
		return c.setList(champ, textes)
	}
	lu, refus := c.parse(textes[0])
	if refus != "" {
		return refus
	}
	if champ.Kind() == reflect.Pointer {
		champ.Set(reflect.New(champ.Type().Elem()))
		champ = champ.Elem()
	}
	if texte, ok := lu.(string); ok && champ.CanInt() { // a choice kept as a number
		n, err := strconv.Atoi(texte)
		if err != nil {
			return reponseImpossible
		}
		lu = n
	}
	champ.Set(reflect.ValueOf(lu).Convert(champ.Type()))
	if nul.IsValid() {
		nul.SetBool(champ.IsZero())
	}
	return ""
}

func (c Champ) setList(champ reflect.Value, textes []string) string {
	for _, t := range textes {
		for _, code := range nonEmpty(strings.Split(t, ",")) {
			lu, refus := c.parse(code)
			if refus != "" {
				return refus
			}
			champ.Set(reflect.Append(champ, reflect.ValueOf(lu)))
		}
	}
	return ""
}

const (
	reponseImpossible  = "Cette réponse n'est pas possible ici. Choisissez-en une dans la liste."
	reponsesImpossible = "Une de ces réponses n'est pas possible ici. Choisissez dans la liste."
)

// parse reads one text as the genre wants it: a Date, a float64 of hours, an
// int64 of centimes, an int, an int64 of a colleague, a bool or a string. refus
// is what to say when it cannot be read.
func (c Champ) parse(texte string) (lu any, refus string) {
	texteNu := withoutSpaces(texte)
	switch c.Genre {
	case GenreDate:
		d, err := ParseDate(texte)
		return orRefus(d, err, dateIllisible)
	case GenreHeures:
		h, err := ParseHeures(texteNu)
		return orRefus(h, err, "Indiquez un nombre d'heures entre 0 et 5 000, par exemple 35 ou 3,5.")
	case GenreMontant:
		n, err := ParseMontant(texte)
		if err == nil && n > MontantMax {
			return nil, "Indiquez un montant entre 0 et 1 000 000 €."
		}
		return orRefus(n, err, "Indiquez un montant en euros, par exemple 1 240,50.")
	case GenreEntier:
		n, err := strconv.Atoi(texteNu)
		if limite := max(c.Max, 1); err == nil && (n < 0 || n > limite) {
			return nil, "Indiquez un nombre entre 0 et " + Milliers(limite) + "."
		}
		return orRefus(n, err, "Indiquez un nombre entier, par exemple 24.")
	case GenreCollegue:
		id, err := strconv.ParseInt(texte, 10, 64)
		if id <= 0 {
			return nil, reponseImpossible
		}
		return orRefus(id, err, reponseImpossible)
	case GenreCase:
		return texte == Oui || texte == "true", ""
	}
	return c.tidy(texte), ""
}

// isUnknown: somebody answered that nobody knows.
func (c Champ) isUnknown(texte string) bool { return c.Inconnu != "" && Fold(texte) == c.Inconnu }

func orRefus[T any](lu T, err error, refus string) (any, string) {
	if err != nil {
		return nil, refus
	}
	return lu, ""
}

// tidy removes what people type without meaning it.
func (c Champ) tidy(texte string) string {
	texte = strings.TrimSpace(texte)
	if c.Tidy != nil {
		return c.Tidy(texte)
	}
	return texte
}

// Tidy does to the texts of a struct what reading a form does.
func (cs Champs) Tidy(dst any) {
	for _, c := range cs {
		if champ, _ := c.in(reflect.ValueOf(dst).Elem()); champ.Kind() == reflect.String {
			champ.SetString(c.tidy(champ.String()))
		}
	}
}

func nonEmpty(textes []string) []string {
	return keep(each(textes, strings.TrimSpace), func(t string) bool { return t != "" })
}

// canonical writes a valid text the one way in which the passages keep it,
// whatever the way it was typed.
func (c Champ) canonical(texte string) string {
	if c.Genre == GenreMulti {
		return strings.Join(Saisie{c.Code: texte}.Liste(c.Code), ",")
	}
	if c.isUnknown(texte) {
		return c.Inconnu
	}
	switch lu, _ := c.parse(texte); x := lu.(type) {
	case Date:
		return x.String()
	case float64:
		return writeHeures(x)
	case string:
		return x
	}
	return texte
}

var espaces = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "\u2009", "")

func withoutSpaces(s string) string { return espaces.Replace(s) }

// ParseHeures reads hours as people type them: "35", "3,5", "3.5".
func ParseHeures(s string) (float64, error) {
	h, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(s), ",", ".", 1), 64)
	if err != nil || h < 0 || h > 5000 || math.IsNaN(h) {
		return 0, fmt.Errorf("hours %q", s)
	}
	return h, nil
}

// writeHeures is the reverse of ParseHeures: « 3,5 ».
func writeHeures(h float64) string {
	return strings.Replace(strconv.FormatFloat(h, 'f', -1, 64), ".", ",", 1)
}

// ParseMontant reads euros as people type them, "1 240,50 €", into centimes.
func ParseMontant(s string) (int64, error) {
	entier, decimales, _ := strings.Cut(strings.Replace(strings.TrimSuffix(withoutSpaces(s), "€"), ".", ",", 1), ",")
	euros, err := strconv.ParseUint(entier, 10, 32)
	cents, errCents := strconv.ParseUint((decimales + "00")[:2], 10, 8)
	if err != nil || errCents != nil || len(decimales) > 2 {
		return 0, fmt.Errorf("amount %q", s)
	}
	return int64(euros*100 + cents), nil
}

// writeMontant is the reverse of ParseMontant: « 1240,50 », « 1240 ».
func writeMontant(centimes int64) string {
	return strings.TrimSuffix(fmt.Sprintf("%d,%02d", centimes/100, centimes%100), ",00")
}

// Saisie is what a form of a transition holds, by field name. A field with
// several values joins their codes with commas (codes never hold one).
type Saisie map[string]string

// Date reads a field; an unreadable date was refused before.
func (s Saisie) Date(champ string) Date {
	d, _ := ParseDate(s[champ])
	return d
}

// tidy returns a copy with trimmed values and without the blank ones: a field
// of spaces is an empty field, for rules, effects and history alike.
func (s Saisie) tidy() Saisie {
	nette := Saisie{}
	for champ, v := range s {
		if v = strings.TrimSpace(v); v != "" {
			nette[champ] = v
		}
	}
	return nette
}

// put writes what a struct says of some fields.
func (s Saisie) put(champs Champs, v any) {
	for _, c := range champs {
		if textes := c.Textes(v); len(textes) > 0 {
			s[c.Code] = strings.Join(textes, ",")
		}
	}
}

// Liste reads a field of several codes, each once.
func (s Saisie) Liste(champ string) []string {
	var codes []string
	for _, c := range strings.Split(s[champ], ",") {
		if c = strings.TrimSpace(c); c != "" && !slices.Contains(codes, c) {
			codes = append(codes, c)
		}
	}
	return codes
}

func heures(h float64) string { return writeHeures(h) + " h" }
