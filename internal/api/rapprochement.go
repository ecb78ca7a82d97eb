package api

import (
	"context"
	"time"

	"parcours.example/internal/parcours"
)

var _ = declare("corrections",
	route(operation{Methode: post, Chemin: "/salaries/{id}/rapprochement", Acces: parcours.ActionMerge,
		Champs: parcours.ChampsRapprochement.With(champVersion, champVersionAvec, champAcquittes),
		Objets: map[string]parcours.Champs{"champs": parcours.ChampsReunis.Optional()},
		Resume: "Réunir deux dossiers d'une même personne",
		Texte: "Le dossier de l'adresse reste, avec les valeurs de champs ; contrats, parcours, freins, observations et encadrants de « avec » " +
			"le rejoignent, et ce dossier est retiré : son adresse répond 404, avec le lien. Un contrat du même jour, ou un frein déjà " +
			"ouvert, n'est pas doublé. Une date de naissance ou un PASS IAE qui diffère s'acquitte. " +
			"La même réunion deux fois ne fait rien de plus. Par le CIP des deux, ou la direction."},
		(*call).mergeSalarie),
	route(operation{Methode: del, Chemin: "/salaries/{id}/rapprochement", Acces: parcours.ActionSeparate,
		Champs: parcours.Champs{parcours.ChampMotif, champReunion},
		Resume: "Séparer de nouveau deux dossiers réunis",
		Texte: "Dans les 30 jours : la réunion dite, sinon la dernière, est défaite. Ce qui a été ajouté depuis y reste ; un champ changé " +
			"depuis garde sa valeur, et figure dans restes."},
		(*call).separateSalarie),
)

var champVersionAvec = parcours.Champ{Code: "version_avec", Genre: parcours.GenreCollegue,
	Aide: "La version lue de l'autre dossier."}

var champReunion = parcours.Champ{Code: "reunion", Genre: parcours.GenreCollegue,
	Aide: "L'id de la réunion à défaire ; sans lui, la dernière."}

// rapprochement is one file made of two.
type rapprochement struct {
	ID        int64              `json:"id"`
	SalarieID int64              `json:"salarie_id" doc:"Le dossier qui reste."`
	AbsorbeID int64              `json:"absorbe_id" doc:"Celui qui l'a rejoint."`
	Deplaces  map[string][]int64 `json:"deplaces" doc:"Ce qui a rejoint le dossier qui reste, par genre."`
	Retires   map[string][]int64 `json:"retires" doc:"Ce qu'il avait déjà."`
	Motif     string             `json:"motif"`
	CreeLe    time.Time          `json:"cree_le"`
	AnnuleLe  *time.Time         `json:"annule_le"`
	Restes    []string           `json:"restes" doc:"Les champs changés depuis, qui gardent leur valeur."`
}

func rapprochementOf(r parcours.Rapprochement, restes []parcours.Champ) rapprochement {
	return rapprochement{r.ID, r.SalarieID, r.AbsorbeID, r.Deplaces, r.Retires, r.Motif, r.CreeLe.UTC(), r.AnnuleLe,
		each(restes, func(c parcours.Champ) string { return c.Code })}
}

func (q *call) mergeSalarie(ctx context.Context, in *once) (*rapprochement, error) {
	r, err := read[parcours.Reunion](in.Body, parcours.ChampsRapprochement, q.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	r.Champs = in.Body.objets["champs"].textes
	var versions struct{ VersionAvec int64 }
	_ = in.Body.read(parcours.Champs{champVersionAvec}, parcours.Date{}, &versions) // a whole number: huma checked it
	return as(func(x *parcours.Rapprochement) rapprochement { return rapprochementOf(*x, nil) })(
		q.app.MergeSalarie(ctx, q.Qui, in.ID.ID, r, in.Body.version(), int(versions.VersionAvec), in.Cle))
}

func (q *call) separateSalarie(ctx context.Context, in *onID) (*rapprochement, error) {
	var laquelle struct{ Reunion int64 }
	_ = in.Body.read(parcours.Champs{champReunion}, parcours.Date{}, &laquelle) // a whole number: huma checked it
	fait, restes, err := q.app.SeparateSalarie(ctx, q.Qui, in.ID.ID, laquelle.Reunion, in.Body.text("motif"))
	if err != nil {
		return nil, err
	}
	return new(rapprochementOf(*fait, restes)), nil
}
