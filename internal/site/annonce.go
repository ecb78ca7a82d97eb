package site

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

// Annonce is the sentence said once after a deed. It crosses the redirection in
// a cookie, as a code: never a name, and nothing that somebody else could make
// the page say. Behind it comes how the deed is taken back.
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
	mots := []string{string(a)}
	if x := c.annulation; x.Acte != "" {
		mots = append(mots, undoing(x), strconv.Itoa(x.Version))
		for _, l := range x.Lignes[1:] {
			mots = append(mots, fmt.Sprintf("%s-%d", l.Objet, l.ID))
		}
	}
	c.keepAnnonce(strings.Join(mots, ":"), 60)
}

// undoing is where a deed is taken back.
func undoing(x parcours.AnnulationActe) string {
	ligne := x.Lignes[0]
	switch x.Acte {
	case parcours.ActionRectify:
		return fmt.Sprintf("/parcours/%d/rectification", x.ParcoursID)
	case parcours.ActionEditFinancement:
		return fmt.Sprintf("/parcours/%d/financements/%d/suppression", x.ParcoursID, ligne.ID)
	}
	return parcours.LienLigne(x.ParcoursID, x.SalarieID, ligne.Objet, ligne.ID)
}

func (c *Request) keepAnnonce(dit string, secondes int) {
	http.SetCookie(c.Writer, &http.Cookie{
		Name: cookieAnnonce, Value: dit, Path: "/", MaxAge: secondes,
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
	code, annuler, _ := strings.Cut(lu.Value, ":")
	texte := phrases[code]
	if c.Moi != nil {
		texte = strings.ReplaceAll(texte, "{siae}", c.Moi.Siae.Nom)
	}
	f := composants.Flash{Texte: texte}
	if texte != "" && annulable.MatchString(annuler) {
		mots := strings.Split(annuler, ":")
		f.Annuler = mots[0]
		f.Caches = url.Values{champCle: {rand.Text()}, "acte": {"retirer"}, "motif": {parcours.MotifAnnulation},
			pages.NomPourquoi: {parcours.MotifAnnulation},
			"version":         {mots[1]}, "aussi": mots[2:], "retour": {c.Request.URL.RequestURI()}}
		if !strings.Contains(f.Annuler, "/corriger/") { // a form of the page of the parcours, which keeps the way back from it
			f.Caches.Set("retour", c.Query("retour"))
		}
	}
	return f
}

// annulable is what the cookie may say of how a deed is taken back: a form that does only that.
var annulable = regexp.MustCompile(
	`^/(parcours|salaries)/\d+/(corriger/[a-z_]+/\d+|rectification|financements/\d+/suppression):\d+(:[a-z_]+-\d+)*$`)
