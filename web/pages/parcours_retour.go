package pages

import (
	"net/url"

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
