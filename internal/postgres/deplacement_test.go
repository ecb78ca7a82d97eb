package postgres_test

import (
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

func essaisDeplacement(a *affaire) map[string]essaiCloison {
	suivi := parcours.Suivi{ID: 1, ParcoursID: a.id}
	return map[string]essaiCloison{
		"FindPlace": {parcours.Introuvable, func(tx *postgres.Tx) error {
			p, err := tx.FindPlace(parcours.ObjetParcours, a.id)
			return shows(p.SalarieID, err)
		}},
		"FindDeplacement": {"", func(tx *postgres.Tx) error {
			x, err := tx.FindDeplacement(parcours.ObjetSuivi, 1)
			return shows(x, err)
		}},
		"ListParcoursOf": {"", func(tx *postgres.Tx) error {
			ps, err := tx.ListParcoursOf([]int64{a.salarie.ID})
			return shows(ps, err)
		}},
		"MoveSuivi": {parcours.Introuvable, func(tx *postgres.Tx) error { return tx.MoveSuivi(&suivi) }},
		"SaveRappels": {parcours.Introuvable, func(tx *postgres.Tx) error {
			solde := suivi
			solde.ProchainSolde = true
			return tx.SaveRappels([]parcours.Suivi{suivi}, []parcours.Suivi{solde})
		}},
		"MoveParcours": {parcours.Conflit, func(tx *postgres.Tx) error {
			return tx.MoveParcours(&parcours.Dossier{Parcours: parcours.Parcours{ID: a.id, SalarieID: a.salarie.ID, Version: 1}})
		}},
	}
}

func essaisRapprochement(a *affaire) map[string]essaiCloison {
	r := func() *parcours.Rapprochement {
		return &parcours.Rapprochement{ID: 1, SalarieID: a.salarie.ID, AbsorbeID: a.salarie.ID,
			Deplaces: map[string][]int64{"parcours": {a.id}, "frein": {a.frein.ID}}}
	}
	return map[string]essaiCloison{
		"FindRapprochement": {"", func(tx *postgres.Tx) error {
			x, err := tx.FindRapprochement(a.salarie.ID)
			return shows(x, err)
		}},
		"FindRapprochementInto": {"", func(tx *postgres.Tx) error {
			x, err := tx.FindRapprochementInto(a.salarie.ID)
			return shows(x, err)
		}},
		"ListAbsorbes":    {"", func(tx *postgres.Tx) error { x, err := tx.ListAbsorbes(); return shows(x, err) }},
		"MergeSalarie":    {parcours.Introuvable, func(tx *postgres.Tx) error { return tx.MergeSalarie(r()) }},
		"SeparateSalarie": {parcours.Introuvable, func(tx *postgres.Tx) error { return tx.SeparateSalarie(r()) }},
	}
}
