package app

import (
	"cmp"
	"context"
	"errors"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// FiltreGroupes says which groups are wanted.
type FiltreGroupes = postgres.FiltreGroupes

// groupes are those of the SIAE.
var groupes = objet[parcours.Groupe]{
	"groupe", "Groupe", parcours.ActionReadGroupes, parcours.ActionUpdateGroupe, parcours.ChampsGroupe,
	func(g *parcours.Groupe) string { return g.Intitule }, checkGroupe,
}

// ListGroupes lists the groups of the SIAE.
func (a *App) ListGroupes(ctx context.Context, qui parcours.Identite,
	f FiltreGroupes) (*PageGroupes, error) {
	f.Page, f.ParPage = clampPage(f.Page, f.ParPage)
	return read(ctx, a, qui, groupes.lire, func(tx *postgres.Tx) (*PageGroupes, error) {
		return tx.ListGroupes(f)
	})
}

// FindGroupe opens a group.
func (a *App) FindGroupe(ctx context.Context, qui parcours.Identite, id int64) (*parcours.Groupe, error) {
	return groupes.find(ctx, a, qui, id)
}

// ListHistoriqueGroupe tells who wrote what of a group.
func (a *App) ListHistoriqueGroupe(ctx context.Context, qui parcours.Identite, id int64) (*HistoriqueLu, error) {
	return groupes.history(ctx, a, qui, id)
}

// AddGroupe adds a group.
func (a *App) AddGroupe(ctx context.Context, qui parcours.Identite, g parcours.Groupe, cle string) (*parcours.Groupe, error) {
	return groupes.add(ctx, a, qui, g, cle)
}

// PatchGroupe changes some fields of a group.
func (a *App) PatchGroupe(ctx context.Context, qui parcours.Identite, id int64, version int,
	change func(*parcours.Groupe)) (*parcours.Groupe, error) {
	return groupes.patch(ctx, a, qui, id, version, change)
}

// checkGroupe checks it beside the others of the SIAE, with its training centre.
func checkGroupe(tx *postgres.Tx, g *parcours.Groupe) error {
	connus, err := postgres.List[parcours.Groupe](tx, nil)
	if err = cmp.Or(err, parcours.CheckGroupe(g, connus)); err != nil || g.OrganismeID == nil {
		return err
	}
	_, err = postgres.Find[parcours.Organisme](tx, organismes.nom, *g.OrganismeID)
	return refuseUnknown(err, "organisme_id", "Cet organisme n'est pas dans la structure. Choisissez-le dans la liste.")
}

// refuseUnknown tells beside its field that nothing here has that number.
func refuseUnknown(err error, champ, message string) error {
	if parcours.IsCode(err, parcours.Introuvable) {
		return refuse(champ, message)
	}
	return err
}

// JoinGroupe puts the current try of a parcours in a group, which it makes if it is new, or
// takes it out. Version 0 stands for whatever it is now.
func (a *App) JoinGroupe(ctx context.Context, qui parcours.Identite, id int64, version int, x parcours.Adhesion, cle string) error {
	acte := postgres.Acte{Action: parcours.ActionJoinGroupe, Parcours: id, Version: version, Cle: cle, Saisie: x}
	return a.change(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := x.Validate(); err != nil {
			return err
		}
		g, err := meantGroupe(tx, d.Courante(), x)
		if err != nil || parcours.IDOr0(d.Courante().GroupeID) == g.ID {
			return err // a version is a change
		}
		avant := d.Clone()
		d.Courante().GroupeID, err = nil, tx.Acte(acte.Action, "Sorti du groupe")
		if g.ID != 0 {
			d.Courante().GroupeID, err = &g.ID, tx.Acte(acte.Action, "Groupe : "+g.Intitule)
		}
		return errors.Join(err, tx.SaveFaits(avant, d), tx.SaveParcours(d))
	})
}

// meantGroupe is the group that one means for a try: none is the zero one.
func meantGroupe(tx *postgres.Tx, t *parcours.Tentative, x parcours.Adhesion) (*parcours.Groupe, error) {
	switch {
	case parcours.Fold(x.Intitule) != "":
		g := t.NewGroupe(x.Intitule)
		return g, tx.NameGroupe(g)
	case x.GroupeID == nil:
		return &parcours.Groupe{}, nil
	}
	g, err := postgres.Find[parcours.Groupe](tx, groupes.nom, *x.GroupeID)
	return g, refuseUnknown(err, "groupe_id", "Ce groupe n'est pas dans la structure. Choisissez-le dans la liste.")
}
