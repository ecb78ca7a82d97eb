package site_test

import (
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

// ended is a parcours of Nadia whose training ended some months ago.
func ended(t *testing.T, m *monde, mois int) *dossier {
	t.Helper()
	s := m.Salarie(t, m.Aci, "Nadia", "Benali")
	fin := aujourdhui.AddMonths(-mois)
	heures := 105.0
	id, err := m.app.ResumeParcours(t.Context(), m.Aci.Cip, s.ID, parcours.Reprise{
		Etat: parcours.Sorti, Besoin: parcours.Besoin{Origine: "salarie", Intitule: "Agent de propreté", Date: fin.AddMonths(-3)},
		Formation: parcours.Formation{Intitule: "Titre agent de propreté", Type: "certifiante", Lieu: "of",
			DateDebutPrevue: fin.AddMonths(-1), DateFinPrevue: fin, HeuresPrevues: 105, CoutConnu: true},
		DateEntree: fin.AddMonths(-1),
		Issue:      parcours.Issue{DateFin: fin, HeuresRealisees: &heures, Evaluation: "reussie", Situation: "emploi"},
	}, "")
	if err != nil {
		t.Fatal(err)
	}
	return &dossier{m.as(t, "cip@aci.test"), m, id, "/parcours/" + itoa(id)}
}

// TestAnImpactIsNotedFromTheListOfTheDay: it is on the list, it leads to the
// form, and noting it leads back to the list.
func TestAnImpactIsNotedFromTheListOfTheDay(t *testing.T) {
	t.Parallel()
	d := ended(t, newMonde(t), 7)
	liste := d.get("/aujourdhui").wants(200, "1 dossier à suivre", "Impact à 3 mois à noter", "Impact à 6 mois à noter")
	checkPage(t, "list of the day", liste)
	liens := liste.find(func(n *node) bool { return n.Data == "a" && strings.Contains(attr(n, "href"), "#impact-") })
	if len(liens) != 2 {
		t.Fatalf("%d links to the form of the impact", len(liens))
	}
	adresse, ancre, _ := strings.Cut(attr(liens[0], "href"), "#")
	fiche := d.get(adresse).wants(200, "À faire : impact à 3 et 6 mois à noter.")
	if fiche.value("echeance") != "6" || len(fiche.find(func(n *node) bool { return attr(n, "id") == ancre })) != 1 {
		t.Error("the link leads to no field, or the due date is not chosen")
	}
	d.submit(fiche, d.url+"/impacts", "effets", "embauche", "effets", "injoignable").wants(422,
		"« Personne injoignable » ne va avec aucune autre réponse")
	r := d.submit(fiche, d.url+"/impacts", "effets", "embauche")
	if r.location() != "/aujourdhui" {
		t.Errorf("noted, then %s", r.location())
	}
	d.follow(r).wants(200, "L'impact est noté.").lacks("Impact à 3 mois", "Impact à 6 mois")
	d.get("/observations").lacks("impact")
}

// TestLoggingFromTheListOfTheDayLeadsBackToIt, with what was done in sight.
func TestLoggingFromTheListOfTheDayLeadsBackToIt(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	d.follow(d.submit(d.open(), d.url+"/suivis", "texte", "Devis attendu.", "prochain_dans", "7")).wants(200)
	liste := d.get("/aujourdhui?qui=tous").wants(200, "1 dossier à suivre d'ici une semaine", "Cette semaine (1)", "dans 7 jours")
	liens := liste.find(func(n *node) bool { return n.Data == "a" && strings.HasSuffix(attr(n, "href"), "#suivi-texte") })
	if len(liens) != 1 {
		t.Fatalf("%d links to the form", len(liens))
	}
	adresse, _, _ := strings.Cut(attr(liens[0], "href"), "#")
	fiche := d.get(adresse).wants(200)
	retour := fiche.find(func(n *node) bool { return n.Data == "a" && attr(n, "class") == "retour" })
	if len(retour) != 1 || attr(retour[0], "href") != "/aujourdhui?qui=tous" || (&reponse{t: t, doc: retour[0]}).text() != "Aujourd'hui" {
		t.Error("no way back to the list at the top of the page")
	}
	// Refused, the way back stays.
	fiche = d.submit(fiche, d.url+"/suivis", "texte", "").wants(422, "Écrivez une phrase", "Aujourd'hui")
	r := d.submit(fiche, d.url+"/suivis", "texte", "Devis reçu.", "prochain_dans", "")
	if r.location() != "/aujourdhui?qui=tous" {
		t.Errorf("logged, then %s", r.location())
	}
	d.follow(r).wants(200, "Le suivi est consigné.", "Rien à faire cette semaine")
	// From elsewhere one stays on the page.
	if r = d.submit(d.open(), d.url+"/suivis", "texte", "Appelé.", "prochain_dans", ""); !strings.HasPrefix(r.location(), d.url) {
		t.Errorf("logged on the page, then %s", r.location())
	}
}

// TestDirecteurSeesWhatWaitsForHim, and says yes from there.
func TestDirecteurSeesWhatWaitsForHim(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	dir := d.seenBy("directeur@aci.test")
	dir.get("/aujourdhui").wants(200).lacks("À décider")
	dir.get("/rapports/resultats").wants(200).lacks("À décider")
	d.follow(d.submit(d.open(), d.url+"/formation", with(formationDuTest, "cout", "1 140,50")...)).wants(200)
	d.follow(d.submit(d.open(), d.url+"/financements", "dispositif", "fonds_propres", "montant_demande", "1 140,50")).wants(200)
	d.get("/aujourdhui").wants(200).lacks("À décider")
	d.pass("demander_financement")
	const vu = "Agent de propreté : 1 140,50 € de fonds propres, demandés le 02/03/2026"
	liste := dir.get("/aujourdhui").wants(200, "À décider (1)", "Nadia Benali", vu,
		"1 dossier à suivre d'ici une semaine").lacks("Rien à faire")
	checkPage(t, "to decide", liste)
	if len(liste.find(func(n *node) bool {
		return n.Data == "a" && strings.HasSuffix(attr(n, "href"), "#financement") && strings.HasPrefix(attr(n, "href"), d.url)
	})) == 0 {
		t.Error("nothing leads to the plan")
	}
	dir.get("/rapports/resultats").wants(200, "À décider : 1 demande de fonds propres, 1 140,50 €.")
	dir.open().wants(200, "Fonds propres : en planifiant l'entrée, vous donnez votre accord (1 140,50 €)",
		"Attend l'accord du directeur").lacks("Financement obtenu", "accordé (")
	dir.pass("planifier_entree", "date_entree_prevue", "2026-03-02")
	d.open().wants(200, "Accord de la direction · fonds propres : 1 140,50 €",
		"Donné avec le passage « Planifier l'entrée »", "Directeur ACI")
	d.get(d.url+"/historique").wants(200, "Financement modifié · Planifier l'entrée", "accord du directeur : non → oui", "Directeur ACI")
	dir.get("/aujourdhui").wants(200).lacks("À décider")
}

// TestTheUsualWayOnComesFirst: the same action after a report, the impact and the
// closing after an outcome.
func TestTheUsualWayOnComesFirst(t *testing.T) {
	t.Parallel()
	boutons := func(r *reponse) (noms []string) {
		suite := r.find(func(n *node) bool { return attr(n, "id") == "suite" })
		for _, s := range (&reponse{t: t, doc: suite[0]}).find(func(n *node) bool {
			return n.Data == "summary" || n.Data == "a" && strings.Contains(attr(n, "class"), "btn")
		}) {
			nom := (&reponse{t: t, doc: s}).text()
			if strings.Contains(attr(s, "class"), "btn-primary") {
				nom = "*" + nom
			}
			noms = append(noms, nom)
		}
		return noms
	}
	d := newDossier(t).to(parcours.Abandonne)
	d.pass("repositionner", "solution", "report", "date", "2026-02-26")
	if b := boutons(d.open()); b[0] != "*Relancer : même action reportée" {
		t.Errorf("after a report: %q", b)
	}
	d = ended(t, newMonde(t), 7)
	if b := boutons(d.open()); b[0] != "*Noter l'impact" || b[1] != "Clore le parcours" || b[2] != "Repositionner" {
		t.Errorf("an impact is due: %q", b)
	}
	d = ended(t, newMonde(t), 1)
	if b := boutons(d.open().wants(200, "L'impact à 3 mois se note à partir du 17/04/2026.")); b[0] != "Clore le parcours" ||
		b[1] != "Repositionner" {
		t.Errorf("no impact is due yet: %q", b)
	}
	d = ended(t, newMonde(t), 19)
	if b := boutons(d.open()); b[0] != "*Clore le parcours" {
		t.Errorf("no impact is left: %q", b)
	}
}

// TestPlusTardPutsADeadlineOff, on the page of its file; a colleague may have settled it.
func TestPlusTardPutsADeadlineOff(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnEntree)
	page := d.open().wants(200, "À faire (", "la personne est-elle venue ?")
	checkPage(t, "what is to be done", page)
	plusTard := func(n *node) bool { return strings.HasSuffix(attr(n, "action"), "/echeances/entree_jour/differer") }
	page = d.openLink(page, "differer-entree_jour-")
	forms := page.find(plusTard)
	if len(forms) != 1 {
		t.Fatalf("%d forms to put it off", len(forms))
	}
	adresse := attr(forms[0], "action")
	r := d.submit(page, adresse, "date", aujourdhui.String(), "motif", "Formateur absent").wants(422, "Choisissez un jour à venir.")
	if !isBeside(r, "date", "Choisissez un jour à venir.") || valuesOf(r.find(plusTard)[0]).Get("motif") != "Formateur absent" {
		t.Errorf("refused: %.300s", r.text())
	}
	d.follow(d.submit(r, adresse, "date", aujourdhui.AddDays(30).String())).wants(200, "C'est remis à plus tard.").
		lacks("la personne est-elle venue ?")
	d.get("/aujourdhui").lacks("la personne est-elle venue ?")

	// A colleague notes the absence meanwhile: what was typed is told, with why.
	e := newDossier(t).to(parcours.EnEntree)
	vieille := e.openLink(e.open(), "differer-entree_jour-")
	if _, err := e.m.app.ReportNonPresentation(t.Context(), e.m.Aci.Cip, e.id,
		parcours.NonPresentation{Date: aujourdhui.AddDays(-10), Motif: "sante"}, ""); err != nil {
		t.Fatal(err)
	}
	adresse = attr(vieille.find(plusTard)[0], "action")
	e.submit(vieille, adresse, "date", aujourdhui.AddDays(3).String(), "motif", "Il rappelle").
		wants(422, "elle a été réglée, ou sa date a changé", "Il rappelle")
}
