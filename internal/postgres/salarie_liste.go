package postgres

import (
	"parcours.example/internal/parcours"
)

// FiltreSalaries narrows the list of salariés. Zero values do not narrow.
type FiltreSalaries struct {
	Q            string // words of the name, trade, telephone or PASS; accents ignored
	CipID        int64
	SansCip      bool
	Etat         parcours.Etat // of the current parcours
	SansParcours bool
	Contrat      string // ContratPresent, ContratTermine, DossierRetire; "" for all who stand
	Aujourdhui   parcours.Date
	// EncadrantID keeps those that this person supervises, and those whom
	// nobody supervises unless Encadres; Q then reads names and trades only.
	EncadrantID int64
	Encadres    bool
	Tri         string // nom, cip, etat, contrat, suivi
	Desc        bool
	Page        int // from 1
	ParPage     int
}

// Values of FiltreSalaries.Contrat. A contract without an end is not over.
const (
	ContratPresent = "presents"
	ContratTermine = "termine"
	DossierRetire  = "retires" // who were withdrawn, and in no other file since
)

var trisSalaries = map[string]string{
	"nom":     ``,
	"cip":     `u.nom COLLATE "fr-x-icu"`,
	"etat":    `c.rang`,
	"contrat": `k.fin`,
	"suivi":   `c.dernier_suivi`,
}

// ordreDuMoment puts first the parcours that one means when one speaks of a
// person: the open one that moved last, by a passage or by a suivi; else, of
// those that are over, the last one. The order of writing says nothing: a file
// that was taken over late may be long closed.
const ordreDuMoment = `p.ouvert DESC, greatest(p.etat_depuis, p.dernier_contact, p.clos_le) DESC, p.id DESC`

// conditions narrow a list of people, each with its values; $1 to $3 are the SIAE, the day, the encadrant.
func (f FiltreSalaries) conditions(siaeID int64) conditions {
	c := conditions{[]string{"s.siae_id = $1", "s.retire_le IS NULL"}, []any{siaeID, f.Aujourdhui, f.EncadrantID}}
	if f.Contrat == DossierRetire {
		c.mots[1] = `s.retire_le IS NOT NULL AND NOT EXISTS (
   SELECT 1 FROM rapprochement x WHERE x.siae_id = s.siae_id AND x.absorbe_id = s.id AND x.annule_le IS NULL)`
	}
	// An encadrant searches what his list shows. The telephone and the PASS,
	// which it does not, could otherwise be guessed digit by digit.
	cherche := "s.recherche"
	if f.EncadrantID != 0 {
		cherche = foldSQL("(s.nom || ' ' || s.prenom || ' ' || s.metier)")
	}
	c.words(f.Q, cherche)
	c.when(f.CipID != 0, "s.cip_id = ?", f.CipID)
	c.when(f.SansCip, "s.cip_id IS NULL")
	c.when(f.Etat != "", "c.etat = ?", string(f.Etat))
	c.when(f.SansParcours, "c.parcours_id IS NULL")
	c.when(f.Contrat == ContratPresent, "(k.fin IS NULL OR k.fin >= j.jour)")
	c.when(f.Contrat == ContratTermine, "k.fin < j.jour")
	c.when(f.EncadrantID != 0, `(e.id IS NOT NULL OR NOT ? AND NOT EXISTS (
   SELECT 1 FROM encadrement x WHERE x.siae_id = s.siae_id AND x.salarie_id = s.id))`, f.Encadres)
	return c
}

// salariesListes are the people, each with the contract of the day and who supervises them.
const salariesListes = `
  FROM salarie s
  CROSS JOIN (SELECT $2::date AS jour) j
  LEFT JOIN LATERAL (SELECT k.type, k.debut, k.fin FROM contrat_courant k
                      WHERE k.siae_id = s.siae_id AND k.salarie_id = s.id
                      ORDER BY j.jour BETWEEN k.premier_jour AND k.dernier_jour DESC, k.premier_jour <= j.jour DESC,
                               abs(j.jour - k.premier_jour), k.contrat_id DESC LIMIT 1) k ON true
  LEFT JOIN utilisateur u ON u.id = s.cip_id
  LEFT JOIN encadrement e ON e.siae_id = s.siae_id AND e.salarie_id = s.id AND e.utilisateur_id = $3`

// parcoursDuMoment is the parcours that one means, of a person s.
const parcoursDuMoment = `
  LEFT JOIN LATERAL (SELECT p.id AS parcours_id, p.etat, p.etat_depuis, p.intitule, p.clos_le IS NOT NULL AS clos, p.rang,
                            p.dernier_contact AS dernier_suivi
                       FROM parcours_lu p WHERE p.siae_id = $1 AND p.salarie_id = s.id
                      ORDER BY ` + ordreDuMoment + ` LIMIT 1) c ON true`

// ListSalaries lists people; the parcours that one means comes along once those of the page
// are chosen, unless it says who they are, or their order.
func (tx *Tx) ListSalaries(f FiltreSalaries) (*parcours.Page[parcours.LigneSalarie], error) {
	sens := ""
	if f.Desc {
		sens = " DESC"
	}
	tri := trisSalaries[f.Tri]
	if tri != "" {
		tri += sens + " NULLS LAST, "
		sens = "" // the name only settles equals
	}
	if f.EncadrantID != 0 { // an encadrant's own people first, however many others there are
		tri = "e.id IS NULL, " + tri
	}
	ordre := ` ORDER BY ` + tri + `s.nom COLLATE "fr-x-icu"` + sens + `, s.prenom COLLATE "fr-x-icu"` + sens + `, s.id`
	c, du := f.conditions(tx.qui.SiaeID), ""
	if f.Etat != "" || f.SansParcours || f.Tri == "etat" || f.Tri == "suivi" {
		du = parcoursDuMoment
	}
	de := salariesListes + du + " WHERE " + c.sql()
	return page[parcours.LigneSalarie](tx, f.Page, f.ParPage, `
SELECT s.id, s.nom, s.prenom, s.civilite, s.metier, s.telephone, s.email, s.cip_id, coalesce(s.cip_nom, '') AS cip_nom,
       coalesce(s.contrat, '') AS type_contrat, s.debut AS date_debut_contrat, s.fin AS date_fin_contrat,
       s.date_fin_pass, s.gele, s.version, c.parcours_id, coalesce(c.etat, '') AS etat, c.etat_depuis,
       coalesce(c.intitule, '') AS intitule, coalesce(c.clos, false) AS clos, c.dernier_suivi,
       (SELECT max(cree_le) FROM observation o
         WHERE o.siae_id = $1 AND o.salarie_id = s.id AND o.auteur_id = $3) AS derniere_observation, s.encadre
  FROM (SELECT s.*, u.prenom || ' ' || u.nom AS cip_nom, k.type AS contrat, k.debut, k.fin, e.id IS NOT NULL AS encadre,
               row_number() OVER (`+ordre+`) AS ordre`+de+ordre,
		`) s`+parcoursDuMoment+` ORDER BY s.ordre`, de, c.args...)
}
