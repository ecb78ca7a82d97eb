package pages

import (
	"net/url"
	"slices"
	"strings"

	"parcours/internal/guide"
	"parcours/internal/parcours"
	"parcours/web/composants"
)

// reco turns an advice of the guide into what the component shows.
// An item may stand under a frein too (lieu): it has one anchor.
func reco(r guide.Recommandation, numero int, lieu string) composants.RecommandationProps {
	props := composants.RecommandationProps{
		Numero: numero, Titre: r.Titre, Type: r.TypeLibelle(), Texte: r.Texte,
		Pourquoi: r.Pourquoi, Source: r.Source(), Mention: r.Reserve,
	}
	if lieu == "" {
		props.ID = "conseil-" + r.ID
	}
	if r.Type == guide.TypeConseil {
		props.Type = ""
	}
	for _, it := range r.Contacts {
		props.Contacts = append(props.Contacts, contact(it))
	}
	for _, l := range r.Liens {
		props.Liens = append(props.Liens, composants.LienGuide{Libelle: l.Libelle, URL: l.URL})
	}
	return props
}

func contact(it *guide.Item) composants.ContactProps {
	if it.Contact == nil {
		return composants.ContactProps{Nom: it.Titre}
	}
	c := it.Contact
	props := composants.ContactProps{Nom: c.Nom, Role: joinNonEmpty(", ", c.Fonction, c.Organisme, c.Territoire), Courriel: c.Mel, Mention: c.Mention()}
	if props.Nom == "" {
		props.Nom = it.Titre
	}
	if len(c.Tel) > 0 {
		props.Telephone = c.Tel[0]
	}
	return props
}

// rubriques are the folded parts of the guide's panel, in the order of use.
func (p Parcours) rubriques() []rubrique {
	rs := []rubrique{
		{"traites", "Déjà traités", p.Guide.Traites}, {"controles", "À vérifier", p.Guide.Controles}, {"pratiques", "Bonnes pratiques", p.Guide.BonnesPratiques},
		{"appeler", "Qui appeler", p.Guide.Appeler}, {"enjeux", "Enjeux", p.Guide.Enjeux}, {"acteurs", "Qui peut aider", p.Guide.Acteurs},
	}
	for _, g := range p.Guide.Reste {
		rs = append(rs, rubrique{g.Etape.ID, g.Etape.Titre, g.Avis})
	}
	return slices.DeleteFunc(rs, func(r rubrique) bool { return len(r.avis) == 0 })
}

type rubrique struct {
	id, titre string
	avis      []guide.Recommandation
}

// solutionsOf are the guide's answers to one frein, for this territory.
func (p Parcours) solutionsOf(code string) []guide.Recommandation {
	for _, f := range p.Guide.Freins {
		if f.Code == code {
			return f.Solutions
		}
	}
	return nil
}

// solutionOptions offers them in the form of a frein.
func (p Parcours) solutionOptions(code string) []composants.Option {
	var choix []composants.Option
	for _, s := range p.solutionsOf(code) {
		choix = append(choix, composants.Option{Valeur: s.ID, Libelle: s.Titre})
	}
	return choix
}

// solution says what is under way against a frein: the guide's item, or words.
func (p Parcours) solution(f parcours.Frein) string {
	titre := f.SolutionRef
	for _, s := range p.solutionsOf(f.Code) {
		if s.ID == f.SolutionRef {
			titre = s.Titre
		}
	}
	return joinNonEmpty(" · ", titre, f.Solution)
}

// freinValeurs fills the form of a frein from the file.
func (p Parcours) freinValeurs(f parcours.Frein) url.Values {
	v := url.Values{"cle": {p.Cle}, "date": {p.Aujourdhui.String()}, "solution": {f.Solution}, "solution_ref": {f.SolutionRef}}
	if f.Etat != "identifie" {
		v.Set("etat", f.Etat)
	}
	return v
}

func joinNonEmpty(sep string, mots ...string) string {
	return strings.Join(slices.DeleteFunc(mots, func(m string) bool { return m == "" }), sep)
}
