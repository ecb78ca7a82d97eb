package pages

import (
	"slices"
	"strings"
	"unicode/utf8"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

// GuidePage is the guide as a path of eleven étapes, and what a search found.
type GuidePage struct {
	Etapes           []guide.Etape
	Annexe           guide.Etape
	Edition          guide.Edition
	Contacts, Sigles int
	Q                string
	Reponses         GuideReponses
}

// GuideReponses is what a search found, under the étapes where it is read.
type GuideReponses struct {
	Q           string
	Total       int
	Propose     string // nearest words that find something, when these find nothing
	IsTronque   bool   // only the best are shown
	CanSignaler bool
	Types       []composants.Puce
	Groupes     []GuideGroupe
}

// GuideGroupe is what was found in one étape: for this structure, and for others.
type GuideGroupe struct {
	Etape         guide.Etape
	Ici, Ailleurs []guide.Resultat
}

// GuideEtapePage is one étape: what to do, what to check, whom to call.
type GuideEtapePage struct {
	Etape     guide.Etape
	Etapes    []guide.Etape
	Rubriques []GuideRubrique // kind by kind
	Parties   []GuideRubrique // « Identification » in its sixteen parts
	Appeler   []*guide.Item
	Finis     []*guide.Item // past their validity
	Chez      guide.Situation
	Hdf       bool // the structure is in the region of the guide
	// CanSignaler: the person may report a text, or change one of the structure's.
	CanSignaler bool
}

// signaler leads to where an item of the page is reported, and back to it.
func (p GuideEtapePage) signaler(it *guide.Item) composants.LienSignaler {
	if !p.CanSignaler {
		return composants.LienSignaler{}
	}
	return signaler(it, guideURL(it))
}

// reco is an item of the page.
func (p GuideEtapePage) reco(it *guide.Item, genre bool) composants.RecommandationProps {
	props := guideItem(it, p.Etape, p.Chez, genre)
	props.Signaler = p.signaler(it)
	return props
}

// GuideRubrique is a heading of an étape and what it holds: for this structure,
// then for the others, folded.
type GuideRubrique struct {
	ID, Titre, Texte, Source string
	Numerote                 bool // a part: kinds are mixed, each item says its own
	Verifs                   bool // a checklist
	Freins                   []GuideFrein
	Ici, Ailleurs            []*guide.Item
	Gens                     []*guide.Item
	AutresGens               int
}

// GuideFrein is a row of the guide's tables: a frein and its solutions.
type GuideFrein struct {
	*guide.Item
	Solutions []*guide.Item
}

// GuideContactsPage is the directory.
type GuideContactsPage struct {
	Adresse         composants.Adresse
	Filtre          guide.Filtre
	Filtres         composants.Formulaire
	Total           int
	Precis, Ouverts []GuideOrganisme
	CanSignaler     bool
	Chez            guide.Situation
	Hdf             bool
}

// GuideOrganisme is the people of one organisation.
type GuideOrganisme struct {
	Nom  string
	Gens []*guide.Item
}

func (p GuideEtapePage) titre() string {
	return either(p.Etape.Rang == 0, "", entier(p.Etape.Rang)+". ") + p.Etape.Titre
}

// voisine is the étape before (-1) or after (1), or nil.
func (p GuideEtapePage) voisine(pas int) *guide.Etape {
	i := p.Etape.Rang - 1 + pas
	if p.Etape.Rang == 0 || i < 0 || i >= len(p.Etapes) {
		return nil
	}
	return &p.Etapes[i]
}

// quandLire says at which states of a parcours the étape is read.
func quandLire(e guide.Etape) string {
	if e.Rang == 0 {
		return ""
	}
	switch n := len(e.Etats()); {
	case n == 0:
		return "Pour la structure"
	case n > 3:
		return "Tout au long du parcours"
	}
	return strings.Join(each(e.Etats(), func(etat string) string { return parcours.Etat(etat).Libelle() }), ", ")
}

// changes are the items of the étape that something changed or came beside.
func (p GuideEtapePage) changes() []*guide.Item {
	return slices.DeleteFunc(slices.Clone(p.Etape.Items), func(it *guide.Item) bool { return depuis(it) == "" })
}

// depuis is the last change of an item, in a few words.
func depuis(it *guide.Item) string {
	for _, d := range slices.Backward(it.Depuis) {
		if it.IsLater(d) {
			return "Depuis " + d.Quand()
		}
	}
	return ""
}

// liens are the addresses that the étape gives, each once.
func (p GuideEtapePage) liens() []guide.Lien {
	var liens []guide.Lien
	for _, it := range p.Etape.Items {
		for _, l := range it.Liens {
			if !slices.Contains(liens, l) {
				liens = append(liens, l)
			}
		}
	}
	return liens
}

// Annuaire is the directory, filtered for the structure.
func Annuaire(chez guide.Situation, hdf bool) string {
	return composants.Adresse{Chemin: annuaireURL}.With("opco", chez.Opco, "departement", either(hdf, chez.Departement, ""))
}

// EtapeOf is the étape under which an item is read: itself, for an étape.
func EtapeOf(it *guide.Item) string {
	return either(it.Type == guide.TypeEtape, it.ID, it.Etape)
}

// The directory opens on what concerns the structure; the whole is a click away,
// and an address that points at somebody shows it whole.
const (
	annuaireURL    = "/guide/contacts"
	annuaireEntier = annuaireURL + "?tout=oui"
)

// guideURL is where an item is read.
func guideURL(it *guide.Item) string {
	switch it.Type {
	case guide.TypeEtape:
		return "/guide/" + it.ID
	case guide.TypeContact:
		return annuaireEntier + "#" + it.ID
	case guide.TypeGlossaire:
		return "/guide/sigles#" + it.ID
	}
	return "/guide/" + it.Etape + "#" + it.ID
}

// guideItem shows an item as it is in the guide.
func guideItem(it *guide.Item, etape guide.Etape, chez guide.Situation, genre bool) composants.RecommandationProps {
	props := itemProps(it)
	props.ID, props.Source = it.ID, it.Edition+", l. "+it.Lignes
	props.Pour = joinNonEmpty(" · ", append(it.Pour(), it.Validite())...)
	if genre && it.Type != guide.TypeConseil {
		props.Type = it.TypeLibelle()
	}
	if it.Local || it.Edition != etape.Edition {
		props.Source = joinNonEmpty(" · ", it.Source(), it.Age(chez.Date))
	}
	if it.IsExpired(chez.Date) {
		props.Mention = joinNonEmpty(" · ", "plus en vigueur", props.Mention)
	}
	for _, gens := range it.Appeler() {
		if gens.Suits(chez) {
			props.Contacts = append(props.Contacts, guideContact(gens))
		}
	}
	return props
}

// itemProps is what an item says wherever it is shown, what changed since kept apart.
func itemProps(it *guide.Item) composants.RecommandationProps {
	depuis := each(it.Depuis, func(d guide.Depuis) composants.Changement {
		return composants.Changement{Depuis: d, Precision: !it.IsLater(d)}
	})
	return composants.RecommandationProps{Titre: it.Titre, Texte: it.Texte, Actions: it.Actions, Mention: it.Mention(),
		Liens: it.Liens, Depuis: depuis}
}

// guideContact is somebody, with the card to take away.
func guideContact(it *guide.Item) composants.ContactProps {
	props := contact(it)
	if it.Contact == nil {
		return props
	}
	props.Carte, props.Note = "/guide/contacts/"+it.ID+".vcf", it.Contact.Note
	if len(it.Contact.Tel) > 1 {
		props.Autre = it.Contact.Tel[1]
	}
	return props
}

// upperFirst begins a sentence.
func upperFirst(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:n]) + s[n:]
}
