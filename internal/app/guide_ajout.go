package app

import (
	"context"
	"encoding/json"
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
	acte := postgres.Acte{Action: parcours.ActionEditGuide, Verrou: verrouGuide}
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		ajout, err := postgres.Find[parcours.GuideAjout](tx, "Ajout", id)
		if err != nil {
			return err
		}
		if ajout.Version != version {
			return parcours.Stale("guide_ajout", id, version)
		}
		if ajout.Donnees, err = a.encodeAjout(it); err != nil {
			return err
		}
		ajout.RetireLe, ajout.MajLe = parcours.Date{}, a.maintenant()
		return tx.Update(ajout)
	})
}

// RetireAjout takes an addition out of the guide; it stays among what the SIAE
// once wrote, and writing it anew brings it back.
func (a *App) RetireAjout(ctx context.Context, qui parcours.Identite, id int64) error {
	acte := postgres.Acte{Action: parcours.ActionEditGuide, Verrou: verrouGuide}
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		ajout, err := postgres.Find[parcours.GuideAjout](tx, "Ajout", id)
		if err != nil || !ajout.RetireLe.IsZero() {
			return err
		}
		ajout.RetireLe, ajout.MajLe = a.aujourdhui(), a.maintenant()
		return tx.Update(ajout)
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
