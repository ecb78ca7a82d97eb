package site_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

// sansObjet are the criteria of the engine that the form of an addition leaves
// out, and why.
var sansObjet = map[string]string{
	"types_siae":        "one SIAE reads the addition, and has one type",
	"hors_types_siae":   "one SIAE reads the addition, and has one type",
	"departements":      "one SIAE reads the addition, and has one département",
	"hors_departements": "one SIAE reads the addition, and has one département",
	"hors_reseaux":      "a SIAE knows its own networks, and names those that count",
	"un_suffit":         "for a desk of the region that serves a département or a network",
}

// saisiesCriteres are the values of the criteria that are not boxes of a list.
var saisiesCriteres = map[string]string{"effectif_min": "10", "effectif_max": "49", "du": "2026-01-01", "au": "2026-12-31",
	"structure": "oui"}

// TestEveryCriterionOfTheGuideIsAskedOfAnAddition: created with it, shown with
// it, saved untouched, it is still there. A new criterion of the guide fails
// here until the form asks it, or sansObjet says why not.
func TestEveryCriterionOfTheGuideIsAskedOfAnAddition(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	vide := p.get("/structure/guide/nouveau").wants(200, "Plus de critères")
	const adresse = "/structure/guide/ajouts"
	base := []string{"type", "conseil", "etape", "ETP-03", "titre", "Garage solidaire", "texte", "Il loue une voiture."}
	essayes := 0
	for i := range reflect.TypeFor[guide.Criteres]().NumField() {
		nom := reflect.TypeFor[guide.Criteres]().Field(i).Tag.Get("yaml")
		if nom == "" {
			continue
		}
		offerts := offeredBy(vide, nom)
		if raison := sansObjet[nom]; raison != "" {
			if len(offerts) > 0 {
				t.Errorf("%s is asked, though %s", nom, raison)
			}
			continue
		}
		if saisie := saisiesCriteres[nom]; saisie != "" {
			offerts = []string{saisie}
		}
		if len(offerts) == 0 {
			t.Errorf("the criterion %s is neither asked by the form nor left out for a reason", nom)
			continue
		}
		voulus := offerts[:min(2, len(offerts))]
		envoi := slices.Clone(base)
		for _, v := range voulus {
			envoi = append(envoi, nom, v)
		}
		essayes++
		p.follow(p.post(adresse, envoi...)).wants(200)
		ajout := lastAjout(t, m)
		if lu := critereOf(ajout.Criteres, nom); !slices.Equal(lu, voulus) {
			t.Errorf("%s: created with %q, kept %q", nom, voulus, lu)
		}
		modifier := adresse + "/" + itoa(ajout.Numero)
		form := p.get(modifier).wants(200)
		if montres := ticked(form, modifier, nom); !slices.Equal(montres, voulus) {
			t.Errorf("%s: the form shows %q of %q", nom, montres, voulus)
		}
		if f := form.find(func(n *node) bool { return attr(n, "name") == nom && !isUnticked(n) }); nom != "freins" && !isUnfolded(f[0]) {
			t.Errorf("%s is folded away, though it is filled in", nom)
		}
		p.follow(p.submit(form, modifier)).wants(200)
		apres := lastAjout(t, m)
		champs := cmp.Options{cmp.AllowUnexported(guide.Criteres{}), cmpopts.EquateComparable(parcours.Date{})}
		if ecart := cmp.Diff(ajout.Criteres, apres.Criteres, champs); ecart != "" || apres.Version != 2 {
			t.Errorf("%s: saved untouched, it is version %d and has changed (- before, + now)\n%s", nom, apres.Version, ecart)
		}
		liste := p.get("/structure/guide").wants(200)
		ligne := liste.find(func(n *node) bool { return attr(n, "id") == ajout.ID })
		if len(ligne) != 1 || strings.Contains((&reponse{t: t, doc: ligne[0]}).text(), "Se montre, toujours") {
			t.Errorf("%s: the list does not say when it is shown", nom)
		}
	}
	if essayes < 15 {
		t.Errorf("only %d criteria tried", essayes)
	}
}

// offeredBy are the values that a form proposes for a field.
func offeredBy(r *reponse, nom string) []string {
	var valeurs []string
	for _, n := range r.find(func(n *node) bool {
		return n.Data == "input" && attr(n, "name") == nom && attr(n, "type") == "checkbox"
	}) {
		valeurs = append(valeurs, attr(n, "value"))
	}
	return valeurs
}

func isUnfolded(n *node) bool {
	for n = closest(n, "details"); n != nil; n = closest(n.Parent, "details") {
		if !has(n, "open") {
			return false
		}
	}
	return true
}

// lastAjout is the addition that was written last.
func lastAjout(t *testing.T, m *monde) guide.AjoutLu {
	t.Helper()
	l, err := m.app.ListGuideSiae(t.Context(), m.Aci.Cip)
	if err != nil || len(l.Ajouts) == 0 {
		t.Fatalf("no addition (%v)", err)
	}
	return l.Ajouts[len(l.Ajouts)-1]
}

// critereOf reads a criterion by its name, as the form would show it.
func critereOf(c guide.Criteres, nom string) []string {
	v := reflect.ValueOf(c)
	for i := range v.NumField() {
		if v.Type().Field(i).Tag.Get("yaml") != nom {
			continue
		}
		switch x := v.Field(i).Interface().(type) {
		case []string:
			return x
		case int:
			return []string{itoa(int64(x))}
		case string:
			return []string{x}
		case bool:
			return map[bool][]string{true: {"oui"}}[x]
		}
	}
	return nil
}

func TestACriterionThatMakesNoSenseIsRefusedInItsFold(t *testing.T) {
	t.Parallel()
	p := newMonde(t).as(t, "cip@aci.test")
	envoi := []string{"type", "conseil", "etape", "ETP-03", "titre", "Garage solidaire", "texte", "Il loue une voiture."}
	p.post("/structure/guide/ajouts", envoi[:6]...).wants(422).lacks("deux effectifs")
	for champ, cas := range map[string]struct {
		valeurs []string
		dit     string
	}{
		"effectif_max": {[]string{"effectif_min", "50", "effectif_max", "10"}, "le plus petit dans « au moins »"},
		"effectif_min": {[]string{"effectif_min", "beaucoup"}, "Indiquez un nombre entier"},
		"territoires":  {[]string{"territoires", "atlantide"}, "Code inconnu « atlantide »"},
	} {
		r := p.post("/structure/guide/ajouts", append(slices.Clone(envoi), cas.valeurs...)...).wants(422)
		if !isBeside(r, champ, cas.dit) {
			t.Errorf("%s: %q is not beside its field", champ, cas.dit)
		}
		if f := r.find(func(n *node) bool { return attr(n, "name") == champ }); !isUnfolded(f[0]) {
			t.Errorf("%s is folded away with its refusal", champ)
		}
		checkPage(t, champ, r)
	}
	// A mistake elsewhere leaves the rarer criteria folded.
	r := p.post("/structure/guide/ajouts", envoi[:6]...)
	if f := r.find(func(n *node) bool { return attr(n, "name") == "reseaux" }); isUnfolded(f[0]) {
		t.Error("« Plus de critères » opens for a missing text")
	}
}

// TestASecondEditKeepsTheBoxesOfTheFirst: two colleagues change the criteria of
// the same addition.
func TestASecondEditKeepsTheBoxesOfTheFirst(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	lent, vif := m.as(t, "cip@aci.test"), m.as(t, "directeur@aci.test")
	const adresse = "/structure/guide/ajouts"
	lent.follow(lent.post(adresse, "type", "solution", "etape", "ETP-03", "titre", "Garage solidaire", "texte",
		"Il loue une voiture.", "freins", "mobilite")).wants(200)
	form := lent.get(adresse + "/1").wants(200)
	vif.follow(vif.submit(vif.get(adresse+"/1"), adresse+"/1", "offres", "catalogue", "effectif_max", "49")).wants(200,
		"jusqu'à 49 salariés")
	r := lent.submit(form, adresse+"/1", "titre", "Garage de Jean").wants(409, "Offres de formation : Sur catalogue", "Effectif, au plus : 49")
	lent.follow(lent.submit(r, adresse+"/1")).wants(200, "Garage de Jean", "offre : Sur catalogue", "jusqu'à 49 salariés")
}
