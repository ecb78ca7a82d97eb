package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"parcours.example/internal/auth"
	"parcours.example/internal/guide"
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

// eachSiae does something in every structure, for the command line. One where it fails stops
// none of the others.
func (a *App) eachSiae(ctx context.Context, quoi string, do func(parcours.Identite) error) error {
	siaes, err := a.ListSiae(ctx)
	for _, s := range siaes {
		if ctx.Err() != nil {
			return errors.Join(err, ctx.Err())
		}
		if echec := do(parcours.Identite{SiaeID: s.ID}); echec != nil {
			err = errors.Join(err, fmt.Errorf("%s SIAE %d: %w", quoi, s.ID, echec))
		}
	}
	return err
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

// UpdateSiae writes what the directeur typed. Version is the one that the form
// was filled from; s comes back with the next one.
// cle makes a second click answer the first.
func (a *App) UpdateSiae(ctx context.Context, qui parcours.Identite, s *parcours.Siae, cle string) error {
	parcours.ChampsSiae.Tidy(s)
	typed := *s
	acte := postgres.Acte{Action: parcours.ActionUpdateSiae, Verrou: verrouSiae, Cle: cle, Saisie: typed}
	return a.patchSiae(ctx, qui, acte, cmp.Or(s.Version, -1), s, func(x *parcours.Siae) { *x = typed })
}

// PatchSiae changes some fields of the structure. version is the one that was
// read, 0 for whatever it is now. It returns the structure as it then stands.
func (a *App) PatchSiae(ctx context.Context, qui parcours.Identite, version int,
	change func(*parcours.Siae)) (*parcours.Siae, error) {
	var s parcours.Siae
	acte := postgres.Acte{Action: parcours.ActionUpdateSiae, Verrou: verrouSiae}
	return &s, a.patchSiae(ctx, qui, acte, version, &s, change)
}

// verrouSiae is what those who change the structure wait for.
const verrouSiae = "siae"

// patchSiae makes of the structure what was typed, and writes into s how it then
// stands. The zones of the guide go with the département that they lie in.
func (a *App) patchSiae(ctx context.Context, qui parcours.Identite, acte postgres.Acte, version int,
	s *parcours.Siae, change func(*parcours.Siae)) error {
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		actuel, err := tx.FindSiae()
		if err != nil {
			return err
		}
		if err := tx.CheckVersion(actuel, version); err != nil {
			return err
		}
		avant := patch(parcours.ChampsSiae, actuel, change)
		if actuel.Departement != avant.Departement {
			actuel.Territoires = nil
		}
		*s = *actuel
		if err := s.Validate(); err != nil || parcours.ChampsSiae.Equal(*s, avant) {
			return err // a version is a change
		}
		return tx.Update(s)
	})
}

// NoteLue is a note on the territory with its author.
type NoteLue struct {
	parcours.NoteTerritoire
	Auteur string
}

// TerritoireLu is the diagnostic of a SIAE's territory: the étape 1 of the guide,
// which is about the structure and not about a parcours.
type TerritoireLu struct {
	Siae  parcours.Siae
	Guide *guide.Guide // as this SIAE reads it
	// Conseils are those that concern the structure, here, today.
	Conseils []guide.Recommandation
	Notes    map[string]NoteLue // by rubrique
}

// FindTerritoire reads the diagnostic of the territory.
func (a *App) FindTerritoire(ctx context.Context, qui parcours.Identite) (*TerritoireLu, error) {
	return read(ctx, a, qui, parcours.ActionReadGuide, func(tx *postgres.Tx) (*TerritoireLu, error) {
		siae, ecrit, g, err := a.guideWritten(tx)
		if err != nil {
			return nil, err
		}
		t := &TerritoireLu{Siae: *siae, Guide: g, Notes: map[string]NoteLue{}}
		for _, n := range ecrit.Notes {
			t.Notes[n.Rubrique] = NoteLue{n, ecrit.Noms[n.AuteurID]}
		}
		t.Conseils = slices.DeleteFunc(g.For(situationOfSiae(siae, qui, a.aujourdhui())),
			func(r guide.Recommandation) bool { return !r.Criteres.Structure })
		return t, nil
	})
}

// situationOfSiae tells the guide of a structure, outside any parcours.
func situationOfSiae(s *parcours.Siae, qui parcours.Identite, le parcours.Date) guide.Situation {
	x := guide.SituationOf(s, le)
	x.Role = qui.Role
	return x
}

// SaveNote writes what the SIAE notes of its territory under a rubrique. Version
// is the one that the form was filled from, 0 for a first note.
func (a *App) SaveNote(ctx context.Context, qui parcours.Identite, n parcours.NoteTerritoire) error {
	n.Texte = strings.TrimSpace(n.Texte)
	acte := postgres.Acte{Action: parcours.ActionEditGuide, Verrou: verrouGuide}
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		if err := n.Validate(); err != nil {
			return err
		}
		return tx.SaveNoteTerritoire(&n)
	})
}

// SetTerritoires writes the zones of the guide that the SIAE belongs to.
func (a *App) SetTerritoires(ctx context.Context, qui parcours.Identite, version int, codes []string) error {
	acte := postgres.Acte{Action: parcours.ActionEditGuide, Verrou: verrouGuide}
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		s, err := tx.FindSiae()
		if err != nil {
			return err
		}
		choix := guide.TerritoiresFor(s.Departement)
		for _, code := range codes {
			if !choix.Has(code) {
				return refuse("territoires", "Une de ces zones n'est pas dans votre département. Choisissez dans la liste.")
			}
		}
		s.Territoires, s.Version = codes, version
		return tx.Update(s, "territoires")
	})
}
