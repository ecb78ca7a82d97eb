package composants

import (
	"cmp"
	"maps"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"parcours.example/internal/parcours"
)

// ChampProps is what every field shares. The field keeps what was typed, right or
// wrong: Valeur is the text as received, not a parsed value.
type ChampProps struct {
	Nom          string // name in the form
	ID           string // default: « champ- » + Nom; two forms on a page need a Formulaire with a Prefixe
	Libelle      string
	Valeur       string
	Valeurs      []string // ChampCases only: the ticked values
	Aide         string   // one sentence between the label and the field
	Erreur       string   // one sentence under the field
	Obligatoire  bool
	Autocomplete string // HTML autocomplete token
	MaxLongueur  int    // characters; said to the person for a long text, enforced by the server
	Suffixe      string // unit after a number: « heures », « % »
	Max          string // ChampDate (2026-03-02)
	Placeholder  string // rarely: an example is better in Aide
	SansLibelle  bool   // the label is kept for screen readers only (search boxes, cells of a table)
	// Suggestions are what a line of text is often filled with: one is chosen, or another typed.
	Suggestions []string
	Attrs       templ.Attributes
}

// Identifiant is the id of the field: what an error summary links to.
func (c ChampProps) Identifiant() string {
	return cmp.Or(c.ID, "champ-"+c.Nom)
}

func (c ChampProps) idAide() string   { return c.Identifiant() + "-aide" }
func (c ChampProps) idErreur() string { return c.Identifiant() + "-erreur" }
func (c ChampProps) idListe() string  { return c.Identifiant() + "-liste" }

// describedBy joins the ids of what explains the field; empty when nothing does.
func (c ChampProps) describedBy() string {
	var ids []string
	if c.Aide != "" {
		ids = append(ids, c.idAide())
	}
	if c.Erreur != "" {
		ids = append(ids, c.idErreur())
	}
	return strings.Join(ids, " ")
}

// attributes are those that every single control carries.
func (c ChampProps) attributes() templ.Attributes {
	unlessEmpty := func(s string) templ.KeyValue[string, bool] { return templ.KV(s, s != "") }
	a := templ.Attributes{
		"id":               c.Identifiant(),
		"name":             c.Nom,
		"aria-describedby": unlessEmpty(c.describedBy()),
		"aria-invalid":     templ.KV("true", c.Erreur != ""),
		"required":         c.Obligatoire,
		"autocomplete":     unlessEmpty(c.Autocomplete),
		"placeholder":      unlessEmpty(c.Placeholder),
		"max":              unlessEmpty(c.Max),
		"list":             templ.KV(c.idListe(), len(c.Suggestions) > 0),
	}
	maps.Copy(a, c.Attrs)
	return a
}

// Option is one choice of a list, of radios or of boxes.
type Option struct {
	Valeur  string
	Libelle string
	Aide    string // a line under the choice (boxes)
	URL     string // where one may do, or look at, what the choice tells of (boxes)
	Lien    string // what is done there
	Groupe  string // ChampListe: successive options of one group go under its heading
	Icone   string // ChampSegments
}

// idOption is unique within the field, whatever the value contains.
func (c ChampProps) idOption(i int) string {
	if i == 0 {
		return c.Identifiant() // an error summary lands on the first choice
	}
	return c.Identifiant() + "-" + strconv.Itoa(i)
}

// groupeOptions is a run of options under one heading.
type groupeOptions struct {
	titre   string
	options []Option
}

func groupOptions(options []Option) []groupeOptions {
	var groupes []groupeOptions
	for _, o := range options {
		if n := len(groupes); n == 0 || groupes[n-1].titre != o.Groupe {
			groupes = append(groupes, groupeOptions{titre: o.Groupe})
		}
		g := &groupes[len(groupes)-1]
		g.options = append(g.options, o)
	}
	return groupes
}

// Erreur is one sentence about one field, or about the whole form when Champ is
// empty. ID, the id of the field, is filled by Formulaire.
type Erreur struct {
	Champ   string
	Message string
	ID      string
}

// Formulaire is what a form was when it was sent: it hands each field its
// value, its error and an id that is unique on the page.
//
//	f := composants.Formulaire{Prefixe: "suivi", Valeurs: r.PostForm, Erreurs: erreurs}
//	@composants.ResumeErreurs(f.Resume())
//	@composants.ChampDate(f.Champ("date", "Date du suivi"))
type Formulaire struct {
	Prefixe string
	Valeurs url.Values
	Erreurs []Erreur
	// AAcquitter is what the refusal asks to have read.
	AAcquitter []parcours.Constat
	Essai      *Essai // what a trial of it told; nil when there was none
}

// Essai is what a form that is being typed would meet: what refuses it, what it would change.
type Essai struct {
	Manques []Verif
	Effets  string
}

// IDAvis names the place of a form where its warnings stand, and come while one types.
func (f Formulaire) IDAvis() string { return f.Prefixe + "-avis" }

// Champ makes the field of that name; change the copy to add a hint and so on.
func (f Formulaire) Champ(nom, libelle string) ChampProps {
	return ChampProps{
		Nom:     nom,
		ID:      f.id(nom),
		Libelle: libelle,
		Valeur:  f.Valeurs.Get(nom),
		Valeurs: f.Valeurs[nom],
		Erreur:  f.erreur(nom),
	}
}

// ChampObligatoire is Champ, marked so.
func (f Formulaire) ChampObligatoire(nom, libelle string) ChampProps {
	c := f.Champ(nom, libelle)
	c.Obligatoire = true
	return c
}

// Resume lists the errors for ResumeErreurs, each with the id of its field.
func (f Formulaire) Resume() []Erreur {
	resume := make([]Erreur, 0, len(f.Erreurs))
	for _, e := range f.Erreurs {
		if e.Champ != "" && e.ID == "" {
			e.ID = f.id(e.Champ)
		}
		resume = append(resume, e)
	}
	return resume
}

// HasErreurs tells whether the form came back to be corrected.
func (f Formulaire) HasErreurs() bool { return len(f.Erreurs) > 0 }

func (f Formulaire) id(nom string) string { return cmp.Or(f.Prefixe, "champ") + "-" + nom }

func (f Formulaire) erreur(nom string) string {
	for _, e := range f.Erreurs {
		if e.Champ == nom {
			return e.Message
		}
	}
	return ""
}

// WithAide returns the field with a hint: @ChampTexte(f.Champ("x", "X").WithAide("…")).
func (c ChampProps) WithAide(aide string) ChampProps { c.Aide = aide; return c }

// WithLimite returns the field limited to n characters.
func (c ChampProps) WithLimite(n int) ChampProps { c.MaxLongueur = n; return c }

// WithoutLibelle returns the field with its label for screen readers only.
func (c ChampProps) WithoutLibelle() ChampProps { c.SansLibelle = true; return c }

// WithExemple returns a search box that says inside what can be searched: its
// label is heard, not seen.
func (c ChampProps) WithExemple(exemple string) ChampProps {
	c.Placeholder = exemple
	return c.WithoutLibelle()
}

// WithAutocomplete returns the field that the browser fills with what the token names.
func (c ChampProps) WithAutocomplete(token string) ChampProps { c.Autocomplete = token; return c }

// WithAttrs returns the field with more attributes (data-*, inputmode…).
func (c ChampProps) WithAttrs(attrs templ.Attributes) ChampProps {
	plus := templ.Attributes{}
	maps.Copy(plus, c.Attrs)
	maps.Copy(plus, attrs)
	c.Attrs = plus
	return c
}
