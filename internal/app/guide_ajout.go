package app

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// AddAjout adds an item to the guide of the SIAE.
func (a *App) AddAjout(ctx context.Context, qui parcours.Identite, it guide.Item, cle string) (int64, error) {
	var ajout parcours.GuideAjout
	acte := postgres.Acte{Action: parcours.ActionEditGuide, Cle: cle, Saisie: it, Rend: &ajout}
	err := a.do(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) (err error) {
		if ajout.Donnees, err = a.encodeAjout(it); err != nil {
			return err
		}
		return tx.Create(&ajout)
	})
	return ajout.ID, err
}

// verrouGuide is what those who write the guide of the SIAE wait for.
const verrouGuide = "guide"

// UpdateAjout writes an addition anew. Version is the one that the form was
// filled from.
func (a *App) UpdateAjout(ctx context.Context, qui parcours.Identite, id int64, version int, it guide.Item) error {
	return a.onAjout(ctx, qui, id, func(tx *postgres.Tx, ajout *parcours.GuideAjout) (err error) {
		if ajout.Version != version {
			return parcours.Stale("guide_ajout", id, version)
		}
		if ajout.Donnees, err = a.encodeAjout(it); err != nil {
			return err
		}
		ajout.RetireLe = parcours.Date{}
		return tx.Update(ajout)
	})
}

// RetireAjout takes an addition out of the guide; it stays among what the SIAE
// once wrote, and writing it anew brings it back.
func (a *App) RetireAjout(ctx context.Context, qui parcours.Identite, id int64) error {
	return a.onAjout(ctx, qui, id, func(tx *postgres.Tx, ajout *parcours.GuideAjout) error {
		if !ajout.RetireLe.IsZero() {
			return nil
		}
		ajout.RetireLe = a.aujourdhui()
		return tx.Update(ajout)
	})
}

// onAjout is do, for one addition.
func (a *App) onAjout(ctx context.Context, qui parcours.Identite, id int64,
	rule func(*postgres.Tx, *parcours.GuideAjout) error) error {
	acte := postgres.Acte{Action: parcours.ActionEditGuide, Verrou: verrouGuide}
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		ajout, err := postgres.Find[parcours.GuideAjout](tx, "Ajout", id)
		if err != nil {
			return err
		}
		return rule(tx, ajout)
	})
}

// encodeAjout checks an addition and puts it in the shape in which it is kept.
// A contact without a title is named after its organisation.
func (a *App) encodeAjout(it guide.Item) (json.RawMessage, error) {
	it.Titre, it.Texte = strings.TrimSpace(it.Titre), strings.TrimSpace(it.Texte)
	if c := it.Contact; it.Type == guide.TypeContact && c != nil && c.Organisme != "" {
		if it.Titre == "" {
			it.Titre = c.Organisme
			if c.Fonction != "" {
				it.Titre += " : " + c.Fonction
			}
		}
		if it.Texte == "" {
			it.Texte = "Contact de notre structure."
		}
	}
	if err := a.guide.ValidateAjout(it); err != nil {
		return nil, err
	}
	donnees, err := json.Marshal(it)
	if err != nil {
		return nil, fmt.Errorf("keep addition %q: %w", it.Titre, err)
	}
	return donnees, nil
}
