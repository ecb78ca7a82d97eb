package postgres

import (
	"github.com/jackc/pgx/v5"

	"parcours.example/internal/parcours"
)

// ImpactAttendu is what the reminders of an impact rest on: a training that went to its
// term, in an open file, and the due dates already answered.
type ImpactAttendu struct {
	parcours.Rappel
	DateFin parcours.Date
	Mesures []int
}

// ListImpactsAttendus lists the trainings that ended up to a day, in files that still
// accept an impact, the oldest first: the last stay of each try, whatever came after.
// cipID 0 means the whole SIAE.
func (tx *Tx) ListImpactsAttendus(cipID int64, finis parcours.Date) ([]ImpactAttendu, error) {
	return read[ImpactAttendu](tx, `
SELECT p.id AS parcours_id, s.id AS salarie_id, s.prenom || ' ' || s.nom AS salarie, s.telephone, p.etat,
       p.intitule || CASE WHEN x.tentative < p.tentative AND x.intitule <> '' THEN ', ' || x.intitule ELSE '' END AS intitule,
       s.cip_id, x.date_fin, x.id AS presence_id,
       ARRAY(SELECT i.echeance FROM impact i
              WHERE i.siae_id = p.siae_id AND i.parcours_id = p.id AND i.presence = x.numero)::bigint[] AS mesures
  FROM parcours_lu p
  CROSS JOIN LATERAL (SELECT DISTINCT ON (e.tentative) e.id, e.numero, e.tentative, e.intitule, e.date_fin FROM presence e
    WHERE e.siae_id = p.siae_id AND e.parcours_id = p.id AND e.retire_le IS NULL
    ORDER BY e.tentative, e.numero DESC) x
  JOIN salarie s ON s.siae_id = p.siae_id AND s.id = p.salarie_id
 WHERE p.siae_id = siae_courante() AND NOT p.clos AND NOT s.gele
   AND x.date_fin <= @finis AND (@cip::bigint = 0 OR s.cip_id = @cip)
 ORDER BY x.date_fin, p.id, x.id`, pgx.NamedArgs{"finis": finis.Time(), "cip": cipID})
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
