package parcours

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// typedIn is a form that holds these fields and no other.
func typedIn(paires ...string) Source {
	m := map[string][]string{}
	for i := 0; i+1 < len(paires); i += 2 {
		m[paires[i]] = append(m[paires[i]], paires[i+1])
	}
	return func(code string) ([]string, bool) { v, ok := m[code]; return v, ok }
}

func TestWhatIsTypedComesBackAsItIsShown(t *testing.T) {
	t.Parallel()
	var f Formation
	typed := typedIn("intitule", " Agent de propreté ", "type", "certifiante", "date_debut_prevue", "2/3/2026", "heures_prevues", "1 200,5",
		"cout", "1 240,50 €", "afest", "oui", "organisme", "")
	if es := ChampsFormation.Read(typed, &f); es != nil {
		t.Fatal(es)
	}
	want := Formation{Intitule: "Agent de propreté", Type: "certifiante", DateDebutPrevue: le("2026-03-02"), HeuresPrevues: 1200.5,
		Cout: 1240_50, CoutConnu: true, Afest: true}
	if ecart := cmp.Diff(want, f, datesEgales); ecart != "" {
		t.Errorf("read something else than what was typed (- typed, + read)\n%s", ecart)
	}
	var again Formation
	valeurs := ChampsFormation.Values(f)
	if es := ChampsFormation.Read(func(c string) ([]string, bool) { return valeurs[c], true }, &again); es != nil {
		t.Errorf("what is shown, %v, is refused: %v", valeurs, es)
	}
	if ecart := cmp.Diff(want, again, datesEgales); ecart != "" {
		t.Errorf("what is shown is read otherwise (- shown, + read again)\n%s", ecart)
	}
	if got := ChampsFormation.Get("cout").Textes(Formation{CoutConnu: true}); !slices.Equal(got, []string{"0"}) {
		t.Errorf("a training that costs nothing shows %q", got)
	}
	if got := ChampsFormation.Get("cout").Textes(Formation{}); got != nil {
		t.Errorf("an unknown cost shows %q", got)
	}
}

func TestAFieldThatIsNotSentIsLeftAsItIs(t *testing.T) {
	t.Parallel()
	cip := int64(7)
	s := Salarie{Nom: "Petit", Metier: "Maçon", CipID: &cip, DateFinContrat: le("2026-06-30")}
	if es := ChampsNouveauSalarie.Read(typedIn("metier", "", "date_fin_contrat", "", "cip_id", ""), &s); es != nil {
		t.Fatal(es)
	}
	if s.Nom != "Petit" || s.Metier != "" || s.CipID != nil || !s.DateFinContrat.IsZero() {
		t.Errorf("%+v", s)
	}
}

func TestWhatCannotBeReadIsToldBesideItsField(t *testing.T) {
	t.Parallel()
	var f Formation
	es := ChampsFormation.Read(typedIn("date_debut_prevue", "30/02/2026", "heures_prevues", "beaucoup", "cout", "12,345"), &f)
	var champs []string
	for _, e := range es {
		champs = append(champs, e.Champ)
	}
	if !slices.Equal(champs, []string{"date_debut_prevue", "heures_prevues", "cout"}) {
		t.Errorf("told beside %q", champs)
	}
	var i Impact
	if es := ChampsImpact.Read(typedIn("echeance", "trois"), &i); len(es) != 1 {
		t.Errorf("a due date that is no number: %v", es)
	}
}

func TestTheOrderOfSeveralChoicesDoesNotCount(t *testing.T) {
	t.Parallel()
	x, y := Impact{Effets: []string{"embauche", "appetence"}}, Impact{Effets: []string{"appetence", "embauche"}}
	if !ChampsImpact.Equal(x, y) {
		t.Error("the same boxes are another answer")
	}
	y.Texte = "Ravie."
	if ChampsImpact.Equal(x, y) {
		t.Error("a text more is the same answer")
	}
}

func TestAConflictTellsEachFieldOnceWithWhoAndWhen(t *testing.T) {
	t.Parallel()
	ana, id, matin := int64(3), int64(12), time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	ligne := func(le time.Time, avant, apres string) Ecriture {
		return Ecriture{Instant: le, UtilisateurID: &ana, NomTable: "salarie", LigneID: &id, Avant: []byte(avant), Apres: []byte(apres)}
	}
	changes := whatChanged([]Ecriture{
		ligne(matin.Add(time.Hour), `{"telephone":"1","version":2}`, `{"telephone":"06 11 11 11 11","version":3}`),
		ligne(matin, `{"telephone":"","niveau":"","date_fin_contrat":"2026-01-01"}`, `{"telephone":"1","niveau":"3","date_fin_contrat":null}`),
	}, Mots{Noms: map[int64]string{3: "Ana Roy"}}, nil)
	var dits []string
	for _, v := range changes {
		dits = append(dits, v.Libelle+" : "+v.Valeur+" ("+v.Auteur+", "+v.Le.Format("15:04")+")")
	}
	want := []string{"Téléphone : 06 11 11 11 11 (Ana Roy, 10:00)",
		"Niveau de formation : Niveau 3 : CAP, BEP (Ana Roy, 09:00)", "Fin du contrat : vide (Ana Roy, 09:00)"}
	if ecart := cmp.Diff(want, dits); ecart != "" {
		t.Errorf("the loser is told something else (- wanted, + told)\n%s", ecart)
	}
}

// TestTheHistoryHasWordsForEveryWarning: a warning of the machine that is not
// named here would be read as a code.
func TestTheHistoryHasWordsForEveryWarning(t *testing.T) {
	t.Parallel()
	for _, tr := range Machine {
		for _, r := range tr.Avertissements {
			if !pointsAttention.Has(r.Code) {
				t.Errorf("%s warns of %s, which has no name in the history: add it to pointsAttention", tr.Code, r.Code)
			}
		}
	}
}

func TestTheHistoryReadsAnswersAsTheyWereAsked(t *testing.T) {
	t.Parallel()
	titres := func(item string) string { return "Titre de " + item }
	for _, c := range []struct{ table, apres, want string }{
		{"passage", `{"transition": "abandonner", "champs": {"motifs": "famille,mobilite", "heures": "52", "date_abandon": "2026-02-18"}}`,
			"Réponses : Date de l'abandon : 18/02/2026 ; Heures réalisées : 52 ; Motifs : Famille · Mobilité"},
		{"passage", `{"transition": "terminer", "champs": {"heures": "7,5"}}`, "Réponses : Heures réalisées : 7,5"},
		{"passage", `{"transition": "terminer", "champs": {"heures": "35"}}`, "Réponses : Heures réalisées : 35"},
		{"passage", `{"transition": "classer_sans_suite", "champs": {"motif": "doublon"}}`, "Réponses : Motif : Doublon"},
		{"passage", `{"transition": "reprendre", "champs": {"motif": "doublon", "origine": "plie"}}`,
			"Réponses : D'où vient le besoin ? : Référent PLIE ; Motif : Doublon"},
		{"passage", `{"transition": "terminer", "avertissements": ["sans_bilan"]}`, "Points d'attention acquittés : pas d'échange de bilan"},
		{"tentative", `{"controles": {"venu": "oui"}}`, "Contrôle de l'entrée : Le salarié est venu sur le lieu de formation : Oui"},
		{"tentative", `{"cout": 124050}`, "Coût pédagogique (€) : 1\u202f240,50\u00a0€"},
		{"frein", `{"code": "mobilite", "solution_ref": "RES-02"}`, "Frein : Mobilité ; Solution du guide : Titre de RES-02"},
	} {
		var dits []string
		for _, x := range (Ecriture{NomTable: c.table, Apres: []byte(c.apres)}).Changements(Mots{Titres: titres}) {
			if x.Champ.Code != "transition" {
				dits = append(dits, x.Champ.Libelle+" : "+x.Apres)
			}
		}
		if got := strings.Join(dits, " ; "); got != c.want {
			t.Errorf("%s: got %q, want %q", c.apres, got, c.want)
		}
	}
	id := int64(4)
	if m := (Mots{Noms: map[int64]string{3: "Ana Roy"}}); m.Auteur(&id) != AncienCollegue || m.Auteur(nil) != "le programme" {
		t.Error("an author who left, or the program, has no name")
	}
}

func TestEveryRowOfAnActIsWhole(t *testing.T) {
	t.Parallel()
	for _, a := range Actes() {
		vus := map[string]bool{}
		for _, c := range a.Champs {
			ou := a.Code + "." + c.Code
			switch {
			case vus[c.Code]:
				t.Errorf("%s is asked twice: keep one row", ou)
			case c.Libelle == "" && c.Genre != GenreReponses:
				t.Errorf("%s has no label: give its row a Libelle", ou)
			case c.Requis && c.Absent == "":
				t.Errorf("%s is required and says nothing when it is empty: give its row an Absent", ou)
			case (c.Genre == GenreChoix || c.Genre == GenreMulti) && c.Liste == nil:
				t.Errorf("%s is a choice among nothing: give its row a Liste", ou)
			case c.Forme != nil && c.Invalide == "":
				t.Errorf("%s has a form and no word for a wrong one: give its row an Invalide", ou)
			case strings.ToLower(c.Code) != c.Code:
				t.Errorf("%s: a code is in lower case", ou)
			}
			vus[c.Code] = true
		}
		if _, ok := FindActe(a.Code); !ok {
			t.Errorf("%s is not found by its code", a.Code)
		}
	}
}
