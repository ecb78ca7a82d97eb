package parcours

import (
	"fmt"
	"slices"
	"strings"
)

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
		{"noter_contraintes", ActionEditFreinGestion, champsContraintes},
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
	for _, a := range Actes() {
		if a.Code == code {
			return a, true
		}
	}
	return Acte{}, false
}

// LibelleActe is what the history calls an act: the label of the right, or of
// the transition; the code itself when it is unknown.
func LibelleActe(code string) string {
	for _, d := range Droits {
		if string(d.Action) == code {
			return d.Libelle
		}
	}
	return LibelleTransition(code)
}

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
	if !borne || a == ActionChooseFormation && d.lacksFormation() {
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

// Cloture ends a file by an act: a date and a motif, not a state.
type Cloture struct {
	Date  Date
	Motif string
}

// ChampsCloture is what the closing of a file asks.
var ChampsCloture = Champs{
	champDate("Date de clôture"),
	{Code: "motif", Libelle: "Motif", Genre: GenreChoix, Liste: MotifsCloture, Requis: true, Absent: "Indiquez pourquoi le parcours est clos.", Choisir: choisir},
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
	ChampsCloture.Check(&es, c, Controle{Aujourdhui: aujourdhui})
	requireOrder(&es, "date", d.Parcours.EtatDepuis, c.Date, "La clôture est avant le dernier passage, le "+d.Parcours.EtatDepuis.Francais()+". Vérifiez la date.")
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

// ChampsNonPresentation is what the report of a first-day absence asks.
var ChampsNonPresentation = Champs{
	champDate("Jour de l'absence"),
	{Code: "motif", Libelle: "Raison", Genre: GenreChoix, Liste: MotifsNonPresentation, Requis: true, Absent: "Indiquez la raison, même probable.", Choisir: choisir},
	{Code: "absence", Libelle: "Cette absence est", Genre: GenreChoix, Liste: Absences.Without("aucune"), Etale: true},
	{Code: "detail", Libelle: "Ce qui est prévu", Genre: GenreNote},
}

// Validate checks the report of a first-day absence as it was typed.
func (n NonPresentation) Validate(aujourdhui Date) error {
	var es Erreurs
	ChampsNonPresentation.Check(&es, n, Controle{Aujourdhui: aujourdhui})
	return es.Err()
}
