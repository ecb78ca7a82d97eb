package site

import (
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/auth"
	"parcours.example/internal/httpkit"
	"parcours.example/internal/parcours"
)

// The cookies of a session. The refresh token is Strict: it is never sent
// along with a link followed from another site.
const (
	cookieAcces = "parcours"
	cookieSuite = "parcours-suite"
	// cookieQui outlives the session: a mark of who was there (app.Marque), so
	// that a form left behind goes back to nobody else.
	cookieQui   = "parcours-qui"
	prefixeHote = "__Host-"
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
		if !httpkit.IsSessionOver(err) {
			return err
		}
	}
	suite := c.cookie(cookieSuite)
	if suite == "" {
		return nil
	}
	session, err := s.app.RefreshSession(c.Ctx(), suite)
	if err == nil {
		return s.enter(c, session)
	}
	if httpkit.IsSessionOver(err) {
		return nil
	}
	return err
}

// enter gives the browser the tokens of a session and goes on as its person.
func (s *Site) enter(c *Request, session *app.SessionClient) error {
	moi, err := s.app.VerifyJeton(c.Ctx(), session.Acces, auth.Site)
	if err != nil {
		if httpkit.IsSessionOver(err) { // closed in between
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
	unMois := c.site.app.Maintenant().AddDate(0, 0, 30)
	c.setCookie(cookieQui, c.site.app.Marque(session.Identite), unMois, http.SameSiteStrictMode)
	c.setCookie(cookieAcces, session.Acces, session.AccesExpire, http.SameSiteLaxMode)
	if session.Renouvellement != "" {
		c.setCookie(cookieSuite, session.Renouvellement, session.RenouvellementExpire, http.SameSiteStrictMode)
	}
}

func (c *Request) forgetSession() {
	c.setCookie(cookieAcces, "", c.site.app.Maintenant(), http.SameSiteLaxMode)
	c.setCookie(cookieSuite, "", c.site.app.Maintenant(), http.SameSiteStrictMode)
}

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
		return &parcours.Erreur{Code: parcours.Interdit, Message: "Cet envoi vient d'un autre site : il est refusé. " +
			"Revenez à la page, puis recommencez."}
	}
	return nil
}

// setCookie writes a cookie under its __Host- name: secure, for this host and
// the whole site only.
//
// On plain http of this machine (`parcours run`), Chromium and Firefox accept
// such a cookie; Safari and most programs do not. It is then written a second
// time under its plain name, without Secure. Nothing travels over a network
// there, and production never does it: Options.PlainLocal is off.
func (c *Request) setCookie(nom, valeur string, expire time.Time, mode http.SameSite) {
	// Max-Age, not Expires: the program may believe that it is another day
	// (PARCOURS_AUJOURDHUI), the browser does not.
	duree := int(expire.Sub(c.site.app.Maintenant()).Seconds())
	k := http.Cookie{
		Name: prefixeHote + nom, Value: valeur, Path: "/", MaxAge: duree,
		HttpOnly: true, Secure: true, SameSite: mode,
	}
	if valeur == "" || duree <= 0 {
		k.Value, k.MaxAge = "", -1
	}
	http.SetCookie(c.Writer, &k)
	if c.isPlainLocal() {
		k.Name, k.Secure = nom, false
		http.SetCookie(c.Writer, &k)
	}
}

// cookie reads one of them; "" when there is none.
func (c *Request) cookie(nom string) string {
	k, err := c.Request.Cookie(prefixeHote + nom)
	if (err != nil || k.Value == "") && c.isPlainLocal() {
		k, err = c.Request.Cookie(nom)
	}
	if err != nil {
		return ""
	}
	return k.Value
}

// isPlainLocal: plain http on this one machine, by a program started for that.
func (c *Request) isPlainLocal() bool {
	r := c.Request
	return c.site.plainLocal && r.TLS == nil && !strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https") &&
		isLoopback(r.Host) && isLoopback(r.RemoteAddr)
}

func isLoopback(adresse string) bool {
	hote := adresse
	if h, _, err := net.SplitHostPort(adresse); err == nil {
		hote = h
	}
	return strings.EqualFold(hote, "localhost") || net.ParseIP(strings.Trim(hote, "[]")).IsLoopback()
}
