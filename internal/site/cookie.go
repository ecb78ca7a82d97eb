package site

import (
	"net"
	"net/http"
	"strings"
	"time"
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
	k := http.Cookie{Name: prefixeHote + nom, Value: valeur, Path: "/", MaxAge: duree, HttpOnly: true, Secure: true, SameSite: mode}
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
	noms := []string{prefixeHote + nom}
	if c.isPlainLocal() {
		noms = append(noms, nom)
	}
	for _, n := range noms {
		if k, err := c.Request.Cookie(n); err == nil && k.Value != "" {
			return k.Value
		}
	}
	return ""
}

// isPlainLocal: plain http, from this machine to this machine, and the program
// was started for that.
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
	if strings.EqualFold(hote, "localhost") {
		return true
	}
	ip := net.ParseIP(strings.Trim(hote, "[]"))
	return ip != nil && ip.IsLoopback()
}
