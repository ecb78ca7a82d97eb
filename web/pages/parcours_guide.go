package pages

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

// reco turns an advice of the guide into what the component shows. The same item
// may stand in several places of the page (lieu).
func (p ParcoursPage) reco(r guide.Recommandation, numero int, lieu string) composants.RecommandationProps {
	props := itemProps(r.Item)
	props.ID, props.Numero, props.Type = ancreConseil(r.ID, lieu), numero, r.TypeLibelle()
	props.Pourquoi, props.Source = p.pourquoi(r, lieu), joinNonEmpty(" · ", r.Source(), ageSeul(r.Age))
	props.Mention = joinNonEmpty(" · ", r.Reserve, props.Mention)
	if r.Type == guide.TypeConseil {
		props.Type = ""
	}
	for _, it := range r.Contacts {
		props.Contacts = append(props.Contacts, guideContact(it))
	}
	if r.Contact != nil { // somebody: the card says it all
		props.Titre, props.Texte = "", ""
		props.Contacts = []composants.ContactProps{guideContact(r.Item)}
	}
	if p.Qui.Can(parcours.ActionEditGuide) {
		props.Signaler = signaler(r.Item, p.url(""))
	}
	return props
}

// pourquoi gives the reasons of an advice, less what the page tells already: the
// state of the parcours, the frein under which the advice stands. The last
// reason left is told in any case.
func (p ParcoursPage) pourquoi(r guide.Recommandation, lieu string) []string {
	propres := slices.DeleteFunc(slices.Clone(r.Pourquoi), func(raison string) bool {
		return raison == guide.RaisonEtat(p.Dossier.Parcours.Etat) || lieu != "" && raison == guide.RaisonFrein(lieu)
	})
	if len(propres) == 0 {
		return r.Pourquoi
	}
	return propres
}

// ageSeul leaves out the edition, which the source says.
func ageSeul(age string) string {
	_, seul, _ := strings.Cut(age, ", ")
	return seul
}

// ancreConseil is the place of an advice in the page.
func ancreConseil(item, lieu string) string { return "conseil-" + joinNonEmpty("-", lieu, item) }

// lieuAppeler is the list of the people to call.
const lieuAppeler = "appeler"

// formeLieu is what the name of a place of the page may hold.
var formeLieu = regexp.MustCompile(`^[A-Za-z0-9_-]{1,30}$`)

// LieuConseil is where a decision leads back to: the fold of the advice, open.
func LieuConseil(lieu string) (requete, ancre string) {
	if !formeLieu.MatchString(lieu) {
		return "", "#conseils"
	}
	if parcours.Freins.Has(lieu) || parcours.FreinsGestion.Has(lieu) {
		return "?ouvert=" + lieu, "#solutions-" + lieu
	}
	return "?ouvert=" + lieu, "#guide-" + lieu
}

func contact(it *guide.Item) composants.ContactProps {
	props := composants.ContactProps{Nom: it.NomContact()}
	if it.Contact == nil {
		return props
	}
	c := it.Contact
	props.Role, props.Courriel = joinNonEmpty(", ", c.Fonction, c.Organisme, c.Territoire), c.Mel
	props.Mention = joinNonEmpty(" · ", c.Mention(), it.Mention())
	if len(c.Tel) > 0 {
		props.Telephone = c.Tel[0]
	}
	return props
}

// rubriques are the folded parts of the guide's panel, in the order of use.
func (p ParcoursPage) rubriques() []rubrique {
	rs := []rubrique{
		{lieuAppeler, "Qui appeler", p.Guide.Appeler}, {"controles", "À vérifier", p.Guide.Controles},
		{"pratiques", "Bonnes pratiques", p.Guide.BonnesPratiques},
		{"enjeux", "Enjeux", p.Guide.Enjeux}, {"acteurs", "Qui peut aider", p.Guide.Acteurs},
	}
	for _, g := range p.Guide.Reste {
		rs = append(rs, rubrique{g.Etape.ID, g.Etape.Titre, g.Avis})
	}
	rs = append(rs, rubrique{"traites", "Déjà traités", p.Guide.Traites})
	return slices.DeleteFunc(rs, func(r rubrique) bool { return len(r.avis) == 0 })
}

type rubrique struct {
	id, titre string
	avis      []guide.Recommandation
}

// libelle counts what is left in the fold, ticked boxes apart.
func (p ParcoursPage) libelle(r rubrique) string {
	n := len(r.avis)
	if r.id != "controles" {
		return fmt.Sprintf("%s (%d)", r.titre, n)
	}
	faits := 0
	for _, c := range r.avis {
		if d := p.decision(c.ID); d != nil && d.IsSettled() {
			faits++
		}
	}
	return fmt.Sprintf("%s (%d sur %d)", r.titre, faits, n)
}

// reponses are the guide's answers to one frein, for this territory.
func (p ParcoursPage) reponses(code string) guide.FreinSolutions {
	return found(p.Guide.Freins, func(f guide.FreinSolutions) bool { return f.Code == code })
}

// TitreGuide names an item that a file noted, by its title and never by its
// code; titres answers "" for one that left the guide.
func TitreGuide(titres func(string) string, item string) string {
	if item == "" {
		return ""
	}
	if titre := titres(item); titre != "" {
		return titre
	}
	return "un élément retiré du guide"
}

// MotsOf names the colleagues and the items of the guide, those that left it too.
func MotsOf(noms map[int64]string, titres func(string) string) parcours.Mots {
	return parcours.Mots{Noms: noms, Titres: func(item string) string { return TitreGuide(titres, item) }}
}
