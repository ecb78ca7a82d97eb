package main

import (
	"fmt"
	"io/fs"
	"net/url"
	"time"

	"parcours.example/config"
	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

// measureGuide evaluates the whole guide for one rich parcours, as each page of
// a parcours does.
func measureGuide() error {
	livre, err := fs.Sub(config.Guide, "guide")
	if err != nil {
		return err
	}
	g, err := guide.Load(livre)
	if err != nil {
		return err
	}
	s := guide.Situation{
		Etat: parcours.EnFinancement, TypeSiae: "ACI", Departement: "62", Territoires: []string{"lens_lievin"},
		Effectif: 32, Opco: "uniformation", Reseaux: []string{"chantier_ecole"}, Freins: []string{"mobilite", "finances"},
		Origine: "cip_asp", TypeFormation: "certifiante", Lieu: "of", Modalite: "mixte",
		Dispositifs: []string{"pic_iae", "prf"}, Role: parcours.Cip, Date: parcours.DateOf(time.Now()),
	}
	var ds []time.Duration
	for range 5000 {
		d, err := timed(func() error {
			if len(g.For(s)) == 0 {
				return fmt.Errorf("the guide says nothing")
			}
			return nil
		})
		if err != nil {
			return err
		}
		ds = append(ds, d)
	}
	mediane, p99 := quantiles(ds)
	print1("guide évalué pour un parcours", ms(mediane)*1000, "µs", 200)
	print1("… p99", ms(p99)*1000, "µs", 0)
	return nil
}

// measureSearch asks the page of the guide for words that find much, little and
// nothing, in turn.
func (j *jeu) measureSearch(adresse string, tours int) error {
	mots := []string{"mobilite", "pic iae", "formation", "opco", "illettrisme", "a", "uniformation nord", "zzz"}
	var ds []time.Duration
	for i := range tours {
		d, err := timed(j.get(adresse + "/guide?q=" + url.QueryEscape(mots[i%len(mots)])))
		if err != nil {
			return err
		}
		ds = append(ds, d)
	}
	mediane, p99 := quantiles(ds)
	print1("recherche dans le guide, la page", ms(mediane), "ms", 0)
	print1("… p99", ms(p99), "ms", 50)
	return nil
}
