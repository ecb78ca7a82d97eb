package app

import (
	"context"

	"parcours/internal/guide"
	"parcours/internal/parcours"
)

// SituationOf tells the guide what it may know of a parcours: codes and a date,
// never a name.
func SituationOf(d *parcours.Dossier, qui parcours.Identite, le parcours.Date) guide.Situation {
	f := d.Courante().Formation
	s := guide.Situation{
		Etat: d.Parcours.Etat, TypeSiae: d.Siae.Type, Departement: d.Siae.Departement, Effectif: d.Siae.EffectifOpco,
		Opco: d.Siae.Opco, Reseaux: d.Siae.Reseaux, Origine: d.Parcours.Origine, TypeFormation: f.Type, Offre: f.Offre,
		Portee: f.Portee, Lieu: f.Lieu, Modalite: f.Modalite, Role: qui.Role, Date: le,
	}
	for _, frein := range d.Freins {
		if frein.Etat != "leve" {
			s.Freins = append(s.Freins, frein.Code)
		}
	}
	for _, ligne := range d.Financements {
		s.Dispositifs = append(s.Dispositifs, ligne.Dispositif)
	}
	return s
}

// ListRecommandations lists what the guide says now about a parcours.
func (a *App) ListRecommandations(ctx context.Context, qui parcours.Identite, id int64) ([]guide.Recommandation, error) {
	fiche, err := a.FindParcours(ctx, qui, id)
	if err != nil {
		return nil, err
	}
	return a.guide.For(SituationOf(&fiche.Dossier, qui, a.aujourdhui())), nil
}
