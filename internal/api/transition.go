package api

import (
	"context"
	"strconv"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

func (a *api) registerTransitions() {
	route(a, operation{Methode: post, Chemin: "/parcours/{id}/transitions", Groupe: groupeParcours, Acces: parcours.ActionApplyTransition,
		Resume: "Faire passer un parcours à l'état suivant",
		Texte: "Les codes et les champs sont dans transitions_possibles du parcours. « rectifier » annule le dernier passage : sa raison est dans champs.motif, ou dans commentaire. " +
			"Avec une version dépassée la réponse est 409, avec ce qui est écrit maintenant ; quand quelque chose bloque, 422, avec quoi. " +
			"Un avertissement se lit, puis son code se renvoie dans avertissements_acquittes."}, a.applyTransition)
}

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
			Code: o.Code, Libelle: o.Libelle, Aide: texte(o.Aide), Vers: string(o.Vers), Fait: texte(o.Fait), Possible: o.IsPossible(),
			Champs: each(o.Champs, champOfTransition), Acquis: codes(o.Acquis), Bloquants: constatsOf(o.Bloquants, page),
			Avertissements: constatsOf(o.Avertissements, page), Lignes: texte(o.Lignes),
		}
	})
	if p := f.DernierPassage(); f.Rectifiable == nil && p != nil {
		ts = append(ts, transitionPossible{
			Code: parcours.Rectifier, Libelle: parcours.LibelleTransition(parcours.Rectifier), Vers: string(p.De), Possible: true,
			Champs: []champDemande{{Code: "motif", Libelle: "Raison", Genre: string(parcours.GenreTexte), Requis: true, Options: []choix{}}},
			Acquis: []string{}, Bloquants: []constat{}, Avertissements: []constat{},
		})
	}
	return ts
}

func champOfTransition(c parcours.Champ) champDemande {
	return champDemande{Code: c.Code, Libelle: c.Libelle, Genre: string(c.Genre), Requis: c.Requis, Aide: texte(c.Aide),
		Options: each(c.Liste, func(t parcours.Terme) choix { return choix{t.Code, t.Libelle} })}
}

type passage struct {
	ID
	Idempotence
	Body transitionDemandee
}

type transitionDemandee struct {
	Transition  string                  `json:"transition" doc:"Un code de transitions_possibles, ou rectifier."`
	Version     int                     `json:"version" minimum:"1" doc:"La version lue du parcours."`
	Date        jour                    `json:"date,omitempty" doc:"La date du fait. Aujourd'hui, si elle est absente ; jamais dans le futur."`
	Champs      map[string]valeurSaisie `json:"champs,omitempty" maxProperties:"40" doc:"Ce que la transition demande, par code de champ."`
	Commentaire string                  `json:"commentaire,omitempty"`
	Acquittes   []string                `json:"avertissements_acquittes,omitempty" doc:"Les codes des avertissements lus."`
}

func (t transitionDemandee) saisie() parcours.Saisie {
	s := parcours.Saisie{}
	for champ, v := range t.Champs {
		s[champ] = v.texte
	}
	return s
}

func (a *api) applyTransition(ctx context.Context, q *call, in *passage) (*response[dossier], error) {
	t := in.Body
	var err error
	if t.Transition == parcours.Rectifier {
		motif := t.Champs["motif"].texte
		if motif == "" {
			motif = t.Commentaire
		}
		err = a.app.RectifyPassage(ctx, q.Qui, in.ID.ID, t.Version, motif, in.Cle)
	} else {
		err = a.app.ApplyTransition(ctx, q.Qui, in.ID.ID, parcours.Demande{
			Transition: t.Transition, Version: t.Version, Date: t.Date.or(a.app.Aujourdhui()), Champs: t.saisie(),
			Commentaire: t.Commentaire, Acquittes: t.Acquittes,
		}, in.Cle)
	}
	if err != nil {
		return nil, err
	}
	return a.showParcours(ctx, q, &in.ID)
}
