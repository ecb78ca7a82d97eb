package parcours

import (
	"fmt"
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
}

func one(message, lien, lignes string) []Constat {
	return []Constat{{Message: message, Lien: lien, Lignes: lignes}}
}

// --- what blocks -----------------------------------------------------------

// formationChosen (l. 774-778): nobody can be asked to pay for an unknown action.
var formationChosen = Regle{Code: "formation_choisie", Fait: "Formation choisie", Check: func(c Contexte) []Constat {
	if c.Dossier.Courante().Formation.IsChosen() {
		return nil
	}
	return one("La formation n'est pas encore choisie : intitulé, type, lieu, dates prévues, heures et coût.", "#formation", "774-778")
}}

var planStarted = Regle{Code: "plan_commence", Fait: "Plan de financement commencé", Check: func(c Contexte) []Constat {
	if len(c.Dossier.Financements) > 0 {
		return nil
	}
	return one("Le plan de financement est vide : ajoutez au moins une ligne, même « Sans coût ».", "#financement", "774-822")
}}

// fundingGranted (l. 797): one accord, or no cost, or own funds that the
// directeur agreed to, by an act or by planning the entry himself.
var fundingGranted = Regle{Code: "accord_obtenu", Fait: "Financement obtenu", Check: func(c Contexte) []Constat {
	for _, f := range c.Dossier.Financements {
		if f.IsGranted() || (f.WaitsDirecteur() && c.Qui.Role == Directeur) {
			return nil
		}
	}
	for _, f := range c.Dossier.Financements {
		if f.WaitsDirecteur() {
			return one("Les fonds propres attendent l'accord du directeur.", "#financement", "797")
		}
	}
	return one("Aucun financement n'est accordé. Notez la réponse d'un financeur, ou déclarez « Sans coût » ou « Fonds propres ».", "#financement", "797")
}}

var solutionIsReport = Regle{Code: "solution_report", Fait: "Report de la même formation", Check: func(c Contexte) []Constat {
	if c.Dossier.Solution() == "report" {
		return nil
	}
	return one("La solution retenue est une autre formation : relancez plutôt la recherche ou le financement.", "#solution", "951")
}}

var solutionIsOther = Regle{Code: "solution_autre", Fait: "Autre formation retenue", Check: func(c Contexte) []Constat {
	if c.Dossier.Solution() != "report" {
		return nil
	}
	return one("La solution retenue est le report de la même formation : relancez plutôt l'entrée ou le financement.", "#solution", "946-949")
}}

var solutionNotReturn = Regle{Code: "solution_pas_retour", Check: func(c Contexte) []Constat {
	if c.Saisie["solution"] != "retour_siae" {
		return nil
	}
	return one("Un retour dans la SIAE n'est pas un repositionnement : clôturez le dossier avec ce motif.", "#clore", "950")
}}

// datesInOrder keeps the chain of passages in the order of the calendar.
var datesInOrder = Regle{Code: "dates_en_ordre", Check: func(c Contexte) []Constat {
	p := c.Dossier.DernierPassage()
	if c.Saisie == nil || p == nil || !c.Date.Before(p.Date) {
		return nil
	}
	if p.Vers == EnDeroulement && c.Date.Before(c.Dossier.Courante().DateEntree) {
		return nil // afterEntry says it better
	}
	return one(fmt.Sprintf("Le passage précédent, vers « %s », est daté du %s : celui-ci ne peut pas être avant. Changez la date, ou annulez d'abord le passage précédent.",
		p.Vers.Libelle(), p.Date.Francais()), "", "")
}}

var afterEntry = Regle{Code: "apres_entree", Check: func(c Contexte) []Constat {
	entree := c.Dossier.Courante().DateEntree
	if c.Saisie == nil || !c.Date.Before(entree) {
		return nil
	}
	return one("Cette date est avant l'entrée en formation, le "+entree.Francais()+".", "", "")
}}

// --- what is warned of -----------------------------------------------------

var freinsWaiting = Regle{Code: "freins_sans_solution", Check: func(c Contexte) []Constat {
	var noms []string
	for _, f := range c.Dossier.Freins {
		if f.IsWaiting() {
			noms = append(noms, Freins.Libelle(f.Code))
		}
	}
	if len(noms) == 0 {
		return nil
	}
	return one("Sans solution engagée à ce jour : "+strings.Join(noms, " ; ")+".", "#freins", "114-133")
}}

// dispositifsFit compares each line of the plan with the conditions that the
// guide gives in 2023. It warns, because they change and funders decide.
var dispositifsFit = Regle{Code: "dispositif_non_applicable", Check: func(c Contexte) []Constat {
	var constats []Constat
	debut := c.Dossier.Courante().DateDebutPrevue
	for _, f := range c.Dossier.Financements {
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
	case "opco_pdc":
		if s.EffectifOpco >= 50 {
			return fmt.Sprintf("Le plan de développement des compétences est réservé aux structures de moins de 50 salariés (effectif déclaré à l'OPCO : %d).", s.EffectifOpco), "782"
		}
	case "iriae":
		if s.Departement != "" && s.Departement != "02" && s.Departement != "60" && s.Departement != "80" {
			return "La plateforme IRIAE ne couvre que l'Aisne, l'Oise et la Somme.", "786"
		}
	case "sieg":
		if s.Type == "ACI" && !le.IsZero() && le.Before(NewDate(2023, 7, 1)) {
			return "Les Compétences clés (SIEG) n'étaient pas ouvertes aux ACI avant juillet 2023.", "780"
		}
	}
	return "", ""
}

var grantedBelowCost = Regle{Code: "accorde_insuffisant", Fait: "Coût couvert", Check: func(c Contexte) []Constat {
	cout, accorde := c.Dossier.Courante().Cout, c.Dossier.Accorde(c.Qui.Role == Directeur)
	if accorde >= cout {
		return nil
	}
	return one(fmt.Sprintf("Le montant accordé (%s) est inférieur au coût (%s) : reste %s.", euros(accorde), euros(cout), euros(cout-accorde)), "#financement", "797")
}}

var piecesMissing = Regle{Code: "pieces_manquantes", Fait: "Pièces fournies", Check: func(c Contexte) []Constat {
	manquent := c.Dossier.MissingPieces()
	if len(manquent) == 0 {
		return nil
	}
	return one("Pièces à fournir : "+strings.Join(manquent, " ; ")+".", "#financement", "815-834")
}}

var securingUnanswered = Regle{Code: "securisation_incomplete", Fait: "Entrée sécurisée", Check: func(c Contexte) []Constat {
	reste := c.Dossier.UnansweredSecurisations()
	if len(reste) == 0 {
		return nil
	}
	return one(fmt.Sprintf("Sécurisation de l'entrée : %d points sur %d sans réponse.", len(reste), len(Securisations)), "#securisation", "859-884")
}}

var contractEndsBefore = Regle{Code: "contrat_trop_court", Check: func(c Contexte) []Constat {
	fin := c.Dossier.Courante().DateFinPrevue
	var constats []Constat
	if f := c.Dossier.Salarie.DateFinContrat; !f.IsZero() && f.Before(fin) {
		constats = append(constats, Constat{Message: "Le contrat finit le " + f.Francais() + ", avant la fin prévue de la formation, le " + fin.Francais() + "."})
	}
	if f := c.Dossier.Salarie.DateFinPass; !f.IsZero() && f.Before(fin) {
		constats = append(constats, Constat{Message: "Le PASS IAE finit le " + f.Francais() + ", avant la fin prévue de la formation : une prolongation « Fin d'une formation » est possible."})
	}
	return constats
}}

var entryUnchecked = Regle{Code: "controle_incomplet", Check: func(c Contexte) []Constat {
	if c.Saisie == nil {
		return nil
	}
	reste := Entree{Controles: controlesOf(c.Saisie)}.UnansweredControles()
	if len(reste) == 0 {
		return nil
	}
	return one(fmt.Sprintf("Contrôle de l'entrée : %d points sans réponse.", len(reste)), "", "894-909")
}}

var registrationOpen = Regle{Code: "demarches_ouvertes", Check: func(c Contexte) []Constat {
	if r := c.Saisie["controle_demarches_bouclees"]; c.Saisie == nil || r == "oui" || r == "sans_objet" {
		return nil
	}
	return one("L'inscription administrative par l'OF n'est pas bouclée : la rémunération peut prendre du retard.", "", "909-911")
}}

var hoursBelowPlan = Regle{Code: "heures_inferieures", Check: func(c Contexte) []Constat {
	prevues := c.Dossier.Courante().HeuresPrevues
	faites, err := ParseHeures(c.Saisie["heures"])
	if c.Saisie == nil || err != nil || faites >= prevues {
		return nil
	}
	return one(fmt.Sprintf("Heures réalisées (%s) inférieures aux heures prévues (%s).", heures(faites), heures(prevues)), "", "921")
}}

// noDebrief: the guide wants an exchange with the person at the end (l. 979,
// 991). We look for one from a week before the end; the week is ours.
var noDebrief = Regle{Code: "sans_bilan", Check: func(c Contexte) []Constat {
	for _, s := range c.Dossier.Suivis {
		if (s.Avec == "salarie" || s.Avec == "tripartite") && !s.Date.Before(c.Date.AddDays(-7)) {
			return nil
		}
	}
	return one("Aucun échange de bilan avec le salarié n'est consigné pour cette fin de formation.", "#suivi", "979-991")
}}

// noSolutionSought: case 2 demands that solutions be looked for (l. 927-931).
var noSolutionSought = Regle{Code: "sans_recherche_solution", Check: func(c Contexte) []Constat {
	if c.Saisie == nil || strings.TrimSpace(c.Saisie["solutions_cherchees"]) != "" {
		return nil
	}
	for _, s := range c.Dossier.Suivis {
		if s.Difficulte && s.Tentative == c.Dossier.Parcours.Tentative {
			return nil
		}
	}
	return one("Aucune recherche de solution n'est notée avant cet abandon.", "", "925-931")
}}

var anotherOpen = Regle{Code: "autre_parcours_ouvert", Check: func(c Contexte) []Constat {
	if c.Dossier.AutresOuverts == 0 {
		return nil
	}
	return one("Cette personne a déjà un parcours en cours. Vérifiez qu'il s'agit d'un autre projet.", "", "")
}}

var notPresent = Regle{Code: "absent_de_la_siae", Check: func(c Contexte) []Constat {
	if c.Dossier.Salarie.IsPresent(c.Date) {
		return nil
	}
	s := c.Dossier.Salarie
	return one(fmt.Sprintf("Le contrat (%s – %s) ne couvre pas la date du besoin. Corrigez la date, ou les dates du contrat.", orUnknown(s.DateDebutContrat), orUnknown(s.DateFinContrat)), "", "")
}}

func orUnknown(d Date) string {
	if d.IsZero() {
		return "?"
	}
	return d.Francais()
}

// controlesOf gathers the answers of the entry check from a form.
func controlesOf(s Saisie) map[string]string {
	reponses := map[string]string{}
	for _, c := range ControlesEntree {
		if v := s["controle_"+c.Code]; v != "" {
			reponses[c.Code] = v
		}
	}
	return reponses
}

// euros writes an amount as the tables of the pages do: « 1 240,50 € ».
func euros(centimes int64) string {
	texte := fmt.Sprint(centimes / 100)
	for i := len(texte) - 3; i > 0; i -= 3 {
		texte = texte[:i] + "\u202f" + texte[i:]
	}
	if c := centimes % 100; c != 0 {
		texte += fmt.Sprintf(",%02d", c)
	}
	return texte + "\u00a0€"
}

func heures(h float64) string { return writeHeures(h) + " h" }
