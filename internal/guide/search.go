package guide

import (
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
type haystack struct{ id, titre, texte, autour, tout string }

func (h haystack) hasAll(mots []string) bool {
	for _, m := range mots {
		if !strings.Contains(h.tout, m) {
			return false
		}
	}
	return true
}

func (g *Guide) haystackOf(it *Item) haystack {
	autour := []string{Types.Libelle(it.Type), it.Etape, it.Lignes}
	if e, ok := g.parID[it.Etape]; ok {
		autour = append(autour, e.Titre)
	}
	autour = append(autour, it.Actions...)
	for _, l := range it.Liens {
		autour = append(autour, l.Libelle, l.URL)
	}
	for _, d := range it.Depuis {
		autour = append(autour, d.Texte, d.Source)
	}
	if c := it.Contact; c != nil {
		autour = append(autour, c.Nom, c.Fonction, c.Organisme, c.Territoire, c.Mel, strings.Join(c.Tel, " "))
	}
	autour = append(autour, labelsOf(&it.Criteres)...)
	h := haystack{id: fold(it.ID), titre: fold(it.Titre), texte: fold(it.Texte), autour: fold(strings.Join(autour, " "))}
	h.tout = h.id + " " + h.titre + " " + h.texte + " " + h.autour
	return h
}

// labelsOf makes the criteria findable: "pas-de-calais", "OCAPIAT", "mobilité".
func labelsOf(c *Criteres) []string {
	var mots []string
	for i := range criteres {
		k := &criteres[i]
		for _, code := range k.attend(c) {
			if k.champ != "etats" && !k.exclut {
				mots = append(mots, code, k.liste.Libelle(code))
			}
		}
	}
	return mots
}

// Search finds the items that hold every word of q, without accents or case.
// The best come first: acronym or title, then text, then what stands around.
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
	places := map[string]bool{}
	for _, m := range mots {
		switch {
		case h.titre == m || h.id == m:
			score += 40
			places["dans le titre"] = true
		case startsWord(h.titre, m):
			score += 20
			places["dans le titre"] = true
		case strings.Contains(h.titre, m):
			score += 12
			places["dans le titre"] = true
		case strings.Contains(h.texte, m):
			score += 5
			places["dans le texte"] = true
		default:
			score++
			places["autour du texte"] = true
		}
	}
	var dits []string
	for _, p := range []string{"dans le titre", "dans le texte", "autour du texte"} {
		if places[p] {
			dits = append(dits, p)
		}
	}
	return score, "trouvé " + join(dits, "et")
}

func startsWord(texte, mot string) bool {
	return strings.HasPrefix(texte, mot) || strings.Contains(texte, " "+mot)
}

func words(q string) []string { return strings.Fields(fold(q)) }

// fold drops case and the accents of French, and turns punctuation that
// separates words into spaces. Enough for this guide; no Unicode table needed.
func fold(s string) string { return replacer.Replace(strings.ToLower(s)) }

var replacer = strings.NewReplacer(
	"à", "a", "â", "a", "ä", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e",
	"î", "i", "ï", "i", "ô", "o", "ö", "o", "ù", "u", "û", "u", "ü", "u", "ÿ", "y",
	"œ", "oe", "æ", "ae", "'", " ", "’", " ", "«", " ", "»", " ", "(", " ", ")", " ",
	",", " ", ";", " ", ":", " ", "\u00a0", " ", "\u202f", " ",
)
