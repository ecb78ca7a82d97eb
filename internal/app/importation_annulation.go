package app

import (
	"cmp"
	"context"
	"slices"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// UndoImport withdraws the people whom an import added and about whom nothing was written
// since; the others stay, and are listed with why. Asking again does nothing.
func (a *App) UndoImport(ctx context.Context, qui parcours.Identite, id int64, r parcours.Retrait) (*Apercu, error) {
	return a.turnImport(ctx, qui, parcours.ActionUndoImport, id, r)
}

// RedoImport takes the undoing of an import back: the people whom it withdrew are put back,
// but for those who were added again since.
func (a *App) RedoImport(ctx context.Context, qui parcours.Identite, id int64, r parcours.Retrait) (*Apercu, error) {
	return a.turnImport(ctx, qui, parcours.ActionRedoImport, id, r)
}

func (a *App) turnImport(ctx context.Context, qui parcours.Identite, action parcours.Action, id int64,
	r parcours.Retrait) (*Apercu, error) {
	parcours.ChampsRetrait.Tidy(&r)
	acte := postgres.Acte{Action: action, Motif: r.Motif, Verrou: verrouImport}
	return a.onImport(ctx, qui, acte, id, func(tx *postgres.Tx, i *postgres.Importation) (*Apercu, error) {
		if err := r.Validate(); err != nil {
			return nil, err
		}
		p, err := a.preview(tx, i)
		switch {
		case err != nil:
			return nil, err
		case i.Etat != "importee":
			return nil, &parcours.Erreur{Code: parcours.Bloque, Message: "Ce fichier n'est pas importé : il n'y a rien à annuler."}
		case parcours.IsCode(p.Annulation.refus(), parcours.Interdit):
			return nil, p.Annulation.refus()
		case p.Annulation.IsFaite() == (action == parcours.ActionUndoImport):
			if isEssai(ctx) {
				return nil, &Essai{}
			}
			return p, nil // done already
		}
		// Whoever is writing about one of them is waited for, and read.
		if err := tx.LockSalaries(p.Annulation.gens); err != nil {
			return nil, err
		}
		if p, err = a.preview(tx, i); err != nil {
			return nil, err
		}
		if err := p.Annulation.refus(); err != nil {
			return nil, err
		}
		if err := a.saveUndo(tx, i, p.Annulation.suite); err != nil {
			return nil, err
		}
		if isEssai(ctx) {
			return nil, cmp.Or(tx.Flush(), error(&Essai{Annulation: p.Annulation}))
		}
		return a.preview(tx, i)
	})
}

// saveUndo writes what the next step does, and what it makes of the import.
func (a *App) saveUndo(tx *postgres.Tx, i *postgres.Importation, suite parcours.Annulation) error {
	annulation, err := tx.Transaction()
	if err != nil {
		return err
	}
	if err := tx.TakeBack(suite); err != nil {
		return err
	}
	suivis, err := tx.ListSuivies()
	if err != nil {
		return err
	}
	for _, id := range suite.Personnes() {
		if slices.Contains(suivis, id) {
			if _, _, err := tx.SaveEcheances(id); err != nil {
				return err
			}
		}
	}
	if i.AnnuleeLe == nil {
		i.Annulation, i.AnnuleeLe = annulation, new(a.maintenant())
	} else {
		i.Annulation, i.AnnuleeLe = nil, nil
	}
	return tx.Update(i, "annulation", "annulee_le")
}
