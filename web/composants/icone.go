package composants

import (
	"io/fs"
	"regexp"
	"strings"

	"parcours.example/web/vendored/icons"
)

// icones holds, by name, what is inside each <svg>: pages draw their own <svg> around it, hidden from screen readers.
var icones = loadIcones()

var svgRoot = regexp.MustCompile(`(?s)^\s*<svg[^>]*>(.*)</svg>\s*$`)

func loadIcones() map[string]string {
	m := map[string]string{}
	fichiers, _ := fs.Glob(icons.FS, "*.svg")
	for _, fichier := range fichiers {
		content, err := fs.ReadFile(icons.FS, fichier)
		if err != nil {
			panic(err) // impossible: embedded
		}
		if found := svgRoot.FindSubmatch(content); found != nil {
			m[strings.TrimSuffix(fichier, ".svg")] = strings.TrimSpace(string(found[1]))
		}
	}
	return m
}
