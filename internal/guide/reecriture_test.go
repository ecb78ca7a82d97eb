package guide_test

import (
	"bytes"
	"encoding/binary"
	"hash/fnv"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/guide"
)

// suite is how many words in a row make a sentence of the guide rather than ours.
const suite = 9

// fichierSuites holds a number for each run of nine words of the guide: enough to
// recognise its sentences, not to read them.
const fichierSuites = "testdata/suites.bin"

var formeMot = regexp.MustCompile(`[\pL\d@.]*[\pL\d]`)

// runs lists the runs of nine words of a text, and their numbers.
func runs(texte string) (suites []string, numeros []uint32) {
	texte = regexp.MustCompile(`<[^>]+>`).ReplaceAllString(texte, " ")
	mots := formeMot.FindAllString(strings.NewReplacer("à", "a", "â", "a", "û", "u", "ù", "u", "œ", "oe").Replace(plain(texte)), -1)
	for i := range max(0, len(mots)-suite+1) {
		s := strings.Join(mots[i:i+suite], " ")
		h := fnv.New32a()
		h.Write([]byte(s))
		suites, numeros = append(suites, s), append(numeros, h.Sum32())
	}
	return suites, numeros
}

// TestRunsAreThoseOfTheGuide checks, or rewrites, the numbers: for whoever has
// the text.
func TestRunsAreThoseOfTheGuide(t *testing.T) {
	if *texte2023 == "" {
		t.Log("the whole text is not at hand (-texte): its numbers stand for it")
		return
	}
	b, err := os.ReadFile(*texte2023)
	if err != nil {
		t.Fatal(err)
	}
	_, numeros := runs(string(b))
	slices.Sort(numeros)
	var dit bytes.Buffer
	for _, n := range slices.Compact(numeros) {
		if err := binary.Write(&dit, binary.BigEndian, n); err != nil {
			t.Fatal(err)
		}
	}
	if *update {
		if err := os.WriteFile(fichierSuites, dit.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if garde, err := os.ReadFile(fichierSuites); err != nil || !bytes.Equal(garde, dit.Bytes()) {
		t.Errorf("%s is not that of this text: %v", fichierSuites, err)
	}
}

// Sentences are written anew; what names something is copied exactly.
func TestSentencesAreNotThoseOfTheGuide(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile(fichierSuites)
	if err != nil {
		t.Fatal(err)
	}
	duGuide := map[uint32]bool{}
	for ; len(b) >= 4; b = b[4:] {
		duGuide[binary.BigEndian.Uint32(b)] = true
	}
	if len(duGuide) < 8000 {
		t.Fatalf("only %d runs: nothing is being checked", len(duGuide))
	}
	noms := map[string]bool{"federation des acteurs de la solidarite hauts de france": true}
	for _, it := range embedded(t).Items() {
		if it.Type == guide.TypeGlossaire { // what an acronym stands for is a name
			continue
		}
		for _, texte := range append([]string{it.Titre, it.Texte}, it.Actions...) {
			suites, numeros := runs(texte)
			for i, n := range numeros {
				if duGuide[n] && !noms[suites[i]] {
					t.Errorf("%s copies the guide: « %s »", it.ID, suites[i])
					break
				}
			}
		}
	}
}
