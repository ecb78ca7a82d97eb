-- code: financements
-- libelle: Financements par dispositif
-- unite: euros
-- presentation: barres
-- sens: neutre
-- calcul: numerateur
-- numerateur: accordés | accordés
-- denominateur: demandés | demandés
-- liste: dispositifs
-- dossiers: entrees
-- definition: Montants accordés et montants demandés, par dispositif, pour les
--   tentatives entrées en formation dans la période. Un accord partiel compte pour le
--   montant accordé ; des fonds propres comptent une fois acceptés par la direction.
--   Ne comptent pas : les plans dont la formation n'a pas commencé dans la période.
-- source: plan de financement ; guide, l. 774-811
WITH entree AS (
    SELECT DISTINCT salarie_id, tentative_id FROM formation WHERE date_entree BETWEEN @debut AND @fin
), ligne AS (
    SELECT e.salarie_id, f.dispositif, f.montant_demande / 100.0 AS demande,
           -- parcours.Financement.Accorde, in SQL
           CASE WHEN f.dispositif = 'fonds_propres' AND NOT f.accord_directeur THEN 0
                WHEN f.dispositif = 'fonds_propres' AND f.montant_accorde = 0 THEN f.montant_demande
                WHEN f.dispositif IN ('fonds_propres', 'sans_cout') OR f.etat IN ('accorde', 'partiel') THEN f.montant_accorde
                ELSE 0 END / 100.0 AS accorde
      FROM entree e
      JOIN financement f ON f.siae_id = siae_courante() AND f.tentative_id = e.tentative_id
)
SELECT sum(accorde) AS numerateur, sum(demande) AS denominateur, dispositif AS ventilation, count(DISTINCT salarie_id) AS personnes
  FROM ligne
 GROUP BY GROUPING SETS ((), (dispositif))
