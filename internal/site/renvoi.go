package site

import (
	"cmp"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

// A form that cannot be taken in now (the session is over, the database is away)
// travels with the answer, so that it can be sent again: ten minutes of typing
// are never lost. It stays in the page, nowhere else.

// Hidden fields of the sign-in form: where the form was going, its values, and
// the mark of who typed it, in which SIAE: it is given back to nobody else.
const (
	champEnvoi        = "envoi"
	champEnvoiAdresse = "envoi_adresse"
	champEnvoiQui     = "envoi_qui"
)

// envoiMax bounds what travels: every form of the site is far below it.
const envoiMax = 256 << 10

// envoi is the form of this request; nil when it cannot be sent again: a page, a file.
func (c *Request) envoi() *pages.Envoi {
	// CorpsMax: a route of files. Nothing large is read for nobody.
	// Connecte: a search, a switch, which write nothing.
	if !c.route.writes() || c.route.CorpsMax != 0 ||
		strings.HasPrefix(c.ContentType(), "multipart/") || c.parseBody() != nil {
		return nil
	}
	if n := len(c.Request.PostForm.Encode()); n == 0 || n > envoiMax {
		return nil
	}
	return &pages.Envoi{Adresse: c.Adresse(), Valeurs: c.Request.PostForm}
}

// askSignInKeeping answers the sign-in page, with the form that was sent folded in it.
func (s *Site) askSignInKeeping(c *Request, e *pages.Envoi) error {
	qui := c.cookie(cookieQui)
	if qui == "" { // nobody knows whose it is
		return c.Redirect("/connexion", "")
	}
	f := NewFormulaire("connexion").
		Set(champEnvoi, e.Valeurs.Encode()).Set(champEnvoiAdresse, e.Adresse).Set(champEnvoiQui, qui)
	return c.Page(http.StatusUnauthorized, "Connexion", pages.Connexion(f.Formulaire))
}

// envoiOf reads back the form folded in a sign-in form; nil when there is none,
// or when it was typed by somebody else, or in another SIAE.
func envoiOf(f *Form, marque string) *pages.Envoi {
	adresse, brut := f.Texte(champEnvoiAdresse), f.Valeurs.Get(champEnvoi)
	if brut == "" || suiteOr(adresse, "") == "" || f.Texte(champEnvoiQui) != marque {
		return nil
	}
	valeurs, err := url.ParseQuery(brut)
	if err != nil {
		return nil
	}
	return &pages.Envoi{Adresse: adresse, Valeurs: valeurs}
}

// showEnvoi asks whoever has just signed in, or switched, whether to send the
// form again. It is not sent for them: another person may have taken the seat.
func (s *Site) showEnvoi(c *Request, session *app.SessionClient, e *pages.Envoi, pourquoi string) error {
	if err := s.enter(c, session); err != nil {
		return err
	}
	return c.Page(http.StatusOK, "Votre saisie est toujours là", pages.SaisieGardee(*e, pourquoi))
}

// showPageOfForm answers who asks the address of a form as if it were a page:
// they are led to the page that holds it, or home.
func (s *Site) showPageOfForm(c *Request) error {
	if c.Request.Method != http.MethodGet {
		return parcours.NotFound("Page")
	}
	return c.Redirect(pageOfForm(c.Request.URL.Path), "")
}

// pageOfForm is the page that holds the form of that address, or home.
func pageOfForm(chemin string) string {
	return cmp.Or(avecFormulaires.FindString(chemin), "/")
}

// avecFormulaires are the pages that hold forms of another address.
var avecFormulaires = regexp.MustCompile(`^/(parcours|salaries|importations|observations)/\d+`)
