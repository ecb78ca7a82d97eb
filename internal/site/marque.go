package site

import (
	"net/http"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

// Every form carries the mark of whoever it was drawn for, and in which SIAE
// (composants.Envoi). Somebody of two structures may switch in another tab, or a
// colleague sign in there: what was typed for one must not be written in the other.

// isMarked tells that the form of this request was drawn for the person, and the
// SIAE, who now send it. What writes nothing in a SIAE is not asked.
func (s *Site) isMarked(c *Request) bool {
	return !c.route.writes() || c.Request.PostForm.Get(composants.ChampMarque) == s.app.Marque(c.Qui)
}

// refuseMarque answers 409. A person who is in both structures gets back what was
// typed, and the way to the one that it was typed for; nobody else does.
func (s *Site) refuseMarque(c *Request) error {
	marque := c.Request.PostForm.Get(composants.ChampMarque)
	for _, a := range c.Moi.Appartenances {
		la := parcours.Identite{UtilisateurID: c.Qui.UtilisateurID, SiaeID: a.SiaeID}
		if s.app.Marque(la) == marque {
			return s.showAutreSiae(c, a, marque)
		}
	}
	page := pageOfForm(c.Request.URL.Path)
	s.answerError(c, pages.ErreurPage{
		Titre: "Cette page n'est plus à jour", Code: http.StatusConflict, Retour: page, Rouvrir: page != "/",
		Messages: []string{"Elle a été ouverte par quelqu'un d'autre, ou il y a longtemps. " +
			"Rien n'est enregistré : rouvrez-la, puis recommencez."},
	})
	return nil
}

func (s *Site) showAutreSiae(c *Request, a parcours.Appartenance, marque string) error {
	p := pages.AutreSiaePage{
		Titre: "Vous avez changé de structure", SiaeID: itoa(a.SiaeID), SiaeNom: a.SiaeNom, Ici: c.Moi.Siae.Nom,
		Dit: "Vous êtes passé à une autre structure dans un autre onglet : cette page est de « " + a.SiaeNom +
			" », et vous êtes maintenant dans « " + c.Moi.Siae.Nom + " ». Rien n'est enregistré.",
	}
	if p.Envoi = c.envoi(); p.Envoi != nil {
		p.Brut, p.Marque = p.Envoi.Valeurs.Encode(), marque
	}
	return c.Page(http.StatusConflict, p.Titre, pages.AutreSiae(p))
}
