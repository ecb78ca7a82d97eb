package site_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parcours.example/internal/parcours"
	"parcours.example/internal/site"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

// A form asks the rows of its act (parcours.Actes), and no other field:
// internal/api/champ_test.go shows that a drawing of rows loses what the rows lose;
// here the real forms are compared with them.

// formulaires gives their acts to the forms that are not told by their route: the act that
// takes the right of the route, and whose rows are the fields of the form. The transition
// is named in its form.
var formulaires = map[string][]string{
	"/salaries/1/rapprochement": {"rapprocher"},                                          // with the values of the other file
	"/salaries/1/observations":  {"consigner_observation"},                               // the page takes the right of the file of the person
	"/salaries/1/reprise":       {"reprendre", "identifier_besoin", "choisir_formation"}, // three acts in one form
}

// autresFormulaires write no act that has rows.
var autresFormulaires = map[string]string{
	"/structure/guide/ajouts": "an item of the guide, kept whole in one column",
	"/deconnexion":            "sign-out", "/changer-siae": "another structure", "/recherche": "a search", "/connexion": "sign-in",
	"/salaries/1/encadrants":                 "rows of the table encadrement",
	"/parcours/1/pieces/1":                   "a paper is ticked",
	"/parcours/1/financements/1/suppression": "a line of the plan is taken out",
	"/parcours/1/reouverture":                "a closing is undone",
	"/importations":                          "a file",
	"/parcours/1/corriger/passage/1":         "the fields of the row that is mended (parcours.Fait), and why",
	"/structure/territoire/zones":            "the zones of the guide",
}

// portes are carried by forms, and are no field of an act.
var portes = map[string]string{
	composants.ChampMarque: "the mark of the person and of the SIAE", "cle": "the key of the click", "version": "what the form was drawn from",
	"retour": "the way back", "transition": "which row of the machine",
	parcours.ChampAcquittes: "the warnings that were read",
	"prochain_dans":         "a delay, that becomes date_prochain",
	"traiter_conseil.lieu":  "the fold of the page in which the advice stands",
	"cible":                 "which deadline, to name its form",
	"objet_id":              "the row that a deadline is about",
	"gele":                  "frozen, or released",
	"reunion":               "which reunion is undone",
	"version_avec":          "the version of the other file",
}

// nonDemandes are the rows that no form asks, with the reason.
var nonDemandes = map[string]string{
	"ajouter_frein.solution_ref": "the solutions of the guide are offered when the frein is changed",
	"noter_contrat.fin_reelle":   finContrat,
	"noter_contrat.motif_fin":    finContrat,
	"deposer_dossier.date":       "a deposit is one of the answers of enregistrer_reponse",
	"noter_reponse.date":         enregistree,
	"noter_reponse.reponse":      enregistree,
	"noter_reponse.montant":      enregistree,
	"noter_reponse.motif":        enregistree,
	"securiser.code":             "in the name of each field: one form for all the good practices",
	"reprendre.avis_of":          pasRepris,
	"reprendre.avis_detail":      pasRepris,
	"reprendre.certification":    pasRepris,
	"reprendre.solution_detail":  pasRepris,
}

const finContrat = "the end of a contract has a form of its own; the API takes a former contract at once"
const enregistree = "the page asks it with where the request stands: enregistrer_reponse"

const pasRepris = "the page asks what the state rests on and what the figures need; the API takes what is known besides"

// commeTapes gives a name of a form that of its row.
func commeTape(acte, nom string) string {
	switch acte {
	case "securiser":
		nom, _, _ = strings.Cut(nom, "_")
	case "reprendre":
		nom = strings.TrimPrefix(nom, "formation_")
	}
	return nom
}

var numeros = regexp.MustCompile(`/[0-9]+|/[A-Z]+[-.][^/]*|/[a-z_]+\.[^/]*`)

func TestEachFormAsksTheRowsOfItsAct(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnFinancement) // a passage that can be undone
	m := d.m
	adresses := []string{"/salaries/nouveau", "/structure/modifier", "/structure/territoire", "/structure/guide/signaler/RES-02", d.url}
	var dernieres []string
	for _, e := range parcours.Etats {
		dernieres = everyPageOf(t, m, e.Code, "autre_of")
		adresses = append(adresses, dernieres...)
	}
	adresses = append(append(adresses, everyPageOf(t, m, parcours.Repositionnement, "report")...), mistakes(t, m)...)
	for _, r := range m.site.Routes() { // the pages of one person, of one parcours, of the structure
		adresse := strings.NewReplacer("/salaries/:id", dernieres[0], "/parcours/:id", dernieres[len(dernieres)-1]).Replace(r.Chemin)
		if r.Methode == http.MethodGet && !strings.Contains(adresse, ":") && !slices.Contains(adresses, adresse) {
			adresses = append(adresses, adresse)
		}
	}
	demandes := map[string]map[string]bool{}
	for _, email := range []string{"cip@aci.test", "directeur@aci.test", "encadrant@aci.test"} {
		p, suite, ouverts := m.as(t, email), slices.Clone(adresses), map[string]bool{}
		for len(suite) > 0 {
			adresse := suite[0]
			page := p.get(adresse)
			suite = suite[1:]
			for _, n := range page.find(func(n *node) bool { return has(n, "data-en-place") }) { // a form behind a link
				if genre, _, _ := strings.Cut(attr(n, "data-en-place"), "-"); !ouverts[genre] {
					ouverts[genre] = true
					lien, _, _ := strings.Cut(attr(n, "href"), "#")
					suite = append(suite, lien)
				}
			}
			for _, f := range page.find(func(n *node) bool { return n.Data == "form" && attr(n, "method") == "post" }) {
				noteFields(t, m, demandes, adresse, f)
			}
		}
	}
	for _, a := range parcours.Actes() {
		var attendus []string
		for _, c := range a.Champs.Typed() {
			if nonDemandes[a.Code+"."+c.Code] == "" {
				attendus = append(attendus, c.Code)
			}
		}
		slices.Sort(attendus)
		var vus []string
		for nom := range demandes[a.Code] {
			vus = append(vus, nom)
		}
		slices.Sort(vus)
		if d := cmp.Diff(attendus, vus); d != "" {
			t.Errorf("the forms of %s do not ask its rows (- rows, + forms): draw the list of the act (pages.champs); "+
				"name what is no field of an act in portes, what no form asks in nonDemandes\n%s", a.Code, d)
		}
	}
}

// noteFields notes what a form asks, under its act.
func noteFields(t *testing.T, m *monde, demandes map[string]map[string]bool, adresse string, f *node) {
	t.Helper()
	chemin, _, _ := strings.Cut(attr(f, "action"), "?")
	if avant, apres, oui := strings.Cut(chemin, "/echeances/"); oui { // each kind of deadline has its form
		chemin = avant + "/echeances/1" + apres[strings.Index(apres, "/"):]
	}
	chemin = numeros.ReplaceAllString(chemin, "/1")
	actes := formulaires[chemin]
	noms := map[string]bool{}
	walk(f, func(n *node) {
		if nom := attr(n, "name"); nom != "" {
			noms[nom] = true
		}
	})
	if code := valuesOf(f).Get("transition"); code != "" {
		actes = []string{code}
	}
	if len(actes) == 0 && autresFormulaires[chemin] == "" {
		actes = actesOf(m, chemin, noms)
	}
	if len(actes) == 0 {
		if autresFormulaires[chemin] == "" && demandes[chemin] == nil {
			demandes[chemin] = map[string]bool{} // told once
			t.Errorf("%s sends a form to %s, of which nothing is known: "+
				"no act that takes the right of its route asks its fields. Name the act in formulaires, or say in autresFormulaires what it is", adresse, chemin)
		}
		return
	}
	for nom := range noms {
		if portes[nom] != "" || portes[actes[0]+"."+nom] != "" || strings.HasPrefix(nom, pages.Avant) {
			continue
		}
		if _, ok := parcours.ChampsReunis.Find(nom); ok && actes[0] == "rapprocher" { // what is taken of the other file
			continue
		}
		nom = commeTape(actes[0], nom)
		acte := actes[max(0, slices.IndexFunc(actes, func(code string) bool {
			a, _ := parcours.FindActe(code)
			_, ok := a.Champs.Find(nom)
			return ok
		}))]
		if demandes[acte] == nil {
			demandes[acte] = map[string]bool{}
		}
		demandes[acte][nom] = true
	}
}

// actesOf finds the act that takes the right of a route and asks the fields of its form;
// none when several might.
func actesOf(m *monde, chemin string, noms map[string]bool) (actes []string) {
	var droits []parcours.Action
	for _, r := range m.site.Routes() {
		if r.Methode == http.MethodPost && parametres.ReplaceAllString(r.Chemin, "/1") == chemin {
			droits = append(droits, r.Acces)
		}
	}
	for _, a := range parcours.Actes() {
		asks := slices.Contains(droits, a.Action)
		for nom := range noms {
			_, demande := a.Champs.Find(commeTape(a.Code, nom))
			porte := portes[nom] != "" || portes[a.Code+"."+nom] != "" || strings.HasPrefix(nom, pages.Avant)
			asks = asks && (demande || porte)
		}
		if asks {
			actes = append(actes, a.Code)
		}
	}
	if len(actes) > 1 {
		return nil
	}
	return actes
}

var parametres = regexp.MustCompile(`/:[a-z]+`)

// everyPageOf takes over a file in that state, with its training and a plan, and
// lists the pages that act on it.
func everyPageOf(t *testing.T, m *monde, e parcours.Etat, solution string) []string {
	t.Helper()
	s := m.Salarie(t, m.Aci, "Nadia", "Essai "+string(e)+solution)
	faits := map[string]string{"depuis": "2026-02-20", "date_entree_prevue": "2026-02-25", "date_entree": "2026-01-12",
		"date_fin": "2026-02-13", "date_abandon": "2026-02-13", "motifs": "mobilite", "solution": solution, "motif": "doublon"}
	r := parcours.Reprise{Etat: e, Besoin: parcours.Besoin{Origine: "salarie", Intitule: "Agent de propreté", Date: aujourdhui.AddDays(-80)},
		Acquittes: []string{"formation_inconnue", "heures_inconnues", "situation_inconnue"}}
	parcours.ChampsRepriseIn(e).Read(func(code string) ([]string, bool) { return []string{faits[code]}, faits[code] != "" }, &r)
	id, err := m.app.ResumeParcours(t.Context(), m.Aci.Cip, s.ID, r, "")
	var frein *parcours.Frein
	var vue *parcours.Observation
	if err == nil {
		frein, err = m.app.AddFrein(t.Context(), m.Aci.Cip, s.ID, parcours.Frein{Code: "mobilite", DateIdentifie: aujourdhui}, "")
	}
	if err == nil {
		vue, err = m.app.LogObservation(t.Context(), m.Aci.Cip, s.ID, parcours.Observation{Theme: "presence", Niveau: "bien", Texte: "Là."}, "")
	}
	var suivis []string
	if err == nil && parcours.IsOpenTo(dossierIn(e), m.Aci.Cip, parcours.ActionLogSuivi) {
		var suivi *parcours.Suivi
		suivi, err = m.app.LogSuivi(t.Context(), m.Aci.Cip, id,
			parcours.Suivi{Date: aujourdhui, Avec: "salarie", Canal: "telephone", Texte: "Vu."}, "")
		if err == nil {
			suivis = []string{"/suivis/" + itoa(suivi.ID) + "/deplacement"}
		}
	}
	if err == nil {
		_, err = m.app.LogContrat(t.Context(), m.Aci.Cip, s.ID, parcours.Contrat{Debut: aujourdhui.AddDays(-90)}, "")
	}
	if err == nil && parcours.IsOpenTo(dossierIn(e), m.Aci.Cip, parcours.ActionChooseFormation) {
		f := parcours.Formation{Intitule: "Titre agent de propreté", Type: "certifiante", Lieu: "of", HeuresPrevues: 105, CoutConnu: true,
			DateDebutPrevue: aujourdhui.AddDays(10), DateFinPrevue: aujourdhui.AddDays(40)}
		err = m.app.ChooseFormation(t.Context(), m.Aci.Cip, id, 0, f, "")
	}
	for _, dispositif := range []string{"prf", "fonds_propres"} {
		if err == nil && parcours.IsOpenTo(dossierIn(e), m.Aci.Cip, parcours.ActionEditFinancement) {
			_, err = m.app.AddFinancement(t.Context(), m.Aci.Cip, id, parcours.Financement{Dispositif: dispositif, MontantDemande: 100_00}, "")
		}
	}
	if err != nil {
		t.Fatalf("a parcours in « %s »: %v", e, err)
	}
	personne, dossier := "/salaries/"+itoa(s.ID), "/parcours/"+itoa(id)
	return append(suivis, "/freins/"+itoa(frein.ID)+"/deplacement", "/observations/"+itoa(vue.ID)+"/deplacement", dossier+"/deplacement",
		personne, personne+"/modifier", personne+"/parcours/nouveau", "/observations/"+itoa(s.ID),
		personne+"/reprise?"+url.Values{"etat": {string(e)}}.Encode(), dossier)
}

// dossierIn is a file of which only the state is asked.
func dossierIn(e parcours.Etat) *parcours.Dossier {
	return &parcours.Dossier{Parcours: parcours.Parcours{Etat: e}}
}

// TestATransitionIsReadByItsRows takes away each row of the machine: the reading
// of its form loses that answer, and no other.
func TestATransitionIsReadByItsRows(t *testing.T) {
	t.Parallel()
	for _, tr := range parcours.Machine {
		f := site.NewFormulaire("essai")
		for _, c := range tr.Champs {
			f.Set(c.Code, "oui")
		}
		for i := -1; i < len(tr.Champs); i++ {
			champs, attendue := tr.Champs, parcours.Saisie{}
			if i >= 0 {
				champs = champs.Without(champs[i].Code)
			}
			for _, c := range champs {
				attendue[c.Code] = "oui"
			}
			if d := cmp.Diff(attendue, site.SaisieOf(f, champs)); d != "" {
				t.Errorf("the form of %s is not read by its rows (- rows, + read): saisieOf reads what the row of the machine asks\n%s", tr.Code, d)
			}
		}
	}
}
