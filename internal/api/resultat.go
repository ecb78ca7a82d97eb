package api

import (
	"context"

	"parcours.example/internal/parcours"
)

var _ = declare("rapports",
	route(operation{Methode: get, Chemin: "/rapports/resultats", Acces: parcours.ActionReadResultats,
		Resume: "Les indicateurs d'une période",
		Texte: "Les deux jours compris. Chaque indicateur donne son numérateur, son dénominateur, sa valeur " +
			"et sa définition. Une valeur null n'est pas connue, ou n'a rien par quoi être divisée."}, (*call).showResultats),
)

type demandeResultats struct {
	Debut       string `query:"debut" format:"date" required:"true" doc:"Premier jour, par exemple 2026-01-01."`
	Fin         string `query:"fin" format:"date" required:"true" doc:"Dernier jour."`
	Obligations bool   `query:"obligations" doc:"Compter aussi les formations obligatoires, hors du guide."`
}

type resultats struct {
	Debut       jour         `json:"debut"`
	Fin         jour         `json:"fin"`
	EtabliLe    jour         `json:"etabli_le"`
	Obligations bool         `json:"obligations" doc:"Les formations obligatoires sont comptées."`
	Indicateurs []indicateur `json:"indicateurs"`
}

type indicateur struct {
	Code            string      `json:"code"`
	Libelle         string      `json:"libelle"`
	Unite           string      `json:"unite" enum:"nombre,pourcent,heures,euros,jours" doc:"pourcent : 0.42 est 42 %."`
	Sens            string      `json:"sens" doc:"hausse quand plus est mieux, baisse quand moins est mieux, sinon neutre."`
	Numerateur      *float64    `json:"numerateur"`
	NomNumerateur   *string     `json:"nom_numerateur" doc:"Ce que compte le numérateur."`
	Denominateur    *float64    `json:"denominateur"`
	NomDenominateur *string     `json:"nom_denominateur"`
	Valeur          *float64    `json:"valeur"`
	Definition      string      `json:"definition"`
	Source          *string     `json:"source" doc:"La formule, et les lignes du guide."`
	Completude      *completude `json:"completude,omitempty" doc:"Sur combien de dossiers le total repose."`
	Ventilation     []part      `json:"ventilation"`
	NonDetaille     bool        `json:"non_detaille" doc:"Il y a trop peu de personnes pour montrer le détail."`
}

type completude struct {
	Connus   int `json:"connus"`
	Attendus int `json:"attendus"`
}

type part struct {
	Code         string   `json:"code"`
	Libelle      string   `json:"libelle"`
	Numerateur   *float64 `json:"numerateur"`
	Denominateur *float64 `json:"denominateur"`
	Valeur       *float64 `json:"valeur"`
}

func (q *call) showResultats(ctx context.Context, in *demandeResultats) (*resultats, error) {
	debut, _ := parcours.ParseDate(in.Debut) // checked by the schema
	fin, _ := parcours.ParseDate(in.Fin)
	return as(resultatsOf)(q.app.ReportResultats(ctx, q.Qui, debut, fin, parcours.OptionsRapport{Obligations: in.Obligations}))
}

func resultatsOf(r *parcours.Rapport) resultats {
	return resultats{jour{r.Debut}, jour{r.Fin}, jour{r.EtabliLe}, r.Options.Obligations, each(r.Indicateurs, indicateurOf)}
}

func indicateurOf(i parcours.Indicateur) indicateur {
	return indicateur{
		Code: i.Code, Libelle: i.Libelle, Unite: string(i.Unite), Sens: i.Sens,
		Numerateur: i.Numerateur, NomNumerateur: known(i.NomNumerateur.Plusieurs),
		Denominateur: i.Denominateur, NomDenominateur: known(i.NomDenominateur.Plusieurs),
		Valeur: i.Valeur, Definition: i.Definition, Source: known(i.Source), NonDetaille: i.NonDetaille,
		Completude:  (*completude)(i.Completude),
		Ventilation: each(i.Ventilation, func(p parcours.Part) part { return part(p) }),
	}
}
