package parcours

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Salarie is a salarié en insertion. Never here: NIR, health, justice, RQTH.
type Salarie struct {
	ID, SiaeID                                     int64
	Nom, Prenom, Civilite                          string
	DateNaissance                                  Date
	Email, Telephone, Commune, Departement, Metier string
	Niveau                                         string // NiveauxFormation, "" when unknown
	CipID                                          *int64
	// The contract of the moment, which is a row of Contrats (Fill, Dossier.FollowSalarie).
	TypeContrat                      string `gorm:"-"`
	DateDebutContrat, DateFinContrat Date   `gorm:"-"`

	PassNumero                 string
	DateDebutPass, DateFinPass Date
	// Gele: the person asked for limitation; visible, not editable, out of reports.
	Gele    bool
	Version int
	CreeLe  time.Time `gorm:"default:now()"`
	MajLe   time.Time `gorm:"default:now()"`
	// RetireLe: noted by mistake, or the same person as another file.
	RetireLe *time.Time
}

// ChampsSalarie is what is known of a person. Groups and order are those of the
// form; Titres come from real files, the platform's own first.
var ChampsSalarie = Champs{
	{Code: "prenom", Libelle: "Prénom", Genre: GenreTexte, Max: 80, Requis: true, Absent: "Indiquez le prénom.", Groupe: "Identité",
		Titres: []string{"Prénom candidat", "Prénom", "Prénoms", "Prénom(s)", "Prénom usuel"}},
	{Code: "nom", Libelle: "Nom", Genre: GenreTexte, Max: 80, Requis: true, Absent: "Indiquez le nom.", Groupe: "Identité", Rangee: true,
		Titres: []string{"Nom candidat", "Nom", "Nom de famille", "Nom usuel", "Nom d'usage", "Nom marital",
			"Nom patronymique", "Nom de naissance"}},
	{Code: "civilite", Libelle: "Civilité", Genre: GenreChoix, Liste: Civilites, Groupe: "Identité", Etale: true,
		Titres: []string{"Civilité candidat", "Civilité", "Sexe", "Genre", "H/F", "M/Mme", "Civ"}},
	{Code: "date_naissance", Libelle: "Date de naissance", Mot: "naissance", Genre: GenreDate, AnneeMin: 1920, Groupe: "Identité",
		Titres: []string{"Date de naissance candidat", "Date de naissance", "Né(e) le", "Né le", "Née le", "Naissance",
			"Date naiss", "Date nais", "DDN"}},
	{Code: "telephone", Libelle: "Téléphone", Genre: GenreTelephone, Max: 40, Groupe: "Identité",
		Forme: formeTel.MatchString, Invalide: "Ce numéro n'est pas valable. Exemple : 06 12 34 56 78.",
		Titres: []string{"Téléphone candidat", "Téléphone", "Tél", "Téléphone portable", "Téléphone mobile", "Tél portable", "Tél mobile",
			"Portable", "Mobile", "N° de téléphone", "Numéro de téléphone", "N° tél", "N° portable"}},
	{Code: "email", Libelle: "Adresse e-mail", Mot: "e-mail", Genre: GenreEmail, Groupe: "Identité", Rangee: true,
		Forme: formeEmail.MatchString, Invalide: "Cette adresse n'est pas valable. Exemple : prenom.nom@exemple.fr.",
		Titres: []string{"Email candidat", "E-mail", "Email", "Mail", "Courriel", "Adresse e-mail", "Adresse email",
			"Adresse mail", "Adresse électronique"}},
	{Code: "commune", Libelle: "Commune", Genre: GenreTexte, Max: 120, Groupe: "Identité",
		Titres: []string{"Ville candidat", "Ville", "Commune", "Ville de résidence", "Commune de résidence", "Lieu de résidence"}},
	{Code: "departement", Libelle: "Département", Genre: GenreTexte, Aide: "Par exemple 80 ou 2A.", Groupe: "Identité", Rangee: true,
		Tidy: strings.ToUpper, Forme: IsDepartement, Invalide: "Indiquez un département, par exemple 80 ou 2A.",
		Titres: []string{"Département candidat", "Code postal", "CP", "Département", "Département de résidence",
			"N° département", "Dept", "Dpt", "Dép"}},
	{Code: "metier", Libelle: "Métier ou poste", Mot: "métier", Genre: GenreTexte, Max: 160, Groupe: "Métier et formation",
		Titres: []string{"Métiers", "Métier", "Poste", "Poste occupé", "Emploi", "Emploi occupé", "Intitulé du poste",
			"Libellé du poste", "Fonction"}},
	{Code: "niveau", Libelle: "Niveau de formation", Mot: "niveau", Genre: GenreChoix, Liste: NiveauxFormation,
		Groupe: "Métier et formation", Choisir: nonRenseigne},
	{Code: "type_contrat", Libelle: "Type de contrat", Mot: "contrat", Genre: GenreChoix, Liste: TypesContrat,
		Groupe: groupeContrat, Choisir: nonRenseigne, Titres: []string{"Type de contrat", "Nature du contrat", "Contrat"}},
	{Code: "date_debut_contrat", Libelle: "Début du contrat", Genre: GenreDate, Groupe: groupeContrat,
		Titres: []string{"Dates de début d’embauche", "Date de début d'embauche", "Date de début de contrat",
			"Début du contrat", "Début contrat", "Date d'embauche", "Date d'entrée", "Embauché(e) le", "Embauché le",
			"Entrée", "Entrée le", "Embauche", "Date de début", "Début CDDI", "Début"}},
	{Code: "date_fin_contrat", Libelle: "Fin du contrat", Genre: GenreDate, Groupe: groupeContrat, Rangee: true,
		Titres: []string{"Dates de fin d’embauche", "Date de fin d'embauche", "Date de fin de contrat", "Fin du contrat",
			"Fin contrat", "Date de fin prévue", "Date de sortie", "Sortie", "Sortie le", "Date de fin", "Fin CDDI", "Fin"}},
	{Code: "pass_numero", Libelle: "Numéro de PASS IAE", Mot: "numéro de PASS IAE", Genre: GenreTexte,
		Aide: "12 lettres ou chiffres.", Groupe: groupeContrat,
		Tidy: func(s string) string { return strings.ToUpper(withoutSpaces(s)) }, Forme: formePass.MatchString,
		Invalide: "Un numéro de PASS IAE compte 12 lettres majuscules ou chiffres. Vérifiez-le.",
		Titres: []string{"Numéro PASS IAE", "N° PASS IAE", "N° PASS", "Numéro de PASS", "PASS IAE", "PASS",
			"Numéro d'agrément", "N° agrément", "Agrément"}},
	{Code: "date_debut_pass", Libelle: "Début du PASS IAE", Mot: "début du PASS IAE", Genre: GenreDate, Groupe: groupeContrat,
		Titres: []string{"Début PASS IAE", "Date de début PASS IAE", "Début PASS", "Date de début PASS", "Début agrément",
			"Date de début agrément"}},
	{Code: "date_fin_pass", Libelle: "Fin du PASS IAE", Mot: "fin du PASS IAE", Genre: GenreDate, Groupe: groupeContrat, Rangee: true,
		Titres: []string{"Fin PASS IAE", "Date de fin PASS IAE", "Fin PASS", "Date de fin PASS", "Fin agrément", "Date de fin agrément"}},
}

// champsDuContrat are kept as a row of Contrats.
var champsDuContrat = []string{"type_contrat", "date_debut_contrat", "date_fin_contrat"}

const groupeContrat = "Contrat et PASS IAE"

// champCip is who follows a person: an act of its own changes it.
var champCip = Champ{Code: "cip_id", Libelle: "CIP", Mot: "CIP", Genre: GenreCollegue, Groupe: "Accompagnement",
	Choisir: "Personne pour l'instant"}

// ChampsNouveauSalarie adds to a new person who follows them.
var ChampsNouveauSalarie = append(ChampsSalarie[:len(ChampsSalarie):len(ChampsSalarie)], champCip)

// NiveauxFormation is the frame of 1 to 8 (metier.md § 1.4).
var NiveauxFormation = Liste{
	{"1", "Niveau 1 : savoirs de base", "", false},
	{"2", "Niveau 2 : activités simples", "", false},
	{"3", "Niveau 3 : CAP, BEP", "", false},
	{"4", "Niveau 4 : bac", "", false},
	{"5", "Niveau 5 : bac +2", "", false},
	{"6", "Niveau 6 : bac +3 ou +4", "", false},
	{"7", "Niveau 7 : bac +5", "", false},
	{"8", "Niveau 8 : doctorat", "", false},
}

// NomComplet is how a list names the person: first name, then name.
func (s Salarie) NomComplet() string { return strings.TrimSpace(s.Prenom + " " + s.Nom) }

// Initiales is for the faces of the encadrant's phone.
func (s Salarie) Initiales() string {
	i := ""
	for _, mot := range []string{s.Prenom, s.Nom} {
		_, n := utf8.DecodeRuneInString(mot)
		i += strings.ToUpper(mot[:n])
	}
	return i
}

const finAvantDebut = "La fin du contrat est avant son début. Vérifiez les deux dates."

// Validate checks what was typed about a person.
func (s Salarie) Validate(aujourdhui Date) error {
	es := ChampsSalarie.Check(s, Controle{Aujourdhui: aujourdhui})
	switch d := s.DateNaissance; {
	case d.After(aujourdhui):
		es.Add("date_naissance", "Cette date de naissance est dans le futur. Vérifiez-la.")
	case d.After(aujourdhui.AddMonths(-12 * 14)):
		es.Add("date_naissance", "Cette date de naissance semble fausse. Vérifiez l'année.")
	}
	es.order("date_fin_contrat", s.DateDebutContrat, s.DateFinContrat, finAvantDebut)
	es.order("date_fin_pass", s.DateDebutPass, s.DateFinPass, "La fin du PASS IAE est avant son début. Vérifiez les deux dates.")
	return es.Err()
}

// Gel freezes a file, or releases it, for a reason that the history keeps. It is
// the limitation that a person may ask for (article 18 of the RGPD).
type Gel struct {
	Gele  bool
	Motif string
}

// ChampsGel is what freezing a file asks.
var ChampsGel = Champs{
	{Code: "motif", Libelle: "Raison", Genre: GenreTexte, Max: MaxDetail, RequisSi: Cas{"gele", Oui},
		Absent: "Indiquez pourquoi, en quelques mots : l'historique le garde.",
		Aide:   "Par exemple : la personne conteste une donnée, ou s'oppose à son usage. Gardé dans l'historique ; des faits neutres."},
}

// Validate checks the reason: to release a file needs none.
func (g Gel) Validate() error { return ChampsGel.Validate(g, Date{}) }

var _ = declare(
	Objet{"salarie", "Dossier du salarié", false, slices.Concat(ChampsSalarie.Without(champsDuContrat...),
		Champs{champCip, {Code: "gele", Libelle: "Dossier gelé", Genre: GenreCase}, champRetire},
		internes("id", "siae_id", "recherche", "version", "cree_le", "maj_le"))},
	Objet{"encadrement", "Encadrant", false, append(internes("id", "siae_id", "salarie_id"),
		Champ{Code: "utilisateur_id", Libelle: "Encadrant", Genre: GenreCollegue})},
	Acte{"creer_salarie", ActionCreateSalarie, ChampsNouveauSalarie, Salarie{}},
	Acte{"modifier_salarie", ActionUpdateSalarie, ChampsSalarie, Salarie{}},
	Acte{"confier_salarie", ActionTransferSalarie, Champs{champCip}, nil},
	Acte{"geler_salarie", ActionFreezeSalarie, ChampsGel, Gel{}},
)
