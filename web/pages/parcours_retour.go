package pages

import (
	"net/url"
	"strings"

	"github.com/a-h/templ"
)

// listeParcours is where « Parcours » leads back to, unless the address says
// from which list one came.
const listeParcours = "/parcours"

// post is where a form of the page is sent: it carries the way back along.
func (p Parcours) post(suite string) templ.SafeURL {
	adresse := p.url(suite)
	if p.RetourListe != "" && p.RetourListe != listeParcours {
		adresse += "?retour=" + url.QueryEscape(p.RetourListe)
	}
	return templ.SafeURL(adresse)
}

// retourLibelle names where one came from, at the top of the page.
func (p Parcours) retourLibelle() string {
	for _, r := range []struct{ debut, libelle string }{
		{"/aujourdhui", "Aujourd'hui"}, {"/salaries", "Salariés"}, {"/rapports", "Résultats"},
	} {
		if chemin, _, _ := strings.Cut(p.RetourListe, "?"); chemin == r.debut || strings.HasPrefix(chemin, r.debut+"/") {
			return r.libelle
		}
	}
	return "Parcours"
}
