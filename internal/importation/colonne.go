package importation

import (
	"slices"

	"parcours.example/internal/parcours"
)

// Codes of the columns. Those of the person are the field names of
// parcours.Salarie.Validate, so that its refusals find their cell.
const (
	ColNom         = "nom"
	ColPrenom      = "prenom"
	ColNomComplet  = "nom_complet"
	ColCivilite    = "civilite"
	ColNaissance   = "date_naissance"
	ColEmail       = "email"
	ColTelephone   = "telephone"
	ColCommune     = "commune"
	ColDepartement = "departement"
	ColMetier      = "metier"
	ColTypeContrat = "type_contrat"
	ColDebut       = "date_debut_contrat"
	ColFin         = "date_fin_contrat"
	ColPass        = "pass_numero"
	ColDebutPass   = "date_debut_pass"
	ColFinPass     = "date_fin_pass"
	ColStatut      = "statut_candidature"
)

// Colonne is something a spreadsheet may tell about a person.
type Colonne struct {
	Code    string
	Libelle string
	Aide    string // shown beside the choice when matching by hand
	// Reprise: its values are used. The others are known, so that nobody wonders about them, and left where they are.
	Reprise bool
	// titres are titles seen in real files, the best first. The first of each
	// list is the platform's own when it has one.
	titres []string
}

var nomComplet = Colonne{ColNomComplet, "Nom et prénom dans la même colonne", "Par exemple « DUPONT Marie ».", true,
	[]string{"Nom et prénom", "Nom Prénom", "NOM / Prénom", "Prénom et nom", "Nom complet", "Nom du salarié et prénom",
		"Salarié", "Salariée", "Salarié en insertion", "Bénéficiaire", "Participant", "Identité"}}

// horsDossier is what a file tells besides the fields of a person.
var horsDossier = []Colonne{
	{ColStatut, "Statut de la candidature", "Seules les lignes « Candidature acceptée » seront importées.", true,
		[]string{"Statut de la candidature", "Statut candidature"}},

	{Code: "statut_pass", Libelle: "Statut du PASS IAE", titres: []string{"Statut PASS IAE", "Statut PASS"}},
	{Code: "employeur_nom", Libelle: "Structure",
		titres: []string{"Nom structure employeur", "Nom de la structure", "Structure", "Employeur", "SIAE"}},
	{Code: "employeur_type", Libelle: "Type de structure",
		titres: []string{"Type employeur", "Type de structure", "Type de SIAE"}},
	{Code: "candidature_source", Libelle: "Source de la candidature", titres: []string{"Source de la candidature"}},
	{Code: "candidature_date", Libelle: "Date de la candidature", titres: []string{"Date de la candidature"}},
	{Code: "prescripteur_organisation", Libelle: "Organisation du prescripteur",
		titres: []string{"Nom organisation prescripteur", "Prescripteur"}},
	{Code: "prescripteur_nom", Libelle: "Nom du prescripteur", titres: []string{"Nom utilisateur prescripteur"}},
	{Code: "refus_motif", Libelle: "Motif de refus", titres: []string{"Motifs de refus", "Motif de refus"}},
	{Code: "eligibilite", Libelle: "Éligibilité validée", titres: []string{"Éligibilité IAE validée"}},
	{Code: "controle", Libelle: "Éligible au contrôle", titres: []string{"Eligible au contrôle"}},
}

// Colonnes is what can be recognised, in the order in which it is offered: the
// fields of a person that have titles (parcours.ChampsSalarie), then the rest.
func Colonnes() []Colonne {
	var colonnes []Colonne
	for _, c := range parcours.ChampsSalarie {
		if len(c.Titres) == 0 {
			continue
		}
		colonne := Colonne{Code: c.Code, Libelle: c.Libelle, Reprise: true, titres: c.Titres}
		if c.Code == ColDepartement {
			colonne.Libelle = "Code postal ou département" // either is read
		}
		if colonnes = append(colonnes, colonne); c.Code == ColNom {
			colonnes = append(colonnes, nomComplet)
		}
	}
	return append(colonnes, horsDossier...)
}

// Choices lists the columns that a person may match by hand.
func Choices() []Colonne {
	return slices.DeleteFunc(Colonnes(), func(c Colonne) bool { return !c.Reprise })
}

type place struct {
	code string
	rang int // in the list of titles
}

// titres finds a column by its reduced title.
type titres map[string]place

func knownTitres() titres {
	connus := titres{}
	for _, c := range Colonnes() {
		for rang, titre := range c.titres {
			cle := foldEntete(titre)
			if _, deja := connus[cle]; !deja {
				connus[cle] = place{c.Code, rang}
			}
		}
	}
	return connus
}
