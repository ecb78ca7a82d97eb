package site_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"parcours.example/internal/api"
	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/internal/testdb"
)

// casSuspicion raises one row of the table of suspicions by the form of an act, and by its
// operation: the fields have one name.
type casSuspicion struct {
	acte    string
	avant   func(*dossier)
	page    func(*dossier) string // where the form is sent
	api     func(*dossier) string
	methode string // of the operation, POST by default
	champs  []string
	nomme   [2]string // the two values
}

// under is an address of the file, and that of its operation.
func under(suite string) func(*dossier) string {
	return func(d *dossier) string { return d.url + suite }
}

func ofAll(*dossier) string { return "/salaries" }

func ofSalarie(suite string) func(*dossier) string {
	return func(d *dossier) string { return "/salaries/" + itoa(d.personneSuivie().ID) + suite }
}

// led is a file led to a state.
func led(etat parcours.Etat) func(*dossier) { return func(d *dossier) { d.to(etat) } }

func (d *dossier) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// costs is a training of 1 000 €, with a line that asks for an amount.
func costs(demande int64) func(*dossier) {
	return func(d *dossier) {
		d.follow(d.submit(d.open(), d.url+"/formation", with(formationDuTest, "cout", "1000")...)).wants(200)
		_, err := d.m.app.AddFinancement(app.Acknowledge(d.t.Context(), []string{"demande_superieure"}), d.m.Aci.Cip, d.id,
			parcours.Financement{Dispositif: "prf", MontantDemande: demande}, "")
		d.must(err)
	}
}

func ofLine(suite string) func(*dossier) string {
	return func(d *dossier) string {
		f, err := d.m.app.FindParcours(d.t.Context(), d.m.Aci.Cip, d.id)
		d.must(err)
		return d.url + "/financements/" + itoa(f.Financements[0].ID) + suite
	}
}

func day(iso string) parcours.Date {
	jour, err := parcours.ParseDate(iso)
	if err != nil {
		panic(err)
	}
	return jour
}

// hired gives the person a contract.
func hired(debut, fin string) func(*dossier) {
	return func(d *dossier) {
		_, err := d.m.app.LogContrat(d.t.Context(), d.m.Aci.Cip, d.personneSuivie().ID,
			parcours.Contrat{Type: "cddi", Debut: day(debut), FinPrevue: day(fin)}, "")
		d.must(err)
	}
}

// elsewhere is somebody expected who had a training in January, in another parcours.
func elsewhere(d *dossier) {
	d.to(parcours.EnEntree)
	_, err := d.m.app.ResumeParcours(d.t.Context(), d.m.Aci.Cip, d.personneSuivie().ID, parcours.Reprise{
		Besoin: parcours.Besoin{Origine: "salarie", Intitule: "SST", Date: day("2026-01-02")}, Etat: parcours.Sorti,
		DateEntree: day("2026-01-05"), Issue: parcours.Issue{DateFin: day("2026-01-20")},
		Acquittes: []string{"formation_inconnue", "heures_inconnues", "situation_inconnue"}}, "")
	d.must(err)
}

func planned(entree string) func(*dossier) {
	return func(d *dossier) {
		d.to(parcours.EnFinancement)
		d.pass("planifier_entree", "date", "2026-02-17", "date_entree_prevue", entree)
	}
}

const prevues = "/entrees-prevues"

// casSuspicions has a line for each row of the table.
var casSuspicions = map[string]casSuspicion{
	"heures_superieures": {acte: "noter_heures", avant: led(parcours.EnDeroulement), page: under("/heures"), api: under("/heures"),
		champs: []string{"debut", "2026-02-20", "fin", "2026-02-28", "heures", "150"}, nomme: [2]string{"150 h", "105 h"}},
	"heures_du_plan": {acte: "choisir_formation", page: under("/formation"), api: under("/formation"), methode: http.MethodPut,
		champs: with(formationDuTest, "heures_prevues", "400"), nomme: [2]string{"400 h", "29 jours"}},
	"accorde_superieur": {acte: "enregistrer_reponse", avant: costs(0), page: ofLine("/reponse"), api: ofLine("/reponse"),
		champs: []string{"etat", "accorde", "date", "2026-02-20", "montant", "1200"}, nomme: [2]string{"(1 200 €)", "(1 000 €)"}},
	"accorde_au_dela": {acte: "enregistrer_reponse", avant: costs(500_00), page: ofLine("/reponse"), api: ofLine("/reponse"),
		champs: []string{"etat", "accorde", "date", "2026-02-20", "montant", "600"}, nomme: [2]string{"600 €", "500 €"}},
	"demande_superieure": {acte: "ajouter_financement", avant: costs(0), page: under("/financements"), api: under("/financements"),
		champs: []string{"dispositif", "autre", "montant_demande", "2000"}, nomme: [2]string{"2 000 €", "1 000 €"}},
	"deja_en_formation": {acte: "prevoir_entree", avant: elsewhere, page: under(prevues), api: under(prevues),
		champs: []string{"date", "2026-01-12"}, nomme: [2]string{"05/01/2026", "20/01/2026"}},
	"entree_loin": {acte: "confirmer_entree", avant: planned("2026-06-01"), page: under("/transitions"), api: under("/transitions"),
		champs: []string{"transition", "confirmer_entree", "date", "2026-02-27"}, nomme: [2]string{"27/02/2026", "01/06/2026"}},
	"entree_deplacee": {acte: "prevoir_entree", avant: led(parcours.EnEntree), page: under(prevues), api: under(prevues),
		champs: []string{"date", "2026-12-01"}, nomme: [2]string{"01/12/2026", "20/02/2026"}},
	"report_en_arriere": {acte: "prevoir_entree", avant: led(parcours.EnEntree), page: under(prevues), api: under(prevues),
		champs: []string{"date", "2026-02-16"}, nomme: [2]string{"16/02/2026", "20/02/2026"}},
	"entree_lointaine": {acte: "prevoir_entree", avant: led(parcours.EnEntree), page: under(prevues), api: under(prevues),
		champs: []string{"date", "2029-01-08"}, nomme: [2]string{"08/01/2029", "02/03/2026"}},
	"contrat_trop_court": {acte: "prevoir_entree", avant: func(d *dossier) {
		d.to(parcours.EnEntree)
		hired("2026-01-05", "2026-04-01")(d)
	}, page: under(prevues), api: under(prevues), champs: []string{"date", "2026-03-09"},
		nomme: [2]string{"01/04/2026", "06/04/2026"}},
	"contrats_superposes": {acte: "noter_contrat", avant: hired("2025-09-01", "2026-08-31"), page: ofSalarie("/contrats"),
		api: ofSalarie("/contrats"), champs: []string{"type", "cddi", "debut", "2026-06-01", "fin_prevue", "2026-12-31"},
		nomme: [2]string{"01/09/2025 – 31/08/2026", "01/06/2026 – 31/12/2026"}},
	"contrat_long": {acte: "noter_contrat", page: ofSalarie("/contrats"), api: ofSalarie("/contrats"),
		champs: []string{"type", "cddi", "debut", "2026-03-02", "fin_prevue", "2028-06-01"}, nomme: [2]string{"02/03/2026", "01/06/2028"}},
	"contrat_deja_fini": {acte: "noter_contrat", avant: hired("2025-01-06", "2025-06-30"), page: ofSalarie("/contrats"),
		api: ofSalarie("/contrats"), champs: []string{"type", "cddi", "debut", "2025-07-01", "fin_prevue", "2025-12-31"},
		nomme: [2]string{"31/12/2025", "02/03/2026"}},
	"contrat_lointain": {acte: "noter_contrat", page: ofSalarie("/contrats"), api: ofSalarie("/contrats"),
		champs: []string{"type", "cddi", "debut", "2027-06-01"}, nomme: [2]string{"01/06/2027", "02/03/2026"}},
	"age_inhabituel": {acte: "creer_salarie", page: ofAll, api: ofAll,
		champs: []string{"prenom", "Léon", "nom", "Dupuis", "date_naissance", "1940-01-01"}, nomme: [2]string{"01/01/1940", "86 ans"}},
	"rappel_lointain": {acte: "consigner_suivi", page: under("/suivis"), api: under("/suivis"),
		champs: []string{"texte", "Rien de neuf.", "avec", "salarie", "canal", "telephone", "date", "2026-03-02", "date_prochain", "2027-06-01"},
		nomme:  [2]string{"01/06/2027", "02/03/2026"}},
	"fait_isole": {acte: "consigner_suivi", page: under("/suivis"), api: under("/suivis"),
		champs: []string{"texte", "Rien de neuf.", "avec", "salarie", "canal", "telephone", "date", "2025-07-15", "date_prochain", "2025-07-29"},
		nomme:  [2]string{"15/07/2025", "10/02/2026"}},
}

// apiClient speaks to the operations of the same program.
type apiClient struct {
	t           *testing.T
	url, bearer string
}

func (m *monde) api(t *testing.T) *apiClient {
	r := gin.New()
	api.Register(r, api.Options{App: m.app})
	serveur := httptest.NewServer(r)
	t.Cleanup(serveur.Close)
	c := &apiClient{t: t, url: serveur.URL + api.Prefix}
	c.bearer = c.send(http.MethodPost, "/connexion", map[string]any{"email": "cip@aci.test", "mot_de_passe": testdb.MotDePasse}).Jeton
	return c
}

// lu is what a test reads of an answer.
type lu struct {
	Statut         int
	Code           string
	Jeton          string
	Possible       bool
	Version        int
	Avertissements []struct{ Code, Message string }
}

func (c *apiClient) send(methode, chemin string, corps map[string]any) (r lu) {
	c.t.Helper()
	brut, err := json.Marshal(corps)
	if err != nil {
		c.t.Fatal(err)
	}
	q, err := http.NewRequestWithContext(c.t.Context(), methode, c.url+chemin, strings.NewReader(string(brut)))
	if err != nil {
		c.t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("Authorization", "Bearer "+c.bearer)
	reponse, err := http.DefaultClient.Do(q)
	if err != nil {
		c.t.Fatal(err)
	}
	defer reponse.Body.Close()
	recu, err := io.ReadAll(reponse.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	if err := json.Unmarshal(recu, &r); err != nil {
		c.t.Fatalf("%s: %s", chemin, recu)
	}
	r.Statut = reponse.StatusCode
	return r
}

// corps writes the fields of a form in JSON.
func (c *apiClient) corps(d *dossier, champs []string, lus []string) map[string]any {
	corps := map[string]any{"avertissements_acquittes": lus}
	for i := 0; i < len(champs); i += 2 {
		n, err := strconv.ParseFloat(champs[i+1], 64)
		if corps[champs[i]] = any(champs[i+1]); err == nil {
			corps[champs[i]] = n
		}
		if champs[i] == "transition" {
			corps["version"] = c.send(http.MethodGet, d.url, nil).Version
		}
	}
	return corps
}

// TestEachSuspicionIsAskedAtEachDoor: by the operation, then by the form; what was read is
// written, and kept in the history. Nothing of it is written before.
func TestEachSuspicionIsAskedAtEachDoor(t *testing.T) {
	t.Parallel()
	for _, s := range parcours.Soupcons {
		t.Run(s.Code, func(t *testing.T) {
			t.Parallel()
			cas, ok := casSuspicions[s.Code]
			if !ok || !slices.Contains(s.Actes, cas.acte) {
				t.Fatalf("no case raises « %s »: add its line to casSuspicions, by one of %v", s.Code, s.Actes)
			}
			cas.check(t, s.Code)
		})
	}
}

func (cas casSuspicion) check(t *testing.T, code string) {
	d := newDossier(t)
	if cas.avant != nil {
		cas.avant(d)
	}
	c, page, adresse, methode := d.m.api(t), cas.page(d), cas.api(d), http.MethodPost
	if cas.methode != "" {
		methode = cas.methode
	}
	avant := d.m.Imprint(t, d.m.Aci.Siae.ID)
	// The operation: asked, named, and possible once it was read.
	r := c.send(methode, adresse, c.corps(d, cas.champs, nil))
	var lus []string
	var message string
	for _, a := range r.Avertissements {
		lus = append(lus, a.Code)
		if a.Code == code {
			message = strings.ReplaceAll(strings.ReplaceAll(a.Message, "\u00a0", " "), "\u202f", " ")
		}
	}
	if r.Statut != http.StatusUnprocessableEntity || r.Code != "transition" || !strings.Contains(message, cas.nomme[0]) ||
		!strings.Contains(message, cas.nomme[1]) {
		t.Fatalf("the operation asks %+v, want %s, with %v", r, code, cas.nomme)
	}
	if essai := c.send(methode, adresse+"?essai=1", c.corps(d, cas.champs, lus)); !essai.Possible || len(essai.Avertissements) > 0 {
		t.Errorf("read, by the operation: %+v", essai)
	}
	// The form: the same boxes, once; what was typed is kept.
	champs := append(slices.Clone(cas.champs), "cle", "une clé")
	if cas.acte == "noter_heures" {
		f, err := d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
		d.must(err)
		champs = append(champs, "presence_id", itoa(f.Presences[0].ID))
	}
	if cas.acte == "confirmer_entree" || cas.acte == "choisir_formation" {
		champs = append(champs, "version", strconv.Itoa(c.send(http.MethodGet, d.url, nil).Version))
	}
	asked := d.post(page, champs...).wants(422)
	boites := asked.find(func(n *node) bool { return attr(n, "name") == parcours.ChampAcquittes && attr(n, "value") == code })
	if len(boites) != 1 {
		t.Fatalf("%d boxes for %s: %.900s", len(boites), code, asked.text())
	}
	checkPage(t, code, asked)
	if apres := d.m.Imprint(t, d.m.Aci.Siae.ID); !sameImprint(avant, apres) {
		t.Error("something was written before it was read")
	}
	for _, x := range lus {
		champs = append(champs, parcours.ChampAcquittes, x)
	}
	if fait := d.post(page, champs...); fait.status != http.StatusSeeOther {
		t.Fatalf("read, by the form: %d %.900s", fait.status, fait.text())
	}
	d.told(t, cas, code, message)
}

// told checks that the history keeps what was read.
func (d *dossier) told(t *testing.T, cas casSuspicion, code, message string) {
	qui := d.m.Aci.Cip
	h, err := d.m.app.ListHistorique(t.Context(), qui, d.id)
	d.must(err)
	lignes := h.Lignes
	if cas.acte == "creer_salarie" || cas.acte == "noter_contrat" {
		liste, err := d.m.app.ListSalaries(t.Context(), qui, app.FiltreSalaries{})
		d.must(err)
		lignes = nil
		for _, l := range liste.Lignes {
			h, err := d.m.app.ListHistoriqueSalarie(t.Context(), qui, l.ID)
			d.must(err)
			lignes = append(lignes, h.Lignes...)
		}
	}
	for _, l := range lignes {
		motif := strings.ReplaceAll(strings.ReplaceAll(l.Motif, "\u00a0", " "), "\u202f", " ")
		if strings.Contains(motif, message) || strings.Contains(string(l.Apres), `"`+code+`"`) {
			return
		}
	}
	t.Errorf("the history does not keep « %s »", message)
}

// sameImprint leaves out what the sign-in of the test itself wrote.
func sameImprint(a, b map[string]string) bool {
	for table := range a {
		if a[table] != b[table] {
			return false
		}
	}
	return len(a) == len(b)
}

// TestWhatSeldomIsWasLived: the cases 19-deux-formations-en-meme-temps, 29-reprise-deux-fois
// and 30-report-vers-le-passe, on the page.
func TestWhatSeldomIsWasLived(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.EnEntree)
	d.submit(d.open(), d.url+"/transitions", "transition", "reporter_entree", "date", "2026-02-20", "motif", "autre", "solution", "report",
		"nouvelle_date", "2026-02-01").wants(422, "La nouvelle entrée, le 01/02/2026, est avant celle qu'elle remplace, le 20/02/2026")

	d = newDossier(t).to(parcours.EnDeroulement)
	autre := &dossier{d.personne, d.m, 0, ""}
	id, err := d.m.app.IdentifyBesoin(t.Context(), d.m.Aci.Cip, d.personneSuivie().ID, parcours.Besoin{Origine: "salarie",
		Intitule: "Permis B", Date: day("2026-02-11"), Acquittes: []string{"autre_parcours_ouvert"}}, "")
	d.must(err)
	autre.id, autre.url = id, "/parcours/"+itoa(id)
	autre.to(parcours.EnFinancement)
	const dit = "du 20/02/2026 au 20/03/2026 est déjà noté dans un autre parcours"
	champs := []string{"transition", "planifier_entree", "date", "2026-02-18", "date_entree_prevue", "2026-02-27"}
	autre.submit(autre.open(), autre.url+"/transitions", champs...).wants(422, dit, "Voir ce dossier")
	autre.pass("planifier_entree", champs[2:]...)
	autre.submit(autre.open().wants(200, dit), autre.url+"/transitions", "transition", "confirmer_entree",
		"date", "2026-02-27").wants(422, dit)

	reprise := "/salaries/" + itoa(d.personneSuivie().ID) + "/reprise"
	deux := []string{"etat", "deroulement", "origine", "salarie", "intitule", "Titre", "date", "2026-02-10", "date_entree", "2026-02-20"}
	for i := 0; i < len(formationDuTest); i += 2 {
		deux = append(deux, strings.Replace(formationDuTest[i], "intitule", "formation_intitule", 1), formationDuTest[i+1])
	}
	d.post(reprise, deux...).wants(422, "« Titre agent de propreté » "+dit)
	d.follow(d.post(reprise, append(deux, parcours.ChampAcquittes, "deja_en_formation")...)).wants(200)
}

// TestAReportPastTheContractIsAskedAbout, as a planned entry is.
func TestAReportPastTheContractIsAskedAbout(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	hired("2026-01-05", "2026-03-31")(d)
	d.to(parcours.EnEntree)
	champs := []string{"transition", "reporter_entree", "date", "2026-02-20", "motif", "autre", "solution", "report",
		"nouvelle_date", "2026-03-16"}
	r := d.submit(d.open(), d.url+"/transitions", champs...).
		wants(422, "Le contrat finit le 31/03/2026, avant la fin prévue de la formation, le 13/04/2026.")
	d.follow(d.submit(r, d.url+"/transitions", append(champs,
		parcours.ChampAcquittes, "contrat_trop_court")...)).wants(200, "Repositionnement")
}

// TestAnAccordOfNothingIsNoAccord: a typed 0 is told from an empty field.
func TestAnAccordOfNothingIsNoAccord(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	costs(500_00)(d)
	ligne, c := ofLine("/reponse")(d), d.m.api(t)
	champs := []string{"etat", "accorde", "date", "2026-02-20", "montant", "0"}
	r := d.submit(d.open(), ligne, champs...).wants(422)
	if !isBeside(r, "montant", "Pour un refus, choisissez « Refus »") {
		t.Errorf("%.600s", r.text())
	}
	if r := c.send(http.MethodPost, ligne, c.corps(d, champs, nil)); r.Statut != http.StatusUnprocessableEntity || r.Code != "invalide" {
		t.Errorf("the operation: %+v", r)
	}
	d.follow(d.submit(d.open(), ligne, "etat", "refuse", "date", "2026-02-20", "montant", "0")).wants(200, "Refusé le 20/02/2026")
}

// TestAForgottenSuiviIsNotedInAClosedFile, without a reminder; a frozen one refuses it.
func TestAForgottenSuiviIsNotedInAClosedFile(t *testing.T) {
	t.Parallel()
	d := newDossier(t).to(parcours.Abandonne)
	d.follow(d.submit(d.open(), d.url+"/cloture", "date", "2026-03-01", "motif", "depart")).wants(200)
	page := d.open().wants(200, "Consigner un suivi oublié").lacks("Prochain contact")
	checkPage(t, "a closed file", page)
	d.follow(d.submit(page, d.url+"/suivis", "texte", "Elle va bien.", "date", "2026-02-27")).wants(200, "Elle va bien.")
	d.post(d.url+"/suivis", "texte", "x", "avec", "salarie", "canal", "telephone", "date", "2026-02-27", "date_prochain", "2026-03-09").
		wants(422, "sans rappel")
	d.freeze()
	d.open().lacks("Consigner un suivi")
	d.post(d.url+"/suivis", "texte", "x", "avec", "salarie", "canal", "telephone", "date", "2026-02-27").wants(409, "gelé")
}
