package site

import (
	"net/http"
	"net/url"

	"parcours.example/internal/app"
	"parcours.example/internal/auth"
	"parcours.example/internal/httpkit"
	"parcours.example/internal/parcours"
)

// openSession finds who is behind the request. An access token that is over is
// replaced through the refresh token, without the person noticing, GET and POST
// alike. Nobody signed in is not an error here.
func (s *Site) openSession(c *Request) error {
	if jeton := c.cookie(cookieAcces); jeton != "" {
		moi, err := s.app.VerifyJeton(c.Ctx(), jeton, auth.Site)
		if err == nil {
			c.become(moi)
			return nil
		}
		if !isSession(err) {
			return err
		}
	}
	suite := c.cookie(cookieSuite)
	if suite == "" {
		return nil
	}
	session, err := s.app.RefreshSession(c.Ctx(), suite)
	if err != nil {
		if isSession(err) {
			return nil
		}
		return err
	}
	return s.enter(c, session)
}

// enter gives the browser the tokens of a session and goes on as its person.
func (s *Site) enter(c *Request, session *app.SessionClient) error {
	moi, err := s.app.VerifyJeton(c.Ctx(), session.Acces, auth.Site)
	if err != nil {
		if isSession(err) { // closed in between
			return nil
		}
		return err
	}
	c.become(moi)
	c.keepSession(session)
	return nil
}

func (c *Request) become(moi *app.Moi) {
	c.Moi, c.Qui = moi, moi.Identite
	httpkit.SetUtilisateur(c.Context, moi.Utilisateur.ID)
}

func (c *Request) keepSession(session *app.SessionClient) {
	c.setCookie(cookieQui, c.site.app.Marque(session.Identite), c.site.app.Maintenant().AddDate(0, 0, 30), http.SameSiteStrictMode)
	c.setCookie(cookieAcces, session.Acces, session.AccesExpire, http.SameSiteLaxMode)
	if session.Renouvellement != "" {
		c.setCookie(cookieSuite, session.Renouvellement, session.RenouvellementExpire, http.SameSiteStrictMode)
	}
}

func (c *Request) forgetSession() {
	c.setCookie(cookieAcces, "", c.site.app.Maintenant(), http.SameSiteLaxMode)
	c.setCookie(cookieSuite, "", c.site.app.Maintenant(), http.SameSiteStrictMode)
}

// isSession tells that the person has to sign in (again).
func isSession(err error) bool { return httpkit.IsSessionOver(err) }

// askSignIn sends to the sign-in page, and back here afterwards. A form that was
// sent waits in that page (renvoi.go).
func (s *Site) askSignIn(c *Request) error {
	if e := c.envoi(); e != nil {
		return s.askSignInKeeping(c, e)
	}
	suite := withoutWords(c.Adresse())
	if c.Request.Method != http.MethodGet {
		suite = "/"
	}
	adresse := "/connexion"
	if suite != "/" {
		adresse += "?suite=" + url.QueryEscape(suite)
	}
	return c.Redirect(adresse, "")
}

// checkOrigine refuses a form sent by another site.
func (s *Site) checkOrigine(c *Request) error {
	if err := s.origine.Check(c.Request); err != nil {
		return &parcours.Erreur{Code: parcours.Interdit, Message: "Cet envoi vient d'un autre site : il est refusé. Revenez à la page, puis recommencez."}
	}
	return nil
}
