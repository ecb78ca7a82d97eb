package importation

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"parcours.example/internal/parcours"
)

const titresComplets = "Nom;Prénom;Né(e) le;Email;Téléphone;Code postal;Début contrat;Fin contrat;N° PASS;Début PASS;Fin PASS\n"

func TestErrorsNameTheirCell(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ ligne, reference, dit string }{
		{";Marie;03/02/1990", "A2", "nom"},
		{"Dupont;;03/02/1990", "B2", "prénom"},
		{"Dupont;Marie;31/02/1990", "C2", "n'existe pas dans le calendrier"},
		{"Dupont;Marie;bientôt", "C2", "n'est pas une date"},
		{"Dupont;Marie;1990", "C2", "manque le jour"},
		{"Dupont;Marie;03/02/2027", "C2", "dans le futur"},
		{"Dupont;Marie;03/02/1890", "C2", "trop ancienne"},
		{"Dupont;Marie;25/11/2010", "C2", "moins de 16 ans"},
		{"Dupont;Marie;#REF!", "C2", "erreur d'Excel"},
		{"#N/A;Marie;03/02/1990", "A2", "erreur d'Excel"},
		{strings.Repeat("x", 90) + ";Marie;03/02/1990", "A2", "90 caractères"},
		{"Dupont;Marie;03/02/1990;;;;01/03/2026;28/02/2026", "H2", "avant son début"},
	} {
		l := extract(t, titresComplets+c.ligne+"\n")[0]
		if !l.HasErreur() || l.IsRetenue() || len(l.Erreurs) != 1 {
			t.Errorf("%s: %+v", c.ligne, l.Erreurs)
			continue
		}
		if e := l.Erreurs[0]; e.Reference != c.reference || !strings.Contains(e.Message, c.dit) {
			t.Errorf("%s: %s %q, want %s with %q", c.ligne, e.Reference, e.Message, c.reference, c.dit)
		}
	}
}

func TestWarningsLeaveOnlyTheValueOut(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ ligne, reference, dit string }{
		{"Dupont;Marie;", "C2", "date de naissance manque"},
		{"Dupont;Marie;03/02/1990;marie(at)x.fr", "D2", "n'est pas valable"},
		{"Dupont;Marie;03/02/1990;;066665", "E2", "10 chiffres"},
		{"Dupont;Marie;03/02/1990;;;Belgique", "F2", "ni un code postal"},
		{"Dupont;Marie;03/02/1990;;;;en cours", "G2", "n'est pas une date"},
		{"Dupont;Marie;03/02/1990;;;;;31/12/2205", "H2", "invraisemblable"},
		{"Dupont;Marie;03/02/1990;;;;;;9,9999E+11", "I2", "a perdu des chiffres"},
		{"Dupont;Marie;03/02/1990;;;#N/A", "F2", "erreur d'Excel"},
		{"Dupont;Marie;03/02/1990;;;;;;12345", "I2", "12 lettres majuscules ou chiffres"},
		{"Dupont;Marie;03/02/1990;;;;;;;01/03/2026;01/03/2024", "K2", "PASS IAE est avant son début"},
	} {
		l := extract(t, titresComplets+c.ligne+"\n")[0]
		if !l.IsRetenue() || len(l.Erreurs) != 1 {
			t.Errorf("%s: %+v", c.ligne, l.Erreurs)
			continue
		}
		if e := l.Erreurs[0]; e.Reference != c.reference || !e.Avertissement || !strings.Contains(e.Message, c.dit) {
			t.Errorf("%s: %s %q, want %s with %q", c.ligne, e.Reference, e.Message, c.reference, c.dit)
		}
		p := l.Personne
		if p.Email+p.Telephone+p.Departement+p.PassNumero != "" || !p.DateDebutContrat.IsZero() || !p.DateFinContrat.IsZero() ||
			!p.DateDebutPass.IsZero() || !p.DateFinPass.IsZero() {
			t.Errorf("%s: kept %+v", c.ligne, p)
		}
		if err := p.Validate(aujourdhui); err != nil {
			t.Errorf("%s: would be refused later: %v", c.ligne, err)
		}
	}
}

func TestLongValuesAreLeftOut(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 200)
	l := extract(t, "Nom;Prénom;Né(e) le;Commune;Poste;Civilité;Type de contrat\nDupont;Marie;03/02/1990;"+long+";"+long+";Dr;26h\n")[0]
	var ou []string
	for _, e := range l.Erreurs {
		ou = append(ou, e.Reference)
	}
	if p := l.Personne; !l.IsRetenue() || p.Commune+p.Metier+p.Civilite+p.TypeContrat != "" || len(ou) != 4 {
		t.Errorf("%v: %+v", ou, p)
	}
}

func TestSixteenTodayMayBeHired(t *testing.T) {
	t.Parallel()
	if l := extract(t, titresComplets+"Dupont;Marie;24/11/2010\n")[0]; !l.IsRetenue() {
		t.Errorf("%+v", l.Erreurs)
	}
}

func TestNumbersOfAWorkbookAreNotDamaged(t *testing.T) {
	t.Parallel()
	oui := true
	for _, date1904 := range []bool{false, true} {
		x := excelize.NewFile()
		naissance := 32907
		if date1904 {
			naissance -= 1462
			_ = x.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &oui})
		}
		_ = x.SetSheetRow("Sheet1", "A1", &[]any{"Nom", "Prénom", "Né(e) le", "Tél", "CP", "N° PASS", "Début contrat"})
		_ = x.SetSheetRow("Sheet1", "A2", &[]any{"Dupont", "Marie", naissance, 612345678, 2000, 999990000001, "3 févr. 2026"})
		style, _ := x.NewStyle(&excelize.Style{NumFmt: 14})
		_ = x.SetCellStyle("Sheet1", "C2", "C2", style)
		f := read(t, save(t, x))
		l := Extract(f, Recognize(f.Entetes).Correspondance, aujourdhui)[0]
		p := l.Personne
		if p.DateNaissance != date(1990, 2, 3) || p.Telephone != "0612345678" || p.Departement != "02" ||
			p.PassNumero != "999990000001" || p.DateDebutContrat != date(2026, 2, 3) {
			t.Errorf("1904 %v: %+v, %+v", date1904, p, l.Erreurs)
		}
		if l.Valeurs[ColNaissance] != "03/02/1990" || l.Valeurs[ColDebut] != "3 févr. 2026" {
			t.Errorf("values %v", l.Valeurs)
		}
	}
}

func TestOneColumnForTheWholeName(t *testing.T) {
	t.Parallel()
	l := extract(t, "Salarié;Né(e) le;Poste\nDUPONT Marie;03/02/1990;Maçon\nMadonna;03/02/1990;\n;03/02/1990;x\n")
	if p := l[0].Personne; p.Nom != "DUPONT" || p.Prenom != "Marie" || p.Metier != "Maçon" {
		t.Errorf("%+v", p)
	}
	for _, x := range l[1:] {
		if !x.HasErreur() || x.Erreurs[0].Reference != fmt.Sprintf("A%d", x.Numero) {
			t.Errorf("row %d: %+v", x.Numero, x.Erreurs)
		}
	}
}

func TestOnlyAcceptedApplicationsAreHires(t *testing.T) {
	t.Parallel()
	l := extract(t, "Nom;Prénom;Statut de la candidature;Né(e) le\nA;B;CANDIDATURE ACCEPTEE;x\nA;B;Candidature déclinée;x\nA;B;;x\n")
	if l[0].Ignoree != "" || !l[0].HasErreur() || l[1].Ignoree != "statut : Candidature déclinée" ||
		l[2].Ignoree != "statut de la candidature non renseigné" {
		t.Errorf("%+v", l)
	}
	if len(l[1].Erreurs) != 0 || l[1].Personne.Nom != "A" {
		t.Error("what is ignored needs no correction, and is still named")
	}
}

func TestTheMostRecentContractOfAPersonIsKept(t *testing.T) {
	t.Parallel()
	const titres = "Nom;Prénom;Né(e) le;Début contrat;Fin contrat;N° PASS\n"
	for _, c := range []struct{ nom, lignes, doublons string }{
		{"later start", "Dupont;Marie;03/02/1990;01/01/2024\nDUPONT;marie;3/2/90;01/01/2025\nDupont;Marie;03/02/1990;01/06/2024\n", "[3 0 3]"},
		{"each later", "Dupont;Marie;03/02/1990;01/01/2024\nDupont;Marie;03/02/1990;01/01/2025\nDupont;Marie;03/02/1990;01/01/2026\n", "[4 4 0]"},
		{"open contract", "Dupont;Marie;03/02/1990;01/01/2024;01/06/2024\nDupont;Marie;03/02/1990;01/01/2024;\n", "[3 0]"},
		{"equal: the first", "Dupont;Marie;03/02/1990\nDupont;Marie;03/02/1990\n", "[0 2]"},
		{"other birth", "Dupont;Marie;03/02/1990\nDupont;Marie;04/02/1990\n", "[0 0]"},
		{"same PASS, maiden name", "Dupont;Marie;03/02/1990;;;999990000001\nMartin;Marie;03/02/1990;01/01/2025;;999990000001\n", "[3 0]"},
		{"same PASS, other person", "Dupont;Marie;03/02/1990;;;999990000001\nDurand;Luc;05/06/1985;;;999990000001\n", "[0 0]"},
		{"an error is not a duplicate", "Dupont;Marie;31/02/1990\nDupont;Marie;31/02/1990\n", "[0 0]"},
		{"nothing but a name", "Dupont;Marie\nDupont;Marie\n", "[0 2]"},
		{"PASS links two spellings", "Dupont;Marie;03/02/1990;01/01/2024;;999990000001\n" +
			"Dupond;Marie;03/02/1990;01/01/2025;;999990000001\nDupont;Marie;03/02/1990;01/01/2026\n", "[4 4 0]"},
	} {
		var doublons []int
		for _, l := range extract(t, titres+c.lignes) {
			doublons = append(doublons, l.DoublonDe)
		}
		if fmt.Sprint(doublons) != c.doublons {
			t.Errorf("%s: %v, want %s", c.nom, doublons, c.doublons)
		}
	}
}

func TestMatch(t *testing.T) {
	t.Parallel()
	ici := []parcours.Salarie{
		{ID: 1, Nom: "DUPONT", Prenom: "Marie", DateNaissance: date(1990, 2, 3), Email: "Marie@x.fr",
			Telephone: "06 12 34 56 78", PassNumero: "999990000001"},
		{ID: 2, Nom: "Chevallier-Benoit", Prenom: "Jean-Paul", DateNaissance: date(1985, 1, 1)},
		{ID: 3, Nom: "Sans", Prenom: "Naissance"},
	}
	for _, c := range []struct {
		nom, ligne string
		code       CodeVerdict
		id         int64
		dit        string
	}{
		{"new", "Martin;Luc;05/06/1985", ACreer, 0, ""},
		{"same PASS, birth corrected", "Dupont;Marie;04/02/1990;;;;;;999990000001", DejaPresent, 1, "PASS"},
		{"same identity, other PASS", "dupont;MARIE;03/02/1990;;;;;;999990000002", DejaPresent, 1, "même nom"},
		{"hyphens do not count", "chevallier benoit;jean paul;01/01/1985", DejaPresent, 2, "même nom"},
		{"same PASS, other person", "Durand;Luc;05/06/1985;;;;;;999990000001", DoublonPossible, 1, "mais un autre nom"},
		{"one letter", "Dupond;Marie;03/02/1990", DoublonPossible, 1, "nom voisin"},
		{"two letters exchanged", "Dupotn;Marie;03/02/1990", DoublonPossible, 1, "nom voisin"},
		{"half of a compound name", "Chevallier;Jean;01/01/1985", DoublonPossible, 2, "nom voisin"},
		{"swapped", "Marie;Dupont;03/02/1990", DoublonPossible, 1, "inversés"},
		{"same e-mail", "Lefevre;Marie;05/06/1985;marie@X.fr", DoublonPossible, 1, "e-mail"},
		{"same telephone", "Lefevre;Marie;05/06/1985;;612345678", DoublonPossible, 1, "téléphone"},
		{"same e-mail, other first name", "Dupont;Paul;05/06/2005;marie@x.fr", ACreer, 0, ""},
		{"no birth in the file", "Dupont;Marie;", DoublonPossible, 1, "naissance inconnue"},
		{"no birth here", "Sans;Naissance;05/06/1985", DoublonPossible, 3, "naissance inconnue"},
		{"no birth anywhere", "SANS;naissance;", DejaPresent, 3, "date de naissance inconnue"},
		{"homonym born another day", "Dupont;Marie;05/06/1985", ACreer, 0, ""},
		{"neighbour born another day", "Dupond;Marie;05/06/1985", ACreer, 0, ""},
		{"short names are not neighbours", "Dupont;Mario;05/06/1985", ACreer, 0, ""},
		{"error", "Dupont;Marie;31/02/1990", EnErreur, 0, "C2 : « 31/02/1990 » n'existe pas"},
	} {
		v := Match(extract(t, titresComplets+c.ligne+"\n"), ici)[0]
		if v.Code != c.code || v.SalarieID != c.id || !strings.Contains(v.Raison, c.dit) || v.Numero != 2 {
			t.Errorf("%s: %+v, want %s of %d because %q", c.nom, v, c.code, c.id, c.dit)
		}
		if (v.Qui != "") != (c.id != 0) {
			t.Errorf("%s: names %q", c.nom, v.Qui)
		}
	}
}

func TestRowsAreComparedWithOneAnother(t *testing.T) {
	t.Parallel()
	v := Match(extract(t, titresComplets+"Dupont;Marie;03/02/1990\nDupond;Marie;03/02/1990\nLi;Na;03/02/1990\nLu;Na;03/02/1990\n"), nil)
	if v[1].Code != DoublonPossible || v[1].LigneLiee != 2 || v[1].Raison != "ligne 2 du fichier : nom voisin, même date de naissance" {
		t.Errorf("%+v", v[1])
	}
	if n := Count(v); n[ACreer] != 3 {
		t.Errorf("%v", n)
	}
}

func TestThousandsOfRowsBesideThousandsOfPeople(t *testing.T) {
	t.Parallel()
	var csv strings.Builder
	csv.WriteString("Nom;Prénom;Né(e) le\n")
	for i := range MaxLignes {
		fmt.Fprintf(&csv, "Nom%c%c%c%c;Prénom;%d\n", 'a'+i%26, 'a'+i/26%26, 'a'+i/676%26, 'a'+i%7, 25_000+i)
	}
	lignes := extract(t, csv.String())
	ici := make([]parcours.Salarie, len(lignes))
	for i, l := range lignes {
		ici[i] = l.Personne
		ici[i].ID = int64(i + 1)
	}
	if n := Count(Match(lignes, ici)); n[DejaPresent] != MaxLignes {
		t.Errorf("%v", n)
	}
}

// TestWhatSeldomIsIsRemarkedOnTheRow, with its cell, and stops nothing: each suspicion of an
// import has its column.
func TestWhatSeldomIsIsRemarkedOnTheRow(t *testing.T) {
	t.Parallel()
	jour := parcours.NewDate(2026, 3, 2)
	for _, s := range parcours.Soupcons {
		if slices.Contains(s.Actes, parcours.Importer) && colonnesSuspectes[s.Code] == "" {
			t.Errorf("%s is of imports: name the column where one looks in colonnesSuspectes", s.Code)
		}
	}
	f := &Feuille{Entetes: []string{"Nom", "Prénom", "Date de naissance", "Type de contrat", "Début du contrat", "Fin du contrat"},
		Lignes: []Rangee{
			{2, []string{"Dupuis", "Léon", "01/01/1940", "CDDI", "02/03/2026", "31/08/2026"}},
			{3, []string{"Roy", "Ana", "12/05/1990", "CDDI", "02/03/2026", "01/06/2028"}},
			{4, []string{"Petit", "Zoé", "12/05/1991", "CDDI", "01/06/2027", ""}},
			{5, []string{"Sow", "Awa", "12/05/1992", "CDDI", "02/03/2026", "31/08/2026"}},
		}}
	lignes := Extract(f, Recognize(f.Entetes).Correspondance, jour)
	verdicts := Match(lignes, nil)
	for i, veut := range []string{"C2 : À vérifier : La date de naissance, le 01/01/1940, donne 86 ans",
		"F3 : À vérifier : CDD d'insertion du 02/03/2026 au 01/06/2028", "E4 : À vérifier : Ce contrat commencerait le 01/06/2027", ""} {
		v := verdicts[i]
		if v.Code != ACreer || !strings.HasPrefix(v.Raison, veut) || (veut == "") != (v.Raison == "") {
			t.Errorf("row %d: %s, %q, want %q", v.Numero, v.Code, v.Raison, veut)
		}
		if p := lignes[i].Personne; p.DateNaissance.IsZero() || p.DateDebutContrat.IsZero() {
			t.Errorf("row %d loses its days", v.Numero)
		}
	}
}
