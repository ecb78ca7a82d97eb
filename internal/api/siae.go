package api

import (
	"context"

	"parcours.example/internal/app"
	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

var _ = declare("siae",
	route(operation{Methode: get, Chemin: "/siae", Acces: parcours.ActionReadSiae,
		Resume: "La structure pour laquelle on agit"}, (*call).showSiae),
	route(operation{Methode: patch, Chemin: "/siae", Acces: parcours.ActionUpdateSiae,
		Champs: append(parcours.Champs{champVersion}, parcours.ChampsSiae...), Partiel: true,
		Resume: "Modifier la structure", Texte: "Seuls les champs envoyés changent ; null vide un champ."}, (*call).patchSiae),
	route(operation{Methode: get, Chemin: "/siae/territoire", Acces: parcours.ActionReadGuide,
		Resume: "Le diagnostic du territoire",
		Texte:  "Les zones du guide où la structure travaille, et ce qu'elle note de son territoire."}, (*call).showTerritoire),
	route(operation{Methode: put, Chemin: "/siae/territoire/zones", Acces: parcours.ActionEditGuide,
		Champs: parcours.Champs{champVersion.Required(""), champZones},
		Resume: "Dire dans quelles zones la structure travaille",
		Texte:  "La liste envoyée remplace celle d'avant. Des zones du département de la structure seulement."}, (*call).setTerritoires),
	route(operation{Methode: put, Chemin: "/siae/territoire/notes/{rubrique}", Acces: parcours.ActionEditGuide,
		Champs:  append(parcours.Champs{champVersionLue}, parcours.ChampsNote.Without("rubrique")...),
		Filtres: filtres{"rubrique": parcours.RubriquesTerritoire},
		Resume:  "Écrire une note sur le territoire", Texte: "Un texte vide l'efface."}, (*call).saveNote),
)

type siae struct {
	ID      int64 `json:"id"`
	Version int   `json:"version"`
}

func (siae) champs() parcours.Champs { return parcours.ChampsSiae }

func siaeOf(s *parcours.Siae) answer[siae] {
	return answer[siae]{s, siae{s.ID, s.Version}}
}

func (q *call) showSiae(ctx context.Context, _ *struct{}) (*answer[siae], error) {
	return as(siaeOf)(q.app.FindSiae(ctx, q.Qui))
}

func (q *call) patchSiae(ctx context.Context, in *struct{ Body body }) (*answer[siae], error) {
	change, err := patchOf[parcours.Siae](in.Body, parcours.ChampsSiae, q.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	return as(siaeOf)(q.app.PatchSiae(ctx, q.Qui, in.Body.version(), func(s *parcours.Siae) {
		change(s)
		s.Reseaux = full(s.Reseaux)
	}))
}

var champZones = parcours.Champ{Code: "territoires", Libelle: "Zones du guide", Genre: parcours.GenreMulti,
	Liste: guide.Territoires, Requis: true}

// territoire is what a structure says of where it works.
type territoire struct {
	Version     int                      `json:"version" doc:"Celle de la structure, à renvoyer avec les zones."`
	Departement string                   `json:"departement"`
	Notes       []answer[noteTerritoire] `json:"notes" doc:"Une par rubrique."`
}

func (territoire) champs() parcours.Champs { return parcours.Champs{champZones} }

// noteTerritoire is what a structure notes under a rubrique.
type noteTerritoire struct {
	Libelle string    `json:"libelle"`
	Version *int      `json:"version" doc:"null : rien n'est écrit."`
	Auteur  *personne `json:"auteur,omitempty"`
}

func (noteTerritoire) champs() parcours.Champs { return parcours.ChampsNote }

func territoireOf(t *app.TerritoireLu) answer[territoire] {
	return answer[territoire]{t.Siae, territoire{t.Siae.Version, t.Siae.Departement,
		each(parcours.RubriquesTerritoire, func(r parcours.Terme) answer[noteTerritoire] {
			n := t.Notes[r.Code]
			n.Rubrique = r.Code
			return answer[noteTerritoire]{n.NoteTerritoire, noteTerritoire{r.Libelle, known(n.Version),
				colleague(&n.AuteurID, map[int64]string{n.AuteurID: n.Auteur})}}
		})}}
}

func (q *call) showTerritoire(ctx context.Context, _ *struct{}) (*answer[territoire], error) {
	return as(territoireOf)(q.app.FindTerritoire(ctx, q.Qui))
}

func (q *call) setTerritoires(ctx context.Context, in *struct{ Body body }) (*answer[territoire], error) {
	if err := q.app.SetTerritoires(ctx, q.Qui, in.Body.version(), full(in.Body.textes[champZones.Code])); err != nil {
		return nil, err
	}
	return q.showTerritoire(ctx, nil)
}

type surNote struct {
	Rubrique string `path:"rubrique" doc:"La partie du diagnostic."`
	Body     body
}

func (q *call) saveNote(ctx context.Context, in *surNote) (*answer[territoire], error) {
	n, err := read[parcours.NoteTerritoire](in.Body, parcours.ChampsNote.Without("rubrique"), q.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	n.Rubrique, n.Version = in.Rubrique, in.Body.version()
	if err := q.app.SaveNote(ctx, q.Qui, n); err != nil {
		return nil, err
	}
	return q.showTerritoire(ctx, nil)
}
