package site

import (
	"net/url"
	"regexp"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	post("/recherche", Connecte, (*Site).search),
)

// What is searched in a list of people is somebody's name: it has no place in an
// address, which histories, proxies and their logs keep. The search box posts it;
// the address of the list carries it sealed (auth.Seal), so that sorting, paging,
// exporting and coming back work as with any filter. « q », in clear, is still read:
// old bookmarks hold it.

// listesCherchees are the lists that have a search box, and the pages where one looks for
// the right person.
var listesCherchees = regexp.MustCompile(`^/(salaries|parcours|observations|organismes|groupes|[a-z]+/\d+/(deplacement|rapprochement))$`)

// search seals what was typed and goes on to the list.
func (s *Site) search(c *Request) error {
	f := c.Formulaire("")
	u, err := url.Parse(f.Texte("liste"))
	if err != nil || !isLocal(f.Texte("liste")) || !listesCherchees.MatchString(u.Path) {
		return parcours.NotFound("Page")
	}
	q := u.Query()
	for _, nom := range []string{"q", "page", pages.ChampScelle} {
		q.Del(nom)
	}
	mots := []rune(f.Texte("q"))
	if len(mots) > 0 {
		q.Set(pages.ChampScelle, s.app.Seal(c.Qui, string(mots[:min(len(mots), maxRecherche)])))
	}
	u.RawQuery = q.Encode()
	return c.Redirect(u.String(), "")
}

// Recherche is what the list is searched for.
func (c *Request) Recherche() string {
	if scelle := c.Query(pages.ChampScelle); scelle != "" {
		return c.site.app.Unseal(c.Qui, scelle)
	}
	return strings.TrimSpace(c.Query("q"))
}

// Filtres are the parameters of a list as its links carry them: no word in clear.
func (c *Request) Filtres() url.Values {
	q := c.Request.URL.Query()
	mots := c.Recherche()
	switch {
	case mots == "":
		q.Del(pages.ChampScelle)
	case !q.Has(pages.ChampScelle):
		q.Set(pages.ChampScelle, c.site.app.Seal(c.Qui, mots))
	}
	q.Del("q")
	return q
}

// withoutWords is an address of ours without what somebody searched there: a name,
// or a word of a file. What is searched in the guide is nobody's.
func withoutWords(adresse string) string {
	u, err := url.Parse(adresse)
	if err != nil || u.RawQuery == "" || strings.HasPrefix(u.Path, "/guide") {
		return adresse
	}
	q := u.Query()
	if !q.Has("q") && !q.Has("mot") {
		return adresse
	}
	q.Del("q")
	q.Del("mot")
	u.RawQuery = q.Encode()
	return u.String()
}
