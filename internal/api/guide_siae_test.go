package api

import (
	"net/http"
	"slices"
	"testing"
)

// TestTheStructureWritesItsOwnGuideThroughTheAPI: a solution and a contact are added,
// advised here alone, written anew, taken out, and come back.
func TestTheStructureWritesItsOwnGuideThroughTheAPI(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	salarie, id := c.newParcours()
	c.do(post, path("/salaries/%d/freins", salarie), objet{"code": "mobilite"}).want(http.StatusCreated)
	un := c.do(post, "/guide/ajouts", unAjout, "Idempotency-Key", "un").want(http.StatusCreated)
	if bis := c.do(post, "/guide/ajouts", unAjout, "Idempotency-Key", "un").want(http.StatusCreated); bis.nombre("id") != un.nombre("id") ||
		un.texte("freins", 0) != "mobilite" || un.nombre("version") != 1 || un.texte("maj_par") == "" {
		t.Errorf("added: %s, then %s", un.brut, bis.brut)
	}
	adresse := path("/guide/ajouts/%d", un.nombre("id"))
	if got := un.entete.Get("Location"); got != Prefix+adresse {
		t.Errorf("it is at %q", got)
	}
	advised := func(c *client, id int64) bool {
		r := c.do(get, path("/parcours/%d/recommandations?par_page=200", id), nil).want(http.StatusOK)
		return slices.ContainsFunc(r.liste("elements"), func(x any) bool { return x.(objet)["id"] == un.texte("item") })
	}
	etti := e.as(t, "cip@etti.test")
	_, chezEux := etti.newParcours()
	if !advised(c, id) || advised(etti, chezEux) {
		t.Errorf("advised here %t, there %t", advised(c, id), advised(etti, chezEux))
	}
	contact := objet{"type": "contact", "etape": "ETP-05", "opcos": []string{"akto"}, "important": true, "du": "2026-01-01",
		"coordonnees": objet{"organisme": "AKTO", "fonction": "conseiller formation", "tel": "03 22 00 00 00, 06 12 34 56 78"}}
	r := c.do(post, "/guide/ajouts", contact).want(http.StatusCreated)
	if r.texte("titre") != "AKTO : conseiller formation" || r.texte("coordonnees", "tel") != "03 22 00 00 00, 06 12 34 56 78" ||
		r.texte("du") != "2026-01-01" || r.at("important") != true {
		t.Errorf("a contact: %s", r.brut)
	}
	for champ, faux := range map[string]objet{
		"freins": with(unAjout, objet{"freins": []string{}}), "etape": with(unAjout, objet{"etape": "BP-01"}),
		"titre": with(unAjout, objet{"titre": " "}), "lien": with(unAjout, objet{"lien": "javascript:alert(1)"}),
		"coordonnees.organisme": with(contact, objet{"coordonnees": objet{}}),
		"tel":                   with(contact, objet{"coordonnees": objet{"organisme": "AKTO", "tel": "demain"}}),
		"type":                  with(unAjout, objet{"coordonnees": objet{"organisme": "AKTO", "nom": "Ana Roy"}}),
	} {
		if r := c.do(post, "/guide/ajouts", faux).refused(http.StatusUnprocessableEntity, codeInvalide); !slices.Contains(r.champs(), champ) {
			t.Errorf("%v: refused beside %v", faux, r.champs())
		}
	}
	change := with(unAjout, objet{"version": 1, "texte": "Il loue une voiture à la semaine."})
	if r := c.do(put, adresse, change).want(http.StatusOK); r.nombre("version") != 2 || r.texte("texte") != change["texte"] {
		t.Errorf("written anew: %s", r.brut)
	}
	c.do(put, adresse, change).refused(http.StatusConflict, "conflit")
	etti.do(put, adresse, change).refused(http.StatusNotFound, codeIntrouvable)
	etti.do(del, adresse, nil).refused(http.StatusNotFound, codeIntrouvable)
	e.as(t, "encadrant@aci.test").do(post, "/guide/ajouts", unAjout).refused(http.StatusForbidden, codeInterdit)
	c.do(del, adresse, nil).want(http.StatusNoContent)
	l := c.do(get, "/guide/ajouts", nil).want(http.StatusOK)
	if l.nombre("total") != 2 || l.texte("elements", 1, "retire_le") != "2026-03-02" || advised(c, id) {
		t.Errorf("taken out: %s", l.brut)
	}
	c.do(put, adresse, with(change, objet{"version": l.nombre("elements", 1, "version")})).want(http.StatusOK)
	if !advised(c, id) {
		t.Error("written anew, it does not come back")
	}
}

// TestATextOfTheRegionIsCorrectedHereAlone: put right, then the region's again.
func TestATextOfTheRegionIsCorrectedHereAlone(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c, etti := e.as(t, "cip@aci.test"), e.as(t, "cip@etti.test")
	lu := func(c *client) bool {
		return c.do(get, "/guide/recherche?q=vestiaire+covoiturage", nil).want(http.StatusOK).nombre("total") == 1
	}
	corrige := objet{"item": "SOL-04.1", "genre": "correction", "texte": "Voir le tableau du covoiturage au vestiaire."}
	r := c.do(post, "/guide/signalements", corrige, "Idempotency-Key", "un").want(http.StatusCreated)
	if r.texte("item") != "SOL-04.1" || r.texte("auteur", "nom") == "" || !lu(c) || lu(etti) {
		t.Errorf("corrected: %s", r.brut)
	}
	opco := objet{"item": "OPC-03", "genre": "correction", "coordonnees": objet{"organisme": "Uniformation", "mel": "picardie@exemple.fr"}}
	if r := c.do(post, "/guide/signalements", opco).want(http.StatusCreated); r.texte("coordonnees", "mel") != "picardie@exemple.fr" {
		t.Errorf("an address: %s", r.brut)
	}
	for champ, faux := range map[string]objet{
		"texte": {"item": "SOL-04.1", "genre": "correction"}, "motif": {"item": "SOL-04.1", "genre": "masque"},
		"genre": {"item": "ETP-03", "genre": "masque", "motif": "Inutile."},
		"mel":   with(opco, objet{"coordonnees": objet{"organisme": "Uniformation", "mel": "picardie"}}),
	} {
		if r := c.do(post, "/guide/signalements", faux).refused(http.StatusUnprocessableEntity, codeInvalide); r.texte("champ") != champ {
			t.Errorf("%v: refused beside %q", faux, r.texte("champ"))
		}
	}
	c.do(post, "/guide/signalements", with(corrige, objet{"item": "SOL-99"})).refused(http.StatusNotFound, codeIntrouvable)
	if l := c.do(get, "/guide/signalements?genre=correction", nil).want(http.StatusOK); l.nombre("total") != 2 {
		t.Errorf("what was said: %s", l.brut)
	}
	leve := path("/guide/signalements/%d", r.nombre("id"))
	etti.do(del, leve, nil).refused(http.StatusNotFound, codeIntrouvable)
	for range 2 { // the second time does nothing
		c.do(del, leve, nil).want(http.StatusNoContent)
	}
	if lu(c) {
		t.Error("the region's text is not read again")
	}
}

// TestTheTerritoryIsDescribedThroughTheAPI: its zones, its notes, each from the version that was read.
func TestTheTerritoryIsDescribedThroughTheAPI(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	const zones, besoins = "/siae/territoire/zones", "/siae/territoire/notes/besoins"
	version := c.do(get, "/siae/territoire", nil).want(http.StatusOK).nombre("version")
	r := c.do(put, zones, objet{"version": version, "territoires": []string{"amiens", "est_somme"}}).want(http.StatusOK)
	if len(r.liste("territoires")) != 2 || r.nombre("version") != version+1 {
		t.Errorf("zones: %s", r.brut)
	}
	c.do(put, zones, objet{"version": version, "territoires": []string{}}).refused(http.StatusConflict, "conflit")
	for _, faux := range [][]string{{"lille"}, {"paris"}} { // of the Nord, of nowhere
		c.do(put, zones, objet{"version": version + 1, "territoires": faux}).refused(http.StatusUnprocessableEntity, codeInvalide)
	}
	c.do(put, zones, objet{"territoires": []string{}}).refused(http.StatusUnprocessableEntity, codeInvalide)
	note := c.do(put, besoins, objet{"texte": "Des métiers en tension."}).want(http.StatusOK)
	if note.texte("notes", 0, "texte") != "Des métiers en tension." || note.nombre("notes", 0, "version") != 1 ||
		note.texte("notes", 0, "auteur", "nom") == "" || note.at("notes", 1, "texte") != nil {
		t.Errorf("a note: %s", note.brut)
	}
	c.do(put, besoins, objet{"texte": "Autre chose."}).refused(http.StatusConflict, "conflit")
	c.do(put, besoins, objet{"version": 1, "texte": nil}).want(http.StatusOK)
	c.do(put, besoins, objet{"version": 2, "texte": "1 84 12 76 451 089 46"}).refused(http.StatusUnprocessableEntity, codeInvalide)
	c.do(put, "/siae/territoire/notes/meteo", objet{"texte": "Beau."}).refused(http.StatusNotFound, codeIntrouvable)
	encadrant := e.as(t, "encadrant@aci.test")
	encadrant.do(get, "/siae/territoire", nil).want(http.StatusOK)
	encadrant.do(put, besoins, objet{"texte": "Non."}).refused(http.StatusForbidden, codeInterdit)
	if r := e.as(t, "cip@etti.test").do(get, "/siae/territoire", nil).want(http.StatusOK); len(r.liste("territoires")) != 0 {
		t.Errorf("the other SIAE reads %s", r.brut)
	}
}
