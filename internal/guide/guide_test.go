package guide_test

import (
	"io/fs"
	"testing"

	"parcours/config"
	"parcours/internal/guide"
)

// embedded is the guide as it is shipped.
func embedded(t testing.TB) *guide.Guide {
	t.Helper()
	racine, err := fs.Sub(config.Guide, "guide")
	if err != nil {
		t.Fatal(err)
	}
	g, err := guide.Load(racine)
	if err != nil {
		t.Fatalf("the embedded guide is refused:\n%v", err)
	}
	return g
}

func TestEmbeddedGuideLoads(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	if n := len(g.Etapes()); n != 11 {
		t.Errorf("étapes: %d, want 11", n)
	}
}
