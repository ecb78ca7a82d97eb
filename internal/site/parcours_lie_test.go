package site_test

import (
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

// TestAfterASuccessALinkedParcours: from an outcome the page offers a need that follows,
// warns whoever prepares another try here all the same, and refuses a mere report.
func TestAfterASuccessALinkedParcours(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnDeroulement)
	d.pass("terminer", "date", "2026-03-02", "heures", "105", "evaluation", "reussie", "situation", "autre_formation")
	const dit = "La formation est allée à son terme : un nouveau besoin, dans un parcours lié à celui-ci, raconte mieux la suite."
	page := d.open().wants(200, dit, "Le faire maintenant")
	liens := func(r *reponse) []*node {
		return r.find(func(n *node) bool {
			return n.Data == "a" && strings.HasSuffix(attr(n, "href"), "precedent="+itoa(d.id))
		})
	}
	if len(liens(page)) != 2 { // beside the warning, and as a way on
		t.Fatalf("%d links to the form of a need", len(liens(page)))
	}
	checkPage(t, "a warning with a link", page)
	r := d.submit(page, d.url+"/transitions", "transition", "repositionner", "solution", "report",
		parcours.ChampAcquittes, "formation_terminee").
		wants(422, "Identifiez plutôt un nouveau besoin à la suite de ce parcours.")
	if !isBeside(r, "solution", "elle ne se reporte pas") {
		t.Errorf("%.400s", r.text())
	}
	// What the refusal names is accepted.
	form := d.get(attr(liens(r)[0], "href")).wants(200, "À la suite du parcours terminé :")
	adresse, _, _ := strings.Cut(attr(liens(r)[0], "href"), "/nouveau")
	d.follow(d.submit(form, adresse, "origine", "salarie", "intitule", "Permis B")).wants(200, "Suite de : Agent de propreté")
	// One may go on here too, once the warning is read; the other way stays open.
	d.submit(d.open(), d.url+"/transitions", "transition", "repositionner", "solution", "autre_niveau").wants(422, dit)
	suite := d.pass("repositionner", "solution", "autre_niveau").wants(200, "Suivi par : Permis B")
	form = d.get(attr(liens(suite)[0], "href")).wants(200, "À la suite du parcours terminé :")
	d.follow(d.submit(form, adresse, "origine", "salarie", "intitule", "Permis C", parcours.ChampAcquittes,
		"autre_parcours_ouvert")).wants(200, "Suite de : Agent de propreté")
	d.pass("relancer_besoin").wants(200, "Besoin identifié").lacks(dit)
}

// TestAnImpactIsNotedWhileAnotherTryIsOpen: the training that went to its term stays on the
// list of the day, and its form on the page, though the parcours went on.
func TestAnImpactIsNotedWhileAnotherTryIsOpen(t *testing.T) {
	t.Parallel()
	d := ended(t, newMonde(t), 7)
	d.pass("repositionner", "solution", "autre_niveau")
	d.pass("relancer_besoin")
	liste := d.get("/aujourdhui").wants(200, "Impact à 3 mois à noter : Titre agent de propreté", "Impact à 6 mois à noter : Titre agent de propreté")
	checkPage(t, "the list", liste)
	fiche := d.open().wants(200, "À faire : impact à 3 et 6 mois à noter (Titre agent de propreté).")
	lien := liste.find(func(n *node) bool { return n.Data == "a" && strings.Contains(attr(n, "href"), "#impact-") })
	_, ancre, _ := strings.Cut(attr(lien[0], "href"), "#")
	if fiche.value("echeance") != "6" || len(fiche.find(func(n *node) bool { return attr(n, "id") == ancre })) != 1 {
		t.Error("the link leads to no field, or the due date is not chosen")
	}
	checkPage(t, "the impact of a former try", fiche)
	r := d.submit(fiche, d.url+"/impacts", "effets", "").wants(422, "Choisissez au moins une réponse.")
	if r.value("echeance") != "6" {
		t.Error("what was typed is gone")
	}
	d.follow(d.submit(r, d.url+"/impacts", "effets", "embauche")).wants(200, "L'impact est noté.",
		"Impact · à 6 mois (Titre agent de propreté)", "L'impact à 12 mois (Titre agent de propreté) se note à partir du")
	d.get("/aujourdhui").wants(200).lacks("impact à")
}
