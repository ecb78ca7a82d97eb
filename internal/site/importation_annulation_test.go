package site_test

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

// parErreur is shared/cas/21-import-par-erreur; in small letters, for a name is no sigle.
const parErreur = "Nom;Prénom;Date de naissance\nErreur;Une;12/05/1990\nErreur;Deux;13/05/1990\nErreur;Trois;14/05/1990\n"

// mistakes are the pages of a file that can be withdrawn, of one that was, of an import that
// can be undone, and of one that was.
func mistakes(t *testing.T, m *monde) []string {
	t.Helper()
	seul, retire, raison := m.Salarie(t, m.Aci, "Seul", "Ici"), m.Salarie(t, m.Aci, "Parti", "D'ici"), parcours.Retrait{Motif: "Erreur."}
	err := m.app.WithdrawSalarie(t.Context(), m.Aci.Cip, retire.ID, raison)
	pages := []string{"/salaries/" + itoa(seul.ID), "/salaries/" + itoa(retire.ID)}
	var p *app.Apercu
	for _, nom := range []string{"Erreur", "Autre"} {
		if err == nil {
			p, err = m.app.PreviewImport(t.Context(), m.Aci.Cip, "l.csv", []byte(strings.ReplaceAll(parErreur, "Erreur", nom)), "")
		}
		if err == nil {
			_, err = m.app.ValidateImport(t.Context(), m.Aci.Cip, p.ID)
			pages = append(pages, "/importations/"+itoa(p.ID))
		}
	}
	reuni, double := m.Salarie(t, m.Aci, "Réuni", "Ici"), m.Salarie(t, m.Aci, "Double", "Ici")
	pages = append(pages, "/salaries/"+itoa(reuni.ID), "/salaries/"+itoa(reuni.ID)+"/rapprochement?avec="+itoa(seul.ID))
	if err == nil {
		_, err = m.app.MergeSalarie(t.Context(), m.Aci.Directeur, reuni.ID, parcours.Reunion{Avec: double.ID, Motif: "Deux fois."}, 0, 0, "")
	}
	if err == nil {
		_, err = m.app.UndoImport(t.Context(), m.Aci.Cip, p.ID, raison)
	}
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// TestAnImportByMistakeIsUndoneFromItsPage is shared/cas/21-import-par-erreur: the page says
// first who would leave and who stays, why; the click does it; it is taken back from there.
func TestAnImportByMistakeIsUndoneFromItsPage(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p, collegue := m.as(t, "cip@aci.test"), m.as(t, "cip@deux.test")
	collegue.follow(collegue.post("/changer-siae", "siae_id", itoa(m.Aci.Siae.ID)))
	adresse := p.upload("/importations", "erreur.csv", []byte(parErreur)).location()
	rapport := p.follow(p.post(adresse+"/validation")).wants(200, "3 salariés ajoutés", "Ce qui serait fait : 3 dossiers retirés.")
	var dossiers []string // of Une, Deux, Trois
	for _, a := range rapport.find(hasHref("/salaries/")) {
		if closest(a, "tr") != nil {
			dossiers = append(dossiers, attr(a, "href"))
		}
	}
	collegue.follow(collegue.post(dossiers[1]+"/freins", "code", "mobilite")).wants(200)
	page := p.get(adresse).wants(200, "Ce qui serait fait : 2 dossiers retirés, 1 laissé tel quel.",
		"Deux Erreur : Frein ajouté par Dominique Deux le ")
	checkPage(t, "to undo", page)
	collegue.get(adresse).wants(200, "Cet import a été fait par quelqu'un d'autre").lacks("Ce qui serait fait")
	collegue.post(adresse+"/annuler", "motif", "x").wants(403)
	checkPage(t, "without a reason", p.submit(page, adresse+"/annuler", "motif", "").wants(422, "Dites en quelques mots pourquoi"))
	faite := p.follow(p.submit(page, adresse+"/annuler", "motif", "Mauvais fichier.")).wants(200, "L'import est annulé.",
		"par CIP ACI (« Mauvais fichier. ») : 2 dossiers retirés, 1 laissé tel quel.", "Ce qui serait fait : 2 dossiers remis.")
	checkPage(t, "undone", faite)
	p.get("/importations/nouvelle").wants(200, "3 salariés ajoutés · annulé le ")
	p.get("/salaries?contrat=tous").wants(200, "Deux Erreur").lacks("Une Erreur", "Trois Erreur")
	une := p.get(dossiers[0]).wants(200, "Dossier retiré", "par CIP ACI (« Mauvais fichier. »)", "Remettre").
		lacks("Noter un frein", "Identifier un besoin", "Retirer ce dossier")
	checkPage(t, "withdrawn", une)
	if len(une.find(func(n *node) bool { return n.Data == "del" })) != 1 {
		t.Error("the name of who was withdrawn is not struck")
	}
	p.get(dossiers[0]+"/historique").wants(200, "Dossier du salarié retiré · Annuler un import", "Mauvais fichier.")
	p.follow(p.submit(une, dossiers[0]+"/remettre", "motif", "Elle existe.")).wants(200, "Le dossier est remis.").lacks("Dossier retiré")
	p.follow(p.submit(p.get(adresse), adresse+"/remettre", "motif", "C'était le bon.")).wants(200, "3 salariés ajoutés")
	p.get("/salaries?contrat=tous").wants(200, "Une Erreur", "Deux Erreur", "Trois Erreur")
	m.horloge.advance(31 * 24 * time.Hour)
	m.as(t, "directeur@aci.test").get(adresse).wants(200, "Cet import a plus de trente jours", "retirez-le depuis sa page").
		lacks("Ce qui serait")
}

// TestASalarieAddedByMistakeIsWithdrawnFromTheirPage: and put back beside a double only when
// somebody says so.
func TestASalarieAddedByMistakeIsWithdrawnFromTheirPage(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	s := m.Salarie(t, m.Aci, "Léa", "Petit")
	adresse, p := "/salaries/"+itoa(s.ID), m.as(t, "cip@aci.test")
	p.follow(p.submit(p.get(adresse), adresse+"/freins", "code", "mobilite"))
	page := p.get(adresse).wants(200, "Ajouté par erreur ?", "Retirer ce dossier")
	p.get("/salaries?contrat=retires").lacks("Léa Petit")
	retire := p.follow(p.submit(page, adresse+"/retirer", "motif", "Doublon.")).wants(200, "Le dossier est retiré", "Retiré le 02/03/2026 par")
	p.get("/salaries?contrat=tous").wants(200).lacks("Léa Petit")
	if len(p.get("/salaries?contrat=retires").find(hasHref(adresse))) != 1 {
		t.Error("they are not found again")
	}
	if len(page.find(hasHref(adresse+"/corriger"))) != 1 || len(retire.find(hasHref(adresse+"/corriger"))) != 0 {
		t.Error("a withdrawn file is corrected")
	}
	p.get(adresse + "/modifier").wants(303)
	p.get(adresse+"/parcours/nouveau").wants(409, "a été retiré le 02/03/2026")
	m.Salarie(t, m.Aci, "Léa", "Petit")
	double := p.submit(retire, adresse+"/remettre", "motif", "Erreur.").wants(422, "Points d'attention", "Cochez si c'est une autre personne")
	checkPage(t, "put back beside a double", double)
	p.follow(p.submit(double, adresse+"/remettre", parcours.ChampAcquittes, app.DoublonPossible)).wants(200, "Le dossier est remis.")

	if _, err := m.app.IdentifyBesoin(t.Context(), m.Aci.Cip, s.ID, parcours.Besoin{
		Origine: "salarie", Intitule: "CACES", Date: aujourdhui}, ""); err != nil {
		t.Fatal(err)
	}
	p.get(adresse).wants(200, "Cette personne a un parcours (« CACES »)", "retirez-le d'abord")
	p.post(adresse+"/retirer", "motif", "x").wants(422, "Cette personne a un parcours")
}

// TestAWithdrawnSalarieAcceptsNoActAndIsInNoList loops over the forms and the lists of the
// site: whatever hangs from the person, each form is refused in words and writes nothing,
// and no page but their own names them.
func TestAWithdrawnSalarieAcceptsNoActAndIsInNoList(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	chemins := fillPaths(t, m) // Nadia Benali, with a parcours and a frein
	texte := idIn(t, chemins("/salaries/:id"))
	id, err := strconv.ParseInt(texte, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.app.SetEncadrants(t.Context(), m.Aci.Cip, id, nil, []int64{m.Aci.Encadrant.UtilisateurID}); err != nil {
		t.Fatal(err)
	}
	lists := func(p *personne) (nommee []string) {
		for _, r := range m.site.Routes() {
			if adresse := chemins(r.Chemin); r.Methode == http.MethodGet && !strings.Contains(r.Chemin, ":") && r.Chemin != "/connexion" {
				for _, complet := range []string{"", "?contrat=tous&suivi=tous&q=benali", "?cip=tous", "?debut=2025-01-01&fin=2026-03-01"} {
					if rep := p.get(adresse + complet); strings.Contains(string(rep.corps), "Benali") && !slices.Contains(nommee, r.Chemin) {
						nommee = append(nommee, r.Chemin)
					}
				}
			}
		}
		return nommee
	}
	directeur, encadrant := m.as(t, "directeur@aci.test"), m.as(t, "encadrant@aci.test")
	if n := len(lists(directeur)); n < 3 {
		t.Fatalf("%d lists only name who stands: nothing is proved", n)
	}
	if len(lists(encadrant)) == 0 {
		t.Fatal("no list of the encadrant names who stands: nothing is proved")
	}
	autre := m.Salarie(t, m.Aci, "Paul", "Martin")
	m.Withdraw(t, id)
	for _, p := range []*personne{directeur, encadrant} {
		if nommee := lists(p); len(nommee) > 0 {
			t.Errorf("who was withdrawn is named by %v", nommee)
		}
	}
	encadrant.get("/observations/" + texte).wants(404)
	essayes, avant := 0, m.Imprint(t, m.Aci.Siae.ID)
	for _, r := range m.site.Routes() {
		sujet := strings.HasPrefix(r.Chemin, "/salaries/:id") || strings.HasPrefix(r.Chemin, "/parcours/:id") ||
			strings.HasPrefix(r.Chemin, "/observations/:id")
		if r.Methode != http.MethodPost || !sujet || strings.HasSuffix(r.Chemin, "/retirer") || strings.HasSuffix(r.Chemin, "/remettre") ||
			strings.HasSuffix(r.Chemin, "/separer") { // it is how an absorbed file comes back
			continue
		}
		essayes++
		rep := directeur.post(chemins(r.Chemin), "gele", "oui", "version", "1", "absence", pages.AbsenceInconnue,
			"salarie_id", itoa(autre.ID), "motif", "Une erreur.")
		dit := strings.Contains(rep.text(), "etiré le ") // « Retiré le … par … », or the refusal itself
		if rep.status != http.StatusConflict || !dit && !strings.HasPrefix(r.Chemin, "/parcours") &&
			!strings.HasSuffix(r.Chemin, "/deplacement") {
			t.Errorf("%s: %d %.300s", r.Chemin, rep.status, rep.text())
		}
	}
	if !maps.Equal(avant, m.Imprint(t, m.Aci.Siae.ID)) {
		t.Error("one of them wrote")
	}
	if essayes < 25 {
		t.Errorf("%d forms only were tried", essayes)
	}
}
