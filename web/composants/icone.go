package composants

import (
	"context"
	"io/fs"
	"strings"

	"parcours.example/web/vendored/icons"
)

// icones holds, by name, what is inside each <svg>: pages draw their own <svg> around it, hidden from screen readers.
var icones = loadIcones()

func loadIcones() map[string]string {
	m := map[string]string{}
	fichiers, _ := fs.Glob(icons.FS, "*.svg")
	for _, fichier := range fichiers {
		content, err := fs.ReadFile(icons.FS, fichier)
		if err != nil {
			panic(err) // impossible: embedded
		}
		_, trace, _ := strings.Cut(string(content), ">") // after <svg …>
		m[strings.TrimSuffix(fichier, ".svg")] = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(trace), "</svg>"))
	}
	return m
}

type (
	clePage  struct{}
	cleListe struct{}
)

// openPage begins a whole page: its lists may draw an icon once for all.
func openPage(ctx context.Context) context.Context {
	return context.WithValue(ctx, clePage{}, map[string]bool{})
}

// openListe begins the rows of a list, where the same icons come back: they leave the page
// together, if ever. Elsewhere the small script may take out what holds the drawing.
func openListe(ctx context.Context) context.Context {
	return context.WithValue(ctx, cleListe{}, ctx.Value(clePage{}))
}

// repeated names an icon of a list, and tells whether it was drawn there or in a list above.
func repeated(ctx context.Context, nom string) (id string, dessinee bool) {
	dessinees, _ := ctx.Value(cleListe{}).(map[string]bool)
	if dessinees == nil {
		return "", false
	}
	dessinee, dessinees[nom] = dessinees[nom], true
	return "icone-" + nom, dessinee
}
