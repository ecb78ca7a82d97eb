package composants

import (
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
