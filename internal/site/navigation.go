package site

import (
	"strconv"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

var _ = declare(
	get("/", Connecte, (*Site).showAccueil),
)

// entrees is the left navigation, in order; each role sees what it may use.
var entrees = []struct {
	code, libelle, url, icone string
	action                    parcours.Action
	seul                      parcours.Role // "" for every role that may
}{
	{"observations", "Observations", "/observations", "eye", parcours.ActionLogObservation, parcours.Encadrant},
	{"resultats", "Résultats", "/rapports/resultats", "bar-chart", parcours.ActionReadResultats, ""},
	{"aujourdhui", "Aujourd'hui", "/aujourdhui", "calendar2-check", parcours.ActionLogSuivi, ""},
	{"salaries", "Salariés", "/salaries", "people", parcours.ActionReadSalarie, ""},
	{"parcours", "Parcours", "/parcours", "signpost-split", parcours.ActionListParcours, ""},
	{"guide", "Guide", "/guide", "book", parcours.ActionReadGuide, ""},
	{"structure", "Structure", "/structure", "building", parcours.ActionReadSiae, ""},
}

// prefixes says which entry of the navigation an address belongs to.
var prefixes = []struct{ prefixe, code string }{
	{"/observations", "observations"}, {"/rapports", "resultats"}, {"/aujourdhui", "aujourdhui"}, {"/salaries", "salaries"},
	{"/importations", "salaries"}, {"/parcours", "parcours"}, {"/guide", "guide"}, {"/structure", "structure"},
}

// accueil is the first page of each role.
func accueil(r parcours.Role) string {
	switch r {
	case parcours.Encadrant:
		return "/observations"
	case parcours.Directeur:
		return "/rapports/resultats"
	}
	return "/aujourdhui"
}

// showAccueil leads to the first page of the role.
func (s *Site) showAccueil(c *Request) error { return c.Redirect(accueil(c.Qui.Role), "") }

// meta is the frame of a page.
func (c *Request) meta(titre string) composants.PageMeta {
	m := composants.PageMeta{Titre: titre, Bandeau: c.site.bandeau, Flash: c.takeAnnonce(), Jour: c.Aujourdhui().Francais()}
	if c.Moi == nil {
		return m
	}
	m.Personne, m.Role, m.Chemin = c.Moi.Utilisateur.NomComplet(), c.Qui.Role.Libelle(), "/"
	m.Siae = composants.SiaeMeta{ID: strconv.FormatInt(c.Qui.SiaeID, 10), Nom: c.Moi.Siae.Nom, Type: typeEtLieu(c.Moi.Siae)}
	for _, a := range c.Moi.Appartenances {
		m.AutresSiae = append(m.AutresSiae, composants.Option{Valeur: strconv.FormatInt(a.SiaeID, 10), Libelle: a.SiaeNom + " (" + a.SiaeType + ")"})
	}
	for _, e := range entrees {
		if c.Can(e.action) && (e.seul == "" || e.seul == c.Qui.Role) {
			m.Navigation = append(m.Navigation, composants.NavItem{Code: e.code, Libelle: e.libelle, URL: e.url, Icone: e.icone})
		}
	}
	for _, p := range prefixes {
		if strings.HasPrefix(c.Request.URL.Path, p.prefixe) {
			m.Nav = p.code
		}
	}
	return m
}

// typeEtLieu says « ACI · Somme ».
func typeEtLieu(s parcours.Siae) string {
	lieu := parcours.DepartementsHdf.Libelle(s.Departement)
	if lieu == "" {
		return s.Type
	}
	return s.Type + " · " + lieu
}
