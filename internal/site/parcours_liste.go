package site

import (
	"net/http"
	"slices"
	"strings"

	"parcours.example/internal/app"
	"parcours.example/internal/export"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/parcours", parcours.ActionListParcours, (*Site).showListeParcours),
	get("/parcours.xlsx", parcours.ActionListParcours, (*Site).exportParcours),
)

// filtreParcours reads the filters that stay in the address.
func filtreParcours(c *Request, parPage int) (app.FiltreParcours, pages.FiltreListe) {
	v := pages.FiltreListe{
		Vue: c.Query("vue"), Etat: c.Query("etat"), Clos: c.Query("clos"), Q: c.Recherche(),
		SansSuivi: c.Query("sans_suivi") == "30", Tri: c.Query("tri"),
	}
	if v.Vue != "tous" && v.Vue != "mes" {
		v.Vue = "tous"
		if c.Qui.Role == parcours.Cip {
			v.Vue = "mes"
		}
	}
	if _, ok := parcours.FindEtat(parcours.Etat(v.Etat)); !ok {
		v.Etat = ""
	}
	if v.Clos != parcours.Oui && v.Clos != "tous" {
		v.Clos = parcours.Non
	}
	tri, desc := strings.CutPrefix(v.Tri, "-")
	if !slices.Contains(app.TrisParcours(), tri) {
		tri, desc, v.Tri = "etat", false, "etat"
	}
	f := app.FiltreParcours{Q: v.Q, Etat: parcours.Etat(v.Etat), Tri: tri, Desc: desc, ParPage: parPage}
	if v.Clos != "tous" {
		f.Clos = v.Clos
	}
	if v.Etat == string(parcours.SansSuite) {
		f.Clos = ""
	}
	if v.Vue == "mes" {
		f.CipID = c.Qui.UtilisateurID
	}
	if v.SansSuivi {
		f.SansSuivi, f.SansRappel = sansNouvelleJours, true
	}
	return f, v
}

// showListeParcours lists parcours: mine first for a CIP, all for a directeur.
func (s *Site) showListeParcours(c *Request) error {
	f, v := filtreParcours(c, 50)
	f.Comptes = true
	liste, err := s.listParcours(c, f)
	if err != nil {
		return err
	}
	vue := pages.ParcoursListePage{
		Page: liste.Page, Filtre: v, Compte: liste.Compte,
		Qui: c.Qui, Aujourdhui: c.Aujourdhui(), Requete: c.Filtres(),
	}
	vue.Adresse = composants.Adresse{Chemin: "/parcours", Requete: vue.Requete}.With()
	return c.Page(http.StatusOK, "Parcours", pages.ListeParcours(vue))
}

func (s *Site) listParcours(c *Request, f app.FiltreParcours) (*app.PageParcours, error) {
	return listed(c, func(page int) (*app.PageParcours, error) {
		f.Page = page
		return s.app.ListParcours(c.Ctx(), c.Qui, f)
	})
}

// exportParcours gives the rows of the list, all pages, as a workbook.
func (s *Site) exportParcours(c *Request) error {
	f, _ := filtreParcours(c, 0)
	feuille := export.Feuille{Nom: "Parcours", Colonnes: slices.Concat(
		columns(export.Entier, "N°"), columns(export.Texte, "Nom", "Prénom", "Projet", "État"),
		columns(export.Jour, "Depuis"), columns(export.Entier, "Tentative"), columns(export.Texte, "Formation", "Organisme"),
		columns(export.Jour, "Besoin", "Dernier suivi", "Prochain suivi"), columns(export.Texte, "CIP"),
		columns(export.Jour, "Clos le"),
	)}
	lignes, err := s.app.ExportParcours(c.Ctx(), c.Qui, f)
	if err != nil {
		return err
	}
	for _, l := range lignes {
		feuille.Lignes = append(feuille.Lignes, []any{
			l.ID, l.SalarieNom, l.SalariePrenom, l.Intitule, l.Etat.Libelle(), l.EtatDepuis, l.Parcours.Tentative,
			l.Formation, l.Organisme, l.DateBesoin, l.DernierSuivi, l.ProchainSuivi, l.CipNom, l.ClosLe,
		})
	}
	return c.Download("parcours-"+c.Aujourdhui().String()+".xlsx", feuille)
}
