package e2e

import (
	"testing"
)

// TestASlipIsMendedFromWhereItIsSeen: under the fact, without leaving the page; then, without
// scripts, on a page of its own, where it is taken out and put back.
func TestASlipIsMendedFromWhereItIsSeen(t *testing.T) {
	t.Parallel()
	o := newMonde(t).as(t, "cip@aci.demo", 1280)
	fiche := "/parcours/" + o.linkOf("/parcours?etat=deroulement", "Kévin Genévrier")
	o.visit(fiche)
	charges := o.loaded()
	const crayon, scope = "document.querySelector('.evenement-suivi a.crayon')", ".en-place"
	o.click(crayon)
	o.until("the keyboard is in the form", "document.activeElement.closest('.en-place') !== null")
	for _, largeur := range []int64{1280, 390} {
		o.checkAt(largeur, "a correction under its fact", false)
	}
	o.resize(1280)
	o.fill(scope, "Ce qui a été dit, ce qui suit", "Présent, et volontaire.").fill(scope, "Pourquoi ?", "faute de frappe")
	o.click("button(arguments[0], 'Enregistrer la correction')", scope)
	o.says("La correction est enregistrée.", "Présent, et volontaire.", "par Camille Desrosiers (faute de frappe)", "Présent et volontaire.")
	if o.loaded() != charges {
		t.Error("the page was left")
	}

	page := eval[string](o, crayon+".getAttribute('href')")
	sans := o.withoutScripts().visit(page)
	sans.unfold("main", "Retirer : c'est noté par erreur")
	sans.fill("#retirer", "Pourquoi ?", "Sur une autre personne")
	sans.loads("taken out", func() { sans.click("button(arguments[0], 'Retirer du dossier')", "#retirer") })
	sans.says("C'est retiré du dossier.", "1 élément retiré", "Sur une autre personne")
	sans.visit(page).fill("main", "Pourquoi ?", "Non, c'était bien lui")
	sans.loads("put back", func() { sans.click("button(arguments[0], 'Remettre dans le dossier')", "main") })
	sans.says("C'est remis dans le dossier.", "Présent, et volontaire.").lacks("1 élément retiré")
}
