package testdb

import (
	"context"
	"fmt"
	"testing"

	"parcours.example/internal/auth"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// MotDePasse is the password of everybody in a Decor.
const MotDePasse = "un mot de passe d'essai"

// Lieu is a structure with one person in each role.
type Lieu struct {
	Siae                      parcours.Siae
	Cip, Encadrant, Directeur parcours.Identite
}

// Decor is two structures that must never see each other.
type Decor struct {
	DB        *postgres.DB
	URL       string // of its database, for what only SQL can do
	Aci, Etti Lieu
	// Double is CIP in both.
	DoubleAci, DoubleEtti parcours.Identite
	Compteur              *Compteur // of what DB sends
}

// NewDecor fills a fresh database with two structures and their people: cip@aci.test, encadrant@aci.test,
// directeur@aci.test, the same at etti.test, and cip@deux.test in both. There is no salarié yet.
func NewDecor(t testing.TB) *Decor {
	t.Helper()
	d := &Decor{URL: New(t), Compteur: &Compteur{}}
	d.DB = OpenURL(t, d.URL, d.Compteur)
	hache, err := auth.NewMotsDePasse(auth.CoutTest).Hash(MotDePasse)
	if err != nil {
		t.Fatal(err)
	}
	err = d.DB.InConnexion(context.Background(), func(tx *postgres.TxConnexion) error {
		d.Aci.Siae = parcours.Siae{Nom: "Les Jardins", Type: "ACI", Departement: "80", Version: 1}
		d.Etti.Siae = parcours.Siae{Nom: "Intérim Nord", Type: "ETTI", Departement: "59", Version: 1}
		for _, l := range []*Lieu{&d.Aci, &d.Etti} {
			if err := tx.CreateSiae(&l.Siae, false); err != nil {
				return err
			}
			domaine := map[string]string{"ACI": "aci.test", "ETTI": "etti.test"}[l.Siae.Type]
			for role, qui := range map[parcours.Role]*parcours.Identite{parcours.Cip: &l.Cip,
				parcours.Encadrant: &l.Encadrant, parcours.Directeur: &l.Directeur} {
				u := parcours.Utilisateur{Email: string(role) + "@" + domaine, Prenom: role.Libelle(), Nom: l.Siae.Type,
					MotDePasse: hache, Actif: true}
				if err := join(tx, &u, role, qui, l.Siae.ID); err != nil {
					return err
				}
			}
		}
		u := parcours.Utilisateur{Email: "cip@deux.test", Prenom: "Dominique", Nom: "Deux", MotDePasse: hache, Actif: true}
		if err := join(tx, &u, parcours.Cip, &d.DoubleAci, d.Aci.Siae.ID); err != nil {
			return err
		}
		return join(tx, &u, parcours.Cip, &d.DoubleEtti, d.Etti.Siae.ID)
	})
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	return d
}

// join creates the account if need be, and gives it its role.
func join(tx *postgres.TxConnexion, u *parcours.Utilisateur, role parcours.Role, qui *parcours.Identite, siaeID int64) error {
	if u.ID == 0 {
		if err := tx.CreateUtilisateur(u); err != nil {
			return fmt.Errorf("create %s: %w", u.Email, err)
		}
	}
	*qui = parcours.Identite{UtilisateurID: u.ID, SiaeID: siaeID, Role: role}
	return tx.SetRole(siaeID, u.ID, role)
}

// Salarie writes a person of a structure, followed by its CIP.
func (d *Decor) Salarie(t testing.TB, l Lieu, prenom, nom string) parcours.Salarie {
	t.Helper()
	s := parcours.Salarie{Prenom: prenom, Nom: nom, CipID: &l.Cip.UtilisateurID}
	err := d.DB.InSiae(context.Background(), l.Cip, func(tx *postgres.Tx) error { return tx.Create(&s) })
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	return s
}
