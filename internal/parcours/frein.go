package parcours

import (
	"slices"
	"time"
)

// Frein is an obstacle of a person, with what is done about it.
type Frein struct {
	ID, SiaeID, SalarieID int64
	Code                  string // Freins
	Etat                  string // EtatsFrein
	// Solution under way, in words; SolutionRef is the guide's item, if any.
	Solution, SolutionRef                 string
	DateIdentifie, DateSolution, DateLeve Date
	Version                               int
	AuteurID                              int64
	CreeLe                                time.Time  `gorm:"default:now()"`
	RetireLe                              *time.Time // noted by mistake: counted nowhere
}

// IsWaiting: identified, and nothing done yet.
func (f Frein) IsWaiting() bool { return f.Etat == FreinIdentifie }

// ChampsFrein is what is known of an obstacle.
var ChampsFrein = Champs{
	{Code: "code", Libelle: "Frein", Mot: "élément", Genre: GenreChoix, Liste: Freins,
		Requis: true, Absent: "Choisissez le frein.", Choisir: choisir},
	{Code: "etat", Libelle: "Où en est ce frein ?", Mot: "état", Genre: GenreChoix, Liste: EtatsFrein,
		Requis: true, Absent: "Choisissez où en est ce frein.", Etale: true},
	{Code: "solution_ref", Libelle: "Solution du guide", Mot: "solution du guide", Genre: GenreItem, Max: 120,
		Choisir: "Aucune, ou une autre"},
	{Code: "solution", Libelle: "Solution, en quelques mots", Mot: "solution", Genre: GenreNote,
		Aide: "Pour la santé, laissez vide. Des faits neutres, que la personne pourra lire. Rien sur la santé, rien sur la justice."},
	{Code: "date_identifie", Libelle: "Identifié le", Genre: GenreDate, Passe: true, Aujourdhui: true,
		Requis: true, Absent: "Indiquez quand le frein a été identifié."},
	{Code: "date_solution", Libelle: "Solution le", Genre: GenreDate},
	{Code: "date_leve", Libelle: "Levé le", Genre: GenreDate, Passe: true},
}

// The fields of the acts on a frein.
var (
	ChampsNouveauFrein    = ChampsFrein.Only("code", "solution", "solution_ref", "date_identifie")
	ChampsChangementFrein = Champs{champSuite, ChampsFrein.Get("solution_ref"), ChampsFrein.Get("solution"),
		{Code: "date", Libelle: "Date", Genre: GenreDate, Passe: true}}
	ChampsContraintes = Champs{{Code: "freins_gestion", Libelle: "Contraintes de la structure", Genre: GenreMulti, Liste: FreinsGestion,
		Aide: "C'est noté sur ce parcours, jamais sur la personne. Décochez ce qui ne gêne plus."}}
)

// champSuite is where a frein stands next: it is identified once.
var champSuite = func() Champ {
	c := ChampsFrein.Get("etat")
	c.Liste = EtatsFrein.Without(FreinIdentifie)
	return c
}()

// Validate checks a frein. Of health no text is kept.
func (f Frein) Validate(aujourdhui Date) error {
	es := ChampsFrein.Check(f, Controle{Aujourdhui: aujourdhui})
	es.order("date_leve", f.DateIdentifie, f.DateLeve, "Ce frein est levé avant d'être identifié. Vérifiez les deux dates.")
	if f.Code == FreinSante && f.Solution != "" {
		es.Add("solution", "Pour la santé, aucun texte n'est gardé. Choisissez une solution du guide, ou laissez vide.")
	}
	if f.Etat == FreinEnCours && f.Solution == "" && f.SolutionRef == "" && f.Code != FreinSante {
		es.Add("solution", "Indiquez la solution engagée.")
	}
	return es.Err()
}

// CheckFreinsGestion puts ticked constraints of the structure in the order of
// the list, each once; none at all is an answer too.
func CheckFreinsGestion(codes []string) ([]string, error) {
	es := ChampsContraintes.Check(struct{ FreinsGestion []string }{codes}, Controle{})
	if slices.Contains(codes, "") {
		es.Add("freins_gestion", reponsesImpossible)
	}
	return keep(FreinsGestion.Codes(), func(code string) bool { return slices.Contains(codes, code) }), es.Err()
}

var _ = declare(
	Objet{"frein", "Frein", false, slices.Concat(ChampsFrein, Champs{champRetire},
		internes("id", "siae_id", "salarie_id", "version", "auteur_id", "cree_le"))},
	Acte{"ajouter_frein", ActionEditFrein, ChampsNouveauFrein, Frein{}},
	Acte{"changer_frein", ActionEditFrein, ChampsChangementFrein, nil},
	Acte{"noter_contraintes", ActionEditFreinGestion, ChampsContraintes, nil},
)
