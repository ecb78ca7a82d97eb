package parcours

import (
	"slices"
	"strings"
	"time"
)

// Action is one thing that a role may, or may not, do. Every deed of
// internal/app names one on its first line; pages ask the same table to decide
// which buttons to show.
type Action string

// To whom an action is open. They stand first: the rights keep the order of their
// lines.
var (
	tous      = []Role{Cip, Encadrant, Directeur}
	bureau    = []Role{Cip, Directeur}
	direction = []Role{Directeur}
)

// Each action, with its label and those to whom it is open: no, unless it is
// written here or, for a new subject, in its own file.
var (
	ActionReadSiae         = permit("lire_siae", "Voir la structure", tous)
	ActionUpdateSiae       = permit("modifier_siae", "Modifier la structure", direction)
	ActionListSalaries     = permit("lister_salaries", "Voir la liste des salariés", tous)
	ActionReadSalarie      = permit("lire_salarie", "Ouvrir le dossier d'un salarié", bureau)
	ActionCreateSalarie    = permit("creer_salarie", "Créer un salarié", bureau)
	ActionUpdateSalarie    = permit("modifier_salarie", "Modifier un salarié", bureau)
	ActionTransferSalarie  = permit("confier_salarie", "Confier un salarié à un autre CIP", bureau)
	ActionFreezeSalarie    = permit("geler_salarie", "Geler ou dégeler un dossier", direction)
	ActionImport           = permit("importer", "Importer un fichier", bureau)
	ActionEditFrein        = permit("suivre_freins", "Suivre les freins", bureau)
	ActionEditFreinGestion = permit("suivre_freins_gestion", "Noter les contraintes de la structure", bureau)
	ActionListParcours     = permit("lister_parcours", "Voir les parcours", bureau)
	ActionReadParcours     = permit("lire_parcours", "Ouvrir un parcours", bureau)
	ActionIdentifyBesoin   = permit("identifier_besoin", "Identifier un besoin", tous)
	ActionResumeParcours   = permit("reprendre", "Reprendre un parcours existant", bureau)
	ActionApplyTransition  = permit("passer", "Faire avancer un parcours", bureau)
	ActionRectify          = permit("rectifier", "Annuler le dernier passage", bureau)
	ActionChooseFormation  = permit("choisir_formation", "Choisir la formation", bureau)
	ActionEditFinancement  = permit("financer", "Monter le plan de financement", bureau)
	ActionRecordReponse    = permit("enregistrer_reponse", "Noter la réponse d'un financeur", bureau)
	ActionAgreeFondsPropre = permit("accorder_fonds_propres", "Accorder des fonds propres", direction)
	ActionSecure           = permit("securiser", "Sécuriser l'entrée", bureau)
	ActionPlanEntree       = permit("prevoir_entree", "Prévoir un autre jour d'entrée", bureau)
	ActionReportAbsence    = permit("signaler_non_presentation", "Signaler une non-présentation", bureau)
	ActionLogSuivi         = permit("consigner_suivi", "Consigner un suivi", bureau)
	ActionDefer            = permit("differer", "Remettre une échéance à plus tard", bureau)
	ActionLogObservation   = permit("consigner_observation", "Consigner une observation", tous)
	ActionReadObservations = permit("lire_observations", "Lire les observations", tous)
	ActionHandleConseil    = permit("traiter_conseil", "Décider d'un conseil du guide", bureau)
	ActionCheckEntree      = permit("controler_entree", "Compléter le contrôle de l'entrée", bureau)
	ActionNoteHeures       = permit("noter_heures", "Noter des heures", bureau)
	ActionNoteEvaluation   = permit("noter_evaluation", "Noter une évaluation", bureau)
	ActionMeasureImpact    = permit("mesurer_impact", "Mesurer l'impact", bureau)
	ActionCloseParcours    = permit("clore", "Clore ou rouvrir un parcours", bureau)
	ActionReadResultats    = permit("lire_resultats", "Lire les résultats", direction)
	ActionReadGuide        = permit("lire_guide", "Lire le guide", tous)
	ActionEditGuide        = permit("completer_guide", "Compléter le guide de la structure", bureau)
	ActionReadFraicheur    = permit("lire_fraicheur", "Voir ce qui est périmé ou signalé dans le guide", direction)
)

// DelaiAuteur is how long whoever recorded something may mend it alone, or undo it; the directeur always may.
const DelaiAuteur = 48 * time.Hour

// Droit opens an action to some roles.
type Droit struct {
	Action  Action
	Libelle string
	Roles   []Role
}

// Droits is the whole of the rights, printed in testdata/droits.golden.
var Droits []Droit

// permit opens an action to some roles. It panics when somebody else did: the
// program does not start with two rights of one name.
func permit(a Action, libelle string, roles []Role) Action {
	if slices.ContainsFunc(Droits, func(d Droit) bool { return d.Action == a }) {
		panic("parcours: " + string(a) + " is permitted twice")
	}
	Droits = append(Droits, Droit{a, libelle, roles})
	return a
}

// Can tells whether a role may do an action.
func (r Role) Can(a Action) bool {
	d, _ := find(Droits, func(d Droit) bool { return d.Action == a })
	return slices.Contains(d.Roles, r)
}

// Can tells whether this person may do an action in the SIAE where they act.
func (i Identite) Can(a Action) bool { return i.SiaeID != 0 && i.Role.Can(a) }

// Require refuses, in words, what the role may not do.
func (i Identite) Require(a Action) error {
	if i.Can(a) {
		return nil
	}
	return &Erreur{Code: Interdit, Message: "C'est réservé " + whoMay(a) + "."}
}

// whoMay names in a sentence those to whom an action is open: « aux CIP et à la
// direction ».
func whoMay(a Action) string {
	var noms []string
	for _, r := range tous {
		if r.Can(a) {
			noms = append(noms, auxRoles[r])
		}
	}
	if n := len(noms); n > 1 {
		return strings.Join(noms[:n-1], ", ") + " et " + noms[n-1]
	}
	return strings.Join(noms, "")
}

var auxRoles = map[Role]string{Cip: "aux CIP", Encadrant: "aux encadrants techniques", Directeur: "à la direction"}
