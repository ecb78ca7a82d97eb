package parcours

import (
	"encoding/json"
	"slices"
	"time"
)

// GuideAjout is an item that a SIAE adds to the guide for itself. Donnees is the
// item as it was typed: internal/guide knows its shape.
type GuideAjout struct {
	ID, SiaeID int64
	Donnees    json.RawMessage `gorm:"type:jsonb"`
	RetireLe   Date            // no longer used; a file may still name it
	AuteurID   int64
	CreeLe     time.Time
	MajPar     int64
	MajLe      time.Time
	Version    int
}

// GuideSignalement is what a SIAE has against an item of the region: it is out
// of date, it should read otherwise, or it is of no use here.
type GuideSignalement struct {
	ID, SiaeID int64
	Item       string // id in the guide: "RES-03"
	Genre      string // GenresSignalement
	Motif      string
	// A correction. An empty field keeps what the guide says.
	Titre, Texte string
	Contact      *ContactCorrige `gorm:"serializer:json"`
	AuteurID     int64
	Date         Date
	CreeLe       time.Time
	LeveLe       Date // taken back, or replaced
	LevePar      *int64
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

// What a SIAE says of an item of the guide.
const (
	SignalementPerime     = "perime"
	SignalementCorrection = "correction"
	SignalementMasque     = "masque"
)

// GenresSignalement: what may be said against an item of the guide.
var GenresSignalement = Liste{
	{SignalementPerime, "Périmé", "", false},
	{SignalementCorrection, "Corrigé", "", false},
	{SignalementMasque, "Masqué", "", false},
}

// Replaces lists the kinds of reports on the same item that this one ends: a
// text that is put right, or hidden, is no longer out of date.
func (s GuideSignalement) Replaces() []string {
	if s.Genre == SignalementPerime {
		return []string{SignalementPerime}
	}
	return []string{s.Genre, SignalementPerime}
}

// ChampsCorrection is what may be said against an item; a correction says what to read
// instead, the others why.
var (
	champsSignalement = Champs{
		{Code: "genre", Libelle: "Ce qui ne va pas", Genre: GenreChoix, Liste: GenresSignalement,
			Requis: true, Absent: "Choisissez : périmé, à corriger ou à masquer."},
		{Code: "motif", Libelle: "Pourquoi", Genre: GenreTexte, Max: 500,
			Requis: true, Absent: "Dites en quelques mots pourquoi : vos collègues le liront."},
	}
	ChampsCorrection = Champs{
		champsSignalement[0],
		{Code: "motif", Libelle: "Pourquoi", Genre: GenreTexte, Max: 500},
		{Code: "titre", Libelle: "Titre", Genre: GenreTexte, Max: 130},
		{Code: "texte", Libelle: "Texte", Genre: GenreNote, Max: 1000},
	}
	champsContact = Champs{
		{Code: "organisme", Libelle: "Organisme", Genre: GenreTexte, Max: 120, Requis: true, Absent: "Indiquez l'organisme du contact."},
		{Code: "nom", Libelle: "Nom", Genre: GenreTexte, Max: 120},
		{Code: "fonction", Libelle: "Fonction", Genre: GenreTexte, Max: 120},
		{Code: "mel", Libelle: "Adresse e-mail", Genre: GenreEmail, Forme: formeEmail.MatchString,
			Invalide: "Cette adresse n'est pas valable. Exemple : prenom.nom@exemple.fr."},
		{Code: "note", Libelle: "Note", Genre: GenreTexte, Max: 500},
	}
	champTelContact = Champ{Code: "tel", Libelle: "Téléphone", Genre: GenreTelephone, Max: 40, Forme: formeTel.MatchString,
		Invalide: "Ce numéro n'est pas valable. Exemple : 03 22 00 00 00."}
)

// ChampsContact is whom to call, as one types it: several telephones stand in one field.
var ChampsContact = append(champsContact[:3:3], Champ{Code: "tel", Libelle: "Téléphone", Genre: GenreTexte,
	Aide: "Plusieurs numéros : séparez-les par une virgule."}, champsContact[3], champsContact[4])

// Validate checks what was typed; whether the item exists is the guide's to say.
func (s GuideSignalement) Validate() error {
	var es Erreurs
	champs := champsSignalement
	if s.Genre == SignalementCorrection {
		champs = ChampsCorrection
		if s.Titre == "" && s.Texte == "" && s.Contact == nil {
			es.Add("texte", "Rien n'a changé : écrivez ce qu'il faut lire à la place.")
		}
		if s.Contact != nil {
			s.Contact.Check(&es, "")
		}
	}
	return append(es, champs.Check(s, Controle{})...).Err()
}

// Check notes what is wrong with an address; prefixe stands before the names of
// the fields.
func (c ContactCorrige) Check(es *Erreurs, prefixe string) {
	trouvees := champsContact.Check(c, Controle{})
	for _, t := range c.Tel {
		if refus := champTelContact.check(Controle{}, []string{t}); len(refus) > 0 {
			trouvees = append(trouvees, refus...)
			break
		}
	}
	for _, e := range trouvees {
		es.Add(prefixe+e.Champ, e.Message)
	}
}

// NoteTerritoire is what a SIAE writes of its territory under one rubrique.
type NoteTerritoire struct {
	ID, SiaeID int64
	Rubrique   string // RubriquesTerritoire
	Texte      string
	AuteurID   int64 // of the present text
	CreeLe     time.Time
	MajLe      time.Time
	Version    int
}

// RubriquesTerritoire are the parts of the diagnostic of the territory.
var RubriquesTerritoire = Liste{
	{"besoins", "Les besoins du territoire", "51-65", false},
	{"acteurs", "Les acteurs à rencontrer", "67-74", false},
	{"permanents", "Former les salariés permanents", "1195-1260", false},
	{"retenir", "Ce que nous en retenons", "", false},
}

// ChampsNote is a note on the territory. An empty text clears it.
var ChampsNote = Champs{
	{Code: "rubrique", Libelle: "Rubrique", Genre: GenreChoix, Liste: RubriquesTerritoire, Requis: true, Absent: "Choisissez une rubrique."},
	{Code: "texte", Libelle: "Texte", Genre: GenreNote},
}

// Validate checks a note as it was typed.
func (n NoteTerritoire) Validate() error { return ChampsNote.Validate(n, Date{}) }

var _ = declare(
	Objet{"guide_ajout", "Ajout au guide", false, slices.Concat(Champs{
		{Code: "donnees", Libelle: "Texte", Genre: GenreReponses},
		{Code: "retire_le", Libelle: "Retiré le", Genre: GenreDate}},
		internes("id", "siae_id", "auteur_id", "cree_le", "maj_par", "maj_le", "version"))},
	Objet{"guide_signalement", "Signalement", false, slices.Concat(Champs{ChampItem}, ChampsCorrection,
		Champs{{Code: "contact", Libelle: "Contact", Genre: GenreReponses}, champJour,
			{Code: "leve_le", Libelle: "Levé le", Genre: GenreDate}},
		internes("id", "siae_id", "auteur_id", "cree_le", "leve_par"))},
	Objet{"note_territoire", "Note sur le territoire", true,
		slices.Concat(ChampsNote, internes("id", "siae_id", "auteur_id", "cree_le", "maj_le", "version"))},
	Acte{"signaler_item", ActionEditGuide, ChampsCorrection, GuideSignalement{}},
	Acte{"noter_territoire", ActionEditGuide, ChampsNote, NoteTerritoire{}},
)
