package composants_test

import (
	"bytes"
	"context"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"parcours.example/web/composants"
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
		for _, x := range []struct{ mot, sens string }{{"PIC", "Plan d&#39;investissement"},
			{"PIC IAE", "PIC de l&#39;IAE"}, {"IAE", "Insertion"}, {"POE-C", "Collective"}, {"AI", "Association"}, {"CléA", "Socle"}} {
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

// textes renders pieces one after the other, as the children of a block.
func textes(pieces ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		for _, p := range pieces {
			if err := p.Render(ctx, w); err != nil {
				return err
			}
		}
		return nil
	})
}

// within renders a component around its children, and gives the acronyms that
// are explained, in order.
func within(t *testing.T, bloc, enfants templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := bloc.Render(templ.WithChildren(composants.WithSigles(t.Context(), sigles), enfants), &b); err != nil {
		t.Fatal(err)
	}
	var mots []string
	for _, m := range regexp.MustCompile(`<abbr [^>]*>([^<]*)</abbr>`).FindAllStringSubmatch(b.String(), -1) {
		mots = append(mots, m[1])
	}
	return strings.Join(mots, " ")
}

// TestAcronymsAreExplainedOnceInABlock: a card, and again in what it folds away,
// which may be all that one sees.
func TestAcronymsAreExplainedOnceInABlock(t *testing.T) {
	t.Parallel()
	pli := templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return composants.Depliant(composants.DepliantProps{Libelle: "L'IAE"}).Render(templ.WithChildren(ctx, composants.Texte("IAE, AI")), w)
	})
	for nom, c := range map[string]struct {
		bloc, enfants templ.Component
		veut          string
	}{
		"card": {composants.Carte(composants.CarteProps{Titre: "AI"}),
			textes(composants.Texte("AI, IAE"), composants.Texte("IAE, PIC")), "AI IAE PIC"},
		"fold in a card": {composants.Carte(composants.CarteProps{Titre: "AI"}),
			textes(composants.Texte("IAE"), pli, composants.Texte("AI, IAE, PIC")), "AI IAE IAE AI PIC"},
		"advice": {composants.Recommandation(composants.RecommandationProps{Titre: "Le PIC IAE pour une AI",
			Texte: "Le PIC IAE.", Actions: []string{"PIC IAE, IAE"}, Pourquoi: []string{"une AI"}}), textes(), "AI PIC IAE IAE"},
		"definitions":       {composants.Definitions([]composants.Definition{{Terme: "AI", Valeur: "IAE"}, {Terme: "AI"}}), textes(), "AI IAE"},
		"what people typed": {composants.Saisie("AI ou IAE"), textes(), ""},
		"what one presses": {composants.Bouton(composants.BoutonProps{Libelle: "AI"}),
			textes(composants.Bouton(composants.BoutonProps{Libelle: "IAE", URL: "#"})), ""},
		"a field": {composants.ChampCases(composants.ChampProps{Nom: "x", Libelle: "AI", Aide: "Une IAE."},
			[]composants.Option{{Valeur: "a", Libelle: "PIC"}}, false), textes(), "IAE"},
		"a check": {composants.Verifs([]composants.Verif{{Libelle: "AI"}, {Libelle: "IAE", URL: "#plan"}}), textes(), "AI"},
	} {
		if got := within(t, c.bloc, c.enfants); got != c.veut {
			t.Errorf("%s: explained %q, want %q", nom, got, c.veut)
		}
	}
}
