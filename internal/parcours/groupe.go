package parcours

import (
	"slices"
	"time"
)

// Groupe is one action for several people: their tries say that they are of it. Nothing is
// shared by being of it: each try keeps its own training, days and money.
type Groupe struct {
	ID, SiaeID int64
	Intitule   string
	// Cle is the name as it is compared: two of one SIAE never share it.
	Cle                string
	OrganismeID        *int64
	DateDebut, DateFin Date
	Notes              string
	AuteurID           int64
	CreeLe             time.Time `gorm:"default:now()"`
	Version            int
}

// LigneGroupe is a group as lists show it.
type LigneGroupe struct {
	Groupe
	Organisme      string
	NombreParcours int
}

// Adhesion is what one says to put the try of a parcours in a group: which one, or the name
// of one. Neither takes it out.
type Adhesion struct {
	GroupeID *int64
	Intitule string
}

// ChampsGroupe is what is known of a group.
var ChampsGroupe = Champs{
	{Code: "intitule", Libelle: "Intitulé", Genre: GenreTexte, Requis: true, Absent: "Indiquez l'intitulé du groupe.",
		Aide: "Par exemple : Propreté, mars 2026, Amiens."},
	{Code: "organisme_id", Libelle: "Organisme de formation", Mot: "organisme", Genre: GenreCollegue, Choisir: nonRenseigne},
	{Code: "date_debut", Libelle: "Début", Genre: GenreDate},
	{Code: "date_fin", Libelle: "Fin", Genre: GenreDate, Rangee: true},
	{Code: "notes", Libelle: "Notes", Genre: GenreNote},
}

// ChampsAdhesion is what is asked to put a try in a group.
var ChampsAdhesion = Champs{
	{Code: "groupe_id", Libelle: "Même action que", Genre: GenreCollegue, Choisir: "Aucun groupe"},
	{Code: "intitule", Libelle: "Ou un nouveau groupe", Mot: "nouveau groupe", Genre: GenreTexte,
		Aide: "S'il est rempli, c'est lui qui compte. Par exemple : Propreté, mars 2026, Amiens."},
}

// Validate checks a group as it was typed.
func (g Groupe) Validate() error {
	es := ChampsGroupe.Check(g, Controle{})
	es.order("date_fin", g.DateDebut, g.DateFin, "La fin est avant le début. Vérifiez les deux dates.")
	return es.Err()
}

// Validate checks what was typed to put a try in a group.
func (a Adhesion) Validate() error { return ChampsAdhesion.Validate(a, Date{}) }

// CheckGroupe checks a group beside those that the SIAE has already.
func CheckGroupe(g *Groupe, connus []Groupe) error {
	g.Cle = Fold(g.Intitule)
	if err := g.Validate(); err != nil {
		return err
	}
	for _, x := range connus {
		if x.ID != g.ID && x.Cle == g.Cle {
			return &Erreur{Code: Conflit, Champ: "intitule", Message: "Le groupe « " + x.Intitule + " » existe déjà. " +
				"Rejoignez-le ou, si c'en est un autre, précisez l'intitulé : le mois, par exemple."}
		}
	}
	return nil
}

// NewGroupe is a group named from the training of a try.
func (t *Tentative) NewGroupe(intitule string) *Groupe {
	return &Groupe{Intitule: intitule, Cle: Fold(intitule), OrganismeID: t.OrganismeID,
		DateDebut: t.DateDebutPrevue, DateFin: t.DateFinPrevue}
}

// The rights on them.
var (
	ActionReadGroupes  = permit("lire_groupes", "Voir les groupes", bureau)
	ActionUpdateGroupe = permit("modifier_groupe", "Modifier un groupe", bureau)
	ActionJoinGroupe   = permit("rejoindre_groupe", "Mettre un parcours dans un groupe", bureau)
)

var _ = declare(
	Objet{"groupe", "Groupe", false, slices.Concat(ChampsGroupe.Without("organisme_id"),
		internes("id", "siae_id", "organisme_id", "cle", "auteur_id", "cree_le", "version"))},
	Acte{"modifier_groupe", ActionUpdateGroupe, ChampsGroupe, Groupe{}},
	Acte{"rejoindre_groupe", ActionJoinGroupe, ChampsAdhesion, Adhesion{}},
)
