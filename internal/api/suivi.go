package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

const groupeSuivis = "suivis"

func (a *api) registerSuivis() {
	route(a, operation{Methode: get, Chemin: "/parcours/{id}/suivis", Groupe: groupeSuivis, Acces: parcours.ActionReadParcours,
		Resume: "Les suivis d'un parcours"}, a.listSuivis)
	route(a, operation{Methode: post, Chemin: "/parcours/{id}/suivis", Groupe: groupeSuivis, Acces: parcours.ActionLogSuivi, Statut: http.StatusCreated,
		Resume: "Consigner un suivi", Texte: "Les rappels des suivis du même jour ou d'avant sont soldés ; date_prochain en ouvre un autre."}, a.logSuivi)
}

type suivi struct {
	ID            int64     `json:"id"`
	Tentative     int       `json:"tentative"`
	Date          jour      `json:"date"`
	Avec          *string   `json:"avec" doc:"null pour une non-présentation : ce n'est pas un contact."`
	Canal         *string   `json:"canal"`
	Texte         string    `json:"texte"`
	Absence       *string   `json:"absence"`
	Difficulte    bool      `json:"difficulte"`
	DateProchain  jour      `json:"date_prochain"`
	ProchainSolde bool      `json:"prochain_solde" doc:"Le rappel est fait, ou n'a plus lieu d'être."`
	Auteur        *personne `json:"auteur,omitempty"`
	CreeLe        time.Time `json:"cree_le"`
}

func (suivi) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema { return listesSuivi(s) }

func listesSuivi(s *huma.Schema) *huma.Schema {
	return withListes(s, map[string]parcours.Liste{"avec": parcours.Interlocuteurs, "canal": parcours.Canaux, "absence": parcours.Absences})
}

func suiviOf(s parcours.Suivi, noms map[int64]string) suivi {
	return suivi{ID: s.ID, Tentative: s.Tentative, Date: jour{s.Date}, Avec: texte(s.Avec), Canal: texte(s.Canal), Texte: s.Texte, Absence: texte(s.Absence),
		Difficulte: s.Difficulte, DateProchain: jour{s.DateProchain}, ProchainSolde: s.ProchainSolde, Auteur: colleague(&s.AuteurID, noms), CreeLe: s.CreeLe.UTC()}
}

func (a *api) findSuivis(ctx context.Context, q *call, id int64) ([]suivi, error) {
	f, err := a.app.FindParcours(ctx, q.Qui, id)
	if err != nil {
		return nil, err
	}
	return suivisOf(f), nil
}

func suivisOf(f *app.FicheParcours) []suivi {
	return each(f.Suivis, func(s parcours.Suivi) suivi { return suiviOf(s, f.Noms) })
}

type demandeSuivis struct {
	ID
	Pagination
	Tri        string            `query:"tri" enum:"date,-date" default:"-date"`
	Avec       codeInterlocuteur `query:"avec"`
	Tentative  int               `query:"tentative" minimum:"1"`
	Difficulte bool              `query:"difficulte" doc:"Seulement ceux qui signalent une difficulté."`
}

func (a *api) listSuivis(ctx context.Context, q *call, in *demandeSuivis) (*response[liste[suivi]], error) {
	tous, err := a.findSuivis(ctx, q, in.ID.ID)
	if err != nil {
		return nil, err
	}
	suivis := keep(tous, func(s suivi) bool {
		return (in.Avec == "" || s.Avec != nil && string(in.Avec) == *s.Avec) && (in.Tentative == 0 || in.Tentative == s.Tentative) &&
			(!in.Difficulte || s.Difficulte) && matches(in.Q, s.Texte)
	})
	_, desc := order(in.Tri)
	sortBy(suivis, desc, func(x, y suivi) int { return x.Date.Time().Compare(y.Date.Time()) })
	return paginate(suivis, in.Pagination), nil
}

type creationSuivi struct {
	ID
	Idempotence
	Body suiviSaisi
}

type suiviSaisi struct {
	Date         jour   `json:"date,omitempty" doc:"Aujourd'hui, si elle est absente ; jamais dans le futur."`
	Avec         string `json:"avec"`
	Canal        string `json:"canal"`
	Texte        string `json:"texte" doc:"Ce qui a été dit, ce qui suit. 4 000 caractères au plus."`
	Absence      string `json:"absence,omitempty"`
	Difficulte   bool   `json:"difficulte,omitempty"`
	DateProchain jour   `json:"date_prochain,omitempty" doc:"Le jour du prochain contact."`
}

func (suiviSaisi) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return listesSuivi(s)
}

func (a *api) logSuivi(ctx context.Context, q *call, in *creationSuivi) (*created[suivi], error) {
	x := in.Body
	id, err := a.app.LogSuivi(ctx, q.Qui, in.ID.ID, parcours.Suivi{
		Date: x.Date.or(a.app.Aujourdhui()), Avec: x.Avec, Canal: x.Canal, Texte: x.Texte, Absence: x.Absence, Difficulte: x.Difficulte, DateProchain: x.DateProchain.Date,
	}, in.Cle)
	if err != nil {
		return nil, err
	}
	suivis, err := a.findSuivis(ctx, q, in.ID.ID)
	if err != nil {
		return nil, err
	}
	s, err := oneOf(suivis, func(s suivi) bool { return s.ID == id })
	return &created[suivi]{Location: location("parcours", in.ID.ID, "suivis"), Body: s}, err
}

// oneOf finds what was just created. It is not there when the key of the
// request named a creation elsewhere.
func oneOf[T any](xs []T, is func(T) bool) (T, error) {
	for _, x := range xs {
		if is(x) {
			return x, nil
		}
	}
	var zero T
	return zero, &parcours.Erreur{Code: parcours.Conflit, Champ: "Idempotency-Key", Message: "Cette clé a déjà servi pour une autre création. Employez-en une nouvelle."}
}
