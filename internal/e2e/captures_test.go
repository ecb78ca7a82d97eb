package e2e

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"parcours.example/config"
	"parcours.example/internal/guide"
)

// TestCaptures makes the screenshots of the documentation, on the demo cast:
// make captures.
func TestCaptures(t *testing.T) {
	if *captures == "" {
		t.Skip("make captures")
	}
	if err := os.MkdirAll(*captures, 0o755); err != nil {
		t.Fatal(err)
	}
	m := newMonde(t)
	m.visitor(t, 1280).visit("/connexion").capture("connexion")

	cip := m.as(t, "cip@aci.demo", 1280)
	cip.capture("aujourdhui")
	cip.visit("/salaries").capture("salaries")
	fiche := "/parcours/" + cip.linkOf("/parcours", "Kévin Genévrier")
	cip.visit(fiche).capture("parcours")
	cip.visit("/salaries/" + cip.linkOf("/salaries", "Kévin Genévrier")).capture("salarie")
	cip.visit("/importations/" + cip.preview(fichierReel)).capture("importation")
	cip.visit("/guide").capture("guide")
	cip.resize(390)
	cip.visit(fiche).capture("parcours-telephone")

	encadrant := m.as(t, "encadrant@aci.demo", 390)
	encadrant.capture("observations")
	encadrant.loads("Kévin", func() {
		encadrant.click("only([...document.querySelectorAll('.visages a')].filter((a) => words(a).includes('Kévin')), 'Kévin')")
	})
	encadrant.pick("", "Vous avez vu quelque chose sur…", "Gestes du métier").pick("", "Comment ça se passe ?", "Ça va bien").
		fill("", "En une phrase", "Taille seul, propose des améliorations.")
	eval[bool](encadrant, "(document.activeElement.blur(), scrollTo(0, 0), true)")
	encadrant.capture("observation")

	directeur := m.as(t, "directeur@aci.demo", 1280)
	directeur.visit("/rapports/resultats?debut=2025-03-03&fin=2026-03-02").capture("resultats")
	directeur.visit("/structure").capture("structure")
}

// capture writes what stands in the window. The guide names real people: they
// live in closed folds, and must not be published by a screenshot.
func (o *onglet) capture(nom string) {
	o.t.Helper()
	texte := o.text()
	for _, n := range contacts(o.t) {
		if strings.Contains(texte, n) {
			o.t.Errorf("%s shows %s, who is in the guide", nom, n)
		}
	}
	eval[bool](o, "(document.querySelector('#annonce')?.replaceChildren(), document.activeElement.blur(), true)")
	brut, err := chromedp.Run(o.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		o.t.Fatal(err)
	}
	petit, err := shrink(brut)
	if err != nil {
		o.t.Fatal(err)
	}
	fichier := filepath.Join(*captures, nom+".png")
	if err := os.WriteFile(fichier, petit, 0o644); err != nil {
		o.t.Fatal(err)
	}
	o.t.Logf("%s : %d Ko", fichier, len(petit)/1024)
}

// contacts are the names, addresses and numbers of the people of the guide.
func contacts(t testing.TB) []string {
	t.Helper()
	livre, err := fs.Sub(config.Guide, "guide")
	if err != nil {
		t.Fatal(err)
	}
	g, err := guide.Load(livre)
	if err != nil {
		t.Fatal(err)
	}
	var noms []string
	for _, it := range g.Items() {
		if it.Contact != nil {
			noms = append(noms, it.Contact.Nom, it.Contact.Mel)
			noms = append(noms, it.Contact.Tel...)
		}
	}
	noms = slices.DeleteFunc(noms, func(n string) bool { return n == "" })
	if len(noms) < 20 {
		t.Fatalf("only %d names: nothing is being checked", len(noms))
	}
	return noms
}

// shrink keeps the 256 colours that cover most of the picture: a page has few,
// and the shades at the edge of letters stand close to one another.
func shrink(brut []byte) ([]byte, error) {
	img, err := png.Decode(bytes.NewReader(brut))
	if err != nil {
		return nil, err
	}
	bornes := img.Bounds()
	compte := map[color.RGBA]int{}
	at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(img.At(x, y)).(color.RGBA) }
	for y := bornes.Min.Y; y < bornes.Max.Y; y++ {
		for x := bornes.Min.X; x < bornes.Max.X; x++ {
			compte[at(x, y)]++
		}
	}
	couleurs := make([]color.RGBA, 0, len(compte))
	for c := range compte {
		couleurs = append(couleurs, c)
	}
	slices.SortFunc(couleurs, func(a, b color.RGBA) int {
		if d := compte[b] - compte[a]; d != 0 {
			return d
		}
		return strings.Compare(fmt.Sprint(a), fmt.Sprint(b))
	})
	palette := color.Palette{}
	for _, c := range couleurs[:min(256, len(couleurs))] {
		palette = append(palette, c)
	}
	proche := map[color.RGBA]uint8{}
	petit := image.NewPaletted(bornes, palette)
	for y := bornes.Min.Y; y < bornes.Max.Y; y++ {
		for x := bornes.Min.X; x < bornes.Max.X; x++ {
			c := at(x, y)
			i, su := proche[c]
			if !su {
				i = uint8(palette.Index(c))
				proche[c] = i
			}
			petit.SetColorIndex(x, y, i)
		}
	}
	var b bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, petit)
	return b.Bytes(), err
}
