package app

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// Secure writes the answers to the good practices before the entry that changed
// against vues, what the person saw (nil: whatever stands now): sending the form
// again says nothing anew, and a colleague's answers stay. One that both changed
// is a Conflit, and nothing is written.
func (a *App) Secure(ctx context.Context, qui parcours.Identite, id int64, vues, reponses []parcours.Securisation) error {
	acte := postgres.Acte{Action: parcours.ActionSecure, Parcours: id}
	return a.change(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		var (
			ecrites []parcours.Securisation
			es      parcours.Erreurs
			perdu   = &parcours.Erreur{Code: parcours.Conflit, Message: parcours.MessageStale}
		)
		for _, s := range reponses {
			stands, vue := answerOf(d.Securisations, s.Code), answerOf(vues, s.Code)
			if s.Reponse == parcours.SecurisationFait && s.Date.IsZero() {
				s.Date = cmp.Or(stands.Date, a.aujourdhui())
			}
			if vues != nil && sameAnswer(s, vue) || sameAnswer(s, stands) {
				continue
			}
			if err := s.Validate(a.aujourdhui()); err != nil {
				es = append(es, besideCode(err, s.Code)...)
				continue
			}
			if vues != nil && !sameAnswer(stands, vue) {
				perdu.Actuel = append(perdu.Actuel, parcours.ValeurActuelle{Champ: "reponse_" + s.Code,
					Libelle: parcours.Securisations.Libelle(s.Code), Valeur: stands.Resume()})
				continue
			}
			s.ParcoursID, s.TentativeID = id, d.Courante().ID
			ecrites = append(ecrites, s)
		}
		if len(perdu.Actuel) > 0 {
			return perdu
		}
		err := es.Err()
		if err != nil {
			return err
		}
		d.Securisations = append(slices.DeleteFunc(d.Securisations, func(s parcours.Securisation) bool {
			return answerOf(ecrites, s.Code).Code != ""
		}), ecrites...)
		for i := range ecrites {
			err = errors.Join(err, tx.SaveSecurisation(&ecrites[i]))
		}
		return err
	})
}

func answerOf(reponses []parcours.Securisation, code string) parcours.Securisation {
	if i := slices.IndexFunc(reponses, func(s parcours.Securisation) bool { return s.Code == code }); i >= 0 {
		return reponses[i]
	}
	return parcours.Securisation{}
}

func sameAnswer(x, y parcours.Securisation) bool {
	return x.Reponse == y.Reponse && x.Date == y.Date && x.Detail == y.Detail
}

// besideCode puts a refusal beside the field of that practice: « date_pmsmp ».
func besideCode(err error, code string) parcours.Erreurs {
	var es parcours.Erreurs
	for _, e := range parcours.ErreursOf(err) {
		copie := *e
		copie.Champ += "_" + code
		es = append(es, &copie)
	}
	return es
}
