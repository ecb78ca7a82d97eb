package parcours

import "reflect"

// Objet is one kind of thing that is kept: a table of the database, what people
// call it, and a row for each of its columns.
type Objet struct {
	Nom     string // of the table
	Libelle string
	Feminin bool
	Champs  Champs
}

// Acte is one thing that a person writes, with the fields that it asks.
// Transitions are acts too: their rows are in the machine.
type Acte struct {
	Code   string
	Action Action // the right that it takes
	Champs Champs
	// Lu is the struct that its answers are read into; nil when it has none of its own.
	Lu any
}

// Objets is every table that holds something of a SIAE: a test compares it with
// the database, each column has its row, each row its column. It and the acts are
// declared in the file of their subject; testdata/actes.golden prints them.
var (
	Objets []Objet
	actes  []Acte
)

// declare keeps the rows of a subject: what is written of it, by which acts.
func declare(lignes ...interface{ keep() }) struct{} {
	for _, l := range lignes {
		l.keep()
	}
	return struct{}{}
}

func (o Objet) keep() { Objets = append(Objets, o) }

// keep panics, when the program starts, if a row has no field in the struct.
func (a Acte) keep() {
	actes = append(actes, a)
	if a.Lu != nil {
		a.Champs.Read(func(string) ([]string, bool) { return nil, true }, reflect.New(reflect.TypeOf(a.Lu)).Interface())
	}
}

var _ = declare(
	Objet{"correspondance", "Colonnes d'un fichier", true, internes("id", "siae_id", "empreinte", "colonnes")},
	Objet{"importation", "Import", false, internes("id", "siae_id", "fichier", "feuille", "colonnes", "resultat", "etat",
		"crees", "auteur_id", "cree_le", "validee_le", "transaction", "annulation", "annulee_le")},
)

// Columns of several tables.
var (
	ChampItem      = Champ{Code: "item", Libelle: "Élément du guide", Genre: GenreItem}
	champJour      = Champ{Code: "date", Libelle: "Date", Genre: GenreDate}
	champTentative = Champ{Code: "tentative", Libelle: "Tentative", Genre: GenreEntier}
	champRetire    = Champ{Code: "retire_le", Libelle: "Retiré le", Genre: GenreDate}
)

// colonneRetire says since when a row does not count; tableSalarie holds the people.
var (
	colonneRetire = champRetire.Column()
	tableSalarie  = "salarie"
)

// internes are columns that only the program reads.
func internes(codes ...string) Champs {
	return each(codes, func(code string) Champ { return Champ{Code: code} })
}

// FindObjet gives a kind of thing by the name of its table.
func FindObjet(nom string) (Objet, bool) {
	return find(Objets, func(o Objet) bool { return o.Nom == nom })
}

// entier is a number that a struct keeps.
func entier(x any, nom string) int64 {
	return reflect.Indirect(reflect.ValueOf(x)).FieldByName(nom).Int()
}
