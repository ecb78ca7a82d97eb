package api

import (
	"maps"
	"net/http"
	"strings"
	"testing"
)

// importErreur imports shared/cas/21-import-par-erreur, or the same with another name.
func (c *client) importErreur(nom string) int64 {
	c.t.Helper()
	fichier := "Nom;Prénom;Date de naissance\nERREUR;Une;12/05/1990\nERREUR;Deux;13/05/1990\nERREUR;Trois;14/05/1990\n"
	id := c.send("erreur.csv", []byte(strings.ReplaceAll(fichier, "ERREUR", nom))).want(http.StatusCreated).nombre("id")
	c.do(post, path("/importations/%d/validation", id), nil).want(http.StatusOK)
	return id
}

// TestAnImportByMistakeIsUndoneThroughTheAPI is shared/cas/21-import-par-erreur: what would
// be is asked first, and told again when it is done; then all of it is taken back.
func TestAnImportByMistakeIsUndoneThroughTheAPI(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c, directeur := e.as(t, "cip@aci.test"), e.as(t, "directeur@aci.test")
	id := c.importErreur("ERREUR")
	adresse, raison := path("/importations/%d", id), objet{"motif": "Mauvais fichier."}
	r := c.do(get, adresse, nil).want(http.StatusOK)
	deux := r.nombre("lignes", 1, "salarie_id")
	c.do(post, path("/salaries/%d/observations", deux), uneObservation).want(http.StatusCreated)

	r = c.do(post, adresse+"/annuler?essai=1", raison).want(http.StatusOK)
	if r.at("possible") != true || r.nombre("effets", "dossiers") != 2 || r.nombre("effets", "gardes", 0, "salarie_id") != deux {
		t.Errorf("a trial: %s", r.brut)
	}
	c.do(post, adresse+"/annuler", objet{}).refused(http.StatusUnprocessableEntity, codeInvalide)
	for range 2 {
		r = c.do(post, adresse+"/annuler", raison).want(http.StatusOK)
		if r.nombre("annulation", "retires") != 2 || r.texte("annulation", "raison") != "Mauvais fichier." ||
			!strings.HasPrefix(r.texte("annulation", "gardes", 0, "pourquoi"), "Observation ajoutée par CIP ACI le ") ||
			r.texte("annulation", "suite") != "remettre" || r.nombre("annulation", "dossiers") != 2 {
			t.Errorf("undone: %s", r.brut)
		}
	}
	if n := c.do(get, "/salaries", nil).nombre("total"); n != 1 {
		t.Errorf("%d people are left", n)
	}
	une := r.nombre("lignes", 0, "salarie_id")
	r = c.do(get, path("/salaries/%d", une), nil).want(http.StatusOK)
	if r.texte("retrait", "raison") != "Mauvais fichier." || r.texte("retrait", "auteur", "nom") != "CIP ACI" {
		t.Errorf("the file of one of them: %s", r.brut)
	}
	c.do(post, path("/salaries/%d/observations", une), uneObservation).refused(http.StatusConflict, "conflit")

	e.as(t, "cip@deux.test").do(post, adresse+"/remettre", raison)
	directeur.do(post, path("/salaries/%d/remettre", une), raison).want(http.StatusOK)
	r = directeur.do(post, adresse+"/remettre?essai=1", raison).want(http.StatusOK)
	if r.nombre("effets", "dossiers") != 1 {
		t.Errorf("one was put back alone: %s", r.brut)
	}
	directeur.do(post, adresse+"/remettre", raison).want(http.StatusOK)
	if n := c.do(get, "/salaries", nil).nombre("total"); n != 3 {
		t.Errorf("%d people came back", n)
	}
}

// TestAWithdrawnSalarieAcceptsNoActThroughTheAPI loops over what writes about a person, or
// reads more of them than their own address: refused in words, and nothing is kept.
func TestAWithdrawnSalarieAcceptsNoActThroughTheAPI(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "directeur@aci.test")
	m := c.newMonde()
	e.Withdraw(t, m["salaries"].(int64))
	ops := operationsOf(c.api.huma.OpenAPI())
	essayees, avant := 0, c.Imprint(t, c.Aci.Siae.ID)
	e.eachOperation(t, func(nom string, corps any) {
		op := ops[nom]
		personne := strings.Contains(nom, "/salaries/{id}") || strings.Contains(nom, "/parcours/{id}") || strings.Contains(nom, "/freins/{id}")
		if !personne || op.Method == get || nom == "POST /salaries/{id}/retirer" || nom == "POST /salaries/{id}/remettre" ||
			nom == "DELETE /salaries/{id}/rapprochement" { // it is how an absorbed file comes back
			return
		}
		essayees++
		methode, chemin := m.of(nom)
		r := c.do(methode, chemin, corps)
		if r.statut != http.StatusConflict || !strings.Contains(r.texte("detail"), "a été retiré le") {
			t.Errorf("%s: %d %s", nom, r.statut, r.brut)
		}
	})
	if !maps.Equal(avant, c.Imprint(t, c.Aci.Siae.ID)) {
		t.Error("one of them wrote")
	}
	if essayees < 25 {
		t.Errorf("%d operations only were tried", essayees)
	}
	observations := path("/salaries/%d/observations", m["salaries"])
	c.do(get, observations, nil).want(http.StatusOK)
	e.as(t, "encadrant@aci.test").do(get, observations, nil).refused(http.StatusNotFound, codeIntrouvable)
	// No list and no figure shows them, nor the others of their name, once withdrawn too.
	for id := int64(1); id < m["salaries"].(int64); id++ {
		e.Withdraw(t, id)
	}
	for nom, op := range ops {
		if op.Method != get || strings.Contains(nom, "{") {
			continue
		}
		adresse := strings.TrimPrefix(nom, get+" ")
		if nom == "GET /rapports/resultats" {
			adresse += "?debut=2025-01-01&fin=2026-03-01"
		}
		if nom == "GET /guide/recherche" {
			adresse += "?q=mobilite"
		}
		if r := c.do(get, adresse, nil).want(http.StatusOK); strings.Contains(r.brut, "Petit") {
			t.Errorf("%s shows who was withdrawn: %.300s", nom, r.brut)
		}
	}
}
