package site_test

import (
	"os"
	"strings"
	"testing"
)

func TestTheRealFileIsPreviewedThenImportedOnce(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	fichier, err := os.ReadFile("../importation/testdata/export-candidatures.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	r := p.upload("/importations", "export-candidatures.xlsx", fichier)
	page := p.follow(r).wants(200, "Vérifier avant d'importer", "export-candidatures.xlsx")
	checkPage(t, "import", page)
	bouton := ""
	for _, b := range page.find(func(n *node) bool { return n.Data == "button" && strings.Contains(attr(n, "class"), "btn-primary") }) {
		bouton = strings.TrimSpace((&reponse{t: t, doc: b}).text())
	}
	if !strings.HasPrefix(bouton, "Importer ") {
		t.Fatalf("the primary button says %q", bouton)
	}
	p.get("/salaries").wants(200, "Aucun salarié pour l'instant") // nothing is written before the click
	adresse := r.location()
	p.get(adresse + "?verdict=ignoree").wants(200)
	faite := p.follow(p.post(adresse+"/validation")).wants(200, "ajoutés")
	checkPage(t, "report", faite)
	n := idIn(t, bouton)
	faite.wants(200, n+" salariés ajoutés")
	p.get("/salaries?contrat=tous").wants(200, n+" salariés")
	if c := p.get(adresse + "/rapport.xlsx").wants(200); !strings.HasPrefix(string(c.corps), "PK") {
		t.Error("the report is not a workbook")
	}
	// The same click twice, then the same file twice.
	p.follow(p.post(adresse+"/validation")).wants(200, n+" salariés ajoutés")
	r = p.upload("/importations", "export-candidatures.xlsx", fichier)
	p.follow(r).wants(200, "Déjà présent "+n)
	p.get("/importations/nouvelle").wants(200, "Derniers fichiers", n+" salariés ajoutés")
	m.as(t, "cip@etti.test").get(r.location()).wants(404)
}

func TestColumnsAreMatchedByHandAndRemembered(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	csv := []byte("Truc;Machin;Quand\nBenali;Nadia;12/05/1990\nPetit;Karim;31/02/1991\n")
	r := p.upload("/importations", "liste.csv", csv)
	page := p.follow(r).wants(200, "À quoi correspondent les colonnes", "A · Truc (Benali, Petit)")
	checkPage(t, "columns", page)
	p.post(r.location()+"/colonnes", "nom", "0").wants(422, "Indiquez la colonne « Prénom »")
	p.post(r.location()+"/colonnes", "nom", "0", "prenom", "0").wants(422, "est choisie deux fois")
	p.follow(p.post(r.location()+"/colonnes", "nom", "0", "prenom", "1", "date_naissance", "2")).
		wants(200, "Les colonnes sont retenues", "Nadia Benali", "C3")
	// The next file made like this one needs no help.
	p.follow(p.upload("/importations", "liste-avril.csv", csv)).wants(200, "Vérifier avant d'importer")
	p.get(r.location()+"?etape=colonnes").wants(200, "À quoi correspondent les colonnes")
}

// A column that no field takes is named: nobody must believe it imported.
func TestAColumnThatIsNotReadIsNamed(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	csv := []byte("Nom;Prénom;Vient le;Vide;n° sécu\nBenali;Nadia;mardi;;2900480123456 12\n")
	r := p.upload("/importations", "liste.csv", csv)
	page := p.follow(r).wants(200, "Colonnes non reprises : Vient le.", "Dire à quoi elles correspondent")
	checkPage(t, "unread column", page)
	p.follow(p.post(r.location()+"/validation")).wants(200, "1 salarié ajouté", "Ajoutée").lacks("À créer", "Colonnes non reprises")
}

func TestADoublonIsImportedOnlyWhenSomebodySaysSo(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	m.Salarie(t, m.Aci, "Nadia", "Benali") // without a date of birth: nobody can be sure
	p := m.as(t, "cip@aci.test")
	csv := []byte("Nom;Prénom;Date de naissance\nBenali;Nadia;12/05/1990\nPetit;Karim;01/02/1991\n")
	r := p.upload("/importations", "liste.csv", csv)
	p.follow(r).wants(200, "1 doublon possible", "Importer 1 salarié et les lignes cochées", "date de naissance inconnue")
	p.post(r.location()+"/validation", "quand_meme", "abc").wants(422)
	rapport := p.follow(p.post(r.location()+"/validation", "quand_meme", "2")).wants(200, "2 salariés ajoutés")
	// Each added row leads to the person.
	noms := ""
	for _, a := range rapport.find(hasHref("/salaries/")) {
		if closest(a, "tr") != nil {
			noms += p.get(attr(a, "href")).wants(200).find(func(n *node) bool { return n.Data == "h1" })[0].FirstChild.Data + " "
		}
	}
	if !strings.Contains(noms, "Nadia Benali") || !strings.Contains(noms, "Karim Petit") {
		t.Errorf("the report leads to %q", noms)
	}
}

func TestWrongFilesAreRefusedInWords(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	for nom, w := range map[string]struct {
		contenu []byte
		dit     string
	}{
		"pdf.xlsx":   {[]byte("%PDF-1.7 …"), "Ce fichier est un PDF"},
		"vide.csv":   {nil, "Ce fichier est vide"},
		"énorme.csv": {[]byte(strings.Repeat("a;b\n", 11<<20)), "dépasse 5 Mo"},
		"gros.csv":   {[]byte(strings.Repeat("a;b\n", 2<<20)), "dépasse 5 Mo"},
		"photo.csv":  {[]byte{0xff, 0xd8, 0xff, 0xe0, 0, 1, 2, 3}, "ni un classeur Excel"},
	} {
		r := p.upload("/importations", nom, w.contenu).wants(422, w.dit)
		checkPage(t, nom, r)
	}
	p.post("/importations").wants(422, "Choisissez un fichier.")
	p.get("/salaries").wants(200, "Aucun salarié pour l'instant")
}

// The same file sent by the same click is one import.
func TestTheSameFileSentTwiceIsOneImport(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	cle := p.get("/importations/nouvelle").wants(200).value("cle")
	envois := map[string]bool{}
	for range 2 {
		envois[p.upload("/importations", "liste.csv", []byte("Nom;Prénom\nPetit;Léa\n"), "cle", cle).location()] = true
	}
	if cle == "" || len(envois) != 1 || envois[""] {
		t.Errorf("key %q leads to %v", cle, envois)
	}
}

func TestRowsAreReadByVerdictThenInTheOrderOfTheFile(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	p := m.as(t, "cip@aci.test")
	csv := []byte("Nom;Prénom;Date de " +
		"naissance\nBenali;Nadia;31/02/1990\nPetit;Karim;01/02/1991\nZidi;Léa;\nRoy;Anna;32/01/1990\nNoir;Zoé;02/02/1992\n")
	page := p.follow(p.upload("/importations", "liste.csv", csv)).wants(200, "Par verdict, puis dans l'ordre du fichier.")
	var lignes []string
	for _, td := range page.find(func(n *node) bool { return n.Data == "td" && attr(n, "data-libelle") == "Ligne" }) {
		lignes = append(lignes, strings.TrimSpace((&reponse{t: t, doc: td}).text()))
	}
	if got := strings.Join(lignes, " "); got != "3 4 6 2 5" {
		t.Errorf("rows %s", got)
	}
}
