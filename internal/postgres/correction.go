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
		tx.SaveParcours(apres, "etat_depuis", "tentative", "origine", "intitule", "description", "date_besoin", "retire_le"))
	essais := apres.Tentatives
	if len(perdues) > 0 {
		essais = avant.Tentatives
	}
	for _, g := range apres.Glissements {
		err = errors.Join(err, tx.shiftSecurisations(essais, g), tx.shiftRetires(apres.Parcours.ID, g))
	}
	for i := range perdues {
		err = errors.Join(err, tx.Delete(&perdues[i]))
	}
	return err
}

// shiftSecurisations moves what secures an entry with its try: what was answered since the solution that was wrong is
// of the training that follows it, and takes the place of what was answered before.
func (tx *Tx) shiftSecurisations(essais []parcours.Tentative, g parcours.Glissement) (err error) {
	move := func(de, vers int, since string, args ...any) {
		args = append([]any{essais[de-1].ID, essais[vers-1].ID}, args...)
		err = errors.Join(err, tx.exec(nil, `DELETE FROM securisation s WHERE tentative_id = $2 AND code IN (
   SELECT code FROM securisation WHERE tentative_id = $1)`, args[:2]...),
			tx.exec(nil, `UPDATE securisation s SET tentative_id = $2 WHERE tentative_id = $1`+since, args...))
	}
	if g.Pas < 0 {
		for de := g.Tentative + 1; de <= len(essais); de++ {
			move(de, de-1, "")
		}
		return err
	}
	for de := len(essais) - 1; de > g.Tentative; de-- {
		move(de, de+1, "")
	}
	move(g.Tentative, g.Tentative+1, ` AND EXISTS (SELECT 1 FROM historique_lu h WHERE h.siae_id = s.siae_id AND h.parcours_id = s.parcours_id
   AND h.nom_table = 'securisation' AND h.ligne_id = s.id AND h.instant > $3)`, g.Depuis)
	return err
}

// shiftRetires moves what was taken out of the file with the rest of its try: it may come back.
func (tx *Tx) shiftRetires(parcoursID int64, g parcours.Glissement) (err error) {
	for _, f := range parcours.Faits {
		if s := schemaOf(f.New()); s.LookUpField("Tentative") != nil && s.LookUpField("RetireLe") != nil && f.Objet != "parcours" {
			err = errors.Join(err, tx.exec(nil, `UPDATE `+f.Objet+` SET tentative = tentative + $2 WHERE parcours_id = $1
 AND retire_le IS NOT NULL AND (tentative > $3 OR $2 > 0 AND tentative = $3 AND cree_le > $4)`,
				parcoursID, g.Pas, g.Tentative, g.Depuis))
		}
	}
	return err
}

// FindRetire reads a row that was taken out of a file; the wall keeps those of this SIAE.
func (tx *Tx) FindRetire(f parcours.Fait, id int64) (any, error) {
	ligne, err := f.New(), tx.Flush()
	if err == nil && schemaOf(ligne).LookUpField("RetireLe") == nil {
		err = parcours.NotFound("Élément")
	}
	if err != nil {
		return nil, err
	}
	lu := tx.db.Raw(`SELECT * FROM `+f.Objet+` WHERE id = ? AND retire_le IS NOT NULL`, id).Scan(ligne)
	return ligne, touched(lu, "Élément")
}
