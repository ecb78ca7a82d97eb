package site

import (
	"net/url"
	"regexp"
	"strings"

	"parcours.example/web/pages"
)

// maxRecherche bounds the words that an address carries, in characters.
const maxRecherche = 100

// formeParametre is what a parameter of an address may look like. What does not is left out, as if it had not been asked:
// an address is pasted, cut short and kept for years, and a page is better than a refusal.
type formeParametre struct {
	forme *regexp.Regexp // nil: words that people type
	max   int            // in characters; words are cut there
}

var (
	unCode     = formeParametre{regexp.MustCompile(`^[\w.-]*$`), 60} // of a list, the id of an item, an order, a number
	unNumero   = formeParametre{regexp.MustCompile(`^\d+$`), 10}
	uneDate    = formeParametre{nil, 20} // typed in a form, refused there with what was typed
	desMots    = formeParametre{nil, maxRecherche}
	unScelle   = formeParametre{regexp.MustCompile(`^[\w=-]*$`), 1000}
	uneAdresse = formeParametre{regexp.MustCompile(`^/`), 1000} // isLocal judges it
)

// parametres are all that the address of a page may say, whatever the page.
var parametres = map[string]formeParametre{
	"chrono": unCode, "clos": unCode, "conseil": unCode, "contrat": unCode, "departement": unCode, "essai": unCode, "etape": unCode,
	"etat": unCode, "indicateur": unCode, "modele": unCode, "obligations": unCode, "opco": unCode, "ouvert": unCode, "part": unCode,
	"qui": unCode, "reseau": unCode, "sans_suivi": unCode, "suivi": unCode, "territoire": unCode, "tout": unCode, "tri": unCode,
	"type":    unCode,
	"verdict": unCode, "vue": unCode,
	"avec": unNumero, "page": unNumero, "precedent": unNumero,
	"debut": uneDate, "fin": uneDate,
	"q": desMots, "mot": desMots,
	pages.ChampScelle: unScelle,
	"retour":          uneAdresse, "suite": uneAdresse,
}

// bound keeps of an address what the pages read, in the shape in which they read it.
func bound(u *url.URL) {
	if u.RawQuery == "" {
		return
	}
	lus, garde := u.Query(), url.Values{}
	for nom, forme := range parametres {
		if v := lus.Get(nom); lus.Has(nom) && forme.accepts(v) {
			garde.Set(nom, forme.cut(v))
		}
	}
	u.RawQuery = garde.Encode()
}

func (p formeParametre) accepts(v string) bool {
	return p.forme == nil || len(v) <= p.max && p.forme.MatchString(v)
}

func (p formeParametre) cut(v string) string {
	mots := []rune(strings.ToValidUTF8(v[:min(len(v), 4*p.max)], "\uFFFD"))
	return strings.ReplaceAll(string(mots[:min(len(mots), p.max)]), "\x00", "\uFFFD")
}

// Query reads one of parametres; it hides gin's, which reads whatever was sent.
func (c *Request) Query(nom string) string {
	if _, ok := parametres[nom]; !ok {
		panic("site: the parameter " + nom + " has no row in parametres (request_parametre.go)")
	}
	return c.Context.Query(nom)
}
