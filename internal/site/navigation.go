package site

import (
	"cmp"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

var _ = declare(
	get("/", Connecte, (*Site).showAccueil),
)

// entrees is the left navigation, in order; each role sees what it may use.
var entrees = []struct {
	composants.NavItem
	action parcours.Action
	seul   parcours.Role // "" for every role that may
}{
	{entree("observations", "Observations", "/observations", "eye"), parcours.ActionLogObservation, parcours.Encadrant},
	{entree("resultats", "Résultats", resultatsURL, "bar-chart"), parcours.ActionReadResultats, ""},
	{entree("aujourdhui", "Aujourd'hui", "/aujourdhui", "calendar2-check"), parcours.ActionLogSuivi, ""},
	{entree("salaries", "Salariés", "/salaries", "people"), parcours.ActionReadSalarie, ""},
	{entree("parcours", "Parcours", "/parcours", "signpost-split"), parcours.ActionListParcours, ""},
	{entree("guide", "Guide", "/guide", "book"), parcours.ActionReadGuide, ""},
	{entree("structure", "Structure", siaeURL, "building"), parcours.ActionReadSiae, ""},
}

// autresEntrees: where the first word of an address is not the code of its entry.
var autresEntrees = map[string]string{"rapports": "resultats", "importations": "salaries", "organismes": "structure",
	"groupes": "structure"}

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
	m := composants.PageMeta{
		Titre: titre, Bandeau: c.site.bandeau, Flash: c.takeAnnonce(), Jour: c.Aujourdhui().Francais(),
	}
	if c.Moi == nil {
		return m
	}
	siae := c.Moi.Siae
	m.Personne, m.Role, m.Chemin = c.Moi.Utilisateur.NomComplet(), c.Qui.Role.Libelle(), "/"
	m.Siae = composants.SiaeMeta{ID: itoa(c.Qui.SiaeID), Nom: siae.Nom, Type: siae.Type}
	if lieu := parcours.DepartementsHdf.Libelle(siae.Departement); lieu != "" {
		m.Siae.Type += " · " + lieu
	}
	for _, a := range c.Moi.Appartenances {
		m.AutresSiae = append(m.AutresSiae, composants.Option{
			Valeur: itoa(a.SiaeID), Libelle: a.SiaeNom + " (" + a.SiaeType + ")",
		})
	}
	for _, e := range entrees {
		if c.Can(e.action) && (e.seul == "" || e.seul == c.Qui.Role) {
			m.Navigation = append(m.Navigation, e.NavItem)
		}
	}
	mot, _, _ := strings.Cut(strings.TrimPrefix(c.Request.URL.Path, "/"), "/")
	m.Nav = cmp.Or(autresEntrees[mot], mot)
	return m
}

func entree(code, libelle, url, icone string) composants.NavItem {
	return composants.NavItem{Code: code, Libelle: libelle, URL: url, Icone: icone}
}
