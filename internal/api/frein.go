package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/parcours"
)

const groupeFreins = "freins"

func (a *api) registerFreins() {
	route(a, operation{Methode: get, Chemin: "/salaries/{id}/freins", Groupe: groupeFreins, Acces: parcours.ActionEditFrein,
		Resume: "Les freins d'un salarié", Texte: "Les freins levés viennent en dernier."}, a.listFreins)
	route(a, operation{Methode: post, Chemin: "/salaries/{id}/freins", Groupe: groupeFreins, Acces: parcours.ActionEditFrein, Statut: http.StatusCreated,
		Resume: "Noter un frein", Texte: "Avec une solution, le frein est noté « solution en cours ». Pour la santé, aucun texte n'est gardé."}, a.addFrein)
	route(a, operation{Methode: put, Chemin: "/parcours/{id}/freins-gestion", Groupe: groupeFreins, Acces: parcours.ActionEditFreinGestion,
		Resume: "Noter les contraintes de la structure", Texte: "Ce qui gêne la structure dans ce parcours : la liste envoyée remplace celle d'avant. Rend le dossier."}, a.setFreinsGestion)
}

type frein struct {
	ID            int64     `json:"id"`
	Code          string    `json:"code"`
	Libelle       string    `json:"libelle"`
	Etat          string    `json:"etat"`
	Solution      *string   `json:"solution"`
	SolutionRef   *string   `json:"solution_ref" doc:"L'identifiant d'une solution du guide."`
	DateIdentifie jour      `json:"date_identifie"`
	DateSolution  jour      `json:"date_solution"`
	DateLeve      jour      `json:"date_leve"`
	Version       int       `json:"version"`
	Auteur        *personne `json:"auteur,omitempty"`
}

func (frein) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withListes(s, map[string]parcours.Liste{"code": parcours.Freins, "etat": parcours.EtatsFrein})
}

func freinOf(f parcours.Frein, noms map[int64]string) frein {
	x := frein{ID: f.ID, Code: f.Code, Libelle: parcours.Freins.Libelle(f.Code), Etat: f.Etat, Solution: texte(f.Solution), SolutionRef: texte(f.SolutionRef),
		DateIdentifie: jour{f.DateIdentifie}, DateSolution: jour{f.DateSolution}, DateLeve: jour{f.DateLeve}, Version: f.Version}
	if noms != nil {
		x.Auteur = colleague(&f.AuteurID, noms)
	}
	return x
}

func (a *api) findFreins(ctx context.Context, q *call, salarieID int64) ([]frein, error) {
	fs, err := a.app.ListFreins(ctx, q.Qui, salarieID)
	if err != nil {
		return nil, err
	}
	return each(fs, func(f parcours.Frein) frein { return freinOf(f, nil) }), nil
}

type demandeFreins struct {
	ID
	Pagination
	Tri  string        `query:"tri" enum:"ouverts,date,-date" default:"ouverts"`
	Etat codeEtatFrein `query:"etat"`
}

func (a *api) listFreins(ctx context.Context, q *call, in *demandeFreins) (*response[liste[frein]], error) {
	tous, err := a.findFreins(ctx, q, in.ID.ID)
	if err != nil {
		return nil, err
	}
	fs := keep(tous, func(f frein) bool {
		return (in.Etat == "" || string(in.Etat) == f.Etat) && matches(in.Q, f.Libelle, fold(f.Solution))
	})
	if champ, desc := order(in.Tri); champ == "date" {
		sortBy(fs, desc, func(x, y frein) int { return x.DateIdentifie.Time().Compare(y.DateIdentifie.Time()) })
	}
	return paginate(fs, in.Pagination), nil
}

type creationFrein struct {
	ID
	Idempotence
	Body freinSaisi
}

type freinSaisi struct {
	Code          string `json:"code"`
	DateIdentifie jour   `json:"date_identifie,omitempty" doc:"Aujourd'hui, si elle est absente ; jamais dans le futur."`
	Solution      string `json:"solution,omitempty"`
	SolutionRef   string `json:"solution_ref,omitempty" maxLength:"40" doc:"L'identifiant d'une solution du guide."`
}

func (freinSaisi) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withListes(s, map[string]parcours.Liste{"code": parcours.Freins})
}

func (a *api) addFrein(ctx context.Context, q *call, in *creationFrein) (*created[frein], error) {
	x := in.Body
	id, err := a.app.AddFrein(ctx, q.Qui, in.ID.ID, parcours.Frein{Code: x.Code, DateIdentifie: x.DateIdentifie.Date, Solution: x.Solution, SolutionRef: x.SolutionRef}, in.Cle)
	if err != nil {
		return nil, err
	}
	fs, err := a.findFreins(ctx, q, in.ID.ID)
	if err != nil {
		return nil, err
	}
	f, err := oneOf(fs, func(f frein) bool { return f.ID == id })
	return &created[frein]{Location: location("salaries", in.ID.ID, "freins"), Body: f}, err
}

type contraintesSiae struct {
	ID
	Body contraintesSaisies
}

type contraintesSaisies struct {
	Version       int      `json:"version,omitempty" minimum:"1" doc:"La version lue du parcours : si quelqu'un a écrit depuis, la réponse est 409. Sans elle, on écrit par-dessus."`
	FreinsGestion []string `json:"freins_gestion" doc:"Vide : plus rien ne gêne."`
}

func (contraintesSaisies) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return withListes(s, map[string]parcours.Liste{"freins_gestion": parcours.FreinsGestion})
}

func (a *api) setFreinsGestion(ctx context.Context, q *call, in *contraintesSiae) (*response[dossier], error) {
	if err := a.app.SetFreinsGestion(ctx, q.Qui, in.ID.ID, in.Body.Version, in.Body.FreinsGestion); err != nil {
		return nil, err
	}
	return a.showParcours(ctx, q, &in.ID)
}
