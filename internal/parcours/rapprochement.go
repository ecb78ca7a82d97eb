package parcours

import (
	"slices"
	"time"
)

// Rapprochement made of two files of one person one: the file of SalarieID stays, the
// other was withdrawn.
type Rapprochement struct {
	ID, SiaeID int64
	SalarieID  int64
	AbsorbeID  int64
	AbsorbeNom string `gorm:"-"`
	// Deplaces are the rows that went to the file that stays, Retires those that it had
	// already: their numbers, by table.
	Deplaces map[string][]int64 `gorm:"serializer:json"`
	Retires  map[string][]int64 `gorm:"serializer:json"`
	Champs   []ChampRapproche   `gorm:"serializer:json"`
	Motif    string
	AuteurID int64
	CreeLe   time.Time `gorm:"default:now()"`
	AnnuleLe *time.Time
}

// ChampRapproche is what a field of the file that stays said, and says since.
type ChampRapproche struct {
	Champ        string
	Avant, Apres []string
}

// Reunion is what one types to make one file of two: the other one, what to keep of it in
// the fields that differ, and why.
type Reunion struct {
	Avec   int64
	Champs map[string][]string
	Motif  string
}

// Those who follow both, and the directeur: CheckMerge and CheckSeparate.
var (
	ActionMerge    = permit("rapprocher", "Réunir deux dossiers d'une même personne", bureau)
	ActionSeparate = permit("separer", "Séparer deux dossiers réunis", bureau)
)

// ChampsRapprochement is what making one file of two asks.
var ChampsRapprochement = Champs{{Code: "avec", Libelle: "L'autre dossier", Genre: GenreCollegue,
	Requis: true, Absent: "Choisissez l'autre dossier de la personne.", Choisir: choisir}, ChampMotif}

// ChampsReunis are the fields of which one chooses the value; contracts are rows, and go.
var ChampsReunis = ChampsSalarie.Without(champsDuContrat...)

// DelaiSeparation is how long two files can be taken apart.
const DelaiSeparation = 30 * 24 * time.Hour

// Validate checks what was typed.
func (r Reunion) Validate() error {
	es := ChampsRapprochement.Check(r, Controle{})
	for code := range r.Champs {
		if _, ok := ChampsReunis.Find(code); !ok {
			es.Add(code, "Ce champ ne se choisit pas entre les deux dossiers. Retirez-le.")
		}
	}
	return es.Err()
}

// Leads tells whether this person may make one of the file of somebody and of another.
func (qui Identite) Leads(s Salarie) bool {
	return qui.Role == Directeur || IDOr0(s.CipID) == qui.UtilisateurID
}

// CheckMerge tells whether this person may make one file of these two.
func CheckMerge(garde, absorbe Salarie, qui Identite) error {
	switch {
	case garde.ID == absorbe.ID:
		return &Erreur{Code: Bloque, Champ: "avec", Message: "C'est le même dossier. Choisissez l'autre."}
	case garde.RetireLe != nil || absorbe.RetireLe != nil:
		return NotFound("Salarié")
	case !qui.Leads(garde) || !qui.Leads(absorbe):
		return &Erreur{Code: Interdit, Message: "Le CIP qui accompagne la personne dans les deux dossiers, ou le directeur, peuvent les réunir."}
	case garde.Gele || absorbe.Gele:
		return &Erreur{Code: Conflit, Message: "Un des deux dossiers est gelé à la demande de la personne : " +
			"il se lit, il ne se modifie pas. Voyez avec votre direction."}
	}
	return nil
}

// SuspectReunion asks about two files that say different things of what nobody has two of.
func SuspectReunion(garde, absorbe Salarie) (constats []Constat) {
	for _, c := range ChampsSalarie.Only("date_naissance", "pass_numero") {
		x, y := c.Textes(garde), c.Textes(absorbe)
		if len(x) > 0 && len(y) > 0 && !slices.Equal(x, y) {
			constats = append(constats, Constat{Code: "autre_" + c.Code, Message: c.Libelle + " : " + c.TypedWords(x, Mots{}) +
				" dans le dossier gardé, " + c.TypedWords(y, Mots{}) + " dans l'autre. Cochez si c'est bien la même personne."})
		}
	}
	return constats
}

// Choose writes in the file that stays what was chosen of the other one, and tells what
// each field said.
func (r Reunion) Choose(garde *Salarie) (champs []ChampRapproche, err error) {
	avant := *garde
	es := ChampsReunis.Read(func(code string) ([]string, bool) { textes, chosen := r.Champs[code]; return textes, chosen }, garde)
	if es != nil {
		return nil, es
	}
	for _, c := range ChampsReunis {
		if x, y := c.Textes(avant), c.Textes(*garde); !slices.Equal(x, y) {
			champs = append(champs, ChampRapproche{c.Code, x, y})
		}
	}
	return champs, nil
}

// CheckMotif refuses to do it without a reason.
func CheckMotif(motif string) error {
	return Champs{ChampMotif}.Validate(struct{ Motif string }{motif}, Date{})
}

// JusquAu is until when the two files can be taken apart.
func (r Rapprochement) JusquAu() time.Time { return r.CreeLe.Add(DelaiSeparation) }

// CheckSeparate tells whether the two files can still be taken apart.
func (r Rapprochement) CheckSeparate(garde Salarie, qui Identite, maintenant time.Time) error {
	switch {
	case garde.RetireLe != nil:
		return refuse("Ce dossier a été réuni depuis avec un autre : séparez d'abord celui-là.")
	case garde.Gele:
		return CheckGel(garde)
	case !qui.Leads(garde):
		return &Erreur{Code: Interdit, Message: "Le CIP de la personne ou le directeur peuvent séparer ces dossiers."}
	case maintenant.After(r.JusquAu()):
		return refuse("Ces dossiers sont réunis depuis plus de 30 jours : ils ne se séparent plus. " +
			"Créez un autre dossier, puis déplacez ce qui n'est pas à cette personne.")
	}
	return nil
}

// GiveBack gives its former value to each field that says what the reunion wrote; the
// others keep what was written since, and are named.
func (r Rapprochement) GiveBack(garde *Salarie) (restes []Champ) {
	for _, x := range r.Champs {
		c, ok := ChampsReunis.Find(x.Champ)
		switch {
		case !ok:
		case slices.Equal(c.Textes(*garde), x.Apres):
			Champs{c}.Read(func(string) ([]string, bool) { return x.Avant, true }, garde)
		default:
			restes = append(restes, c)
		}
	}
	return restes
}

// MergedInto is said of a file that another took in.
func MergedInto(garde int64, nom string) *Erreur {
	return &Erreur{Code: Introuvable, Ailleurs: garde,
		Message: "Ce dossier a été réuni avec celui de " + nom + ", la même personne. Tout ce qui y était s'y trouve."}
}

var _ = declare(
	Objet{"rapprochement", "Réunion de deux dossiers", true, Champs{
		{Code: "annule_le", Libelle: "Séparés le", Genre: GenreDate},
	}.With(internes("id", "siae_id", "salarie_id", "absorbe_id", "deplaces", "retires", "champs", "motif", "auteur_id", "cree_le")...)},
	Acte{"rapprocher", ActionMerge, ChampsRapprochement, Reunion{}},
	Acte{"separer", ActionSeparate, Champs{ChampMotif}, nil},
)
