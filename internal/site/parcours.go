package site

import (
	"crypto/rand"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	getForm("/parcours/:id", parcours.ActionReadParcours, "", (*Site).showParcours),
)

// onParcours declares a form of the page of a parcours, which shows it again when it
// is refused.
func onParcours[T any](
	chemin string, acces parcours.Action, nom string, champs parcours.Champs,
	deed func(*Site, *Request, *Form, T) (suite, error),
) route {
	return act(chemin, acces, nom, champs, deed, (*Site).showParcours)
}

// showParcours opens the page of a parcours, with the form that came back refused.
func (s *Site) showParcours(c *Request, f *Form) error {
	fiche, err := s.app.FindParcours(c.Ctx(), c.Qui, c.ID("id"))
	if err != nil {
		return err
	}
	titre := fiche.Parcours.Intitule + " · " + fiche.Parcours.Etat.Libelle()
	return c.Page(f.Status(), titre, pages.FicheParcours(ficheVue(c, fiche, f)))
}

func ficheVue(c *Request, fiche *app.FicheParcours, f *Form) pages.ParcoursPage {
	vue := pages.ParcoursPage{
		Fiche: fiche.Fiche, Echeances: fiche.Lecture.Echeances, Rappeles: fiche.Rappeles, Offres: fiche.Transitions,
		Guide: fiche.Panneau(), Titres: fiche.Guide.Titre, Conseils: conseilsOf(fiche.Guide, fiche.Conseils),
		Retourne: f.Retourne, RetourListe: c.Retour("/parcours"), Cle: rand.Text(),
		Qui: c.Qui, Aujourdhui: c.Aujourdhui(), Maintenant: c.Maintenant(),
		ConseilChoisi: c.Query("conseil"), Ouvert: c.Query("ouvert"),
		Chrono: pages.Chrono{Genre: c.Query("chrono"), Mot: c.Query("mot")},
	}
	if fiche.Rectifiable != nil {
		vue.RefusRectifier = fiche.Rectifiable.Error()
		if es := parcours.ErreursOf(fiche.Rectifiable); es != nil {
			vue.RefusRectifier, vue.Reposent = es[0].Message, es[0].Bloquants
		}
	}
	return vue
}

func parcoursURL(id int64) string { return "/parcours/" + itoa(id) }
