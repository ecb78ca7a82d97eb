package app

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// FicheParcours is a parcours as its page and the API show it: the file, and
// what this person may do next.
type FicheParcours struct {
	*parcours.Fiche
	Guide       *guide.Guide     // as this SIAE reads it
	Lecture     parcours.Lecture // what happened, and what is due
	Rappeles    []parcours.Rappele
	situation   guide.Situation
	Transitions []parcours.Offre
	// Rectifiable is empty when the last passage can be undone by this person,
	// else it says why not.
	Rectifiable error
}

// FindParcours opens a parcours.
func (a *App) FindParcours(ctx context.Context, qui parcours.Identite, id int64) (*FicheParcours, error) {
	return read(ctx, a, qui, parcours.ActionReadParcours, func(tx *postgres.Tx) (*FicheParcours, error) {
		f, err := tx.FindFiche(id)
		if err != nil {
			return nil, err
		}
		g, err := a.guideAt(tx, f.CleGuide)
		if err != nil {
			return nil, err
		}
		lecture := parcours.Lire(f)
		lecture.Echeances = parcours.Standing(lecture.Echeances, a.aujourdhui())
		parcours.NameItems(lecture.Echeances, g.Dire)
		return &FicheParcours{
			Fiche:       f,
			Guide:       g,
			Lecture:     lecture,
			Rappeles:    parcours.Rappeles(&f.Dossier, qui, a.aujourdhui()),
			situation:   SituationOf(&f.Dossier, qui, a.aujourdhui()),
			Transitions: parcours.TransitionsFor(&f.Dossier, qui, a.aujourdhui()),
			Rectifiable: parcours.CheckRectify(&f.Dossier, qui, a.maintenant()),
		}, nil
	})
}

// PageParcours is one page of a list of parcours.
type PageParcours struct {
	*parcours.Page[parcours.LigneParcours]
	// Compte is the number of open parcours by state, whatever the filter, if the filter asks for it.
	Compte map[parcours.Etat]int
}

// ListParcours lists the parcours of the SIAE, or of one CIP.
func (a *App) ListParcours(ctx context.Context, qui parcours.Identite, f postgres.FiltreParcours) (*PageParcours, error) {
	f.Aujourdhui = a.aujourdhui()
	f.Page, f.ParPage = clampPage(f.Page, f.ParPage)
	return read(ctx, a, qui, parcours.ActionListParcours, func(tx *postgres.Tx) (p *PageParcours, err error) {
		p = &PageParcours{}
		if f.Comptes {
			tx.CountEtats(f.CipID, &p.Compte)
		}
		p.Page, err = tx.ListParcours(f)
		return p, err
	})
}

// FindPersonneOf tells whose parcours it is.
func (a *App) FindPersonneOf(ctx context.Context, qui parcours.Identite, id int64) (int64, error) {
	return read(ctx, a, qui, parcours.ActionReadParcours, func(tx *postgres.Tx) (int64, error) {
		p, err := postgres.Find[parcours.Parcours](tx, "Parcours", id)
		if err != nil {
			return 0, err
		}
		return p.SalarieID, nil
	})
}

// ExportParcours lists them all, in one reading.
func (a *App) ExportParcours(ctx context.Context, qui parcours.Identite, f postgres.FiltreParcours) ([]parcours.LigneParcours, error) {
	f.Aujourdhui, f.Page, f.ParPage = a.aujourdhui(), 1, lignesExport
	return readWhole(ctx, a, qui, parcours.ActionListParcours, func(tx *postgres.Tx) ([]parcours.LigneParcours, error) {
		p, err := tx.ListParcours(f)
		return p.Lignes, err
	})
}

// IdentifyBesoin creates a parcours from a need. cle makes a repeated click or
// request answer the first result.
func (a *App) IdentifyBesoin(ctx context.Context, qui parcours.Identite, salarieID int64, b parcours.Besoin,
	cle string) (id int64, err error) {
	acte := postgres.Acte{Action: parcours.ActionIdentifyBesoin, Salarie: salarieID, Cle: cle, Saisie: b, Rend: &id}
	return id, a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := errors.Join(checkEncadre(tx, qui, salarieID), checkPrecedent(tx, salarieID, b.Precedent)); err != nil {
			return err
		}
		apres, err := parcours.Identify(d, b, qui, a.aujourdhui(), a.maintenant())
		if err != nil {
			return err
		}
		return openDossier(tx, d, apres, b, &id)
	})
}

// ResumeParcours takes over a parcours that began before Parcours.
func (a *App) ResumeParcours(ctx context.Context, qui parcours.Identite, salarieID int64, r parcours.Reprise,
	cle string) (id int64, err error) {
	acte := postgres.Acte{Action: parcours.ActionResumeParcours, Salarie: salarieID, Cle: cle, Saisie: r, Rend: &id}
	return id, a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		apres, err := parcours.Resume(d, r, qui, a.aujourdhui(), a.maintenant())
		if err != nil {
			return err
		}
		for i := range apres.Tentatives {
			err = errors.Join(err, linkOrganisme(tx, &apres.Tentatives[i].Formation, parcours.Formation{}))
		}
		for i := range apres.Presences {
			err = errors.Join(err, linkOrganisme(tx, &apres.Presences[i].Formation, parcours.Formation{}))
		}
		if err != nil {
			return err
		}
		return openDossier(tx, d, apres, r.Besoin, &id)
	})
}

// openDossier writes a new file, with the freins named with the need that are not
// already followed for this person.
func openDossier(tx *postgres.Tx, d, apres *parcours.Dossier, b parcours.Besoin, id *int64) error {
	suivis := openFreins(d)
	for _, code := range b.Freins {
		if slices.Contains(suivis, code) {
			continue
		}
		suivis = append(suivis, code)
		f := parcours.Frein{SalarieID: d.Salarie.ID, Code: code, Etat: parcours.FreinIdentifie, DateIdentifie: b.Date}
		if err := tx.Create(&f); err != nil {
			return err
		}
	}
	err := tx.CreateDossier(apres)
	*d, *id = *apres, apres.Parcours.ID
	return err
}

// checkPrecedent hands the rule the parcours that a new one would follow; one
// that is unknown here is nobody's.
func checkPrecedent(tx *postgres.Tx, salarieID int64, precedent *int64) error {
	if precedent == nil {
		return nil
	}
	ps, err := postgres.List[parcours.Parcours](tx, postgres.By{"id": *precedent})
	if err != nil {
		return err
	}
	var lu parcours.Parcours // nobody's, when there is none of that number here
	if len(ps) > 0 {
		lu = ps[0]
	}
	presences, err := postgres.List[parcours.Presence](tx, postgres.By{"parcours_id": *precedent})
	if err != nil {
		return err
	}
	return parcours.CheckPrecedent(lu, presences, salarieID)
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
	return read(ctx, a, qui, parcours.ActionIdentifyBesoin, func(tx *postgres.Tx) (*Personne, error) {
		d, err := tx.FindPersonne(salarieID)
		if err == nil {
			err = cmp.Or(checkEncadre(tx, qui, salarieID), checkMerged(tx, d.Salarie),
				parcours.CheckStanding(d.Salarie, parcours.ActionIdentifyBesoin))
		}
		if err != nil {
			return nil, err
		}
		p := &Personne{Nom: d.Salarie.NomComplet(), Ouverts: d.AutresOuverts}
		if qui.Can(parcours.ActionEditFrein) {
			p.Freins = openFreins(d)
		}
		return p, nil
	})
}
