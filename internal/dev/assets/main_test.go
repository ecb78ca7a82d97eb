package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is committed is what the sources give.
func TestDistIsFresh(t *testing.T) {
	t.Parallel()
	const root = "../../../web/static"
	made, err := Build(root)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(filepath.Join(root, "dist"))
	if err != nil {
		t.Fatal(err)
	}
	const advice = "web/static/dist is stale: run « go generate ./web/static »"
	if len(entries) != len(made) {
		t.Fatalf("%d files in dist, %d expected. %s", len(entries), len(made), advice)
	}
	for name, content := range made {
		committed, err := os.ReadFile(filepath.Join(root, "dist", name))
		if err != nil || !bytes.Equal(content, committed) {
			t.Fatalf("%s differs. %s", name, advice)
		}
	}
}

func TestPruneKeepsWhatPagesUse(t *testing.T) {
	t.Parallel()
	got := pruneCSS(`@charset "UTF-8";
:root,
[data-bs-theme=light] { --x: 1; }
[data-bs-theme=dark] { --x: 2; }
.btn, .dropdown-toggle { color: red; }
.modal { color: red; }
@media (min-width: 768px) { .carousel { a: b; } .col-md-6 { a: b; } }
@media (min-width: 992px) { .navbar { a: b; } }
.input-group > :not(:first-child):not(.dropdown-menu) { margin: 0; }
@keyframes spinner-border { to { a: b; } }`)
	for _, kept := range []string{":root{", "--x: 1", ".btn{", ".col-md-6{", ".input-group >"} {
		if !strings.Contains(got, kept) {
			t.Errorf("lost %q in %s", kept, got)
		}
	}
	for _, cut := range []string{"--x: 2", "dropdown-toggle", "modal", "carousel", "992px", "keyframes"} {
		if strings.Contains(got, cut) {
			t.Errorf("kept %q in %s", cut, got)
		}
	}
}
