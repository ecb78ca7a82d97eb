package api

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

	"parcours.example/internal/app"
	"parcours.example/internal/auth"
	"parcours.example/internal/httpkit"
	"parcours.example/internal/parcours"
)

// operation is one line of the API: what it is, and who may ask it.
type operation struct {
	Methode string
	Chemin  string
	Resume  string
	Texte   string
	// Acces is the action that opens the operation; internal/app asks again for
	// each deed. Public needs nobody, Connecte anybody who is signed in.
	Acces parcours.Action
	// Champs are the fields of the body, for an operation that takes a body;
	// Partiel for a PATCH, which changes only what is sent.
	Champs  parcours.Champs
	Partiel bool
	// Objets are the objects inside the body, by name; nil takes any field.
	Objets map[string]parcours.Champs
	// Filtres are the query parameters that take a code of a list.
	Filtres map[string]parcours.Liste
	// Statut of a success; 0 is 200, or 204 without a body.
	Statut int
	// Octets bounds the body; 0 is corpsMax.
	Octets int64
	// Erreurs that this operation may answer besides the usual ones.
	Erreurs []int
}

const (
	public   parcours.Action = "public"
	connecte parcours.Action = "connecte"

	corpsMax = 1 << 20

	get   = http.MethodGet
	post  = http.MethodPost
	put   = http.MethodPut
	patch = http.MethodPatch
)

// call is one request of a person (of nobody, on a public operation).
type call struct {
	*gin.Context
	Moi *app.Moi
	Qui parcours.Identite
}

// nom names this person, the author of what the call writes.
func (q *call) nom() map[int64]string {
	return map[int64]string{q.Qui.UtilisateurID: q.Moi.Utilisateur.NomComplet()}
}

// Can tells what may be shown to this person.
func (q *call) Can(a parcours.Action) bool { return q.Qui.Can(a) }

type callKey struct{}

// declaration puts one operation on an API, in a group of its document.
type declaration func(a *api, groupe string)

// declarations are those of every column.
var declarations []func(*api)

// declare is how a column says what it answers, in its own file:
//
//	var _ = declare("suivis", route(operation{…}, (*api).listSuivis), …)
func declare(groupe string, ds ...declaration) struct{} {
	declarations = append(declarations, func(a *api) {
		for _, d := range ds {
			d(a, groupe)
		}
	})
	return struct{}{}
}

// route declares an operation. The wrapper is the only place where errors become
// answers.
func route[I, O any](o operation, fn func(*api, context.Context, *call, *I) (*O, error)) declaration {
	return func(a *api, groupe string) { add(a, groupe, o, fn) }
}

func add[I, O any](a *api, groupe string, o operation, fn func(*api, context.Context, *call, *I) (*O, error)) {
	op := huma.Operation{
		OperationID: operationID(o), Method: o.Methode, Path: o.Chemin, Tags: []string{groupe}, Summary: o.Resume,
		Description: describe(o), DefaultStatus: o.Statut, MaxBodyBytes: o.Octets, Errors: errorsOf(o),
		Middlewares: huma.Middlewares{a.guard(o)},
	}
	if o.Champs != nil {
		op.RequestBody = &huma.RequestBody{Content: map[string]*huma.MediaType{"application/json": {Schema: schemaOfBody(o)}}}
	}
	if o.Acces != public {
		op.Security = []map[string][]string{{schemaSecurite: {}}}
	}
	huma.Register(a.huma, op, func(ctx context.Context, in *I) (*O, error) {
		q := ctx.Value(callKey{}).(*call)
		out, err := fn(a, ctx, q, in)
		if err != nil {
			return nil, a.problemOf(q.Context, err)
		}
		return out, nil
	})
	if o.Filtres == nil {
		return
	}
	for _, p := range a.huma.OpenAPI().Paths[o.Chemin].Get.Parameters {
		if l, ok := o.Filtres[p.Name]; ok {
			p.Schema.Enum = enum(l)
			p.Schema.PrecomputeMessages()
		}
	}
}

func operationID(o operation) string {
	return strings.ToLower(o.Methode) + strings.NewReplacer("/", "-", "{", "", "}", "", "_", "-").Replace(o.Chemin)
}

// describe adds to the text who may do this, as the table of rights says it.
func describe(o operation) string {
	for _, d := range parcours.Droits {
		if d.Action != o.Acces {
			continue
		}
		roles := make([]string, len(d.Roles))
		for i, r := range d.Roles {
			roles[i] = string(r)
		}
		return strings.TrimSpace(o.Texte + " Rôles : " + strings.Join(roles, ", ") + ".")
	}
	return o.Texte
}

func errorsOf(o operation) []int {
	codes := []int{http.StatusUnprocessableEntity} // a parameter that does not exist, at least
	if o.Acces != public {
		codes = append(codes, http.StatusUnauthorized)
	}
	if o.Acces != public && o.Acces != connecte {
		codes = append(codes, http.StatusForbidden)
	}
	if strings.Contains(o.Chemin, "{") {
		codes = append(codes, http.StatusNotFound)
	}
	if o.Methode != get {
		codes = append(codes, http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
		if o.Acces != public && o.Acces != connecte {
			codes = append(codes, http.StatusConflict)
		}
	}
	return append(codes, o.Erreurs...)
}

// guard is the way of every request: who asks, the right, then the body.
func (a *api) guard(o operation) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		c := humagin.Unwrap(ctx)
		q := &call{Context: c}
		if o.Acces != public {
			if err := a.identify(q); err != nil {
				a.deny(c, err)
				return
			}
		}
		if o.Acces != public && o.Acces != connecte {
			if err := q.Qui.Require(o.Acces); err != nil {
				a.deny(c, err)
				return
			}
		}
		if p := checkBody(ctx.Operation(), c, o); p != nil {
			refuse(c, p)
			return
		}
		next(huma.WithValue(ctx, callKey{}, q))
	}
}

// identify finds who is behind the bearer token. The session is asked each
// time: a token that was signed out opens nothing.
func (a *api) identify(q *call) error {
	genre, jeton, _ := strings.Cut(q.GetHeader("Authorization"), " ")
	jeton = strings.TrimSpace(jeton)
	if !strings.EqualFold(genre, "Bearer") || jeton == "" {
		return &parcours.Erreur{Code: parcours.Interdit, Champ: httpkit.ChampSession,
			Message: "Cette requête demande un jeton. Obtenez-le par POST " + Prefix + "/connexion, puis envoyez-le : Authorization: Bearer …"}
	}
	moi, err := a.app.VerifyJeton(q.Request.Context(), jeton, auth.API)
	if err != nil {
		return err
	}
	q.Moi, q.Qui = moi, moi.Identite
	httpkit.SetUtilisateur(q.Context, moi.Utilisateur.ID)
	return nil
}

// checkBody refuses what is too large or not of the expected type, before a
// byte of it is kept.
func checkBody(op *huma.Operation, c *gin.Context, o operation) *probleme {
	octets := o.Octets
	if octets == 0 {
		octets = corpsMax
	}
	if c.Request.ContentLength > octets {
		return tooLarge(octets)
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, octets+1)
	if op.RequestBody == nil || c.Request.ContentLength == 0 {
		return nil
	}
	for attendu := range op.RequestBody.Content {
		if recu := c.ContentType(); recu == attendu || recu == "" && attendu == "application/json" {
			return nil
		}
	}
	for attendu := range op.RequestBody.Content {
		return newProbleme(http.StatusUnsupportedMediaType, codeInvalide, "Ce type de contenu n'est pas accepté ici : envoyez "+attendu+".")
	}
	return nil
}

// deny answers a refusal from outside a handler.
func (a *api) deny(c *gin.Context, err error) { refuse(c, a.problemOf(c, err)) }

// response is an answer with a body.
type response[T any] struct{ Body T }

// created is the answer to a creation.
type created[T any] struct {
	Location string `header:"Location" doc:"Adresse de ce qui a été créé."`
	Body     T
}

// empty is the answer without a body.
type empty struct{}

// noBody is a request with nothing to read.
type noBody struct{}

// onID is a request about one thing; once is the same, which may be sent again.
type (
	onID struct {
		ID
		Body body
	}
	once struct {
		ID
		Idempotence
		Body body
	}
)

// ID is the identifier of an address.
type ID struct {
	ID int64 `path:"id" minimum:"1" doc:"Identifiant."`
}

// Idempotence lets a creation be sent again.
type Idempotence struct {
	Cle string `header:"Idempotency-Key" maxLength:"200" doc:"Clé choisie par le client : la même requête envoyée deux fois avec la même clé n'agit qu'une fois, et reçoit la même réponse."`
}

func location(parts ...any) string {
	l := Prefix
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			l += "/" + p
		case int64:
			l += "/" + strconv.FormatInt(p, 10)
		}
	}
	return l
}
