package parcours

import (
	"regexp"
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

// Validate checks what a directeur typed about the structure.
func (s Siae) Validate() error {
	var es Erreurs
	requireText(&es, "nom", s.Nom, 120, "Indiquez le nom de la structure.")
	if !TypesSiae.Has(s.Type) {
		es.Add("type", "Choisissez le type de la structure : ACI, AI, EI, ETTI ou EITI.")
	}
	if s.Siret != "" && !IsSiret(s.Siret) {
		es.Add("siret", "Ce SIRET n'est pas valable : il compte 14 chiffres et sa clé doit être juste. Vérifiez-le.")
	}
	if !IsDepartement(s.Departement) {
		es.Add("departement", "Indiquez un département, par exemple 80 ou 2A.")
	}
	if s.Opco != "" && !Opcos.Has(s.Opco) {
		es.Add("opco", "Choisissez un OPCO de la liste.")
	}
	if s.EffectifOpco < 0 || s.EffectifOpco > 100_000 {
		es.Add("effectif_opco", "L'effectif déclaré à l'OPCO est un nombre entre 0 et 100 000.")
	}
	for _, r := range s.Reseaux {
		if !Reseaux.Has(r) {
			es.Add("reseaux", "Choisissez les réseaux dans la liste.")
			break
		}
	}
	return es.Err()
}

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
