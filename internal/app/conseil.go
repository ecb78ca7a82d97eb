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
	s := situationOfSiae(&d.Siae, qui, le)
	s.Etat, s.Origine = d.Parcours.Etat, d.Parcours.Origine
	s.TypeFormation, s.Offre, s.Portee, s.Lieu, s.Modalite = f.Type, f.Offre, f.Portee, f.Lieu, f.Modalite
	// The guide answers what hinders the structure in the same tables.
	s.Freins = append(openFreins(d), d.Parcours.FreinsGestion...)
	for _, ligne := range d.Financements {
		s.Dispositifs = append(s.Dispositifs, ligne.Dispositif)
	}
	return s
}

// openFreins lists the codes of the freins of a person that are not lifted.
func openFreins(d *parcours.Dossier) (codes []string) {
	for _, f := range d.Freins {
		if f.Etat != parcours.FreinLeve {
			codes = append(codes, f.Code)
		}
	}
	return codes
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
	return a.change(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
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
		actuel, err := findConseil(tx, id, c.Item)
		if err == nil {
			err = checkConseil(tx, actuel, c.Version)
		}
		if err != nil {
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

// findConseil reads what stands about an advice; nil when nothing was decided.
func findConseil(tx *postgres.Tx, id int64, item string) (*parcours.Conseil, error) {
	decides, err := postgres.List[parcours.Conseil](tx, postgres.By{"parcours_id": id, "item": item})
	if len(decides) == 0 {
		return nil, err
	}
	return &decides[0], nil
}

// checkConseil refuses a decision taken before what a colleague decided since.
func checkConseil(tx *postgres.Tx, actuel *parcours.Conseil, version int) error {
	if actuel == nil {
		if version != 0 {
			return parcours.StaleConseil(nil, "")
		}
		return nil
	}
	if actuel.Version == version {
		return nil
	}
	noms, err := tx.ListNoms()
	if err != nil {
		return err
	}
	return parcours.StaleConseil(actuel, noms[actuel.AuteurID])
}

// ForgetConseil takes a decision back. Taking back twice does nothing the second time.
func (a *App) ForgetConseil(ctx context.Context, qui parcours.Identite, id int64, item string, version int) error {
	acte := postgres.Acte{Action: parcours.ActionHandleConseil, Motif: "revenir sur la décision", Parcours: id}
	return a.change(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		actuel, err := findConseil(tx, id, item)
		if err != nil || actuel == nil {
			return err
		}
		if err := checkConseil(tx, actuel, version); err != nil {
			return err
		}
		return tx.Delete(actuel)
	})
}

// mobilise records on the open freins of the person the solution that was done
// or planned, unless another one is already under way.
func (a *App) mobilise(tx *postgres.Tx, d *parcours.Dossier, it *guide.Item, c parcours.Conseil) error {
	if it.Type != guide.TypeSolution || c.Decision == parcours.ConseilEcarte {
		return nil
	}
	for _, f := range d.Freins {
		if f.Etat != parcours.FreinIdentifie || !slices.Contains(it.Criteres.Freins, f.Code) {
			continue
		}
		f.Etat, f.SolutionRef, f.DateSolution = parcours.FreinEnCours, it.ID, a.aujourdhui()
		if err := tx.Update(&f); err != nil {
			return err
		}
	}
	return nil
}
