package pages

import (
	"net/url"
	"strconv"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

// url is an address of the file; it carries along the list one came from.
func (p SalariePage) url(suite string) string {
	return WithRetour("/salaries/"+idString(p.ID)+suite, listOf(p.RetourURL, listeSalaries))
}

// parcoursURL opens a parcours of the person, from where one came.
func (p SalariePage) parcoursURL(id int64) string {
	return WithRetour("/parcours/"+idString(id), listOf(p.RetourURL, listeSalaries))
}

func (p SalariePage) isOpen(nom string) bool { return p.Retourne.Nom == nom }

func (p SalariePage) canFreins() bool { return p.Qui.Can(parcours.ActionEditFrein) && !p.Gele }

// form gives a form its values: those typed if it came back, else those of the
// file.
func (p SalariePage) form(nom string) composants.Formulaire {
	if p.Retourne.Nom == nom {
		f := p.Retourne.Formulaire
		f.Prefixe = nom
		return f
	}
	return composants.Formulaire{Prefixe: nom, Valeurs: p.defauts(nom)}
}

func (p SalariePage) defauts(nom string) url.Values {
	v := url.Values{"cle": {p.Cle}}
	switch nom {
	case "confier":
		v.Set("cip_id", p.cipVu())
	case "encadrants":
		v["encadrants"] = p.EncadrantsCoches
	}
	for _, f := range p.Freins {
		if nom == formFrein(f.ID) {
			v = freinValeurs(f, p.Cle, p.Aujourdhui)
			v.Set("etat", strings.Replace(f.Etat, "identifie", "solution_en_cours", 1))
		}
	}
	return v
}

// cipVu is the CIP that the page shows, as the form sends it back.
func (p SalariePage) cipVu() string {
	if p.CipID == nil {
		return ""
	}
	return idString(*p.CipID)
}

func formFrein(id int64) string { return "frein-" + idString(id) }

// solution says what is done about a frein: the guide's title, then the words.
func (p SalariePage) solution(f parcours.Frein) string {
	return joinNonEmpty(" : ", TitreGuide(p.Titres, f.SolutionRef), f.Solution)
}

func freinGenre(etat string) composants.Genre {
	switch etat {
	case "leve":
		return composants.Succes
	case "solution_en_cours":
		return composants.Info
	case "persistant":
		return composants.Echec
	}
	return composants.Avertissement
}

func freinDates(f parcours.Frein) string {
	dates := []string{"identifié le " + f.DateIdentifie.Francais()}
	if !f.DateSolution.IsZero() {
		dates = append(dates, "solution le "+f.DateSolution.Francais())
	}
	if !f.DateLeve.IsZero() {
		dates = append(dates, "levé le "+f.DateLeve.Francais())
	}
	return strings.Join(dates, ", ")
}

// parcoursDetail is the line under a parcours in the file.
func (p SalariePage) parcoursDetail(x parcours.Parcours) string {
	mots := []string{"depuis le " + x.EtatDepuis.Francais()}
	if x.Tentative > 1 {
		mots = append(mots, "tentative "+entier(x.Tentative))
	}
	if !x.ProchainSuivi.IsZero() {
		mots = append(mots, "prochain suivi le "+x.ProchainSuivi.Francais())
	} else if !x.DernierSuivi.IsZero() {
		mots = append(mots, "dernier suivi le "+x.DernierSuivi.Francais())
	}
	if !x.ClosLe.IsZero() {
		mots = append(mots, "clos le "+x.ClosLe.Francais())
	}
	return strings.Join(mots, " · ")
}

func finDans(fin, aujourdhui parcours.Date) string {
	quand := composants.FormatRelatif(jour(fin), jour(aujourdhui))
	if fin.Before(aujourdhui) {
		return "terminé " + quand
	}
	return "se termine " + quand
}

// composer keeps what a telephone dials.
func composer(numero string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, numero)
}

func entier(n int) string { return strconv.Itoa(n) }
