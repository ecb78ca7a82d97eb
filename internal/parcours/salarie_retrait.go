package parcours

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Somebody who was added by mistake is withdrawn, for a reason: nothing is deleted, no list
// and no figure shows them, nobody writes about them, until they are put back.
var (
	ActionWithdrawSalarie = permit("retirer_salarie", "Retirer un dossier", bureau)
	ActionRestoreSalarie  = permit("remettre_salarie", "Remettre un dossier retiré", bureau)
	ActionUndoImport      = permit("annuler_import", "Annuler un import", bureau)
	ActionRedoImport      = permit("remettre_import", "Remettre les dossiers d'un import annulé", bureau)
)

// surRetire are the only acts that somebody who was withdrawn accepts; ceuxQuiRetirent are
// those that ActionRestoreSalarie takes back.
var (
	surRetire       = []Action{ActionWithdrawSalarie, ActionRestoreSalarie}
	ceuxQuiRetirent = []Action{ActionWithdrawSalarie, ActionUndoImport}
)

// Retrait says why a person is withdrawn, or put back.
type Retrait struct{ Motif string }

// RetraitFait is one that was done: when, by whom, and how.
type RetraitFait struct {
	Retrait
	Le          time.Time
	AuteurID    int64
	Acte        string
	Transaction uint64 // which wrote it in the history
}

// ChampsRetrait is what withdrawing somebody asks, and putting them back.
var ChampsRetrait = Champs{ChampMotif}

func (r Retrait) Validate() error { return ChampsRetrait.Validate(r, Date{}) }

// CheckStanding refuses every act on a person who was withdrawn, but what puts them back.
func CheckStanding(s Salarie, a Action) error {
	if s.RetireLe == nil || slices.Contains(surRetire, a) {
		return nil
	}
	return &Erreur{Code: Conflit, Message: "Ce dossier a été retiré le " + DateOf(*s.RetireLe).Francais() +
		" : il se lit, il ne se modifie pas. S'il faut y écrire, remettez-le d'abord, depuis sa page."}
}

// CheckRetrait tells whether this person may withdraw somebody, or put back somebody who
// is withdrawn, and whether that can be.
func (f FicheSalarie) CheckRetrait(qui Identite, maintenant time.Time) error {
	if r := f.Retrait; r != nil {
		if !slices.Contains(ceuxQuiRetirent, Action(r.Acte)) {
			return refuse("Ce dossier n'a pas été retiré comme une erreur : " + LibelleActe(r.Acte) +
				". Défaites cela d'abord ; l'historique dit qui l'a fait.")
		}
		return CheckMend(f.Salarie, qui, r.AuteurID, r.Le, maintenant)
	}
	if err := CheckMend(f.Salarie, qui, f.AjoutePar, f.CreeLe, maintenant); err != nil || len(f.Parcours) == 0 {
		return err
	}
	noms := each(f.Parcours, func(p Parcours) string { return "« " + p.Intitule + " »" })
	return &Erreur{Code: Bloque, Message: "Cette personne a un parcours (" + strings.Join(noms, ", ") + ") : un dossier ne se retire pas " +
		"avec ce qui a été fait. Si ce parcours aussi est une erreur, retirez-le d'abord, depuis sa page.",
		Bloquants: each(f.Parcours, func(p Parcours) Constat {
			return Constat{Code: "parcours", Message: "« " + p.Intitule + " » est à retirer d'abord.", Lien: fmt.Sprintf("/parcours/%d", p.ID)}
		})}
}

// DelaiImport is how long an import can be undone, and its undoing taken back.
const DelaiImport = 30 * 24 * time.Hour

// CheckUndoImport tells whether this person may undo an import of that instant, or take
// its undoing back.
func CheckUndoImport(qui Identite, auteurID int64, valideeLe, maintenant time.Time) error {
	if err := qui.Require(ActionUndoImport); err != nil {
		return err
	}
	switch {
	case qui.Role != Directeur && auteurID != qui.UtilisateurID:
		return &Erreur{Code: Interdit, Message: "Cet import a été fait par quelqu'un d'autre : son auteur ou le directeur peuvent l'annuler."}
	case maintenant.Sub(valideeLe) > DelaiImport:
		return &Erreur{Code: Conflit, Message: "Cet import a plus de trente jours : il ne s'annule plus d'un coup. " +
			"Ouvrez chaque dossier de trop et retirez-le depuis sa page ; un dossier retiré se remet de même."}
	}
	return nil
}

// ReunionPossible is a file of which one may make one with another.
type ReunionPossible struct {
	Garde *FicheSalarie
	// Autre is the one that was chosen, nil before; Refus why they cannot be made one.
	Autre *FicheSalarie
	Refus error
	// Semblables may be the same person. Personnes were found by words of a name, nil
	// without any.
	Semblables []Semblable
	Personnes  *Page[LigneSalarie]
}

// Semblable is somebody who may be the person that one speaks of.
type Semblable struct {
	Salarie
	Raison   string // why, in French
	Homonyme bool   // they bear one name
}

var _ = declare(
	Acte{"retirer_salarie", ActionWithdrawSalarie, ChampsRetrait, Retrait{}},
	Acte{"remettre_salarie", ActionRestoreSalarie, ChampsRetrait, Retrait{}},
	Acte{"annuler_import", ActionUndoImport, ChampsRetrait, Retrait{}},
	Acte{"remettre_import", ActionRedoImport, ChampsRetrait, Retrait{}},
)

// LigneSalarie is a person as lists show them, with their current parcours.
type LigneSalarie struct {
	ID                  int64
	Nom                 string
	Prenom              string
	Civilite            string
	Metier              string
	Telephone           string
	Email               string
	CipID               *int64
	CipNom              string
	TypeContrat         string
	DateDebutContrat    Date
	DateFinContrat      Date
	DateFinPass         Date
	Gele                bool
	Version             int
	ParcoursID          *int64
	Etat                Etat
	EtatDepuis          Date
	Intitule            string
	Clos                bool
	DernierSuivi        Date
	DerniereObservation *time.Time // the viewer's own, for the encadrant's list
	Encadre             bool       // supervised by EncadrantID
}

func (l LigneSalarie) NomComplet() string { return strings.TrimSpace(l.Prenom + " " + l.Nom) }

// FicheSalarie is a person with what their page shows.
type FicheSalarie struct {
	Salarie
	CipNom       string
	Encadrants   []Collegue
	Contrats     Contrats // those that stand, the newest first
	Freins       []Frein
	Observations []Observation
	Retires      []Ecriture // the rows that were taken out, and the parcours, as Fiche has them
	// Parcours, that of the moment first.
	Parcours []Parcours
	// Reunions: the last file that this one took in, and that was not taken apart.
	Reunions []Rapprochement
	// Retrait: nil for somebody who stands. AjoutePar is who added them.
	Retrait   *RetraitFait
	AjoutePar int64
	// Noms of the colleagues, by id.
	Noms map[int64]string
}
