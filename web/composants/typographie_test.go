package composants_test

import (
	"strings"
	"testing"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

func TestASignStaysWithItsWord(t *testing.T) {
	t.Parallel()
	for ordinaire, voulu := range map[string]string{
		"Le « plan » : déposez-le !":           "Le «_plan_»_: déposez-le~!",
		"Aucun coût ? (« Sans coût »)":         "Aucun coût~? («_Sans coût_»)",
		"guide 2023, l. 94":                    "guide 2023, l._94",
		"Vol. 3 et an 2026":                    "Vol. 3 et an 2026",
		"Appelez le 03 22 00 00 00":            "Appelez le 03_22_00_00_00",
		"10 000 caractères, 1 240,50 € et 7 %": "10~000 caractères, 1~240,50_€ et 7_%",
		"35 h par semaine, 3 heures":           "35_h par semaine, 3 heures",
		"du 3 au 12 mars":                      "du 3 au 12 mars",
	} {
		got := strings.NewReplacer("\u00a0", "_", "\u202f", "~").Replace(composants.Insecables(ordinaire))
		if got != voulu {
			t.Errorf("%q reads %q, want %q", ordinaire, got, voulu)
		}
	}
}

// What is typed goes back as it was, and an address keeps its spaces.
func TestAPageKeepsWhatIsSentBack(t *testing.T) {
	t.Parallel()
	const page = `<p title="a : b > c">Un : <b>deux ?</b></p><textarea name="t">Un : deux</textarea><option value="x : y">x : y</option>`
	const voulu = `<p title="a : b > c">Un_: <b>deux~?</b></p><textarea name="t">Un : deux</textarea><option value="x : y">x_: y</option>`
	got := strings.NewReplacer("\u00a0", "_", "\u202f", "~").Replace(string(composants.InsecablesHTML([]byte(page))))
	if got != voulu {
		t.Errorf("got  %s\nwant %s", got, voulu)
	}
}

// TestNoMessageOfTheRulesEndsALineOnASign: what the rules and the lists say.
func TestNoMessageOfTheRulesEndsALineOnASign(t *testing.T) {
	t.Parallel()
	var dits []string
	for _, x := range parcours.Machine {
		dits = append(dits, x.Libelle, x.Aide, "Guide 2023, l. "+x.Lignes)
	}
	for _, l := range []parcours.Liste{parcours.Dispositifs, parcours.Securisations, parcours.ControlesEntree, parcours.MotifsAbandon} {
		for _, x := range l {
			dits = append(dits, x.Libelle)
		}
	}
	for _, s := range dits {
		for _, faute := range []string{" :", " ;", " ?", " !", " »", "« ", " %", " €", "l. 1", "l. 9"} {
			if strings.Contains(composants.Insecables(s), faute) {
				t.Errorf("%q keeps an ordinary space in %q", s, faute)
			}
		}
	}
}
