package site

import (
	"net/http"
	"strings"

	"parcours.example/web/composants"
)

// Annonce is the sentence said once after a deed. It crosses the redirection in
// a cookie, as a code: never a name, and nothing that somebody else could make
// the page say.
type Annonce string

// phrase is what a deed says, declared in the file that does it. « {siae} » is the
// structure of the person.
type phrase struct{ code, texte string }

// phrases are those of every subject: testdata/routes.golden shows them whole.
var phrases = map[string]string{}

func (p phrase) keep() {
	if phrases[p.code] != "" {
		panic("site: two sentences for annonce " + p.code)
	}
	phrases[p.code] = p.texte
}

const cookieAnnonce = "parcours-annonce"

// leaveAnnonce leaves the sentence for the next page. An unknown code is a slip
// of the programmer, found by the first test that goes there.
func (c *Request) leaveAnnonce(a Annonce) {
	if a == "" {
		return
	}
	if phrases[string(a)] == "" {
		panic("site: no sentence for annonce " + string(a))
	}
	c.keepAnnonce(a, 60)
}

func (c *Request) keepAnnonce(a Annonce, secondes int) {
	http.SetCookie(c.Writer, &http.Cookie{
		Name: cookieAnnonce, Value: string(a), Path: "/", MaxAge: secondes,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: !c.isPlainLocal(),
	})
}

// takeAnnonce reads the sentence left by the page before, and forgets it.
func (c *Request) takeAnnonce() composants.Flash {
	lu, err := c.Request.Cookie(cookieAnnonce)
	if err != nil {
		return composants.Flash{}
	}
	c.keepAnnonce("", -1)
	texte := phrases[lu.Value]
	if c.Moi != nil {
		texte = strings.ReplaceAll(texte, "{siae}", c.Moi.Siae.Nom)
	}
	return composants.Flash{Texte: texte}
}
