package app

import (
	"cmp"
	"context"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// FiltreOrganismes says which training centres are wanted.
type FiltreOrganismes = postgres.FiltreOrganismes

// PageOrganismes is one page of the training centres of the SIAE.
type PageOrganismes struct {
	Lignes               []parcours.LigneOrganisme
	Total, Page, ParPage int
}

// ListOrganismes lists the training centres that the SIAE works with.
func (a *App) ListOrganismes(ctx context.Context, qui parcours.Identite, f FiltreOrganismes) (*PageOrganismes, error) {
	f.Page, f.ParPage = max(f.Page, 1), clampPage(f.ParPage)
	return read(ctx, a, qui, parcours.ActionReadOrganismes, func(tx *postgres.Tx) (*PageOrganismes, error) {
		lignes, total, err := tx.ListOrganismes(f)
		return &PageOrganismes{lignes, total, f.Page, f.ParPage}, err
	})
}

// ListOrganismesConnus lists all of them by name, for a form to offer.
func (a *App) ListOrganismesConnus(ctx context.Context, qui parcours.Identite) ([]parcours.Organisme, error) {
	return read(ctx, a, qui, parcours.ActionReadOrganismes, func(tx *postgres.Tx) ([]parcours.Organisme, error) {
		return postgres.List[parcours.Organisme](tx, nil, "cle")
	})
}

// FindOrganisme opens a training centre.
func (a *App) FindOrganisme(ctx context.Context, qui parcours.Identite, id int64) (*parcours.Organisme, error) {
	return read(ctx, a, qui, parcours.ActionReadOrganismes, func(tx *postgres.Tx) (*parcours.Organisme, error) {
		return postgres.Find[parcours.Organisme](tx, nomOrganisme, id)
	})
}

const (
	nomOrganisme = "Organisme"
	// verrouOrganismes is what those who change the training centres wait for.
	verrouOrganismes = "organismes"
)

// AddOrganisme adds a training centre to those of the SIAE. cle makes a repeated click or
// request answer the first result.
func (a *App) AddOrganisme(ctx context.Context, qui parcours.Identite, o parcours.Organisme, cle string) (*parcours.Organisme, error) {
	acte := postgres.Acte{Action: parcours.ActionUpdateOrganisme, Verrou: verrouOrganismes, Cle: cle, Saisie: o, Rend: &o}
	return &o, a.do(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		if err := checkOrganisme(tx, &o); err != nil {
			return err
		}
		return tx.Create(&o)
	})
}

// PatchOrganisme changes some fields of a training centre. version is the one that was
// read, 0 for whatever it is now. It returns the training centre as it then stands.
func (a *App) PatchOrganisme(ctx context.Context, qui parcours.Identite, id int64, version int,
	change func(*parcours.Organisme)) (o *parcours.Organisme, err error) {
	acte := postgres.Acte{Action: parcours.ActionUpdateOrganisme, Verrou: verrouOrganismes}
	return o, a.do(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		if o, err = postgres.Find[parcours.Organisme](tx, nomOrganisme, id); err != nil {
			return err
		}
		if version != 0 && version != o.Version {
			return parcours.Stale("organisme", id, version)
		}
		avant := patch(parcours.ChampsOrganisme, o, change)
		if err := checkOrganisme(tx, o); err != nil || parcours.ChampsOrganisme.Equal(*o, avant) {
			return err // a version is a change
		}
		return tx.Update(o)
	})
}

// checkOrganisme checks it beside the others of the SIAE.
func checkOrganisme(tx *postgres.Tx, o *parcours.Organisme) error {
	connus, err := postgres.List[parcours.Organisme](tx, nil)
	return cmp.Or(err, parcours.CheckOrganisme(o, connus))
}

// linkOrganisme links a training to the training centre that it names: the one that it had,
// one that the SIAE knows, or a new one. avant is the training as it was.
func linkOrganisme(tx *postgres.Tx, f *parcours.Formation, avant parcours.Formation) (err error) {
	switch {
	case f.KeepsOrganisme(avant):
		f.OrganismeID = avant.OrganismeID
	case parcours.Fold(f.Organisme) != "":
		f.OrganismeID, err = tx.NameOrganisme(f.Organisme)
	}
	return err
}
