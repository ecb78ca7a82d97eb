package parcours

import (
	"regexp"
	"strings"
	"time"
)

// Salarie is a salarié en insertion. Never here: NIR, health, justice, RQTH.
type Salarie struct {
	ID               int64
	SiaeID           int64
	Nom              string
	Prenom           string
	Civilite         string
	DateNaissance    Date
	Email            string
	Telephone        string
	Commune          string
	Departement      string
	Metier           string
	Niveau           string // NiveauxFormation, "" when unknown
	CipID            *int64
	TypeContrat      string
	DateDebutContrat Date
	DateFinContrat   Date
	PassNumero       string
	DateDebutPass    Date
	DateFinPass      Date
	// Gele: the person asked for limitation; visible, not editable, out of reports.
	Gele    bool
	Version int
	CreeLe  time.Time `gorm:"default:now()"`
	MajLe   time.Time `gorm:"default:now()"`
}

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
		for _, r := range mot {
			i += strings.ToUpper(string(r))
			break
		}
	}
	return i
}

// IsPresent tells whether the contract covers a day. Without dates we do not
// know, and do not refuse.
func (s Salarie) IsPresent(jour Date) bool {
	if !s.DateDebutContrat.IsZero() && jour.Before(s.DateDebutContrat) {
		return false
	}
	return s.DateFinContrat.IsZero() || !jour.After(s.DateFinContrat)
}

var (
	formeEmail = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s]+$`)
	formePass  = regexp.MustCompile(`^[A-Z0-9]{12}$`)
	formeTel   = regexp.MustCompile(`^[0-9+][0-9 .\-()]{5,24}$`)
	formeNir   = regexp.MustCompile(strings.ReplaceAll(`\b[1-478]#\d{2}#(0[1-9]|1[0-2]|[2-9]\d)#(\d{2}|2[ABab])#\d{3}#\d{3}(#\d{2})?\b`, "#", `[\s.\-\x{a0}\x{202f}]?`))
)

// HasNir spots something shaped like a social security number, final or
// provisional, which has no place in this application.
func HasNir(texte string) bool { return formeNir.MatchString(texte) }

// Validate checks what was typed about a person.
func (s Salarie) Validate(aujourdhui Date) error {
	var es Erreurs
	requireText(&es, "nom", s.Nom, 80, "Indiquez le nom.")
	requireText(&es, "prenom", s.Prenom, 80, "Indiquez le prénom.")
	requireCode(&es, "civilite", s.Civilite, Civilites, "")
	limitText(&es, "commune", s.Commune, 120)
	limitText(&es, "metier", s.Metier, 160)
	requireCode(&es, "niveau", s.Niveau, NiveauxFormation, "")
	requireCode(&es, "type_contrat", s.TypeContrat, TypesContrat, "")
	if d := s.DateNaissance; !d.IsZero() {
		if d.After(aujourdhui) {
			es.Add("date_naissance", "Cette date de naissance est dans le futur. Vérifiez-la.")
		} else if d.Year() < 1920 || d.After(aujourdhui.AddMonths(-12*14)) {
			es.Add("date_naissance", "Cette date de naissance semble fausse. Vérifiez l'année.")
		}
	}
	limitText(&es, "email", s.Email, 200)
	if s.Email != "" && !formeEmail.MatchString(s.Email) {
		es.Add("email", "Cette adresse n'est pas valable. Exemple : prenom.nom@exemple.fr.")
	}
	limitText(&es, "telephone", s.Telephone, 40)
	if s.Telephone != "" && !formeTel.MatchString(s.Telephone) {
		es.Add("telephone", "Ce numéro n'est pas valable. Exemple : 06 12 34 56 78.")
	}
	if s.Departement != "" && !IsDepartement(s.Departement) {
		es.Add("departement", "Indiquez un département, par exemple 80 ou 2A.")
	}
	if s.PassNumero != "" && !formePass.MatchString(s.PassNumero) {
		es.Add("pass_numero", "Un numéro de PASS IAE compte 12 lettres majuscules ou chiffres. Vérifiez-le.")
	}
	limitDate(&es, "date_debut_contrat", s.DateDebutContrat)
	limitDate(&es, "date_fin_contrat", s.DateFinContrat)
	limitDate(&es, "date_debut_pass", s.DateDebutPass)
	limitDate(&es, "date_fin_pass", s.DateFinPass)
	requireOrder(&es, "date_fin_contrat", s.DateDebutContrat, s.DateFinContrat, "La fin du contrat est avant son début. Vérifiez les deux dates.")
	requireOrder(&es, "date_fin_pass", s.DateDebutPass, s.DateFinPass, "La fin du PASS IAE est avant son début. Vérifiez les deux dates.")
	return es.Err()
}

// Gel freezes a file, or releases it, for a reason that the history keeps. It is
// the limitation that a person may ask for (article 18 of the RGPD).
type Gel struct {
	Gele  bool
	Motif string
}

func (g Gel) Validate() error {
	var es Erreurs
	if g.Gele {
		requireText(&es, "motif", g.Motif, MaxDetail, "Indiquez pourquoi, en quelques mots : l'historique le garde.")
	} else {
		limitText(&es, "motif", g.Motif, MaxDetail)
	}
	return es.Err()
}

// requireOrder refuses an end before its beginning; unknown dates pass.
func requireOrder(es *Erreurs, champ string, debut, fin Date, message string) {
	if !debut.IsZero() && !fin.IsZero() && fin.Before(debut) {
		es.Add(champ, message)
	}
}
