package app

import (
	"cmp"
	"context"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// FiltreOrganismes says which training centres are wanted.
type FiltreOrganismes = postgres.FiltreOrganismes

// organismes are those that the SIAE works with.
var organismes = objet[parcours.Organisme]{
	"organisme", "Organisme", parcours.ActionReadOrganismes, parcours.ActionUpdateOrganisme, parcours.ChampsOrganisme,
	func(o *parcours.Organisme) string { return o.Nom }, checkOrganisme,
}

// ListOrganismes lists the training centres that the SIAE works with.
func (a *App) ListOrganismes(ctx context.Context, qui parcours.Identite,
	f FiltreOrganismes) (*PageOrganismes, error) {
	f.Page, f.ParPage = clampPage(f.Page, f.ParPage)
	return read(ctx, a, qui, organismes.lire, func(tx *postgres.Tx) (*PageOrganismes, error) {
		return tx.ListOrganismes(f)
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
	return organismes.find(ctx, a, qui, id)
}

// ListHistoriqueOrganisme tells who wrote what of a training centre.
func (a *App) ListHistoriqueOrganisme(ctx context.Context, qui parcours.Identite, id int64) (*HistoriqueLu, error) {
	return organismes.history(ctx, a, qui, id)
}

// AddOrganisme adds a training centre to those of the SIAE.
func (a *App) AddOrganisme(ctx context.Context, qui parcours.Identite, o parcours.Organisme, cle string) (*parcours.Organisme, error) {
	return organismes.add(ctx, a, qui, o, cle)
}

// PatchOrganisme changes some fields of a training centre.
func (a *App) PatchOrganisme(ctx context.Context, qui parcours.Identite, id int64, version int,
	change func(*parcours.Organisme)) (*parcours.Organisme, error) {
	return organismes.patch(ctx, a, qui, id, version, change)
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

// objet is a kind of row of the SIAE that is in nobody's file: it is found, added, changed
// and told of in one way.
type objet[T any] struct {
	table, nom   string
	lire, ecrire parcours.Action
	champs       parcours.Champs
	titre        func(*T) string
	// check checks a row beside the others of the SIAE.
	check func(*postgres.Tx, *T) error
}

func (o objet[T]) find(ctx context.Context, a *App, qui parcours.Identite, id int64) (*T, error) {
	return read(ctx, a, qui, o.lire, func(tx *postgres.Tx) (*T, error) { return postgres.Find[T](tx, o.nom, id) })
}

// add adds a row. cle makes a repeated click or request answer the first result.
func (o objet[T]) add(ctx context.Context, a *App, qui parcours.Identite, x T, cle string) (*T, error) {
	acte := postgres.Acte{Action: o.ecrire, Verrou: o.table, Cle: cle, Saisie: x, Rend: &x}
	return &x, a.do(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		if err := o.check(tx, &x); err != nil {
			return err
		}
		return tx.Create(&x)
	})
}

// patch changes some fields of a row. version is the one that was read, 0 for whatever it
// is now. It returns the row as it then stands.
func (o objet[T]) patch(ctx context.Context, a *App, qui parcours.Identite, id int64, version int, change func(*T)) (x *T, err error) {
	return x, a.do(ctx, qui, postgres.Acte{Action: o.ecrire, Verrou: o.table}, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		if x, err = postgres.Find[T](tx, o.nom, id); err != nil {
			return err
		}
		if err := tx.CheckVersion(x, version); err != nil {
			return err
		}
		avant := patch(o.champs, x, change)
		if err := o.check(tx, x); err != nil || o.champs.Equal(*x, avant) {
			return err // a version is a change
		}
		return tx.Update(x)
	})
}

// history tells who wrote what of a row.
func (o objet[T]) history(ctx context.Context, a *App, qui parcours.Identite, id int64) (*HistoriqueLu, error) {
	return read(ctx, a, qui, o.lire, func(tx *postgres.Tx) (*HistoriqueLu, error) {
		x, err := postgres.Find[T](tx, o.nom, id)
		if err != nil {
			return nil, err
		}
		h := &HistoriqueLu{Sujet: o.titre(x)}
		return h, a.sign(tx, h, id, func(id int64) ([]parcours.Ecriture, error) { return tx.ListHistoriqueLigne(o.table, id) })
	})
}
