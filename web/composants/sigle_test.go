package composants_test

import (
	"bytes"
	"strings"
	"testing"

	"parcours/web/composants"
)

var sigles = composants.NewSigles([]composants.Sigle{
	{"PIC", "Plan d'investissement"}, {"PIC IAE", "PIC de l'IAE"}, {"IAE", "Insertion"}, {"POE-C", "Collective"},
	{"AI", "Association"}, {"CléA", "Socle"}, {"Léa", "Lire, Écrire et Agir"},
})

func texte(t *testing.T, s string, avec *composants.Sigles) string {
	t.Helper()
	var b bytes.Buffer
	ctx := t.Context()
	if avec != nil {
		ctx = composants.WithSigles(ctx, avec)
	}
	if err := composants.Texte(s).Render(ctx, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAcronymsAreExplainedOnceInAText(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"Le PIC IAE, puis l'IAE.":        "Le [PIC IAE=PIC de l'IAE], puis l'[IAE=Insertion].",
		"IAE et IAE":                     "[IAE=Insertion] et IAE",
		"une POE-C (AI)":                 "une [POE-C=Collective] ([AI=Association])",
		"CléA avec Léa Petit":            "[CléA=Socle] avec Léa Petit",
		"MAI, AIE, j'ai, IAE2, PICIAE":   "MAI, AIE, j'ai, IAE2, PICIAE",
		"PIC\nIAE":                       "[PIC=Plan d'investissement]\n[IAE=Insertion]",
		"":                               "",
		"<b>IAE</b>":                     "&lt;b&gt;[IAE=Insertion]&lt;/b&gt;",
		"L’IAE œuvre ; l'AI aussi, l'AI": "L’[IAE=Insertion] œuvre ; l'[AI=Association] aussi, l'AI",
	} {
		got := texte(t, s, sigles)
		for _, x := range []struct{ mot, sens string }{{"PIC", "Plan d&#39;investissement"}, {"PIC IAE", "PIC de l&#39;IAE"}, {"IAE", "Insertion"}, {"POE-C", "Collective"}, {"AI", "Association"}, {"CléA", "Socle"}} {
			balise := `<abbr class="sigle" tabindex="0" title="` + x.sens + `" data-sens="` + x.sens + `">` + x.mot + `</abbr>`
			got = strings.ReplaceAll(got, balise, "["+x.mot+"="+x.sens+"]")
		}
		if got = strings.NewReplacer("&#39;", "'", "\u202f", " ").Replace(got); got != want {
			t.Errorf("%q:\n got %q\nwant %q", s, got, want)
		}
	}
}

func TestATextWithoutAGlossaryIsATextAllTheSame(t *testing.T) {
	t.Parallel()
	if got := texte(t, "Le PIC IAE", nil); got != "Le PIC IAE" {
		t.Errorf("got %q", got)
	}
}
