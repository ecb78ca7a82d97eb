package app

import (
	"context"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// FicheParcours is a parcours as its page and the API show it: the file, and
// what this person may do next.
type FicheParcours struct {
	*postgres.Fiche
	Guide       *guide.Guide // as this SIAE reads it
	Transitions []parcours.Offre
	// Rectifiable is empty when the last passage can be undone by this person,
	// else it says why not.
	Rectifiable error
}

// FindParcours opens a parcours.
func (a *App) FindParcours(ctx context.Context, qui parcours.Identite, id int64) (*FicheParcours, error) {
	var f *postgres.Fiche
	var g *guide.Guide
	err := a.read(ctx, qui, parcours.ActionReadParcours, func(tx *postgres.Tx) (err error) {
		if f, err = tx.FindFiche(id); err != nil {
			return err
		}
		g, err = a.guideAt(tx, f.CleGuide)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &FicheParcours{
		Fiche:       f,
		Guide:       g,
		Transitions: parcours.TransitionsFor(&f.Dossier, qui, a.aujourdhui()),
		Rectifiable: parcours.CheckRectify(&f.Dossier, qui, a.maintenant()),
	}, nil
}

// PageParcours is one page of a list of parcours.
type PageParcours struct {
	Lignes []postgres.LigneParcours
	Total  int
	// Compte is the number of open parcours by state, whatever the filter.
	Compte map[parcours.Etat]int
}

// ListParcours lists the parcours of the SIAE, or of one CIP.
func (a *App) ListParcours(ctx context.Context, qui parcours.Identite, f postgres.FiltreParcours) (*PageParcours, error) {
	f.Aujourdhui = a.aujourdhui()
	f.Page, f.ParPage = max(f.Page, 1), clampPage(f.ParPage)
	var p PageParcours
	err := a.read(ctx, qui, parcours.ActionListParcours, func(tx *postgres.Tx) (err error) {
		if p.Lignes, p.Total, err = tx.ListParcours(f); err != nil {
			return err
		}
		p.Compte, err = tx.CountEtats(f.CipID)
		return err
	})
	return &p, err
}

// IdentifyBesoin creates a parcours from a need. cle makes a repeated click or
// request answer the first result.
func (a *App) IdentifyBesoin(ctx context.Context, qui parcours.Identite, salarieID int64, b parcours.Besoin, cle string) (int64, error) {
	return a.create(ctx, qui, salarieID, parcours.ActionIdentifyBesoin, cle, b.Freins, b.Date, func(tx *postgres.Tx, d *parcours.Dossier) (*parcours.Dossier, error) {
		if err := checkPrecedent(tx, salarieID, b.Precedent); err != nil {
			return nil, err
		}
		return parcours.Identify(d, b, qui, a.aujourdhui(), a.maintenant())
	})
}

// ResumeParcours takes over a parcours that began before Parcours.
func (a *App) ResumeParcours(ctx context.Context, qui parcours.Identite, salarieID int64, r parcours.Reprise, cle string) (int64, error) {
	return a.create(ctx, qui, salarieID, parcours.ActionResumeParcours, cle, r.Besoin.Freins, r.Besoin.Date, func(_ *postgres.Tx, d *parcours.Dossier) (*parcours.Dossier, error) {
		return parcours.Resume(d, r, qui, a.aujourdhui(), a.maintenant())
	})
}

// create is the common way of the two creations: load the person, let the rule
// build the file, write it with the freins that came with the need.
func (a *App) create(ctx context.Context, qui parcours.Identite, salarieID int64, acte parcours.Action, cle string,
	freins []string, le parcours.Date, rule func(*postgres.Tx, *parcours.Dossier) (*parcours.Dossier, error)) (int64, error) {
	var id int64
	err := a.write(ctx, qui, acte, "", func(tx *postgres.Tx) (err error) {
		id, err = tx.Once(cle, objet(string(acte), salarieID), func() (int64, error) {
			d, err := a.loadPerson(tx, qui, salarieID)
			if err != nil {
				return 0, err
			}
			apres, err := rule(tx, d)
			if err != nil {
				return 0, err
			}
			if err := tx.CreateDossier(apres); err != nil {
				return 0, err
			}
			return apres.Parcours.ID, a.addMissingFreins(tx, qui, d, freins, le)
		})
		return err
	})
	return id, err
}

// checkPrecedent hands the rule the parcours that a new one would follow; one
// that is unknown here is nobody's.
func checkPrecedent(tx *postgres.Tx, salarieID int64, precedent *int64) error {
	if precedent == nil {
		return nil
	}
	d, err := tx.FindDossier(*precedent, postgres.NoLock)
	if parcours.IsCode(err, parcours.Introuvable) {
		return parcours.CheckPrecedent(parcours.Parcours{}, salarieID)
	}
	if err != nil {
		return err
	}
	return parcours.CheckPrecedent(d.Parcours, salarieID)
}

// loadPerson reads what a new parcours rests on.
func (a *App) loadPerson(tx *postgres.Tx, qui parcours.Identite, salarieID int64) (*parcours.Dossier, error) {
	salarie, err := tx.FindSalarie(salarieID)
	if err != nil {
		return nil, err
	}
	if err := checkEncadre(tx, qui, salarieID); err != nil {
		return nil, err
	}
	d := &parcours.Dossier{Salarie: *salarie}
	siae, err := tx.FindSiae()
	if err != nil {
		return nil, err
	}
	d.Siae = *siae
	if d.Freins, err = tx.ListFreins(salarieID); err != nil {
		return nil, err
	}
	d.AutresOuverts, err = tx.CountOpenParcours(salarieID)
	return d, err
}

// addMissingFreins records the freins named with the need that are not already
// followed for this person.
func (a *App) addMissingFreins(tx *postgres.Tx, qui parcours.Identite, d *parcours.Dossier, codes []string, le parcours.Date) error {
	suivis := map[string]bool{}
	for _, f := range d.Freins {
		if f.Etat != "leve" {
			suivis[f.Code] = true
		}
	}
	for _, code := range codes {
		if suivis[code] {
			continue
		}
		suivis[code] = true
		f := parcours.Frein{SiaeID: qui.SiaeID, SalarieID: d.Salarie.ID, Code: code, Etat: "identifie",
			DateIdentifie: le, Version: 1, AuteurID: qui.UtilisateurID, CreeLe: a.maintenant()}
		if err := tx.CreateFrein(&f); err != nil {
			return err
		}
	}
	return nil
}

// Personne is what a form of creation shows of a salarié.
type Personne struct {
	Nom string
	// Freins are the codes still open: shown, so as not to be noted twice.
	Freins []string
	// Ouverts counts the parcours under way.
	Ouverts int
}

// FindPersonne names the salarié for whom a need is about to be noted. An
// encadrant sees no more than the name.
func (a *App) FindPersonne(ctx context.Context, qui parcours.Identite, salarieID int64) (*Personne, error) {
	var p Personne
	err := a.read(ctx, qui, parcours.ActionIdentifyBesoin, func(tx *postgres.Tx) error {
		d, err := a.loadPerson(tx, qui, salarieID)
		if err != nil {
			return err
		}
		p.Nom, p.Ouverts = d.Salarie.NomComplet(), d.AutresOuverts
		if !qui.Can(parcours.ActionEditFrein) {
			return nil
		}
		for _, f := range d.Freins {
			if f.Etat != "leve" {
				p.Freins = append(p.Freins, f.Code)
			}
		}
		return nil
	})
	return &p, err
}
