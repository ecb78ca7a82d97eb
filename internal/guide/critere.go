package guide

import (
	"fmt"
	"strconv"
	"strings"

	"parcours/internal/parcours"
)

// Criteres say to whom, where and when an Item helps. They are joined by "et";
// within a list, one value is enough. A criterion on something unknown (an OPCO
// not entered yet) is not met: better silent than wrong.
type Criteres struct {
	Etats            []string `yaml:"etats" json:"etats,omitempty"`
	TypesSiae        []string `yaml:"types_siae" json:"types_siae,omitempty"`
	HorsTypesSiae    []string `yaml:"hors_types_siae" json:"hors_types_siae,omitempty"`
	Departements     []string `yaml:"departements" json:"departements,omitempty"`
	HorsDepartements []string `yaml:"hors_departements" json:"hors_departements,omitempty"`
	Territoires      []string `yaml:"territoires" json:"territoires,omitempty"`
	EffectifMin      int      `yaml:"effectif_min" json:"effectif_min,omitempty"`
	EffectifMax      int      `yaml:"effectif_max" json:"effectif_max,omitempty"`
	Opcos            []string `yaml:"opcos" json:"opcos,omitempty"`
	Reseaux          []string `yaml:"reseaux" json:"reseaux,omitempty"`
	Freins           []string `yaml:"freins" json:"freins,omitempty"` // freins of the person or of the structure
	Origines         []string `yaml:"origines" json:"origines,omitempty"`
	TypesFormation   []string `yaml:"types_formation" json:"types_formation,omitempty"`
	Offres           []string `yaml:"offres" json:"offres,omitempty"`
	Portees          []string `yaml:"portees" json:"portees,omitempty"`
	Lieux            []string `yaml:"lieux" json:"lieux,omitempty"`
	Modalites        []string `yaml:"modalites" json:"modalites,omitempty"`
	Dispositifs      []string `yaml:"dispositifs" json:"dispositifs,omitempty"`
	Roles            []string `yaml:"roles" json:"roles,omitempty"`
	Du               string   `yaml:"du" json:"du,omitempty"` // first and last day of validity
	Au               string   `yaml:"au" json:"au,omitempty"`
	// Structure: the item concerns the SIAE, not one parcours.
	Structure bool `yaml:"structure" json:"structure,omitempty"`

	du, au parcours.Date
}

// Situation is what is known of a parcours, or of a SIAE when Etat is empty.
// The zero value of a field means "not known".
type Situation struct {
	Etat          parcours.Etat
	TypeSiae      string
	Departement   string
	Territoires   []string // codes of Territoires
	Effectif      int
	Opco          string
	Reseaux       []string
	Freins        []string // codes of Freins and of FreinsGestion
	Origine       string
	TypeFormation string
	Offre         string
	Portee        string
	Lieu          string
	Modalite      string
	Dispositifs   []string
	Role          parcours.Role
	Date          parcours.Date
}

// critere is one line of the table below: how to read the two sides, and how
// to say that they met.
type critere struct {
	champ  string // name in YAML
	liste  parcours.Liste
	attend func(*Criteres) []string
	connu  func(*Situation) string   // one known value…
	connus func(*Situation) []string // …or several
	raison map[string]string         // by code
	exclut bool                      // the known value must NOT be in the list
}

// criteres is the table of the closed criteria. A new criterion is a field of
// Criteres, a field of Situation and a line here.
var criteres = []critere{
	{champ: "etats", liste: etats(), attend: func(c *Criteres) []string { return c.Etats },
		connu: func(s *Situation) string { return string(s.Etat) }, raison: raisonsEtat},
	{champ: "types_siae", liste: parcours.TypesSiae, attend: func(c *Criteres) []string { return c.TypesSiae },
		connu: func(s *Situation) string { return s.TypeSiae }, raison: raisonsCode(parcours.TypesSiae, "votre structure est une %s")},
	{champ: "hors_types_siae", liste: parcours.TypesSiae, attend: func(c *Criteres) []string { return c.HorsTypesSiae },
		connu: func(s *Situation) string { return s.TypeSiae }, raison: raisonsCode(parcours.TypesSiae, "votre structure est une %s"), exclut: true},
	{champ: "departements", liste: parcours.DepartementsHdf, attend: func(c *Criteres) []string { return c.Departements },
		connu: func(s *Situation) string { return s.Departement }, raison: raisonsDepartement},
	{champ: "hors_departements", liste: parcours.DepartementsHdf, attend: func(c *Criteres) []string { return c.HorsDepartements },
		connu: func(s *Situation) string { return s.Departement }, exclut: true},
	{champ: "territoires", liste: Territoires.liste(), attend: func(c *Criteres) []string { return c.Territoires },
		connus: func(s *Situation) []string { return s.Territoires }, raison: raisons(Territoires.liste(), "sur votre territoire : %s")},
	{champ: "opcos", liste: parcours.Opcos, attend: func(c *Criteres) []string { return c.Opcos },
		connu: func(s *Situation) string { return s.Opco }, raison: raisons(parcours.Opcos, "votre OPCO : %s")},
	{champ: "reseaux", liste: parcours.Reseaux, attend: func(c *Criteres) []string { return c.Reseaux },
		connus: func(s *Situation) []string { return s.Reseaux }, raison: raisons(parcours.Reseaux, "votre réseau : %s")},
	{champ: "freins", liste: freins, attend: func(c *Criteres) []string { return c.Freins },
		connus: func(s *Situation) []string { return s.Freins }, raison: raisonsFreins},
	{champ: "origines", liste: parcours.Origines, attend: func(c *Criteres) []string { return c.Origines },
		connu: func(s *Situation) string { return s.Origine }, raison: raisons(parcours.Origines, "origine du besoin : %s")},
	{champ: "types_formation", liste: parcours.TypesFormation, attend: func(c *Criteres) []string { return c.TypesFormation },
		connu: func(s *Situation) string { return s.TypeFormation }, raison: raisons(parcours.TypesFormation, "type de formation : %s")},
	{champ: "offres", liste: parcours.Offres, attend: func(c *Criteres) []string { return c.Offres },
		connu: func(s *Situation) string { return s.Offre }, raison: raisons(parcours.Offres, "offre : %s")},
	{champ: "portees", liste: parcours.Portees, attend: func(c *Criteres) []string { return c.Portees },
		connu: func(s *Situation) string { return s.Portee }, raison: raisons(parcours.Portees, "formation %s")},
	{champ: "lieux", liste: parcours.LieuxFormation, attend: func(c *Criteres) []string { return c.Lieux },
		connu: func(s *Situation) string { return s.Lieu }, raison: raisons(parcours.LieuxFormation, "lieu de la formation : %s")},
	{champ: "modalites", liste: parcours.Modalites, attend: func(c *Criteres) []string { return c.Modalites },
		connu: func(s *Situation) string { return s.Modalite }, raison: raisons(parcours.Modalites, "modalité : %s")},
	{champ: "dispositifs", liste: parcours.Dispositifs, attend: func(c *Criteres) []string { return c.Dispositifs },
		connus: func(s *Situation) []string { return s.Dispositifs }, raison: raisons(parcours.Dispositifs, "au plan de financement : %s")},
	{champ: "roles", liste: parcours.Roles, attend: func(c *Criteres) []string { return c.Roles },
		connu: func(s *Situation) string { return string(s.Role) }, raison: raisons(parcours.Roles, "votre rôle : %s")},
}

var raisonsEtat = map[string]string{
	string(parcours.BesoinIdentifie):  "le besoin est identifié, la formation reste à trouver",
	string(parcours.EnFinancement):    "le parcours est en financement",
	string(parcours.EnEntree):         "l'entrée en formation est prévue",
	string(parcours.EnDeroulement):    "la formation est en cours",
	string(parcours.Sorti):            "la formation est allée à son terme",
	string(parcours.Abandonne):        "la formation a été interrompue",
	string(parcours.Repositionnement): "un repositionnement est en préparation",
	string(parcours.SansSuite):        "le besoin est classé sans suite",
}

var raisonsDepartement = map[string]string{
	"02": "dans l'Aisne (02)", "59": "dans le Nord (59)", "60": "dans l'Oise (60)",
	"62": "dans le Pas-de-Calais (62)", "80": "dans la Somme (80)",
}

func etats() parcours.Liste {
	var l parcours.Liste
	for _, e := range parcours.Etats {
		l = append(l, parcours.Terme{Code: string(e.Code), Libelle: e.Libelle})
	}
	return l
}

func raisons(l parcours.Liste, forme string) map[string]string {
	m := make(map[string]string, len(l))
	for _, t := range l {
		m[t.Code] = fmt.Sprintf(forme, lower(t.Libelle))
	}
	return m
}

func raisonsCode(l parcours.Liste, forme string) map[string]string {
	m := make(map[string]string, len(l))
	for _, t := range l {
		m[t.Code] = fmt.Sprintf(forme, t.Code)
	}
	return m
}

// RaisonEtat and RaisonFrein say why an item is shown in this state, for this
// frein: a page that tells these things already may leave the reason out.
func RaisonEtat(e parcours.Etat) string { return raisonsEtat[string(e)] }

func RaisonFrein(code string) string { return raisonsFreins[code] }

var raisonsFreins = raisonsFrein()

func raisonsFrein() map[string]string {
	m := raisons(parcours.Freins, "frein identifié : %s")
	for code, texte := range raisons(parcours.FreinsGestion, "contrainte de la structure : %s") {
		m[code] = texte
	}
	return m
}

// lower puts a label inside a sentence, and leaves acronyms and proper names
// (AKTO, CIP, PIC IAE, Réseau Cocagne) as they are written.
func lower(s string) string {
	premier, _, _ := strings.Cut(s, " ")
	for _, propre := range []string{"France", "Mouvement", "Emmaüs", "Fédération", "Réseau", "Restos", "Région", "Uniformation", "Constructys", "L'Opcommerce"} {
		if premier == propre {
			return s
		}
	}
	r := []rune(s)
	if len(r) < 2 || strings.ToUpper(string(r[1])) == string(r[1]) && r[1] != '\'' {
		return s
	}
	return strings.ToLower(string(r[0])) + string(r[1:])
}

// match tells whether every criterion is met and says why, one reason each.
func (c *Criteres) match(s *Situation) ([]string, bool) {
	if !c.meets(s) {
		return nil, false
	}
	pourquoi := make([]string, 0, 4)
	for i := range criteres {
		pourquoi = criteres[i].explain(c, s, pourquoi)
	}
	return c.explainRest(s, pourquoi), true
}

func (c *Criteres) meets(s *Situation) bool { return c.meetsBut("", s) }

// meetsBut leaves one criterion aside.
func (c *Criteres) meetsBut(champ string, s *Situation) bool {
	if c.Structure && s.Etat != "" {
		return false
	}
	for i := range criteres {
		if criteres[i].champ != champ && !criteres[i].meets(c, s) {
			return false
		}
	}
	if c.EffectifMin > 0 && s.Effectif < c.EffectifMin {
		return false
	}
	if c.EffectifMax > 0 && (s.Effectif == 0 || s.Effectif > c.EffectifMax) {
		return false
	}
	if !c.du.IsZero() && (s.Date.IsZero() || s.Date.Before(c.du)) {
		return false
	}
	return c.au.IsZero() || !s.Date.IsZero() && !s.Date.After(c.au)
}

func (k *critere) meets(c *Criteres, s *Situation) bool {
	attendus := k.attend(c)
	if len(attendus) == 0 {
		return true
	}
	if k.connus == nil {
		connu := k.connu(s)
		return connu != "" && has(attendus, connu) != k.exclut
	}
	for _, connu := range k.connus(s) {
		if has(attendus, connu) {
			return true
		}
	}
	return false
}

// explain adds the reasons of one criterion that is met.
func (k *critere) explain(c *Criteres, s *Situation, pourquoi []string) []string {
	attendus := k.attend(c)
	if len(attendus) == 0 {
		return pourquoi
	}
	if k.connus == nil {
		return append(pourquoi, k.say(k.connu(s)))
	}
	for _, connu := range k.connus(s) {
		if has(attendus, connu) {
			pourquoi = append(pourquoi, k.say(connu))
		}
	}
	return pourquoi
}

func (k *critere) say(code string) string {
	if texte, ok := k.raison[code]; ok {
		return texte
	}
	// Only hors_departements has no reason of its own: any département outside
	// the region ends up here.
	return "votre département (" + code + ") est hors des Hauts-de-France"
}

func (c *Criteres) explainRest(s *Situation, pourquoi []string) []string {
	if c.EffectifMax > 0 {
		pourquoi = append(pourquoi, "effectif déclaré : "+strconv.Itoa(s.Effectif)+", moins de "+strconv.Itoa(c.EffectifMax+1))
	}
	if c.EffectifMin > 0 {
		pourquoi = append(pourquoi, "effectif déclaré : "+strconv.Itoa(s.Effectif)+", "+strconv.Itoa(c.EffectifMin)+" ou plus")
	}
	if !c.du.IsZero() {
		pourquoi = append(pourquoi, "valable depuis le "+c.du.Francais())
	}
	if !c.au.IsZero() {
		pourquoi = append(pourquoi, "valable jusqu'au "+c.au.Francais())
	}
	if c.Structure {
		pourquoi = append(pourquoi, "pour votre structure")
	}
	if len(pourquoi) == 0 {
		pourquoi = append(pourquoi, "valable à toutes les étapes")
	}
	return pourquoi
}

// weight counts what makes an item specific. Exclusions, dates and lists that
// hold the whole region rule out; they do not speak of this structure.
func (c *Criteres) weight() int {
	n := 0
	for i := range criteres {
		k := &criteres[i]
		if attendus := k.attend(c); len(attendus) > 0 && !k.exclut && len(attendus) < len(k.liste) {
			n++
		}
	}
	if c.EffectifMin > 0 || c.EffectifMax > 0 {
		n++
	}
	return n
}
