package site

import (
	"cmp"
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"parcours.example/internal/httpkit"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

// champCle is the hidden field of the idempotency key (drawn among the Caches of pages.FormProps).
const champCle = "cle"

// Form is a form as it was typed, and what is wrong with it. Its readers
// note a French sentence beside a value that cannot be read; the page draws
// both with the embedded composants.Formulaire. What reads it, does its deed and
// shows it again is act, in routes.go.
type Form struct {
	pages.Retourne
	sent    bool // as opposed to one that nobody has typed in yet
	conflit bool
	lus     parcours.Erreurs
	refus   parcours.Erreurs // the last ones, of which Erreurs are the sentences
}

// NewFormulaire is an empty form with a fresh key; Set fills it.
func NewFormulaire(prefixe string) *Form {
	vide := composants.Formulaire{Prefixe: prefixe, Valeurs: url.Values{champCle: {rand.Text()}}}
	return &Form{Retourne: pages.Retourne{Formulaire: vide}}
}

// Set gives a field its value; several for boxes.
func (f *Form) Set(nom string, valeurs ...string) *Form {
	f.Valeurs[nom] = valeurs
	return f
}

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
func (f *Form) Case(nom string) bool { return f.Texte(nom) == parcours.Oui }

// Read fills dst with the fields of an act; what cannot be read is kept for Err.
func (f *Form) Read(champs parcours.Champs, dst any) {
	f.lus = append(f.lus, champs.Read(f.source, dst)...)
}

// source: a field that was not sent is empty, a box that is not ticked for one.
func (f *Form) source(code string) ([]string, bool) { return f.Valeurs[code], true }

// Date reads a day; the zero Date when the field is empty.
func (f *Form) Date(nom string) parcours.Date {
	return readOne[parcours.Date](f, nom, parcours.GenreDate)
}

// Entier reads a whole number, 0 when the field is empty.
func (f *Form) Entier(nom string) int { return readOne[int](f, nom, parcours.GenreEntier) }

// ID reads the choice of a person or of a thing in a list; nil for none.
func (f *Form) ID(nom string) *int64 { return readOne[*int64](f, nom, parcours.GenreCollegue) }

// IDs reads several choices of people or of things.
func (f *Form) IDs(nom string) []int64 { return readOne[[]int64](f, nom, parcours.GenreCollegue) }

// readOne reads a field that belongs to no act.
func readOne[T any](f *Form, nom string, genre parcours.Genre) T {
	var lu struct{ Valeur T }
	f.Read(parcours.Champs{{Code: nom, Colonne: "valeur", Genre: genre, Max: 1_000_000_000}}, &lu)
	return lu.Valeur
}

// Version reads the version that the form was filled from.
func (f *Form) Version() int {
	n, _ := strconv.Atoi(f.Texte("version"))
	return n
}

// Err is what the readers could not read; hand it to Refuse like any other refusal.
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
		sansChamp := e.Champ == "" || e.Champ == httpkit.ChampSession
		if e.Code == parcours.Introuvable || e.Code == parcours.Interdit && sansChamp {
			return err
		}
	}
	f.refus, f.AAcquitter, f.Actuel = nil, nil, es[0].Actuel
	// A date that cannot be read also fails the rule that wants one: the first
	// sentence about a field is the one that helps.
	deja := map[string]bool{}
	for _, e := range f.Erreurs {
		deja[e.Champ] = true
	}
	for _, e := range append(f.lus, es...) {
		if e.Code == parcours.Conflit && e.Champ == parcours.ChampCle { // one went back, and typed otherwise
			f.Set(champCle, rand.Text())
			e = &parcours.Erreur{Code: parcours.Conflit, Message: messageRenvoi}
		}
		f.AAcquitter = append(f.AAcquitter, e.AAcquitter...)
		if e.Champ != "" && deja[e.Champ] {
			continue
		}
		deja[e.Champ] = true
		f.conflit = f.conflit || e.Code == parcours.Conflit
		f.refus = append(f.refus, e)
		f.Erreurs = append(f.Erreurs, composants.Erreur{Champ: e.Champ, Message: e.Message})
	}
	f.lus = nil
	return nil
}

const messageRenvoi = "Ce formulaire a déjà été envoyé avec d'autres réponses, qui sont enregistrées : regardez-les d'abord. " +
	"Pour enregistrer aussi ce qui est écrit ici, envoyez-le à nouveau."

// invalid refuses what was typed in a field, or the whole of what was sent.
func invalid(champ, message string) error {
	return &parcours.Erreur{Code: parcours.Invalide, Champ: champ, Message: message}
}

// Status is 200 for a form to fill, 409 after a lost race, 422 for one to correct.
func (f *Form) Status() int {
	switch {
	case f.conflit:
		return http.StatusConflict
	case len(f.Erreurs) > 0:
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

// orBack is the form that came back when it is this one, and whether it is. Where a
// colleague was faster, what they wrote stands beside it: the next click replaces it.
func (f *Form) orBack(revenu *Form) (composants.Formulaire, bool) {
	if revenu.Prefixe != f.Prefixe {
		return f.Formulaire, false
	}
	if revenu.conflit {
		revenu.Set("version", f.Texte("version"))
	}
	return revenu.Formulaire, true
}

// Update gives a form that nobody has typed in the values of the file, by field, and
// remembers them (pages.Avant); one that lost a race is brought up to date.
func (f *Form) Update(champs parcours.Champs, valeurs map[string][]string, version int) {
	switch {
	case f.conflit:
		f.Merge(champs, valeurs, version)
	case !f.sent:
		f.fill(valeurs)
		f.Set("version", strconv.Itoa(version))
	}
}

// fill gives fields their values, and remembers them.
func (f *Form) fill(valeurs map[string][]string) {
	for code, textes := range valeurs {
		f.Set(code, textes...)
		f.Set(pages.Avant+code, strings.Join(textes, ","))
	}
}

// Merge brings a form that lost a race up to date with what is there now, by
// field: it takes over what a colleague changed in the fields that the person did
// not touch, keeps what they typed in the others, and lets the next click
// through. Where the history does not tell what changed, with who and when, Actuel
// lists the values.
func (f *Form) Merge(champs parcours.Champs, actuel map[string][]string, version int) {
	var changes []parcours.ValeurActuelle
	for _, c := range champs {
		avant, ici := f.before(c), actuel[c.Code]
		if sameTexts(avant, ici) {
			continue
		}
		valeur := cmp.Or(c.TypedWords(ici, parcours.Mots{}), "vide")
		changes = append(changes, parcours.ValeurActuelle{Champ: c.Code, Libelle: c.Libelle, Valeur: valeur})
		if sameTexts(f.Liste(c.Code), avant) {
			f.Set(c.Code, ici...)
		}
		f.Set(pages.Avant+c.Code, strings.Join(ici, ","))
	}
	f.Set("version", strconv.Itoa(version))
	if len(f.Actuel) == 0 {
		f.Actuel = changes
	}
}

// before is what the form was filled with.
func (f *Form) before(c parcours.Champ) []string {
	avant := f.Valeurs.Get(pages.Avant + c.Code)
	if c.Genre == parcours.GenreMulti {
		return strings.FieldsFunc(avant, func(r rune) bool { return r == ',' })
	}
	return f.Liste(pages.Avant + c.Code)
}

// sameTexts: the same boxes, whatever their order; an empty one is none.
func sameTexts(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
