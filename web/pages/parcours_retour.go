package pages

import (
	"net/url"
	"strings"

	"github.com/a-h/templ"
)

// Where « Parcours » and « Salariés » lead back to, unless the address says from
// which list one came.
const (
	listeParcours = "/parcours"
	listeSalaries = "/salaries"
)

// listOf is the address to carry along: "" for the bare list, which needs none.
func listOf(retour, liste string) string {
	if retour == liste {
		return ""
	}
	return retour
}

// isListe tells that an address is that list, whatever its filters.
func isListe(adresse, liste string) bool {
	chemin, _, _ := strings.Cut(adresse, "?")
	return chemin == liste
}

// retourLibelle names where the page of a parcours leads back to.
func (p ParcoursPage) retourLibelle() string {
	listes := map[string]string{listeSalaries: "Salariés", "/aujourdhui": "Aujourd'hui", "/rapports/resultats/dossiers": "Résultats"}
	for liste, libelle := range listes {
		if isListe(p.RetourListe, liste) {
			return libelle
		}
	}
	return "Parcours"
}

// salarieURL is the file of the person, from the list of people if one came from it.
func (p ParcoursPage) salarieURL() string {
	adresse := listeSalaries + "/" + idString(p.Salarie.ID)
	if isListe(p.RetourListe, listeSalaries) {
		return WithRetour(adresse, p.RetourListe)
	}
	return adresse
}

// lien is an address of the page; it carries the way back along.
func (p ParcoursPage) lien(suite string) string {
	return WithRetour(p.url(suite), listOf(p.RetourListe, listeParcours))
}

// parcoursURL is the page of a parcours, and retour the list to come back to.
func parcoursURL(id int64, retour string) string {
	return WithRetour("/parcours/"+idString(id), retour)
}

// WithRetour adds to an address where to come back to.
func WithRetour(adresse, retour string) string {
	if retour == "" {
		return adresse
	}
	return adresse + either(strings.Contains(adresse, "?"), "&", "?") + "retour=" + url.QueryEscape(retour)
}

// post is where a form of the page is sent: it carries the way back along.
func (p ParcoursPage) post(suite string) templ.SafeURL { return templ.SafeURL(p.lien(suite)) }
