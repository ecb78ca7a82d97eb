package site_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parcours.example/internal/parcours"
)

// try asks what a form of the page would meet, with these fields besides what it shows: one
// element of the page answers, or the whole of it to who has no script.
func (d *dossier) try(fragment, code string, champs ...string) *reponse {
	d.t.Helper()
	form := d.open().find(func(n *node) bool { return n.Data == "form" && valuesOf(n).Get("transition") == code })[0]
	v := valuesOf(form)
	for i := 0; i < len(champs); i += 2 {
		v.Del(champs[i])
	}
	for nom, valeurs := range v {
		for _, x := range valeurs {
			champs = append(champs, nom, x)
		}
	}
	return d.asking(fragment).post(attr(form, "action")+"?essai=1", champs...)
}

// TestAFormIsJudgedWhileOneTypes: what warns, what refuses and what would change stand in
// one element of the form; nothing is written, and no field is blamed before it is filled.
func TestAFormIsJudgedWhileOneTypes(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnDeroulement)
	const avis = "passage-terminer-avis"
	avant := d.m.Imprint(t, d.m.Aci.Siae.ID)
	bon := []string{"date", "2026-03-02", "heures", "100", "evaluation", "reussie", "situation", "emploi"}
	with := func(champs ...string) []string { return append(champs, bon[len(champs):]...) }

	const trop = "150 h réalisées pour 105 h prévues"
	r := d.try(avis, "terminer", with("date", "2026-03-02", "heures", "150")...).wants(200, trop, "Une fois enregistré", "à venir")
	if n := len(r.find(func(n *node) bool { return n.Data == "h1" || n.Data == "form" || attr(n, "id") == "annonce" })); n > 0 ||
		r.headers.Get("Fragment") != avis {
		t.Errorf("more than what was asked for: %s", r.corps)
	}
	lu := func(r *reponse) bool {
		return len(r.find(func(n *node) bool { return attr(n, "value") == "heures_superieures" && has(n, "checked") })) == 1
	}
	if lu(r) {
		t.Error("a warning that nobody read is ticked")
	}
	coche := append(with("date", "2026-03-02", "heures", "150"), parcours.ChampAcquittes, "heures_superieures")
	if r := d.try(avis, "terminer", coche...).wants(200, trop); !lu(r) {
		t.Error("a warning that was read is not ticked any more")
	}
	d.try(avis, "terminer", bon...).wants(200, "Une fois enregistré").lacks(trop, "pas encore possible")
	d.try(avis, "terminer", with("date", "2026-02-10")...).wants(200, "Ce n'est pas encore possible", "avant").lacks("Une fois enregistré")
	d.try(avis, "terminer", with("date", "2026-04-10")...).wants(200, "Ce n'est pas encore possible", "futur")
	d.try(avis, "terminer", "date", "", "heures", "").lacks("pas encore possible", "Indiquez", "Choisissez", "Aucun contrat")
	// What is filled is judged, whatever is not yet; sent so, it is refused once for all.
	d.try(avis, "terminer", "date", "2026-03-02", "heures", "150").wants(200, trop, "Aucun échange de bilan").
		lacks("pas encore possible", "Une fois enregistré")
	d.try(avis, "terminer", "date", "2026-03-02", "heures", "99999").wants(200, "Ce n'est pas encore possible", "Indiquez un nombre d'heures",
		"Aucun échange de bilan").lacks("prévues")
	d.try(avis, "terminer", "date", "2026-02-10").wants(200, "Ce n'est pas encore possible", "avant")
	d.submit(d.open(), d.url+"/transitions", "transition", "terminer", "date", "2026-03-02", "heures", "150").wants(422,
		"Indiquez la situation à la sortie", trop, "Aucun échange de bilan")

	d.try("", "terminer", with("date", "2026-03-02", "heures", "150")...).wants(200, "Chronologie", trop).lacks("corriger")
	if ecart := cmp.Diff(avant, d.m.Imprint(t, d.m.Aci.Siae.ID)); ecart != "" {
		t.Errorf("a trial wrote (- before, + after)\n%s", ecart)
	}
}

// TestWhateverWarnsWarnsBefore: a takeover, and a person who may be here already.
func TestWhateverWarnsWarnsBefore(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	m, p := d.m, d.personne
	s := m.Salarie(t, m.Aci, "Nadia", "Benali")
	avant := m.Imprint(t, m.Aci.Siae.ID)
	p.asking("reprise-avis").post("/salaries/"+itoa(s.ID)+"/reprise?essai=1", "etat", "financement", "intitule", "Cariste",
		"origine", "salarie", "date", "2026-02-02", "depuis", "2026-02-09").wants(200, "Points d'attention", "La formation n'est pas décrite")
	p.asking("reprise-avis").post("/salaries/"+itoa(s.ID)+"/reprise?essai=1", "etat", "financement", "date", "2026-02-02").
		wants(200, "La formation n'est pas décrite").lacks("pas encore possible", "Indiquez")
	p.asking("besoin-avis").post("/salaries/1/parcours?essai=1", "origine", "salarie").
		wants(200, "Cette personne a déjà un parcours en cours").lacks("pas encore possible", "Indiquez")
	p.asking("salarie-avis").post("/salaries?essai=1", "prenom", "Nadia", "nom", "Benali").wants(200, "Cochez si c'est une autre personne")
	p.asking("salarie-avis").post("/salaries?essai=1", "prenom", "Nadia").lacks("une autre personne", "pas encore possible")
	if ecart := cmp.Diff(avant, m.Imprint(t, m.Aci.Siae.ID)); ecart != "" {
		t.Errorf("a trial wrote (- before, + after)\n%s", ecart)
	}
}

// TestATrialOfAnyFormWritesNothing, whether it says what it meets or not.
func TestATrialOfAnyFormWritesNothing(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnDeroulement)
	d = d.seenBy("directeur@aci.test")
	avant := d.m.Imprint(t, d.m.Aci.Siae.ID)
	essais := 0
	for _, page := range []string{d.url, "/salaries/1", "/salaries/1/modifier", "/salaries/1/parcours/nouveau", "/structure/modifier",
		"/structure/territoire", "/structure/guide/nouveau", "/structure/guide/signaler/RES-02"} {
		for _, f := range d.get(page).wants(200).find(func(n *node) bool { return n.Data == "form" && attr(n, "method") == "post" }) {
			var champs []string
			for nom, valeurs := range valuesOf(f) {
				for _, x := range valeurs {
					if x == "" {
						x = "2026-03-02"
					}
					champs = append(champs, nom, x)
				}
			}
			action := attr(f, "action")
			if action == "/deconnexion" || action == "/changer-siae" {
				continue
			}
			essais++
			sep := "?"
			if strings.Contains(action, "?") {
				sep = "&"
			}
			d.post(action+sep+"essai=1", champs...)
		}
	}
	if ecart := cmp.Diff(avant, d.m.Imprint(t, d.m.Aci.Siae.ID)); ecart != "" || essais < 20 {
		t.Errorf("%d trials wrote (- before, + after)\n%s", essais, ecart)
	}
}

// openLink follows the link to a form, without the script: its page comes, the form in sight.
func (d *dossier) openLink(page *reponse, form string) *reponse {
	d.t.Helper()
	liens := page.find(func(n *node) bool { return strings.HasPrefix(attr(n, "data-en-place"), form) })
	if len(liens) == 0 {
		d.t.Fatalf("no link to %s", form)
	}
	adresse, ancre, _ := strings.Cut(attr(liens[0], "href"), "#")
	r := d.get(adresse).wants(200)
	if n := len(r.find(func(n *node) bool { return attr(n, "id") == ancre && (n.Data != "details" || has(n, "open")) })); n != 1 {
		d.t.Errorf("%s: nothing open is #%s", adresse, ancre)
	}
	return r
}

// TestOneFormOfAPage is asked for, comes back refused and is done, by itself; where a page
// has more to say, it comes whole.
func TestOneFormOfAPage(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnEntree)
	page := d.openLink(d.open(), "differer-")
	form := page.find(func(n *node) bool { return strings.Contains(attr(n, "action"), "/differer") })[0]
	action, v := attr(form, "action"), valuesOf(form)
	champs := []string{"cible", v.Get("cible"), "objet_id", v.Get("objet_id"), "version", v.Get("version"), "cle", v.Get("cle")}
	lui := d.asking("differer-" + v.Get("cible"))

	isAlone := func(r *reponse) {
		t.Helper()
		if n := len(r.find(func(n *node) bool { return n.Data == "form" || n.Data == "h1" })); n != 1 {
			t.Errorf("%d forms, or the page around: %.300s", n, r.corps)
		}
	}
	isAlone(lui.get(d.url+"?ouvert=differer-"+v.Get("cible")).wants(200, "Remettre à plus tard"))
	refuse := lui.post(action, append(champs, "motif", "Un mot")...).wants(422, "corriger")
	isAlone(refuse)
	if refuse.value("motif") != "Un mot" {
		t.Error("what was typed is lost")
	}
	if r := lui.post(action, append(champs, "date", "2026-03-20")...); r.status != http.StatusNoContent || r.location() != "" {
		t.Fatalf("done: %d, %.500s", r.status, r.corps)
	}
	d.open().wants(200, "C'est remis à plus tard.")

	// A colleague was faster: the form alone would not say it.
	d.asking("passage-classer_sans_suite").post(d.url+"/transitions", "transition", "classer_sans_suite", "version", "1", "date", "2026-03-02",
		"motif", "refus").wants(409, "Ce parcours a changé entre-temps", "Chronologie")
}
