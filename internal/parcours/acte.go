package parcours

import (
	"fmt"
	"strings"
)

// etatsActe says in which states an act makes sense; an action that is not
// listed is welcome in any open file.
var etatsActe = map[Action][]Etat{
	ActionChooseFormation: {BesoinIdentifie, EnFinancement, EnEntree, Repositionnement},
	ActionSecure:          {BesoinIdentifie, EnFinancement, EnEntree, Repositionnement},
	ActionReportAbsence:   {EnEntree},
	ActionMeasureImpact:   {Sorti},
}

// CheckActe refuses an act on a closed or frozen file, or out of its state.
func CheckActe(d *Dossier, a Action) error {
	if err := CheckOpen(d); err != nil {
		return err
	}
	etats, borne := etatsActe[a]
	if !borne {
		return nil
	}
	for _, e := range etats {
		if e == d.Parcours.Etat {
			return nil
		}
	}
	libelles := make([]string, len(etats))
	for i, e := range etats {
		libelles[i] = "« " + e.Libelle() + " »"
	}
	return &Erreur{Code: Bloque, Message: fmt.Sprintf("Cette action ne se fait pas quand le parcours est en « %s ». Elle se fait en : %s.",
		d.Parcours.Etat.Libelle(), strings.Join(libelles, ", "))}
}

// IsOpenTo tells a page whether to show the form of an act.
func IsOpenTo(d *Dossier, qui Identite, a Action) bool {
	return qui.Can(a) && CheckActe(d, a) == nil
}

// Cloture ends a file by an act: a date and a motif, not a state.
type Cloture struct {
	Date  Date
	Motif string
}

// CheckClose validates the closing of a file.
func CheckClose(d *Dossier, c Cloture, aujourdhui Date) error {
	if err := CheckOpen(d); err != nil {
		return err
	}
	if !d.Parcours.Etat.IsClosable() {
		return &Erreur{Code: Bloque, Message: "Un parcours se clôt après une sortie, un abandon ou un repositionnement. Avant, faites-le avancer ou classez-le sans suite."}
	}
	var es Erreurs
	requirePast(&es, "date", c.Date, aujourdhui)
	requireOrder(&es, "date", d.Parcours.EtatDepuis, c.Date, "La clôture est avant le dernier passage, le "+d.Parcours.EtatDepuis.Francais()+". Vérifiez la date.")
	requireCode(&es, "motif", c.Motif, MotifsCloture, "Indiquez pourquoi le parcours est clos.")
	return es.Err()
}

// CheckReopen validates the undoing of a closing.
func CheckReopen(d *Dossier) error {
	if d.Salarie.Gele || d.Parcours.Etat.IsFinal() {
		return CheckOpen(d)
	}
	if d.Parcours.ClosLe.IsZero() {
		return &Erreur{Code: Bloque, Message: "Ce parcours n'est pas clos : il peut déjà être modifié."}
	}
	return nil
}

// NonPresentation is a first-day absence: not an abandonment (l. 897).
type NonPresentation struct {
	Date   Date
	Motif  string
	Detail string
	// Absence is justified, not justified, or "" while nobody knows.
	Absence string // Absences, but aucune
}

func (n NonPresentation) Validate(aujourdhui Date) error {
	var es Erreurs
	requirePast(&es, "date", n.Date, aujourdhui)
	requireCode(&es, "motif", n.Motif, MotifsNonPresentation, "Indiquez la raison, même probable.")
	requireCode(&es, "absence", n.Absence, Absences.Without("aucune"), "")
	limitNote(&es, "detail", n.Detail)
	return es.Err()
}
