package postgres

import (
	"errors"
	"reflect"
	"slices"

	"parcours.example/internal/parcours"
)

// CreateFinancement adds a line to the plan, with the papers its funder asks, and the
// answer that it may have from the start.
func (tx *Tx) CreateFinancement(f *parcours.Financement) error {
	err := tx.Create(f)
	if len(parcours.PiecesFor(f.Dispositif))+len(f.Reponses) == 0 || err != nil {
		return err
	}
	err = errors.Join(tx.Flush(), tx.createPieces(f)) // its id
	for i := range f.Reponses {
		f.Reponses[i].FinancementID = f.ID
		err = errors.Join(err, tx.Create(&f.Reponses[i]))
	}
	return err
}

// createPieces adds the papers that the funder of a line asks, but those that it has.
func (tx *Tx) createPieces(f *parcours.Financement) (err error) {
	manquent := slices.DeleteFunc(parcours.PiecesFor(f.Dispositif), func(code string) bool {
		return slices.ContainsFunc(f.Pieces, func(p parcours.Piece) bool { return p.Code == code })
	})
	n := len(f.Pieces)
	f.Pieces = append(slices.Clip(f.Pieces), make([]parcours.Piece, len(manquent))...)
	for i, code := range manquent {
		f.Pieces[n+i] = parcours.Piece{ParcoursID: f.ParcoursID, FinancementID: f.ID, Code: code}
		err = errors.Join(err, tx.Create(&f.Pieces[n+i]))
	}
	return err
}

// saveFinancements writes the lines that a deed changed, and their answers.
func (tx *Tx) saveFinancements(avant *parcours.Dossier, apres []parcours.Financement) (err error) {
	for i := range apres {
		f := &apres[i]
		if x := avant.FindFinancement(f.ID); x != nil && !reflect.DeepEqual(*x, *f) {
			err = errors.Join(err, saveRows(tx, f.ParcoursID, x.Reponses, f.Reponses), tx.Update(f), tx.createPieces(f))
		}
	}
	return err
}

// DeleteFinancement removes a line that was added by mistake; the history
// keeps it.
func (tx *Tx) DeleteFinancement(f *parcours.Financement) error {
	return errors.Join(tx.exec(nil, `DELETE FROM piece WHERE financement_id = $1`, f.ID),
		tx.exec(nil, `DELETE FROM reponse WHERE financement_id = $1`, f.ID), tx.Delete(f))
}
