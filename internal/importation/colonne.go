package importation

// Codes of the columns. Those of the person are the field names of parcours.Salarie.Validate, so that its refusals
// find their cell.
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
	// alias are titles seen in real files, the best first. The first of each list is the platform's own when it has
	// one.
	alias []string
}

// Colonnes is what can be recognised, in the order in which it is offered.
var Colonnes = []Colonne{
	{ColNom, "Nom", "", true, []string{"Nom candidat", "Nom", "Nom de famille", "Nom usuel", "Nom d'usage", "Nom marital", "Nom patronymique", "Nom de naissance"}},
	{ColPrenom, "Prénom", "", true, []string{"Prénom candidat", "Prénom", "Prénoms", "Prénom(s)", "Prénom usuel"}},
	{ColNomComplet, "Nom et prénom dans la même colonne", "Par exemple « DUPONT Marie ».", true,
		[]string{"Nom et prénom", "Nom Prénom", "NOM / Prénom", "Prénom et nom", "Nom complet", "Nom du salarié et prénom", "Salarié", "Salariée", "Salarié en insertion", "Bénéficiaire", "Participant", "Identité"}},
	{ColCivilite, "Civilité", "", true, []string{"Civilité candidat", "Civilité", "Sexe", "Genre", "H/F", "M/Mme", "Civ"}},
	{ColNaissance, "Date de naissance", "", true, []string{"Date de naissance candidat", "Date de naissance", "Né(e) le", "Né le", "Née le", "Naissance", "Date naiss", "Date nais", "DDN"}},
	{ColEmail, "Adresse e-mail", "", true, []string{"Email candidat", "E-mail", "Email", "Mail", "Courriel", "Adresse e-mail", "Adresse email", "Adresse mail", "Adresse électronique"}},
	{ColTelephone, "Téléphone", "", true, []string{"Téléphone candidat", "Téléphone", "Tél", "Téléphone portable", "Téléphone mobile", "Tél portable", "Tél mobile", "Portable", "Mobile", "N° de téléphone", "Numéro de téléphone", "N° tél", "N° portable"}},
	{ColCommune, "Commune", "", true, []string{"Ville candidat", "Ville", "Commune", "Ville de résidence", "Commune de résidence", "Lieu de résidence"}},
	{ColDepartement, "Code postal ou département", "", true, []string{"Département candidat", "Code postal", "CP", "Département", "Département de résidence", "N° département", "Dept", "Dpt", "Dép"}},
	{ColMetier, "Métier ou poste", "", true, []string{"Métiers", "Métier", "Poste", "Poste occupé", "Emploi", "Emploi occupé", "Intitulé du poste", "Libellé du poste", "Fonction"}},
	{ColTypeContrat, "Type de contrat", "", true, []string{"Type de contrat", "Nature du contrat", "Contrat"}},
	{ColDebut, "Début du contrat", "", true, []string{"Dates de début d’embauche", "Date de début d'embauche", "Date de début de contrat", "Début du contrat", "Début contrat", "Date d'embauche", "Date d'entrée", "Embauché(e) le", "Embauché le", "Entrée", "Entrée le", "Embauche", "Date de début", "Début CDDI", "Début"}},
	{ColFin, "Fin du contrat", "", true, []string{"Dates de fin d’embauche", "Date de fin d'embauche", "Date de fin de contrat", "Fin du contrat", "Fin contrat", "Date de fin prévue", "Date de sortie", "Sortie", "Sortie le", "Date de fin", "Fin CDDI", "Fin"}},
	{ColPass, "Numéro de PASS IAE", "", true, []string{"Numéro PASS IAE", "N° PASS IAE", "N° PASS", "Numéro de PASS", "PASS IAE", "PASS", "Numéro d'agrément", "N° agrément", "Agrément"}},
	{ColDebutPass, "Début du PASS IAE", "", true, []string{"Début PASS IAE", "Date de début PASS IAE", "Début PASS", "Date de début PASS", "Début agrément", "Date de début agrément"}},
	{ColFinPass, "Fin du PASS IAE", "", true, []string{"Fin PASS IAE", "Date de fin PASS IAE", "Fin PASS", "Date de fin PASS", "Fin agrément", "Date de fin agrément"}},
	{ColStatut, "Statut de la candidature", "Seules les lignes « Candidature acceptée » seront importées.", true, []string{"Statut de la candidature", "Statut candidature"}},

	{Code: "statut_pass", Libelle: "Statut du PASS IAE", alias: []string{"Statut PASS IAE", "Statut PASS"}},
	{Code: "employeur_nom", Libelle: "Structure", alias: []string{"Nom structure employeur", "Nom de la structure", "Structure", "Employeur", "SIAE"}},
	{Code: "employeur_type", Libelle: "Type de structure", alias: []string{"Type employeur", "Type de structure", "Type de SIAE"}},
	{Code: "candidature_source", Libelle: "Source de la candidature", alias: []string{"Source de la candidature"}},
	{Code: "candidature_date", Libelle: "Date de la candidature", alias: []string{"Date de la candidature"}},
	{Code: "prescripteur_organisation", Libelle: "Organisation du prescripteur", alias: []string{"Nom organisation prescripteur", "Prescripteur"}},
	{Code: "prescripteur_nom", Libelle: "Nom du prescripteur", alias: []string{"Nom utilisateur prescripteur"}},
	{Code: "refus_motif", Libelle: "Motif de refus", alias: []string{"Motifs de refus", "Motif de refus"}},
	{Code: "eligibilite", Libelle: "Éligibilité validée", alias: []string{"Éligibilité IAE validée"}},
	{Code: "controle", Libelle: "Éligible au contrôle", alias: []string{"Eligible au contrôle"}},
}

// FindColonne returns a column by its code.
func FindColonne(code string) (Colonne, bool) {
	for _, c := range Colonnes {
		if c.Code == code {
			return c, true
		}
	}
	return Colonne{}, false
}

// Choices lists the columns that a person may match by hand.
func Choices() []Colonne {
	var choix []Colonne
	for _, c := range Colonnes {
		if c.Reprise {
			choix = append(choix, c)
		}
	}
	return choix
}

type place struct {
	code string
	rang int // in the list of aliases
}

// parAlias finds a column by its reduced title.
var parAlias = func() map[string]place {
	index := make(map[string]place)
	for _, c := range Colonnes {
		for rang, alias := range c.alias {
			cle := foldEntete(alias)
			if _, deja := index[cle]; !deja {
				index[cle] = place{c.Code, rang}
			}
		}
	}
	return index
}()
