package parcours

import (
	"cmp"
	"slices"
	"strings"
)

// Genre is how a field is asked, read, checked and written.
type Genre string

const (
	GenreInterne   Genre = "" // a column that only the program reads
	GenreTexte     Genre = "texte"
	GenreNote      Genre = "note" // several lines
	GenreEmail     Genre = "email"
	GenreTelephone Genre = "telephone"
	GenreDate      Genre = "date"
	GenreHeures    Genre = "heures"
	GenreMontant   Genre = "montant" // typed in euros, kept in centimes
	GenreEntier    Genre = "entier"
	GenreChoix     Genre = "choix"
	GenreMulti     Genre = "multi"
	GenreCase      Genre = "case"
	GenreCollegue  Genre = "collegue" // the id of one colleague, or of several
	GenreItem      Genre = "item"     // the id of an item of the guide
	GenreReponses  Genre = "reponses" // answers by code: read in the history, never typed
)

// Champ is one field, declared once: the form that asks it, the reading of a
// form and of JSON, its validation, what a conflict and the history say of it,
// the API's schema and the titles that an import knows all read this row.
type Champ struct {
	// Code is its name in forms and in JSON. Colonne is its name in the database,
	// and in a struct (date_fin is DateFin); the code itself when empty.
	Code    string
	Colonne string
	Libelle string
	// Mot names it inside a sentence; by default the label in lower case.
	Mot   string
	Genre Genre
	Liste Liste
	// ParSiae narrows the list to what this SIAE may answer.
	ParSiae func(Siae) Liste
	// Nombre: the codes of the list are kept as numbers.
	Nombre bool
	Requis bool
	// RequisSi: required once another field gives that answer.
	RequisSi Cas
	// Inconnu is the word that answers that nobody knows: « inconnues ». It is kept in a
	// passage; elsewhere the value stays unknown.
	Inconnu string
	// Absent is said when a required field is empty.
	Absent string
	Aide   string
	// Max is the longest text in characters, or the largest whole number; 0 is
	// the usual one of the genre.
	Max int
	// AnneeMin is the first year that somebody may mean; 0 is anneeMin.
	AnneeMin int
	// Passe: the day of a fact, never in the future.
	Passe bool
	// Aujourdhui: a client of the API that leaves the day out means today.
	Aujourdhui bool
	// Tidy writes a text the one way in which it is kept.
	Tidy func(string) string
	// Forme judges a text; Invalide is said when it does not pass.
	Forme    func(string) bool
	Invalide string
	// Groupe is the heading under which a form asks it, Rangee puts it beside
	// the field before, Etale shows every choice, Choisir is the empty choice.
	Groupe  string
	Rangee  bool
	Etale   bool
	Choisir string
	// Titres are titles of real spreadsheets, the best first.
	Titres []string
}

// Cas is an answer given in another field.
type Cas struct{ Champ, Valeur string }

// The empty choice of a list.
const (
	choisir      = "Choisir…"
	nonRenseigne = "Non renseigné"
	aPreciser    = "À préciser"
)

// Champs is the fields of an act or of a table, in the order in which they are
// asked.
type Champs []Champ

// Find gives a field by its code.
func (cs Champs) Find(code string) (Champ, bool) {
	return find(cs, func(c Champ) bool { return c.Code == code })
}

// Get gives a field that must exist: it panics when the program starts.
func (cs Champs) Get(code string) Champ {
	c, ok := cs.Find(code)
	if !ok {
		panic("parcours: no field " + code)
	}
	return c
}

// Only keeps some fields, in the order given.
func (cs Champs) Only(codes ...string) Champs {
	return each(codes, cs.Get)
}

// Without leaves some fields out.
func (cs Champs) Without(codes ...string) Champs {
	return keep(cs, func(c Champ) bool { return !slices.Contains(codes, c.Code) })
}

// With adds some fields, in a list of its own.
func (cs Champs) With(autres ...Champ) Champs { return append(slices.Clip(cs), autres...) }

// Typed leaves out what nobody types.
func (cs Champs) Typed() Champs {
	return keep(cs, func(c Champ) bool { return c.Genre != GenreInterne && c.Genre != GenreReponses })
}

// Of keeps the fields asked under one heading.
func (cs Champs) Of(groupe string) Champs {
	return keep(cs, func(c Champ) bool { return c.Groupe == groupe })
}

// Groupes lists the headings, in the order of the fields.
func (cs Champs) Groupes() []string {
	var groupes []string
	for _, c := range cs {
		if !slices.Contains(groupes, c.Groupe) {
			groupes = append(groupes, c.Groupe)
		}
	}
	return groupes
}

// Required is the field as an act that cannot do without it asks it; absent is
// said when it is empty. « Inconnue » is no answer any more.
func (c Champ) Required(absent string) Champ {
	c.Requis, c.Absent = true, absent
	if c.Choisir != choisir {
		c.Choisir = ""
	}
	return c
}

// Optional are the fields as an act asks them that can do without each.
func (cs Champs) Optional() Champs {
	return each(cs, func(c Champ) Champ {
		c.Requis = false
		return c
	})
}

// champDate is the day of a fact, asked by an act; today when a client of the
// API leaves it out.
func champDate(libelle string) Champ {
	return Champ{Code: "date", Libelle: libelle, Genre: GenreDate, Passe: true, Aujourdhui: true, Requis: true, Absent: "Indiquez une date."}
}

// As is the field as another act asks it, under another name.
func (c Champ) As(code, libelle string) Champ {
	c.Colonne, c.Code, c.Libelle = c.Column(), code, libelle
	return c
}

// Beside puts the field beside the one before it.
func (c Champ) Beside() Champ {
	c.Rangee = true
	return c
}

// Column is the name of the field in the database.
func (c Champ) Column() string { return cmp.Or(c.Colonne, c.Code) }

// Word names the field inside a sentence.
func (c Champ) Word() string {
	return cmp.Or(c.Mot, strings.ToLower(c.Libelle))
}

// Options are the values offered for this SIAE, retired ones left out.
func (c Champ) Options(s Siae) Liste {
	return keep(c.listeFor(s), func(t Terme) bool { return !t.Retire })
}

func (c Champ) listeFor(s Siae) Liste {
	if c.ParSiae != nil {
		return c.ParSiae(s)
	}
	return c.Liste
}

// Limite is the longest text that the field takes, in characters; 0 for what is
// no text.
func (c Champ) Limite() int {
	switch c.Genre {
	case GenreTexte, GenreEmail, GenreTelephone, GenreItem:
		return cmp.Or(c.Max, maxTexte)
	case GenreNote:
		return cmp.Or(c.Max, MaxNote)
	}
	return 0
}
