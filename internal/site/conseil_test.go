package site_test

import (
	"fmt"
	"strings"
	"testing"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

// conseil is the address of the forms of one advice.
func (d *dossier) conseil(item string) string { return d.url + "/conseils/" + item }

func TestAnAdviceIsDecidedOnThePage(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	page := d.open()
	refus := d.submit(page, d.conseil("SOL-04.1"), "decision", "ecarte", "motif", "", "lieu", "mobilite").wants(422,
		"Dites en quelques mots pourquoi")
	resumes := refus.find(func(n *node) bool { return strings.Contains(attr(n, "class"), "resume-erreurs") })
	if len(resumes) != 1 {
		t.Fatalf("the refusal is told %d times", len(resumes))
	}
	for n := resumes[0]; n != nil; n = n.Parent {
		if n.Data == "details" && !has(n, "open") {
			t.Error("the refusal is told inside a closed fold")
		}
	}
	vide := d.submit(page, d.conseil("SOL-04.1"), "decision", "planifie", "date_prevue", "01/03/2026")
	vide.wants(422, "Ce jour est passé")
	if vide.value("date_prevue") == "" {
		t.Error("the day that was typed is lost")
	}
	fait := d.submit(page, d.conseil("SOL-04.1"), "decision", "ecarte", "motif", "Pas de voiture")
	if !strings.HasSuffix(fait.location(), "?ouvert=mobilite#solutions-mobilite") {
		t.Errorf("one is taken to %s, away from the solutions", fait.location())
	}
	page = d.follow(fait).wants(200, "Écarté le 02/03/2026 : Pas de voiture", "Guide · Écarté", "Revenir dessus")
	if titres := d.solutions(page); !strings.HasPrefix(titres[len(titres)-1], "Organiser un covoiturage") {
		t.Errorf("what was put aside does not step back: %v", titres)
	}
	d.follow(d.submit(page, d.conseil("SOL-04.1"), "decision", "reprendre")).wants(200).lacks("Écarté le 02/03/2026")
}

// solutions are the titles of what is proposed against mobility.
func (d *dossier) solutions(page *reponse) []string {
	var titres []string
	for _, ul := range page.find(func(n *node) bool { return attr(n, "aria-label") == "Solutions : Mobilité" }) {
		walk(ul, func(n *node) {
			if n.Data == "h3" {
				titres = append(titres, (&reponse{doc: n}).text())
			}
		})
	}
	return titres
}

func TestAChecklistIsTicked(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	page := d.open().wants(200, "À vérifier (0 sur ")
	var item string
	for _, f := range page.find(func(n *node) bool { return n.Data == "form" && strings.Contains(attr(n, "action"), "/conseils/CTL-") }) {
		_, item, _ = strings.Cut(attr(f, "action"), "/conseils/")
		break
	}
	coche := d.submit(page, d.conseil(item), "decision", "fait")
	if !strings.HasSuffix(coche.location(), "?ouvert=controles#guide-controles") {
		t.Errorf("one is taken to %s, away from the checklist", coche.location())
	}
	apres := d.follow(coche).wants(200, "À vérifier (1 sur ", "Fait le 02/03/2026")
	if n := apres.find(func(n *node) bool { return attr(n, "id") == "guide-controles" && has(n, "open") }); len(n) != 1 {
		t.Error("the checklist is closed after each tick")
	}
}

// TestTheLoserOfADecisionIsToldWhatWasDecided: two people decide on the same
// advice, from the same page.
func TestTheLoserOfADecisionIsToldWhatWasDecided(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	page := d.open()
	chef := d.seenBy("directeur@aci.test")
	chef.submit(chef.open(), d.conseil("SOL-04.1"), "decision", "fait").wants(303)
	d.submit(page, d.conseil("SOL-04.1"), "decision", "ecarte", "motif", "Pas de voiture").
		wants(409, "Décision : Fait le 02/03/2026 (Directeur ACI)", "Votre saisie", "Pas de voiture")
}

// TestTheGuideOfTheStructureIsReadOnTheFiles: additions, corrections and hidden
// texts reach the pages where people work, not only those of the guide.
func TestTheGuideOfTheStructureIsReadOnTheFiles(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	ctx, cip := t.Context(), d.m.Aci.Cip
	id, err := d.m.app.AddAjout(ctx, cip, garageSolidaire(), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err = d.m.app.AddAjout(ctx, cip, guide.Item{Type: guide.TypeContact, Etape: "ETP-05", Titre: "Notre conseiller",
		Texte: "Il répond le matin.",
		Contact: &guide.Contact{
			ContactCorrige: parcours.ContactCorrige{Nom: "Paul Lenoir", Organisme: "Uniformation", Fonction: "conseiller formation",
				Tel: []string{"03 22 00 00 00"}}}}, ""); err != nil {
		t.Fatal(err)
	}
	for item, genre := range map[string]string{"SOL-04.1": "masque", "SOL-04.2": "correction"} {
		if _, err = d.m.app.SignalerItem(ctx, cip, parcours.GuideSignalement{Item: item, Genre: genre, Motif: "Ici non",
			Texte: "Demandez à l'accueil."}, ""); err != nil {
			t.Fatal(err)
		}
	}
	page := d.open().wants(200, "Appeler le garage solidaire", "Demandez à l'accueil.",
		"corrigé le 02/03/2026 par CIP ACI").lacks("Organiser un covoiturage")
	if gens := page.find(func(n *node) bool { return strings.HasPrefix(attr(n, "id"), "conseil-appeler-") }); len(gens) == 0 ||
		!strings.HasPrefix(attr(gens[0], "id"), "conseil-appeler-LOC-") {
		t.Error("the structure's own adviser is not the first to call")
	}
	local := fmt.Sprintf("LOC-%d", id)
	d.follow(d.submit(page, d.conseil(local), "decision", "planifie", "date_prevue", "02/03/2026")).wants(200, "Prévu le 02/03/2026")
	d.get("/aujourdhui").wants(200, "Appeler le garage solidaire")
	var salarie string
	for _, a := range page.find(hasHref("/salaries/")) {
		salarie = "/salaries/" + idIn(t, attr(a, "href"))
	}
	d.get(salarie).wants(200, "Appeler le garage solidaire").lacks("Organiser un covoiturage")
}

// TestACallOfTheGuideIsInTheListOfTheDay: whom to call, their number, and one
// click when it is done.
func TestACallOfTheGuideIsInTheListOfTheDay(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	page := d.open()
	d.follow(d.submit(page, d.conseil("SOL-04.5"), "decision", "planifie", "contact", "CTC-14", "date_prevue", "02/03/2026")).
		wants(200, "Prévu le 02/03/2026 : appeler Jonathan Otlet", "Solution en cours")
	liste := d.get("/aujourdhui").wants(200, "Appeler le conseiller mobilité de votre territoire · Jonathan Otlet")
	if n := len(liste.find(hasHref("tel:0668347858"))); n != 1 {
		t.Errorf("%d links call the platform", n)
	}
	liens := liste.find(hasHref(d.url + "?conseil=SOL-04.5"))
	if len(liens) != 1 {
		t.Fatalf("%d links to the decision", len(liens))
	}
	d.follow(d.submit(liste, d.conseil("SOL-04.5"), "decision", "fait")).wants(200, "Rien à faire").lacks("Jonathan Otlet")

	page = d.get(d.url+"?conseil=CTC-15").wants(200, "Prévoir un appel")
	d.follow(d.submit(page, d.conseil("CTC-15"), "decision", "planifie", "date_prevue", "02/03/2026"))
	d.get("/aujourdhui").wants(200, "appeler Xavier Czaja")
}

// TestWhatAnswersAFreinIsUnderIt: the resources and the people of a frein too,
// not only its solutions.
func TestWhatAnswersAFreinIsUnderIt(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	page := d.open().wants(200, "Ressources et adresses (")
	sous := map[string]bool{}
	for _, li := range page.find(func(n *node) bool { return strings.HasPrefix(attr(n, "id"), "conseil-mobilite-") }) {
		sous[strings.TrimPrefix(attr(li, "id"), "conseil-mobilite-")] = true
	}
	chez := guide.Situation{Etat: parcours.BesoinIdentifie, TypeSiae: "ACI", Departement: "80", Freins: []string{"mobilite"},
		Origine: "salarie", Role: parcours.Cip, Date: aujourdhui}
	n := 0
	for _, r := range d.m.app.GuideRegional().For(chez) {
		if len(r.Criteres.Freins) > 0 && !r.IsBloquant() {
			if n++; !sous[r.ID] {
				t.Errorf("%s %q answers mobility and is nowhere", r.ID, r.Titre)
			}
		}
	}
	if n < 6 {
		t.Errorf("only %d answers", n)
	}
}

// TestAnyTextOfTheGuideCanBeReportedWhereItIsRead: from the étapes, the search,
// the directory and a parcours; those who may not are not asked.
func TestAnyTextOfTheGuideCanBeReportedWhereItIsRead(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	encadrant := d.m.as(t, "encadrant@aci.test")
	for adresse, item := range map[string]string{
		"/guide/ETP-03": "SOL-04.1", "/guide/ETP-08": "CHK-01", "/guide?q=covoiturage": "SOL-04.1",
		"/guide/contacts": "CTC-14", d.url: "SOL-04.1",
	} {
		liens := hasHref("/structure/guide/signaler/" + item + "?retour=")
		page := d.get(adresse).wants(200)
		if len(page.find(liens)) == 0 {
			t.Errorf("%s: %s cannot be reported", adresse, item)
		}
		if adresse != d.url && len(encadrant.get(adresse).find(hasHref("/structure/guide/signaler/"))) > 0 {
			t.Errorf("%s: an encadrant is asked to report", adresse)
		}
	}
}
