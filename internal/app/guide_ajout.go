package app

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// AddAjout adds an item to the guide of the SIAE.
func (a *App) AddAjout(ctx context.Context, qui parcours.Identite, it guide.Item, cle string) (int64, error) {
	var id int64
	err := a.write(ctx, qui, parcours.ActionEditGuide, "", func(tx *postgres.Tx) (err error) {
		id, err = tx.Once(cle, "guide_ajout", func() (int64, error) {
			donnees, err := a.encodeAjout(it)
			if err != nil {
				return 0, err
			}
			ajout := parcours.GuideAjout{Donnees: donnees, CreeLe: a.maintenant(), MajLe: a.maintenant()}
			err = tx.CreateGuideAjout(&ajout)
			return ajout.ID, err
		})
		return err
	})
	return id, err
}

// UpdateAjout writes an addition anew. Version is the one that the form was
// filled from.
func (a *App) UpdateAjout(ctx context.Context, qui parcours.Identite, id int64, version int, it guide.Item) error {
	return a.write(ctx, qui, parcours.ActionEditGuide, "", func(tx *postgres.Tx) error {
		ajout, err := tx.LockGuideAjout(id)
		if err != nil {
			return err
		}
		if ajout.Version != version {
			return postgres.StaleVersion()
		}
		if ajout.Donnees, err = a.encodeAjout(it); err != nil {
			return err
		}
		ajout.RetireLe, ajout.MajLe = parcours.Date{}, a.maintenant()
		return tx.UpdateGuideAjout(ajout)
	})
}

// RetireAjout takes an addition out of the guide; it stays among what the SIAE
// once wrote, and writing it anew brings it back.
func (a *App) RetireAjout(ctx context.Context, qui parcours.Identite, id int64) error {
	return a.write(ctx, qui, parcours.ActionEditGuide, "", func(tx *postgres.Tx) error {
		ajout, err := tx.LockGuideAjout(id)
		if err != nil || !ajout.RetireLe.IsZero() {
			return err
		}
		ajout.RetireLe, ajout.MajLe = a.aujourdhui(), a.maintenant()
		return tx.UpdateGuideAjout(ajout)
	})
}

// encodeAjout checks an addition and puts it in the shape in which it is kept.
// A contact without a title is named after its organisation.
func (a *App) encodeAjout(it guide.Item) (json.RawMessage, error) {
	if a.guide == nil {
		return nil, errSansGuide
	}
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
	return json.Marshal(it)
}

// errSansGuide: a deed needs the guide that this program was not given.
var errSansGuide = errors.New("app: no guide")
