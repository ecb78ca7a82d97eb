package site

import (
	"parcours/internal/app"
	"parcours/internal/parcours"
	"parcours/web/composants"
	"parcours/web/pages"
)

const (
	sansNouvelleJours = 30
	sansNouvelleVues  = 8
)

// showAujourdhui lists whom to contact: their own people for a CIP, everybody
// for a directeur.
func (s *Site) showAujourdhui(c *Requete) error {
	tous := c.Query("qui") == "tous" || c.Query("qui") == "" && c.Qui.Role != parcours.Cip
	dus, err := s.app.ListRappels(c.Ctx(), c.Qui, tous)
	if err != nil {
		return err
	}
	p := pages.Aujourdhui{
		Jour: c.Aujourdhui(), EnRetard: rappelLignes(dus.EnRetard), CeJour: rappelLignes(dus.Aujourdhui), Semaine: rappelLignes(dus.CetteSemaine), IsTous: tous,
		Portees: []composants.Puce{
			{Libelle: "Mes salariés", URL: "/aujourdhui?qui=moi", Active: !tous},
			{Libelle: "Toute la structure", URL: "/aujourdhui?qui=tous", Active: tous},
		},
	}
	filtre := app.FiltreParcours{Clos: "non", SansSuivi: sansNouvelleJours, Tri: "suivi", ParPage: sansNouvelleVues}
	if !tous {
		filtre.CipID = c.Qui.UtilisateurID
	}
	silence, err := s.app.ListParcours(c.Ctx(), c.Qui, filtre)
	if err != nil {
		return err
	}
	for _, x := range silence.Lignes {
		p.SansNouvelle = append(p.SansNouvelle, pages.SansNouvelleLigne{
			ParcoursID: x.ID, Nom: joinName(x.SalariePrenom, x.SalarieNom), Intitule: x.Intitule, Etat: x.Etat, Dernier: x.DernierSuivi,
		})
	}
	if silence.Total > len(silence.Lignes) {
		p.PlusSansNouvelle = "/parcours?tri=suivi"
	}
	return c.Page(200, "Aujourd'hui", pages.AujourdhuiPage(p))
}

func rappelLignes(dus []app.Rappel) []pages.RappelLigne {
	lignes := make([]pages.RappelLigne, len(dus))
	for i, r := range dus {
		lignes[i] = pages.RappelLigne{ParcoursID: r.ParcoursID, Nom: r.Salarie, Telephone: r.Telephone, Date: r.DateProchain,
			Pourquoi: r.Intitule + " : " + excerpt(r.DernierTexte, 120)}
	}
	return lignes
}

// excerpt keeps the beginning of a text, cut between two words.
func excerpt(texte string, max int) string {
	mots := []rune(texte)
	if len(mots) <= max {
		return texte
	}
	coupe := max
	for coupe > max/2 && mots[coupe] != ' ' {
		coupe--
	}
	return string(mots[:coupe]) + "…"
}

func joinName(prenom, nom string) string {
	return parcours.Salarie{Prenom: prenom, Nom: nom}.NomComplet()
}
