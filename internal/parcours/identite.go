package parcours

import "time"

// Role is what a person does in one SIAE.
type Role string

const (
	Cip       Role = "cip"
	Encadrant Role = "encadrant"
	Directeur Role = "directeur"
)

var Roles = Liste{
	{string(Cip), "CIP", "92", false},
	{string(Encadrant), "Encadrant technique", "93", false},
	{string(Directeur), "Directeur", "", false},
}

func (r Role) Libelle() string { return Roles.Libelle(string(r)) }

// Identite says who is acting, for which SIAE and with which role. Every deed
// demands one; it is made from a verified token or session, never from a form.
type Identite struct {
	UtilisateurID, SiaeID int64
	Role                  Role
	// Session is the revocable session that vouches for this identity.
	SessionID string
}

// Utilisateur is a person who signs in.
type Utilisateur struct {
	ID                 int64
	Email, Nom, Prenom string
	MotDePasse         string `json:"-"`
	Actif, Demo        bool
	CreeLe             time.Time `gorm:"default:now()"`
}

func (u Utilisateur) NomComplet() string { return u.Prenom + " " + u.Nom }

// Appartenance: this person has this role in this SIAE.
type Appartenance struct {
	SiaeID, UtilisateurID int64
	Role                  Role
	// Nom of the SIAE, read along for the switch.
	SiaeNom  string `gorm:"->"`
	SiaeType string `gorm:"->"`
}

// Collegue is somebody who works in the SIAE, as lists and menus name them.
type Collegue struct {
	ID     int64
	Nom    string
	Prenom string
	Email  string
	Role   Role
	Actif  bool
}

func (c Collegue) NomComplet() string { return c.Prenom + " " + c.Nom }
