package pages

import (
	"maps"
	"net/url"

	"parcours.example/internal/parcours"
)

func (p ParcoursPage) reponseSecurisation(code string) parcours.Securisation {
	return found(p.Securisations, func(s parcours.Securisation) bool { return s.Code == code })
}

// ChampsSecurisation are the fields of the answer to one good practice; avant is
// pages.Avant for what the form was filled with.
func ChampsSecurisation(avant string, t parcours.Terme) parcours.Champs {
	c := parcours.ChampsSecurisation
	reponse := c.Get("reponse").As(avant+"reponse_"+t.Code, t.Libelle)
	reponse.Aide, reponse.Etale = "guide 2023, l. "+t.Lignes, true
	return parcours.Champs{
		reponse, c.Get("date").As(avant+"date_"+t.Code, "Fait le"), c.Get("detail").As(avant+"detail_"+t.Code, "Précision").Beside(),
	}.Optional()
}

// SecurisationValeurs are the answers as the form holds them, by field.
func SecurisationValeurs(reponses []parcours.Securisation) map[string][]string {
	v := map[string][]string{}
	for _, s := range reponses {
		maps.Copy(v, ChampsSecurisation("", parcours.Terme{Code: s.Code}).Values(s))
	}
	return v
}

// securisationForm fills the form, and remembers with what: only changes are sent on.
func (p ParcoursPage) securisationForm() url.Values {
	v := url.Values{}
	for nom, valeur := range SecurisationValeurs(p.Securisations) {
		v[nom], v[Avant+nom] = valeur, valeur
	}
	return v
}
