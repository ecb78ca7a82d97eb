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
 ` + jsonNoms + ` AS "Noms" FROM salarie p WHERE p.id = $1`

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
