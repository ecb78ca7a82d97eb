package site

import (
	"crypto/rand"
	"net/http"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/parcours/:id", parcours.ActionReadParcours, (*Site).showParcours),
)

// onParcours declares a form of the page of a parcours, which shows it again when it
// is refused.
func onParcours[T any](
	chemin string, acces parcours.Action, nom string, champs parcours.Champs,
	deed func(*Site, *Request, *Form, T) (suite, error),
) route {
	return act(chemin, acces, nom, champs, deed, (*Site).showFiche)
}

// showParcours opens the page of a parcours.
func (s *Site) showParcours(c *Request) error { return s.showFiche(c, nil) }

// showFiche draws the page, with the form that came back refused.
func (s *Site) showFiche(c *Request, f *Form) error {
	fiche, err := s.app.FindParcours(c.Ctx(), c.Qui, c.ID("id"))
	if err != nil {
		return err
	}
	vue, status := s.ficheVue(c, fiche), http.StatusOK
	if f != nil {
		vue.Retourne, status = f.retourne(), f.Status()
	}
	return c.Page(status, fiche.Parcours.Intitule+" · "+fiche.Parcours.Etat.Libelle(), pages.FicheParcours(vue))
}

// retourne is the form as its page shows it again.
func (f *Form) retourne() pages.Retourne {
	return pages.Retourne{Nom: f.Prefixe, Formulaire: f.Formulaire, AAcquitter: f.AAcquitter, Actuel: f.Actuel}
}

func (s *Site) ficheVue(c *Request, fiche *app.FicheParcours) pages.ParcoursPage {
	vue := pages.ParcoursPage{
		Dossier: &fiche.Dossier, Observations: fiche.Observations, Anciens: fiche.Anciens, Lies: fiche.Lies,
		Accords: fiche.Accords, Noms: fiche.Noms, Offres: fiche.Transitions,
		Guide: fiche.Panneau(), Titres: fiche.Guide.Titre, Conseils: conseilsOf(fiche.Guide, fiche.Conseils),
		Qui: c.Qui, Aujourdhui: c.Aujourdhui(), Cle: rand.Text(), RetourListe: c.Retour("/parcours"),
		ConseilChoisi: c.Query("conseil"), Ouvert: c.Query("ouvert"),
		Chrono: pages.Chrono{Genre: c.Query("chrono"), Mot: c.Query("mot")},
	}
	if fiche.Rectifiable != nil {
		vue.RefusRectifier = "refus"
		if es := parcours.ErreursOf(fiche.Rectifiable); es != nil {
			vue.RefusRectifier = es[0].Message
		}
	}
	return vue
}

func parcoursURL(id int64) string { return "/parcours/" + itoa(id) }
