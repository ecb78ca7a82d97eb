package guide

import (
	"slices"
	"strings"

	"parcours.example/internal/parcours"
)

// Item is one entry of the guide, as it is written in YAML. What a SIAE adds is kept as JSON, under the same names.
type Item struct {
	ID      string `yaml:"id" json:"-"`
	Type    string `yaml:"type" json:"type,omitempty"`
	Etape   string `yaml:"etape" json:"etape,omitempty"` // an item of type etape, or Annexe
	Lignes  string `yaml:"lignes" json:"-"`              // lines of the guide's text: "231-236, 786-793"
	Edition string `yaml:"edition" json:"-"`             // "2023", or "2026-09" for a later correction
	// HorsGuide: about something that the guide does not treat; Edition is when we added it.
	HorsGuide bool   `yaml:"hors_guide" json:"-"`
	Titre     string `yaml:"titre" json:"titre,omitempty"`
	Texte     string `yaml:"texte" json:"texte,omitempty"`
	// Priorite is bloquant, important or normal (the default).
	Priorite string `yaml:"priorite" json:"priorite,omitempty"`
	// Codes tie the item to a vocabulary of internal/parcours: the freins that a frein answers, the situation that a
	// sortie is, and so on (see codesOf).
	Codes    []string `yaml:"codes" json:"codes,omitempty"`
	Criteres Criteres `yaml:"criteres" json:"criteres,omitzero"`
	Actions  []string `yaml:"actions" json:"actions,omitempty"` // the steps, in order
	Liens    []Lien   `yaml:"liens" json:"liens,omitempty"`
	Contacts []string `yaml:"contacts" json:"contacts,omitempty"` // ids of items of type contact
	Contact  *Contact `yaml:"contact" json:"contact,omitempty"`   // only for type contact
	Depuis   []Depuis `yaml:"depuis" json:"-"`

	// Local: written by the SIAE for itself, not by the region.
	Local bool `yaml:"-" json:"-"`
	// Correction replaces the text for one SIAE; the region's stays in Texte of the guide that it was made from.
	Correction *Correction `yaml:"-" json:"-"`
	// Signale: the SIAE says that it is out of date.
	Signale *Signale `yaml:"-" json:"-"`

	fichier   string // where the item is written, for who mends it
	ligne     int
	source    string
	plages    []plage
	rang      int // place in the guide: étape, then first line, then order of reading
	priorite  int
	codes     *critere // that the codes speak of
	contacts  []*Item
	recherche haystack
}

// start is the first line of the item; what the SIAE adds comes last, and so does what is in no étape any more.
func (it *Item) start() int {
	if it == nil || len(it.plages) == 0 {
		return lastLigne
	}
	return it.plages[0].de
}

// Source is printed under the text: « Guide 2023, Sécurisation de l'entrée en formation, l. 880 ».
func (it *Item) Source() string { return it.source }

// Fichier is the file in which the item is written; "" for what a SIAE adds.
func (it *Item) Fichier() string { return it.fichier }

// Ligne is the line of Fichier at which the item begins, from 1.
func (it *Item) Ligne() int { return it.ligne }

// IsBloquant tells that the item has to be settled before going on.
func (it *Item) IsBloquant() bool { return it.Priorite == PrioriteBloquant }

// IsImportant tells that the item is worth reading first.
func (it *Item) IsImportant() bool { return it.Priorite == PrioriteImportant }

// TypeLibelle is the French name of the kind of item.
func (it *Item) TypeLibelle() string { return Types.Libelle(it.Type) }

// Lien is an address on the web.
type Lien struct {
	Libelle string `yaml:"libelle" json:"libelle,omitempty"`
	URL     string `yaml:"url" json:"url,omitempty"`
}

// Contact is a person or a desk. A person's name is the guide's, hence of 2023: AVerifier is then compulsory and
// shown beside it.
type Contact struct {
	parcours.ContactCorrige `yaml:",inline"`

	Territoire string `yaml:"territoire" json:"territoire,omitempty"` // as printed; the criteria decide
	AVerifier  bool   `yaml:"a_verifier" json:"a_verifier,omitempty"`
}

// NomContact is how one asks for somebody: by name, or for the desk.
func (it *Item) NomContact() string {
	if it.Contact == nil || it.Contact.Nom == "" {
		return it.Titre
	}
	return it.Contact.Nom
}

// Mention is the reserve that goes with the name.
func (c Contact) Mention() string {
	if c.AVerifier {
		return "contact 2023, à vérifier"
	}
	return ""
}

// Depuis is a change later than the guide: shown beside the text, never instead.
type Depuis struct {
	Date   string `yaml:"date"` // 2026, 2026-01, 2026-01-01 or DateInconnue
	Texte  string `yaml:"texte"`
	Source string `yaml:"source"`
	// AVerifier: read only in a secondary source.
	AVerifier bool `yaml:"a_verifier"`
}

// DateInconnue is the date of a source that bears none: better said than made up.
const DateInconnue = "non connue"

// Annexe is the étape of what follows the eleven étapes (glossary, contacts of the end of the guide).
const Annexe = "ANNEXE"

const (
	PrioriteBloquant  = "bloquant"
	PrioriteImportant = "important"
	PrioriteNormal    = "normal"
)

var rangPriorite = map[string]int{PrioriteBloquant: 0, PrioriteImportant: 1, PrioriteNormal: 2, "": 2}

// Types are the kinds of items.
var Types = parcours.Liste{
	{Code: TypeEtape, Libelle: "Étape"},
	{Code: TypeRubrique, Libelle: "Rubrique"},
	{Code: TypeConseil, Libelle: "Conseil"},
	{Code: TypeEnjeu, Libelle: "Enjeu"},
	{Code: TypeBonnePratique, Libelle: "Bonne pratique"},
	{Code: TypeControle, Libelle: "À vérifier"},
	{Code: TypeOrigine, Libelle: "Origine du besoin"},
	{Code: TypeTypeFormation, Libelle: "Type de formation"},
	{Code: TypeLieu, Libelle: "Lieu de formation"},
	{Code: TypeFinancement, Libelle: "Financement"},
	{Code: TypeDispositif, Libelle: "Dispositif"},
	{Code: TypeEtapes, Libelle: "Marche à suivre"},
	{Code: TypeCas, Libelle: "Cas de figure"},
	{Code: TypeSolutionSortie, Libelle: "Solution après une interruption"},
	{Code: TypeSituation, Libelle: "Situation à la sortie"},
	{Code: TypeImpact, Libelle: "Impact à long terme"},
	{Code: TypeFrein, Libelle: "Frein"},
	{Code: TypeSolution, Libelle: "Solution à un frein"},
	{Code: TypeRessource, Libelle: "Ressource"},
	{Code: TypeActeur, Libelle: "Acteur"},
	{Code: TypeReseau, Libelle: "Réseau"},
	{Code: TypeContact, Libelle: "Contact"},
	{Code: TypeChiffre, Libelle: "Chiffre"},
	{Code: TypeGlossaire, Libelle: "Sigle"},
}

const (
	TypeEtape          = "etape"
	TypeRubrique       = "rubrique"
	TypeConseil        = "conseil"
	TypeEnjeu          = "enjeu"
	TypeBonnePratique  = "bonne_pratique"
	TypeControle       = "controle"
	TypeOrigine        = "origine"
	TypeTypeFormation  = "type_formation"
	TypeLieu           = "lieu"
	TypeFinancement    = "financement"
	TypeDispositif     = "dispositif"
	TypeEtapes         = "etapes"
	TypeCas            = "cas"
	TypeSolutionSortie = "solution_sortie"
	TypeSituation      = "situation"
	TypeImpact         = "impact"
	TypeFrein          = "frein"
	TypeSolution       = "solution"
	TypeRessource      = "ressource"
	TypeActeur         = "acteur"
	TypeReseau         = "reseau"
	TypeContact        = "contact"
	TypeChiffre        = "chiffre"
	TypeGlossaire      = "glossaire"
)

// reference lists the types that are read in the guide's own pages and in the directory, and are never pushed to
// somebody as advice.
var reference = map[string]bool{
	TypeEtape: true, TypeRubrique: true, TypeFrein: true, TypeReseau: true,
	TypeContact: true, TypeChiffre: true, TypeGlossaire: true,
}

// codesOf gives, per type, the vocabulary that Codes belong to.
var codesOf = map[string]parcours.Liste{
	TypeFrein:          freins,
	TypeOrigine:        parcours.Origines,
	TypeTypeFormation:  parcours.TypesFormation,
	TypeLieu:           parcours.LieuxFormation,
	TypeFinancement:    parcours.Dispositifs,
	TypeDispositif:     parcours.Dispositifs,
	TypeSolutionSortie: parcours.Solutions,
	TypeSituation:      parcours.Situations,
	TypeImpact:         parcours.Impacts,
	TypeControle:       parcours.ControlesEntree,
	TypeBonnePratique:  parcours.Securisations,
	TypeReseau:         parcours.Reseaux,
}

// freins joins what hinders the person and what hinders the structure: the guide answers both in the same tables.
var freins = slices.Concat(parcours.Freins, parcours.FreinsGestion)

func has(liste []string, v string) bool { return slices.Contains(liste, v) }

// filter keeps, in their order, those that a condition holds for.
func filter[T any](liste []T, keep func(T) bool) []T {
	var choix []T
	for _, x := range liste {
		if keep(x) {
			choix = append(choix, x)
		}
	}
	return choix
}

// join writes a French list: "a, b ou c".
func join(mots []string, dernier string) string {
	if len(mots) < 2 {
		return strings.Join(mots, "")
	}
	return strings.Join(mots[:len(mots)-1], ", ") + " " + dernier + " " + mots[len(mots)-1]
}
