package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// PageSalaries is one page of the list of salariés.
type PageSalaries struct {
	Lignes []LigneSalarie
	Total  int
	Page   int
	// ParPage is the size that was served: at most 200.
	ParPage int
}

// Miens is the value of FiltreSalaries.CipID for "my salariés".
const Miens int64 = -1

// ListSalaries lists people with their current parcours. An encadrant gets the
// people that he supervises and those whom nobody supervises yet: their names
// and trade, nothing else (tris and filters on the rest do not apply to him).
func (a *App) ListSalaries(ctx context.Context, qui parcours.Identite, f FiltreSalaries) (*PageSalaries, error) {
	if f.CipID == Miens {
		f.CipID = qui.UtilisateurID
	}
	// One could page through the offsets of a huge number for ever.
	f.Page, f.ParPage = min(max(f.Page, 1), 100_000), clampPage(f.ParPage)
	f.Aujourdhui = a.aujourdhui()
	if qui.Role == parcours.Encadrant {
		f = FiltreSalaries{Q: f.Q, EncadrantID: qui.UtilisateurID, Encadres: f.Encadres, Page: f.Page, ParPage: f.ParPage}
	}
	p := &PageSalaries{Page: f.Page, ParPage: f.ParPage}
	err := a.read(ctx, qui, parcours.ActionListSalaries, func(tx *postgres.Tx) (err error) {
		p.Lignes, p.Total, err = tx.ListSalaries(f)
		return err
	})
	if qui.Role == parcours.Encadrant {
		for i, l := range p.Lignes {
			p.Lignes[i] = LigneSalarie{ID: l.ID, Nom: l.Nom, Prenom: l.Prenom, Metier: l.Metier, Encadre: l.Encadre, DerniereObservation: l.DerniereObservation}
		}
	}
	return p, err
}

// FindSalarie opens a person's file: freins, observations, parcours, names.
func (a *App) FindSalarie(ctx context.Context, qui parcours.Identite, id int64) (*FicheSalarie, error) {
	var f *FicheSalarie
	err := a.read(ctx, qui, parcours.ActionReadSalarie, func(tx *postgres.Tx) (err error) {
		f, err = tx.FindFicheSalarie(id)
		return err
	})
	return f, err
}

// CreateSalarie creates a person. The CIP that is typed must be one of the
// SIAE; a CIP who types none gets the person. cle makes a second click answer
// the first result. Somebody who may be here already is refused until
// DoublonPossible is among acquittes.
func (a *App) CreateSalarie(ctx context.Context, qui parcours.Identite, s parcours.Salarie, cle string, acquittes ...string) (int64, error) {
	s = tidySalarie(s)
	var id int64
	err := a.write(ctx, qui, parcours.ActionCreateSalarie, "", func(tx *postgres.Tx) (err error) {
		id, err = tx.Once(cle, "salarie", func() (int64, error) {
			if err := s.Validate(a.aujourdhui()); err != nil {
				return 0, err
			}
			if s.CipID == nil && qui.Role == parcours.Cip {
				s.CipID = &qui.UtilisateurID
			}
			if err := checkCip(tx, s.CipID); err != nil {
				return 0, err
			}
			if err := checkDoublon(tx, s, acquittes); err != nil {
				return 0, err
			}
			s.ID, s.Gele = 0, false
			err := tx.CreateSalarie(&s)
			return s.ID, err
		})
		return err
	})
	return id, err
}

// tidySalarie removes what people type without meaning it.
func tidySalarie(s parcours.Salarie) parcours.Salarie {
	for _, champ := range []*string{&s.Nom, &s.Prenom, &s.Email, &s.Telephone, &s.Commune, &s.Departement, &s.Metier} {
		*champ = strings.TrimSpace(*champ)
	}
	s.Departement = strings.ToUpper(s.Departement)
	s.PassNumero = strings.ToUpper(strings.ReplaceAll(s.PassNumero, " ", ""))
	return s
}

func checkCip(tx *postgres.Tx, cipID *int64) error {
	if cipID == nil {
		return nil
	}
	oui, err := tx.HasUtilisateur(*cipID, parcours.Cip)
	if err == nil && !oui {
		err = &parcours.Erreur{Code: parcours.Invalide, Champ: "cip_id", Message: "Cette personne n'est pas CIP dans votre structure. Choisissez-en une dans la liste."}
	}
	return err
}

// UpdateSalarie writes what was typed about a person; s.Version is the one that
// the form was filled from. When somebody was faster nothing is written: the
// Conflit lists in Actuel what that person changed.
// The CIP and the encadrants have deeds of their own. It returns the new
// version; cle makes a second click answer the first.
func (a *App) UpdateSalarie(ctx context.Context, qui parcours.Identite, s parcours.Salarie, cle string) (version int, err error) {
	s = tidySalarie(s)
	err = a.write(ctx, qui, parcours.ActionUpdateSalarie, "", func(tx *postgres.Tx) error {
		actuel, err := a.lockSalarie(tx, s.ID)
		if err != nil {
			return err
		}
		v, err := tx.Once(cle, objet("modification", s.ID), func() (int64, error) {
			if actuel.Version != s.Version {
				return 0, conflictOn(tx, actuel, s.Version)
			}
			if err := s.Validate(a.aujourdhui()); err != nil {
				return 0, err
			}
			s.SiaeID, s.CipID, s.Gele, s.CreeLe, s.MajLe = actuel.SiaeID, actuel.CipID, actuel.Gele, actuel.CreeLe, actuel.MajLe
			if sameSalarie(s, *actuel) {
				return int64(s.Version), nil // a version is a change
			}
			err := tx.UpdateSalarie(&s, a.maintenant())
			return int64(s.Version), err
		})
		version = int(v)
		return err
	})
	return version, err
}

func sameSalarie(x, y parcours.Salarie) bool {
	x.CipID, y.CipID = nil, nil // a pointer: compared by value elsewhere
	return x == y
}

// lockSalarie reads a person who is about to change; a frozen file refuses.
func (a *App) lockSalarie(tx *postgres.Tx, id int64) (*parcours.Salarie, error) {
	s, err := tx.LockSalarie(id)
	if err != nil {
		return nil, err
	}
	if s.Gele {
		return nil, &parcours.Erreur{Code: parcours.Conflit, Message: "Ce dossier est gelé à la demande de la personne : il se lit, il ne se modifie pas. Voyez avec votre direction."}
	}
	return s, nil
}

// TransferSalarie hands a person over to a CIP of the SIAE, or to nobody (nil).
// vu is the CIP that was on the screen, 0 for nobody; nil takes whoever it is.
func (a *App) TransferSalarie(ctx context.Context, qui parcours.Identite, id int64, vu, cipID *int64) error {
	return a.write(ctx, qui, parcours.ActionTransferSalarie, "", func(tx *postgres.Tx) error {
		s, err := a.lockSalarie(tx, id)
		if err != nil {
			return err
		}
		if err := checkCip(tx, cipID); err != nil {
			return err
		}
		ici := idOr0(s.CipID)
		switch {
		case ici == idOr0(cipID), vu != nil && *vu == idOr0(cipID): // nothing was changed
			return nil
		case vu != nil && *vu != ici:
			return staleNames(tx, "cip_id", "CIP", []int64{ici})
		}
		return tx.TransferSalarie(s, cipID, a.maintenant())
	})
}

func idOr0(id *int64) int64 {
	if id == nil {
		return 0
	}
	return *id
}

// SetEncadrants says who supervises a person. vus are those who were on the
// screen; nil takes whoever they are.
func (a *App) SetEncadrants(ctx context.Context, qui parcours.Identite, id int64, vus, encadrants []int64) error {
	return a.write(ctx, qui, parcours.ActionUpdateSalarie, "", func(tx *postgres.Tx) error {
		if _, err := a.lockSalarie(tx, id); err != nil {
			return err
		}
		ici, err := tx.ListEncadrants(id)
		if err != nil {
			return err
		}
		switch {
		case vus == nil, sameIDs(encadrants, ici), sameIDs(vus, ici):
		case sameIDs(encadrants, vus): // nothing was changed: a colleague's choice stands
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
			noms = append(noms, cmp.Or(connus[id], ancienCollegue))
		}
	}
	e := postgres.StaleVersion()
	e.Actuel = standing(nil, champ, libelle, cmp.Or(strings.Join(noms, ", "), "personne"))
	return e
}

// champsSalarie names the fields of a person as a form does.
var champsSalarie = parcours.Liste{
	{Code: "nom", Libelle: "Nom"}, {Code: "prenom", Libelle: "Prénom"}, {Code: "civilite", Libelle: "Civilité"},
	{Code: "date_naissance", Libelle: "Date de naissance"}, {Code: "email", Libelle: "Adresse e-mail"}, {Code: "telephone", Libelle: "Téléphone"},
	{Code: "commune", Libelle: "Commune"}, {Code: "departement", Libelle: "Département"}, {Code: "metier", Libelle: "Métier"},
	{Code: "niveau", Libelle: "Niveau de formation"}, {Code: "cip_id", Libelle: "CIP"}, {Code: "type_contrat", Libelle: "Type de contrat"},
	{Code: "date_debut_contrat", Libelle: "Début du contrat"}, {Code: "date_fin_contrat", Libelle: "Fin du contrat"},
	{Code: "pass_numero", Libelle: "Numéro de PASS IAE"}, {Code: "date_debut_pass", Libelle: "Début du PASS IAE"}, {Code: "date_fin_pass", Libelle: "Fin du PASS IAE"},
	{Code: "gele", Libelle: "Dossier gelé"},
}

// conflictOn says what changed since an old version, and who changed it.
func conflictOn(tx *postgres.Tx, actuel *parcours.Salarie, version int) error {
	e := postgres.StaleVersion()
	cs, err := tx.ListLastChanges(actuel.ID, max(actuel.Version-version, 0))
	if err != nil {
		return err
	}
	noms, err := tx.ListNoms()
	if err != nil {
		return err
	}
	for _, champ := range champsSalarie {
		for i := len(cs) - 1; i >= 0; i-- { // the newest value is what stands
			if v, change := cs[i].Apres[champ.Code]; change {
				e.Actuel = append(e.Actuel, parcours.ValeurActuelle{Champ: champ.Code, Libelle: champ.Libelle, Valeur: readable(v, noms)})
				break
			}
		}
	}
	if n := len(cs); n > 0 && cs[n-1].Auteur != "" {
		e.Message = cs[n-1].Auteur + " a modifié ce dossier pendant votre saisie. Relisez ce qui a changé ; votre saisie est gardée."
	}
	return e
}

// readable is a value of the history as a person reads it. The only number in
// a person's row is the id of a colleague.
func readable(v any, noms map[int64]string) string {
	switch v := v.(type) {
	case nil:
		return "vide"
	case float64:
		return noms[int64(v)]
	case bool:
		if v {
			return "oui"
		}
		return "non"
	case string:
		if v == "" {
			return "vide"
		}
		if d, err := parcours.ParseDate(v); err == nil {
			return d.Francais()
		}
		return v
	}
	return ""
}

// PatchSalarie changes some fields of a person, the CIP included, and who
// supervises them (nil: as it is), all or nothing. version is the one that was
// read, 0 for whatever it is now.
func (a *App) PatchSalarie(ctx context.Context, qui parcours.Identite, id int64, version int, change func(*parcours.Salarie), encadrants *[]int64) error {
	return a.write(ctx, qui, parcours.ActionUpdateSalarie, "", func(tx *postgres.Tx) error {
		actuel, err := a.lockSalarie(tx, id)
		if err != nil {
			return err
		}
		if version != 0 && version != actuel.Version {
			return conflictOn(tx, actuel, version)
		}
		s := *actuel
		change(&s)
		s = tidySalarie(s)
		s.ID, s.SiaeID, s.Gele, s.Version, s.CreeLe, s.MajLe = id, actuel.SiaeID, actuel.Gele, actuel.Version, actuel.CreeLe, actuel.MajLe
		if err := s.Validate(a.aujourdhui()); err != nil {
			return err
		}
		if !sameSalarie(s, *actuel) {
			if err := tx.UpdateSalarie(&s, a.maintenant()); err != nil {
				return err
			}
		}
		if err := a.handOver(tx, qui, &s, actuel.CipID); err != nil {
			return err
		}
		return setEncadrants(tx, id, encadrants)
	})
}

// handOver writes the CIP of s, when it is another one than avant.
func (a *App) handOver(tx *postgres.Tx, qui parcours.Identite, s *parcours.Salarie, avant *int64) error {
	if s.CipID == nil && avant == nil || s.CipID != nil && avant != nil && *s.CipID == *avant {
		return nil
	}
	if err := qui.Require(parcours.ActionTransferSalarie); err != nil {
		return err
	}
	if err := checkCip(tx, s.CipID); err != nil {
		return err
	}
	return tx.TransferSalarie(s, s.CipID, a.maintenant())
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
			return &parcours.Erreur{Code: parcours.Invalide, Champ: "encadrants", Message: "Cette personne n'est pas encadrant technique dans votre structure. Choisissez dans la liste."}
		}
	}
	return tx.SetEncadrants(id, *encadrants)
}
