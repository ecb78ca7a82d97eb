package site

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"parcours.example/internal/httpkit"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

// champCle is the hidden field of the idempotency key (pages.Cle draws it).
const champCle = "cle"

// Form is a form as it was typed, and what is wrong with it. Its readers
// note a French sentence beside a value that cannot be read; the page draws
// both with the embedded composants.Formulaire.
//
//	f := c.Formulaire("suivi")
//	suivi := parcours.Suivi{Date: f.Date("date"), Texte: f.Texte("texte")}
//	if err := f.Err(); err != nil { return s.showSuiviForm(c, f, err) }
//	id, err := s.app.LogSuivi(…, f.Cle())
//	if err != nil { return s.showSuiviForm(c, f, err) }
//
// and showSuiviForm begins with: if err := f.Refuse(err); err != nil { return err }
type Form struct {
	composants.Formulaire
	conflit bool
	lus     parcours.Erreurs
}

// NewFormulaire is an empty form with a fresh key; Set fills it.
func NewFormulaire(prefixe string) *Form {
	return &Form{Formulaire: composants.Formulaire{Prefixe: prefixe, Valeurs: url.Values{champCle: {rand.Text()}}}}
}

// Set gives a field its value; several for boxes.
func (f *Form) Set(nom string, valeurs ...string) *Form {
	f.Valeurs[nom] = valeurs
	return f
}

// SetDate gives a date field its value, "" when it is not known.
func (f *Form) SetDate(nom string, d parcours.Date) *Form { return f.Set(nom, d.String()) }

// Cle is the idempotency key that came with the form: the same click twice does
// the thing once. It names the form too: those of one page were drawn with one
// key, and are not the same click.
func (f *Form) Cle() string {
	cle := f.Valeurs.Get(champCle)
	if cle == "" {
		return ""
	}
	return f.Prefixe + "/" + cle
}

// Texte is what was typed, without the spaces around.
func (f *Form) Texte(nom string) string { return strings.TrimSpace(f.Valeurs.Get(nom)) }

// Liste is the ticked boxes, empty ones left out.
func (f *Form) Liste(nom string) []string {
	var valeurs []string
	for _, v := range f.Valeurs[nom] {
		if v = strings.TrimSpace(v); v != "" {
			valeurs = append(valeurs, v)
		}
	}
	return valeurs
}

// Case tells whether a single box is ticked.
func (f *Form) Case(nom string) bool { return f.Texte(nom) == "oui" }

// Read fills dst with what was typed in the fields of an act; what cannot be
// read is kept for Err.
func (f *Form) Read(champs parcours.Champs, dst any) {
	f.lus = append(f.lus, champs.Read(f.source, dst)...)
}

// source: a field that the browser did not send is empty, a box that is not
// ticked for one.
func (f *Form) source(code string) ([]string, bool) { return f.Valeurs[code], true }

// Date reads a day; the zero Date when the field is empty.
func (f *Form) Date(nom string) parcours.Date {
	d, err := parcours.ParseDate(f.Texte(nom))
	if err != nil {
		f.lus.Add(nom, "Cette date n'existe pas. Écrivez-la jour/mois/année, par exemple 02/03/2026.")
	}
	return d
}

// Entier reads a whole number, 0 when the field is empty.
func (f *Form) Entier(nom string) int {
	texte := withoutSpaces(f.Texte(nom))
	if texte == "" {
		return 0
	}
	n, err := strconv.Atoi(texte)
	if err != nil || n > 1_000_000_000 || n < -1_000_000_000 {
		f.lus.Add(nom, "Indiquez un nombre entier, par exemple 24.")
		return 0
	}
	return n
}

// ID reads the choice of a person or of a thing in a list; nil for none.
func (f *Form) ID(nom string) *int64 {
	texte := f.Texte(nom)
	if texte == "" {
		return nil
	}
	id, err := strconv.ParseInt(texte, 10, 64)
	if err != nil || id <= 0 {
		f.lus.Add(nom, "Cette réponse n'est pas possible ici. Choisissez-en une dans la liste.")
		return nil
	}
	return &id
}

// IDs reads several choices of people or of things.
func (f *Form) IDs(nom string) []int64 {
	var ids []int64
	for _, v := range f.Liste(nom) {
		id, err := strconv.ParseInt(v, 10, 64)
		if err != nil || id <= 0 {
			f.lus.Add(nom, "Une de ces réponses n'est pas possible ici. Choisissez dans la liste.")
			return nil
		}
		ids = append(ids, id)
	}
	return ids
}

// Version reads the version that the form was filled from.
func (f *Form) Version() int {
	n, _ := strconv.Atoi(f.Texte("version"))
	return n
}

// Heures reads a duration, « 35 » or « 3,5 »; 0 when the field is empty.
func (f *Form) Heures(nom string) float64 {
	if f.Texte(nom) == "" {
		return 0
	}
	h, err := parcours.ParseHeures(withoutSpaces(f.Texte(nom)))
	if err != nil {
		f.lus.Add(nom, "Indiquez un nombre d'heures entre 0 et 5 000, par exemple 35 ou 3,5.")
	}
	return h
}

// Montant reads an amount in euros, « 1 240,50 », as centimes; 0 when empty.
func (f *Form) Montant(nom string) int64 {
	texte := strings.TrimSuffix(withoutSpaces(f.Texte(nom)), "€")
	if texte == "" {
		return 0
	}
	entier, decimales, _ := strings.Cut(strings.Replace(texte, ".", ",", 1), ",")
	n, err := strconv.ParseInt(entier, 10, 64)
	c, errC := strconv.ParseInt((decimales + "00")[:2], 10, 64)
	if err != nil || errC != nil || len(decimales) > 2 || n < 0 || c < 0 || n > 10_000_000 {
		f.lus.Add(nom, "Indiquez un montant en euros, par exemple 1 240,50.")
		return 0
	}
	return n*100 + c
}

var espaces = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "\u2009", "")

func withoutSpaces(s string) string { return espaces.Replace(s) }

// Err is what the readers could not read; nil when all is well. Hand it to
// Refuse like any other refusal.
func (f *Form) Err() error { return f.lus.Err() }

// Refuse puts a refusal beside its fields and returns nil: the page of the form
// can be shown again. What does not belong in a form (not found, not allowed,
// a failure of ours) is returned unchanged. Refuse(nil) does nothing.
func (f *Form) Refuse(err error) error {
	if err == nil {
		return nil
	}
	es := parcours.ErreursOf(err)
	if es == nil {
		return err
	}
	for _, e := range es {
		if e.Code == parcours.Introuvable || e.Code == parcours.Interdit && (e.Champ == "" || e.Champ == httpkit.ChampSession) {
			return err
		}
	}
	// A date that cannot be read also fails the rule that wants one: the first
	// sentence about a field is the one that helps.
	deja := map[string]bool{}
	for _, e := range f.Erreurs {
		deja[e.Champ] = true
	}
	for _, e := range append(f.lus, es...) {
		if e.Champ != "" && deja[e.Champ] {
			continue
		}
		deja[e.Champ] = true
		f.conflit = f.conflit || e.Code == parcours.Conflit
		f.Erreurs = append(f.Erreurs, composants.Erreur{Champ: e.Champ, Message: e.Message})
	}
	f.lus = nil
	return nil
}

// Status is 200 for a form to fill, 409 for one that lost a race, 422 for one
// to correct.
func (f *Form) Status() int {
	switch {
	case f.conflit:
		return http.StatusConflict
	case len(f.Erreurs) > 0:
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}
