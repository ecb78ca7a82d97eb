package api

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
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
	Objets  map[string]parcours.Champs
	Filtres filtres
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

	corpsMax int64 = 1 << 20
	typeJSON       = "application/json"

	get   = http.MethodGet
	post  = http.MethodPost
	put   = http.MethodPut
	patch = http.MethodPatch
	del   = http.MethodDelete
)

// filtres are the parameters that take a code of a list, in the query or in the address.
type filtres map[string]parcours.Liste

// call is one request of a person, of nobody on a public operation.
type call struct {
	*gin.Context
	app *app.App
	Moi *app.Moi
	Qui parcours.Identite
	// essai: nothing is to be written. lus are the warnings that it has met, taken as read.
	essai bool
	lus   []constat
}

// nom names this person, the author of what the call writes.
func (q *call) nom() map[int64]string {
	return map[int64]string{q.Qui.UtilisateurID: q.Moi.Utilisateur.NomComplet()}
}

type callKey struct{}

// handler answers one operation.
type handler[I, O any] = func(*call, context.Context, *I) (*O, error)

// declaration puts one operation on an API, in a group of its document.
type declaration func(a *api, groupe string)

// declarations are those of every column.
var declarations []func(*api)

// declare is how a column says what it answers, in its own file:
//
//	var _ = declare("suivis", route(operation{…}, (*call).listSuivis), …)
func declare(groupe string, ds ...declaration) struct{} {
	declarations = append(declarations, func(a *api) {
		for _, d := range ds {
			d(a, groupe)
		}
	})
	return struct{}{}
}

// route declares an operation that answers a body, never nil without an error.
func route[I, O any](o operation, answer handler[I, O]) declaration {
	return routeWhole(o, func(q *call, ctx context.Context, in *I) (*response[O], error) {
		return as(func(corps *O) response[O] { return response[O]{*corps} })(answer(q, ctx, in))
	})
}

// create declares an operation that makes something, and tells where it is.
func create[I, O any](o operation, make handler[I, created[O]]) declaration {
	o.Statut = http.StatusCreated
	return routeWhole(o, make)
}

// note declares the creation of one fact of a person or of a parcours: it is read,
// kept by the deed, and shown as it was kept.
func note[T, O any](o operation,
	deed func(*app.App, context.Context, parcours.Identite, int64, T, string) (*T, error),
	show func(T, map[int64]string) O,
) declaration {
	return create(o, func(q *call, ctx context.Context, in *once) (*created[O], error) {
		lu, err := read[T](in.Body, o.Champs, q.app.Aujourdhui())
		if err != nil {
			return nil, err
		}
		return as(func(kept *T) created[O] { return created[O]{q.Request.URL.Path, show(*kept, q.nom())} })(
			deed(q.app, ctx, q.Qui, in.ID.ID, lu, in.Cle))
	})
}

// found declares the reading of one thing, by its number.
func found[T, O any](o operation, find func(*app.App, context.Context, parcours.Identite, int64) (*T, error), show func(*T) O) declaration {
	o.Methode = get
	return route(o, func(q *call, ctx context.Context, in *ID) (*O, error) {
		return as(show)(find(q.app, ctx, q.Qui, in.ID))
	})
}

// added declares the creation of one thing, where the others are.
func added[T, O any](o operation, add func(*app.App, context.Context, parcours.Identite, T, string) (*T, error),
	show func(*T) O, id func(*T) int64,
) declaration {
	o.Methode = post
	return create(o, func(q *call, ctx context.Context, in *creation) (*created[O], error) {
		lu, err := read[T](in.Body, o.Champs, q.app.Aujourdhui())
		if err != nil {
			return nil, err
		}
		return as(func(x *T) created[O] { return created[O]{location(o.Chemin[1:], id(x)), show(x)} })(add(q.app, ctx, q.Qui, lu, in.Cle))
	})
}

// patched declares the change of some fields of one thing.
func patched[T, O any](o operation, change func(*app.App, context.Context, parcours.Identite, int64, int, func(*T)) (*T, error),
	show func(*T) O,
) declaration {
	champs := o.Champs
	o.Methode, o.Partiel, o.Champs = patch, true, append(parcours.Champs{champVersion}, champs...)
	return route(o, func(q *call, ctx context.Context, in *onID) (*O, error) {
		voulu, err := patchOf[T](in.Body, champs, q.app.Aujourdhui())
		if err != nil {
			return nil, err
		}
		return as(show)(change(q.app, ctx, q.Qui, in.ID.ID, in.Body.version(), voulu))
	})
}

// as answers what a deed gave the way that show tells it.
func as[A, O any](show func(A) O) func(A, error) (*O, error) {
	return func(x A, err error) (*O, error) {
		if err != nil {
			return nil, err
		}
		return new(show(x)), nil
	}
}

// routeWhole declares an operation whose handler gives the headers too. It is the
// only place where errors become answers.
func routeWhole[I, O any](o operation, answer handler[I, O]) declaration {
	return func(a *api, groupe string) {
		op := a.describe(o, groupe)
		huma.Register(a.huma, op, func(ctx context.Context, in *I) (*O, error) {
			q := ctx.Value(callKey{}).(*call)
			if q.essai {
				return nil, try(a, q, ctx, in, answer)
			}
			var annulation parcours.AnnulationActe
			out, err := answer(q, app.TellAnnulation(q.acknowledge(ctx, in), &annulation), in)
			if err != nil {
				return nil, a.problemOf(q.Context, err)
			}
			return out, q.tellAnnulation(annulation)
		})
		if o.Filtres == nil {
			return
		}
		chemin := a.huma.OpenAPI().Paths[o.Chemin]
		for _, p := range cmp.Or(chemin.Get, chemin.Put).Parameters {
			if l, ok := o.Filtres[p.Name]; ok {
				p.Schema.Enum = each(l.Codes(), func(code string) any { return code })
				p.Schema.PrecomputeMessages()
			}
		}
	}
}

// canSuspect: what carries a day, hours or an amount may be asked about.
func (o operation) canSuspect() bool {
	return o.isTriable() && slices.ContainsFunc(o.Champs, func(c parcours.Champ) bool {
		return c.Genre == parcours.GenreDate || c.Genre == parcours.GenreHeures || c.Genre == parcours.GenreMontant
	})
}

// describe is the operation as huma wants it.
func (a *api) describe(o operation, groupe string) huma.Operation {
	if _, deja := o.Champs.Find(parcours.ChampAcquittes); !deja && o.canSuspect() {
		o.Champs = o.Champs.With(champAcquittes)
	}
	op := huma.Operation{
		OperationID: operationID(o), Method: o.Methode, Path: o.Chemin, Tags: []string{groupe},
		Summary: o.Resume, Description: strings.TrimSpace(o.Texte + rolesOf(o.Acces)),
		DefaultStatus: o.Statut, MaxBodyBytes: o.Octets, Errors: errorsOf(o),
		Middlewares: huma.Middlewares{a.guard(o)}, Metadata: map[string]any{"": o},
	}
	if o.Champs != nil {
		op.RequestBody = &huma.RequestBody{Content: map[string]*huma.MediaType{typeJSON: {Schema: schemaOfBody(o)}}}
	}
	if o.Acces != public {
		op.Security = []map[string][]string{{schemaSecurite: {}}}
	}
	return op
}

func operationID(o operation) string {
	return strings.ToLower(o.Methode) + strings.NewReplacer("/", "-", "{", "", "}", "", "_", "-").Replace(o.Chemin)
}

// rolesOf tells who may do this, as the table of rights says it.
func rolesOf(a parcours.Action) string {
	for _, d := range parcours.Droits {
		if d.Action == a {
			return " Rôles : " + strings.Join(each(d.Roles, func(r parcours.Role) string { return string(r) }), ", ") + "."
		}
	}
	return ""
}

// isReserved: some roles only may ask it.
func (o operation) isReserved() bool { return o.Acces != public && o.Acces != connecte }

// errorsOf are the refusals that a client of the operation may meet.
func errorsOf(o operation) []int {
	writes, reserved := o.Methode != get, o.isReserved()
	codes := append(slices.Clip(o.Erreurs), http.StatusUnprocessableEntity) // a parameter that does not exist, at least
	for code, possible := range map[int]bool{
		http.StatusUnauthorized:          o.Acces != public,
		http.StatusForbidden:             reserved,
		http.StatusNotFound:              strings.Contains(o.Chemin, "{"),
		http.StatusConflict:              reserved && writes,
		http.StatusBadRequest:            writes,
		http.StatusRequestEntityTooLarge: writes,
		http.StatusUnsupportedMediaType:  writes,
		http.StatusServiceUnavailable:    slices.Contains(app.Lourds, o.Acces),
	} {
		if possible {
			codes = append(codes, code)
		}
	}
	return codes
}

// guard is the way of every request: who asks, the right, then the body.
func (a *api) guard(o operation) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		q := &call{Context: humagin.Unwrap(ctx), app: a.app}
		err := q.admit(o.Acces)
		if err == nil {
			err = q.readEssai(o)
		}
		if err == nil {
			err = q.checkBody(ctx.Operation())
		}
		if err != nil {
			refuse(q.Context, a.problemOf(q.Context, err))
			return
		}
		next(huma.WithValue(ctx, callKey{}, q))
	}
}

// admit lets in whoever may ask this.
func (q *call) admit(acces parcours.Action) error {
	if acces == public {
		return nil
	}
	if err := q.identify(); err != nil || acces == connecte {
		return err
	}
	return q.Qui.Require(acces)
}

// identify finds who is behind the bearer token. The session is asked each
// time: a token that was signed out opens nothing.
func (q *call) identify() error {
	genre, jeton, _ := strings.Cut(q.GetHeader("Authorization"), " ")
	jeton = strings.TrimSpace(jeton)
	if !strings.EqualFold(genre, "Bearer") || jeton == "" {
		return &parcours.Erreur{Code: parcours.Interdit, Champ: httpkit.ChampSession,
			Message: "Cette requête demande un jeton. Obtenez-le par POST " + Prefix + "/connexion, puis envoyez-le : Authorization: Bearer …"}
	}
	moi, err := q.app.VerifyJeton(q.Request.Context(), jeton, auth.API)
	if err != nil {
		return err
	}
	q.Moi, q.Qui = moi, moi.Identite
	httpkit.SetUtilisateur(q.Context, moi.Utilisateur.ID)
	return nil
}

// checkBody refuses what is too large or of another type, before a byte is kept.
func (q *call) checkBody(op *huma.Operation) error {
	octets := cmp.Or(op.MaxBodyBytes, corpsMax)
	if q.Request.ContentLength > octets {
		return newProbleme(http.StatusRequestEntityTooLarge, codeInvalide,
			fmt.Sprintf("Cet envoi est trop volumineux : %d Ko au plus.", octets>>10))
	}
	q.Request.Body = http.MaxBytesReader(q.Writer, q.Request.Body, octets+1)
	if op.RequestBody == nil || q.Request.ContentLength == 0 {
		return nil
	}
	for attendu := range op.RequestBody.Content { // there is one
		if recu := q.ContentType(); recu != attendu && (recu != "" || attendu != typeJSON) {
			return newProbleme(http.StatusUnsupportedMediaType, codeInvalide,
				"Ce type de contenu n'est pas accepté ici : envoyez "+attendu+".")
		}
	}
	return nil
}

// response is an answer with a body.
type response[T any] struct{ Body T }

// created is the answer to a creation.
type created[T any] struct {
	Location string `header:"Location" doc:"Adresse de ce qui a été créé."`
	Body     T
}

// creation makes something, once for a key. onID is a request about one thing; once is
// the same, which may be sent again.
type (
	creation struct {
		Idempotence
		Body body
	}
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
	Cle string `header:"Idempotency-Key" maxLength:"200"`
}

// location is the address of one thing.
func location(nom string, id int64) string { return fmt.Sprintf("%s/%s/%d", Prefix, nom, id) }
