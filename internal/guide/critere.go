package guide

import "parcours.example/internal/parcours"

// Criteres say to whom, where and when an Item helps. They are joined by "et"; within a list, one value is enough. A
// criterion on something unknown (an OPCO not entered yet) is not met: better silent than wrong. Zones alone are the
// other way round: they narrow a département, so a SIAE that ticked none of a division (the platforms of mobility,
// the zones of the Région) is shown all of it.
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
	HorsReseaux      []string `yaml:"hors_reseaux" json:"hors_reseaux,omitempty"`
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
	// UnSuffit names criteria of this item of which one is enough: a contact serves the Pas-de-Calais, and the régies
	// wherever they are (l. 283). The others stay joined by "et".
	UnSuffit []string `yaml:"un_suffit" json:"un_suffit,omitempty"`

	du, au parcours.Date
	// division holds the zones of all those who give the same service.
	division []string
}

// Situation is what is known of a parcours, or of a SIAE when Etat is empty. The zero value of a field means "not
// known".
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

// SituationOf is what is known of a SIAE on a day, outside any parcours.
func SituationOf(s *parcours.Siae, le parcours.Date) Situation {
	return Situation{TypeSiae: s.Type, Departement: s.Departement, Territoires: s.Territoires, Effectif: s.EffectifOpco,
		Opco: s.Opco, Reseaux: s.Reseaux, Date: le}
}

// sujet is what a criterion speaks of: what is the person's own weighs more than what is the structure's.
type sujet int

const (
	duMoment sujet = iota // the state, the reader
	deLaStructure
	deLaPersonne
	nbSujets
)

// critere is one line of the table below: how to read the two sides, and how to say that they met.
type critere struct {
	champ  string // name in YAML
	sujet  sujet
	liste  parcours.Liste
	attend func(*Criteres) []string
	connu  func(*Situation) string   // one known value…
	connus func(*Situation) []string // …or several
	forme  string                    // the reason, around the label of the value met…
	raison map[string]string         // …or by code
	exclut bool                      // no known value may be in the list
	zone   bool                      // met by a SIAE whose zone is not known
}

// criteres is the table of the closed criteria. A new criterion is a field of Criteres, a field of Situation and a
// line here.
var criteres = withRaisons([]*critere{
	{champ: "etats", liste: parcours.ListeEtats(), raison: raisonsEtat,
		attend: func(c *Criteres) []string { return c.Etats }, connu: func(s *Situation) string { return string(s.Etat) }},
	{champ: "types_siae", sujet: deLaStructure, liste: parcours.TypesSiae, raison: raisonsType,
		attend: func(c *Criteres) []string { return c.TypesSiae }, connu: func(s *Situation) string { return s.TypeSiae }},
	{champ: "hors_types_siae", sujet: deLaStructure, liste: parcours.TypesSiae, raison: raisonsType, exclut: true,
		attend: func(c *Criteres) []string { return c.HorsTypesSiae },
		connu:  func(s *Situation) string { return s.TypeSiae }},
	{champ: "departements", sujet: deLaStructure, liste: parcours.DepartementsHdf, raison: raisonsDepartement,
		attend: func(c *Criteres) []string { return c.Departements },
		connu:  func(s *Situation) string { return s.Departement }},
	{champ: "hors_departements", sujet: deLaStructure, liste: parcours.DepartementsHdf, exclut: true,
		attend: func(c *Criteres) []string { return c.HorsDepartements },
		connu:  func(s *Situation) string { return s.Departement }},
	{champ: "territoires", sujet: deLaStructure, liste: Territoires, forme: "sur votre territoire : %s", zone: true,
		attend: func(c *Criteres) []string { return c.Territoires },
		connus: func(s *Situation) []string { return s.Territoires }},
	{champ: "opcos", sujet: deLaStructure, liste: parcours.Opcos, forme: "votre OPCO : %s",
		attend: func(c *Criteres) []string { return c.Opcos }, connu: func(s *Situation) string { return s.Opco }},
	{champ: "reseaux", sujet: deLaStructure, liste: parcours.Reseaux, forme: "votre réseau : %s",
		attend: func(c *Criteres) []string { return c.Reseaux }, connus: func(s *Situation) []string { return s.Reseaux }},
	{champ: "hors_reseaux", sujet: deLaStructure, liste: parcours.Reseaux, exclut: true,
		attend: func(c *Criteres) []string { return c.HorsReseaux },
		connus: func(s *Situation) []string { return s.Reseaux }},
	{champ: "freins", sujet: deLaPersonne, liste: freins, raison: raisonsFreins,
		attend: func(c *Criteres) []string { return c.Freins }, connus: func(s *Situation) []string { return s.Freins }},
	{champ: "origines", sujet: deLaPersonne, liste: parcours.Origines, forme: "origine du besoin : %s",
		attend: func(c *Criteres) []string { return c.Origines }, connu: func(s *Situation) string { return s.Origine }},
	{champ: "types_formation", sujet: deLaPersonne, liste: parcours.TypesFormation, forme: "type de formation : %s",
		attend: func(c *Criteres) []string { return c.TypesFormation },
		connu:  func(s *Situation) string { return s.TypeFormation }},
	{champ: "offres", sujet: deLaPersonne, liste: parcours.Offres, forme: "offre : %s",
		attend: func(c *Criteres) []string { return c.Offres }, connu: func(s *Situation) string { return s.Offre }},
	{champ: "portees", sujet: deLaPersonne, liste: parcours.Portees, forme: "formation %s",
		attend: func(c *Criteres) []string { return c.Portees }, connu: func(s *Situation) string { return s.Portee }},
	{champ: "lieux", sujet: deLaPersonne, liste: parcours.LieuxFormation, forme: "lieu de la formation : %s",
		attend: func(c *Criteres) []string { return c.Lieux }, connu: func(s *Situation) string { return s.Lieu }},
	{champ: "modalites", sujet: deLaPersonne, liste: parcours.Modalites, forme: "modalité : %s",
		attend: func(c *Criteres) []string { return c.Modalites }, connu: func(s *Situation) string { return s.Modalite }},
	{champ: "dispositifs", sujet: deLaPersonne, liste: parcours.Dispositifs, forme: "au plan de financement : %s",
		attend: func(c *Criteres) []string { return c.Dispositifs },
		connus: func(s *Situation) []string { return s.Dispositifs }},
	{champ: "roles", liste: parcours.Roles, forme: "votre rôle : %s",
		attend: func(c *Criteres) []string { return c.Roles }, connu: func(s *Situation) string { return string(s.Role) }},
})
