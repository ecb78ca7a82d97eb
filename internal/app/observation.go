package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// checkEncadre lets an encadrant see only the people that he supervises, or
// whom nobody supervises yet. Anyone else is « introuvable » for him.
func checkEncadre(tx *postgres.Tx, qui parcours.Identite, salarieID int64) error {
	if qui.Role != parcours.Encadrant {
		return nil
	}
	encadrants, err := tx.ListEncadrants(salarieID)
	if err == nil && len(encadrants) > 0 && !slices.Contains(encadrants, qui.UtilisateurID) {
		err = parcours.NotFound("Salarié")
	}
	return err
}

// LogObservation keeps what somebody saw of a person; without a date, today.
func (a *App) LogObservation(ctx context.Context, qui parcours.Identite, salarieID int64, o parcours.Observation,
	cle string) (*parcours.Observation, error) {
	acte := postgres.Acte{Action: parcours.ActionLogObservation, Salarie: salarieID, Cle: cle, Saisie: o, Rend: &o}
	o = parcours.Observation{SalarieID: salarieID, Date: cmp.Or(o.Date, a.aujourdhui()), Theme: o.Theme, Niveau: o.Niveau,
		Texte: strings.TrimSpace(o.Texte)}
	return &o, a.change(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		if err := checkEncadre(tx, qui, salarieID); err != nil {
			return err
		}
		if err := o.Validate(a.aujourdhui()); err != nil {
			return err
		}
		return tx.Create(&o)
	})
}

// Observations is what was seen of a person. Nom is all that an encadrant
// learns of them.
type Observations struct {
	SalarieID int64
	Nom       string
	Liste     []parcours.Observation
	Retires   []parcours.Ecriture // those that were taken out
	Noms      map[int64]string    // of the authors
}

// ListObservations lists what was seen of a person, the newest first; an
// encadrant sees his own observations only.
func (a *App) ListObservations(ctx context.Context, qui parcours.Identite, salarieID int64) (*Observations, error) {
	return read(ctx, a, qui, parcours.ActionReadObservations, func(tx *postgres.Tx) (*Observations, error) {
		f, err := tx.FindFicheSalarie(salarieID)
		if err == nil {
			err = cmp.Or(checkEncadre(tx, qui, salarieID), checkMerged(tx, f.Salarie))
		}
		if err == nil && f.RetireLe != nil && qui.Role == parcours.Encadrant { // whose file he does not open
			err = parcours.NotFound("Salarié")
		}
		if err != nil {
			return nil, err
		}
		isOf := func(auteurID int64) bool { return qui.Role != parcours.Encadrant || auteurID == qui.UtilisateurID }
		return &Observations{SalarieID: salarieID, Nom: f.NomComplet(), Noms: f.Noms,
			Liste: slices.DeleteFunc(f.Observations, func(o parcours.Observation) bool { return !isOf(o.AuteurID) }),
			Retires: slices.DeleteFunc(f.Retires, func(e parcours.Ecriture) bool {
				auteur, _ := e.Noted()
				return e.NomTable != "observation" || !isOf(auteur)
			})}, nil
	})
}
