package parcours

import (
	"slices"
	"strings"
)

// Action is one thing that a role may, or may not, do. Every deed of
// internal/app names one on its first line; pages ask the same table to decide
// which buttons to show.
type Action string

const (
	ActionReadSiae         Action = "lire_siae"
	ActionUpdateSiae       Action = "modifier_siae"
	ActionListSalaries     Action = "lister_salaries"
	ActionReadSalarie      Action = "lire_salarie"
	ActionCreateSalarie    Action = "creer_salarie"
	ActionUpdateSalarie    Action = "modifier_salarie"
	ActionTransferSalarie  Action = "confier_salarie"
	ActionFreezeSalarie    Action = "geler_salarie"
	ActionImport           Action = "importer"
	ActionEditFrein        Action = "suivre_freins"
	ActionEditFreinGestion Action = "suivre_freins_gestion"
	ActionListParcours     Action = "lister_parcours"
	ActionReadParcours     Action = "lire_parcours"
	ActionIdentifyBesoin   Action = "identifier_besoin"
	ActionResumeParcours   Action = "reprendre"
	ActionApplyTransition  Action = "passer"
	ActionRectify          Action = "rectifier"
	ActionChooseFormation  Action = "choisir_formation"
	ActionEditFinancement  Action = "financer"
	ActionAgreeFondsPropre Action = "accorder_fonds_propres"
	ActionSecure           Action = "securiser"
	ActionReportAbsence    Action = "signaler_non_presentation"
	ActionLogSuivi         Action = "consigner_suivi"
	ActionLogObservation   Action = "consigner_observation"
	ActionReadObservations Action = "lire_observations"
	ActionHandleConseil    Action = "traiter_conseil"
	ActionMeasureImpact    Action = "mesurer_impact"
	ActionCloseParcours    Action = "clore"
	ActionReadResultats    Action = "lire_resultats"
	ActionReadGuide        Action = "lire_guide"
	ActionEditGuide        Action = "completer_guide"
	ActionReadFraicheur    Action = "lire_fraicheur"
)

// Droit opens an action to some roles.
type Droit struct {
	Action  Action
	Libelle string
	Roles   []Role
}

// Droits is the whole of the rights: no, unless it is written here. It is
// printed in testdata/droits.golden.
var Droits = []Droit{
	{ActionReadSiae, "Voir la structure", tous},
	{ActionUpdateSiae, "Modifier la structure", []Role{Directeur}},
	{ActionListSalaries, "Voir la liste des salariés", tous},
	{ActionReadSalarie, "Ouvrir le dossier d'un salarié", bureau},
	{ActionCreateSalarie, "Créer un salarié", bureau},
	{ActionUpdateSalarie, "Modifier un salarié", bureau},
	{ActionTransferSalarie, "Confier un salarié à un autre CIP", bureau},
	{ActionFreezeSalarie, "Geler ou dégeler un dossier", []Role{Directeur}},
	{ActionImport, "Importer un fichier", bureau},
	{ActionEditFrein, "Suivre les freins", bureau},
	{ActionEditFreinGestion, "Noter les contraintes de la structure", bureau},
	{ActionListParcours, "Voir les parcours", bureau},
	{ActionReadParcours, "Ouvrir un parcours", bureau},
	{ActionIdentifyBesoin, "Identifier un besoin", tous},
	{ActionResumeParcours, "Reprendre un parcours existant", bureau},
	{ActionApplyTransition, "Faire avancer un parcours", bureau},
	{ActionRectify, "Annuler le dernier passage", bureau},
	{ActionChooseFormation, "Choisir la formation", bureau},
	{ActionEditFinancement, "Monter le plan de financement", bureau},
	{ActionAgreeFondsPropre, "Accorder des fonds propres", []Role{Directeur}},
	{ActionSecure, "Sécuriser l'entrée", bureau},
	{ActionReportAbsence, "Signaler une non-présentation", bureau},
	{ActionLogSuivi, "Consigner un suivi", bureau},
	{ActionLogObservation, "Consigner une observation", tous},
	{ActionReadObservations, "Lire les observations", tous},
	{ActionHandleConseil, "Décider d'un conseil du guide", bureau},
	{ActionMeasureImpact, "Mesurer l'impact", bureau},
	{ActionCloseParcours, "Clore ou rouvrir un parcours", bureau},
	{ActionReadResultats, "Lire les résultats", []Role{Directeur}},
	{ActionReadGuide, "Lire le guide", tous},
	{ActionEditGuide, "Compléter le guide de la structure", bureau},
	{ActionReadFraicheur, "Voir ce qui est périmé ou signalé dans le guide", []Role{Directeur}},
}

var (
	tous   = []Role{Cip, Encadrant, Directeur}
	bureau = []Role{Cip, Directeur}
)

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
