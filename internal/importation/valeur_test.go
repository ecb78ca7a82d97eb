package importation

import (
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

func TestDatesAsPeopleTypeThem(t *testing.T) {
	t.Parallel()
	l := dateReader{aujourdhui: aujourdhui}
	for brut, want := range map[string]string{
		"32907": "1990-02-03", "32907.5": "1990-02-03", "03/02/1990": "1990-02-03", "3/2/1990": "1990-02-03", "03-02-1990": "1990-02-03",
		"03.02.1990": "1990-02-03", "03 02 1990": "1990-02-03", "1990-02-03": "1990-02-03", "1990/02/03": "1990-02-03", "03/02/90": "1990-02-03",
		"1990-02-03 00:00:00": "1990-02-03", "1990-02-03T00:00:00Z": "1990-02-03", "03/02/1990 08:30": "1990-02-03",
		"3 févr. 1990": "1990-02-03", "3 février 1990": "1990-02-03", "03-févr-90": "1990-02-03", "1er août 1990": "1990-08-01",
		"samedi 3 février 1990": "1990-02-03", "3 FEVRIER 1990": "1990-02-03", "15 juil. 1990": "1990-07-15", "15 juin 1990": "1990-06-15",
		"31 déc. 1990": "1990-12-31", "03021990": "1990-02-03", "3021990": "1990-02-03", "19900203": "1990-02-03", "29/02/2000": "2000-02-29",
		"": "",
	} {
		if d, message := l.parse(brut, true); d.String() != want || message != "" {
			t.Errorf("%q = %s (%s), want %s", brut, d, message, want)
		}
	}
	for brut, dit := range map[string]string{
		"31/02/1990": "n'existe pas", "29/02/2001": "n'existe pas", "02/28/1990": "n'existe pas",
		"00/01/1990": "n'existe pas", "1990-13-01": "n'existe pas",
		"1990": "manque le jour", "en cours": "n'est pas une date", "12": "n'est pas une date", "-5": "n'est pas une date",
		"1e300": "n'est pas une date",
		"NaN":   "n'est pas une date", "3 brumaire 1990": "n'est pas une date", "99999999": "n'existe pas", "3/2/990": "n'est pas une date",
	} {
		if d, message := l.parse(brut, true); !d.IsZero() || !strings.Contains(message, dit) {
			t.Errorf("%q = %s, %q; want a message with %q", brut, d, message, dit)
		}
	}
}

func TestYearsOfTwoDigitsAndTheSystemOf1904(t *testing.T) {
	t.Parallel()
	l := dateReader{aujourdhui: aujourdhui}
	for _, c := range []struct {
		brut      string
		naissance bool
		annee     int
	}{
		{"01/01/05", true, 2005}, {"01/01/10", true, 2010}, {"01/01/11", true, 1911}, {"01/01/64", true, 1964},
		{"01/01/26", false, 2026}, {"01/01/41", false, 2041}, {"01/01/42", false, 1942}, {"01/01/99", false, 1999},
	} {
		if d, _ := l.parse(c.brut, c.naissance); d.Year() != c.annee {
			t.Errorf("%s (birth %v) = %s, want %d", c.brut, c.naissance, d, c.annee)
		}
	}
	l.date1904 = true
	if d, _ := l.parse("31445", true); d != date(1990, 2, 3) {
		t.Errorf("1904: %s", d)
	}
}

func TestTelephones(t *testing.T) {
	t.Parallel()
	for brut, want := range map[string]string{
		"0612345678": "0612345678", "612345678": "0612345678", "612345678.0": "0612345678", "6.12345678E8": "0612345678",
		"06 12 34 56 78": "0612345678", "06.12.34.56.78": "0612345678", "06-12-34-56-78": "0612345678", "+33 6 81 10 44 96": "0681104496",
		"+33 (0)6 12 34 56 78": "0612345678", "0033612345678": "0612345678", "33612345678": "0612345678", "+32 470 12 34 56": "+32470123456",
		"+262 692 12 34 56": "0692123456", "06 12 34 56 78 / 03 20 00 00 00": "0612345678", "?? ou 0612345678": "0612345678", "": "",
		"06 12 34 56 78 (mère)": "",
	} {
		tel, message := parseTelephone(brut)
		if tel != want || (message != "") != (want == "" && brut != "") {
			t.Errorf("%q = %q (%s), want %q", brut, tel, message, want)
		}
	}
	for _, brut := range []string{"066665444", "00000000", "0099887766", "06", "pas de téléphone", "6,12E+08"} {
		if tel, message := parseTelephone(brut); tel != "" || message == "" {
			t.Errorf("%q = %q without a message", brut, tel)
		}
	}
}

func TestDepartements(t *testing.T) {
	t.Parallel()
	for brut, want := range map[string]string{
		"59": "59", "59000": "59", "80120": "80", "2000": "02", "2": "02", "02": "02", "2A": "2A", "2b": "2B",
		"20000": "2A", "20167": "2A", "20200": "2B",
		"20620": "2B", "97400": "974", "974": "974", "59 - Nord": "59", "Nord (59)": "59", "Nord": "59", "PAS-DE-CALAIS": "62", "Côte d'Or": "21",
		"80000 Amiens": "80", "59000.0": "59", "": "", "La Réunion": "974",
	} {
		if code, message := parseDepartement(brut); code != want || message != "" {
			t.Errorf("%q = %q (%s), want %q", brut, code, message, want)
		}
	}
	for _, brut := range []string{"96", "Belgique", "00000", "98000", "123456"} {
		if code, message := parseDepartement(brut); code != "" || message == "" {
			t.Errorf("%q = %q without a message", brut, code)
		}
	}
	if len(nomsDepartements) != 101 {
		t.Errorf("%d départements, there are 101", len(nomsDepartements))
	}
	for nom, code := range nomsDepartements {
		if !parcours.IsDepartement(code) {
			t.Errorf("%s: %s", nom, code)
		}
	}
}

func TestOtherValues(t *testing.T) {
	t.Parallel()
	for brut, want := range map[string]string{"M.": "M", "Mme": "MME", "monsieur": "M", "F": "MME", "Mlle": "MME", "": "", "x": ""} {
		if code, message := parseCivilite(brut); code != want || (message != "") != (brut == "x") {
			t.Errorf("civilité %q = %q (%s)", brut, code, message)
		}
	}
	for brut, want := range map[string]string{"CDDI": "cddi", "CDDI 26h": "cddi", "CDD d'insertion": "cddi",
		"CDD d’usage": "cddu", "Contrat de mission": "mission",
		"CDI": "autre", "Apprentissage": "apprentissage", "Contrat pro": "contrat_pro", "CDI inclusion": "cdi_inclusion", "": "", "26h": ""} {
		code, message := parseTypeContrat(brut)
		if code != want || (message != "") != (brut == "26h") || (code != "" && !parcours.TypesContrat.Has(code)) {
			t.Errorf("contrat %q = %q (%s)", brut, code, message)
		}
	}
	for brut, want := range map[string]string{"99999 00 00001": "999990000001", "xxxxx0000001": "XXXXX0000001",
		"9.99990000001E11": "999990000001", "9,99990E+11": ""} {
		if numero, _ := parsePass(brut); numero != want {
			t.Errorf("PASS %q = %q, want %q", brut, numero, want)
		}
	}
	for brut, want := range map[string]string{"Candidature spontanée": "", "Maçon": "Maçon", " Agent  d'entretien ": "Agent d'entretien"} {
		if metier, message := parseMetier(brut); metier != want || message != "" {
			t.Errorf("métier %q = %q (%s), want %q", brut, metier, message, want)
		}
	}
}

func TestUnprotect(t *testing.T) {
	t.Parallel()
	for brut, want := range map[string]string{"'+33612345678": "+33612345678", "'=x": "=x", "'été": "'été",
		`="0612345678"`: "0612345678", `=""`: `=""`, "'": "'", "": ""} {
		if got := unprotect(brut); got != want {
			t.Errorf("%q = %q, want %q", brut, got, want)
		}
	}
	if got := cleanCell("\u00a0A\u200b\u202fB\x07\xff\tC\n"); got != "A B\ufffd C" {
		t.Errorf("cleaned to %q", got)
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ brut, nom, prenom string }{
		{"DUPONT", "DUPONT", "Dupont"}, {"dupont", "Dupont", "Dupont"}, {"jean-paul", "Jean-Paul",
			"Jean-Paul"}, {"McDonald", "McDonald", "McDonald"},
		{"d'ANGELO", "d'ANGELO", "d'ANGELO"}, {"  le   goff ", "Le Goff", "Le Goff"}, {"ÉLODIE", "ÉLODIE", "Élodie"},
	} {
		if n, p := nameCase(c.brut, false), nameCase(c.brut, true); n != c.nom || p != c.prenom {
			t.Errorf("%q = %q, %q", c.brut, n, p)
		}
	}
	for _, c := range []struct{ complet, titre, nom, prenom string }{
		{"DUPONT Marie", "Salarié", "DUPONT", "Marie"}, {"Marie DUPONT", "Salarié", "DUPONT",
			"Marie"}, {"LE GOFF Jean-Paul", "", "LE GOFF", "Jean-Paul"},
		{"Marie Dupont", "Prénom et nom", "Dupont", "Marie"}, {"Dupont Marie", "Nom et prénom", "Dupont",
			"Marie"}, {"DUPONT MARIE", "NOM Prénom", "DUPONT", "MARIE"},
		{"Marie", "Salarié", "Marie", ""}, {"", "", "", ""}, {"DUPONT, Marie", "", "DUPONT", "Marie"},
	} {
		if nom, prenom := splitNom(c.complet, c.titre); nom != c.nom || prenom != c.prenom {
			t.Errorf("%q = %q + %q", c.complet, nom, prenom)
		}
	}
}
