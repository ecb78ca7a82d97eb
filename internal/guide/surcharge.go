package guide

import (
	"slices"
	"strings"

	"parcours.example/internal/parcours"
)

// Surcharge is what one SIAE adds to the guide, corrects or hides, for itself alone: the region's text does not
// change.
type Surcharge struct {
	Ajouts      []Item
	Corrections map[string]Correction // by id
	Masques     []string
	Signales    map[string]Signale // by id
}

// Correction is another wording, with who wrote it and when. An empty field keeps the guide's.
type Correction struct {
	Titre, Texte string
	Contact      *Contact
	Auteur       string
	Date         parcours.Date
}

// Signale is the report that a text is out of date; it holds until the text is corrected.
type Signale struct {
	Motif  string
	Auteur string
	Date   parcours.Date
}

// Mention says what the SIAE did to the text: who put it right, who reported it, and when. "" for the region's own
// words.
func (it *Item) Mention() string {
	var mots []string
	if c := it.Correction; c != nil {
		mots = append(mots, "corrigé le "+c.Date.Francais()+" par "+c.Auteur)
	}
	if s := it.Signale; s != nil {
		mots = append(mots, "signalé périmé le "+s.Date.Francais()+" par "+s.Auteur)
	}
	return strings.Join(mots, ", ")
}

// TypesAjout are the kinds of items that a SIAE may add.
var TypesAjout = Types.Without(TypeEtape, TypeRubrique, TypeOrigine, TypeTypeFormation, TypeLieu, TypeFinancement,
	TypeDispositif, TypeCas, TypeSolutionSortie, TypeSituation, TypeImpact, TypeFrein, TypeReseau, TypeChiffre, TypeEtapes, TypeEnjeu)

// ValidateAjout checks an addition as it was typed. Etape and criteria follow the same vocabularies as the region's
// files; lines are not asked.
func (g *Guide) ValidateAjout(it Item) error {
	var es parcours.Erreurs
	requireText(&es, "titre", it.Titre, 130, "Donnez un titre court, par exemple « Appeler le garage solidaire ».")
	requireText(&es, "texte", it.Texte, 1000, "Écrivez une à trois phrases : ce que c'est et quoi faire.")
	if !TypesAjout.Has(it.Type) {
		es.Add("type", "Choisissez un type de la liste.")
	}
	if e, ok := g.parID[it.Etape]; !ok || e.Type != TypeEtape {
		es.Add("etape", "Choisissez l'étape du guide où l'ajout se lit.")
	}
	switch {
	case it.Type == TypeContact && it.Contact == nil:
		es.Add("contact.organisme", "Indiquez l'organisme du contact.")
	case it.Type == TypeContact:
		it.Contact.Corrige().Check(&es, "contact.")
		if c := it.Contact; strings.TrimSpace(c.Nom+c.Mel+strings.Join(c.Tel, "")) == "" {
			es.Add("contact.nom", "Donnez un nom, un numéro ou une adresse e-mail : il faut pouvoir joindre ce contact.")
		}
	case it.Contact != nil:
		es.Add("type", "Des coordonnées vont avec le type « Contact ».")
	}
	// What blocks is the region's to say; an unknown word would count as that.
	if it.Priorite != "" && it.Priorite != PrioriteNormal && it.Priorite != PrioriteImportant {
		es.Add("priorite", "Choisissez : normal ou important.")
	}
	for _, a := range it.Actions {
		refuseNir(&es, "actions", a)
	}
	for _, l := range it.Liens {
		refuseNir(&es, "liens", l.Libelle+" "+l.URL)
	}
	v := &checker{}
	v.checkCriteres(&it, place{})
	v.checkLiens(&it, place{})
	for _, d := range v.defauts {
		es.Add(d.Champ, upper(d.Message)+".")
	}
	return es.Err()
}

// Corrige gives the address in the shape of the rules, which validate it.
func (c *Contact) Corrige() parcours.ContactCorrige {
	return parcours.ContactCorrige{Nom: c.Nom, Fonction: c.Fonction, Organisme: c.Organisme, Tel: c.Tel, Mel: c.Mel, Note: c.Note}
}

// ContactOf is the contrary of Corrige.
func ContactOf(c parcours.ContactCorrige) *Contact {
	return &Contact{Nom: c.Nom, Fonction: c.Fonction, Organisme: c.Organisme, Tel: c.Tel, Mel: c.Mel, Note: c.Note}
}

func requireText(es *parcours.Erreurs, champ, valeur string, limite int, vide string) {
	switch n := len([]rune(strings.TrimSpace(valeur))); {
	case n == 0:
		es.Add(champ, vide)
	case n > limite:
		es.Add(champ, "Ce texte est trop long : raccourcissez-le.")
	}
	refuseNir(es, champ, valeur)
}

func refuseNir(es *parcours.Erreurs, champ, valeur string) {
	if parcours.HasNir(valeur) {
		es.Add(champ, parcours.RefusNir)
	}
}

func upper(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[0])) + string(r[1:])
}

// With gives the guide as one SIAE reads it. The guide itself is left as it is. Additions have been validated; an
// unknown id in the rest is ignored, so that a new edition never breaks what a SIAE wrote on the former one.
func (g *Guide) With(s Surcharge) *Guide {
	items := make([]*Item, 0, len(g.items)+len(s.Ajouts))
	masques := map[string]string{}
	for _, it := range g.items {
		if it.Type != TypeEtape && slices.Contains(s.Masques, it.ID) {
			masques[it.ID] = it.Titre
			continue
		}
		copie := *it
		if c, ok := s.Corrections[it.ID]; ok {
			copie.correct(c)
		}
		if r, ok := s.Signales[it.ID]; ok {
			copie.Signale = &r
		}
		items = append(items, &copie)
	}
	for _, it := range s.Ajouts {
		it.Local = true
		v := &checker{}
		v.checkCriteres(&it, place{}) // reads the dates
		items = append(items, &it)
	}
	siae := index(items, g.edition)
	siae.masques = masques
	return siae
}

func (it *Item) correct(c Correction) {
	it.Correction = &c
	it.recherche = haystack{}
	if c.Titre != "" {
		it.Titre = c.Titre
	}
	if c.Texte != "" {
		it.Texte = c.Texte
	}
	if c.Contact != nil && it.Type == TypeContact {
		it.Contact = c.Contact
	}
}
