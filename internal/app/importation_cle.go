package app

import (
	"context"
	"errors"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

var errPasEncore = errors.New("app: this key has not been used yet")

// PreviewImportOnce is PreviewImport for a request that may be sent again: with
// the same key it answers the preview of the first one. Of two at the same
// moment, one leaves a preview that nobody will see: it writes no salarié and
// is swept away with the others.
func (a *App) PreviewImportOnce(ctx context.Context, qui parcours.Identite, nomFichier string, contenu []byte, cle string) (*Apercu, error) {
	if cle == "" {
		return a.PreviewImport(ctx, qui, nomFichier, contenu)
	}
	id, err := a.importOfKey(ctx, qui, cle, func() (int64, error) { return 0, errPasEncore })
	if err == nil {
		return a.FindImport(ctx, qui, id)
	}
	if !errors.Is(err, errPasEncore) {
		return nil, err
	}
	p, err := a.PreviewImport(ctx, qui, nomFichier, contenu)
	if err != nil {
		return nil, err
	}
	id, err = a.importOfKey(ctx, qui, cle, func() (int64, error) { return p.ID, nil })
	if err != nil || id == p.ID {
		return p, err
	}
	return a.FindImport(ctx, qui, id)
}

func (a *App) importOfKey(ctx context.Context, qui parcours.Identite, cle string, create func() (int64, error)) (id int64, err error) {
	err = a.write(ctx, qui, parcours.ActionImport, "", func(tx *postgres.Tx) (err error) {
		id, err = tx.Once(cle, "importation", create)
		return err
	})
	return id, err
}
