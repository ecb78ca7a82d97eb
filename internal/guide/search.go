package guide

import (
	"regexp"
	"slices"
	"sort"
	"strings"
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
	for _, e := range append(g.aroundOf(it), endroit{"dans un numéro", joinPhones(it)}) {
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
	autour := []endroit{{"dans ce qu'il faut faire", strings.Join(it.Actions, " ")}}
	if c := it.Contact; c != nil {
		autour = append(autour, endroit{"dans les coordonnées", strings.Join([]string{c.Nom, c.Fonction, c.Organisme,
			c.Territoire, c.Mel, strings.Join(c.Tel, " "), c.Note}, " ")})
	}
	var liens, depuis []string
	for _, l := range it.Liens {
		liens = append(liens, l.Libelle, l.URL)
	}
	for _, d := range it.Depuis {
		depuis = append(depuis, d.Texte, d.Source)
	}
	autour = append(autour, endroit{"dans un lien", strings.Join(liens, " ")},
		endroit{"dans ce qui a changé depuis", strings.Join(depuis, " ")},
		endroit{"parmi ceux que cela concerne", strings.Join(labelsOf(&it.Criteres), " ")}, endroit{"dans le type", Types.Libelle(it.Type)})
	if e, ok := g.parID[it.Etape]; ok {
		autour = append(autour, endroit{"dans le nom de l'étape", e.Titre})
	}
	return append(autour, endroit{"dans la source", it.Etape + " " + it.Lignes})
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
		if it.recherche.hasAll(mots) {
			score, pourquoi := it.recherche.rate(mots)
			r := Resultat{Item: it, Pourquoi: pourquoi, score: score}
			if e, ok := g.parID[it.Etape]; ok {
				r.EtapeTitre = e.Titre
			}
			trouves = append(trouves, r)
		}
	}
	sort.SliceStable(trouves, func(i, j int) bool { return trouves[i].score > trouves[j].score })
	return trouves
}

func (h haystack) rate(mots []string) (score int, pourquoi string) {
	var dits []string
	say := func(ou string) {
		if !has(dits, ou) {
			dits = append(dits, ou)
		}
	}
	for _, m := range mots {
		switch {
		case h.titre == m || h.id == m:
			score += 40
			say("dans le titre")
		case startsWord(h.titre, m):
			score += 20
			say("dans le titre")
		case strings.Contains(h.titre, m):
			score += 12
			say("dans le titre")
		case strings.Contains(h.texte, m):
			score += 5
			say("dans le texte")
		default:
			score++
			say(h.place(m))
		}
	}
	return score, "trouvé " + join(dits, "et")
}

// place says where a word was found, other than in the title and the text.
func (h haystack) place(mot string) string {
	for _, e := range h.autour {
		if strings.Contains(e.texte, mot) {
			return e.nom
		}
	}
	return "dans la source"
}

func startsWord(texte, mot string) bool {
	return strings.HasPrefix(texte, mot) || strings.Contains(texte, " "+mot)
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

// fold drops case and the accents of French, and turns punctuation that separates words into spaces. Enough for this
// guide; no Unicode table needed.
func fold(s string) string { return replacer.Replace(strings.ToLower(s)) }

var replacer = strings.NewReplacer(
	"à", "a", "â", "a", "ä", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e",
	"î", "i", "ï", "i", "ô", "o", "ö", "o", "ù", "u", "û", "u", "ü", "u", "ÿ", "y",
	"œ", "oe", "æ", "ae", "'", " ", "’", " ", "«", " ", "»", " ", "(", " ", ")", " ",
	",", " ", ";", " ", ":", " ", "\u00a0", " ", "\u202f", " ",
)
