package site_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

// TestAFactIsCorrectedFromItsPage: with its reason; what would be false without comes along;
// then it is taken out, and put back.
func TestAFactIsCorrectedFromItsPage(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnDeroulement)
	d.follow(d.submit(d.open(), d.url+"/suivis", "texte", "Absente.", "absence", "injustifiee", "date",
		aujourdhui.AddDays(-3).String())).wants(200, "Absence injustifiée")
	f, err := d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	d.must(err)
	suivi := d.url + "/corriger/suivi/" + itoa(f.Suivis[0].ID)
	d.get(parcours.LienCorrection(d.id, "suivi", 9999)).wants(404)
	page := d.get(suivi).wants(200, "Ce qu'il faut lire", "Absente.")
	d.submit(page, suivi, "texte", "Absente deux heures.").wants(422, "Dites en quelques mots pourquoi", "Absente deux heures.")
	d.follow(d.submit(page, suivi, "texte", "Absente deux heures.", "pourquoi", "faute de frappe")).wants(200,
		"La correction est enregistrée.", "Absente deux heures.", "par CIP ACI (faute de frappe)")

	// An entry after that absence: both are asked, and go in one act.
	entree := parcours.LienCorrection(d.id, "presence", f.Presences[0].ID)
	refus := d.submit(d.get(entree), entree, "date_entree", aujourdhui.AddDays(-1).String(), "pourquoi", "un jour de trop").wants(422,
		"ne serait dans aucune formation", "À corriger aussi : Suivi")
	checkPage(t, "two facts", refus)
	d.follow(d.submit(refus, entree, "corrections.1.date", aujourdhui.String())).wants(200, "La correction est enregistrée.")

	d.follow(d.submit(d.get(suivi), suivi, "acte", "retirer", "pourquoi", "pas elle")).wants(200, "C'est retiré du dossier",
		"1 élément retiré",
		"par CIP ACI : pas elle")
	d.follow(d.submit(d.get(suivi).wants(200, "Retiré du dossier"), suivi, "pourquoi", "si, elle")).wants(200, "C'est remis").
		lacks("1 élément retiré")
	if n := strings.Count(string(d.open().corps), "Absente deux heures."); n == 0 {
		t.Error("it did not come back")
	}
}

// TestTheReasonIsNotTheMotifOfTheRow: an answer has one of its own, which stays.
func TestTheReasonIsNotTheMotifOfTheRow(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	d.follow(d.submit(d.open(), d.url+"/formation", with(formationDuTest, "cout", "1000")...)).wants(200)
	d.follow(d.submit(d.open(), d.url+"/financements", "dispositif", "autre", "montant_demande", "1000")).wants(200)
	f, err := d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	d.must(err)
	d.follow(d.submit(d.open(), d.url+"/financements/"+itoa(f.Financements[0].ID)+"/reponse",
		"etat", "refuse", "date", "2026-02-17", "motif", "Enveloppe épuisée.")).wants(200)
	f, err = d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	d.must(err)
	reponse := parcours.LienCorrection(d.id, "reponse", f.Reponses[0].ID)
	d.follow(d.submit(d.get(reponse), reponse, "date", "2026-02-18", "pourquoi", "faute de frappe")).wants(200, "17/02/2026 → 18/02/2026")
	f, err = d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	if d.must(err); f.Reponses[0].Motif != "Enveloppe épuisée." {
		t.Errorf("the answer now says %q", f.Reponses[0].Motif)
	}
}

// TestAFormThatIsSentAsItWasShownChangesNothing, whatever is corrected: what the form did not
// offer any more would be lost.
func TestAFormThatIsSentAsItWasShownChangesNothing(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	ctx, cip, salarie := t.Context(), d.m.Aci.Cip, d.personneSuivie().ID
	solution := leGuide(t).Solutions("logement", guide.Situation{})[0].ID
	_, err := d.m.app.AddFrein(ctx, cip, salarie, parcours.Frein{Code: "logement", SolutionRef: solution}, "")
	d.must(err)
	_, err = d.m.app.LogContrat(ctx, cip, salarie, parcours.Contrat{Type: "cddi", Debut: aujourdhui.AddDays(-100),
		FinPrevue: aujourdhui.AddDays(100)}, "")
	d.must(err)
	_, err = d.m.app.LogObservation(ctx, cip, salarie, parcours.Observation{Theme: "envie", Niveau: "bien", Texte: "Bien."}, "")
	d.must(err)
	_, err = d.m.app.LogSuivi(ctx, cip, d.id, parcours.Suivi{Date: aujourdhui, Avec: "salarie", Canal: "telephone", Texte: "Deux\nlignes.",
		DateProchain: aujourdhui.AddDays(4), HeureProchain: "14:00"}, "")
	d.must(err)
	d.follow(d.submit(d.open(), d.url+"/formation", with(formationDuTest, "cout", "1000")...)).wants(200)
	d.follow(d.submit(d.open(), d.url+"/financements", "dispositif", "autre", "montant_demande", "1000")).wants(200)
	ligne := d.fiche().Financements[0].ID
	d.pass("demander_financement", "date", "2026-02-15")
	d.follow(d.submit(d.open(), d.url+"/financements/"+itoa(ligne)+"/reponse", "etat", "accorde", "date", "2026-02-16",
		"montant", "1000")).wants(200)
	d.pass("planifier_entree", "date", "2026-02-18", "date_entree_prevue", "2026-02-20")
	d.follow(d.submit(d.open(), d.url+"/non-presentation", "date", "2026-02-20", "motif", "sante", "absence", "inconnue")).wants(200)
	d.pass("confirmer_entree", "date", "2026-02-23", "controle_venu", "oui", "avertissements_acquittes", "controle_incomplet",
		"avertissements_acquittes", "demarches_ouvertes")
	_, err = d.m.app.NoteEvaluation(ctx, cip, d.id, parcours.Evaluation{Date: aujourdhui, Evaluation: "reussie"}, "")
	d.must(err)
	d.turn(parcours.SiaeEtti)
	d.pass("terminer", "date", "2026-03-01", "heures", "inconnues", "evaluation", "reussie", "situation", parcours.SituationMiseADisposition)
	d.turn(parcours.SiaeAci) // which does not offer that answer
	_, err = d.m.app.MeasureImpact(ctx, cip, d.id, parcours.Impact{Date: aujourdhui, Effets: []string{"embauche"}}, "")
	d.must(err)

	for _, f := range d.fiche().Freins { // another solution may be chosen too
		adresse := parcours.LienCorrection(d.id, "frein", f.ID)
		if n := len(d.get(adresse).find(func(n *node) bool {
			return n.Data == "option" && attr(closest(n, "select"), "name") == "solution_ref"
		})); n < 3 {
			t.Errorf("%s offers %d solutions", f.Code, n)
		}
	}
	if dit := d.get(parcours.LienCorrection(d.id, "heures", d.fiche().Heures[0].ID)).value("heures"); dit != parcours.HeuresInconnues {
		t.Errorf("hours that nobody knows are drawn %q", dit)
	}
	vus := map[string]bool{}
	for _, x := range parcours.Faits {
		for id := range int64(30) {
			avant := d.fiche()
			ligne := x.Find(&avant.Dossier, id)
			if ligne == nil {
				continue
			}
			vus[x.Objet] = true
			adresse := parcours.LienCorrection(d.id, x.Objet, id)
			d.follow(d.submit(d.get(adresse), adresse, "pourquoi", "je relis")).wants(200, "La correction est enregistrée.")
			apres := d.fiche()
			if lu := x.Values(x.Find(&apres.Dossier, id)); !reflect.DeepEqual(x.Values(ligne), lu) {
				t.Errorf("%s %d said %v, and says %v", x.Objet, id, x.Values(ligne), lu)
			}
		}
		if !vus[x.Objet] {
			t.Errorf("the story has no « %s »", x.Objet)
		}
	}
}

// fiche is what the file says now.
func (d *dossier) fiche() *parcours.Fiche {
	d.t.Helper()
	f, err := d.m.app.FindParcours(d.t.Context(), d.m.Aci.Cip, d.id)
	d.must(err)
	return f.Fiche
}

// turn makes of the structure one of another kind.
func (d *dossier) turn(genre string) {
	d.t.Helper()
	s, err := d.m.app.FindSiae(d.t.Context(), d.m.Aci.Directeur)
	d.must(err)
	s.Type = genre
	d.must(d.m.app.UpdateSiae(d.t.Context(), d.m.Aci.Directeur, s, ""))
}

// suiviCorrige is a suivi of the file, and the page on which it is corrected.
func (d *dossier) suiviCorrige(texte string) (s func() parcours.Suivi, adresse string) {
	d.t.Helper()
	d.follow(d.submit(d.open(), d.url+"/suivis", "texte", texte, "date", aujourdhui.AddDays(-3).String())).wants(200)
	return func() parcours.Suivi { return d.fiche().Suivis[0] }, parcours.LienCorrection(d.id, "suivi", d.fiche().Suivis[0].ID)
}

// TestTwoPeopleCorrectOneRow: the second one sees what the first one changed, and her second
// click takes nothing of it back. She withdraws nothing that she has not seen.
func TestTwoPeopleCorrectOneRow(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	suivi, adresse := d.suiviCorrige("Absent.")
	page, dir := d.get(adresse), d.seenBy("directeur@aci.test")
	date := aujourdhui.AddDays(-5)
	dir.follow(dir.submit(dir.get(adresse), adresse, "date", date.String(), "pourquoi", "la vraie date")).wants(200)
	refus := d.submit(page, adresse, "texte", "Absente.", "pourquoi", "faute").wants(409, "Ce qui a changé",
		date.Francais()+", par Directeur ACI")
	checkPage(t, "two corrections", refus)
	if dit := refus.value("date"); dit != date.String() {
		t.Errorf("the form that came back still says %s", dit)
	}
	d.follow(d.submit(refus, adresse)).wants(200, "La correction est enregistrée.")
	if s := suivi(); s.Date != date || s.Texte != "Absente." {
		t.Errorf("it says « %s », on %v", s.Texte, s.Date)
	}

	page = d.get(adresse)
	dir.follow(dir.submit(dir.get(adresse), adresse, "texte", "Absente une heure.", "pourquoi", "précisé")).wants(200)
	refus = d.withdraw(page, adresse).wants(409, "Ce qui a changé", "Absente une heure.")
	if refus.value("texte") != "Absente une heure." || len(d.fiche().Suivis) != 1 {
		t.Errorf("the form beside says %q", refus.value("texte"))
	}
	d.follow(d.withdraw(refus, adresse)).wants(200, "C'est retiré du dossier")
}

// withdraw sends the form of a correction that takes the row out.
func (p *personne) withdraw(page *reponse, adresse string) *reponse {
	p.t.Helper()
	form := page.find(func(n *node) bool { return n.Data == "form" && valuesOf(n).Get("acte") == "retirer" })[0]
	envoi := []string{"pourquoi", "pas elle"}
	for nom, valeurs := range valuesOf(form) {
		if nom != "pourquoi" {
			envoi = append(envoi, nom, valeurs[0])
		}
	}
	return p.post(adresse, envoi...)
}

// TestADoubleClickOnACorrectionDoesItOnce, and whoever goes back to the page then and types
// something else is told so in words of theirs, and gets through.
func TestADoubleClickOnACorrectionDoesItOnce(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	suivi, adresse := d.suiviCorrige("Absent.")
	page := d.get(adresse)
	for range 2 {
		d.follow(d.submit(page, adresse, "texte", "Absente.", "pourquoi", "faute")).wants(200, "La correction est enregistrée.")
	}
	refus := d.submit(page, adresse, "texte", "Absente hier.", "pourquoi", "faute").wants(409, "Ce formulaire a déjà été envoyé").lacks("clé")
	d.follow(d.submit(refus, adresse)).wants(200)
	if s := suivi(); s.Texte != "Absente hier." {
		t.Errorf("it says « %s »", s.Texte)
	}
	page = d.get(adresse)
	for _, acte := range []string{"retirer", "remettre"} {
		for range 2 {
			d.follow(d.submit(page, adresse, "acte", acte, "pourquoi", "faute")).wants(200)
		}
		page = d.get(adresse)
	}
}

// TestWhatACollegueNotedIsAskedOfHim: one mends one's own row, is told who mends the other, and
// loses nothing of what was typed.
func TestWhatACollegueNotedIsAskedOfHim(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnDeroulement)
	deux := d.m.DoubleAci
	d.must(d.m.app.TransferSalarie(t.Context(), d.m.Aci.Directeur, d.personneSuivie().ID, nil, &deux.UtilisateurID))
	_, err := d.m.app.LogSuivi(t.Context(), deux, d.id, parcours.Suivi{Date: aujourdhui.AddDays(-3), Avec: "salarie", Canal: "telephone",
		Texte: "Absente.", Absence: "injustifiee"}, "")
	d.must(err)
	entree := parcours.LienCorrection(d.id, "presence", d.fiche().Presences[0].ID)
	refus := d.submit(d.get(entree), entree, "date_entree", aujourdhui.AddDays(-1).String(), "pourquoi", "un jour de trop").wants(422,
		"ne serait dans aucune formation", "À corriger aussi : Suivi du 27/02/2026. C'est noté par quelqu'un d'autre")
	checkPage(t, "a colleague's row", refus)
	if refus.value("pourquoi") != "un jour de trop" || refus.value("date_entree") != aujourdhui.AddDays(-1).String() {
		t.Error("what was typed is lost")
	}
	d.follow(d.submit(refus, entree, "date_entree", aujourdhui.AddDays(-4).String())).wants(200, "La correction est enregistrée.")
}

// TestWhatIsWithdrawnOfAPersonIsFoundAgain on their page, with who took it out and why, and
// on the page of the encadrant what is his.
func TestWhatIsWithdrawnOfAPersonIsFoundAgain(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	ctx, salarie := t.Context(), d.personneSuivie().ID
	fiche, page := "/salaries/"+itoa(salarie), "/observations/"+itoa(salarie)
	observe := func(qui parcours.Identite, texte string) int64 {
		o, err := d.m.app.LogObservation(ctx, qui, salarie, parcours.Observation{Theme: "envie", Niveau: "bien", Texte: texte}, "")
		d.must(err)
		return o.ID
	}
	observe(d.m.Aci.Cip, "Vue au bureau.")
	e := d.seenBy("encadrant@aci.test")
	sienne := fiche + "/corriger/observation/" + itoa(observe(d.m.Aci.Encadrant, "Motivée."))
	e.follow(e.withdraw(e.get(sienne), sienne)).wants(200, "C'est retiré du dossier. Pour le remettre, dépliez plus bas ce qui est retiré.",
		"1 élément retiré", "Motivée.", "par Encadrant technique ACI : pas elle").lacks("Vue au bureau.")

	frein, besoin := fiche+"/corriger/frein/"+itoa(d.fiche().Freins[0].ID), parcours.LienCorrection(d.id, "parcours", d.id)
	d.follow(d.withdraw(d.get(frein), frein)).wants(200, "2 éléments retirés", "Mobilité", "par CIP ACI : pas elle")
	d.follow(d.withdraw(d.get(besoin), besoin)).wants(200, "C'est retiré du dossier", "3 éléments retirés")
	vue := d.get(fiche).wants(200, "3 éléments retirés", "Motivée.", "Parcours · ")
	checkPage(t, "withdrawn rows", vue)
	for _, adresse := range []string{sienne, frein, besoin} {
		if len(vue.find(hasHref(adresse))) != 1 {
			t.Errorf("nothing leads to %s", adresse)
		}
		d.follow(d.submit(d.get(adresse), adresse, "pourquoi", "si, elle")).wants(200, "C'est remis dans le dossier.")
	}
	d.get(fiche).lacks("retiré")
	e.get(page).wants(200, "Motivée.").lacks("retiré")

	e.follow(e.withdraw(e.get(sienne), sienne))
	d.m.horloge.advance(parcours.DelaiAuteur + time.Hour) // it is no longer his to put back
	for p, n := range map[*personne]int{e.personne: 0, d.personne: 1} {
		for _, adresse := range []string{page, fiche} {
			if r := p.get(adresse); r.status == 200 && len(r.find(hasHref(sienne))) != n {
				t.Errorf("%s leads %d times to it", adresse, len(r.find(hasHref(sienne))))
			}
		}
	}
}
