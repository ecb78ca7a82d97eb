package api

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

var _ = declare("parcours",
	route(operation{Methode: post, Chemin: "/parcours/{id}/transitions", Acces: parcours.ActionApplyTransition,
		Champs: slices.Concat(parcours.Champs{champTransition, champVersion.Required("")}, parcours.ChampsPassage,
			parcours.Champs{champAcquittes}),
		Objets: map[string]parcours.Champs{"champs": nil},
		Resume: "Faire passer un parcours à l'état suivant",
		Texte: "Les codes et les champs sont dans transitions_possibles du parcours. « rectifier » annule le dernier passage : " +
			"sa raison est dans champs.motif, ou dans commentaire. " +
			"Avec une version dépassée la réponse est 409, avec ce qui est écrit maintenant ; " +
			"quand quelque chose bloque, 422, avec quoi. " +
			"Un avertissement se lit, puis son code se renvoie dans avertissements_acquittes."}, (*call).applyTransition),
)

var champTransition = parcours.Champ{Code: "transition", Genre: parcours.GenreTexte, Requis: true,
	Aide: "Un code de transitions_possibles, ou rectifier."}

// transitionPossible is a row of the machine that is open to this person.
type transitionPossible struct {
	Code           string         `json:"code"`
	Libelle        string         `json:"libelle"`
	Aide           *string        `json:"aide"`
	Vers           string         `json:"vers" doc:"L'état où elle mène."`
	Fait           *string        `json:"fait" doc:"Le fait dont la date est celle du passage, par exemple date_entree."`
	Possible       bool           `json:"possible" doc:"Rien dans le dossier ne la bloque."`
	Champs         []champDemande `json:"champs" doc:"Ce qu'elle demande, en plus de la date."`
	Acquis         []string       `json:"acquis" doc:"Ce que le dossier remplit déjà."`
	Bloquants      []constat      `json:"bloquants"`
	Avertissements []constat      `json:"avertissements"`
	Lignes         *string        `json:"lignes" doc:"Les lignes du guide."`
}

type champDemande struct {
	Code    string  `json:"code"`
	Libelle string  `json:"libelle"`
	Genre   string  `json:"genre" enum:"texte,note,date,heures,choix,multi"`
	Requis  bool    `json:"requis"`
	Aide    *string `json:"aide"`
	Options []choix `json:"options" doc:"Les réponses possibles d'un choix."`
}

type choix struct {
	Code    string `json:"code"`
	Libelle string `json:"libelle"`
}

func transitionsOf(f *app.FicheParcours) []transitionPossible {
	page := "/parcours/" + strconv.FormatInt(f.Parcours.ID, 10)
	ts := each(f.Transitions, func(o parcours.Offre) transitionPossible {
		return transitionPossible{
			Code: o.Code, Libelle: o.Libelle, Aide: known(o.Aide), Vers: string(o.Vers), Fait: known(o.Fait), Possible: o.IsPossible(),
			Champs: each(o.Champs, champOfTransition), Acquis: full(o.Acquis), Bloquants: constatsOf(o.Bloquants, page),
			Avertissements: constatsOf(o.Avertissements, page), Lignes: known(o.Lignes),
		}
	})
	if p := f.DernierPassage(); f.Rectifiable == nil && p != nil {
		ts = append(ts, transitionPossible{
			Code: parcours.Rectifier, Libelle: parcours.LibelleTransition(parcours.Rectifier), Vers: string(p.De),
			Possible: true, Champs: []champDemande{champOfTransition(champRaison)}, Acquis: []string{},
			Bloquants: []constat{}, Avertissements: []constat{},
		})
	}
	return ts
}

// champRaison is what « rectifier » asks.
var champRaison = parcours.Champ{Code: "motif", Libelle: "Raison", Genre: parcours.GenreTexte, Requis: true}

func champOfTransition(c parcours.Champ) champDemande {
	return champDemande{Code: c.Code, Libelle: c.Libelle, Genre: string(c.Genre), Requis: c.Requis, Aide: known(c.Aide),
		Options: each(c.Liste, func(t parcours.Terme) choix { return choix{t.Code, t.Libelle} })}
}

func (q *call) applyTransition(ctx context.Context, in *once) (*answer[dossier], error) {
	reponses := in.Body.objets["champs"]
	champs := parcours.ChampsPassage
	if t, ok := parcours.FindTransition(in.Body.text("transition")); ok {
		champs = t.ChampsPassage()
	}
	dem, err := read[parcours.Demande](in.Body, champs, q.app.Aujourdhui())
	dem.Transition, dem.Version = in.Body.text("transition"), in.Body.version()
	dem.Champs, dem.Acquittes = parcours.Saisie{}, q.acknowledged(in.Body)
	for champ := range reponses.textes {
		dem.Champs[champ] = reponses.text(champ)
	}
	switch {
	case err != nil:
	case dem.Transition == parcours.Rectifier:
		err = q.app.RectifyPassage(ctx, q.Qui, in.ID.ID, dem.Version, cmp.Or(dem.Champs["motif"], dem.Commentaire), in.Cle)
	default:
		err = q.app.ApplyTransition(ctx, q.Qui, in.ID.ID, dem, in.Cle)
	}
	return q.answerParcours(ctx, in.ID, err)
}
