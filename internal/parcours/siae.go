package parcours

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// Siae is a structure of insertion par l'activité économique.
type Siae struct {
	ID          int64
	Nom         string
	Type        string // TypesSiae
	Siret       string
	Departement string
	Opco        string // Opcos, or "" when not known
	// EffectifOpco is the headcount declared to the OPCO: the guide's threshold
	// of 50 is compared with it (l. 782). 0 means not known.
	EffectifOpco int
	Reseaux      []string `gorm:"serializer:json"`
	// Territoires are the zones of the guide that it belongs to: internal/guide
	// knows their codes.
	Territoires []string `gorm:"serializer:json"`
	Version     int
	CreeLe      time.Time `gorm:"default:now()"`
}

var formeDepartement = regexp.MustCompile(`^(0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|97[1-8])$`)

// IsDepartement accepts the codes of the French départements.
func IsDepartement(code string) bool { return formeDepartement.MatchString(code) }

// ChampsSiae is what a directeur may say of the structure.
var ChampsSiae = Champs{
	{Code: "nom", Libelle: "Nom", Genre: GenreTexte, Max: 120, Requis: true, Absent: "Indiquez le nom de la structure."},
	{Code: "type", Libelle: "Type", Genre: GenreChoix, Liste: TypesSiae, Requis: true, Choisir: choisir,
		Absent: "Choisissez le type de la structure : ACI, AI, EI, ETTI ou EITI."},
	{Code: "siret", Libelle: "SIRET", Genre: GenreTexte, Aide: "14 chiffres.", Tidy: withoutSpaces, Forme: IsSiret,
		Invalide: "Ce SIRET n'est pas valable : il compte 14 chiffres et sa clé doit être juste. Vérifiez-le."},
	{Code: "departement", Libelle: "Département", Genre: GenreTexte, Aide: "Par exemple 80 ou 2A.", Requis: true,
		Absent: departementAbsent, Tidy: strings.ToUpper, Forme: IsDepartement, Invalide: departementAbsent},
	{Code: "opco", Libelle: "OPCO", Genre: GenreChoix, Liste: Opcos, Choisir: "Pas encore connu"},
	{Code: "effectif", Colonne: "effectif_opco", Libelle: "Effectif déclaré à l'OPCO", Genre: GenreEntier, Max: 100_000,
		Aide: "Certains financements dépendent du seuil de 50 salariés."},
	{Code: "reseaux", Libelle: "Réseaux", Genre: GenreMulti, Liste: Reseaux},
}

const departementAbsent = "Indiquez un département, par exemple 80 ou 2A."

// Validate checks what a directeur typed about the structure.
func (s Siae) Validate() error { return ChampsSiae.Validate(s, Date{}) }

// IsSiret checks 14 digits and the Luhn key. La Poste (SIREN 356000000) numbers
// its offices with another key: the sum of the digits is a multiple of 5.
func IsSiret(s string) bool {
	s = strings.ReplaceAll(s, " ", "")
	if len(s) != 14 {
		return false
	}
	luhn, somme := 0, 0
	for i, c := range s {
		if c < '0' || c > '9' {
			return false
		}
		n := int(c - '0')
		somme += n
		if i%2 == 0 { // 14 digits: the first, third… are doubled
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		luhn += n
	}
	if strings.HasPrefix(s, "356000000") {
		return luhn%10 == 0 || somme%5 == 0
	}
	return luhn%10 == 0
}

var _ = declare(
	Objet{"siae", "Structure", true, slices.Concat(ChampsSiae, Champs{{Code: "territoires", Libelle: "Zones du guide", Genre: GenreReponses}},
		internes("id", "demo", "version", "cree_le"))},
	Acte{"modifier_siae", ActionUpdateSiae, ChampsSiae, Siae{}},
)
