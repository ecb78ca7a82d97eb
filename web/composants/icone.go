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
	entries, err := fs.ReadDir(icons.FS, ".")
	if err != nil {
		panic(err) // impossible: embedded
	}
	for _, e := range entries {
		content, err := fs.ReadFile(icons.FS, e.Name())
		if err != nil {
			panic(err)
		}
		if found := svgRoot.FindSubmatch(content); found != nil {
			m[strings.TrimSuffix(e.Name(), ".svg")] = strings.TrimSpace(string(found[1]))
		}
	}
	return m
}
