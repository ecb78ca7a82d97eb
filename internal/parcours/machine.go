package parcours

import (
	"slices"
)

// Transition is one row of the machine. It carries everything about itself:
// buttons, forms, rights, the API's list, the labels of the history and the
// diagram are all read from here.
type Transition struct {
	Code    string
	De      []Etat // none: a creation
	Vers    Etat
	Libelle string
	Aide    string
	Action  Action
	// Fait names the fact whose date is the date of the passage, for instance
	// date_entree; "" when the date is only that of the decision.
	Fait        string
	DateLibelle string
	Champs      Champs
	Blocages    []Regle
	// Avertissements are shown, must be acknowledged, and are kept: the guide
	// recommends, it does not command.
	Avertissements []Regle
	Lignes         string
	// Deja are the answers that the file holds on a day: they need not be typed again.
	Deja func(d *Dossier, jour Date) Saisie
	// Effet writes what the passage changes besides the state and its own fields.
	Effet func(d *Dossier, c Contexte)
	// Ligne is the row that its fields describe, once Effet is done.
	Ligne func(d *Dossier) any
	// Seconde: offered after the others, as a way out rather than a way on.
	Seconde bool
	// SecondeDe lists the states from which the row is such a way out.
	SecondeDe []Etat
}

var autresFormations = Solutions.Without(SolutionRetourSiae)

// Machine is THE TABLE: shared/machine.md row by row.
var Machine = []Transition{
	{
		Code: IdentifierBesoin, Vers: BesoinIdentifie,
		Libelle: "Identifier un besoin", Action: ActionIdentifyBesoin, Lignes: "88-99",
		Aide:           "Notez d'où vient le besoin et le projet.",
		Blocages:       []Regle{notPresent},
		Avertissements: []Regle{anotherOpen},
	},
	{
		Code: "demander_financement", De: []Etat{BesoinIdentifie}, Vers: EnFinancement,
		Libelle: "Demander le financement", Action: ActionApplyTransition, Lignes: "774-822",
		Aide:           "La formation est choisie, le plan de financement est commencé.",
		Blocages:       []Regle{formationChosen, planStarted, datesInOrder},
		Avertissements: []Regle{costUnknown, freinsWaiting, dispositifsFit},
	},
	{
		Code: "revoir_besoin", De: []Etat{EnFinancement}, Vers: BesoinIdentifie, Seconde: true,
		Libelle: "Revoir le besoin", Action: ActionApplyTransition, Lignes: "805, 880",
		Aide: "Le financement est refusé, le niveau ne convient pas, le projet change.",
		Champs: Champs{{Code: "motif", Libelle: "Motif", Genre: GenreChoix, Liste: MotifsRevision,
			Requis: true, Absent: "Indiquez pourquoi le besoin est revu."}},
		Blocages: []Regle{datesInOrder},
	},
	{
		Code: "planifier_entree", De: []Etat{EnFinancement}, Vers: EnEntree,
		Libelle: "Planifier l'entrée", Action: ActionApplyTransition, Lignes: "797, 859-888",
		Aide:           "Le financement est trouvé, la date est fixée.",
		Champs:         champsEntreePrevue,
		Blocages:       []Regle{fundingGranted, entryAfterEnd, datesInOrder},
		Avertissements: avertirEntree,
		Effet:          planEntry,
		Ligne:          entree,
	},
	{
		Code: "confirmer_entree", De: []Etat{EnEntree}, Vers: EnDeroulement,
		Libelle: "Confirmer l'entrée", Action: ActionApplyTransition, Lignes: "888-911",
		Aide: "La personne est entrée en formation : vérifiez les six points des premiers jours.",
		Fait: "date_entree", DateLibelle: "Date d'entrée réelle",
		Champs:         champsControles(),
		Blocages:       []Regle{cameForReal, noAbsenceBefore, entryInOrder},
		Avertissements: []Regle{entryUnchecked, registrationOpen, accordLost, contractEndsBefore, trainedElsewhere},
		Effet:          enter,
		Ligne:          presence,
	},
	{
		Code: "reporter_entree", De: []Etat{EnEntree}, Vers: Repositionnement, Seconde: true,
		Libelle: "Reporter l'entrée", Action: ActionApplyTransition, Lignes: "897, 951",
		Aide: "La personne n'est pas entrée : comprendre pourquoi, préparer la suite.",
		Champs: Champs{
			{Code: "motif", Libelle: "Motif", Genre: GenreChoix, Liste: MotifsNonPresentation,
				Requis: true, Absent: "Indiquez pourquoi l'entrée est reportée."},
			{Code: "solution", Libelle: "Solution", Genre: GenreChoix, Liste: autresFormations,
				Requis: true, Absent: "Choisissez la suite : report, ou une autre formation."},
			{Code: "nouvelle_date", Libelle: "Nouvelle date, si elle est connue", Genre: GenreDate},
			{Code: champNouvelleFin, Libelle: "Nouvelle fin prévue", Genre: GenreDate, Aide: aideFin},
		},
		Blocages: []Regle{entryAfterEnd, datesInOrder},
		Effet:    postpone,
		Ligne:    essai,
	},
	{
		Code: "terminer", De: []Etat{EnDeroulement}, Vers: Sorti,
		Libelle: "Terminer la formation", Action: ActionApplyTransition, Lignes: "955-995",
		Aide: "La formation est allée à son terme.",
		Fait: "date_fin", DateLibelle: "Date de fin réelle",
		Champs: Champs{
			champHeures,
			ChampsIssue.Get("evaluation").Required("Indiquez le résultat de l'évaluation."),
			ChampsIssue.Get("certification"),
			ChampsIssue.Get("situation").Required("Indiquez la situation à la sortie de la formation."),
			ChampsIssue.Get("avis_of"), ChampsIssue.Get("avis_detail"),
		},
		Blocages:       []Regle{hoursSaid, afterEntry, hoursImpossible, hoursAfterEnd, noAbsenceAfter},
		Avertissements: []Regle{hoursReplaced, hoursBelowPlan, noDebrief, keptOutOfContract, contractOver},
		Effet:          leave,
		Ligne:          presence,
	},
	{
		Code: "abandonner", De: []Etat{EnDeroulement}, Vers: Abandonne, Seconde: true,
		Libelle: "Déclarer un abandon", Action: ActionApplyTransition, Lignes: "925-931",
		Aide: "La personne a quitté la formation avant la fin.",
		Fait: "date_abandon", DateLibelle: "Date de l'abandon",
		Champs: Champs{
			champMotifs.Required("Choisissez au moins un motif."),
			champHeures,
			{Code: "solutions_cherchees", Libelle: "Ce qui a été tenté pour l'éviter", Genre: GenreNote},
		},
		Blocages:       []Regle{afterEntry, hoursImpossible, hoursAfterEnd, noAbsenceAfter},
		Avertissements: []Regle{hoursReplaced, noSolutionSought, contractOver},
		Effet:          leave,
		Ligne:          presence,
	},
	{
		Code: "repositionner", De: []Etat{Abandonne, Sorti}, Vers: Repositionnement, SecondeDe: []Etat{Sorti},
		Libelle: "Repositionner", Action: ActionApplyTransition, Lignes: "929, 942-951",
		Aide: "Une solution est trouvée : une nouvelle tentative s'ouvre, sauf pour un simple report.",
		Champs: Champs{
			ChampsSuite.Get("solution").Required("Choisissez la solution retenue."),
			ChampsSuite.Get("solution_detail"),
		},
		Blocages:       []Regle{solutionNotReturn, completedNotPostponed, datesInOrder},
		Avertissements: []Regle{termReached},
		Ligne:          essai,
	},
	{
		Code: "relancer_besoin", De: []Etat{Repositionnement}, Vers: BesoinIdentifie,
		Libelle: "Relancer : nouvelle recherche", Action: ActionApplyTransition, Lignes: "946-949",
		Aide:     "La formation est à chercher de nouveau.",
		Blocages: []Regle{solutionIsOther, datesInOrder},
	},
	{
		Code: "relancer_financement", De: []Etat{Repositionnement}, Vers: EnFinancement,
		Libelle: "Relancer : financement", Action: ActionApplyTransition, Lignes: "946-951",
		Aide:           "La nouvelle formation est choisie, son financement est à monter.",
		Blocages:       []Regle{formationChosen, datesInOrder},
		Avertissements: []Regle{costUnknown, freinsWaiting, dispositifsFit},
		Effet:          func(d *Dossier, _ Contexte) { startAgain(d.Courante()) },
	},
	{
		Code: "relancer_entree", De: []Etat{Repositionnement}, Vers: EnEntree,
		Libelle: "Relancer : même action reportée", Action: ActionApplyTransition, Lignes: "951",
		Aide:           "La même formation reprend à une autre date.",
		Champs:         champsEntreePrevue,
		Blocages:       []Regle{solutionIsReport, fundingGranted, entryAfterEnd, datesInOrder},
		Avertissements: avertirEntree,
		Deja:           expectedAgain,
		Effet: func(d *Dossier, c Contexte) {
			startAgain(d.Courante())
			planEntry(d, c)
		},
		Ligne: entree,
	},
	{
		Code: "classer_sans_suite", De: []Etat{BesoinIdentifie, EnFinancement, EnEntree}, Vers: SansSuite, Seconde: true,
		Libelle: "Classer sans suite", Action: ActionApplyTransition, Lignes: "94, 253",
		Aide: "Le besoin est refermé avant toute entrée. C'est définitif.",
		Champs: Champs{{Code: "motif", Libelle: "Motif", Genre: GenreChoix, Liste: MotifsSansSuite,
			Requis: true, Absent: "Indiquez pourquoi le besoin est refermé."}},
		Blocages: []Regle{datesInOrder},
	},
	{
		Code: Reprendre, Libelle: "Reprendre un parcours existant", Action: ActionResumeParcours,
		Aide: "Le parcours a commencé avant Parcours : notez où il en est et les faits connus.",
	},
}

// ChampsPassage is what every transition asks besides its own fields: the day of the
// decision, today unless it is said. That of a fact has no default (Transition.ChampsPassage).
var ChampsPassage = Champs{champDate("Date"), {Code: "commentaire", Libelle: "Commentaire", Genre: GenreNote,
	Aide: "Le pourquoi de ce passage, gardé dans l'historique. Des faits neutres, pas de détail de santé."}}

// ChampsPassage is what this row asks besides its own fields.
func (t *Transition) ChampsPassage() Champs {
	if t.Fait == "" {
		return ChampsPassage
	}
	jour := champDate(t.DateLibelle)
	jour.Aujourdhui, jour.Absent = false, "Indiquez le jour où cela s'est passé."
	return append(Champs{jour}, ChampsPassage.Without("date")...)
}

var champsEntreePrevue = Champs{
	ChampsEntreePrevue.Get("date").As("date_entree_prevue", "Date d'entrée prévue"),
	ChampsEntreePrevue.Get("heure").As("heure_entree", "Heure"),
	ChampsEntreePrevue.Get("date_fin").As(champFinPrevue, "Fin prévue"),
	ChampsEntreePrevue.Get("lieu").As("lieu_entree", "Lieu"),
	ChampsEntreePrevue.Get("contact").As("contact_entree", "Contact sur place"),
}

// The rows that the fields of a passage describe.
func entree(d *Dossier) any   { return d.EntreePrevue() }
func presence(d *Dossier) any { return d.lastPresence() }
func essai(d *Dossier) any    { return d.Courante() }

// The passages name two facts of a try in their own way.
var (
	champHeures = ChampsIssue.Get("heures_realisees").As("heures", "Heures réalisées")
	champMotifs = ChampsIssue.Get("motifs_abandon").As("motifs", "Motifs")
)

var avertirEntree = []Regle{grantedBelowCost, piecesMissing, securingUnanswered, contractEndsBefore, grantedAboveCost, trainedElsewhere}

func champsControles() Champs {
	return each(ControlesEntree, func(t Terme) Champ {
		return Champ{Code: "controle_" + t.Code, Libelle: t.Libelle, Genre: GenreChoix, Liste: ReponsesControle, Aide: "guide, l. " + t.Lignes}
	})
}

// FindTransition gives a row by its code.
func FindTransition(code string) (*Transition, bool) {
	i := slices.IndexFunc(Machine, func(t Transition) bool { return t.Code == code })
	if i < 0 {
		return nil, false
	}
	return &Machine[i], true
}

// LibelleTransition is the label of a row, or of the undoing of one.
func LibelleTransition(code string) string {
	if code == Rectifier {
		return "Annuler le dernier passage"
	}
	if t, ok := FindTransition(code); ok {
		return t.Libelle
	}
	return code
}

// already are the answers of this row that the file holds.
func (t *Transition) already(d *Dossier, jour Date) Saisie {
	if t.Deja == nil {
		return nil
	}
	return t.Deja(d, jour)
}

// StartsFrom tells whether the row leaves this state.
func (t *Transition) StartsFrom(e Etat) bool {
	return slices.Contains(t.De, e)
}

// Actes is every act that asks something, transitions included.
func Actes() []Acte {
	toutes := slices.Clone(actes)
	for i := range Machine {
		if len(Machine[i].De) > 0 {
			toutes = append(toutes, Machine[i].acte())
		}
	}
	return toutes
}

// acte is the transition with the fields that each asks.
func (t *Transition) acte() Acte {
	return Acte{t.Code, t.Action, slices.Concat(t.ChampsPassage(), t.Champs), nil}
}

// FindActe gives an act by its code. Each form of a page asks: only that act is made.
func FindActe(code string) (Acte, bool) {
	if a, ok := find(actes, func(a Acte) bool { return a.Code == code }); ok {
		return a, true
	}
	if t, ok := FindTransition(code); ok && len(t.De) > 0 {
		return t.acte(), true
	}
	return Acte{}, false
}

// LibelleActe is what the history calls an act: the label of the right, or of
// the transition; the code itself when it is unknown.
func LibelleActe(code string) string {
	if d, ok := find(Droits, func(d Droit) bool { return string(d.Action) == code }); ok {
		return d.Libelle
	}
	return LibelleTransition(code)
}

var _ = declare(
	Objet{"passage", "Passage", false, slices.Concat(Champs{
		{Code: "transition", Libelle: "Passage", Genre: GenreChoix, Liste: listeTransitions()},
		{Code: "de", Libelle: "De", Genre: GenreChoix, Liste: ListeEtats()},
		{Code: "vers", Libelle: "Vers", Genre: GenreChoix, Liste: ListeEtats()},
		champTentative,
		{Code: "champs", Libelle: "Réponses", Genre: GenreReponses},
		{Code: "avertissements", Libelle: "Points d'attention acquittés", Genre: GenreMulti, Liste: pointsAttention},
		{Code: "rectifie_le", Libelle: "Annulé le", Genre: GenreDate},
	}, ChampsPassage, internes("id", "siae_id", "parcours_id", "avant", "auteur_id", "cree_le"))},
)

// pointsAttention names what was acknowledged; the whole sentence, with its
// amounts and its days, was on the screen then.
var pointsAttention = append(slices.Clip(pointsRegles), each(Soupcons, func(s Soupcon) Terme {
	return Terme{Code: s.Code, Libelle: s.Libelle}
})...)

var pointsRegles = Liste{
	{Code: "cout_inconnu", Libelle: "coût inconnu"},
	{Code: "freins_sans_solution", Libelle: "freins sans solution"},
	{Code: "dispositif_non_applicable", Libelle: "dispositif non applicable"},
	{Code: "accorde_insuffisant", Libelle: "montant accordé inférieur au coût"},
	{Code: "pieces_manquantes", Libelle: "pièces manquantes"},
	{Code: "securisation_incomplete", Libelle: "sécurisation incomplète"},
	{Code: "controle_incomplet", Libelle: "contrôle de l'entrée incomplet"},
	{Code: "demarches_ouvertes", Libelle: "inscription non bouclée"},
	{Code: "heures_remplacees", Libelle: "heures remplacées par un autre total"},
	{Code: "accord_perdu", Libelle: "aucun accord ne tient"},
	{Code: "heures_inferieures", Libelle: "heures inférieures au prévu"},
	{Code: "sans_bilan", Libelle: "pas d'échange de bilan"},
	{Code: "maintien_hors_contrat", Libelle: "maintien dans la SIAE sans contrat"},
	{Code: "contrat_fini", Libelle: "contrat fini pendant la formation"},
	{Code: "formation_terminee", Libelle: "formation allée à son terme"},
	{Code: "sans_recherche_solution", Libelle: "pas de recherche de solution"},
	{Code: "autre_parcours_ouvert", Libelle: "autre parcours en cours"},
	{Code: "formation_inconnue", Libelle: "formation non décrite"},
	{Code: "heures_inconnues", Libelle: "heures inconnues"},
	{Code: "situation_inconnue", Libelle: "situation inconnue"},
}

func listeTransitions() Liste {
	liste := Liste{{Code: Rectifier, Libelle: LibelleTransition(Rectifier)}}
	for _, t := range Machine {
		liste = append(liste, Terme{Code: t.Code, Libelle: t.Libelle})
	}
	return liste
}
