package postgres

import "parcours.example/internal/parcours"

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
