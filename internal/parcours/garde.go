package parcours

import (
	"fmt"
	"slices"
	"strings"
)

// Contexte is what a rule is given: the file, and, once a form is sent, what
// was typed. Saisie is nil while an offer is prepared: rules about the form
// then keep silent.
type Contexte struct {
	Dossier    *Dossier
	Saisie     Saisie
	Date       Date
	Qui        Identite
	Aujourdhui Date
}

// Regle is one named check. It returns what it found, or nothing. Fait is what
// to say when the file already satisfies it; a rule about the form has none.
type Regle struct {
	Code  string
	Fait  string
	Check func(Contexte) []Constat
	// Annonce tells, before the form is open, what it will want to know.
	Annonce func(Contexte) []Constat
	// Dit replaces Fait where what to say depends on the file and on who reads.
	Dit func(Contexte) []string
}

// unless finds one thing, always worded alike, in a file that does not meet a
// condition.
func unless(met func(Contexte) bool, message, lien, lignes string) func(Contexte) []Constat {
	return func(c Contexte) []Constat {
		if met(c) {
			return nil
		}
		return one(message, lien, lignes)
	}
}

func one(message, lien, lignes string) []Constat {
	return []Constat{{Message: message, Lien: lien, Lignes: lignes}}
}

// beside is a finding about one field of the form that was sent.
func beside(champ, message, lignes string) []Constat {
	return []Constat{{Champ: champ, Message: message, Lignes: lignes}}
}

// mended is such a finding, which is put right at lien.
func mended(champ, message, lien, lignes string) []Constat {
	return []Constat{{Champ: champ, Message: message, Lien: lien, Lignes: lignes}}
}

// --- what blocks -----------------------------------------------------------

// formationChosen (l. 774-778): nobody can be asked to pay for an unknown action.
var formationChosen = Regle{Code: "formation_choisie", Fait: "Formation choisie", Check: unless(func(c Contexte) bool {
	return c.Dossier.Courante().Formation.IsChosen()
}, "La formation n'est pas encore choisie : intitulé, type, lieu, dates prévues et heures.", "#formation", "774-778")}

var planStarted = Regle{Code: "plan_commence", Fait: "Plan de financement commencé", Check: func(c Contexte) []Constat {
	switch {
	case len(c.Dossier.StandingFinancements()) > 0:
		return nil
	case len(c.Dossier.Financements) > 0:
		return one("Toutes les lignes du plan sont refusées : ajoutez un autre financeur, ou « Fonds propres ».",
			"#financement", "774-822")
	}
	return one("Le plan de financement est vide : ajoutez au moins une ligne, même « Sans coût ».", "#financement",
		"774-822")
}}

// fundingGranted (l. 797): one accord, or no cost, or own funds that the
// directeur agreed to, by an act or by planning the entry himself.
var fundingGranted = Regle{Code: "accord_obtenu", Dit: sayFunding, Check: func(c Contexte) []Constat {
	message := "Aucun financement n'est accordé. Notez la réponse d'un financeur, ou déclarez « Sans coût » ou « Fonds propres »."
	waits := slices.ContainsFunc(c.Dossier.Financements, Financement.WaitsDirecteur)
	switch cout := c.Dossier.Courante().CoutTotal(); {
	case slices.ContainsFunc(c.Dossier.Financements, c.Dossier.Counts), waits && c.Qui.Role == Directeur:
		return nil
	case c.Dossier.hasSansCout() && cout > 0:
		message = "La formation coûte " + euros(cout) + " : « Sans coût » ne suffit pas. " +
			"Ajoutez le dispositif qui la paie, ou corrigez le coût."
	case waits:
		message = "Les fonds propres attendent l'accord du directeur."
	}
	return one(message, "#financement", "797")
}}

// sayFunding does not call granted what the directeur only grants by planning.
func sayFunding(c Contexte) []string {
	var dits []string
	if slices.ContainsFunc(c.Dossier.Financements, c.Dossier.Counts) {
		dits = append(dits, "Financement obtenu")
	}
	if total, attend := c.Dossier.WaitingFondsPropres(); attend && c.Qui.Role == Directeur {
		dits = append(dits, "Fonds propres : en planifiant l'entrée, vous donnez votre accord ("+euros(total)+")")
	}
	return dits
}

var solutionIsReport = Regle{Code: "solution_report", Fait: "Report de la même formation",
	Check: unless(func(c Contexte) bool {
		return c.Dossier.Solution() == SolutionReport
	}, "La solution retenue est une autre formation : relancez plutôt la recherche ou le financement.", "#solution", "951")}

var solutionIsOther = Regle{Code: "solution_autre", Fait: "Autre formation retenue",
	Check: unless(func(c Contexte) bool {
		return c.Dossier.Solution() != SolutionReport
	}, "La solution retenue est le report de la même formation : relancez plutôt l'entrée ou le financement.",
		"#solution", "946-949")}

var solutionNotReturn = Regle{Code: "solution_pas_retour", Check: unless(func(c Contexte) bool {
	return c.Saisie["solution"] != SolutionRetourSiae
}, "Un retour dans la SIAE n'est pas un repositionnement : clôturez le dossier avec ce motif.", "#clore", "950")}

// completedNotPostponed: what went to its term is not put off (reading 12).
var completedNotPostponed = Regle{Code: "report_apres_terme", Check: func(c Contexte) []Constat {
	if c.Saisie["solution"] != SolutionReport || !c.Dossier.isCompleted() {
		return nil
	}
	return mended("solution", "Cette formation est allée à son terme : elle ne se reporte pas. "+
		"Identifiez plutôt un nouveau besoin à la suite de ce parcours.", c.Dossier.BesoinSuivant(), "987")
}}

// datesInOrder keeps decisions in the order of the calendar. Facts have an order of their
// own, and the two are never compared: last week's planning and entry may both be typed
// today.
var datesInOrder = Regle{Code: "dates_en_ordre", Check: func(c Contexte) []Constat {
	p := c.Dossier.lastDecision()
	if c.Saisie == nil || p == nil || !c.Date.Before(p.Date) {
		return nil
	}
	return beside("date", fmt.Sprintf("La décision précédente, vers « %s », est datée du %s : "+
		"celle-ci ne peut pas être avant. Changez la date, ou annulez d'abord le passage précédent.",
		p.Vers.Libelle(), p.Date.Francais()), "")
}}

// entryInOrder: somebody enters after the need was told, and after the stay before.
var entryInOrder = Regle{Code: "entree_en_ordre", Check: func(c Contexte) []Constat {
	d := c.Dossier
	switch avant := d.lastPresence(); {
	case c.Saisie == nil:
	case avant != nil && c.Date.Before(avant.End()):
		return mended("date", "Cette entrée est avant la fin de la formation précédente, le "+avant.End().Francais()+
			". Vérifiez-la, ou corrigez cette fin.", LienCorrection(d.Parcours.ID, "presence", avant.ID), "")
	case c.Date.Before(d.Parcours.DateBesoin):
		return mended("date", "Cette entrée est avant le besoin, exprimé le "+d.Parcours.DateBesoin.Francais()+
			". Vérifiez-la, ou corrigez la date du besoin.", LienCorrection(d.Parcours.ID, "parcours", d.Parcours.ID), "")
	}
	return nil
}}

var afterEntry = Regle{Code: "apres_entree", Check: func(c Contexte) []Constat {
	x := c.Dossier.Presence()
	if c.Saisie == nil || !c.Date.Before(x.DateEntree) {
		return nil
	}
	return mended("date", "Cette date est avant l'entrée en formation, le "+x.DateEntree.Francais()+
		". Vérifiez-la, ou corrigez la date d'entrée.", LienCorrection(c.Dossier.Parcours.ID, "presence", x.ID), "")
}}

// --- what is warned of -----------------------------------------------------

var freinsWaiting = Regle{Code: "freins_sans_solution", Check: func(c Contexte) []Constat {
	attendent := keep(c.Dossier.Freins, Frein.IsWaiting)
	if len(attendent) == 0 {
		return nil
	}
	noms := each(attendent, func(f Frein) string { return Freins.Libelle(f.Code) })
	return one("Sans solution engagée à ce jour : "+strings.Join(noms, " ; ")+".", "#freins", "114-133")
}}

// termReached: a training that went to its term is followed by a parcours of its own
// (reading 12). One may go on in the same one.
var termReached = Regle{Code: "formation_terminee", Check: func(c Contexte) []Constat {
	if !c.Dossier.isCompleted() {
		return nil
	}
	return one("La formation est allée à son terme : un nouveau besoin, dans un parcours lié à celui-ci, raconte mieux la suite.",
		c.Dossier.BesoinSuivant(), "987")
}}

// costUnknown: who asks for money says how much.
var costUnknown = Regle{Code: "cout_inconnu", Check: unless(func(c Contexte) bool {
	return c.Dossier.Courante().CoutConnu
}, "Le coût de la formation est inconnu : demandez un devis à l'organisme, puis notez-le.", "#formation", "774-778")}

// dispositifsFit compares each line of the plan with the conditions that the
// guide gives in 2023. It warns, because they change and funders decide.
var dispositifsFit = Regle{Code: "dispositif_non_applicable", Check: func(c Contexte) []Constat {
	var constats []Constat
	debut := c.Dossier.Courante().DateDebutPrevue
	for _, f := range c.Dossier.StandingFinancements() {
		if raison, lignes := Misfit(f.Dispositif, c.Dossier.Siae, debut); raison != "" {
			constats = append(constats, Constat{Message: raison, Lien: "#financement", Lignes: lignes})
		}
	}
	return constats
}}

// Misfit says why the guide does not open a dispositif to this SIAE on that
// date; "" when it does, or when we do not know.
func Misfit(dispositif string, s Siae, le Date) (raison, lignes string) {
	switch dispositif {
	case DispositifOpcoPdc:
		if s.EffectifOpco >= 50 {
			return fmt.Sprintf("Le plan de développement des compétences est réservé aux structures de moins de 50 "+
				"salariés (effectif déclaré à l'OPCO : %d).", s.EffectifOpco), "782"
		}
	case DispositifIriae:
		if s.Departement != "" && s.Departement != "02" && s.Departement != "60" && s.Departement != "80" {
			return "La plateforme IRIAE ne couvre que l'Aisne, l'Oise et la Somme.", "786"
		}
	case DispositifSieg:
		if s.Type == SiaeAci && !le.IsZero() && le.Before(NewDate(2023, 7, 1)) {
			return "Les Compétences clés (SIEG) n'étaient pas ouvertes aux ACI avant juillet 2023.", "780"
		}
	}
	return "", ""
}

// accordLost: between the planned entry and the real one, a funder may refuse, or take
// its accord back.
var accordLost = Regle{Code: "accord_perdu", Check: unless(func(c Contexte) bool {
	return slices.ContainsFunc(c.Dossier.Financements, c.Dossier.Counts)
}, "Aucun accord ne tient pour cette formation : vérifiez qui la paie, ou ajoutez un autre financeur.", "#financement", "797")}

var grantedBelowCost = Regle{Code: "accorde_insuffisant", Dit: func(c Contexte) []string {
	switch t := c.Dossier.Courante(); {
	case !t.CoutConnu:
		return nil
	case c.Dossier.Accorde(false) < t.CoutTotal():
		return []string{"Coût couvert avec votre accord"}
	}
	return []string{"Coût couvert"}
}, Check: func(c Contexte) []Constat {
	cout, accorde, sujet := c.Dossier.Courante().CoutTotal(), c.Dossier.Accorde(c.Qui.Role == Directeur), "Le montant accordé"
	if accorde >= cout {
		return nil
	}
	if accorde > c.Dossier.Accorde(false) {
		sujet = "Même avec votre accord, le financement"
	}
	return one(fmt.Sprintf("%s (%s) est inférieur au coût (%s) : reste %s.", sujet, euros(accorde), euros(cout),
		euros(cout-accorde)),
		"#financement", "797")
}}

var piecesMissing = Regle{Code: "pieces_manquantes", Fait: "Pièces fournies", Check: func(c Contexte) []Constat {
	manquent := c.Dossier.MissingPieces()
	if len(manquent) == 0 {
		return nil
	}
	return one("Pièces à fournir : "+strings.Join(manquent, " ; ")+".", "#financement", "815-834")
}}

var securingUnanswered = Regle{Code: "securisation_incomplete", Fait: "Entrée sécurisée",
	Check: func(c Contexte) []Constat {
		reste := c.Dossier.UnansweredSecurisations()
		if len(reste) == 0 {
			return nil
		}
		return one(fmt.Sprintf("Sécurisation de l'entrée : %d points sur %d sans réponse.", len(reste), len(Securisations)),
			"#securisation", "859-884")
	}}

// hours are those that a form says of a stay, or that were noted of it before.
func (c Contexte) hours(x *Presence) (total float64, known bool) {
	if dites := c.Saisie["heures"]; dites != "" {
		total, err := ParseHeures(dites)
		return total, err == nil
	}
	if notees := c.Dossier.IssueOf(x).HeuresRealisees; notees != nil {
		return *notees, true
	}
	return 0, false
}

// hoursSaid: hours were noted day by day, or their total is typed, or that nobody knows.
var hoursSaid = Regle{Code: "heures_dites", Check: func(c Contexte) []Constat {
	if c.Saisie == nil || c.Saisie["heures"] != "" || c.Dossier.hasHeures(c.Dossier.Presence()) {
		return nil
	}
	return beside("heures", "Indiquez les heures réalisées, 0 si aucune, ou « inconnues ».", "921")
}}

// hoursReplaced: a total that is typed takes the place of the hours noted before.
var hoursReplaced = Regle{Code: "heures_remplacees", Check: func(c Contexte) []Constat {
	notees := c.Dossier.IssueOf(c.Dossier.Presence()).HeuresRealisees
	total, err := ParseHeures(c.Saisie["heures"])
	if c.Saisie["heures"] == "" || notees == nil || err == nil && total == *notees {
		return nil
	}
	return one(fmt.Sprintf("%s sont déjà notées pour cette formation : ce que vous écrivez ici les remplace.",
		heures(*notees)), "", "921")
}}

var hoursBelowPlan = Regle{Code: "heures_inferieures", Check: func(c Contexte) []Constat {
	prevues := c.Dossier.Courante().HeuresPrevues
	faites, known := c.hours(c.Dossier.Presence())
	if c.Saisie == nil || !known || faites >= prevues {
		return nil
	}
	return one(fmt.Sprintf("Heures réalisées (%s) inférieures aux heures prévues (%s).", heures(faites),
		heures(prevues)), "", "921")
}}

// noDebrief: the guide wants an exchange with the person at the end (l. 979,
// 991). We look for one from a week before the end; the week is ours.
var noDebrief = Regle{Code: "sans_bilan", Check: unless(func(c Contexte) bool {
	return hasDebrief(c.Dossier.Suivis, c.Date)
}, "Aucun échange de bilan avec le salarié n'est consigné pour cette fin de formation.", "#suivi", "979-991")}

const joursBilan = 7

// hasDebrief tells whether somebody spoke with the person of the end of a training.
func hasDebrief(suivis []Suivi, fin Date) bool {
	return slices.ContainsFunc(suivis, func(s Suivi) bool {
		return s.IsWithPersonne() && !s.Date.Before(fin.AddDays(-joursBilan))
	})
}

// noSolutionSought: case 2 demands that solutions be looked for (l. 927-931).
var noSolutionSought = Regle{Code: "sans_recherche_solution", Check: unless(func(c Contexte) bool {
	essai := c.Dossier.Parcours.Tentative
	return c.Saisie == nil || c.Saisie["solutions_cherchees"] != "" || len(c.Dossier.NonPresentationsIn(essai)) > 0 ||
		slices.ContainsFunc(c.Dossier.Suivis, func(s Suivi) bool { return s.Difficulte && s.Tentative == essai })
}, "Aucune recherche de solution n'est notée avant cet abandon.", "", "925-931")}

var anotherOpen = Regle{Code: "autre_parcours_ouvert", Check: unless(func(c Contexte) bool {
	return c.Dossier.AutresOuverts == 0
}, "Cette personne a déjà un parcours en cours. Vérifiez qu'il s'agit d'un autre projet.", "", "")}

// notPresent: the need of somebody is dated in one of their contracts, or shortly before
// the first.
var notPresent = Regle{Code: "absent_de_la_siae", Check: func(c Contexte) []Constat {
	cs := c.Dossier.Contrats
	message := "Le contrat (%s) ne couvre pas la date du besoin. Corrigez la date, ou les dates du contrat."
	switch {
	case cs.IsPresent(c.Date) || cs.isHired(c.Date):
		return nil
	case len(cs) > 1:
		message = "Aucun des contrats (%s) ne couvre la date du besoin. Corrigez la date, ou les dates d'un contrat."
	}
	return one(fmt.Sprintf(message, cs.dates()), "", "")
}}

// keptOutOfContract: who stays in the SIAE has a contract there.
var keptOutOfContract = Regle{Code: "maintien_hors_contrat", Check: func(c Contexte) []Constat {
	cs, salarie := c.Dossier.Contrats, c.Dossier.Salarie.ID
	if c.Saisie["situation"] != SituationMaintien || cs.IsPresent(c.Date) {
		return nil
	}
	return one(fmt.Sprintf("Aucun contrat (%s) ne couvre la fin de la formation. "+
		"Ajoutez le nouveau contrat, ou changez la situation.", cs.dates()), fmt.Sprintf("/salaries/%d#contrats", salarie), "988")
}}

// contractOver: who leaves the SIAE during a training may end it; one is told, unless the
// answer says so itself.
var contractOver = Regle{Code: "contrat_fini", Check: func(c Contexte) []Constat {
	cs, salarie := c.Dossier.Contrats, c.Dossier.Salarie.ID
	if cs.IsPresent(c.Date) || c.Saisie["situation"] == SituationMaintien || slices.Contains(c.Saisie.Liste("motifs"), MotifFinDeContrat) {
		return nil
	}
	return one(fmt.Sprintf("Aucun contrat (%s) ne couvre le %s. Ajoutez le nouveau contrat s'il y en a un ; sinon, vous pouvez continuer.",
		cs.dates(), c.Date.Francais()), fmt.Sprintf("/salaries/%d#contrats", salarie), "")
}}

// check runs rules in order and names each finding after its rule.
func check(regles []Regle, c Contexte) []Constat {
	var constats []Constat
	for _, r := range regles {
		constats = append(constats, nameAfter(r.Code, r.Check(c))...)
	}
	return constats
}

// nameAfter names each finding of a rule after it.
func nameAfter(code string, constats []Constat) []Constat {
	for i := range constats {
		constats[i].Code = code
		if i > 0 {
			constats[i].Code = fmt.Sprintf("%s_%d", code, i+1)
		}
	}
	return constats
}
