package postgres

import (
	"errors"

	"parcours.example/internal/parcours"
)

// places tell where each kind of thing stands that may be moved.
var places = map[parcours.Deplacable]string{
	parcours.ObjetSuivi: `SELECT p.salarie_id, t.parcours_id, t.auteur_id, t.cree_le
 FROM suivi t JOIN parcours p ON p.siae_id = t.siae_id AND p.id = t.parcours_id`,
	parcours.ObjetObservation: `SELECT salarie_id, auteur_id, cree_le FROM observation t`,
	parcours.ObjetFrein:       `SELECT salarie_id, auteur_id, cree_le FROM frein t`,
	parcours.ObjetParcours:    `SELECT salarie_id, id AS parcours_id, cree_par AS auteur_id, cree_le FROM parcours t`,
}

// FindPlace tells where a thing stands now.
func (tx *Tx) FindPlace(objet parcours.Deplacable, id int64) (p parcours.Place, err error) {
	lues, err := read[parcours.Place](tx, places[objet]+` WHERE t.id = $1`, id)
	if err == nil && len(lues) == 0 {
		o, _ := parcours.FindObjet(string(objet))
		err = parcours.NotFound(o.Libelle)
	}
	if err != nil {
		return p, err
	}
	return lues[0], nil
}

// FindDeplacement is the last move of a thing; nil before any.
func (tx *Tx) FindDeplacement(objet parcours.Deplacable, id int64) (*parcours.Deplacement, error) {
	lus, err := list[parcours.Deplacement](tx, `t.objet = $1 AND t.objet_id = $2 ORDER BY t.id DESC LIMIT 1`, objet, id)
	if err != nil || len(lus) == 0 {
		return nil, err
	}
	return &lus[0], nil
}

// ListParcoursOf lists the parcours of some people, those under way first.
func (tx *Tx) ListParcoursOf(salaries []int64) ([]parcours.Parcours, error) {
	return list[parcours.Parcours](tx, `t.salarie_id = ANY ($1) AND t.retire_le IS NULL ORDER BY t.clos_le IS NOT NULL, t.id DESC`, salaries)
}

// MoveSuivi writes where a suivi stands now.
func (tx *Tx) MoveSuivi(s *parcours.Suivi) error {
	return tx.exec(parcours.NotFound("Suivi"), `UPDATE suivi SET parcours_id = $2, tentative = $3, prochain_solde = $4 WHERE id = $1`,
		s.ID, s.ParcoursID, s.Tentative, s.ProchainSolde)
}

// SaveRappels writes which reminders of a file became settled, or are no longer.
func (tx *Tx) SaveRappels(avant, apres []parcours.Suivi) (err error) {
	solde := map[int64]bool{}
	for _, s := range avant {
		solde[s.ID] = s.ProchainSolde
	}
	for _, s := range apres {
		if x, here := solde[s.ID]; here && x != s.ProchainSolde {
			err = errors.Join(err, tx.Update(&s, "prochain_solde"))
		}
	}
	return err
}

// MoveParcours writes whose a parcours is, cuts its links to those of the former person,
// and takes along what was put off of it.
func (tx *Tx) MoveParcours(d *parcours.Dossier) error {
	id, vers := d.Parcours.ID, d.Parcours.SalarieID
	return errors.Join(tx.SaveParcours(d, "salarie_id", "precedent"),
		tx.exec(nil, `UPDATE parcours SET precedent = NULL WHERE precedent = $1`, id),
		tx.exec(nil, `UPDATE differe SET salarie_id = $2 WHERE parcours_id = $1`, id, vers))
}
