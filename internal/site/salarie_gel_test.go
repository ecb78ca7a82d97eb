package site_test

import "testing"

// Two people hand somebody over, or choose who supervises, at once: the second one
// sees what the first one chose, and decides.
func TestTwoPeopleChooseWhoFollowsSomebody(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	s := m.Salarie(t, m.Aci, "Léa", "Petit")
	adresse := "/salaries/" + itoa(s.ID)
	lent, vif := m.as(t, "cip@aci.test"), m.as(t, "directeur@aci.test")
	page := lent.get(adresse)
	vif.follow(vif.submit(vif.get(adresse), adresse+"/confier", "cip_id", itoa(m.DoubleAci.UtilisateurID))).wants(200)
	vif.follow(vif.submit(vif.get(adresse), adresse+"/encadrants", "encadrants", itoa(m.Aci.Encadrant.UtilisateurID))).wants(200)

	r := lent.submit(page, adresse+"/confier", "cip_id", "").wants(409, "Ce qui a changé pendant votre saisie", "CIP : Dominique Deux")
	checkPage(t, "handed over twice", r)
	lent.follow(lent.submit(r, adresse+"/confier")).wants(200, "Le CIP de la personne est changé.").lacks("CIP Dominique Deux")

	// Sent as it was: what the colleague chose stands.
	lent.follow(lent.submit(page, adresse+"/encadrants")).wants(200, "Encadrants Encadrant technique ACI")
	seule := lent.get(adresse)
	vif.follow(vif.submit(vif.get(adresse), adresse+"/encadrants", "encadrants", "")).wants(200)
	lent.follow(lent.submit(seule, adresse+"/encadrants")).wants(200).lacks("Encadrants Encadrant technique ACI")
	lent.submit(page, adresse+"/encadrants", "encadrants", itoa(m.Aci.Encadrant.UtilisateurID))
	lent.submit(seule, adresse+"/encadrants", "encadrants", "").wants(303)
}

// Limitation, from the page: the directeur alone sees the act, the reason is asked,
// everybody sees that the file is frozen.
func TestAFileIsFrozenFromItsPage(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	s := m.Salarie(t, m.Aci, "Léa", "Petit")
	adresse := "/salaries/" + itoa(s.ID)
	cip, dir := m.as(t, "cip@aci.test"), m.as(t, "directeur@aci.test")
	cip.get(adresse).wants(200).lacks("Geler le dossier")
	cip.post(adresse+"/gel", "gele", "oui", "motif", "x").wants(403)
	r := dir.submit(dir.get(adresse), adresse+"/gel", "motif", "").wants(422, "Indiquez pourquoi")
	checkPage(t, "frozen without a reason", r)
	r = dir.follow(dir.submit(r, adresse+"/gel", "motif", "Elle conteste son adresse.")).wants(200, "Dossier gelé",
		"article 18 du RGPD", "Le dossier est gelé.", "Dégeler le dossier")
	checkPage(t, "frozen", r)
	cip.get(adresse).wants(200, "Dossier gelé", "voyez avec votre direction").lacks("Dégeler le dossier", "Noter un frein",
		"Modifier le dossier")
	cip.get("/salaries?suivi=tous").wants(200, "Léa Petit gelé")
	cip.post(adresse+"/freins", "code", "logement", "date_identifie", "2026-02-20").wants(409, "gelé")
	dir.get(adresse+"/historique").wants(200, "Geler ou dégeler un dossier", "Elle conteste son adresse.", "dossier gelé : non → oui")
	dir.follow(dir.submit(r, adresse+"/gel")).wants(200, "Le dossier est dégelé").lacks("Dossier gelé")
	cip.get(adresse).wants(200, "Noter un frein")
}
