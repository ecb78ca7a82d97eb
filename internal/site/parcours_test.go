package site_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

// dossier is the page of one parcours, seen by somebody.
type dossier struct {
	*personne
	m   *monde
	id  int64
	url string
}

// newDossier opens a need of Nadia Benali, noted twenty days ago.
func newDossier(t *testing.T) *dossier {
	t.Helper()
	m := newMonde(t)
	s := m.Salarie(t, m.Aci, "Nadia", "Benali")
	id, err := m.app.IdentifyBesoin(t.Context(), m.Aci.Cip, s.ID, parcours.Besoin{
		Origine: "salarie", Intitule: "Agent de propreté", Date: aujourdhui.AddDays(-20), Freins: []string{"mobilite"}}, "")
	if err != nil {
		t.Fatal(err)
	}
	return &dossier{m.as(t, "cip@aci.test"), m, id, "/parcours/" + itoa(id)}
}

// seenBy is the same page in the browser of somebody else.
func (d *dossier) seenBy(email string) *dossier {
	c := *d
	c.personne = d.m.as(d.t, email)
	return &c
}

func (d *dossier) open() *reponse { d.t.Helper(); return d.get(d.url).wants(200) }

// submit fills the form that this page sends to an address, keeps the values
// that it shows, and sends it: what a browser without JavaScript does.
func (p *personne) submit(page *reponse, action string, champs ...string) *reponse {
	p.t.Helper()
	forms := page.find(func(n *node) bool {
		chemin, _, _ := strings.Cut(attr(n, "action"), "?")
		return n.Data == "form" && attr(n, "method") == "post" && chemin == action
	})
	for _, f := range forms {
		v := valuesOf(f)
		if i := slices.Index(champs, "transition"); i >= 0 && v.Get("transition") != champs[i+1] {
			continue
		}
		for i := 0; i < len(champs); i += 2 {
			v.Del(champs[i])
		}
		var envoi []string
		for nom, valeurs := range v {
			for _, x := range valeurs {
				envoi = append(envoi, nom, x)
			}
		}
		return p.post(attr(f, "action"), append(envoi, champs...)...)
	}
	p.t.Fatalf("no form to %s with %v on the page", action, champs)
	return nil
}

// valuesOf reads a form as a browser would send it untouched.
func valuesOf(form *node) url.Values {
	v := url.Values{}
	walk(form, func(n *node) {
		nom := attr(n, "name")
		switch {
		case nom == "":
		case n.Data == "input" && !isUnticked(n):
			v.Add(nom, attr(n, "value"))
		case n.Data == "textarea" && n.FirstChild != nil:
			v.Add(nom, n.FirstChild.Data)
		case n.Data == "select":
			walk(n, func(o *node) {
				if o.Data == "option" && has(o, "selected") {
					v.Set(nom, attr(o, "value"))
				}
			})
		}
	})
	return v
}

// pass applies a transition from the page, having read its warnings.
func (d *dossier) pass(code string, champs ...string) *reponse {
	d.t.Helper()
	page := d.open()
	champs = append([]string{"transition", code}, champs...)
	for _, n := range page.find(func(n *node) bool {
		return attr(n, "name") == parcours.ChampAcquittes && attr(closest(n, "form"), "action") != ""
	}) {
		if valuesOf(closest(n, "form")).Get("transition") == code {
			champs = append(champs, parcours.ChampAcquittes, attr(n, "value"))
		}
	}
	return d.follow(d.submit(page, d.url+"/transitions", champs...)).wants(200)
}

var formationDuTest = []string{"intitule", "Titre agent de propreté", "type", "certifiante", "lieu", "of", "organisme", "GRETA",
	"date_debut_prevue", "2026-02-20", "date_fin_prevue", "2026-03-20", "heures_prevues", "105", "cout", "0"}

// to brings the file to a state through the forms of the page.
func (d *dossier) to(etat parcours.Etat) *dossier {
	d.t.Helper()
	il := func(jours int) string { return aujourdhui.AddDays(-jours).String() }
	for _, pas := range []struct {
		vers parcours.Etat
		fait func()
	}{
		{parcours.BesoinIdentifie, func() {}},
		{parcours.EnFinancement, func() {
			d.follow(d.submit(d.open(), d.url+"/formation", formationDuTest...)).wants(200, "La formation est enregistrée.")
			d.follow(d.submit(d.open(), d.url+"/financements", "dispositif", "sans_cout")).wants(200, "La ligne est ajoutée")
			d.pass("demander_financement", "date", il(15))
		}},
		{parcours.EnEntree, func() { d.pass("planifier_entree", "date", il(12), "date_entree_prevue", il(10)) }},
		{parcours.EnDeroulement, func() {
			d.pass("confirmer_entree", "date", il(10), "controle_venu", "oui", "controle_absence_comprise", "sans_objet",
				"controle_contact_salarie", "oui",
				"controle_contact_formateur", "oui", "controle_sans_alerte", "oui", "controle_demarches_bouclees", "oui")
		}},
		{parcours.Abandonne, func() {
			d.pass("abandonner", "date", il(5), "motifs", "mobilite", "heures", "12,5", "solutions_cherchees", "Covoiturage.")
		}},
	} {
		if pas.fait(); pas.vers == etat {
			return d
		}
	}
	d.t.Fatalf("no short way to %s", etat)
	return nil
}

// TestTheWholeJobWithoutJavaScript goes from a need to a repositionnement and
// to an outcome with nothing but the forms of the pages. No address names
// anybody.
func TestTheWholeJobWithoutJavaScript(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	checkPage(t, "at first", d.open().wants(200, "Pour passer à « Financement »", "La formation n'est pas encore choisie",
		"Le plan de financement est vide", "Sans solution engagée"))
	d.to(parcours.Abandonne)
	checkPage(t, "abandoned", d.open().wants(200, "Abandon", "Clore le parcours", "12,5 h sur 105 h prévues"))
	d.pass("repositionner", "solution", "autre_of", "date", "2026-02-26", "solution_detail", "Plus près.").wants(200,
		"Tentative 2", "tentative 1 : abandon, mobilité, le 25/02/2026", "Le passage est enregistré.")
	d.follow(d.submit(d.open(), d.url+"/formation", formationDuTest...)).wants(200)
	d.pass("relancer_financement", "date", "2026-02-26")
	d.follow(d.submit(d.open(), d.url+"/financements", "dispositif", "sans_cout")).wants(200)
	d.pass("planifier_entree", "date", "2026-02-26", "date_entree_prevue", "2026-02-26")
	r := d.pass("confirmer_entree", "date", "2026-02-26", "controle_venu", "oui", "avertissements_acquittes",
		"controle_incomplet", "avertissements_acquittes", "demarches_ouvertes")
	checkPage(t, "second training", r)
	d.follow(d.submit(r, d.url+"/suivis", "texte", "Bilan à trois.", "avec", "tripartite", "prochain_dans", "")).wants(200,
		"Le suivi est consigné.", "Bilan à trois.")
	r = d.pass("terminer", "date", "2026-03-02", "heures", "105", "evaluation", "reussie", "situation", "emploi", "avis_of", "5")
	checkPage(t, "outcome", r.wants(200, "Terminée le 02/03/2026", "Sortie vers l'emploi", "5 : très bien"))
	r = d.follow(d.submit(r, d.url+"/impacts", "echeance", "0", "effets", "embauche")).wants(200, "L'impact est noté.",
		"Impact · autre date")
	r = d.follow(d.submit(r, d.url+"/cloture", "motif", "suivi_termine")).wants(200,
		"Clos le 02/03/2026 : Suivi d'impact terminé", "Parcours terminé", "Rouvrez-le")
	checkPage(t, "closed", r)
	d.follow(d.submit(r, d.url+"/reouverture")).wants(200, "Le parcours est rouvert.").lacks("Rouvrez-le")

	noms := regexp.MustCompile(`(?i)nadia|benali|propret`)
	for _, n := range d.open().find(func(n *node) bool { return attr(n, "href")+attr(n, "action") != "" }) {
		if a := attr(n, "href") + attr(n, "action"); noms.MatchString(a) {
			t.Errorf("an address names somebody: %s", a)
		}
	}
}

// isBeside tells whether a refusal stands beside its field and in the summary,
// which leads there.
func isBeside(r *reponse, nom, message string) bool {
	for _, n := range r.find(func(n *node) bool { return attr(n, "aria-invalid") == "true" || n.Data == "fieldset" }) {
		nomme := attr(n, "name") == nom
		walk(n, func(x *node) { nomme = nomme || attr(x, "name") == nom })
		if !nomme {
			continue
		}
		for _, id := range strings.Fields(attr(n, "aria-describedby")) {
			for _, e := range r.find(func(x *node) bool { return attr(x, "id") == id }) {
				if strings.Contains((&reponse{t: r.t, doc: e}).text(), message) {
					return true
				}
			}
		}
	}
	return false
}

// TestARefusedFormComesBackAsItWasTyped, with its error beside the field.
func TestARefusedFormComesBackAsItWasTyped(t *testing.T) {
	t.Parallel()
	etats := map[parcours.Etat]*dossier{}
	for _, e := range []parcours.Etat{parcours.BesoinIdentifie, parcours.EnFinancement, parcours.EnEntree,
		parcours.EnDeroulement, parcours.Abandonne} {
		etats[e] = newDossier(t).to(e)
	}
	longue := strings.Repeat("é", 10_000)
	for _, c := range []struct {
		etat    parcours.Etat
		suite   string
		champs  []string
		fautif  string
		message string
	}{
		{parcours.BesoinIdentifie, "/suivis", []string{"texte", longue}, "texte", "Ce texte compte 10 000 caractères"},
		{parcours.BesoinIdentifie, "/suivis", []string{"texte", "Vu.", "date", "30/02/2026"}, "date", "Cette date n'existe pas"},
		{parcours.BesoinIdentifie, "/suivis", []string{"texte", "Vu.", "date", "2026-03-03"}, "date", "Cette date est dans le futur"},
		{parcours.BesoinIdentifie, "/suivis", []string{"texte", "Vu.", "prochain_dans", "date", "date_prochain", ""},
			"date_prochain", "Indiquez le jour du prochain contact"},
		{parcours.BesoinIdentifie, "/suivis", []string{"texte", ""}, "texte", "Écrivez une phrase"},
		{parcours.BesoinIdentifie, "/formation", []string{"intitule", "Titre", "date_debut_prevue", "2026-05-01",
			"date_fin_prevue", "2026-04-01", "cout", "beaucoup"}, "cout", "Indiquez un montant en euros"},
		{parcours.BesoinIdentifie, "/formation", with(formationDuTest, "date_fin_prevue", "2026-01-01", "organisme_contact",
			"M. Roux"), "date_fin_prevue", "La fin prévue est avant le début"},
		{parcours.BesoinIdentifie, "/financements", []string{"dispositif", "", "financeur", "La Région"}, "dispositif",
			"Choisissez le dispositif."},
		{parcours.BesoinIdentifie, "/transitions", []string{"transition", "classer_sans_suite", "motif", "", "commentaire",
			"Elle renonce."}, "motif", "Indiquez pourquoi le besoin est refermé."},
		{parcours.BesoinIdentifie, "/transitions", []string{"transition", "classer_sans_suite", "motif", "doublon", "commentaire",
			longue}, "commentaire", "la limite est de 4 000"},
		{parcours.EnFinancement, "/transitions", []string{"transition", "planifier_entree", "date_entree_prevue", "31/02/2026",
			"lieu_entree", "Salle B"}, "date_entree_prevue", "Cette date n'existe pas"},
		{parcours.EnEntree, "/non-presentation", []string{"motif", "", "absence", "justifiee", "detail", "Panne de réveil."},
			"motif", "Indiquez la raison"},
		{parcours.EnEntree, "/non-presentation", []string{"motif", "sante", "detail", "Elle rappelle demain."}, "absence",
			"Dites si l'absence est justifiée"},
		{parcours.EnEntree, "/transitions", []string{"transition", "reporter_entree", "motif", "mobilite", "solution", ""},
			"solution", "Choisissez la suite"},
		{parcours.EnDeroulement, "/transitions", []string{"transition", "terminer", "date", "2026-03-01", "heures", "beaucoup",
			"evaluation", "reussie", "situation", "emploi"}, "heures", "Indiquez un nombre d'heures"},
		{parcours.EnDeroulement, "/suivis", []string{"texte", "Absente.", "absence", "injustifiee", "date", "2026-02-01"}, "date",
			"Cette absence est avant l'entrée"},
		{parcours.Abandonne, "/cloture", []string{"motif", "", "date", "2026-03-01"}, "motif", "Indiquez pourquoi le parcours est clos."},
		{parcours.Abandonne, "/rectification", []string{"motif", ""}, "motif", "Dites en une phrase"},
	} {
		d := etats[c.etat]
		r := d.submit(d.open(), d.url+c.suite, c.champs...)
		ou := string(c.etat) + " " + c.suite + " " + c.fautif
		if r.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d: %.300s", ou, r.status, r.text())
			continue
		}
		if !isBeside(r, c.fautif, c.message) {
			t.Errorf("%s: %q is not beside its field", ou, c.message)
		}
		if summary := r.find(func(n *node) bool {
			return attr(n, "role") == "alert" ||
				strings.Contains(attr(n, "class"), "erreurs")
		}); len(summary) == 0 {
			t.Errorf("%s: no summary", ou)
		}
		for i := 0; i+1 < len(c.champs); i += 2 {
			nom, veut := c.champs[i], c.champs[i+1]
			if !keeps(r, d.url+c.suite, nom, veut) {
				t.Errorf("%s: what was typed in %s is lost", ou, nom)
			}
		}
		checkPage(t, ou, r)
	}
}

// with replaces or adds values of a form.
func with(champs []string, autres ...string) []string {
	var tout []string
	for i := 0; i < len(champs); i += 2 {
		if !slices.Contains(autres, champs[i]) {
			tout = append(tout, champs[i], champs[i+1])
		}
	}
	return append(tout, autres...)
}

// keeps tells whether a form sent to this address still holds a value.
func keeps(r *reponse, action, nom, valeur string) bool {
	for _, f := range r.find(func(n *node) bool { return n.Data == "form" && strings.HasPrefix(attr(n, "action"), action) }) {
		if v := valuesOf(f)[nom]; slices.Contains(v, valeur) || valeur == "" && len(v) == 0 {
			return true
		}
	}
	return false
}

func TestWarningsAreReadBeforeGoingOn(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	d.follow(d.submit(d.open(), d.url+"/formation", formationDuTest...))
	d.follow(d.submit(d.open(), d.url+"/financements", "dispositif", "opco_pdc", "montant_demande", "1 240,50"))
	r := d.submit(d.open(), d.url+"/transitions", "transition", "demander_financement", "commentaire", "Dossier prêt.").
		wants(422, "Lisez les points d'attention", "Sans solution engagée à ce jour : Mobilité.")
	checkPage(t, "warnings", r)
	if !keeps(r, d.url+"/transitions", "commentaire", "Dossier prêt.") {
		t.Error("the comment is lost")
	}
	d.follow(d.submit(r, d.url+"/transitions", "transition", "demander_financement", "commentaire", "Dossier prêt.",
		parcours.ChampAcquittes, "freins_sans_solution")).
		wants(200, "Financement", "Dossier prêt.", "1 avertissement acquitté")
	// What only the form reveals is asked then.
	d.seenBy("directeur@aci.test").follow(d.submit(d.open(), d.url+"/financements", "dispositif", "sans_cout"))
	d.pass("planifier_entree", "date_entree_prevue", "2026-03-02")
	r = d.submit(d.open(), d.url+"/transitions", "transition", "confirmer_entree", "controle_venu", "oui").
		wants(422, "Contrôle de l'entrée : 4 points sans réponse.", "L'inscription administrative par l'OF n'est pas bouclée")
	if !keeps(r, d.url+"/transitions", "controle_venu", "oui") {
		t.Error("the answers are lost")
	}
	checkPage(t, "warnings of the form", r)
}

func TestTheStepperTellsTheWayTravelled(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.Abandonne)
	d.open().wants(200, "Abandon")
	d.pass("repositionner", "solution", "report", "date", "2026-02-26").wants(200, "Tentative 1",
		"Report de la même formation", "Relancer : même action reportée",
		"Tentative 1 (avant le report : abandon, mobilité, le 25/02/2026)")
	r := d.open()
	manque := r.find(func(n *node) bool { return n.Data == "a" && attr(n, "href") == "#formation" })
	if n := len(manque); n != 0 {
		t.Errorf("%d links to a formation that is chosen", n)
	}
	// At the beginning what is missing leads to where it is filled.
	debut := newDossier(t).open()
	for _, ancre := range []string{"#formation", "#financement"} {
		if len(debut.find(hasHref(ancre))) == 0 || len(debut.find(func(n *node) bool { return "#"+attr(n, "id") == ancre })) != 1 {
			t.Errorf("%s is missing, or leads nowhere", ancre)
		}
	}
}
