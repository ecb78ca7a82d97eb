package parcours

import (
	"fmt"
	"slices"
	"strings"
)

// CheckGel refuses any change to a person whose file is frozen, by one code everywhere.
func CheckGel(s Salarie) error {
	if !s.Gele {
		return nil
	}
	return &Erreur{Code: Conflit,
		Message: "Ce dossier est gelé à la demande de la personne : il se lit, il ne se modifie pas. Voyez avec votre direction."}
}

// CheckOpen refuses any change to a closed or frozen file.
func CheckOpen(d *Dossier) error {
	if err := CheckGel(d.Salarie); err != nil {
		return err
	}
	switch {
	case d.Parcours.RetireLe != nil:
		return refuse("Ce parcours est retiré : il a été noté par erreur. Remettez-le pour le modifier.")
	case d.Parcours.Etat.IsFinal():
		return refuse("Ce parcours est classé sans suite. Pour un nouveau projet, identifiez un nouveau besoin.")
	case d.Parcours.IsClosed():
		return refuse("Ce parcours est clos depuis le " + d.Parcours.ClosLe.Francais() + ". Rouvrez-le pour le modifier.")
	}
	return nil
}

// etatsActe says in which states an act makes sense; an action that is not
// listed is welcome in any open file.
var etatsActe = map[Action][]Etat{
	ActionChooseFormation: {BesoinIdentifie, EnFinancement, EnEntree, Repositionnement},
	ActionSecure:          {BesoinIdentifie, EnFinancement, EnEntree, Repositionnement},
	ActionPlanEntree:      {EnEntree},
	ActionReportAbsence:   {EnEntree},
}

// faitsTardifs are learnt late, in any state and in a closed file too.
var faitsTardifs = []Action{ActionLogSuivi,
	ActionCheckEntree, ActionNoteHeures, ActionNoteEvaluation, ActionRecordReponse, ActionMeasureImpact}

// CheckActe refuses an act on a closed or frozen file, or out of its state.
func CheckActe(d *Dossier, a Action) error {
	if err := CheckOpen(d); err != nil && (d.Salarie.Gele || d.Parcours.RetireLe != nil || !slices.Contains(faitsTardifs, a)) {
		return err
	}
	if a == ActionMeasureImpact {
		_, err := d.findCompleted(0)
		return err
	}
	etats, borne := etatsActe[a]
	if !borne || a == ActionChooseFormation && d.lacksFormation() {
		return nil
	}
	if slices.Contains(etats, d.Parcours.Etat) {
		return nil
	}
	libelles := each(etats, func(e Etat) string { return "« " + e.Libelle() + " »" })
	return &Erreur{Code: Bloque, Message: fmt.Sprintf("Cette action ne se fait pas quand le parcours est en « %s ». Elle se fait en : %s.",
		d.Parcours.Etat.Libelle(), strings.Join(libelles, ", "))}
}

// lacksFormation: this try was taken over beyond its entry before anybody knew
// the training. Describing it changes no fact, and the figures need it; once
// described, it is as settled as any other.
func (d *Dossier) lacksFormation() bool {
	p := d.DernierPassage()
	return p != nil && p.Transition == Reprendre && d.Courante().Formation == (Formation{})
}

// IsOpenTo tells a page whether to show the form of an act.
func IsOpenTo(d *Dossier, qui Identite, a Action) bool {
	return qui.Can(a) && CheckActe(d, a) == nil
}
