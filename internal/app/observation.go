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
	Noms      map[int64]string // of the authors
}

// ListObservations lists what was seen of a person, the newest first; an
// encadrant sees his own observations only.
func (a *App) ListObservations(ctx context.Context, qui parcours.Identite, salarieID int64) (*Observations, error) {
	return read(ctx, a, qui, parcours.ActionReadObservations, func(tx *postgres.Tx) (*Observations, error) {
		s, err := postgres.Find[parcours.Salarie](tx, "Salarié", salarieID)
		if err == nil {
			err = cmp.Or(checkEncadre(tx, qui, salarieID), checkMerged(tx, *s))
		}
		if err == nil && s.RetireLe != nil && qui.Role == parcours.Encadrant { // whose file he does not open
			err = parcours.NotFound("Salarié")
		}
		if err != nil {
			return nil, err
		}
		by := postgres.By{"salarie_id": salarieID}
		if qui.Role == parcours.Encadrant {
			by["auteur_id"] = qui.UtilisateurID
		}
		os := &Observations{SalarieID: salarieID, Nom: s.NomComplet()}
		if os.Liste, err = postgres.List[parcours.Observation](tx, by, "-date", "-id"); err != nil {
			return nil, err
		}
		os.Noms, err = tx.ListNoms()
		return os, err
	})
}
