package site_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func TestAddingSomebodySaysAllThatIsWrongAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	r := p.post("/salaries", "prenom", "Nadia", "nom", "", "date_naissance", "31/02/1990", "email", "nadia", "telephone", "06 12 34 56 78",
		"date_debut_contrat", "2026-03-01", "date_fin_contrat", "2026-02-01", "cle", "clef-1").
		wants(422, "Indiquez le nom.", "Cette date n'existe pas", "Cette adresse n'est pas valable",
			"La fin du contrat est avant son début", "choses sont à corriger")
	checkPage(t, "salarié refused", r)
	for champ, valeur := range map[string]string{"prenom": "Nadia", "date_naissance": "31/02/1990", "email": "nadia",
		"telephone": "06 12 34 56 78", "cle": "clef-1"} {
		if got := r.value(champ); got != valeur {
			t.Errorf("%s came back as %q", champ, got)
		}
	}
	p.get("/salaries?suivi=tous").wants(200, "Aucun salarié pour l'instant")
}

func TestAddingSomebodyTwiceWithOneClickAddsThemOnce(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	champs := []string{"prenom", "Nadia", "nom", "Benali", "cle", p.get("/salaries/nouveau").value("cle")}
	premier, second := p.post("/salaries", champs...), p.post("/salaries", champs...)
	if premier.location() != second.location() || premier.status != http.StatusSeeOther {
		t.Errorf("%d %s, then %d %s", premier.status, premier.location(), second.status, second.location())
	}
	p.follow(premier).wants(200, "Le salarié est ajouté.", "Nadia Benali", "CIP ACI")
	p.get(premier.location()).lacks("Le salarié est ajouté.") // said once
	p.get("/salaries").wants(200, "1 salarié")
}

func TestAListKeepsItsFiltersWhenOneComesBack(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	for _, nom := range []string{"Benali", "Éclair", "Zidi"} {
		m.Salarie(t, m.Aci, "Nadia", nom)
	}
	p := m.as(t, "cip@aci.test")
	cherche := p.submit(p.get("/salaries?tri=-nom&suivi=tous"), "/recherche", "q", "eclair")
	liste := p.follow(cherche).wants(200, "Nadia Éclair", "1 salarié").lacks("Zidi")
	lien := ""
	for _, a := range liste.find(hasHref("/salaries/")) {
		if strings.Contains(attr(a, "href"), "retour=") {
			lien = attr(a, "href")
		}
	}
	fiche := p.get(lien).wants(200, "Nadia Éclair")
	leadsBack := func(ou string, r *reponse) {
		t.Helper()
		if len(r.find(func(n *node) bool { return n.Data == "a" && attr(n, "href") == cherche.location() })) == 0 {
			t.Errorf("no way back to the filtered list from %s", ou)
		}
	}
	leadsBack(lien, fiche)
	adresse, id := "/salaries/"+idIn(t, lien), idIn(t, lien)
	for suite, champs := range map[string][]string{
		"/freins": {"code", "mobilite"}, "/confier": {"cip_id", ""}, "/encadrants": {"encadrants", itoa(m.Aci.Encadrant.UtilisateurID)},
		"/observations": {"theme", "envie", "niveau", "bien", "texte", "Elle demande à apprendre."},
	} {
		leadsBack(suite, p.follow(p.submit(fiche, adresse+suite, champs...)).wants(200))
	}
	leadsBack("a refused form", p.submit(p.get(lien), adresse+"/freins", "code", "").wants(422))
	ouvre := func(r *reponse, debut string) *reponse {
		t.Helper()
		liens := r.find(hasHref(debut))
		if len(liens) == 0 {
			t.Fatalf("nothing leads to %s", debut)
		}
		return p.get(attr(liens[0], "href")).wants(200)
	}
	leadsBack("modifying", p.follow(p.submit(ouvre(fiche, adresse+"/modifier"), adresse, "metier", "Peintre")))
	leadsBack("the history", ouvre(ouvre(fiche, adresse+"/historique"), adresse+"?retour="))
	leadsBack("adding somebody", p.follow(p.submit(ouvre(liste, "/salaries/nouveau"), "/salaries", "prenom", "Ana", "nom", "Roy")))
	besoin := p.follow(p.submit(ouvre(fiche, adresse+"/parcours/nouveau"), adresse+"/parcours", "origine", "salarie",
		"intitule", "Cariste", "date", "2026-02-20"))
	leadsBack("a new need", besoin.wants(200, "Cariste"))
	leadsBack("the file again", ouvre(besoin, "/salaries/"+id+"?retour="))
	// Coming from elsewhere, the way back is the whole list; another site never is.
	fiche = p.get("/salaries/" + idIn(t, lien) + "?retour=https://ailleurs.example").wants(200)
	if len(fiche.find(hasHref("https://ailleurs"))) > 0 {
		t.Error("the way back leads to another site")
	}
}

func TestListOfSalariesFiltersByCipAndState(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	s := m.Salarie(t, m.Aci, "Nadia", "Benali")
	m.Salarie(t, m.Aci, "Karim", "Petit")
	if _, err := m.app.CreateSalarie(t.Context(), m.Aci.Directeur, parcours.Salarie{Prenom: "Léa", Nom: "Sanscip"}, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := m.app.IdentifyBesoin(t.Context(), m.Aci.Cip, s.ID,
		parcours.Besoin{Origine: "salarie", Intitule: "Soudure", Date: aujourdhui}, ""); err != nil {
		t.Fatal(err)
	}
	p := m.as(t, "cip@aci.test")
	for adresse, w := range map[string]struct{ oui, non string }{
		"/salaries":                                 {"Nadia Benali", "Sanscip"},
		"/salaries?suivi=tous":                      {"Léa Sanscip", "nobody is missing"},
		"/salaries?suivi=aucun":                     {"Léa Sanscip", "Nadia"},
		"/salaries?etat=besoin_identifie":           {"Soudure", "Karim"},
		"/salaries?etat=aucun":                      {"Karim Petit", "Nadia"},
		"/salaries?q=zzz":                           {"Personne ne correspond", "Nadia"},
		"/salaries?q=sanscip":                       {"1 salarié de la structure correspond", "Personne ne correspond"},
		"/salaries?page=9999999999999&tri=nimporte": {"Karim Petit", ""}, // the last page there is
		"/parcours?page=99":                         {"Nadia", ""},
	} {
		p.get(adresse).wants(200, w.oui)
		if w.non != "" {
			p.get(adresse).lacks(w.non)
		}
	}
	r := p.get("/salaries.xlsx?etat=aucun").wants(200)
	if !strings.HasPrefix(string(r.corps), "PK") || !strings.Contains(r.headers.Get("Content-Disposition"), "salaries-2026-03-02.xlsx") {
		t.Errorf("%s", r.headers.Get("Content-Disposition"))
	}
}

func TestTwoPeopleEditTheSamePerson(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	s := m.Salarie(t, m.Aci, "Nadia", "Benali")
	adresse := "/salaries/" + itoa(s.ID)
	lent, vif := m.as(t, "cip@aci.test"), m.as(t, "directeur@aci.test")
	form := lent.get(adresse + "/modifier").wants(200)
	vif.follow(vif.post(adresse, "version", form.value("version"), "prenom", "Nadia", "nom", "Benali", "telephone",
		"0612345678", "commune", "Albert")).wants(200)

	// The slow one typed a trade and another town, and touched nothing else.
	tout := []string{"version", form.value("version"), "prenom", "Nadia", "nom", "Benali", "telephone", "", "commune",
		"Amiens", "metier", "Agent d'entretien"}
	for _, c := range []string{"prenom", "nom", "telephone", "commune", "metier"} {
		tout = append(tout, "avant."+c, form.value("avant."+c))
	}
	r := lent.post(adresse, tout...).wants(409, "a modifié ce dossier pendant votre saisie", "Téléphone : 0612345678", "Commune : Albert")
	checkPage(t, "conflict", r)
	for champ, valeur := range map[string]string{"metier": "Agent d'entretien", "commune": "Amiens", "telephone": "0612345678"} {
		if got := r.value(champ); got != valeur {
			t.Errorf("%s came back as %q, want %q", champ, got, valeur)
		}
	}
	// Read, and sent again: it passes.
	lent.follow(lent.post(adresse, "version", r.value("version"), "prenom", "Nadia", "nom", "Benali", "telephone", r.value("telephone"),
		"commune", "Amiens", "metier", "Agent d'entretien")).wants(200, "Agent d'entretien", "Amiens", "06 12 34 56 78")
}

func TestHandingOverAndSupervising(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	s := m.Salarie(t, m.Aci, "Nadia", "Benali")
	adresse := "/salaries/" + itoa(s.ID)
	p := m.as(t, "cip@aci.test")
	p.follow(p.post(adresse+"/confier", "cip_id", itoa(m.DoubleAci.UtilisateurID))).wants(200,
		"Le CIP de la personne est changé.", "Dominique Deux")
	p.follow(p.post(adresse+"/confier", "cip_id", itoa(m.DoubleAci.UtilisateurID))).wants(200,
		"ce CIP accompagne déjà le salarié", "Dominique Deux").lacks("est changé.")
	p.post(adresse+"/confier", "cip_id", itoa(m.Etti.Cip.UtilisateurID)).wants(422, "n'est pas CIP dans votre structure")
	p.follow(p.post(adresse+"/encadrants", "encadrants", itoa(m.Aci.Encadrant.UtilisateurID))).wants(200, "Encadrant technique ACI")
	p.follow(p.post(adresse + "/encadrants")).wants(200).lacks("Encadrants Encadrant technique ACI")
}

func TestAFreinIsNotedSolvedAndLifted(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	s := m.Salarie(t, m.Aci, "Nadia", "Benali")
	adresse := "/salaries/" + itoa(s.ID)
	p := m.as(t, "cip@aci.test")
	p.post(adresse+"/freins", "code", "", "date_identifie", "2026-05-01").
		wants(422, "Choisissez le frein.", "Cette date est dans le futur")
	p.follow(p.post(adresse+"/freins", "code", "mobilite", "date_identifie", "2026-02-20", "cle", "f1")).wants(200,
		"Mobilité", "Identifié", "Le frein est noté.")
	p.post(adresse+"/freins", "code", "mobilite", "date_identifie", "2026-02-20", "cle", "f2").wants(409, "déjà suivi")
	freins, err := m.app.ListFreins(t.Context(), m.Aci.Cip, s.ID)
	if err != nil {
		t.Fatal(err)
	}
	frein := adresse + "/freins/" + itoa(freins[0].ID)
	p.post(frein, "etat", "solution_en_cours", "solution", "", "date", "2026-03-02").wants(422, "Indiquez la solution engagée.")
	p.follow(p.post(frein, "etat", "solution_en_cours", "solution", "Covoiturage avec l'équipe", "date",
		"2026-03-02")).wants(200, "Solution en cours", "Covoiturage")
	p.post(frein, "etat", "leve", "date", "2026-01-01").wants(422, "avant celle où le frein a été identifié")
	p.follow(p.post(frein, "etat", "leve", "date", "2026-03-02")).wants(200, "Levé", "levé le 02/03/2026")
	autre := m.Salarie(t, m.Aci, "Karim", "Petit")
	p.post("/salaries/"+itoa(autre.ID)+"/freins/"+itoa(freins[0].ID), "etat", "persistant", "date", "2026-03-02").wants(404)
}

func TestAPersonOfAnotherStructureIsNotFound(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	s := m.Salarie(t, m.Etti, "Karim", "Petit")
	p := m.as(t, "cip@aci.test")
	for _, suite := range []string{"", "/modifier"} {
		p.get("/salaries/"+itoa(s.ID)+suite).wants(404, "introuvable").lacks("Karim")
	}
	for _, suite := range []string{"", "/confier", "/encadrants", "/freins", "/observations"} {
		p.post("/salaries/"+itoa(s.ID)+suite, "prenom", "X", "nom", "Y", "code", "mobilite", "date_identifie", "2026-03-01",
			"theme", "envie", "niveau", "bien", "texte", "Rien", "version", "1").wants(404).lacks("Karim")
	}
	for _, faux := range []string{"abc", "-1", "0", "99999999999999999999", "1%00"} {
		p.get("/salaries/" + faux).wants(404)
	}
}

func TestAnEncadrantObservesFromTheirPhone(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	s := m.Salarie(t, m.Aci, "Nadia", "Benali")
	if err := m.app.SetEncadrants(t.Context(), m.Aci.Cip, s.ID, nil, []int64{m.Aci.Encadrant.UtilisateurID}); err != nil {
		t.Fatal(err)
	}
	p := m.as(t, "encadrant@aci.test")
	p.get("/observations").wants(200, "Nadia Benali")
	adresse := "/observations/" + itoa(s.ID)
	r := p.post(adresse, "theme", "gestes", "texte", "").wants(422, "Choisissez un niveau.", "Écrivez une phrase.")
	if r.value("theme") != "gestes" {
		t.Error("the theme was lost")
	}
	p.follow(p.post(adresse, "theme", "gestes", "niveau", "bien", "texte", "À l'aise avec l'autolaveuse.", "cle", "o1")).
		wants(200, "L'observation est envoyée.", "dernière observation aujourd'hui")
	p.get("/salaries/"+itoa(s.ID)).wants(403, "Cette page ne vous est pas ouverte")
	m.as(t, "cip@aci.test").get("/salaries/"+itoa(s.ID)).wants(200, "À l'aise avec l'autolaveuse.", "Gestes du métier : ça va bien")
}

func TestTodayTellsWhomToContact(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	s := m.Salarie(t, m.Aci, "Nadia", "Benali")
	id, err := m.app.IdentifyBesoin(t.Context(), m.Aci.Cip, s.ID,
		parcours.Besoin{Origine: "salarie", Intitule: "Soudure", Date: aujourdhui.AddDays(-60)}, "")
	if err != nil {
		t.Fatal(err)
	}
	p := m.as(t, "cip@aci.test")
	p.get("/aujourdhui").wants(200, "En retard (1)", "Aucun échange noté depuis le besoin", "Nadia Benali")
	for jours, titre := range map[int]string{-1: "En retard (1)", 0: "Aujourd'hui (1)", 3: "Cette semaine (1)"} {
		_, err := m.app.LogSuivi(t.Context(), m.Aci.Cip, id, parcours.Suivi{Date: aujourdhui.AddDays(-2), Avec: "salarie", Canal: "telephone",
			Texte: "Devis attendu.", DateProchain: aujourdhui.AddDays(jours)}, "")
		if err != nil {
			t.Fatal(err)
		}
		p.get("/aujourdhui").wants(200, titre, "1 dossier à suivre", "Soudure", "Devis attendu.").lacks("Aucun échange", "Dernier échange")
	}
	m.as(t, "cip@deux.test").get("/aujourdhui?qui=moi").lacks("Nadia")
	m.as(t, "directeur@aci.test").get("/aujourdhui").wants(200, "Nadia Benali")
}

func TestTheDirecteurEditsTheStructure(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "directeur@aci.test")
	form := p.get("/structure/modifier").wants(200)
	r := p.post("/structure", "version", form.value("version"), "nom", "", "type", "ACI", "siret", "123", "departement", "999",
		"effectif", "beaucoup").
		wants(422, "Indiquez le nom de la structure.", "Ce SIRET n'est pas valable", "Indiquez un département", "Indiquez un nombre entier")
	if r.value("effectif") != "beaucoup" {
		t.Error("what was typed is lost")
	}
	champs := []string{"version", form.value("version"), "nom", "Les Jardins", "type", "ACI", "departement", "80", "effectif",
		"42", "opco", "akto", "reseaux", "coorace"}
	p.follow(p.post("/structure", champs...)).wants(200, "La structure est à jour.", "42 salariés", "COORACE", "80 · Somme")
	p.post("/structure", champs...).wants(409, "Ce qui a changé")
	m.as(t, "cip@aci.test").post("/structure", champs...).wants(403)
}

func TestTheGuideIsReadAndSearched(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "encadrant@aci.test")
	p.get("/guide").wants(200, "Sécurisation de l'entrée en formation", leGuide(t).Edition().Libelle())
	p.get("/guide?q=pmsmp").wants(200, "réponses pour « pmsmp »")
	p.get("/guide?q=zzzz").wants(200, "0 réponse")
	p.get("/guide/ETP-99").wants(404)
	for _, e := range leGuide(t).Etapes() {
		checkPage(t, e.ID, p.get("/guide/"+e.ID).wants(200, e.Titre))
	}
}

func TestAFailureOfOursGivesAReferenceAndNothingElse(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	m.DB.Close()
	r := p.get("/salaries").wants(500, "Une erreur est survenue")
	id := r.headers.Get("X-Request-Id")
	if !strings.Contains(r.text(), id) || !strings.Contains(m.log.String(), id) {
		t.Errorf("request %q is not told, or not logged", id)
	}
	if strings.Contains(r.text(), "closed") {
		t.Error("the page shows what is inside")
	}
}

func TestAddingSomebodyWhoIsHereAlreadyAsksFirst(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	champs := []string{"prenom", "Zoé", "nom", "Éclair", "date_naissance", "12/05/1990"}
	p.follow(p.post("/salaries", champs...)).wants(200)
	champs = []string{"prenom", "zoe", "nom", "ECLAIR", "date_naissance", "12/05/1990", "telephone", "06 12 34 56 78"}
	r := p.post("/salaries", champs...).wants(422, "Une personne du même nom existe déjà : Zoé Éclair", "Voir ce dossier",
		"Cochez si c'est une autre personne.")
	checkPage(t, "a possible double", r)
	if r.value("telephone") != "06 12 34 56 78" {
		t.Error("what was typed is lost")
	}
	p.get("/salaries").wants(200, "1 salarié")
	suite := p.follow(p.submit(r, "/salaries", parcours.ChampAcquittes, "doublon_possible")).wants(200, "zoe ECLAIR",
		"Le salarié est ajouté.")
	for _, a := range suite.find(func(n *node) bool { return strings.HasSuffix(attr(n, "href"), "/historique") }) {
		p.get(attr(a, "href")).wants(200, "Lu avant d'enregistrer : Une personne du même nom existe déjà")
	}
}
