package app

import (
	"context"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// PatchSalarie changes some fields of a person, the CIP included, and who
// supervises them (nil: as it is), all or nothing. version is the one that was
// read, 0 for whatever it is now.
func (a *App) PatchSalarie(ctx context.Context, qui parcours.Identite, id int64, version int,
	change func(*parcours.Salarie), encadrants *[]int64) error {
	acte := postgres.Acte{Action: parcours.ActionUpdateSalarie, Salarie: id}
	return a.change(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := a.patchSalarie(tx, qui, d, version, parcours.ChampsNouveauSalarie, change); err != nil {
			return err
		}
		return setEncadrants(tx, id, encadrants)
	})
}

func setEncadrants(tx *postgres.Tx, id int64, encadrants *[]int64) error {
	if encadrants == nil {
		return nil
	}
	for _, e := range *encadrants {
		oui, err := tx.HasUtilisateur(e, parcours.Encadrant)
		if err != nil {
			return err
		}
		if !oui {
			return refuse("encadrants", "Cette personne n'est pas encadrant technique dans votre structure. Choisissez dans la liste.")
		}
	}
	return tx.SetEncadrants(id, *encadrants)
}

// FreezeSalarie freezes a file at the person's request (limitation, article 18 of
// the RGPD), or releases it: a frozen file is kept and read, neither changed nor
// counted. Asking again does nothing.
func (a *App) FreezeSalarie(ctx context.Context, qui parcours.Identite, id int64, g parcours.Gel) error {
	g.Motif = strings.TrimSpace(g.Motif)
	acte := postgres.Acte{Action: parcours.ActionFreezeSalarie, Motif: g.Motif, Salarie: id}
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := g.Validate(); err != nil || d.Salarie.Gele == g.Gele {
			return err
		}
		d.Salarie.Gele = g.Gele
		return tx.Update(&d.Salarie, "gele")
	})
}
