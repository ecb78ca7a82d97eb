package api

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parcours.example/internal/parcours"
)

// TestADeedSaysHowItIsTakenBack: what the answer to a deed says takes it back, whatever the
// deed, leaves the file as it was; an answer to what nothing takes back says nothing.
func TestADeedSaysHowItIsTakenBack(t *testing.T) {
	t.Parallel()
	c := newEssai(t).as(t, "cip@aci.test")
	salarie, id := c.newParcours()
	fiche, personne := path("/parcours/%d", id), path("/salaries/%d", salarie)
	version := regexp.MustCompile(`"version":\d+`)
	stand := func() (lus []string) {
		t.Helper()
		for _, adresse := range []string{fiche, personne, fiche + "/suivis", personne + "/observations"} {
			lu := c.do(get, adresse, nil).want(http.StatusOK)
			delete(lu.corps, "passages") // the one that was undone stays to be read
			delete(lu.corps, "retires")
			dit, err := json.Marshal(lu.corps)
			if err != nil {
				t.Fatal(err)
			}
			lus = append(lus, version.ReplaceAllString(string(dit), ""))
		}
		return lus
	}
	undo := func(adresse string, corps any) {
		t.Helper()
		avant := stand()
		fait := c.do(post, adresse, corps)
		if fait.statut >= http.StatusMultipleChoices {
			t.Fatalf("%s: %s", adresse, fait.brut)
		}
		var dit requete
		if err := json.Unmarshal([]byte(fait.entete.Get(enteteAnnulation)), &dit); err != nil {
			t.Fatalf("%s: %v: %q", adresse, err, fait.entete.Get(enteteAnnulation))
		}
		var envoi any
		if dit.Corps != nil {
			envoi = dit.Corps
		}
		if cmp.Diff(avant, stand()) == "" {
			t.Fatalf("%s does nothing that shows", adresse)
		}
		if r := c.do(dit.Methode, strings.TrimPrefix(dit.Adresse, Prefix), envoi); r.statut >= http.StatusMultipleChoices {
			t.Fatalf("%s, taken back: %s", adresse, r.brut)
		}
		if d := cmp.Diff(avant, stand()); d != "" {
			t.Errorf("%s leaves something (-before +after):\n%s", adresse, d)
		}
	}
	undo(fiche+"/suivis", unSuivi)
	undo(personne+"/freins", objet{"code": "sante"})
	undo(personne+"/observations", objet{"theme": "gestes", "niveau": "bien", "texte": "Soigneuse."})
	undo(personne+"/parcours", with(unBesoin, objet{"freins": []string{"illectronisme"},
		"avertissements_acquittes": []string{"autre_parcours_ouvert"}}))
	c.do(put, fiche+"/formation", uneFormation).want(http.StatusOK)
	undo(fiche+"/financements", unFinancement)
	c.do(post, fiche+"/financements", unFinancement).want(http.StatusCreated)
	undo(fiche+"/transitions", objet{"transition": "demander_financement", "date": "2026-03-02",
		"version": c.do(get, fiche, nil).nombre("version")})
	retires := func(adresse string) (dits []string) {
		t.Helper()
		for _, x := range c.do(get, adresse, nil).want(http.StatusOK).liste("retires") {
			dits = append(dits, x.(objet)["objet"].(string)+" "+x.(objet)["libelle"].(string)+" "+x.(objet)["motif"].(string))
		}
		return dits
	}
	for adresse, attendus := range map[string][]string{
		fiche: {"suivi ", "Tout va bien."}, personne: {"observation ", "frein ", "parcours ", parcours.MotifAnnulation},
	} {
		dits := strings.Join(retires(adresse), "\n")
		for _, x := range attendus {
			if !strings.Contains(dits, x) {
				t.Errorf("%s does not list what was withdrawn (%q):\n%s", adresse, x, dits)
			}
		}
	}
	autre := with(uneFormation, objet{"intitule": "Cariste"})
	if r := c.do(put, fiche+"/formation", autre).want(http.StatusOK); r.entete.Get(enteteAnnulation) != "" {
		t.Errorf("a field that was changed is taken back: %v", r.entete)
	}
}
