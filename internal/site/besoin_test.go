package site_test

import (
	"net/url"
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

func TestANeedIsNotedFromTheFile(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	s := m.Salarie(t, m.Aci, "Nadia", "Benali")
	p := m.as(t, "cip@aci.test")
	adresse := "/salaries/" + itoa(s.ID) + "/parcours"
	page := p.get(adresse+"/nouveau").wants(200, "Identifier un besoin", "Nadia Benali", "Observation de l'encadrant technique")
	checkPage(t, "need", page)
	if d := page.value("date"); d != "2026-03-02" {
		t.Errorf("dated %q at first", d)
	}
	r := p.submit(page, adresse, "origine", "", "intitule", "", "description", strings.Repeat("é", 10_000), "date",
		"2026-03-03", "freins", "logement").
		wants(422, "choses sont à corriger")
	checkPage(t, "need refused", r)
	for champ, message := range map[string]string{"origine": "Indiquez d'où vient le besoin.",
		"intitule": "Indiquez le projet en quelques mots", "description": "10 000 caractères", "date": "Cette date est dans le futur"} {
		if !isBeside(r, champ, message) {
			t.Errorf("%q is not beside %s", message, champ)
		}
	}
	if r.value("date") != "2026-03-03" || r.value("freins") != "logement" || len(r.value("description")) != 20_000 {
		t.Error("what was typed is lost")
	}
	r = p.submit(r, adresse, "origine", "salarie", "intitule", "Agent de propreté", "description", "Elle aime l'ordre.",
		"date", "30/02/2026").wants(422, "Cette date n'existe pas")
	fait := p.submit(r, adresse, "origine", "salarie", "intitule", "Agent de propreté", "description", "Elle aime l'ordre.",
		"date", "20/02/2026")
	fiche := p.follow(fait).wants(200, "Le besoin est enregistré", "Agent de propreté — Nadia Benali",
		"Elle aime l'ordre.", "20/02/2026", "Logement")
	checkPage(t, "new file", fiche)
	if l := fait.location(); l != "/parcours/"+idIn(t, l) {
		t.Errorf("redirected to %s", l)
	}
	// The same form sent again leads to the same file.
	if again := p.submit(r, adresse, "origine", "salarie", "intitule", "Agent de propreté", "date",
		"20/02/2026"); again.location() != fait.location() {
		t.Errorf("the second click led to %s", again.location())
	}
	// A second project asks first.
	page = p.get(adresse+"/nouveau").wants(200, "Freins déjà suivis : logement.")
	r = p.submit(page, adresse, "origine", "plie", "intitule", "Cariste").wants(422,
		"Cette personne a déjà un parcours en cours", "Lisez les points d'attention")
	p.follow(p.submit(r, adresse, parcours.ChampAcquittes, "autre_parcours_ouvert")).wants(200, "Cariste")
	p.get("/salaries/"+itoa(s.ID)).wants(200, "Cariste", "Agent de propreté")
	p.post(adresse, "origine", "plie", "intitule", "Suite", "date", "2026-03-02", "precedent", "999", parcours.ChampAcquittes,
		"autre_parcours_ouvert").
		wants(422, "Ce parcours n'est pas de cette personne")
}

// TestANeedFollowsACompletedTraining: offered on the page of a parcours that went
// to its term, kept by the form, and told on both pages.
func TestANeedFollowsACompletedTraining(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnDeroulement)
	const offre = "Identifier un nouveau besoin à la suite"
	d.open().lacks(offre)
	page := d.pass("terminer", "date", "2026-03-02", "heures", "105", "evaluation", "reussie", "situation",
		"autre_formation").wants(200, offre)
	lien := page.find(func(n *node) bool { return n.Data == "a" && strings.Contains(attr(n, "href"), "precedent="+itoa(d.id)) })
	if len(lien) != 2 { // beside the warning on a repositionnement too
		t.Fatalf("%d links to the form of a need", len(lien))
	}
	form := d.get(attr(lien[0], "href")).wants(200, "À la suite du parcours terminé :", "Agent de propreté")
	checkPage(t, "a need that follows", form)
	adresse, _, _ := strings.Cut(attr(lien[0], "href"), "/nouveau")
	form = d.submit(form, adresse, "origine", "salarie").wants(422, "Indiquez le projet", "À la suite du parcours terminé :") // kept
	suite := d.follow(d.submit(form, adresse, "intitule", "Permis B")).wants(200, "Le besoin est enregistré", "Suite de : Agent de propreté")
	checkPage(t, "the parcours that follows", suite)
	if len(suite.find(hasHref(d.url))) == 0 {
		t.Error("nothing leads back to the parcours before")
	}
	checkPage(t, "the parcours before", d.open().wants(200, "Suivi par : Permis B", offre))
	// Closed, it may still be followed; frozen or elsewhere, not.
	d.follow(d.submit(d.open(), d.url+"/cloture", "motif", "suivi_termine")).wants(200, "Parcours terminé", offre)

	// A parcours that has not gone to its term cannot be followed: the link goes,
	// what was typed stays.
	permis := suite.find(hasHref("/parcours/"))
	ouvert := ""
	for _, n := range permis {
		if h := attr(n, "href"); strings.HasSuffix(h, "/historique") {
			ouvert = strings.TrimSuffix(strings.TrimPrefix(h, "/parcours/"), "/historique")
		}
	}
	d.get(adresse + "/nouveau?precedent=" + ouvert).wants(200).lacks("À la suite du parcours")
	d.get(adresse + "/nouveau?precedent=999").wants(200).lacks("À la suite du parcours")
	r := d.post(adresse, "origine", "salarie", "intitule", "Suite", "date", "2026-03-02", "precedent", ouvert).
		wants(422, "on ne fait suite qu'à une formation allée à son terme").lacks("À la suite du parcours")
	checkPage(t, "a link that cannot be", r)
	r = d.submit(r, adresse).wants(422, "Cette personne a déjà un parcours en cours")
	d.follow(d.submit(r, adresse, parcours.ChampAcquittes, "autre_parcours_ouvert")).wants(200, "Suite —").lacks("Suite de :")
}

func TestAnEncadrantSignalsANeedAndNothingElse(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	s := m.Salarie(t, m.Aci, "Nadia", "Benali")
	p := m.as(t, "encadrant@aci.test")
	adresse := "/salaries/" + itoa(s.ID) + "/parcours"
	page := p.get(adresse+"/nouveau").wants(200, "Nadia Benali").lacks("Freins à lever", "PLIE", "Reprendre un parcours")
	p.post(adresse, "origine", "plie", "intitule", "Cariste", "date", "2026-03-02").wants(422,
		"choisissez l'origine « Observation de l'encadrant technique »")
	fait := p.submit(page, adresse, "intitule", "Conduite d'engins")
	if fait.location() != "/observations" {
		t.Errorf("led to %s", fait.location())
	}
	p.follow(fait).wants(200, "Le besoin est transmis au CIP.")
	m.as(t, "cip@aci.test").get("/parcours?vue=mes").wants(200, "Conduite d'engins", "Nadia Benali")
	p.get("/salaries/" + itoa(s.ID) + "/reprise").wants(403)
}

// TestAParcoursIsTakenOverFromEveryState: the form of a state asks what it
// rests on, and nothing else; refused, it comes back as it was typed.
func TestAParcoursIsTakenOverFromEveryState(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	faits := map[parcours.Etat]url.Values{
		parcours.BesoinIdentifie: {},
		parcours.EnFinancement:   {"depuis": {"2026-02-10"}},
		parcours.EnEntree:        {"depuis": {"2026-02-10"}, "date_entree_prevue": {"2026-03-16"}},
		parcours.EnDeroulement:   {"date_entree": {"2026-02-10"}},
		parcours.Sorti: {"date_entree": {"2026-02-10"}, "date_fin": {"2026-02-27"}, "evaluation": {"reussie"},
			"situation": {"emploi"}, "heures": {"70"}},
		parcours.Abandonne: {"date_entree": {"2026-02-10"}, "date_abandon": {"2026-02-20"},
			"motifs": {"mobilite", "sante"}, "heures": {"12,5"}},
		parcours.Repositionnement: {"depuis": {"2026-02-10"}, "solution": {"autre_of"}},
		parcours.SansSuite:        {"depuis": {"2026-02-10"}, "motif": {"non_pertinent"}},
	}
	for _, e := range parcours.Etats {
		s := m.Salarie(t, m.Aci, "Nadia", "N"+string(e.Code))
		adresse := "/salaries/" + itoa(s.ID) + "/reprise"
		choix := p.get(adresse).wants(200, "Où en est ce parcours aujourd'hui ?", e.Libelle)
		checkPage(t, "choice of a state", choix)
		page := p.get(adresse+"?etat="+string(e.Code)).wants(200, e.Libelle, "Projet")
		checkPage(t, string(e.Code), page)
		for champ := range faits[e.Code] {
			if len(page.find(func(n *node) bool { return attr(n, "name") == champ })) == 0 {
				t.Errorf("%s: %s is not asked", e.Code, champ)
			}
		}
		champs := []string{"intitule", "Agent de propreté", "origine", "salarie", "date", "05/02/2026", "description", "Repris du tableau."}
		for champ, valeurs := range faits[e.Code] {
			for _, v := range valeurs {
				champs = append(champs, champ, v)
			}
		}
		vide := p.submit(page, adresse, "intitule", "Repris", "description", "Du tableau.").wants(422, "Indiquez")
		if vide.value("description") != "Du tableau." || vide.value("etat") != string(e.Code) {
			t.Errorf("%s: what was typed is lost", e.Code)
		}
		checkPage(t, string(e.Code)+" refused", vide)
		r := p.submit(page, adresse, champs...)
		if r.status == 422 { // what is missing is read first
			r = p.submit(r.wants(422, "La formation n'est pas décrite"), adresse, parcours.ChampAcquittes, "formation_inconnue")
		}
		fiche := p.follow(r).wants(200, "Le parcours est repris.", e.Libelle, "Repris du tableau.")
		checkPage(t, string(e.Code)+" taken over", fiche)
	}
	p.get("/salaries/1/reprise?etat=inconnu").wants(200, "Où en est ce parcours aujourd'hui ?")
}

// TestARepositionnementKeepsTheTrainingBefore: it is in the results.
func TestARepositionnementKeepsTheTrainingBefore(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	s := m.Salarie(t, m.Aci, "Nadia", "Benali")
	p := m.as(t, "cip@aci.test")
	adresse := "/salaries/" + itoa(s.ID) + "/reprise"
	page := p.get(adresse+"?etat=repositionnement").wants(200, "La formation d'avant, si la personne y est entrée")
	champs := []string{"intitule", "Cariste", "origine", "salarie", "date", "2026-01-05", "depuis", "2026-02-20", "solution",
		"autre_of", "date_entree", "2026-01-19", "heures", "12,5"}
	r := p.submit(page, adresse, champs...).wants(422)
	if !isBeside(r, "date_abandon", "La formation d'avant a pris fin") || !keeps(r, adresse, "heures", "12,5") {
		t.Errorf("%.400s", r.text())
	}
	checkPage(t, "a training without an end", r)
	r = p.submit(r, adresse, append(champs, "date_abandon", "2026-02-06", "motifs", "mobilite", parcours.ChampAcquittes,
		"formation_inconnue")...)
	p.follow(r).wants(200, "Le parcours est repris.", "Repositionnement", "Tentative 2", "abandon, mobilité, le 06/02/2026",
		"Autre organisme de formation")
	m.as(t, "directeur@aci.test").get("/rapports/resultats?debut=2026-01-01&fin=2026-03-02").wants(200, "12,5")
}

func TestATakenOverTrainingIsDescribedWholeOrLeftOut(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	s := m.Salarie(t, m.Aci, "Nadia", "Benali")
	p := m.as(t, "cip@aci.test")
	adresse := "/salaries/" + itoa(s.ID) + "/reprise"
	page := p.get(adresse + "?etat=deroulement").wants(200)
	r := p.submit(page, adresse, "intitule", "Agent de propreté", "origine", "salarie", "date", "2026-02-05", "date_entree",
		"2026-02-01", "formation_intitule", "Titre pro", "heures_prevues", "beaucoup").
		wants(422)
	r = p.submit(r, adresse, "heures_prevues", "70").wants(422, "L'entrée est avant la date du besoin",
		"Choisissez le type de formation.", "Indiquez où a lieu la formation.")
	if r.value("formation_intitule") != "Titre pro" {
		t.Error("the training is lost")
	}
	p.follow(p.submit(r, adresse, "date_entree", "2026-02-10", "type", "certifiante", "lieu", "of", "organisme", "GRETA",
		"date_debut_prevue", "2026-02-10", "date_fin_prevue", "2026-03-10", "heures_prevues", "70", "cout", "0")).
		wants(200, "Titre pro", "GRETA", "Le parcours est repris.")
}

func TestANeedOfSomebodyElsesPersonIsNotFound(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	etranger := m.Salarie(t, m.Etti, "Karim", "Petit")
	gele := m.Salarie(t, m.Aci, "Léa", "Gelée")
	err := m.app.FreezeSalarie(t.Context(), m.Aci.Directeur, gele.ID, parcours.Gel{Gele: true, Motif: "À sa demande."})
	if err != nil {
		t.Fatal(err)
	}
	p := m.as(t, "cip@aci.test")
	champs := []string{"origine", "salarie", "intitule", "Cariste", "date", "2026-03-02", "etat", "besoin_identifie"}
	for _, suite := range []string{"/parcours", "/reprise"} {
		p.post("/salaries/"+itoa(etranger.ID)+suite, champs...).wants(404).lacks("Karim")
		p.post("/salaries/"+itoa(gele.ID)+suite, champs...).wants(409, "gelé")
		p.post("/salaries/x"+suite, champs...).wants(404)
	}
	for _, suite := range []string{"/parcours/nouveau", "/reprise?etat=sortie"} {
		p.get("/salaries/" + itoa(etranger.ID) + suite).wants(404).lacks("Karim")
		p.get("/salaries/0" + suite).wants(404)
	}
}
