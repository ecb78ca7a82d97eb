package site

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

// Site answers the pages. It is safe for concurrent use.
type Site struct {
	app        *app.App
	log        *slog.Logger
	bandeau    string
	plainLocal bool
	origine    *http.CrossOriginProtection
	sigles     *composants.Sigles
}

// Request is one request of a signed-in person (or of nobody, on a public
// page), and what a handler does with it. Redirect and Page hide the methods of
// gin that would bypass the frame.
type Request struct {
	*gin.Context
	// Qui acts; the zero Identite on a public page.
	Qui parcours.Identite
	// Moi is who that is; nil when nobody is signed in.
	Moi   *app.Moi
	site  *Site
	route route
	// tropGros: the file of this request was cut short; its form tells so.
	tropGros bool
	// annulation is how the deed of this request is taken back.
	annulation parcours.AnnulationActe
}

// Ctx is the context to hand to internal/app.
func (c *Request) Ctx() context.Context { return c.Request.Context() }

// Can tells whether to show a button.
func (c *Request) Can(a parcours.Action) bool { return c.Qui.Can(a) }

// Aujourdhui is the day that the program believes it is.
func (c *Request) Aujourdhui() parcours.Date { return c.site.app.Aujourdhui() }

// Maintenant is the instant that the program believes it is.
func (c *Request) Maintenant() time.Time { return c.site.app.Maintenant() }

// textes are the parts of an address that are no number.
var textes = []string{"genre", "item", "carte", "etape", "objet"}

// checkIDs: an identifier that is not a number is « introuvable », like an unknown one.
func (c *Request) checkIDs() error {
	for _, p := range c.Params {
		if c.ID(p.Key) <= 0 && !slices.Contains(textes, p.Key) {
			return parcours.NotFound("Page")
		}
	}
	return nil
}

// ID reads an identifier of the address, which checkIDs let through.
func (c *Request) ID(nom string) int64 {
	id := toID(c.Param(nom))
	return id
}

const (
	corpsMax   = 1 << 20
	corpsPerdu = 128 << 20 // read for nothing, of a file that is too big
)

// parseBody bounds what a browser may send before reading it.
func (c *Request) parseBody() error {
	if c.Request.Method != http.MethodPost {
		return nil
	}
	corps := c.Request.Body
	c.Request.Body = http.MaxBytesReader(c.Writer, corps, cmp.Or(c.route.CorpsMax, corpsMax))
	var err error
	if strings.HasPrefix(c.ContentType(), "multipart/") {
		err = c.Request.ParseMultipartForm(1 << 20)
	} else {
		err = c.Request.ParseForm()
	}
	var tropGros *http.MaxBytesError
	switch {
	case errors.As(err, &tropGros) && c.route.CorpsMax != 0:
		// A browser reads the answer once it has sent the file: the rest is
		// swallowed, up to a point, for the form to tell what is wrong with it.
		_, _ = io.Copy(io.Discard, io.LimitReader(corps, corpsPerdu))
		c.tropGros = true
		return nil
	case errors.As(err, &tropGros):
		return invalid("", "Cet envoi est trop gros. Revenez à la page, "+
			"raccourcissez le texte ou choisissez un fichier plus léger.")
	case err != nil:
		return invalid("", "Cet envoi est illisible. Revenez à la page, puis recommencez.")
	}
	return nil
}

// Formulaire reads the form that was sent; prefixe makes its ids unique on the page.
func (c *Request) Formulaire(prefixe string) *Form {
	f := NewFormulaire(prefixe)
	f.sent = true
	for nom, valeurs := range c.Request.PostForm {
		for _, v := range valeurs {
			f.Valeurs.Add(nom, strings.ReplaceAll(v, "\r\n", "\n"))
		}
	}
	// The key that came with the form: sent again, it must do nothing twice.
	if len(f.Valeurs[champCle]) > 1 {
		f.Valeurs[champCle] = f.Valeurs[champCle][1:2]
	}
	return f
}

// enteteFragment names the one element of a page that the small script asks for
// (templ.Fragment): that alone is answered. A page that does not hold it, or that has more
// to say than that, comes whole.
const enteteFragment = "Fragment"

// Page answers a page, rendered to the end before a byte is sent; corps holds its only h1.
func (c *Request) Page(status int, titre string, corps templ.Component) error {
	if nom := c.GetHeader(enteteFragment); nom != "" && status != http.StatusConflict {
		var b bytes.Buffer
		if err := templ.RenderFragments(c.rendu(), &b, corps, nom); err != nil {
			return err
		}
		if b.Len() > 0 {
			c.Header(enteteFragment, nom)
			c.Data(status, typeHTML, composants.InsecablesHTML(b.Bytes()))
			return nil
		}
	}
	m := c.meta(titre)
	cadre := composants.Layout(m)
	if c.Moi == nil {
		cadre = composants.LayoutNu(m, false)
	}
	var b bytes.Buffer
	if err := cadre.Render(templ.WithChildren(c.rendu(), corps), &b); err != nil {
		return err
	}
	c.Data(status, typeHTML, composants.InsecablesHTML(b.Bytes()))
	return nil
}

// Form answers a page that is one form; « Annuler » leads where it is sent, unless the page
// says where.
func (c *Request) Form(f *Form, p pages.FormPage) error {
	p.Retourne, p.RetourURL = f.Retourne, cmp.Or(p.RetourURL, p.Action)
	return c.Page(f.Status(), p.Titre, pages.Formulaire(p))
}

const typeHTML = "text/html; charset=utf-8"

// rendu is the context of what is rendered: it knows the acronyms to explain, and
// the mark of the person for every form.
func (c *Request) rendu() context.Context {
	ctx := composants.WithSigles(c.Ctx(), c.site.sigles)
	if c.Moi == nil {
		return ctx
	}
	return composants.WithMarque(ctx, c.site.app.Marque(c.Qui))
}

// Redirect goes on to a page after a deed (303). The page says what was done:
// dit is "" for nothing.
func (c *Request) Redirect(adresse string, dit Annonce) error {
	c.leaveAnnonce(dit)
	c.Context.Redirect(http.StatusSeeOther, adresse)
	return nil
}

// Retour is where one came from, as the address says it (?retour=…): the list
// with its filters, and no word in clear. Only an address of this site is followed.
func (c *Request) Retour(defaut string) string {
	for _, r := range []string{c.Request.PostForm.Get("retour"), c.Query("retour")} {
		if isLocal(r) {
			return withoutWords(r)
		}
	}
	return defaut
}

// Adresse is the address of this page, to come back to.
func (c *Request) Adresse() string { return c.Request.URL.RequestURI() }

// isLocal accepts « /salaries?q=x », and nothing that a browser could read as
// another site: « //x », « /\x », « https:x ».
func isLocal(adresse string) bool {
	isForbidden := func(r rune) bool { return r < ' ' || r == '\\' || r == 0x7f }
	if !strings.HasPrefix(adresse, "/") || len(adresse) > 1000 || strings.ContainsFunc(adresse, isForbidden) {
		return false
	}
	u, err := url.Parse(adresse)
	return err == nil && u.Host == "" && u.Scheme == "" && !strings.HasPrefix(adresse, "//")
}

// toID reads the number of a thing, 0 for what is none.
func toID(texte string) int64 {
	id, _ := strconv.ParseInt(texte, 10, 64)
	return id
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
