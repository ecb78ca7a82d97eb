package site

import (
	"crypto/rand"
	"errors"
	"net/http"
	"strconv"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/parcours/:id", parcours.ActionReadParcours, (*Site).showParcours),
)

// showParcours opens the page of a parcours.
func (s *Site) showParcours(c *Request) error { return s.showFiche(c, pages.Retourne{}, nil) }

// showFiche draws the page, with a form that came back when err refused it.
func (s *Site) showFiche(c *Request, r pages.Retourne, f *Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	fiche, err := s.app.FindParcours(c.Ctx(), c.Qui, id)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if f != nil {
		r.Formulaire, status = f.Formulaire, f.Status()
	}
	vue := s.ficheVue(c, fiche, r)
	return c.Page(status, fiche.Parcours.Intitule+" · "+fiche.Parcours.Etat.Libelle(), pages.FicheParcours(vue))
}

func (s *Site) ficheVue(c *Request, fiche *app.FicheParcours, r pages.Retourne) pages.ParcoursPage {
	vue := pages.ParcoursPage{
		Dossier: &fiche.Dossier, Observations: fiche.Observations, Anciens: fiche.Anciens, Lies: fiche.Lies, Accords: fiche.Accords, Noms: fiche.Noms, Offres: fiche.Transitions,
		Qui: c.Qui, Aujourdhui: c.Aujourdhui(), Retourne: r, Cle: rand.Text(), RetourListe: c.Retour("/parcours"),
		ConseilChoisi: c.Query("conseil"), Ouvert: c.Query("ouvert"),
		Chrono: pages.Chrono{Genre: c.Query("chrono"), Mot: c.Query("mot")},
	}
	if fiche.Rectifiable != nil {
		vue.RefusRectifier = "refus"
		if es := parcours.ErreursOf(fiche.Rectifiable); es != nil {
			vue.RefusRectifier = es[0].Message
		}
	}
	vue.Guide, vue.Titres = fiche.Panneau(), fiche.Guide.Titre
	vue.Conseils = conseilsOf(fiche.Guide, fiche.Conseils)
	return vue
}

// onParcours is the way of every form of the page: do the deed; when it is
// refused, show the page again with the form as it was typed; else go back to
// the place of the page where it was.
func (s *Site) onParcours(c *Request, f *Form, nom, ancre string, dit Annonce, deed func(id int64) error) error {
	return s.onParcoursTo(c, f, nom, dit, deed, func(id int64) string {
		return WithRetour(parcoursURL(id), c.Retour("")) + ancre
	})
}

// onParcoursTo is onParcours for a form that may lead elsewhere.
func (s *Site) onParcoursTo(c *Request, f *Form, nom string, dit Annonce, deed func(id int64) error, suite func(id int64) string) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	err = f.Err()
	if err == nil {
		err = deed(id)
	}
	if err == nil {
		return c.Redirect(suite(id), dit)
	}
	r := pages.Retourne{Nom: nom}
	var refus *parcours.Erreur
	if errors.As(err, &refus) {
		r.AAcquitter, r.Actuel = refus.AAcquitter, refus.Actuel
	}
	if err := f.Refuse(err); err != nil {
		return err
	}
	return s.showFiche(c, r, f)
}

func parcoursURL(id int64) string { return "/parcours/" + strconv.FormatInt(id, 10) }
