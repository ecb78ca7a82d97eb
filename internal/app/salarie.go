package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"parcours.example/internal/importation"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// Miens is the value of FiltreSalaries.CipID for "my salariés".
const Miens int64 = -1

// ListSalaries lists people with their current parcours. An encadrant gets the
// people that he supervises and those whom nobody supervises yet: their names
// and trade, nothing else (tris and filters on the rest do not apply to him).
func (a *App) ListSalaries(ctx context.Context, qui parcours.Identite, f FiltreSalaries) (*PageSalaries, error) {
	f = a.narrow(qui, f)
	return read(ctx, a, qui, parcours.ActionListSalaries, func(tx *postgres.Tx) (*PageSalaries, error) {
		return listSalaries(tx, qui, f)
	})
}

func listSalaries(tx *postgres.Tx, qui parcours.Identite, f FiltreSalaries) (*PageSalaries, error) {
	p, err := tx.ListSalaries(f)
	if qui.Role == parcours.Encadrant {
		for i, l := range p.Lignes {
			p.Lignes[i] = parcours.LigneSalarie{ID: l.ID, Nom: l.Nom, Prenom: l.Prenom, Metier: l.Metier, Encadre: l.Encadre,
				DerniereObservation: l.DerniereObservation}
		}
	}
	return p, err
}

// ExportSalaries lists them all, in one reading.
func (a *App) ExportSalaries(ctx context.Context, qui parcours.Identite, f FiltreSalaries) ([]parcours.LigneSalarie, error) {
	f = a.narrow(qui, f)
	f.Page, f.ParPage = 1, lignesExport
	return readWhole(ctx, a, qui, parcours.ActionReadSalarie, func(tx *postgres.Tx) ([]parcours.LigneSalarie, error) {
		p, err := tx.ListSalaries(f)
		return p.Lignes, err
	})
}

// narrow is a filter as this person may use it.
func (a *App) narrow(qui parcours.Identite, f FiltreSalaries) FiltreSalaries {
	if f.CipID == Miens {
		f.CipID = qui.UtilisateurID
	}
	f.Page, f.ParPage = clampPage(f.Page, f.ParPage)
	f.Aujourdhui = a.aujourdhui()
	if qui.Role == parcours.Encadrant {
		f = FiltreSalaries{Q: f.Q, EncadrantID: qui.UtilisateurID, Encadres: f.Encadres, Page: f.Page, ParPage: f.ParPage}
	}
	return f
}

// FindSalarie opens a person's file: freins, observations, parcours, names.
func (a *App) FindSalarie(ctx context.Context, qui parcours.Identite, id int64) (*parcours.FicheSalarie, error) {
	return read(ctx, a, qui, parcours.ActionReadSalarie, func(tx *postgres.Tx) (*parcours.FicheSalarie, error) {
		f, err := tx.FindFicheSalarie(id)
		if err != nil {
			return nil, err
		}
		f.Contrats.Fill(&f.Salarie, a.aujourdhui())
		return f, checkMerged(tx, f.Salarie)
	})
}

// CreateSalarie creates a person. The CIP that is typed must be one of the
// SIAE; a CIP who types none gets the person. cle makes a second click answer
// the first result. Somebody who may be here already is asked about, like all
// that seldom is.
func (a *App) CreateSalarie(ctx context.Context, qui parcours.Identite, s parcours.Salarie, cle string) (int64, error) {
	parcours.ChampsSalarie.Tidy(&s)
	s.ID, s.Gele = 0, false
	// Additions wait for each other and for imports: two colleagues at once see one
	// another's.
	acte := postgres.Acte{Action: parcours.ActionCreateSalarie, Verrou: verrouImport, Cle: cle, Saisie: s, Rend: &s}
	err := a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := s.Validate(a.aujourdhui()); err != nil {
			return err
		}
		if s.CipID == nil && qui.Role == parcours.Cip {
			s.CipID = &qui.UtilisateurID
		}
		if err := checkCip(tx, s.CipID); err != nil {
			return err
		}
		d.Welcome(s)
		var err error
		if d.Doutes, err = findDoublon(tx, s); err != nil {
			return err
		}
		return tx.CreateSalaries(&s)
	})
	return s.ID, err
}

// verrouImport is what imports and additions of people wait for.
const verrouImport = "import"

func checkCip(tx *postgres.Tx, cipID *int64) error {
	if cipID == nil {
		return nil
	}
	oui, err := tx.HasUtilisateur(*cipID, parcours.Cip)
	if err == nil && !oui {
		err = refuse("cip_id", "Cette personne n'est pas CIP dans votre structure. Choisissez-en une dans la liste.")
	}
	return err
}

// UpdateSalarie writes what was typed about a person; s.Version is the one that
// the form was filled from. When somebody was faster nothing is written: the
// Conflit lists in Actuel what that person changed.
// The CIP and the encadrants have deeds of their own. It returns the new
// version; cle makes a second click answer the first.
func (a *App) UpdateSalarie(ctx context.Context, qui parcours.Identite, s parcours.Salarie, cle string) (int, error) {
	parcours.ChampsSalarie.Tidy(&s)
	version := int64(s.Version)
	acte := postgres.Acte{Action: parcours.ActionUpdateSalarie, Salarie: s.ID, Cle: cle, Saisie: s, Rend: &version}
	err := a.change(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		err := a.patchSalarie(tx, qui, d, cmp.Or(s.Version, -1), parcours.ChampsSalarie,
			func(x *parcours.Salarie) { *x = s })
		version = int64(d.Salarie.Version)
		return err
	})
	return int(version), err
}

// patchSalarie makes of a person what was typed in these fields.
func (a *App) patchSalarie(tx *postgres.Tx, qui parcours.Identite, d *parcours.Dossier, version int,
	champs parcours.Champs, change func(*parcours.Salarie)) error {
	d.Contrats.Fill(&d.Salarie, a.aujourdhui())
	s, dossier := &d.Salarie, d.Clone()
	if err := tx.CheckVersion(s, version); err != nil {
		return err
	}
	avant := patch(champs, s, change)
	if err := s.Validate(a.aujourdhui()); err != nil || champs.Equal(*s, avant) {
		return err // a version is a change
	}
	if parcours.IDOr0(s.CipID) != parcours.IDOr0(avant.CipID) {
		if err := qui.Require(parcours.ActionTransferSalarie); err != nil {
			return err
		}
		if err := checkCip(tx, s.CipID); err != nil {
			return err
		}
	}
	if err := d.FollowSalarie(a.aujourdhui()); err != nil {
		return err
	}
	return tx.SaveFaits(dossier, d)
}

// patch makes of an object what change says of these fields, tidied; the rest of
// it stands, whatever change says. It gives the object as it was.
func patch[T any](champs parcours.Champs, objet *T, change func(*T)) (avant T) {
	avant = *objet
	voulu := avant
	change(&voulu)
	champs.Tidy(&voulu)
	champs.Copy(objet, voulu)
	return avant
}

// TransferSalarie hands a person over to a CIP of the SIAE, or to nobody (nil).
// vu is the CIP that was on the screen, 0 for nobody; nil takes whoever it is.
func (a *App) TransferSalarie(ctx context.Context, qui parcours.Identite, id int64, vu, cipID *int64) error {
	acte := postgres.Acte{Action: parcours.ActionTransferSalarie, Salarie: id}
	return a.change(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := checkCip(tx, cipID); err != nil {
			return err
		}
		ici := parcours.IDOr0(d.Salarie.CipID)
		switch {
		case ici == parcours.IDOr0(cipID), vu != nil && *vu == parcours.IDOr0(cipID): // nothing was changed
			return nil
		case vu != nil && *vu != ici:
			return staleNames(tx, "cip_id", "CIP", []int64{ici})
		}
		d.Salarie.CipID = cipID
		return tx.Update(&d.Salarie, "cip_id")
	})
}

// SetEncadrants says who supervises a person. vus are those who were on the
// screen; nil takes whoever they are.
func (a *App) SetEncadrants(ctx context.Context, qui parcours.Identite, id int64, vus, encadrants []int64) error {
	acte := postgres.Acte{Action: parcours.ActionUpdateSalarie, Salarie: id}
	return a.change(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		ici, err := tx.ListEncadrants(id)
		if err != nil {
			return err
		}
		switch {
		case vus == nil, sameIDs(encadrants, ici), sameIDs(vus, ici):
		case sameIDs(encadrants, vus): // nothing was changed: a colleague's choice stays
			return nil
		default:
			return staleNames(tx, "encadrants", "Encadrants", ici)
		}
		return setEncadrants(tx, id, &encadrants)
	})
}

func sameIDs(x, y []int64) bool {
	return slices.Equal(slices.Sorted(slices.Values(x)), slices.Sorted(slices.Values(y)))
}

// staleNames tells who stands now, to whoever chose from an older page.
func staleNames(tx *postgres.Tx, champ, libelle string, ids []int64) error {
	connus, err := tx.ListNoms()
	if err != nil {
		return err
	}
	var noms []string
	for _, id := range ids {
		if id != 0 {
			noms = append(noms, cmp.Or(connus[id], parcours.AncienCollegue))
		}
	}
	return parcours.Overtaken(champ, libelle, cmp.Or(strings.Join(noms, ", "), "personne"))
}

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

// WithdrawSalarie takes somebody who was added by mistake, with their contracts, out of
// every list; nothing is deleted. Asking again does nothing.
func (a *App) WithdrawSalarie(ctx context.Context, qui parcours.Identite, id int64, r parcours.Retrait) error {
	acte := postgres.Acte{Action: parcours.ActionWithdrawSalarie, Salarie: id}
	return a.turnSalarie(ctx, qui, acte, r, func(tx *postgres.Tx, _ *parcours.Dossier, f *parcours.FicheSalarie) error {
		return tx.TakeBack(parcours.Withdraw(f.Salarie, f.Contrats, a.maintenant()))
	})
}

// RestoreSalarie puts somebody back who was withdrawn, alone or with an import, with what
// was withdrawn of them then. Somebody who may be here again is asked about.
func (a *App) RestoreSalarie(ctx context.Context, qui parcours.Identite, id int64, r parcours.Retrait) error {
	acte := postgres.Acte{Action: parcours.ActionRestoreSalarie, Salarie: id}
	return a.turnSalarie(ctx, qui, acte, r, func(tx *postgres.Tx, d *parcours.Dossier, f *parcours.FicheSalarie) (err error) {
		if d.Doutes, err = findDoublon(tx, f.Salarie); err != nil {
			return err
		}
		siennes, err := tx.ListEcritures(id)
		if err != nil {
			return err
		}
		return tx.TakeBack(parcours.Undo(siennes, f.Retrait.Transaction, a.maintenant()))
	})
}

// turnSalarie withdraws somebody who stands, or puts back somebody who does not, for a
// reason; what is so already stays.
func (a *App) turnSalarie(ctx context.Context, qui parcours.Identite, acte postgres.Acte, r parcours.Retrait,
	turn func(*postgres.Tx, *parcours.Dossier, *parcours.FicheSalarie) error) error {
	parcours.ChampsRetrait.Tidy(&r)
	acte.Motif = r.Motif
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		deja := (d.Salarie.RetireLe != nil) == (acte.Action == parcours.ActionWithdrawSalarie)
		if err := r.Validate(); err != nil || deja {
			return err
		}
		f, err := tx.FindFicheSalarie(acte.Salarie)
		if err == nil {
			err = f.CheckRetrait(qui, a.maintenant())
		}
		if err != nil {
			return err
		}
		return turn(tx, d, f)
	})
}

// DoublonPossible is the warning that somebody who is added by hand may be here already.
const DoublonPossible = "doublon_possible"

// findDoublon looks for a person of the SIAE who looks like s, by the rule of imports.
func findDoublon(tx *postgres.Tx, s parcours.Salarie) ([]parcours.Constat, error) {
	connus, err := listConnus(tx)
	if err != nil {
		return nil, err
	}
	for _, x := range importation.Resembling(s, connus) {
		debut := "Cette personne est peut-être déjà là"
		if x.Homonyme {
			debut = "Une personne du même nom existe déjà"
		}
		return []parcours.Constat{{Code: DoublonPossible, Lien: fmt.Sprintf("/salaries/%d", x.ID),
			Message: fmt.Sprintf("%s : %s (%s). Cochez si c'est une autre personne.", debut, x.NomComplet(), x.Raison)}}, nil
	}
	return nil, nil
}

// listConnus are the people of the SIAE; those whose file another took in come after,
// under its number, so that whoever names them finds it.
func listConnus(tx *postgres.Tx) ([]parcours.Salarie, error) {
	gens, err := postgres.List[parcours.Salarie](tx, nil)
	if err != nil {
		return nil, err
	}
	absorbes, err := tx.ListAbsorbes()
	return append(gens, absorbes...), err
}
