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
func (a *App) ListUtilisateurs(ctx context.Context, qui parcours.Identite, role parcours.Role) ([]parcours.Collegue, error) {
	return read(ctx, a, qui, parcours.ActionReadSiae, func(tx *postgres.Tx) ([]parcours.Collegue, error) {
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
	return a.connect(ctx, "create a structure", func(tx *postgres.TxConnexion) error { return tx.CreateSiae(s, demo) })
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
func (a *App) CreateUtilisateur(ctx context.Context, n NouvelUtilisateur) (int64, error) {
	n.Email = strings.ToLower(strings.TrimSpace(n.Email))
	n.Nom, n.Prenom = strings.TrimSpace(n.Nom), strings.TrimSpace(n.Prenom)
	if err := n.validate(); err != nil {
		return 0, err
	}
	return connect(ctx, a, "create an account", func(tx *postgres.TxConnexion) (int64, error) {
		if _, err := tx.FindSiaeByID(n.SiaeID); err != nil {
			return 0, err
		}
		u, err := tx.FindCompte(n.Email)
		if err == nil && u == nil {
			u, err = a.newCompte(tx, n)
		}
		if err != nil {
			return 0, err
		}
		return u.ID, tx.SetRole(n.SiaeID, u.ID, n.Role)
	})
}

func (a *App) newCompte(tx *postgres.TxConnexion, n NouvelUtilisateur) (*parcours.Utilisateur, error) {
	hache, err := a.hashNew(n.MotDePasse, n.Email)
	if err != nil {
		return nil, err
	}
	u := &parcours.Utilisateur{Email: n.Email, Nom: n.Nom, Prenom: n.Prenom, MotDePasse: hache, Actif: true, Demo: n.Demo}
	return u, tx.CreateUtilisateur(u)
}

// hashNew checks a password that somebody chose, and gives what is kept of it.
func (a *App) hashNew(motDePasse, email string) (string, error) {
	if err := auth.CheckNew(motDePasse, email); err != nil {
		return "", err
	}
	hache, err := a.motsDePasse.Hash(motDePasse)
	if err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	return hache, nil
}

// ResetMotDePasse gives an account a new password and ends its sessions. For
// the command line.
func (a *App) ResetMotDePasse(ctx context.Context, email, motDePasse string) error {
	email = strings.ToLower(strings.TrimSpace(email))
	hache, err := a.hashNew(motDePasse, email)
	if err != nil {
		return err
	}
	return a.connect(ctx, "reset a password", func(tx *postgres.TxConnexion) error {
		u, err := tx.FindCompte(email)
		if err == nil && u == nil {
			err = parcours.NotFound("Compte")
		}
		if err != nil {
			return err
		}
		return tx.UpdateMotDePasse(u.ID, hache, a.maintenant())
	})
}

// ListSiae lists every structure, for the command line.
func (a *App) ListSiae(ctx context.Context) ([]parcours.Siae, error) {
	return connect(ctx, a, "list the structures", (*postgres.TxConnexion).ListSiae)
}

// ErrDemo: the published password of the demo opens no real database.
var ErrDemo = errors.New("cette base contient la démonstration, dont le mot de passe est public. " +
	"Pour un usage réel, donnez à « serve » une base vide ; pour essayer, utilisez « make run »")

// RefuseDemo fails when the database holds a demo account or structure.
func (a *App) RefuseDemo(ctx context.Context) error {
	demo, err := connect(ctx, a, "look for a demo", (*postgres.TxConnexion).HasDemo)
	if err == nil && demo {
		err = ErrDemo
	}
	return err
}

// IsEmpty tells whether nobody and nothing was created yet.
func (a *App) IsEmpty(ctx context.Context) (bool, error) {
	return connect(ctx, a, "look for anything", (*postgres.TxConnexion).IsEmpty)
}
