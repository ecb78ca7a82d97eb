package app

import (
	"context"
	"errors"
	"slices"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// Move hands what was noted on the wrong person to the right one, whole: both histories
// say so. The same move again, or its key, does nothing more and answers the first.
// version is the one of the parcours that was read, 0 for whatever it is now.
func (a *App) Move(ctx context.Context, qui parcours.Identite, objet parcours.Deplacable, id int64, vers parcours.Destination,
	version int, cle string) (*parcours.Deplacement, error) {
	vers.Motif = strings.TrimSpace(vers.Motif)
	place, vers, err := a.findPlaces(ctx, qui, objet, id, vers)
	if err != nil {
		return nil, err
	}
	if place.IsAt(objet, vers) {
		version = 0 // done already: what was written since does not matter
	}
	var fait parcours.Deplacement
	acte := postgres.Acte{Action: objet.Action(), Motif: vers.Motif, Objet: id, Parcours: place.ParcoursID, Version: version,
		Personnes: []int64{place.SalarieID, vers.SalarieID}, Cle: cle, Saisie: []any{objet, vers}, Rend: &fait}
	if place.ParcoursID == 0 {
		acte.Salarie = place.SalarieID
	}
	return &fait, a.do(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		deja, err := tx.FindDeplacement(objet, id)
		if err != nil {
			return err
		}
		ici, err := tx.FindPlace(objet, id)
		switch {
		case err != nil:
			return err
		case deja != nil && deja.IsTo(vers) && ici.IsAt(objet, vers):
			fait = *deja
			return nil
		case ici != place: // between what we read and what we locked
			return parcours.MovedMeanwhile()
		}
		if err := vers.Validate(objet); err != nil {
			return err
		}
		cible, err := tx.FindPersonne(vers.SalarieID)
		if err != nil {
			return err
		}
		if err := parcours.CheckMove(place, d.Salarie, cible.Salarie, qui, a.maintenant()); err != nil {
			return err
		}
		fait = parcours.Deplacement{Objet: objet, ObjetID: id, SalarieID: place.SalarieID, VersSalarieID: vers.SalarieID, Motif: vers.Motif}
		if objet == parcours.ObjetSuivi {
			fait.ParcoursID, fait.VersParcoursID = &place.ParcoursID, &vers.ParcoursID
		}
		return errors.Join(a.move(tx, qui, d, cible, objet, id, vers), tx.Create(&fait))
	})
}

// findPlaces tells where a thing stands, and whose it would be. Whoever may not see one of
// the two people finds nothing.
func (a *App) findPlaces(ctx context.Context, qui parcours.Identite, objet parcours.Deplacable, id int64,
	vers parcours.Destination) (place parcours.Place, _ parcours.Destination, err error) {
	_, err = read(ctx, a, qui, objet.Action(), func(tx *postgres.Tx) (_ struct{}, err error) {
		if place, err = tx.FindPlace(objet, id); err != nil {
			return
		}
		if objet == parcours.ObjetSuivi && vers.ParcoursID != 0 {
			cible, err := tx.FindPlace(parcours.ObjetParcours, vers.ParcoursID)
			if err != nil {
				return struct{}{}, err
			}
			vers.SalarieID = cible.SalarieID
		}
		if vers.SalarieID == 0 {
			return struct{}{}, errors.Join(checkEncadre(tx, qui, place.SalarieID), vers.Validate(objet))
		}
		_, err = postgres.Find[parcours.Salarie](tx, "Salarié", vers.SalarieID)
		return struct{}{}, errors.Join(err, checkEncadre(tx, qui, place.SalarieID), checkEncadre(tx, qui, vers.SalarieID))
	})
	return place, vers, err
}

// move makes of the file, and of what is known of the right person, what they become.
func (a *App) move(tx *postgres.Tx, qui parcours.Identite, d, cible *parcours.Dossier, objet parcours.Deplacable, id int64,
	vers parcours.Destination) error {
	if objet == parcours.ObjetParcours {
		suivants, err := postgres.List[parcours.Parcours](tx, postgres.By{"precedent": id})
		if err != nil {
			return err
		}
		apres, err := d.MoveParcours(cible, len(suivants), vers, qui, a.aujourdhui())
		if err != nil {
			return err
		}
		*d = *apres
		return tx.MoveParcours(d)
	}
	chose, err := findDeplacable(tx, objet, id)
	if err != nil {
		return err
	}
	switch c := chose.(type) {
	case *parcours.Suivi:
		return a.moveSuivi(tx, d, *c, vers.ParcoursID)
	case interface{ MoveTo(*parcours.Dossier) error }:
		return errors.Join(c.MoveTo(cible), tx.Update(c, "salarie_id"))
	}
	return nil
}

// findDeplacable reads what is to be moved.
func findDeplacable(tx *postgres.Tx, objet parcours.Deplacable, id int64) (any, error) {
	switch objet {
	case parcours.ObjetSuivi:
		return postgres.Find[parcours.Suivi](tx, "Suivi", id)
	case parcours.ObjetObservation:
		return postgres.Find[parcours.Observation](tx, "Observation", id)
	case parcours.ObjetFrein:
		return postgres.Find[parcours.Frein](tx, "Frein", id)
	}
	return postgres.Find[parcours.Parcours](tx, "Parcours", id)
}

// moveSuivi moves a suivi to a parcours, with the reminders of both.
func (a *App) moveSuivi(tx *postgres.Tx, d *parcours.Dossier, s parcours.Suivi, parcoursID int64) error {
	cible, err := tx.FindDossier(parcoursID)
	if err != nil {
		return err
	}
	avant, avantLa := slices.Clone(d.Suivis), slices.Clone(cible.Suivis)
	ailleurs, err := d.MoveSuivi(s, cible)
	if err == nil && a.judge != nil {
		err = a.judge(cible)
	}
	if err != nil {
		return err
	}
	return errors.Join(tx.MoveSuivi(ailleurs), tx.SaveRappels(avant, d.Suivis), tx.SaveRappels(avantLa, cible.Suivis))
}

// maxDestinations is how many people a search shows at once: more, and one types more.
const maxDestinations = 30

// FindDeplacementPossible tells what would be moved, and finds people by words of their name.
func (a *App) FindDeplacementPossible(ctx context.Context, qui parcours.Identite, objet parcours.Deplacable, id int64,
	q string) (*parcours.DeplacementPossible, error) {
	f := FiltreSalaries{Q: q, ParPage: maxDestinations}
	if q == "" && qui.Role == parcours.Cip {
		f.CipID = Miens
	}
	f = a.narrow(qui, f)
	return read(ctx, a, qui, objet.Action(), func(tx *postgres.Tx) (x *parcours.DeplacementPossible, err error) {
		x = &parcours.DeplacementPossible{Objet: objet}
		if x.Place, err = tx.FindPlace(objet, id); err != nil {
			return nil, err
		}
		s, err := postgres.Find[parcours.Salarie](tx, "Salarié", x.SalarieID)
		if err != nil {
			return nil, err
		}
		x.Salarie = *s
		err = errors.Join(checkEncadre(tx, qui, s.ID), parcours.CheckMend(*s, qui, x.AuteurID, x.CreeLe, a.maintenant()))
		if err != nil {
			return nil, err
		}
		chose, err := findDeplacable(tx, objet, id)
		if err != nil {
			return nil, err
		}
		x.Tell(chose)
		if x.Personnes, err = listSalaries(tx, qui, f); err != nil || objet != parcours.ObjetSuivi {
			return x, err
		}
		ids := make([]int64, len(x.Personnes.Lignes))
		for i, p := range x.Personnes.Lignes {
			ids[i] = p.ID
		}
		x.Ouverts, err = tx.ListParcoursOf(ids)
		return x, err
	})
}
