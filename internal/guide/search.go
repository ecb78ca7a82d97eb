package guide

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hbollon/go-edlib"

	"parcours.example/internal/parcours"
)

// Resultat is an item that answers a search, and where the words were found.
type Resultat struct {
	*Item
	EtapeTitre string
	Pourquoi   string
	score      int
}

// haystack is what Search reads of an item, folded once at load.
type haystack struct {
	id, titre, texte string
	autour           []endroit
	tout             string
}

// endroit is a part of an item beside its title and text. nom ends the sentence « trouvé … ».
type endroit struct{ nom, texte string }

func (h haystack) hasAll(mots []string) bool {
	return !slices.ContainsFunc(mots, func(m string) bool { return !strings.Contains(h.tout, m) })
}

func (g *Guide) haystackOf(it *Item) haystack {
	h := haystack{id: fold(it.ID), titre: fold(it.Titre), texte: fold(it.Texte)}
	h.tout = h.id + " " + h.titre + " " + h.texte
	for _, e := range g.aroundOf(it) {
		if e.texte = fold(e.texte); e.texte != "" {
			h.autour = append(h.autour, e)
			h.tout += " " + e.texte
		}
	}
	return h
}

// aroundOf lists what else of an item can be found; the order is that of the explanation, when a word is found in
// several places.
func (g *Guide) aroundOf(it *Item) []endroit {
	var coordonnees, liens, depuis []string
	if c := it.Contact; c != nil {
		coordonnees = append([]string{c.Nom, c.Fonction, c.Organisme, c.Territoire, c.Mel, c.Note}, c.Tel...)
	}
	for _, l := range it.Liens {
		liens = append(liens, l.Libelle, l.URL)
	}
	for _, d := range it.Depuis {
		depuis = append(depuis, d.Texte, d.Source)
	}
	return []endroit{
		{"dans ce qu'il faut faire", strings.Join(it.Actions, " ")},
		{"dans les coordonnées", strings.Join(coordonnees, " ")},
		{"dans un lien", strings.Join(liens, " ")},
		{"dans ce qui a changé depuis", strings.Join(depuis, " ")},
		{"parmi ceux que cela concerne", strings.Join(labelsOf(&it.Criteres), " ")},
		{"dans le type", Types.Libelle(it.Type)},
		{"dans le nom de l'étape", g.Titre(it.Etape)},
		{"dans la source", it.Etape + " " + it.Lignes},
		{"dans un numéro", joinPhones(it)},
	}
}

// labelsOf makes the criteria findable: "pas-de-calais", "OCAPIAT", "mobilité".
func labelsOf(c *Criteres) []string {
	var mots []string
	for _, k := range criteres {
		for _, code := range k.attend(c) {
			if k.champ != "etats" && !k.exclut {
				mots = append(mots, code, k.liste.Libelle(code))
			}
		}
	}
	return mots
}

// Search finds the items that hold every word of q, without accents or case. The best come first: acronym or title,
// then text, then the rest of the item.
func (g *Guide) Search(q string) []Resultat {
	mots := words(q)
	if len(mots) == 0 {
		return nil
	}
	var trouves []Resultat
	for _, it := range g.items {
		if !it.recherche.hasAll(mots) {
			continue
		}
		r := Resultat{Item: it, EtapeTitre: g.Titre(it.Etape)}
		r.score, r.Pourquoi = it.recherche.rate(mots)
		trouves = append(trouves, r)
	}
	slices.SortStableFunc(trouves, func(a, b Resultat) int { return b.score - a.score })
	return trouves
}

func (h haystack) rate(mots []string) (score int, pourquoi string) {
	var dits []string
	for _, m := range mots {
		points, ou := h.find(m)
		score += points
		if !has(dits, ou) {
			dits = append(dits, ou)
		}
	}
	return score, "trouvé " + join(dits, "et")
}

// find says what a word is worth, and where it was found.
func (h haystack) find(mot string) (points int, ou string) {
	switch {
	case h.titre == mot || h.id == mot:
		return 40, "dans le titre"
	case strings.Contains(" "+h.titre, " "+mot):
		return 20, "dans le titre"
	case strings.Contains(h.titre, mot):
		return 12, "dans le titre"
	case strings.Contains(h.texte, mot):
		return 5, "dans le texte"
	}
	for _, e := range h.autour {
		if strings.Contains(e.texte, mot) {
			return 1, e.nom
		}
	}
	return 1, "dans la source"
}

// words cuts a search into words. A telephone number in one piece, dotted or not, is looked for as it is dialled.
func words(q string) []string {
	mots := strings.Fields(fold(q))
	for i, m := range mots {
		if tel := dial(m); len(tel) >= 10 {
			mots[i] = tel
		}
	}
	return mots
}

// dial writes a French number as ten digits, "" for anything else.
func dial(mot string) string {
	chiffres := dialler.Replace(mot)
	if strings.Trim(chiffres, "0123456789") != "" {
		return ""
	}
	return chiffres
}

var dialler = strings.NewReplacer(" ", "", ".", "", "-", "", "+33", "0", "0033", "0")

var formeTel = regexp.MustCompile(`\b0(?:[ .]?\d){9}\b`)

// joinPhones makes the numbers of an item findable without their spaces.
func joinPhones(it *Item) string {
	texte := it.Titre + " " + it.Texte
	if it.Contact != nil {
		texte += " " + strings.Join(it.Contact.Tel, " / ")
	}
	var tels []string
	for _, tel := range formeTel.FindAllString(texte, -1) {
		tels = append(tels, dial(tel))
	}
	return strings.Join(tels, " ")
}

// fold is parcours.Fold, and turns punctuation that separates words into spaces.
func fold(s string) string { return ponctuation.Replace(parcours.Fold(s)) }

var ponctuation = strings.NewReplacer("'", " ", "«", " ", "»", " ", "(", " ", ")", " ", ",", " ", ";", " ", ":", " ")

// Morceau is a piece of a text: words that were searched for, or the text between them.
type Morceau struct {
	Texte  string
	Trouve bool
}

// Mark cuts a text around the words of a search, however they are accented there. The pieces joined are the text.
func Mark(texte, q string) []Morceau {
	if texte == "" {
		return nil
	}
	plie, place := foldWithPlaces(texte)
	trouve := make([]bool, len(texte))
	for _, mot := range words(q) {
		for debut := 0; ; {
			i := strings.Index(plie[debut:], mot)
			if i < 0 {
				break
			}
			i += debut
			debut = i + len(mot)
			for j := place[i]; j < place[debut]; j++ {
				trouve[j] = true
			}
		}
	}
	var morceaux []Morceau
	debut := 0
	for i := 1; i <= len(texte); i++ {
		if i == len(texte) || trouve[i] != trouve[debut] {
			morceaux = append(morceaux, Morceau{texte[debut:i], trouve[debut]})
			debut = i
		}
	}
	return morceaux
}

// foldWithPlaces folds a text and says, for each byte of the result and for its end, where it was in the text: « œ »
// becomes two letters, « é » one byte.
func foldWithPlaces(texte string) (plie string, place []int) {
	var b strings.Builder
	b.Grow(len(texte))
	place = make([]int, 0, len(texte)+1)
	for i, r := range texte {
		f := foldRune(r)
		b.WriteString(f)
		for range len(f) {
			place = append(place, i)
		}
	}
	return b.String(), append(place, len(texte))
}

// foldRune is fold for one letter, and keeps a space; nearly all of a French text is ASCII.
func foldRune(r rune) string {
	if r < utf8.RuneSelf {
		return ascii[r]
	}
	return cmp.Or(fold(string(r)), " ")
}

var ascii = func() (t [utf8.RuneSelf]string) {
	for i := range t {
		t[i] = cmp.Or(fold(string(rune(i))), " ")
	}
	return t
}()

// Suggest corrects the words of a search that found nothing: each word that the guide does not hold becomes the
// nearest of its words, two letters away at most. It returns "" when no word is near, or when the new search finds
// nothing either.
func (g *Guide) Suggest(q string) string {
	mots := words(q)
	var lexique []*mot
	for i, m := range mots {
		if slices.ContainsFunc(g.items, func(it *Item) bool { return strings.Contains(it.recherche.tout, m) }) {
			continue
		}
		if lexique == nil {
			lexique = g.lexicon()
		}
		if mots[i] = nearestWord(lexique, m); mots[i] == "" {
			return ""
		}
	}
	if corrige := strings.Join(mots, " "); lexique != nil && len(g.Search(corrige)) > 0 {
		return corrige
	}
	return ""
}

// mot is a word of the guide, as it is compared and as it is written.
type mot struct {
	plie, ecrit string
	nombre      int
}

// minLettres: a shorter word is near too many others.
const minLettres = 4

// lexicon lists the words of titles and texts. It is made when a search found nothing, which is rare: the guide keeps
// no second index for that.
func (g *Guide) lexicon() []*mot {
	connus := map[string]*mot{}
	var lexique []*mot
	for _, it := range g.items {
		texte := strings.ToLower(it.Titre + " " + it.Texte)
		for ecrit := range strings.FieldsFuncSeq(texte, func(r rune) bool { return !unicode.IsLetter(r) }) {
			plie := fold(ecrit)
			if len(plie) < minLettres {
				continue
			}
			if connus[plie] == nil {
				connus[plie] = &mot{plie: plie, ecrit: ecrit}
				lexique = append(lexique, connus[plie])
			}
			connus[plie].nombre++
		}
	}
	return lexique
}

// nearestWord is the word the fewest letters away; of several, the most used.
func nearestWord(lexique []*mot, cherche string) string {
	loin := 2
	if len(cherche) <= 5 {
		loin = 1 // two letters of five are another word
	}
	if len(cherche) < minLettres {
		return ""
	}
	choix := &mot{}
	for _, x := range lexique {
		if d := edlib.LevenshteinDistance(cherche, x.plie); d < loin || d == loin && x.nombre > choix.nombre {
			loin, choix = d, x
		}
	}
	return choix.ecrit
}
