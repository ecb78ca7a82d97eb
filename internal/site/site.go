// Package site is what people see: HTML pages, one file per column, and the
// session that opens them. Handlers read a form, call one deed of internal/app
// and answer a page of web/pages; they hold no rule and no SQL.
//
// A page is a method
//
//	func (s *Site) showSalarie(c *Request) error
//
// declared by its file in the table of routes.go; what a form does is
//
//	func (s *Site) closeParcours(c *Request, f *Form, lu parcours.Cloture) (suite, error)
//
// declared there with what it reads and the page that shows it again. An error
// becomes a page (erreur.go), or stands beside a field (Form.Refuse).
package site

import (
	"log/slog"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"parcours.example/internal/app"
	"parcours.example/web/static"
)

// Options of New. App is required.
type Options struct {
	App *app.App
	Log *slog.Logger // nil: silent
	// Bandeau is a strip above every page: « Démonstration : données fictives ».
	Bandeau string
	// PlainLocal is for `parcours run`, which serves plain http on this machine:
	// see connexion_session.go. Never in production.
	PlainLocal bool
}

// New assembles the site. It panics without an App: a fault of the wiring.
func New(o Options) *Site {
	if o.App == nil {
		panic("site: Options.App is missing")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Site{
		app: o.App, log: o.Log, bandeau: o.Bandeau, plainLocal: o.PlainLocal,
		origine: http.NewCrossOriginProtection(), sigles: siglesOf(o.App.GuideRegional()),
	}
}

// Register mounts the pages, the static files, and the answer to an unknown address.
func (s *Site) Register(r *gin.Engine) {
	fichiers := gin.WrapH(static.Handler())
	r.GET(static.Prefix+"*fichier", fichiers)
	r.HEAD(static.Prefix+"*fichier", fichiers)
	for _, rt := range table {
		r.Handle(rt.Methode, rt.Chemin, s.handle(rt))
	}
	inconnue := s.handle(route{Acces: Public, Handler: (*Site).showNotFound})
	r.NoRoute(func(g *gin.Context) {
		if strings.HasPrefix(g.Request.URL.Path, "/api/") {
			g.Status(http.StatusNotFound) // the API answers for itself
			return
		}
		inconnue(g)
	})
	// Reloading a form that came back with errors asks its address as a page.
	r.HandleMethodNotAllowed = true
	formulaire := s.handle(route{Acces: Public, Handler: (*Site).showPageOfForm})
	r.NoMethod(func(g *gin.Context) {
		if !strings.HasPrefix(g.Request.URL.Path, "/api/") {
			formulaire(g)
		}
	})
}

// handle is the way of every request: address, origin, session, body, mark, right, handler.
func (s *Site) handle(rt route) gin.HandlerFunc {
	return func(g *gin.Context) {
		c := &Request{Context: g, site: s, route: rt}
		g.Header("Cache-Control", "no-store")
		g.Header("Vary", "Cookie, "+enteteFragment)
		if err := s.serve(c); err != nil {
			s.fail(c, err)
		}
	}
}

func (s *Site) serve(c *Request) error {
	bound(c.Request.URL)
	if err := s.checkOrigine(c); err != nil {
		return err
	}
	if err := s.openSession(c); err != nil {
		return err
	}
	if c.Moi == nil && c.route.Acces != Public {
		return s.askSignIn(c)
	}
	if err := c.parseBody(); err != nil {
		return err
	}
	// Before the right: in the SIAE that the form was drawn for, it may be there.
	// A body that was cut short lost its mark, and writes nothing.
	if !c.tropGros && !s.isMarked(c) {
		return s.refuseMarque(c)
	}
	if a := c.route.Acces; a != Public && a != Connecte {
		if err := c.Qui.Require(a); err != nil {
			return err
		}
	}
	if err := c.checkIDs(); err != nil {
		return err
	}
	if c.isEssai() {
		c.Request = c.Request.WithContext(app.Try(c.Ctx()))
	}
	return c.route.Handler(s, c)
}
