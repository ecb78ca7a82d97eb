package site_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"parcours.example/internal/parcours"
	"parcours.example/internal/site"
	"parcours.example/internal/testdb"
)

// sansAnnuler are the forms after which nothing offers « Annuler », each with why.
var sansAnnuler = map[string]string{
	"/salaries":                                        "the person is taken out of the lists on their file, with a reason",
	"/salaries/:id":                                    sansFait,
	"/salaries/:id/corriger/:objet/:ligne":             deja,
	"/parcours/:id/corriger/:objet/:ligne":             deja,
	"/salaries/:id/contrats/:contrat/fin":              change,
	"/salaries/:id/freins/:frein":                      change,
	"/parcours/:id/freins/:frein":                      change,
	"/parcours/:id/formation":                          change,
	"/parcours/:id/groupe":                             change,
	"/parcours/:id/conseils/:item":                     "decided again where it is shown; a frein that it answers has its pencil",
	"/parcours/:id/rectification":                      "the passage is made again",
	"/parcours/:id/cloture":                            "reopened by the button that takes its place",
	"/parcours/:id/reouverture":                        "closed by the button that takes its place",
	"/parcours/:id/deplacement":                        retour,
	"/suivis/:id/deplacement":                          retour,
	"/observations/:id/deplacement":                    retour,
	"/freins/:id/deplacement":                          retour,
	"/importations":                                    "read, not yet recorded",
	"/importations/:id/colonnes":                       "read, not yet recorded",
	"/importations/:id/validation":                     "undone whole for thirty days, on the page that it leads to",
	"/importations/:id/annuler":                        "taken back on its page",
	"/importations/:id/remettre":                       "undone again on its page",
	"/salaries/:id/rapprochement":                      "taken apart on the file, for thirty days",
	"/salaries/:id/separer":                            "brought together again the same way",
	"/salaries/:id/retirer":                            "put back on the file",
	"/salaries/:id/remettre":                           "withdrawn on the file",
	"/salaries/:id/gel":                                "frozen and released by the same button",
	"/salaries/:id/confier":                            sansFait,
	"/salaries/:id/encadrants":                         sansFait,
	"/parcours/:id/echeances/:genre/differer":          "put off again where it is shown",
	"/parcours/:id/financements/:ligne/suppression":    "added again",
	"/parcours/:id/freins-gestion":                     sansFait,
	"/parcours/:id/pieces/:piece":                      sansFait,
	"/parcours/:id/securisation":                       sansFait,
	"/groupes":                                         sansFait,
	"/groupes/:id":                                     sansFait,
	"/organismes":                                      sansFait,
	"/organismes/:id":                                  sansFait,
	"/structure":                                       sansFait,
	"/structure/guide/ajouts":                          sansFait,
	"/structure/guide/ajouts/:ajout":                   sansFait,
	"/structure/guide/ajouts/:ajout/retrait":           sansFait,
	"/structure/guide/signalements/:signalement/levee": sansFait,
	"/structure/guide/signaler/:item":                  sansFait,
	"/structure/territoire/notes":                      sansFait,
	"/structure/territoire/zones":                      sansFait,
}

const (
	sansFait = "it writes no fact of a person: its form is there again"
	change   = "it changes a row that was there: withdrawn, more would go than what was just typed; it has its pencil"
	deja     = "a mending is mended, and what was withdrawn put back, where they stand"
	retour   = "moved back the same way"
)

// TestWhatWasJustNotedIsTakenBack: beside what each deed says, « Annuler » leaves every fact
// as it was. A form that writes a fact is in this story, or in sansAnnuler with why.
func TestWhatWasJustNotedIsTakenBack(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	f, err := d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	d.must(err)
	fiche := "/salaries/" + itoa(f.Salarie.ID)
	conn := testdb.Connect(t, d.m.URL, d.m.Aci.Siae.ID)
	stand := func() (lignes []string) {
		for _, f := range parcours.Faits {
			rows, err := conn.Query(t.Context(), fmt.Sprintf(`SELECT '%s '::text || (l - ARRAY['version', 'maj_le', 'maj_par'])
 FROM (SELECT to_jsonb(t) AS l FROM %[1]s t) x WHERE l->>'retire_le' IS NULL AND l->>'rectifie_le' IS NULL AND NOT EXISTS (
 SELECT 1 FROM parcours p WHERE p.id = (l->>'parcours_id')::bigint AND p.retire_le IS NOT NULL)`, f.Objet))
			d.must(err)
			lues, err := pgx.CollectRows(rows, pgx.RowTo[string])
			d.must(err)
			lignes = append(lignes, lues...)
		}
		return slices.Sorted(slices.Values(lignes))
	}
	faits := map[string]bool{}
	// send fills a form, and ticks the warnings that come back.
	send := func(qui *dossier, page, adresse string, champs []string) *reponse {
		t.Helper()
		r := qui.submit(qui.get(page), adresse, champs...)
		if r.status == http.StatusUnprocessableEntity {
			for _, n := range r.find(func(n *node) bool { return attr(n, "name") == parcours.ChampAcquittes }) {
				champs = append(champs, parcours.ChampAcquittes, attr(n, "value"))
			}
			r = qui.submit(qui.get(page), adresse, champs...)
		}
		return qui.follow(r).wants(200)
	}
	// undo does a deed from a page, then presses « Annuler » on the one that follows.
	undo := func(qui *dossier, route, page, adresse string, champs ...string) {
		t.Helper()
		faits[route] = true
		avant := stand()
		r := send(qui, page, adresse, champs)
		boutons := r.find(func(n *node) bool { return n.Data == "form" && attr(n.Parent, "id") == "annonce" })
		if len(boutons) != 1 || slices.Equal(stand(), avant) {
			t.Fatalf("%s: %d « Annuler »", route, len(boutons))
		}
		checkPage(t, adresse, r)
		qui.follow(qui.submit(&reponse{t: t, doc: boutons[0]}, attr(boutons[0], "action"))).wants(200)
		if apres := stand(); !slices.Equal(apres, avant) {
			t.Errorf("%s leaves\n%q\nwhere there was\n%q", route, without(apres, avant), without(avant, apres))
		}
	}
	here := func(suite string, champs ...string) {
		t.Helper()
		undo(d, "/parcours/:id"+suite, d.url, d.url+suite, champs...)
	}
	there := func(suite string, champs ...string) {
		t.Helper()
		undo(d, "/salaries/:id"+suite, fiche, fiche+suite, champs...)
	}

	here("/suivis", "texte", "Vue ce matin.")
	here("/freins", "code", "logement")
	there("/freins", "code", "sante")
	there("/observations", "theme", "gestes", "niveau", "bien", "texte", "Soigneuse.")
	there("/contrats", "type", "cddi", "debut", "2025-09-01", "fin_prevue", "2026-08-31")
	vue := strings.Replace(fiche, "salaries", "observations", 1)
	undo(d.seenBy("encadrant@aci.test"), "/observations/:id", vue, vue, "theme", "gestes", "niveau", "bien", "texte", "Ponctuelle.")
	undo(d, "/salaries/:id/parcours", fiche+"/parcours/nouveau", fiche+"/parcours", "origine", "salarie", "intitule", "Permis B",
		"date", "2026-02-20", "freins", "illectronisme")
	undo(d, "/salaries/:id/reprise", fiche+"/reprise?etat=besoin_identifie", fiche+"/reprise", "origine", "salarie", "intitule", "Cariste",
		"date", "2026-01-20", "depuis", "2026-01-20")

	d.follow(d.submit(d.open(), d.url+"/formation", with(formationDuTest, "cout", "1000")...)).wants(200)
	for _, champs := range [][]string{{"dispositif", "autre", "montant_demande", "600"},
		{"dispositif", "fonds_propres", "montant_demande", "400"}} {
		here("/financements", champs...)
		send(d, d.url, d.url+"/financements", champs)
	}
	f, err = d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	d.must(err)
	ligne := func(n int, suite string) string { return d.url + "/financements/" + itoa(f.Financements[n].ID) + suite }
	reponse := []string{"etat", "accorde", "date", "2026-02-20", "montant", "600"}
	undo(d, "/parcours/:id/financements/:ligne/reponse", d.url, ligne(0, "/reponse"), reponse...)
	send(d, d.url, ligne(0, "/reponse"), reponse)
	directeur := d.seenBy("directeur@aci.test")
	undo(directeur, "/parcours/:id/financements/:ligne/accord", d.url, ligne(1, "/accord"), "date", "2026-02-20")
	send(directeur, d.url, ligne(1, "/accord"), []string{"date", "2026-02-20"})

	pass := func(code string, champs ...string) {
		t.Helper()
		champs = append(champs, "transition", code)
		here("/transitions", champs...)
		send(d, d.url, d.url+"/transitions", champs)
	}
	pass("demander_financement", "date", "2026-02-20")
	pass("planifier_entree", "date", "2026-02-20", "date_entree_prevue", "2026-02-20")
	here("/entrees-prevues", "date", "2026-02-23")
	here("/non-presentation", "date", "2026-02-23", "motif", "sante", "absence", "justifiee")
	pass("confirmer_entree", "date", "2026-02-24", "controle_venu", "oui")
	here("/controles", "code", "contact_salarie", "reponse", "oui", "date", "2026-02-25")
	here("/heures", "debut", "2026-02-24", "fin", "2026-02-25", "heures", "14", "source", "emargement")
	pass("terminer", "date", "2026-03-01", "heures", "30", "evaluation", "non_passee", "situation", "emploi")
	here("/evaluations", "date", "2026-03-02", "evaluation", "reussie")
	here("/impacts", "echeance", "0", "date", "2026-03-02", "effets", "embauche")

	for _, r := range d.m.site.Routes() {
		ecrit := r.Methode == http.MethodPost && r.Acces != site.Public && r.Acces != site.Connecte
		_, sans := sansAnnuler[r.Chemin]
		switch {
		case ecrit && !faits[r.Chemin] && !sans:
			t.Errorf("%s writes: take what it notes back in this story or, if it writes no fact, say why in sansAnnuler", r.Chemin)
		case sans && faits[r.Chemin]:
			t.Errorf("%s is taken back: take its line out of sansAnnuler", r.Chemin)
		}
	}
	for chemin := range sansAnnuler {
		if !slices.ContainsFunc(d.m.site.Routes(), func(r site.Route) bool { return r.Chemin == chemin && r.Methode == http.MethodPost }) {
			t.Errorf("no form is sent to %s any more: take its line out of sansAnnuler", chemin)
		}
	}
}

// without are the lines of one list that another lacks.
func without(lignes, autres []string) []string {
	return slices.DeleteFunc(slices.Clone(lignes), func(l string) bool { return slices.Contains(autres, l) })
}
