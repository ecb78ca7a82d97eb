package parcours

import "slices"

// Acte is one thing that a person writes, with the fields that it asks.
// Transitions are acts too: their rows are in the machine.
type Acte struct {
	Code   string
	Action Action // the right that it takes
	Champs Champs
}

// Actes is every act that asks something, transitions included.
func Actes() []Acte {
	actes := []Acte{
		{"creer_salarie", ActionCreateSalarie, ChampsNouveauSalarie},
		{"modifier_salarie", ActionUpdateSalarie, ChampsSalarie},
		{"confier_salarie", ActionTransferSalarie, Champs{champCip}},
		{"geler_salarie", ActionFreezeSalarie, champsGel},
		{"modifier_siae", ActionUpdateSiae, ChampsSiae},
		{"ajouter_frein", ActionEditFrein, ChampsNouveauFrein},
		{"changer_frein", ActionEditFrein, ChampsChangementFrein},
		{"noter_contraintes", ActionEditFreinGestion, ChampsContraintes},
		{"identifier_besoin", ActionIdentifyBesoin, ChampsBesoin},
		{"reprendre", ActionResumeParcours, ChampsReprise},
		{"choisir_formation", ActionChooseFormation, ChampsFormation},
		{"ajouter_financement", ActionEditFinancement, ChampsLigne},
		{"deposer_dossier", ActionEditFinancement, ChampsDepot},
		{"enregistrer_reponse", ActionEditFinancement, ChampsReponse},
		{"accorder_fonds_propres", ActionAgreeFondsPropre, ChampsAccord},
		{"securiser", ActionSecure, ChampsSecurisation},
		{"signaler_non_presentation", ActionReportAbsence, ChampsNonPresentation},
		{"consigner_suivi", ActionLogSuivi, ChampsSuivi},
		{"consigner_observation", ActionLogObservation, ChampsObservation},
		{"traiter_conseil", ActionHandleConseil, ChampsConseil},
		{"mesurer_impact", ActionMeasureImpact, ChampsImpact},
		{"clore", ActionCloseParcours, ChampsCloture},
		{Rectifier, ActionRectify, ChampsRectification},
		{"signaler_item", ActionEditGuide, champsCorrection},
		{"noter_territoire", ActionEditGuide, ChampsNote},
	}
	for _, t := range Machine {
		if len(t.De) > 0 {
			actes = append(actes, Acte{t.Code, t.Action, slices.Concat(ChampsPassage, t.Champs)})
		}
	}
	return actes
}

// FindActe gives an act by its code.
func FindActe(code string) (Acte, bool) {
	return find(Actes(), func(a Acte) bool { return a.Code == code })
}

// LibelleActe is what the history calls an act: the label of the right, or of
// the transition; the code itself when it is unknown.
func LibelleActe(code string) string {
	if d, ok := find(Droits, func(d Droit) bool { return string(d.Action) == code }); ok {
		return d.Libelle
	}
	return LibelleTransition(code)
}
