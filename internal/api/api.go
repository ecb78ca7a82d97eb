// Package api is the JSON API, under /api/v1: huma on gin, one file per column.
// Handlers read a request, call one deed of internal/app and answer its result;
// they hold no rule and no SQL. openapi.yaml is generated from the same
// handlers, and a test fails when it is stale.
//
// The API knows bearer tokens only. It reads no cookie, so that no other site
// can make a browser act here, and it has no CORS.
package api

import (
	"log/slog"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

	"parcours.example/internal/app"
	"parcours.example/internal/httpkit"
	"parcours.example/web/docapi"
)

//go:generate go test -count=1 -run ^TestDocumentIsFresh$ . -update

// Prefix is where the API lives.
const Prefix = "/api/v1"

const (
	cheminOpenAPI = "/openapi.json"
	cheminDocs    = "/api/docs"
)

// Options of Register. App is required.
type Options struct {
	App *app.App
	Log *slog.Logger // nil: silent
}

// api is what every handler is a method of. It is safe for concurrent use.
type api struct {
	app  *app.App
	log  *slog.Logger
	huma huma.API
}

// Register mounts the API, its OpenAPI document and its pages. It panics
// without an App: a fault of the wiring.
func Register(r *gin.Engine, o Options) { register(r, o) }

func register(r *gin.Engine, o Options) *api {
	if o.App == nil {
		panic("api: Options.App is missing")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	a := &api{app: o.App, log: o.Log}
	// From here on, what no route answers under /api is answered in JSON. The
	// routes that the site has registered before do not go through this.
	r.HandleMethodNotAllowed = true
	r.Use(a.answerUnknown)
	document := a.mount(r)
	r.GET(Prefix+cheminOpenAPI, func(c *gin.Context) {
		c.Header("Cache-Control", "no-cache")
		c.Data(http.StatusOK, typeJSON+"; charset=utf-8", document)
	})
	pages, err := docapi.Handler(document, Prefix+cheminOpenAPI)
	if err != nil {
		panic("api: " + err.Error())
	}
	r.GET(cheminDocs, gin.WrapH(pages))
	return a
}

// mount puts the operations on r and returns their OpenAPI document, in JSON.
func (a *api) mount(r *gin.Engine) []byte {
	g := r.Group(Prefix, httpkit.NoStore(), httpkit.Recover(a.log, a.panicked))
	a.huma = humagin.NewWithGroup(r, g, humaConfig())
	for _, declare := range declarations {
		declare(a)
	}
	delete(a.huma.OpenAPI().Components.Schemas.Map(), "FormFile") // huma's own, of no use to a reader
	document, err := a.huma.OpenAPI().MarshalJSON()
	if err != nil {
		panic("api: " + err.Error())
	}
	return document
}

// answerUnknown gives a problem to whoever asks what does not exist under /api.
func (a *api) answerUnknown(c *gin.Context) {
	if c.FullPath() != "" || !strings.HasPrefix(c.Request.URL.Path, "/api/") {
		return
	}
	if c.Writer.Status() == http.StatusMethodNotAllowed { // gin has set Allow
		refuse(c, newProbleme(http.StatusMethodNotAllowed, codeInvalide,
			"Cette méthode n'existe pas à cette adresse. L'en-tête Allow donne celles qui existent."))
		return
	}
	refuse(c, newProbleme(http.StatusNotFound, codeIntrouvable, "Cette adresse n'existe pas. La liste est à "+cheminDocs+"."))
}

func (a *api) panicked(c *gin.Context) {
	refuse(c, newProbleme(http.StatusInternalServerError, codeInterne, httpkit.Incident(c)))
}
