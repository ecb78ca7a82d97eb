package parcours

import (
	"encoding/json"
	"time"
)

// GuideAjout is an item that a SIAE adds to the guide for itself. Donnees is the
// item as it was typed: internal/guide knows its shape.
type GuideAjout struct {
	ID       int64
	SiaeID   int64
	Donnees  json.RawMessage `gorm:"type:jsonb"`
	RetireLe Date            // no longer used; a file may still name it
	AuteurID int64
	CreeLe   time.Time
	MajPar   int64
	MajLe    time.Time
	Version  int
}

// GuideSignalement is what a SIAE has against an item of the region: it is out
// of date, it should read otherwise, or it is of no use here.
type GuideSignalement struct {
	ID     int64
	SiaeID int64
	Item   string // id in the guide: "RES-03"
	Genre  string // GenresSignalement
	Motif  string
	// A correction. An empty field keeps what the guide says.
	Titre    string
	Texte    string
	Contact  *ContactCorrige `gorm:"serializer:json"`
	AuteurID int64
	Date     Date
	CreeLe   time.Time
	LeveLe   Date // taken back, or replaced
	LevePar  *int64
}

// ContactCorrige is somebody's address as the SIAE knows it.
type ContactCorrige struct {
	Nom       string   `json:"nom,omitempty"`
	Fonction  string   `json:"fonction,omitempty"`
	Organisme string   `json:"organisme"`
	Tel       []string `json:"tel,omitempty"`
	Mel       string   `json:"mel,omitempty"`
	Note      string   `json:"note,omitempty"`
}

// GenresSignalement: what may be said against an item of the guide.
var GenresSignalement = Liste{
	{"perime", "Périmé", "", false},
	{"correction", "Corrigé", "", false},
	{"masque", "Masqué", "", false},
}

// Replaces lists the kinds of reports on the same item that this one ends: a
// text that is put right, or hidden, is no longer out of date.
func (s GuideSignalement) Replaces() []string {
	if s.Genre == "perime" {
		return []string{"perime"}
	}
	return []string{s.Genre, "perime"}
}

// Validate checks what was typed; whether the item exists is the guide's to say.
func (s GuideSignalement) Validate() error {
	var es Erreurs
	requireCode(&es, "genre", s.Genre, GenresSignalement, "Choisissez : périmé, à corriger ou à masquer.")
	if s.Genre == "correction" {
		limitText(&es, "motif", s.Motif, 500)
		if s.Titre == "" && s.Texte == "" && s.Contact == nil {
			es.Add("texte", "Rien n'a changé : écrivez ce qu'il faut lire à la place.")
		}
		limitText(&es, "titre", s.Titre, 130)
		limitText(&es, "texte", s.Texte, 1000)
		if s.Contact != nil {
			s.Contact.Check(&es, "")
		}
	} else {
		requireText(&es, "motif", s.Motif, 500, "Dites en quelques mots pourquoi : vos collègues le liront.")
	}
	return es.Err()
}

// Check notes what is wrong with an address; prefixe stands before the names of
// the fields.
func (c ContactCorrige) Check(es *Erreurs, prefixe string) {
	requireText(es, prefixe+"organisme", c.Organisme, 120, "Indiquez l'organisme du contact.")
	limitText(es, prefixe+"nom", c.Nom, 120)
	limitText(es, prefixe+"fonction", c.Fonction, 120)
	limitText(es, prefixe+"note", c.Note, 500)
	limitText(es, prefixe+"mel", c.Mel, 200)
	if c.Mel != "" && !formeEmail.MatchString(c.Mel) {
		es.Add(prefixe+"mel", "Cette adresse n'est pas valable. Exemple : prenom.nom@exemple.fr.")
	}
	for _, t := range c.Tel {
		limitText(es, prefixe+"tel", t, 40)
		if !formeTel.MatchString(t) {
			es.Add(prefixe+"tel", "Ce numéro n'est pas valable. Exemple : 03 22 00 00 00.")
			break
		}
	}
}

// NoteTerritoire is what a SIAE writes of its territory under one rubrique.
type NoteTerritoire struct {
	ID       int64
	SiaeID   int64
	Rubrique string // RubriquesTerritoire
	Texte    string
	AuteurID int64 // of the present text
	CreeLe   time.Time
	MajLe    time.Time
	Version  int
}

// RubriquesTerritoire are the parts of the diagnostic of the territory.
var RubriquesTerritoire = Liste{
	{"besoins", "Les besoins du territoire", "51-65", false},
	{"acteurs", "Les acteurs à rencontrer", "67-74", false},
	{"permanents", "Former les salariés permanents", "1195-1260", false},
	{"retenir", "Ce que nous en retenons", "", false},
}

// Validate checks a note. An empty text is allowed: it clears the note.
func (n NoteTerritoire) Validate() error {
	var es Erreurs
	requireCode(&es, "rubrique", n.Rubrique, RubriquesTerritoire, "Choisissez une rubrique.")
	limitNote(&es, "texte", n.Texte)
	return es.Err()
}
