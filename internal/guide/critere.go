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
	raison map[string]string         // by code
	exclut bool                      // no known value may be in the list
	zone   bool                      // met by a SIAE whose zone is not known
}

// criteres is the table of the closed criteria. A new criterion is a field of Criteres, a field of Situation and a
// line here.
var criteres = []critere{
	{champ: "etats", liste: etats(), attend: func(c *Criteres) []string { return c.Etats },
		connu: func(s *Situation) string { return string(s.Etat) }, raison: raisonsEtat},
	{champ: "types_siae", sujet: deLaStructure, liste: parcours.TypesSiae, attend: func(c *Criteres) []string { return c.TypesSiae },
		connu: func(s *Situation) string { return s.TypeSiae }, raison: raisonsType},
	{champ: "hors_types_siae", sujet: deLaStructure, liste: parcours.TypesSiae, attend: func(c *Criteres) []string { return c.HorsTypesSiae },
		connu: func(s *Situation) string { return s.TypeSiae }, raison: raisonsType, exclut: true},
	{champ: "departements", sujet: deLaStructure, liste: parcours.DepartementsHdf,
		attend: func(c *Criteres) []string { return c.Departements },
		connu:  func(s *Situation) string { return s.Departement }, raison: raisonsDepartement},
	{champ: "hors_departements", sujet: deLaStructure, liste: parcours.DepartementsHdf,
		attend: func(c *Criteres) []string { return c.HorsDepartements },
		connu:  func(s *Situation) string { return s.Departement }, exclut: true},
	{champ: "territoires", sujet: deLaStructure, liste: Territoires.liste(), attend: func(c *Criteres) []string { return c.Territoires },
		connus: func(s *Situation) []string { return s.Territoires }, raison: raisonsZone(), zone: true},
	{champ: "opcos", sujet: deLaStructure, liste: parcours.Opcos, attend: func(c *Criteres) []string { return c.Opcos },
		connu: func(s *Situation) string { return s.Opco }, raison: raisons(parcours.Opcos, "votre OPCO : %s")},
	{champ: "reseaux", sujet: deLaStructure, liste: parcours.Reseaux, attend: func(c *Criteres) []string { return c.Reseaux },
		connus: func(s *Situation) []string { return s.Reseaux }, raison: raisons(parcours.Reseaux, "votre réseau : %s")},
	{champ: "hors_reseaux", sujet: deLaStructure, liste: parcours.Reseaux, attend: func(c *Criteres) []string { return c.HorsReseaux },
		connus: func(s *Situation) []string { return s.Reseaux }, exclut: true},
	{champ: "freins", sujet: deLaPersonne, liste: freins, attend: func(c *Criteres) []string { return c.Freins },
		connus: func(s *Situation) []string { return s.Freins }, raison: raisonsFreins},
	{champ: "origines", sujet: deLaPersonne, liste: parcours.Origines, attend: func(c *Criteres) []string { return c.Origines },
		connu: func(s *Situation) string { return s.Origine }, raison: raisons(parcours.Origines, "origine du besoin : %s")},
	{champ: "types_formation", sujet: deLaPersonne, liste: parcours.TypesFormation,
		attend: func(c *Criteres) []string { return c.TypesFormation },
		connu:  func(s *Situation) string { return s.TypeFormation }, raison: raisons(parcours.TypesFormation, "type de formation : %s")},
	{champ: "offres", sujet: deLaPersonne, liste: parcours.Offres, attend: func(c *Criteres) []string { return c.Offres },
		connu: func(s *Situation) string { return s.Offre }, raison: raisons(parcours.Offres, "offre : %s")},
	{champ: "portees", sujet: deLaPersonne, liste: parcours.Portees, attend: func(c *Criteres) []string { return c.Portees },
		connu: func(s *Situation) string { return s.Portee }, raison: raisons(parcours.Portees, "formation %s")},
	{champ: "lieux", sujet: deLaPersonne, liste: parcours.LieuxFormation, attend: func(c *Criteres) []string { return c.Lieux },
		connu: func(s *Situation) string { return s.Lieu }, raison: raisons(parcours.LieuxFormation, "lieu de la formation : %s")},
	{champ: "modalites", sujet: deLaPersonne, liste: parcours.Modalites, attend: func(c *Criteres) []string { return c.Modalites },
		connu: func(s *Situation) string { return s.Modalite }, raison: raisons(parcours.Modalites, "modalité : %s")},
	{champ: "dispositifs", sujet: deLaPersonne, liste: parcours.Dispositifs, attend: func(c *Criteres) []string { return c.Dispositifs },
		connus: func(s *Situation) []string { return s.Dispositifs }, raison: raisons(parcours.Dispositifs, "au plan de financement : %s")},
	{champ: "roles", liste: parcours.Roles, attend: func(c *Criteres) []string { return c.Roles },
		connu: func(s *Situation) string { return string(s.Role) }, raison: raisons(parcours.Roles, "votre rôle : %s")},
}

func etats() parcours.Liste {
	var l parcours.Liste
	for _, e := range parcours.Etats {
		l = append(l, parcours.Terme{Code: string(e.Code), Libelle: e.Libelle})
	}
	return l
}
