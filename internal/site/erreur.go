package site

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"parcours.example/internal/httpkit"
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

// fail turns an error into a page. What a person may read is shown as it
// stands; anything else is logged once, here, and the page gives only the id to
// quote.
func (s *Site) fail(c *Request, err error) {
	if c.Writer.Written() { // a download that broke half-way: too late to say
		s.log.ErrorContext(c.Ctx(), "page interrupted", "erreur", err, "requete", httpkit.RequestID(c.Context))
		return
	}
	if httpkit.IsGone(c.Context, err) {
		c.Status(httpkit.StatutParti)
		return
	}
	if httpkit.IsSessionOver(err) {
		c.forgetSession()
		_ = s.askSignIn(c)
		return
	}
	es := httpkit.Public(c.Context, s.log, err)
	if ailleurs := es[0].Ailleurs; ailleurs != 0 && c.Request.Method == http.MethodGet {
		_ = c.Redirect(salarieURL(ailleurs), "dossier_reuni") // it only writes headers
		return
	}
	e := pages.ErreurPage{Titre: titres[es[0].Code], Code: httpkit.Status(err), Retour: "/"}
	for _, x := range es {
		e.Messages = append(e.Messages, x.Message)
	}
	if c.Moi == nil {
		e.Retour = "/connexion"
	}
	if e.Code == http.StatusInternalServerError {
		e.Envoi = c.envoi()
	}
	s.answerError(c, e)
}

// Panicked answers for a handler that panicked: httpkit.Recover's render.
func (s *Site) Panicked(g *gin.Context) {
	c := &Request{Context: g, site: s}
	s.answerError(c, pages.ErreurPage{
		Titre: titres[""], Code: http.StatusInternalServerError, Messages: []string{httpkit.Incident(g)}, Retour: "/",
	})
}

func (s *Site) answerError(c *Request, e pages.ErreurPage) {
	if err := c.Page(e.Code, e.Titre, pages.Erreur(e)); err != nil {
		s.log.ErrorContext(c.Ctx(), "error page failed", "erreur", err, "requete", httpkit.RequestID(c.Context))
		c.Status(http.StatusInternalServerError)
	}
}

// titres of the error pages; "" is a failure of ours.
var titres = map[parcours.Code]string{
	"":                   "Une erreur est survenue",
	parcours.Invalide:    "Cet envoi ne peut pas être gardé",
	parcours.Interdit:    "Cette page ne vous est pas ouverte",
	parcours.Introuvable: "Page introuvable",
	parcours.Conflit:     "Quelqu'un est passé avant vous",
	parcours.Bloque:      "Ce n'est pas possible maintenant",
	parcours.Surcharge:   "Il faut patienter un peu",
}
