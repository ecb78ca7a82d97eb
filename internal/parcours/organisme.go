package parcours

import (
	"slices"
	"time"
)

// Organisme is a training centre that the SIAE works with. A training keeps its name as
// it was typed then, and says which one it is.
type Organisme struct {
	ID, SiaeID int64
	Nom        string
	// Cle is the name as it is compared: two of one SIAE never share it.
	Cle         string
	Commune     string
	Siret       string
	Nda         string // of its déclaration d'activité
	Qualiopi    string // QualiopiConnue, "" while nobody knows
	QualiopiFin Date
	Contact     string
	Telephone   string
	Email       string
	CreeLe      time.Time `gorm:"default:now()"`
	Version     int
}

// LigneOrganisme is a training centre as lists show it.
type LigneOrganisme struct {
	Organisme
	NombreParcours int // of those who go, or went, there
}

// QualiopiConnue are the answers about the certification that public money asks for.
var QualiopiConnue = Liste{
	{Oui, "Certifié Qualiopi", "", false},
	{Non, "Pas certifié Qualiopi", "", false},
}

// ChampsOrganisme is what is known of a training centre. Its NDA is kept as it is typed:
// its form is not known for sure.
var ChampsOrganisme = Champs{
	{Code: "nom", Libelle: "Nom", Genre: GenreTexte, Requis: true, Absent: "Indiquez le nom de l'organisme."},
	{Code: "commune", Libelle: "Commune", Genre: GenreTexte, Max: 120, Rangee: true},
	{Code: "contact", Libelle: "Contact", Genre: GenreTexte, Max: 120, Aide: "Nom et fonction."},
	{Code: "telephone", Libelle: "Téléphone", Genre: GenreTelephone, Max: 40, Rangee: true,
		Forme: formeTel.MatchString, Invalide: "Ce numéro n'est pas valable. Exemple : 03 22 00 00 00."},
	{Code: "email", Libelle: "Adresse e-mail", Mot: "e-mail", Genre: GenreEmail, Rangee: true,
		Forme: formeEmail.MatchString, Invalide: "Cette adresse n'est pas valable. Exemple : prenom.nom@exemple.fr."},
	ChampsSiae.Get("siret"),
	{Code: "nda", Libelle: "Numéro de déclaration d'activité (NDA)", Mot: "NDA", Genre: GenreTexte, Max: 20, Rangee: true,
		Aide: "11 chiffres, sur son devis.", Tidy: withoutSpaces},
	{Code: "qualiopi", Libelle: "Qualiopi", Mot: "Qualiopi", Genre: GenreChoix, Liste: QualiopiConnue, Choisir: "Pas encore connu"},
	{Code: "qualiopi_fin", Libelle: "Qualiopi valable jusqu'au", Mot: "fin de Qualiopi", Genre: GenreDate, Rangee: true},
}

// Validate checks a training centre as it was typed.
func (o Organisme) Validate() error { return ChampsOrganisme.Validate(o, Date{}) }

// CheckOrganisme checks it beside those that the SIAE has already: one is told from another
// by its name, and by its SIRET.
func CheckOrganisme(o *Organisme, connus []Organisme) error {
	o.Cle = Fold(o.Nom)
	if err := o.Validate(); err != nil {
		return err
	}
	for _, x := range connus {
		switch {
		case x.ID == o.ID:
		case x.Cle == o.Cle:
			return &Erreur{Code: Conflit, Champ: "nom", Message: "« " + x.Nom + " » est déjà dans vos organismes. " +
				"Complétez sa fiche ou, si c'en est un autre, précisez le nom : la commune, par exemple."}
		case o.Siret != "" && x.Siret == o.Siret:
			return &Erreur{Code: Conflit, Champ: "siret", Message: "C'est déjà le SIRET de « " + x.Nom + " » dans vos organismes. " +
				"Vérifiez le numéro, ou complétez la fiche qui existe."}
		}
	}
	return nil
}

// KeepsOrganisme tells whether a training names the training centre that it is linked to
// already: it stays linked, even if that one was given another name since.
func (f Formation) KeepsOrganisme(avant Formation) bool {
	return avant.OrganismeID != nil && Fold(f.Organisme) == Fold(avant.Organisme)
}

// The rights on them.
var (
	ActionReadOrganismes  = permit("lire_organismes", "Voir les organismes de formation", bureau)
	ActionUpdateOrganisme = permit("modifier_organisme", "Modifier un organisme de formation", bureau)
)

var _ = declare(
	Objet{"organisme", "Organisme", false, slices.Concat(ChampsOrganisme, internes("id", "siae_id", "cle", "cree_le", "version"))},
	Acte{"modifier_organisme", ActionUpdateOrganisme, ChampsOrganisme, Organisme{}},
)
