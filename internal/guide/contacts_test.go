package guide_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"parcours.example/internal/guide"
)

const fichierExtrait = "testdata/guide-contacts.txt"

// A digit, a letter of an address or a zone that changes is seen in review.
func TestContactsAreExactlyThoseOfTheTable(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("# id | lines | telephones | mail | départements | zones | networks\n")
	gens := embedded(t).Contacts(guide.Filtre{})
	slices.SortFunc(gens, func(a, b *guide.Item) int { return strings.Compare(a.ID, b.ID) })
	for _, it := range gens {
		c := it.Criteres
		reseaux := strings.Join(c.Reseaux, " ")
		for _, hors := range c.HorsReseaux {
			reseaux += "-" + hors
		}
		fmt.Fprintln(&b, strings.Join([]string{it.ID, it.Lignes, strings.Join(it.Contact.Tel, ", "), it.Contact.Mel,
			strings.Join(c.Departements, " "), strings.Join(c.Territoires, " "), reseaux}, " | "))
	}
	compare(t, filepath.Join("testdata", "contacts.golden"), b.String())
}

// extrait is what testdata keeps of the guide's text: line number → line.
func extrait(t *testing.T) map[int]string {
	t.Helper()
	b, err := os.ReadFile(fichierExtrait)
	if err != nil {
		t.Fatal(err)
	}
	lignes := map[int]string{}
	for _, l := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
		numero, texte, ok := strings.Cut(l, "\t")
		n, err := strconv.Atoi(numero)
		if !ok || err != nil {
			t.Fatalf("%s: %q", fichierExtrait, l)
		}
		lignes[n] = texte
	}
	return lignes
}

// within lists the lines named by "231-236, 786".
func within(t *testing.T, lignes string) []int {
	t.Helper()
	var l []int
	for _, morceau := range strings.Split(lignes, ",") {
		debut, fin, deux := strings.Cut(strings.TrimSpace(morceau), "-")
		de, err := strconv.Atoi(debut)
		a := de
		if deux && err == nil {
			a, err = strconv.Atoi(fin)
		}
		if err != nil {
			t.Fatalf("lines %q", lignes)
		}
		for n := de; n <= a; n++ {
			l = append(l, n)
		}
	}
	return l
}

// The excerpt is the text itself: checked, or rewritten, by whoever has it.
func TestExcerptIsTheTextOfTheGuide(t *testing.T) {
	if *texte2023 == "" {
		t.Log("the whole text is not at hand (-texte): the excerpt stands for it")
		return
	}
	b, err := os.ReadFile(*texte2023)
	if err != nil {
		t.Fatal(err)
	}
	texte := strings.Split(string(b), "\n")
	voulues := within(t, "60, 131, 280, 484, 548")
	for _, it := range embedded(t).Contacts(guide.Filtre{}) {
		voulues = append(voulues, within(t, it.Lignes)...)
	}
	for _, z := range guide.Territoires {
		voulues = append(voulues, within(t, z.Lignes)...)
	}
	slices.Sort(voulues)
	var dit strings.Builder
	for _, n := range slices.Compact(voulues) {
		fmt.Fprintf(&dit, "%d\t%s\n", n, texte[n-1])
	}
	compare(t, fichierExtrait, dit.String())
}

// printed are the addresses that the guide misprints: ours → its own. The
// contact's note says so.
var printed = map[string]string{
	"fzubrzycki@uniformation.fr": "fzubrzycki@uniformalion.fr", "cburette@uniformation.fr": "cburette@uniformalion.fr",
	"cdaudus@uniformation.fr":   "cdaudus@uniformalion.fr",
	"c.devos@fondationface.org": "c.devos@fonctionface.org", "caroline.senez@coorace-hdf.org": "caroline.senez@coorage-hdf.org",
}

func plain(s string) string {
	return strings.NewReplacer("é", "e", "è", "e", "ê", "e", "ë", "e", "î", "i", "ï", "i", "ô", "o", "ç", "c").Replace(strings.ToLower(s))
}

func digits(s string) string { return regexp.MustCompile(`\D`).ReplaceAllString(s, "") }

// Each name, number and address stands at the lines that the contact quotes,
// after its name and before the next one.
func TestEveryContactStandsAtItsLines(t *testing.T) {
	t.Parallel()
	lignes := extrait(t)
	gens := embedded(t).Contacts(guide.Filtre{})
	for _, it := range gens {
		var imprime strings.Builder
		for _, n := range within(t, it.Lignes) {
			fmt.Fprintln(&imprime, lignes[n])
		}
		texte := afterName(t, it, gens, plain(imprime.String()))
		for _, tel := range it.Contact.Tel {
			if d := digits(tel); len(d) != 10 || !strings.Contains(digits(texte), d) {
				t.Errorf("%s: %s is not at l. %s", it.ID, tel, it.Lignes)
			}
		}
		mel := it.Contact.Mel
		if faux, ok := printed[mel]; ok {
			mel = faux
			if _, domaine, _ := strings.Cut(faux, "@"); !strings.Contains(it.Contact.Note, domaine) {
				t.Errorf("%s does not say that the guide prints %s", it.ID, faux)
			}
		}
		if !strings.Contains(texte, plain(mel)) {
			t.Errorf("%s: %s is not at l. %s", it.ID, mel, it.Lignes)
		}
	}
}

// afterName cuts a text after the name of a contact, and before the names of
// those who stand at the same lines.
func afterName(t *testing.T, it *guide.Item, gens []*guide.Item, texte string) string {
	t.Helper()
	for _, mot := range strings.Fields(plain(strings.TrimPrefix(it.Contact.Nom, "Mme "))) {
		if !strings.Contains(texte, mot) {
			t.Errorf("%s: the name %q is not at l. %s", it.ID, it.Contact.Nom, it.Lignes)
			return ""
		}
	}
	if it.Contact.Nom == "" {
		return texte
	}
	texte = texte[strings.Index(texte, surname(it)):]
	for _, autre := range gens {
		if autre.Contact.Nom == "" || surname(autre) == surname(it) {
			continue
		}
		if i := strings.Index(texte, surname(autre)); i > 0 && strings.HasPrefix(autre.Lignes, it.Lignes) {
			texte = texte[:i]
		}
	}
	return texte
}

func surname(it *guide.Item) string {
	mots := strings.Fields(plain(it.Contact.Nom))
	return mots[len(mots)-1]
}

var (
	formeTelephone = regexp.MustCompile(`\b0(?:[ .]?\d){9}\b`)
	formeMel       = regexp.MustCompile(`[\pL\d._-]+@[\pL\d.-]+\.\w+`)
)

// Nothing printed is left out: 77 numbers, 84 addresses.
func TestEveryNumberAndAddressOfTheGuideIsLoadedOnce(t *testing.T) {
	t.Parallel()
	tels, mels := map[string]int{}, map[string]int{}
	for _, l := range extrait(t) {
		for _, tel := range formeTelephone.FindAllString(l, -1) {
			tels[digits(tel)] = 0
		}
		for _, mel := range formeMel.FindAllString(l, -1) {
			mels[plain(mel)] = 0
		}
	}
	if len(tels) != 77 || len(mels) != 84 {
		t.Errorf("the excerpt holds %d numbers and %d addresses, want 77 and 84", len(tels), len(mels))
	}
	g := embedded(t)
	numeroVert := item(t, g, "RES-13")
	tels[digits(formeTelephone.FindString(numeroVert.Titre))]++
	for _, it := range g.Contacts(guide.Filtre{}) {
		for _, tel := range it.Contact.Tel {
			tels[digits(tel)]++
		}
		mel := it.Contact.Mel
		if mel == "" { // an address that belongs to nobody is quoted, not given
			mel = formeMel.FindString(it.Contact.Note)
		}
		if faux, ok := printed[mel]; ok {
			mel = faux
		}
		if mel != "" {
			mels[plain(mel)]++
		}
	}
	for tel, n := range tels {
		if n != 1 {
			t.Errorf("%s is loaded %d times, want once", tel, n)
		}
	}
	for mel, n := range mels {
		if n != 1 && (n != 2 || mel != "aurelie.liennel@opcoep.fr") { // printed twice, for two départements
			t.Errorf("%s is loaded %d times, want once", mel, n)
		}
	}
}

// misprints of the zones, l. 177 and 180.
var misprints = map[string]string{"boulonnais": "bourdonnais", "ternois": "termois"}

func TestZonesStandAtTheirLines(t *testing.T) {
	t.Parallel()
	lignes := extrait(t)
	place := map[string][]int{}
	for _, z := range guide.Territoires {
		place[z.Code] = within(t, z.Lignes)
		mots := regexp.MustCompile(`[\pL\d]{3,}`).FindAllString(plain(z.Libelle), -1)
		if faux, ok := misprints[z.Code]; ok {
			mots = append(mots, faux)
		}
		for _, n := range place[z.Code] {
			if !slices.ContainsFunc(mots, func(m string) bool { return strings.Contains(plain(lignes[n]), m) }) {
				t.Errorf("zone %s is not at l. %d: %q", z.Code, n, lignes[n])
			}
		}
	}
	for _, it := range embedded(t).Contacts(guide.Filtre{}) {
		siennes := within(t, it.Lignes)
		for _, code := range it.Criteres.Territoires {
			// At the contact's lines, or in a heading shortly before them.
			if !slices.ContainsFunc(place[code], func(n int) bool { return n >= siennes[0]-30 && n <= siennes[len(siennes)-1] }) {
				t.Errorf("%s (l. %s) is given zone %s, printed at l. %v", it.ID, it.Lignes, code, place[code])
			}
		}
	}
}

// Headings of l. 280, 286, 484 and 548.
func TestAdvisersBearTheTitleOfTheirHeading(t *testing.T) {
	t.Parallel()
	for _, it := range embedded(t).Contacts(guide.Filtre{}) {
		n := within(t, it.Lignes)[0]
		want := ""
		switch {
		case n >= 281 && n <= 288, n >= 549 && n <= 553:
			want = `^conseill(er|ère) emploi formation$`
		case n >= 488 && n <= 544:
			want = `^conseill(er|ère) de proximité$`
		}
		if !regexp.MustCompile(want).MatchString(it.Contact.Fonction) || want != "" && !strings.Contains(it.Titre, it.Contact.Fonction) {
			t.Errorf("%s, l. %d: %q, want %s", it.ID, n, it.Contact.Fonction, want)
		}
	}
}
