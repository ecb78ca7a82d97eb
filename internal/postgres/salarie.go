package postgres

import (
	"errors"

	"parcours.example/internal/parcours"
)

var requeteFicheSalarie = `SELECT ` + fieldsOf[parcours.Salarie]("p") + `,
 ` + jsonList(`u.id AS "ID", u.nom AS "Nom", u.prenom AS "Prenom", u.email AS "Email", u.actif AS "Actif", a.role AS "Role"
   FROM encadrement e
   JOIN appartenance a ON a.siae_id = e.siae_id AND a.utilisateur_id = e.utilisateur_id
   JOIN utilisateur u ON u.id = e.utilisateur_id
   WHERE e.siae_id = p.siae_id AND e.salarie_id = p.id ORDER BY u.nom COLLATE "fr-x-icu", u.id`) + ` AS "Encadrants",
 ` + jsonRows[parcours.Contrat](duSalarie+contratsTenus) + ` AS "Contrats",
 ` + jsonRows[parcours.Frein](duSalarie+`ORDER BY etat = 'leve', id`) + ` AS "Freins",
 ` + jsonRows[parcours.Observation](duSalarie+`ORDER BY date DESC, id DESC`) + ` AS "Observations",
 ` + jsonList(fieldsOf[parcours.Parcours]("p")+`, p.dernier_contact AS "DernierSuivi", p.prochain_contact AS "ProchainSuivi"
   FROM parcours_lu p
   WHERE p.siae_id = siae_courante() AND p.salarie_id = $1 ORDER BY `+ordreDuMoment) + ` AS "Parcours",
 ` + jsonList(fieldsOf[parcours.Rapprochement]("t")+`, concat_ws(' ', a.prenom, a.nom) AS "AbsorbeNom"
   FROM rapprochement t JOIN salarie a ON a.siae_id = t.siae_id AND a.id = t.absorbe_id
   `+duSalarie+`AND t.annule_le IS NULL ORDER BY t.id DESC LIMIT 1`) + ` AS "Reunions",
 ` + jsonNoms + ` AS "Noms",
 ` + jsonRetires("h.salarie_id = p.id", "p.id") + ` AS "Retires",
 CASE WHEN p.retire_le IS NOT NULL THEN (SELECT json_build_object('Le', p.retire_le, 'AuteurID', coalesce(h.utilisateur_id, 0),
   'Motif', h.motif, 'Acte', h.acte,
   'Transaction', coalesce(h.transaction::text, '0')::bigint) FROM historique_lu h
   ` + duSien + `AND h.apres ->> 'retire_le' IS NOT NULL
   ORDER BY h.id DESC LIMIT 1) END AS "Retrait",
 coalesce((SELECT h.utilisateur_id FROM historique_lu h
   ` + duSien + `AND h.avant IS NULL LIMIT 1), 0) AS "AjoutePar"
 FROM salarie p WHERE p.id = $1`

const duSien = `WHERE h.siae_id = p.siae_id AND h.parcours_id IS NULL AND h.personne_id = p.id AND h.nom_table = 'salarie' `

const duSalarie = `WHERE t.siae_id = p.siae_id AND t.salarie_id = p.id `

// FindFicheSalarie reads a person and all that hangs from them, in one statement.
func (tx *Tx) FindFicheSalarie(id int64) (*parcours.FicheSalarie, error) {
	var f parcours.FicheSalarie
	err := findJSON(tx, &f, "Salarié", requeteFicheSalarie, id)
	if f.CipID != nil {
		f.CipNom = f.Noms[*f.CipID]
	}
	return &f, err
}

// FindSalaries reads some people, withdrawn or not; LockSalaries waits for whoever writes
// about them, and keeps others from it.
func (tx *Tx) FindSalaries(ids []int64) ([]parcours.Salarie, error) {
	return list[parcours.Salarie](tx, "id = ANY($1) ORDER BY id", ids)
}

func (tx *Tx) LockSalaries(ids []int64) error {
	return tx.exec(nil, `SELECT FROM salarie WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE`, ids)
}

// CreateSalaries writes new people, each with the contract that is known of them.
func (tx *Tx) CreateSalaries(gens ...*parcours.Salarie) (err error) {
	for _, s := range gens {
		err = errors.Join(err, tx.Create(s))
	}
	err = errors.Join(err, tx.Flush())
	for _, s := range gens {
		if c, known := s.Contrat(); known {
			err = errors.Join(err, tx.Create(&c))
		}
	}
	return err
}

// ListEncadrants lists who supervises a person, by id.
func (tx *Tx) ListEncadrants(salarieID int64) ([]int64, error) {
	return scan[int64](tx.db, `SELECT utilisateur_id FROM encadrement WHERE salarie_id = ? ORDER BY id`, salarieID)
}

// SetEncadrants replaces who supervises a person; what does not change stays.
func (tx *Tx) SetEncadrants(salarieID int64, encadrants []int64) error {
	return errors.Join(tx.exec(nil, `DELETE FROM encadrement WHERE salarie_id = $1 AND utilisateur_id <> ALL ($2)`,
		salarieID, append([]int64{}, encadrants...)),
		tx.exec(nil, `INSERT INTO encadrement (siae_id, salarie_id, utilisateur_id) SELECT siae_courante(), $1, unnest($2::bigint[])
 ON CONFLICT DO NOTHING`, salarieID, encadrants))
}
