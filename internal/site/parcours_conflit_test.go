package site_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

// TestTwoPeopleMoveTheSameParcours: one wins, the other sees what changed and
// keeps what she typed, though her form has gone.
func TestTwoPeopleMoveTheSameParcours(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnFinancement)
	page := d.open()
	d.seenBy("directeur@aci.test").pass("revoir_besoin", "motif", "test_niveau")
	r := d.submit(page, d.url+"/transitions", "transition", "planifier_entree", "date_entree_prevue", "2026-03-09",
		"commentaire", "La salle est réservée.").
		wants(409, "Ce parcours a changé entre-temps", "État : Besoin identifié, depuis le 02/03/2026, par Directeur ACI le ",
			"Dernier passage : Revoir le besoin, le 02/03/2026, par Directeur ACI le ", "La salle est réservée.", "09/03/2026")
	checkPage(t, "lost race", r)
}

// TestAFormThatIsStillThereIsSentAgain: the version has moved on, the text has
// not, and the second click passes.
func TestAFormThatIsStillThereIsSentAgain(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	page := d.open()
	vif := d.seenBy("directeur@aci.test")
	vif.follow(vif.submit(vif.open(), d.url+"/formation", with(formationDuTest, "organisme", "AFPA")...)).wants(200)
	r := d.submit(page, d.url+"/formation", with(formationDuTest, "organisme", "GRETA Somme")...).wants(409, "a changé",
		"Votre saisie est gardée", "Organisme de formation : AFPA, par Directeur ACI le ")
	if !keeps(r, d.url+"/formation", "organisme", "GRETA Somme") {
		t.Error("what was typed is lost")
	}
	d.follow(d.submit(r, d.url+"/formation")).wants(200, "La formation est enregistrée.", "GRETA Somme")
}

// TestNothingTypedIsLostWhenTheFileCloses: every form of a page that was open
// while a colleague closed, or froze, the file says why and gives the text back.
func TestNothingTypedIsLostWhenTheFileCloses(t *testing.T) {
	t.Parallel()
	for nom, c := range map[string]struct {
		etat parcours.Etat
		fin  func(*dossier)
	}{
		"closed": {parcours.Abandonne, func(d *dossier) {
			d.follow(d.submit(d.open(), d.url+"/cloture", "motif",
				"depart")).wants(200)
		}},
		"without suite":         {parcours.BesoinIdentifie, func(d *dossier) { d.pass("classer_sans_suite", "motif", "doublon") }},
		"frozen":                {parcours.EnEntree, (*dossier).freeze},
		"frozen in training":    {parcours.EnDeroulement, (*dossier).freeze},
		"moved on from funding": {parcours.EnFinancement, func(d *dossier) { d.pass("classer_sans_suite", "motif", "doublon") }},
	} {
		t.Run(nom, func(t *testing.T) {
			t.Parallel()
			d := newDossier(t).to(c.etat)
			page := d.open()
			c.fin(d.seenBy("directeur@aci.test"))
			essais := 0
			for _, f := range page.find(func(n *node) bool {
				return n.Data == "form" && strings.HasPrefix(attr(n, "action"), d.url+"/") && attr(n, "method") == "post"
			}) {
				essais++
				v := valuesOf(f)
				var ecrits []string
				walk(f, func(n *node) {
					if n.Data == "textarea" {
						ecrits = append(ecrits, attr(n, "name"))
						v.Set(attr(n, "name"), "Texte tapé dans "+attr(n, "name"))
					}
				})
				var champs []string
				for nom, vs := range v {
					for _, x := range vs {
						champs = append(champs, nom, x)
					}
				}
				r := d.post(attr(f, "action"), champs...)
				ou := attr(f, "action") + " " + v.Get("transition")
				if r.status != http.StatusConflict && r.status != http.StatusUnprocessableEntity {
					t.Errorf("%s: %d", ou, r.status)
					continue
				}
				if s := r.text(); !strings.Contains(s, "gelé") && !strings.Contains(s, "clos depuis") &&
					!strings.Contains(s, "sans suite") && !strings.Contains(s, "a changé") && !strings.Contains(s, "a modifié") {
					t.Errorf("%s: does not say why: %.400s", ou, s)
				}
				for _, nom := range ecrits {
					if !strings.Contains(r.text(), "Texte tapé dans "+nom) {
						t.Errorf("%s: the text of %s is lost", ou, nom)
					}
				}
				checkPage(t, ou, r)
			}
			if essais < 4 {
				t.Errorf("only %d forms on the page", essais)
			}
		})
	}
}

func (d *dossier) freeze() {
	d.t.Helper()
	f, err := d.m.app.FindParcours(d.t.Context(), d.m.Aci.Cip, d.id)
	if err == nil {
		err = d.m.app.FreezeSalarie(d.t.Context(), d.m.Aci.Directeur, f.Salarie.ID, parcours.Gel{Gele: true, Motif: "À sa demande."})
	}
	if err != nil {
		d.t.Fatal(err)
	}
}

// TestEveryFormOfTheFileIsShutToOthers: another SIAE finds nothing, an
// encadrant may not enter, whatever the address.
func TestEveryFormOfTheFileIsShutToOthers(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	etti, encadrant := d.m.as(t, "directeur@etti.test"), d.m.as(t, "encadrant@aci.test")
	essais := 0
	for _, r := range d.m.site.Routes() {
		if !strings.HasPrefix(r.Chemin, "/parcours/:id") {
			continue
		}
		essais++
		adresse := strings.NewReplacer(":id", itoa(d.id), ":ligne", "1", ":piece", "1", ":frein", "1").Replace(r.Chemin)
		for p, status := range map[*personne]int{etti: http.StatusNotFound, encadrant: http.StatusForbidden} {
			rep := p.get(adresse)
			if r.Methode == http.MethodPost {
				rep = p.post(adresse, "version", "1", "transition", "classer_sans_suite", "date", "2026-03-01", "motif", "doublon",
					"texte", "x", "avec", "salarie", "canal", "visite",
					"dispositif", "prf", "etat", "leve", "code", "logement", "date_identifie", "2026-03-01", "effets", "embauche", "echeance", "0")
			}
			if rep.status != status {
				t.Errorf("%s %s: %d, want %d", r.Methode, adresse, rep.status, status)
			}
			rep.lacks("Nadia", "Agent de propreté")
		}
	}
	if essais < 15 {
		t.Fatalf("only %d routes tried", essais)
	}
	for _, faux := range []string{"abc", "-1", "0", "99999999999999999999", "1%00"} {
		d.get("/parcours/" + faux).wants(404)
	}
	d.open().wants(200, "Besoin identifié")
}

// TestTheSameFormSentTwiceCountsOnce: the double click, for each form that adds
// something.
func TestTheSameFormSentTwiceCountsOnce(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnEntree)
	page := d.open()
	for suite, champs := range map[string][]string{
		"/suivis":           {"texte", "Appel de la mission locale."},
		"/financements":     {"dispositif", "cpf", "montant_demande", "777"},
		"/non-presentation": {"motif", "mobilite", "absence", "justifiee", "detail", "Grève des bus."},
		"/freins":           {"code", "logement"},
	} {
		for range 2 {
			d.follow(d.submit(page, d.url+suite, champs...)).wants(200)
		}
	}
	f, err := d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Suivis) != 1 || len(f.Financements) != 2 || len(f.NonPresentations) != 1 || len(f.Freins) != 2 {
		t.Errorf("%d contacts, %d lines, %d absences, %d freins", len(f.Suivis), len(f.Financements),
			len(f.NonPresentations), len(f.Freins))
	}
}

// TestTheWayBackIsKept through the forms, refused or not, without the words
// that were searched.
func TestTheWayBackIsKept(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	mene := func(r *reponse, veut string) {
		t.Helper()
		if len(r.find(func(n *node) bool { return n.Data == "a" && attr(n, "href") == veut })) == 0 {
			t.Errorf("nothing leads back to %s", veut)
		}
	}
	cherche := d.submit(d.get("/parcours?vue=tous&tri=-depuis"), "/recherche", "q", "nadia")
	liste := d.follow(cherche).wants(200)
	lien := liste.find(hasHref(d.url + "?retour="))
	if len(lien) != 1 {
		t.Fatalf("%d links to the file", len(lien))
	}
	page := d.get(attr(lien[0], "href")).wants(200)
	mene(page, cherche.location())
	refuse := d.submit(page, d.url+"/suivis", "texte", "").wants(422)
	mene(refuse, cherche.location())
	fait := d.submit(refuse, d.url+"/suivis", "texte", "Vu.")
	if l := fait.location(); strings.Contains(l, "nadia") || !strings.HasSuffix(l, "#chronologie") {
		t.Errorf("redirected to %s", l)
	}
	mene(d.follow(fait), cherche.location())
	mene(d.get(d.url+"?retour=%2Fparcours%3Fq%3Dnadia%26vue%3Dtous"), "/parcours?vue=tous") // an old bookmark
	mene(d.get(d.url+"?retour=https://ailleurs.example"), "/parcours")
	if l := d.submit(d.open(), d.url+"/suivis", "texte", "Vu.").location(); l != d.url+"#chronologie" {
		t.Errorf("from nowhere in particular, redirected to %s", l)
	}
}

func TestMoneyIsFollowedOnThePage(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	d.follow(d.submit(d.open(), d.url+"/formation", with(formationDuTest, "cout", "1 240,50")...))
	r := d.follow(d.submit(d.open(), d.url+"/financements", "dispositif", "pic_iae", "financeur", "Uniformation", "montant_demande", "1000"))
	r.wants(200, "PIC IAE (OPCO) · Uniformation", "Prévu", "Devis", "Attestation employeur")
	f, err := d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	if err != nil {
		t.Fatal(err)
	}
	ligne := d.url + "/financements/" + itoa(f.Financements[0].ID)
	r = d.submit(r, ligne+"/reponse", "etat", "accorde", "date", "2026-03-03", "montant", "mille").wants(422, "Indiquez un montant en euros")
	r = d.submit(r, ligne+"/reponse", "etat", "partiel", "date", "2026-03-02", "montant", "").wants(422, "Indiquez le montant accordé.")
	r = d.follow(d.submit(r, ligne+"/reponse", "etat", "depose", "date", "2026-02-20")).wants(200, "Dossier déposé le 20/02/2026")
	r = d.follow(d.submit(r, ligne+"/reponse", "etat", "refuse", "date", "2026-02-25", "motif", "Enveloppe vide", "montant",
		"")).wants(200, "Refusé le 25/02/2026 : Enveloppe vide")
	piece := d.url + "/pieces/" + itoa(f.Pieces[0].ID)
	r = d.submit(r, piece, "date", "2026-03-03").wants(422, "Cette date est dans le futur")
	checkPage(t, "a paper of tomorrow", r)
	r = d.follow(d.submit(r, piece, "date", "2026-02-27")).wants(200, "Devis, fournie le 27/02/2026")
	r = d.follow(d.submit(r, piece)).lacks("fournie le 27/02/2026")
	r = d.follow(d.submit(r, piece)).wants(200, "Devis, fournie le 02/03/2026")
	d.post(d.url+"/pieces/99", "fournie", "oui").wants(404)

	r = d.follow(d.submit(r, d.url+"/financements", "dispositif", "fonds_propres", "montant_demande", "240,50")).wants(200,
		"Attend l'accord du directeur").lacks("Accorder les fonds propres")
	f, _ = d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	propres := d.url + "/financements/" + itoa(f.Financements[1].ID)
	d.post(propres + "/accord").wants(403)
	dir := d.seenBy("directeur@aci.test")
	dir.submit(dir.open(), propres+"/accord", "date", "2026-03-03").wants(422, "Cette date est dans le futur", "Accorder les fonds propres")
	dir.follow(dir.submit(dir.open(), propres+"/accord", "date", "2026-02-27")).wants(200, "Accord du directeur", "240,50 €",
		"1 000 € à trouver")
	dir.get(d.url+"/historique").wants(200, "réponse le : 27/02/2026")
	dir.post(propres+"/suppression").wants(422, "elle reste dans le plan")
	// A line that costs nothing, added by mistake, is taken away.
	d.submit(r, d.url+"/financements", "dispositif", "sans_cout").wants(422, "La formation coûte 1 240,50 € :")
	d.follow(d.submit(d.open(), d.url+"/formation", with(formationDuTest, "cout", "0",
		parcours.ChampAcquittes, "accorde_superieur")...)) // own funds are agreed to
	d.follow(d.submit(d.open(), d.url+"/financements", "dispositif", "sans_cout"))
	d.submit(d.open(), d.url+"/formation", with(formationDuTest, "cout", "90")...).wants(422, "Le plan de financement dit « Sans coût »")
	f, _ = d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	d.follow(d.submit(d.open(), d.url+"/financements/"+itoa(f.Financements[2].ID)+"/suppression")).wants(200).lacks("Sans objet")
}

func TestTheEntryIsSecuredInOneForm(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnFinancement)
	r := d.follow(d.submit(d.open(), d.url+"/securisation", "reponse_pmsmp", "fait", "reponse_visite_of", "sans_objet",
		"reponse_test_niveau", "fait", "date_test_niveau", "2026-02-11", "detail_test_niveau", "Au GRETA, niveau suffisant")).
		wants(200, "Les réponses sont enregistrées.", "Métier testé (PMSMP), le 02/03/2026",
			"Visite de l'organisme de formation : sans objet", "4 points sur 7 sans réponse",
			"Test de niveau passé en amont, le 11/02/2026", "Au GRETA, niveau suffisant")
	checkPage(t, "secured", r)
	r = d.submit(r, d.url+"/securisation", "date_test_niveau", "2026-03-03").wants(422, "Cette date est dans le futur")
	if !isBeside(r, "date_test_niveau", "Cette date est dans le futur") {
		t.Error("the refusal is not beside its field")
	}
	r = d.submit(d.open(), d.url+"/securisation", "detail_echange_anciens", "Deux anciens appelés").wants(422, "Choisissez une réponse.")
	if !keeps(r, d.url+"/securisation", "detail_echange_anciens", "Deux anciens appelés") {
		t.Error("a precision without an answer is dropped")
	}
	d.post(d.url+"/securisation", "reponse_pmsmp", "peut-être").wants(422, "Cette réponse n'est pas possible ici")
}

func TestTheTimelineIsFiltered(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnDeroulement)
	d.follow(d.submit(d.open(), d.url+"/suivis", "texte", "Très motivée à l'école.", "difficulte", "oui", "absence",
		"justifiee", "prochain_dans", "7")).
		wants(200, "Difficulté signalée", "Absence justifiée", "Prochain contact le 09/03/2026")
	f, err := d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	if err == nil {
		_, err = d.m.app.LogObservation(t.Context(), d.m.Aci.Encadrant, f.Salarie.ID,
			parcours.Observation{Theme: "envie", Niveau: "bien", Texte: "Elle montre aux autres."}, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	const suivi, passage, observation = "Très motivée à l'école.", "Financement → Entrée", "Elle montre aux autres."
	for adresse, vus := range map[string][]string{
		"": {suivi, passage, observation}, "?chrono=suivi": {suivi}, "?chrono=passage": {passage}, "?chrono=observation": {observation},
		"?mot=ECOLE": {suivi}, "?mot=encadrant": {observation}, "?chrono=suivi&mot=planifier": {}, "?chrono=inconnu": {},
	} {
		r := d.get(d.url + adresse).wants(200)
		zone := r.find(func(n *node) bool { return attr(n, "id") == "chronologie" })
		texte := (&reponse{t: t, doc: zone[0]}).text()
		for _, x := range []string{suivi, passage, observation} {
			if strings.Contains(texte, x) != slices.Contains(vus, x) {
				t.Errorf("%s shows %q: %v", adresse, x, !slices.Contains(vus, x))
			}
		}
		if len(vus) == 0 && !strings.Contains(texte, "Rien à afficher avec ce filtre.") {
			t.Errorf("%s: an empty list says nothing", adresse)
		}
	}
}

func TestTheHistoryPageSpeaksToPeople(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	d.follow(d.submit(d.open(), d.url+"/formation", with(formationDuTest, "cout", "1 240,50")...))
	d.to(parcours.EnEntree).seenBy("directeur@aci.test").pass("reporter_entree", "motif", "sante", "solution", "report",
		"commentaire", "Elle est souffrante.")
	r := d.follow(d.submit(d.open(), d.url+"/suivis", "texte", "Elle va mieux.")).wants(200)
	if len(r.find(hasHref(d.url+"/historique"))) != 1 {
		t.Error("nothing leads to the history")
	}
	r = d.get(d.url+"/historique").wants(200, "Suivi ajouté", "Elle va mieux.", "Parcours modifié · Reporter l'entrée",
		"« Elle est souffrante. »", "Directeur ACI", "CIP ACI",
		"état : Entrée → Repositionnement", "Formation", "1 240,50 €", "02/03/2026")
	checkPage(t, "history", r)
	for _, interne := range []string{"siae_id", "parcours_id", "etat_depuis", "null", "map[", "sante,", "besoin_identifie"} {
		if strings.Contains(r.text(), interne) {
			t.Errorf("the history says %q", interne)
		}
	}
	d.get("/parcours/99/historique").wants(404)
}
