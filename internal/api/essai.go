package api

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// With ?essai=1 an operation judges what it would write, and writes nothing. Every one that
// does a deed takes it: none has to say so.

// isTriable: signing in is no deed, and an import has its preview.
func (o operation) isTriable() bool {
	return o.Methode != get && o.isReserved() && o.Acces != parcours.ActionImport
}

// verdict answers a trial, whatever it is. It takes the place of what the operation
// promises, as an error does.
type verdict struct {
	Possible       bool      `json:"possible" doc:"La demande passerait, une fois les avertissements acquittés."`
	Bloquants      []constat `json:"bloquants" doc:"Ce qui la fait refuser."`
	Avertissements []constat `json:"avertissements" doc:"Ce qu'il reste à acquitter, dans avertissements_acquittes."`
	Effets         effets    `json:"effets" doc:"Ce qu'elle changerait ; rien, quand elle n'est pas possible."`
}

func (*verdict) Error() string  { return "a trial: nothing is kept" }
func (*verdict) GetStatus() int { return http.StatusOK }

// effets are what a deed would change.
type effets struct {
	Etat      *string  `json:"etat" doc:"L'état du parcours, après."`
	Reglees   []raison `json:"echeances_reglees" doc:"Ce qui n'est plus attendu à ce jour."`
	Nouvelles []raison `json:"echeances_nouvelles" doc:"Ce qui devient attendu."`
	// Of an import alone.
	Dossiers int            `json:"dossiers" doc:"D'un import : combien de dossiers seraient retirés, ou remis."`
	Gardes   []dossierGarde `json:"gardes" doc:"D'un import : les dossiers qui ne le seraient pas, et pourquoi."`
}

func newVerdict(bloquants, avertissements []constat, e app.Essai) *verdict {
	x := effets{known(string(e.Etat)), each(e.Reglees, raisonOf), each(e.Nouvelles, raisonOf), 0, []dossierGarde{}}
	if a := e.Annulation; a != nil {
		x.Dossiers, x.Gardes = a.Dossiers, dossiersGardes(a.Gardes)
		if a.IsFaite() {
			x.Gardes = dossiersGardes(a.NonRemis)
		}
	}
	return &verdict{len(bloquants) == 0, full(bloquants), full(avertissements), x}
}

// verdict is what a refusal tells a trial; any other problem stays one.
func (p *probleme) verdict(lus []constat) huma.StatusError {
	bloquants := p.Bloquants
	switch {
	case p.Statut != http.StatusUnprocessableEntity && (p.Statut != http.StatusConflict || len(p.Actuel) > 0):
		return p // somebody was faster: what was on the screen is to be read again
	case len(p.Erreurs) == 0:
		bloquants = []constat{{Code: p.Code, Message: p.Detail}}
	case len(bloquants) == 0, p.Code == codeInvalide: // wrong fields come first
		bloquants = append(each(p.Erreurs, func(e erreurChamp) constat { return constat{p.Code, e.Message, e.Champ, "", ""} }), bloquants...)
	}
	return newVerdict(bloquants, lus, app.Essai{})
}

const paramEssai = "essai"

// readEssai takes ?essai= out of the address: huma knows the parameters of a struct only,
// and this one is of every operation that writes. What is not clear is refused, rather
// than done.
func (q *call) readEssai(o operation) (err error) {
	params := q.Request.URL.Query()
	if !o.isTriable() || !params.Has(paramEssai) {
		return nil
	}
	q.essai, err = strconv.ParseBool(strings.Join(params[paramEssai], " "))
	if err != nil {
		return &parcours.Erreur{Code: parcours.Invalide, Champ: paramEssai, Message: anglais["invalid boolean"]}
	}
	params.Del(paramEssai)
	q.Request.URL.RawQuery = params.Encode()
	return nil
}

// try answers a trial. Warnings alone do not stop it: they are taken as read, and what comes
// next is judged too.
func try[I, O any](a *api, q *call, ctx context.Context, in *I, answer handler[I, O]) error {
	for {
		_, err := answer(q, app.Try(q.acknowledge(ctx, in)), in)
		if e, ok := errors.AsType[*app.Essai](err); ok {
			return a.tell(q, ctx, *e)
		}
		if err == nil {
			err = errors.New("api: an operation that does no deed was tried")
		}
		p, deja := a.problemOf(q.Context, err), len(q.lus)
		for _, c := range p.Avertissements {
			if !slices.Contains(q.acknowledged(body{}), c.Code) {
				q.lus = append(q.lus, c)
			}
		}
		if len(q.lus) == deja {
			return p.verdict(q.lus)
		}
	}
}

// tell says what a deed would change.
func (a *api) tell(q *call, ctx context.Context, e app.Essai) error {
	g, err := a.app.GuideFor(ctx, q.Qui)
	if err != nil {
		return a.problemOf(q.Context, err)
	}
	parcours.NameItems(e.Reglees, g.Dire)
	parcours.NameItems(e.Nouvelles, g.Dire)
	return newVerdict(nil, q.lus, e)
}

// documentEssai adds to each operation that takes a trial its parameter and its answer.
func documentEssai(d *huma.OpenAPI, op *huma.Operation) {
	if !op.Metadata[""].(operation).isTriable() {
		return
	}
	op.Parameters = append(op.Parameters, &huma.Param{Name: paramEssai, In: "query",
		Description: "1 : juger la demande sans rien écrire. La réponse est 200, avec un Verdict, que la demande soit possible ou non.",
		Schema:      &huma.Schema{Type: huma.TypeBoolean}})
	schema := d.Components.Schemas.Schema(reflect.TypeFor[verdict](), true, "")
	ok := op.Responses["200"]
	if ok == nil {
		op.Responses["200"] = &huma.Response{Description: "Avec essai : le verdict, rien n'est écrit.",
			Content: map[string]*huma.MediaType{typeJSON: {Schema: schema}}}
		return
	}
	ok.Description += " Avec essai : le verdict, rien n'est écrit."
	ok.Content[typeJSON].Schema = &huma.Schema{OneOf: []*huma.Schema{ok.Content[typeJSON].Schema, schema}}
}
