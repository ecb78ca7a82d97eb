package site_test

import (
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

// TestWhatIsMissingLeadsToWhereItIsFilled in every state, whatever try is open.
func TestWhatIsMissingLeadsToWhereItIsFilled(t *testing.T) {
	t.Parallel()
	abandonnee := func(solution string) *dossier {
		d := newDossier(t).to(parcours.Abandonne)
		d.pass("repositionner", "solution", solution, "date", "2026-02-26")
		return d
	}
	// Taken over without its training: the entry is the only way on.
	reprise := func() *dossier {
		d := newDossier(t)
		s := d.m.Salarie(t, d.m.Aci, "Léa", "Reprise")
		id, err := d.m.app.ResumeParcours(t.Context(), d.m.Aci.Cip, s.ID, parcours.Reprise{Etat: parcours.Repositionnement, Depuis: aujourdhui,
			Besoin: parcours.Besoin{Origine: "salarie", Intitule: "Cariste",
				Date: aujourdhui}, Suite: parcours.Suite{Solution: "report"}, Acquittes: []string{"formation_inconnue"}}, "")
		if err == nil {
			_, err = d.m.app.AddFinancement(t.Context(), d.m.Aci.Cip, id, parcours.Financement{Dispositif: "sans_cout"}, "")
		}
		if err != nil {
			t.Fatal(err)
		}
		d.id, d.url = id, "/parcours/"+itoa(id)
		return d
	}
	for nom, c := range map[string]struct {
		d     *dossier
		mene  []string // the places that this page must name
		alors string   // and what one reads there
	}{
		"a need": {newDossier(t), []string{"#formation", "#financement", "#freins"}, ""},
		"money":  {newDossier(t).to(parcours.EnFinancement), []string{"#securisation"}, ""},
		"an entry": {newDossier(t).to(parcours.EnEntree), []string{"#passage-confirmer_entree"},
			"Contrôle de l'entrée : 6 points à vérifier dans les premiers jours."},
		"a training":            {newDossier(t).to(parcours.EnDeroulement), []string{"#suivi"}, ""},
		"another training":      {abandonnee("autre_of"), []string{"#solution"}, "Solution retenue"},
		"a report":              {abandonnee("report"), []string{"#solution"}, "Report de la même formation"},
		"a report taken over":   {reprise(), []string{"#securisation"}, "Sécurisation de l'entrée"},
		"an abandoned training": {newDossier(t).to(parcours.Abandonne), nil, ""},
	} {
		page := c.d.open().wants(200, c.alors)
		var ancres []string
		for _, n := range page.find(func(n *node) bool { return n.Data == "a" && strings.HasPrefix(attr(n, "href"), "#") }) {
			ancre := attr(n, "href")
			ancres = append(ancres, ancre)
			if len(page.find(func(x *node) bool { return "#"+attr(x, "id") == ancre })) != 1 {
				t.Errorf("%s: %q leads to %s, which is not on the page", nom, (&reponse{t: t, doc: n}).text(), ancre)
			}
		}
		for _, ancre := range c.mene {
			if !slices.Contains(ancres, ancre) {
				t.Errorf("%s: nothing leads to %s, only %v", nom, ancre, ancres)
			}
		}
		checkPage(t, nom, page)
	}
}

// TestAContractThatEndsTooEarlyLeadsToItsDates, in the form of the person.
func TestAContractThatEndsTooEarlyLeadsToItsDates(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnFinancement)
	var salarie string
	for _, n := range d.open().find(hasHref("/salaries/")) {
		if strings.HasPrefix((&reponse{t: t, doc: n}).text(), "Dossier de ") {
			salarie = attr(n, "href")
		}
	}
	d.follow(d.submit(d.get(salarie+"/modifier"), salarie, "date_debut_contrat", "2025-09-01", "date_fin_contrat",
		"2026-03-10", "date_fin_pass", "2026-03-11")).wants(200)
	page := d.open().wants(200, "Le contrat finit le 10/03/2026, avant la fin prévue de la formation, le 20/03/2026.",
		"Une prolongation « Fin d'une formation » est possible")
	formulaire := d.get(salarie + "/modifier").wants(200)
	for _, champ := range []string{"salarie-date_fin_contrat", "salarie-date_fin_pass"} {
		if len(page.find(hasHref(salarie+"/modifier#"+champ))) == 0 ||
			len(formulaire.find(func(n *node) bool { return attr(n, "id") == champ })) != 1 {
			t.Errorf("nothing leads to %s", champ)
		}
	}
}

// TestAnEntryIsPlannedBeforeItsEndAndConfirmedForSomebodyWhoCame: the refusal
// stands beside what is wrong, and says what to do.
func TestAnEntryIsPlannedBeforeItsEndAndConfirmedForSomebodyWhoCame(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnFinancement)
	r := d.submit(d.open(), d.url+"/transitions", "transition", "planifier_entree", "date_entree_prevue", "2026-09-01",
		"date_fin_prevue", "2026-03-20").wants(422)
	if !isBeside(r, "date_fin_prevue", "La fin prévue, le 20/03/2026, est avant l'entrée prévue, le 01/09/2026.") ||
		!keeps(r, d.url+"/transitions", "date_entree_prevue", "2026-09-01") {
		t.Errorf("%.400s", r.text())
	}
	checkPage(t, "an end before the entry", r)
	d.pass("planifier_entree", "date_entree_prevue", "2026-03-02").wants(200, "02/03/2026 – 30/03/2026") // 28 days, as chosen
	r = d.submit(d.open(), d.url+"/transitions", "transition", "confirmer_entree", "controle_venu", "non",
		"controle_absence_comprise", "oui").wants(422)
	if !isBeside(r, "controle_venu", "Utilisez « Signaler une non-présentation », ou « Reporter l'entrée ».") {
		t.Errorf("%.400s", r.text())
	}
	checkPage(t, "nobody came", r)
}

// TestAPassageOnWhichSomethingRestsSaysWhatToDoInstead of losing its button
// without a word.
func TestAPassageOnWhichSomethingRestsSaysWhatToDoInstead(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnEntree)
	if n := len(d.open().find(func(n *node) bool {
		return attr(n, "name") == "absence" && attr(closest(n, "form"), "action") == d.url+"/suivis"
	})); n != 0 {
		t.Error("an absence in training is asked before the entry")
	}
	d = newDossier(t).to(parcours.EnDeroulement)
	d.open().wants(200, "Annuler le dernier passage", "Pourquoi l'annuler ?")
	d.follow(d.submit(d.open(), d.url+"/suivis", "texte", "Absente.", "absence", "injustifiee", "date",
		aujourdhui.AddDays(-3).String())).wants(200, "Absence injustifiée")
	page := d.open().wants(200, "Annuler le dernier passage", "Corrigez-la, ou retirez-la d'abord.").lacks("Pourquoi l'annuler ?")
	checkPage(t, "an entry that stays", page)
	r := d.submit(page, d.url+"/transitions", "transition", "abandonner", "date", aujourdhui.AddDays(-5).String(), "motifs",
		"mobilite", "solutions_cherchees", "Covoiturage.").wants(422)
	if !isBeside(r, "date", "Une absence en formation est notée le 27/02/2026, après cette date.") {
		t.Errorf("%.400s", r.text())
	}
}
