package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"parcours.example/internal/auth"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// FindSiae reads the structure in which one acts.
func (a *App) FindSiae(ctx context.Context, qui parcours.Identite) (*parcours.Siae, error) {
	return read(ctx, a, qui, parcours.ActionReadSiae, (*postgres.Tx).FindSiae)
}

// ListUtilisateurs lists the colleagues: those of a role, or all ("").
func (a *App) ListUtilisateurs(ctx context.Context, qui parcours.Identite, role parcours.Role) ([]postgres.Collegue, error) {
	return read(ctx, a, qui, parcours.ActionReadSiae, func(tx *postgres.Tx) ([]postgres.Collegue, error) {
		return tx.ListUtilisateurs(role)
	})
}

// CreateSiae creates a structure. It is for the command line and the demo:
// nobody creates one from a screen.
func (a *App) CreateSiae(ctx context.Context, s *parcours.Siae, demo bool) error {
	parcours.ChampsSiae.Tidy(s)
	if err := s.Validate(); err != nil {
		return err
	}
	s.Version = 1
	return a.db.InConnexion(ctx, func(tx *postgres.TxConnexion) error { return tx.CreateSiae(s, demo) })
}

// NouvelUtilisateur is a person and their role in one structure.
type NouvelUtilisateur struct {
	Email, Nom, Prenom string
	MotDePasse         string
	SiaeID             int64
	Role               parcours.Role
	Demo               bool
}

func (n NouvelUtilisateur) validate() error {
	var es parcours.Erreurs
	if !strings.Contains(n.Email, "@") || strings.ContainsAny(n.Email, " \t\n") || len(n.Email) > 200 {
		es.Add("email", "Indiquez une adresse. Exemple : prenom.nom@exemple.fr.")
	}
	if n.Nom == "" || n.Prenom == "" {
		es.Add("nom", "Indiquez le nom et le prénom.")
	}
	if parcours.HasNir(n.Email + " " + n.Nom + " " + n.Prenom) {
		es.Add("nom", parcours.RefusNir)
	}
	if !parcours.Roles.Has(string(n.Role)) {
		es.Add("role", "Choisissez un rôle : cip, encadrant ou directeur.")
	}
	return es.Err()
}

// CreateUtilisateur creates a person with a role in a structure. For a person
// who exists it only adds the role: their password stays.
func (a *App) CreateUtilisateur(ctx context.Context, n NouvelUtilisateur) (id int64, err error) {
	n.Email = strings.ToLower(strings.TrimSpace(n.Email))
	n.Nom, n.Prenom = strings.TrimSpace(n.Nom), strings.TrimSpace(n.Prenom)
	if err := n.validate(); err != nil {
		return 0, err
	}
	err = a.db.InConnexion(ctx, func(tx *postgres.TxConnexion) error {
		if _, err := tx.FindSiaeByID(n.SiaeID); err != nil {
			return err
		}
		u, err := tx.FindCompte(n.Email)
		if err != nil {
			return err
		}
		if u == nil {
			if u, err = a.newCompte(tx, n); err != nil {
				return err
			}
		}
		id = u.ID
		return tx.SetRole(n.SiaeID, u.ID, n.Role)
	})
	return id, err
}

func (a *App) newCompte(tx *postgres.TxConnexion, n NouvelUtilisateur) (*parcours.Utilisateur, error) {
	if err := auth.CheckNew(n.MotDePasse, n.Email); err != nil {
		return nil, err
	}
	hache, err := a.motsDePasse.Hash(n.MotDePasse)
	if err != nil {
		return nil, fmt.Errorf("hash password: %w", err)
	}
	u := &parcours.Utilisateur{Email: n.Email, Nom: n.Nom, Prenom: n.Prenom, MotDePasse: hache, Actif: true, Demo: n.Demo}
	return u, tx.CreateUtilisateur(u)
}

// ResetMotDePasse gives an account a new password and ends its sessions. For
// the command line.
func (a *App) ResetMotDePasse(ctx context.Context, email, motDePasse string) error {
	email = strings.ToLower(strings.TrimSpace(email))
	if err := auth.CheckNew(motDePasse, email); err != nil {
		return err
	}
	hache, err := a.motsDePasse.Hash(motDePasse)
	if err != nil {
		return fmt.Errorf("hash password: %w", err)
	}
	return a.db.InConnexion(ctx, func(tx *postgres.TxConnexion) error {
		u, err := tx.FindCompte(email)
		if err != nil {
			return err
		}
		if u == nil {
			return parcours.NotFound("Compte")
		}
		return tx.UpdateMotDePasse(u.ID, hache, a.maintenant())
	})
}

// ListSiae lists every structure, for the command line.
func (a *App) ListSiae(ctx context.Context) ([]parcours.Siae, error) {
	var ss []parcours.Siae
	err := a.db.InConnexion(ctx, func(tx *postgres.TxConnexion) (err error) {
		ss, err = tx.ListSiae()
		return err
	})
	return ss, err
}

// ErrDemo: the published password of the demo opens no real database.
var ErrDemo = errors.New("cette base contient la démonstration, dont le mot de passe est public. " +
	"Pour un usage réel, donnez à « serve » une base vide ; pour essayer, utilisez « make run »")

// RefuseDemo fails when the database holds a demo account or structure.
func (a *App) RefuseDemo(ctx context.Context) error {
	return a.db.InConnexion(ctx, func(tx *postgres.TxConnexion) error {
		demo, err := tx.HasDemo()
		if err == nil && demo {
			err = ErrDemo
		}
		return err
	})
}

// IsEmpty tells whether nobody and nothing was created yet.
func (a *App) IsEmpty(ctx context.Context) (bool, error) {
	var vide bool
	err := a.db.InConnexion(ctx, func(tx *postgres.TxConnexion) (err error) {
		vide, err = tx.IsEmpty()
		return err
	})
	return vide, err
}
