package e2e

import (
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The real file of the national platform: its public demonstration persons.
const fichierReel = "../importation/testdata/export-candidatures.xlsx"

// TestMainJob is the reason why Parcours exists, in one go: from the file that
// a SIAE has to the outcome that its directeur reads.
func TestMainJob(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	m.mainJob(t, m.visitor(t, 1280), m.visitor(t, 1280))
}

// mainJob is what a CIP does, then what the directeur reads, in these browsers.
func (m *monde) mainJob(t *testing.T, cip, directeur *onglet) {
	t.Helper()
	directeur.visit("/connexion").signIn("directeur@aci.demo")
	avant := directeur.readResultats()

	cip.visit("/connexion").signIn("cip@aci.demo")
	cip.importReal()
	dossier := cip.findImported("misca", "Rayan Misca")
	cip.identifyNeed(t)
	fiche := eval[string](cip, "location.pathname")
	cip.firstTry()
	cip.secondTry()

	encadrant := m.as(t, "encadrant@aci.demo", 390)
	encadrant.observe("Rayan Misca", "Demande à conduire l'autolaveuse seul.")
	cip.visit(fiche).says("Demande à conduire l'autolaveuse seul.", "Rachid Dujardin")
	cip.visit(dossier).says("Demande à conduire l'autolaveuse seul.")

	apres := directeur.readResultats()
	for quoi, plus := range map[string]float64{
		"Entrées en formation": 2, "Heures réalisées": 21 + 98.5, "Formations terminées": 1,
		"Taux d'abandon : numérateur": 1, "Taux d'abandon : dénominateur": 2,
		"Taux de réussite : numérateur": 1, "Taux de réussite : dénominateur": 1,
		"#entonnoir Besoin identifié": 1, "#entonnoir Financement": 1, "#entonnoir Entrée": 1, "#entonnoir Sortie": 1,
		"#parcours_par_etat Sortie": 1, "#parcours_par_etat Abandon": 0, "#parcours_par_etat Déroulement": 0,
	} {
		if _, dit := apres[quoi]; !dit {
			t.Errorf("the results do not tell: %s (%v)", quoi, apres)
		}
		if got := apres[quoi] - avant[quoi]; got != plus {
			t.Errorf("%s went from %g to %g, want %+g", quoi, avant[quoi], apres[quoi], plus)
		}
	}
	directeur.visit(fiche+"/historique").says("Camille Desrosiers", "Déclarer un abandon", "Repositionner",
		"Terminer la formation", "« Les horaires du bus ne permettent pas d'arriver à l'heure. »")
}

// importReal drops the file as it is: 17 people of 61 rows, and nothing is
// written before the click.
func (o *onglet) importReal() {
	o.t.Helper()
	chemin, err := filepath.Abs(fichierReel)
	if err != nil {
		o.t.Fatal(err)
	}
	o.press("nav", "Salariés").press("main", "Importer un fichier")
	o.attach("import-fichier", chemin).press("", "Lire ce fichier")
	o.says("Vérifier avant d'importer", "À créer", "Ignorée", "statut : Candidature en attente")
	o.press("", "Importer 17 salariés").says("17 salariés ajoutés")
}

// findImported searches without accents or capitals, and opens the person's
// file.
func (o *onglet) findImported(mot, nom string) string {
	o.t.Helper()
	o.press("nav", "Salariés").fill("main", "Rechercher un salarié", mot).press("main", "Rechercher")
	o.press("main", nom).says(nom, "Aucun parcours")
	return o.path()
}

func (o *onglet) identifyNeed(t *testing.T) {
	t.Helper()
	o.press("main", "Identifier un besoin")
	o.choose("", "D'où vient le besoin ?", "Demande du salarié")
	o.fill("", "Projet", "Agent de propreté et d'hygiène").fill("", "Précisions", "Veut un titre reconnu.")
	o.fill("", "Date du besoin", "2026-01-05").pick("", "Freins à lever", "Mobilité")
	o.press("", "Enregistrer le besoin").says("Agent de propreté et d'hygiène — Rayan Misca", "le parcours est ouvert",
		"Ce que le guide conseille maintenant")
	// Nothing is chosen: the way on is refused, with what to do.
	o.unfold("#suite", "Demander le financement").says("Il manque encore quelque chose")
	if n := o.count("#passage-demander_financement form"); n != 0 {
		t.Error("one may ask for money without a training")
	}
}

// firstTry goes from the choice of a training to its abandonment.
func (o *onglet) firstTry() {
	o.t.Helper()
	o.chooseFormation("Choisir la formation", "CQP Agent de propreté", "Organisme du Marais", "2026-01-19", "2026-02-27", "105", "1 890")
	o.addFinancement("PIC IAE (OPCO)", "Uniformation", "1 890")
	o.transition("demander_financement", "Demander le financement", "2026-01-06", nil)
	o.says("Pour passer à « Entrée »")
	o.recordAccord("PIC IAE (OPCO)", "2026-01-12", "1 500")
	o.transition("planifier_entree", "Planifier l'entrée", "2026-01-13", func(scope string) {
		o.fill(scope, "Date d'entrée prévue", "2026-01-19").fill(scope, "Lieu", "Amiens, 8 h 45")
	}, "inférieur au coût", "Pièces à fournir", "Sécurisation de l'entrée", "Le PASS IAE finit le 31/05/2025")
	o.confirmEntry("2026-01-19")
	o.logSuivi("2026-01-22", "Formateur", "Trois retards depuis lundi.")
	o.transition("abandonner", "Déclarer un abandon", "2026-01-26", func(scope string) {
		o.pick(scope, "Motifs", "Mobilité").fill(scope, "Heures réalisées", "21").
			fill(scope, "Ce qui a été tenté pour l'éviter", "Covoiturage, horaires décalés.").
			fill(scope, "Commentaire", "Les horaires du bus ne permettent pas d'arriver à l'heure.")
	})
	o.says("Abandon", "Mobilité")
}

// secondTry finds another organisme and goes to the term.
func (o *onglet) secondTry() {
	o.t.Helper()
	o.transition("repositionner", "Repositionner", "2026-01-27", func(scope string) {
		o.choose(scope, "Solution", "Autre organisme de formation").fill(scope, "Précisions", "Même titre, organisme desservi par le tram.")
	})
	o.says("Tentative 2 (tentative 1 : abandon, mobilité, le 26/01/2026)")
	o.chooseFormation("Choisir la formation", "CQP Agent de propreté", "Organisme du Canal", "2026-02-02", "2026-02-27", "100", "1 800")
	o.transition("relancer_financement", "Relancer : financement", "2026-01-28", nil)
	o.addFinancement("PIC IAE (OPCO)", "Uniformation", "1 800")
	o.recordAccord("PIC IAE (OPCO)", "2026-01-30", "1 800")
	o.transition("planifier_entree", "Planifier l'entrée", "2026-01-30", func(scope string) {
		o.fill(scope, "Date d'entrée prévue", "2026-02-02")
	}, "Pièces à fournir")
	o.confirmEntry("2026-02-02")
	o.logSuivi("2026-02-26", "Salarié", "Bilan : content, prêt pour l'évaluation.")
	o.transition("terminer", "Terminer la formation", "2026-02-27", func(scope string) {
		o.fill(scope, "Heures réalisées", "98,5").pick(scope, "Évaluation", "Réussie").
			fill(scope, "Certification obtenue", "CQP Agent de propreté et d'hygiène").
			choose(scope, "Situation à la sortie", "Maintien dans la même SIAE")
	}, "98,5 h")
	o.says("Sortie", "Réussie", "98,5 h sur 100 h prévues")
}

func (o *onglet) chooseFormation(bouton, intitule, organisme, debut, fin, heures, cout string) {
	o.t.Helper()
	const scope = "#choisir-formation"
	o.unfold(scope, bouton).fill(scope, "Intitulé", intitule).choose(scope, "Type de formation", "Formation certifiante (RNCP ou RS)").
		fill(scope, "Organisme de formation", organisme).pick(scope, "Lieu", "Dans l'organisme de formation").
		fill(scope, "Début prévu", debut).fill(scope, "Fin prévue", fin).fill(scope, "Heures prévues", heures).fill(scope,
		"Coût pédagogique (€)", cout)
	o.press(scope, "Enregistrer la formation").says("La formation est enregistrée.", organisme)
}

func (o *onglet) addFinancement(dispositif, financeur, montant string) {
	o.t.Helper()
	const scope = "#ajouter-financement"
	o.unfold(scope, "Ajouter un financement").choose(scope, "Dispositif", dispositif).fill(scope, "Financeur",
		financeur).fill(scope, "Montant demandé (€)", montant)
	o.press(scope, "Ajouter au plan").says("La ligne est ajoutée au plan de financement.")
}

// recordAccord notes what the funder answered.
func (o *onglet) recordAccord(dispositif, date, montant string) {
	o.t.Helper()
	const scope = "#tentative [id^=financement-]"
	o.unfold("#tentative", dispositif+" : dossier, pièces, réponse").pick(scope, "Où en est la demande ?", "Accord").
		fill(scope, "Date du dépôt ou de la réponse", date).fill(scope, "Montant accordé (€)", montant)
	o.press(scope, "Enregistrer").says("Le plan de financement est à jour.")
}

// confirmEntry answers five of the six checks: the program asks to acknowledge
// the sixth, and the answers given are still there.
func (o *onglet) confirmEntry(date string) {
	o.t.Helper()
	const scope = "#passage-confirmer_entree"
	o.unfold("#suite", "Confirmer l'entrée").fill(scope, "Date d'entrée réelle", date)
	points := eval[[]string](o, "[...within(arguments[0]).querySelectorAll('fieldset legend')].map(words)", scope)
	for _, p := range points[:5] {
		o.pick(scope, p, "Oui")
	}
	o.press(scope, "Confirmer l'entrée")
	if o.status() != 422 {
		o.t.Errorf("an entry check with a hole: status %d", o.status())
	}
	if !eval[bool](o, "choice(arguments[0], arguments[1], 'Oui').checked", scope, points[0]) ||
		o.holds(scope, "Date d'entrée réelle") != date {
		o.t.Error("the answers of the check are lost")
	}
	o.acknowledge(scope)
	o.press(scope, "Confirmer l'entrée").says("Le passage est enregistré.", "Pour passer à « Sortie »")
}

// transition opens the short form of a passage, fills it, acknowledges what it
// warns of, and applies it. avertit are pieces of the warnings that must be
// there.
func (o *onglet) transition(code, libelle, date string, fill func(scope string), avertit ...string) {
	o.t.Helper()
	scope := "#passage-" + code
	if !eval[bool](o, "within(arguments[0]).open", scope) {
		o.unfold("#suite", libelle)
	}
	dates := eval[[]string](o, "[...within(arguments[0]).querySelectorAll('label')].filter((l) => l.control && l.control.name "+
		"=== 'date').map(words)", scope)
	o.fill(scope, dates[0], date)
	if fill != nil {
		fill(scope)
	}
	dits := o.acknowledge(scope)
	o.press(scope, libelle)
	if o.status() == 422 { // what was typed brought a warning more
		dits = o.acknowledge(scope)
		o.press(scope, libelle)
	}
	for _, a := range avertit {
		if !strings.Contains(strings.Join(dits, "\n"), a) {
			o.t.Errorf("%s does not warn: %s. It says: %q", libelle, a, dits)
		}
	}
	o.says("Le passage est enregistré.")
}

func (o *onglet) logSuivi(date, avec, texte string) {
	o.t.Helper()
	o.fill("#suivi", "Ce qui a été dit, ce qui suit", texte).choose("#suivi", "Avec", avec).fill("#suivi", "Le", date)
	o.press("#suivi", "Consigner").says("Le suivi est consigné.", texte)
}

// observe is the encadrant's part, on a telephone: a person, a word, a face and
// a sentence.
func (o *onglet) observe(nom, phrase string) {
	o.t.Helper()
	o.visit("/").fill("", "Rechercher une personne", "misca").press("main", "Rechercher")
	o.loads(nom, func() {
		o.click("only([...document.querySelectorAll('.visages a')].filter((a) => words(a).includes(arguments[0])), arguments[0])", nom)
	})
	o.pick("", "Vous avez vu quelque chose sur…", "Envie d'apprendre").pick("", "Comment ça se passe ?",
		"Ça va bien").fill("", "En une phrase", phrase)
	o.press("main", "Envoyer").says("L'observation est envoyée.")
}

var nombre = regexp.MustCompile(`[\d ]*\d(?:,\d+)?`)

// readResultats reads every figure of the page of results, by its words.
func (o *onglet) readResultats() map[string]float64 {
	o.t.Helper()
	o.press("nav", "Résultats")
	lus := map[string]float64{}
	chiffres := eval[map[string][]string](o, `Object.fromEntries([...document.querySelectorAll(".chiffre")].map((c) => [words(c.querySelector("h3")),
		[words(c.querySelector(".chiffre-valeur")), c.querySelector(".chiffre-rapport") ? words(c.querySelector(".chiffre-rapport")) : ""]]))`)
	for libelle, textes := range chiffres {
		if n := nombre.FindString(textes[0]); n != "" {
			lus[libelle] = number(o, n)
		}
		if ns := nombre.FindAllString(textes[1], -1); len(ns) == 2 {
			lus[libelle+" : numérateur"], lus[libelle+" : dénominateur"] = number(o, ns[0]), number(o, ns[1])
		}
	}
	barres := eval[map[string]string](o, `Object.fromEntries([...document.querySelectorAll(".carte[id]")].flatMap((c) =>
		[...c.querySelectorAll("tbody tr")].map((r) => ["#" + c.id + " " + words(r.querySelector("th")), words(r.querySelector("td.nombre"))])))`)
	for libelle, texte := range barres {
		if n := nombre.FindString(texte); n != "" {
			lus[libelle] = number(o, n)
		}
	}
	return lus
}

func number(o *onglet, texte string) float64 {
	n, err := strconv.ParseFloat(strings.NewReplacer(" ", "", ",", ".").Replace(texte), 64)
	if err != nil {
		o.t.Fatal(err)
	}
	return n
}
