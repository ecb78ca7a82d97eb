package site

import (
	"net/http"
	"slices"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/aujourdhui", parcours.ActionLogSuivi, (*Site).showAujourdhui),
	onParcours("/parcours/:id/echeances/:genre/differer", parcours.ActionDefer, "differer-:cible", parcours.ChampsDiffere,
		(*Site).deferEcheance),
	phrase{"echeance_differee", "C'est remis à plus tard."},
)

// sansNouvelleJours is the silence that the list of parcours may be narrowed to.
const sansNouvelleJours = 30

// echeancesVues is how many lines « Aujourd'hui » shows at once.
const echeancesVues = 100

// showAujourdhui lists what is due: in a CIP's own files, or in all.
func (s *Site) showAujourdhui(c *Request) error {
	tous := c.Query("qui") == "tous" || c.Query("qui") == "" && c.Qui.Role != parcours.Cip
	filtre := app.FiltreEcheances{ParPage: echeancesVues,
		Sauf: "accord_directeur"} // « À décider » tells it to who decides
	if !tous {
		filtre.CipID = app.Miens
	}
	dues, err := listed(c, func(page int) (*app.PageEcheances, error) {
		filtre.Page = page
		return s.app.ListEcheances(c.Ctx(), c.Qui, filtre)
	})
	if err != nil {
		return err
	}
	p := pages.AujourdhuiPage{
		Jour: c.Aujourdhui(), Total: dues.Total, Adresse: c.Adresse(),
		Pagination: sheets(dues, "dossier", "dossiers", composants.Adresse{Chemin: "/aujourdhui", Requete: c.Request.URL.Query()}),
		Portees: []composants.Puce{
			{Libelle: "Mes salariés", URL: "/aujourdhui?qui=moi", Active: !tous},
			{Libelle: "Toute la structure", URL: "/aujourdhui?qui=tous", Active: tous},
		},
	}
	for _, l := range dues.Lignes {
		switch {
		case slices.ContainsFunc(l.Raisons, func(e parcours.Echeance) bool { return e.IsLate(p.Jour) }):
			p.EnRetard = append(p.EnRetard, l)
		case l.Date.After(p.Jour):
			p.Semaine = append(p.Semaine, l)
		default:
			p.CeJour = append(p.CeJour, l)
		}
	}
	if p.Decisions, err = s.listDecisions(c); err != nil {
		return err
	}
	return c.Page(http.StatusOK, "Aujourd'hui", pages.Aujourdhui(p))
}

// deferEcheance puts a deadline off.
func (s *Site) deferEcheance(c *Request, f *Form, r parcours.Remise) (suite, error) {
	_, err := s.app.DeferEcheance(c.Ctx(), c.Qui, c.ID("id"), c.Param("genre"), int64(f.Entier("objet_id")), r, f.Cle())
	return c.backOr("#a-faire", "echeance_differee"), err
}
