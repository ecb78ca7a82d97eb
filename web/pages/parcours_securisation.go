package pages

import (
	"net/url"

	"parcours.example/internal/parcours"
)

func (p ParcoursPage) reponseSecurisation(code string) parcours.Securisation {
	for _, s := range p.Securisations {
		if s.Code == code {
			return s
		}
	}
	return parcours.Securisation{}
}

// SecurisationValeurs are the answers as the form holds them, by field.
func SecurisationValeurs(reponses []parcours.Securisation) map[string][]string {
	v := map[string][]string{}
	for _, s := range reponses {
		v["reponse_"+s.Code], v["date_"+s.Code], v["detail_"+s.Code] = []string{s.Reponse}, []string{s.Date.String()}, []string{s.Detail}
	}
	return v
}

// securisationForm fills the form, and remembers what it was filled with: only
// what a person changes is sent on.
func (p ParcoursPage) securisationForm() url.Values {
	v := url.Values{}
	for nom, valeur := range SecurisationValeurs(p.Securisations) {
		v[nom], v[Avant+nom] = valeur, valeur
	}
	return v
}
