package site

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
	"strconv"

	"parcours/internal/parcours"
	"parcours/web/composants"
	"parcours/web/pages"
)

// fail turns an error into a page. What a person may read is shown as it
// stands; anything else is logged once, here, and the page gives only the id to
// quote.
func (s *Site) fail(c *Requete, err error) {
	if c.Writer.Written() { // a download that broke half-way: too late to say
		s.log.ErrorContext(c.Ctx(), "page interrupted", "err", err, "chemin", c.FullPath())
		return
	}
	es := parcours.ErreursOf(err)
	e := pages.ErreurProps{Titre: "Une erreur est survenue", Code: http.StatusInternalServerError}
	if es == nil {
		e.Reference = c.requestID()
		s.log.ErrorContext(c.Ctx(), "page failed", "err", err, "chemin", c.FullPath(), "request_id", e.Reference)
	} else {
		e.Code, e.Titre = statusOf(es[0].Code), titres[es[0].Code]
		for _, x := range es {
			e.Messages = append(e.Messages, x.Message)
		}
	}
	if es != nil && es[0].Champ == champSession {
		c.forgetSession()
		_ = s.askSignIn(c)
		return
	}
	if c.IsFragment() {
		s.failFragment(c, e)
		return
	}
	e.Retour = "/"
	if c.Moi == nil {
		e.Retour = "/connexion"
	}
	if errPage := c.Page(e.Code, e.Titre, pages.Erreur(e)); errPage != nil {
		s.log.ErrorContext(c.Ctx(), "error page failed", "err", errPage)
		c.Status(http.StatusInternalServerError)
	}
}

// failFragment leaves the page as it is, with all that was typed, and says why
// in its status line. Headers are ASCII: json escapes the accents.
func (s *Site) failFragment(c *Requete, e pages.ErreurProps) {
	texte := e.Titre + "."
	if len(e.Messages) > 0 {
		texte = e.Messages[0]
	}
	if b, err := json.Marshal(map[string]string{"annonce": texte}); err == nil {
		c.Header("HX-Trigger", asciiJSON(string(b)))
	}
	if err := c.Fragment(e.Code, composants.Annonce(composants.Flash{Genre: composants.Echec, Texte: texte})); err != nil {
		c.Status(http.StatusInternalServerError)
	}
}

func asciiJSON(s string) string {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		if r < 0x80 {
			b = append(b, byte(r))
			continue
		}
		b = append(b, []byte(`\u`+strconv.FormatInt(int64(r)+0x10000, 16)[1:])...)
	}
	return string(b)
}

// requestID is the id under which the request is logged.
func (c *Requete) requestID() string {
	if id := c.Writer.Header().Get("X-Request-Id"); id != "" {
		return id
	}
	return rand.Text()[:12]
}

var titres = map[parcours.Code]string{
	parcours.Invalide:    "Cet envoi ne peut pas être gardé",
	parcours.Interdit:    "Cette page ne vous est pas ouverte",
	parcours.Introuvable: "Page introuvable",
	parcours.Conflit:     "Quelqu'un est passé avant vous",
	parcours.Bloque:      "Ce n'est pas possible maintenant",
}

func statusOf(code parcours.Code) int {
	switch code {
	case parcours.Invalide, parcours.Bloque:
		return http.StatusUnprocessableEntity
	case parcours.Interdit:
		return http.StatusForbidden
	case parcours.Introuvable:
		return http.StatusNotFound
	case parcours.Conflit:
		return http.StatusConflict
	}
	return http.StatusInternalServerError
}
