package app

import (
	"context"
	"errors"
	"slices"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// SituationOf tells the guide what it may know of a parcours: codes and a date,
// never a name.
func SituationOf(d *parcours.Dossier, qui parcours.Identite, le parcours.Date) guide.Situation {
	f := d.Courante().Formation
	s := guide.Situation{
		Etat: d.Parcours.Etat, TypeSiae: d.Siae.Type, Departement: d.Siae.Departement, Territoires: d.Siae.Territoires, Effectif: d.Siae.EffectifOpco,
		Opco: d.Siae.Opco, Reseaux: d.Siae.Reseaux, Origine: d.Parcours.Origine, TypeFormation: f.Type, Offre: f.Offre,
		Portee: f.Portee, Lieu: f.Lieu, Modalite: f.Modalite, Role: qui.Role, Date: le,
	}
	for _, frein := range d.Freins {
		if frein.Etat != "leve" {
			s.Freins = append(s.Freins, frein.Code)
		}
	}
	// The guide answers what hinders the structure in the same tables.
	s.Freins = append(s.Freins, d.Parcours.FreinsGestion...)
	for _, ligne := range d.Financements {
		s.Dispositifs = append(s.Dispositifs, ligne.Dispositif)
	}
	return s
}

// conseilsEnVue is how many pieces of advice stand in sight: a screenful.
const conseilsEnVue = 4

// ListRecommandations lists what the guide says now about a parcours, with what
// was decided about it: what is settled comes last, as on the page.
func (f *FicheParcours) ListRecommandations() []guide.Recommandation {
	return f.Guide.Advise(f.situation, f.Conseils)
}

// Panneau is the same advice, sorted out: what is in sight, and the rest.
func (f *FicheParcours) Panneau() guide.Panneau {
	return f.Guide.Panel(f.situation, conseilsEnVue, f.Conseils)
}

// HandleConseil keeps what somebody decided about one item of the guide.
// c.Version is the decision that they had before them, 0 for none. A solution
// that is done or planned is recorded on the freins that it answers.
func (a *App) HandleConseil(ctx context.Context, qui parcours.Identite, id int64, c parcours.Conseil, cle string) error {
	acte := postgres.Acte{Action: parcours.ActionHandleConseil, Parcours: id, Cle: cle, Saisie: c}
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := parcours.CheckActe(d, parcours.ActionHandleConseil); err != nil {
			return err
		}
		g, err := a.guideIn(tx)
		if err != nil {
			return err
		}
		it, ok := g.Find(c.Item)
		if !ok {
			return refuse("item", "Ce conseil n'est plus dans le guide. Rechargez la page.")
		}
		if err := c.Validate(a.aujourdhui()); err != nil {
			return err
		}
		if c.Contact != "" && !it.CanCall(c.Contact) {
			return refuse("contact", "Cette personne n'est plus proposée pour ce conseil. Choisissez-en une autre.")
		}
		if _, err := checkConseil(tx, id, c.Item, c.Version); err != nil {
			return err
		}
		if it.Type == guide.TypeContact {
			c.Contact = it.ID
		}
		c = c.Tidy()
		c.ParcoursID, c.Date, c.Version = id, a.aujourdhui(), c.Version+1
		return errors.Join(tx.SaveConseil(&c), a.mobilise(tx, d, it, c))
	})
}

// checkConseil gives what stands about an advice, nil for nothing, and refuses a
// decision taken before what a colleague decided since.
func checkConseil(tx *postgres.Tx, id int64, item string, version int) (actuel *parcours.Conseil, err error) {
	decides, err := postgres.List[parcours.Conseil](tx, postgres.By{"parcours_id": id, "item": item})
	if err != nil {
		return nil, err
	}
	if len(decides) == 0 {
		if version != 0 {
			return nil, parcours.StaleConseil(nil, "")
		}
		return nil, nil
	}
	if actuel = &decides[0]; actuel.Version == version {
		return actuel, nil
	}
	noms, err := tx.ListNoms()
	if err != nil {
		return nil, err
	}
	return actuel, parcours.StaleConseil(actuel, noms[actuel.AuteurID])
}

// ForgetConseil takes a decision back. Taking back twice does nothing the second time.
func (a *App) ForgetConseil(ctx context.Context, qui parcours.Identite, id int64, item string, version int) error {
	acte := postgres.Acte{Action: parcours.ActionHandleConseil, Motif: "revenir sur la décision", Parcours: id}
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := parcours.CheckActe(d, parcours.ActionHandleConseil); err != nil {
			return err
		}
		actuel, err := checkConseil(tx, id, item, version)
		switch {
		case actuel == nil && parcours.IsCode(err, parcours.Conflit): // somebody took it back already
			return nil
		case actuel == nil || err != nil:
			return err
		}
		return tx.Delete(actuel)
	})
}

// mobilise records on the open freins of the person the solution that was done
// or planned, unless another one is already under way.
func (a *App) mobilise(tx *postgres.Tx, d *parcours.Dossier, it *guide.Item, c parcours.Conseil) error {
	if it.Type != guide.TypeSolution || c.Decision == "ecarte" {
		return nil
	}
	for _, f := range d.Freins {
		if f.Etat != "identifie" || !slices.Contains(it.Criteres.Freins, f.Code) {
			continue
		}
		f.Etat, f.SolutionRef, f.DateSolution = "solution_en_cours", it.ID, a.aujourdhui()
		if err := tx.Update(&f); err != nil {
			return err
		}
	}
	return nil
}
