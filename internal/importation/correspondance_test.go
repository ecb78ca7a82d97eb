package importation

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

func TestRecognizeUsualTitles(t *testing.T) {
	t.Parallel()
	for titre, code := range map[string]string{
		"Nom": ColNom, "NOM de famille": ColNom, "Nom du salarié": ColNom, "nom d’usage": ColNom, "Prénom(s)": ColPrenom, "PRENOM": ColPrenom,
		"Date de naissance": ColNaissance, "Né(e) le": ColNaissance, "née le": ColNaissance, "Date de naissance (jj/mm/aaaa)": ColNaissance,
		"Début contrat": ColDebut, "Début CDDI": ColDebut, "Fin CDDI": ColFin, "Date de début de contrat": ColDebut,
		"DATE D'ENTRÉE": ColDebut, "Fin de contrat": ColFin, "Date de sortie": ColFin,
		"N° PASS": ColPass, "Numéro de PASS IAE": ColPass, "Fin du PASS IAE": ColFinPass, "Date début PASS": ColDebutPass,
		"E-mail": ColEmail, "Courriel": ColEmail, "Tél.": ColTelephone, "N° de téléphone": ColTelephone, "Tél. portable": ColTelephone,
		"Code Postal": ColDepartement, "Ville": ColCommune, "Poste occupé": ColMetier, "Civilité": ColCivilite, "Type de contrat": ColTypeContrat,
		"NOM et Prénom": ColNomComplet, "Salarié": ColNomComplet, "Statut de la candidature": ColStatut, "Type de structure": "employeur_type",
	} {
		if p, ok := knownTitres().find(titre); !ok || p.code != code {
			t.Errorf("%q is %q, want %q", titre, p.code, code)
		}
	}
	for _, titre := range []string{"", "Référent", "CIP", "Statut", "Observations", "Nom du référent", "Date",
		"Téléphone du référent", strings.Repeat("nom ", 100)} {
		if p, ok := knownTitres().find(titre); ok {
			t.Errorf("%q is taken for %q", titre, p.code)
		}
	}
}

func TestEachAliasHasOneMeaning(t *testing.T) {
	t.Parallel()
	vus := make(map[string]string)
	for _, c := range Colonnes() {
		for _, alias := range c.titres {
			cle := foldEntete(alias)
			if autre := vus[cle]; autre != "" && autre != c.Code {
				t.Errorf("%q means %s and %s", alias, autre, c.Code)
			}
			vus[cle] = c.Code
		}
		if c.Libelle == "" || c.Reprise && len(c.titres) == 0 {
			t.Errorf("%s cannot be shown or recognised", c.Code)
		}
	}
}

func TestRecognizeDoesNotGuess(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		titres    string
		manquants string
		ambigus   string
		aide      bool
	}{
		{"Nom|Prénom|Naissance", "[]", "[]", false},
		{"Nom et prénom|Naissance", "[]", "[]", false},
		{"Nom|Naissance", "[prenom]", "[]", true},
		{"A|B|C", "[nom prenom]", "[]", true},
		{"Nom|Prénom|Nom", "[]", "[{nom [0 2]}]", true},
		{"Nom|Prénom|Tél portable|Téléphone|Téléphone", "[]", "[{telephone [3 4]}]", true},
		{"Nom de naissance|Nom d'usage|Prénom", "[]", "[]", false}, // the name in use
		{"Nom|Prénom|Prescripteur|Prescripteur", "[]", "[]", false},
	} {
		r := Recognize(strings.Split(c.titres, "|"))
		if fmt.Sprint(r.Manquants) != c.manquants || fmt.Sprint(r.Ambigus) != c.ambigus || r.NeedsHelp() != c.aide {
			t.Errorf("%s: %+v", c.titres, r)
		}
	}
	if r := Recognize([]string{"Nom de naissance", "Nom d'usage", "Prénom"}); r.Correspondance[ColNom] != 1 {
		t.Errorf("the name in use comes first: %v", r.Correspondance)
	}
	if r := Recognize([]string{"Nom", "Prénom", "Nom et prénom", "?"}); len(r.Correspondance) != 2 {
		t.Errorf("two columns are better than one: %+v", r)
	}
}

func TestCorrespondanceMadeByHandIsChecked(t *testing.T) {
	t.Parallel()
	titres := []string{"A", "B", "C"}
	for _, c := range []struct {
		corr   Correspondance
		champs string
	}{
		{Correspondance{ColNom: 0, ColPrenom: 1}, ""},
		{Correspondance{ColNomComplet: 2}, ""},
		{Correspondance{ColNom: 0}, "prenom"},
		{nil, "nom,prenom"},
		{Correspondance{ColNom: 0, ColPrenom: 3}, "prenom"},
		{Correspondance{ColNom: -1, ColPrenom: 1}, "nom"},
		{Correspondance{ColNom: 0, ColPrenom: 0}, "prenom"},
		{Correspondance{ColNom: 0, ColPrenom: 1, "siae_id": 2}, "siae_id"},
	} {
		var champs []string
		for _, e := range parcours.ErreursOf(c.corr.Validate(titres)) {
			champs = append(champs, e.Champ)
		}
		if got := strings.Join(champs, ","); got != c.champs {
			t.Errorf("%v: refused for %q, want %q", c.corr, got, c.champs)
		}
	}
	b, _ := json.Marshal(Correspondance{ColNom: 0, ColPrenom: 1})
	if string(b) != `{"nom":0,"prenom":1}` {
		t.Errorf("json %s", b)
	}
}

func TestEmpreinte(t *testing.T) {
	t.Parallel()
	base := Empreinte([]string{"Nom", "Prénom", "Né(e) le"})
	if base != Empreinte([]string{" NOM ", "prenom", "NE(E)  LE"}) {
		t.Error("case, accents and spaces must not count")
	}
	for _, autres := range [][]string{{"Prénom", "Nom", "Né(e) le"}, {"Nom", "Prénom"}, {"NomPrénom", "", "Né(e) le"}} {
		if base == Empreinte(autres) {
			t.Errorf("%q is another layout", autres)
		}
	}
}
