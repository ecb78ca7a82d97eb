package site_test

import (
	"testing"

	"parcours.example/internal/parcours"
)

// TestAnAbsenceIsToldAsItIs: justified or not, and nobody was called who was not.
func TestAnAbsenceIsToldAsItIs(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnEntree)
	d.follow(d.submit(d.open(), d.url+"/non-presentation", "motif", "sante", "absence", "inconnue")).wants(200,
		"Non-présentation", "La non-présentation est notée.").
		lacks("Absence injustifiée", "Suivi · Message")
	d.follow(d.submit(d.open(), d.url+"/non-presentation", "motif", "mobilite", "absence", "justifiee")).wants(200, "Absence justifiée")
	d.get(d.url+"/historique").wants(200, "Non-présentation ajoutée", "Justifiée")
}

// TestTwoPeopleAnswerOneFunder: the second one sees the answer of the first, keeps
// what she typed, and decides. A line that was taken away says so too.
func TestTwoPeopleAnswerOneFunder(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	d.follow(d.submit(d.open(), d.url+"/financements", "dispositif", "prf", "montant_demande", "1000"))
	f, err := d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	if err != nil {
		t.Fatal(err)
	}
	ligne := d.url + "/financements/" + itoa(f.Financements[0].ID)
	page := d.open()
	vif := d.seenBy("directeur@aci.test")
	vif.follow(vif.submit(vif.open(), ligne+"/reponse", "etat", "partiel", "date", "2026-02-20", "montant", "600")).wants(200)
	r := d.submit(page, ligne+"/reponse", "etat", "refuse", "date", "2026-02-24", "motif", "Enveloppe vide").
		wants(409, "a changé entre-temps", "Accordé en partie", "20/02/2026", "600 €", "Votre saisie est gardée")
	checkPage(t, "two answers", r)
	if !keeps(r, ligne+"/reponse", "motif", "Enveloppe vide") || !keeps(r, ligne+"/reponse", "etat", "refuse") {
		t.Error("what was typed is lost")
	}
	d.submit(page, ligne+"/suppression").wants(409, "Accordé en partie")
	d.follow(d.submit(r, ligne+"/reponse")).wants(200, "Refusé le 24/02/2026 : Enveloppe vide")

	d.follow(d.submit(d.open(), d.url+"/financements", "dispositif", "cpf", "montant_demande", "300"))
	f, _ = d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	autre := d.url + "/financements/" + itoa(f.Financements[1].ID)
	page = d.open()
	sienne := vif.open()
	for range 2 { // the same click twice
		vif.follow(vif.submit(sienne, autre+"/suppression")).wants(200)
	}
	d.submit(page, autre+"/reponse", "etat", "refuse", "date", "2026-02-24", "motif", "Pas de réponse").
		wants(409, "n'est plus dans le plan", "Pas de réponse")
}

// TestTwoPeopleMoveOneFrein, from the file of the person and from the parcours:
// the second one sees what changed, and what she typed is not dropped.
func TestTwoPeopleMoveOneFrein(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	f, err := d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	if err != nil {
		t.Fatal(err)
	}
	frein, fiche := "/freins/"+itoa(f.Freins[0].ID), "/salaries/"+itoa(f.Salarie.ID)
	ici, la := d.open(), d.get(fiche)
	vif := d.seenBy("directeur@aci.test")
	page := vif.open()
	for range 2 { // the same click twice
		vif.follow(vif.submit(page, d.url+frein, "etat", "persistant", "solution", "Le bus ne passe plus")).wants(200,
			"Le frein est à jour.", "Le bus ne passe plus")
	}
	for _, adresse := range []string{d.url, fiche} {
		page := map[string]*reponse{d.url: ici, fiche: la}[adresse]
		r := d.submit(page, adresse+frein, "etat", "leve", "solution", "Scooter prêté").wants(409, "Frein : Mobilité",
			"Où en est ce frein ? Persistant, par Directeur ACI le ",
			"Solution, en quelques mots : Le bus ne passe plus, par Directeur ACI")
		checkPage(t, adresse, r)
		if !keeps(r, adresse+frein, "solution", "Scooter prêté") || !keeps(r, adresse+frein, "etat", "leve") {
			t.Errorf("%s: what was typed is lost", adresse)
		}
		if adresse == fiche {
			d.follow(d.submit(r, adresse+frein)).wants(200, "Levé", "Scooter prêté")
		}
	}
}

// TestAnAnswerStandsWhenTheFormIsSentAgain: only what was changed is written, and
// a stale page takes back nothing that a colleague answered.
func TestAnAnswerStandsWhenTheFormIsSentAgain(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnFinancement)
	d.follow(d.submit(d.open(), d.url+"/securisation", "reponse_pmsmp", "fait", "date_pmsmp", "2026-02-11", "detail_pmsmp",
		"Chez un confrère"))
	vieille := d.open()
	vif := d.seenBy("directeur@aci.test")
	vif.follow(vif.submit(vif.open(), d.url+"/securisation", "reponse_visite_of", "fait", "date_visite_of", "2026-02-25")).wants(200)

	// Sent again as it is, then with one more answer: the rest does not move.
	d.follow(d.submit(vieille, d.url+"/securisation"))
	d.follow(d.submit(vieille, d.url+"/securisation", "reponse_entretien", "fait")).
		wants(200, "Métier testé (PMSMP), le 11/02/2026", "Chez un confrère",
			"Visite de l'organisme de formation, le 25/02/2026", "Entretien préalable avec le CIP, le 02/03/2026")

	// The same one answered by both: the second sees the first, and keeps hers.
	r := d.submit(vieille, d.url+"/securisation", "reponse_visite_of", "sans_objet", "detail_visite_of", "Tout se fait à distance").
		wants(409, "Visite de l'organisme de formation : Fait, le 25/02/2026", "Votre saisie est gardée")
	checkPage(t, "two answers", r)
	for champ, veut := range map[string]string{"reponse_visite_of": "sans_objet",
		"detail_visite_of": "Tout se fait à distance", "reponse_entretien": "fait"} {
		if !keeps(r, d.url+"/securisation", champ, veut) {
			t.Errorf("%s is not %q", champ, veut)
		}
	}
	d.follow(d.submit(r, d.url+"/securisation", "date_visite_of", "")).
		wants(200, "Visite de l'organisme de formation : sans objet", "Tout se fait à distance",
			"Entretien préalable avec le CIP, le 02/03/2026", "le 11/02/2026")
}

// TestTheSameClickTwiceNeverAccusesAnybody: the second click of what moves a
// version gets the answer of the first, not « somebody else changed this ».
func TestTheSameClickTwiceNeverAccusesAnybody(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.Abandonne)
	twice := func(p *personne, page *reponse, adresse, dit string, champs ...string) {
		t.Helper()
		for range 2 {
			p.follow(p.submit(page, adresse, champs...)).wants(200, dit)
		}
	}
	twice(d.personne, d.open(), d.url+"/cloture", "Le parcours est clos.", "motif", "depart")
	twice(d.personne, d.open(), d.url+"/reouverture", "Le parcours est rouvert.")
	neuf := newDossier(t)
	twice(neuf.personne, neuf.open(), neuf.url+"/formation", "La formation est enregistrée.", formationDuTest...)
	s := d.m.Salarie(t, d.m.Aci, "Léa", "Petit")
	twice(d.personne, d.get("/salaries/"+itoa(s.ID)+"/modifier"), "/salaries/"+itoa(s.ID), "Le dossier est à jour.", "metier", "Peintre")
	dir := d.seenBy("directeur@aci.test")
	twice(dir.personne, dir.get("/structure/modifier"), "/structure", "La structure est à jour.", "effectif", "42")

	f, err := d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	if err != nil || !f.Parcours.ClosLe.IsZero() {
		t.Errorf("closed twice, or not reopened: %+v, %v", f.Parcours, err)
	}
}
