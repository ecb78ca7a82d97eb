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

// ListDecisions lists the SIAE's own money that waits for the directeur, in the
// current try of open files, the oldest first.
func (tx *Tx) ListDecisions() ([]parcours.Decision, error) {
	return read[parcours.Decision](tx, `
SELECT p.id AS parcours_id, s.prenom || ' ' || s.nom AS salarie, p.intitule, sum(f.montant_demande)::bigint AS montant,
       min(f.cree_le)::date AS depuis
  FROM financement f
  JOIN accorde a ON a.siae_id = f.siae_id AND a.financement_id = f.id
  JOIN tentative t ON t.siae_id = f.siae_id AND t.id = f.tentative_id
  JOIN parcours_lu p ON p.siae_id = f.siae_id AND p.id = f.parcours_id AND p.tentative = t.numero
  JOIN salarie s ON s.siae_id = p.siae_id AND s.id = p.salarie_id
 WHERE f.siae_id = siae_courante() AND a.attend_directeur AND p.ouvert AND p.etat <> 'abandon' AND NOT s.gele
   AND s.retire_le IS NULL
 GROUP BY p.id, s.id, s.prenom, s.nom, p.intitule
 ORDER BY depuis, p.id`)
}

// requeteAccords reads who agreed to the SIAE's own money, or took it back, from
// the history, which the database writes: by that act, by adding the line, by
// planning, or by undoing the planning.
const requeteAccords = `SELECT h.id, f.id AS financement_id, coalesce(h.utilisateur_id, 0) AS auteur_id, h.acte, h.instant,
       coalesce(h.avant ->> 'accord_directeur' = 'true', false) AS repris,
       coalesce((h.apres ->> 'date_reponse')::date,
         CASE WHEN h.apres ->> 'accord_directeur' = 'true' THEN f.date_reponse END, h.instant::date) AS date,
       coalesce(CASE WHEN h.avant ->> 'accord_directeur' = 'true' THEN h.avant ->> 'montant_accorde'
         ELSE h.apres ->> 'montant_accorde' END, f.montant_accorde::text)::bigint AS montant
  FROM historique h JOIN financement f ON f.siae_id = h.siae_id AND f.id = h.ligne_id
 WHERE h.siae_id = siae_courante() AND h.parcours_id = $1 AND h.nom_table = 'financement'
   AND (h.apres ->> 'accord_directeur' = 'true' OR h.avant ->> 'accord_directeur' = 'true')
 ORDER BY h.id`
