package guide

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

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
	TypeDispositif, TypeCas, TypeSolutionSortie, TypeSituation, TypeImpact, TypeFrein, TypeReseau, TypeChiffre,
	TypeEtapes, TypeEnjeu)

// ValidateAjout checks an addition as it was typed. Etape and criteria follow the same vocabularies as the region's
// files; lines are not asked.
func (g *Guide) ValidateAjout(it Item) error {
	var es parcours.Erreurs
	refuse := func(si bool, champ, message string) {
		if si {
			es.Add(champ, message)
		}
	}
	refuseTexte := func(champ, texte string, limite int, vide string) {
		n := utf8.RuneCountInString(strings.TrimSpace(texte))
		refuse(n == 0, champ, vide)
		refuse(n > limite, champ, "Ce texte est trop long : raccourcissez-le.")
		refuse(parcours.HasNir(texte), champ, parcours.RefusNir)
	}
	refuseTexte("titre", it.Titre, 130, "Donnez un titre court, par exemple « Appeler le garage solidaire ».")
	refuseTexte("texte", it.Texte, 1000, "Écrivez une à trois phrases : ce que c'est et quoi faire.")
	refuse(!TypesAjout.Has(it.Type), "type", "Choisissez un type de la liste.")
	e, connue := g.parID[it.Etape]
	refuse(!connue || e.Type != TypeEtape, "etape", "Choisissez l'étape du guide où l'ajout se lit.")
	switch c := it.Contact; {
	case it.Type != TypeContact:
		refuse(c != nil, "type", "Des coordonnées vont avec le type « Contact ».")
	case c == nil:
		es.Add("contact.organisme", "Indiquez l'organisme du contact.")
	default:
		c.Check(&es, "contact.")
		refuse(isBlank(c.Nom+c.Mel+strings.Join(c.Tel, "")), "contact.nom",
			"Donnez un nom, un numéro ou une adresse e-mail : il faut pouvoir joindre ce contact.")
	}
	// What blocks is the region's to say; an unknown word would count as that.
	refuse(!has([]string{"", PrioriteNormal, PrioriteImportant}, it.Priorite), "priorite",
		"Choisissez : normal ou important.")
	for _, a := range it.Actions {
		refuse(parcours.HasNir(a), "actions", parcours.RefusNir)
	}
	for _, l := range it.Liens {
		refuse(parcours.HasNir(l.Libelle+" "+l.URL), "liens", parcours.RefusNir)
	}
	lu := entry{checker: &checker{}, it: &it}
	lu.checkCriteres()
	lu.checkLiens()
	for _, d := range lu.defauts {
		es.Add(d.Champ, upper(d.Message)+".")
	}
	return es.Err()
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
		entry{checker: &checker{}, it: &it}.checkCriteres() // reads the dates
		items = append(items, &it)
	}
	siae := index(items, g.edition)
	siae.masques = masques
	return siae
}

func (it *Item) correct(c Correction) {
	it.Correction = &c
	it.recherche = haystack{}
	it.Titre = cmp.Or(c.Titre, it.Titre)
	it.Texte = cmp.Or(c.Texte, it.Texte)
	if it.Type == TypeContact {
		it.Contact = cmp.Or(c.Contact, it.Contact)
	}
}

// AjoutLu is an addition as people read it: with its authors.
type AjoutLu struct {
	*Item
	Numero   int64
	Version  int
	Auteur   string
	CreeLe   parcours.Date
	MajPar   string
	MajLe    parcours.Date
	RetireLe parcours.Date
}

// SignalementLu is what was said against an item, with its author and the item
// as the region writes it; nil when this edition no longer holds it.
type SignalementLu struct {
	parcours.GuideSignalement
	Regional *Item
	Auteur   string
}
