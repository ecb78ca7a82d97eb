package postgres

import (
	"errors"

	"parcours.example/internal/parcours"
)

// SaveCorrection writes what was mended in a file: of a person alone, or of one of their
// parcours, whose version moves on.
func (tx *Tx) SaveCorrection(avant, apres *parcours.Dossier) error {
	err := errors.Join(tx.saveSalarie(avant, apres), saveRows(tx, 0, avant.Freins, apres.Freins),
		saveRows(tx, 0, avant.Observations, apres.Observations))
	if apres.Parcours.ID == 0 {
		return err
	}
	gardees, perdues := avant.Tentatives, []parcours.Tentative(nil)
	if n := len(apres.Tentatives); n < len(gardees) { // two tries became one
		gardees, perdues = gardees[:n], gardees[n:]
	}
	err = errors.Join(err, saveRows(tx, apres.Parcours.ID, gardees, apres.Tentatives), tx.Flush()) // a new one has its number
	for i := range apres.Financements {                                                            // of a try that the correction opened
		if f := &apres.Financements[i]; f.TentativeID == 0 {
			f.TentativeID = apres.Courante().ID
		}
	}
	saisi := *avant // its person and its tries are written
	saisi.Salarie, saisi.Contrats, saisi.Tentatives = apres.Salarie, apres.Contrats, apres.Tentatives
	err = errors.Join(err, tx.SaveFaits(&saisi, apres), saveRows(tx, apres.Parcours.ID, avant.Suivis, apres.Suivis),
		saveRows(tx, apres.Parcours.ID, avant.Passages, apres.Passages),
		tx.SaveParcours(apres, "etat_depuis", "tentative", "origine", "intitule", "description", "date_besoin", "retire_le"))
	for i := range perdues { // nothing is of it any more but what was answered before the entry
		err = errors.Join(err, tx.exec(nil, `UPDATE securisation s SET tentative_id = $2 WHERE tentative_id = $1 AND NOT EXISTS (
   SELECT 1 FROM securisation x WHERE x.siae_id = s.siae_id AND x.tentative_id = $2 AND x.code = s.code)`,
			perdues[i].ID, apres.Courante().ID),
			tx.exec(nil, `DELETE FROM securisation WHERE tentative_id = $1`, perdues[i].ID), tx.Delete(&perdues[i]))
	}
	return err
}

// FindRetire reads a row that was taken out of a file; the wall keeps those of this SIAE.
func (tx *Tx) FindRetire(f parcours.Fait, id int64) (any, error) {
	ligne, err := f.New(), tx.Flush()
	if err != nil {
		return nil, err
	}
	lu := tx.db.Raw(`SELECT * FROM `+f.Objet+` WHERE id = ? AND retire_le IS NOT NULL`, id).Scan(ligne)
	return ligne, touched(lu, "Élément")
}
