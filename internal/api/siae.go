package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/parcours"
)

const groupeSiae = "siae"

func (a *api) registerSiae() {
	route(a, operation{Methode: get, Chemin: "/siae", Groupe: groupeSiae, Acces: parcours.ActionReadSiae,
		Resume: "La structure pour laquelle on agit"}, a.showSiae)
	route(a, operation{Methode: patch, Chemin: "/siae", Groupe: groupeSiae, Acces: parcours.ActionUpdateSiae,
		Resume: "Modifier la structure", Texte: "Seuls les champs envoyés changent ; null vide un champ."}, a.patchSiae)
}

type siae struct {
	ID          int64    `json:"id"`
	Nom         string   `json:"nom"`
	Type        string   `json:"type"`
	Siret       *string  `json:"siret"`
	Departement string   `json:"departement"`
	Opco        *string  `json:"opco"`
	Effectif    *int     `json:"effectif" doc:"Effectif déclaré à l'OPCO."`
	Reseaux     []string `json:"reseaux"`
	Version     int      `json:"version"`
}

func (siae) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema { return listesSiae(s) }

func listesSiae(s *huma.Schema) *huma.Schema {
	return withListes(s, map[string]parcours.Liste{"type": parcours.TypesSiae, "opco": parcours.Opcos, "reseaux": parcours.Reseaux})
}

func siaeOf(s parcours.Siae) siae {
	return siae{ID: s.ID, Nom: s.Nom, Type: s.Type, Siret: texte(s.Siret), Departement: s.Departement, Opco: texte(s.Opco),
		Effectif: nombre(s.EffectifOpco), Reseaux: codes(s.Reseaux), Version: s.Version}
}

func (a *api) showSiae(ctx context.Context, q *call, _ *noBody) (*response[siae], error) {
	s, err := a.app.FindSiae(ctx, q.Qui)
	if err != nil {
		return nil, err
	}
	return &response[siae]{siaeOf(*s)}, nil
}

type modificationSiae struct {
	Body siaeModifiee
}

type siaeModifiee struct {
	Version     int              `json:"version,omitempty" minimum:"1" doc:"La version lue : si quelqu'un a écrit depuis, la réponse est 409. Sans elle, on écrit par-dessus."`
	Nom         option[string]   `json:"nom,omitempty"`
	Type        option[string]   `json:"type,omitempty"`
	Siret       option[string]   `json:"siret,omitempty"`
	Departement option[string]   `json:"departement,omitempty"`
	Opco        option[string]   `json:"opco,omitempty"`
	Effectif    option[int]      `json:"effectif,omitempty" doc:"Effectif déclaré à l'OPCO."`
	Reseaux     option[[]string] `json:"reseaux,omitempty"`
}

func (siaeModifiee) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return listesSiae(s)
}

func (a *api) patchSiae(ctx context.Context, q *call, in *modificationSiae) (*response[siae], error) {
	m := in.Body
	s, err := a.app.PatchSiae(ctx, q.Qui, m.Version, func(s *parcours.Siae) {
		m.Nom.into(&s.Nom)
		m.Type.into(&s.Type)
		m.Siret.into(&s.Siret)
		m.Departement.into(&s.Departement)
		m.Opco.into(&s.Opco)
		m.Effectif.into(&s.EffectifOpco)
		m.Reseaux.into(&s.Reseaux)
		s.Reseaux = codes(s.Reseaux)
	})
	if err != nil {
		return nil, err
	}
	return &response[siae]{siaeOf(*s)}, nil
}
