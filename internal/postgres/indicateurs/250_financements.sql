-- code: financements
-- libelle: Financements par dispositif
-- unite: euros
-- presentation: barres
-- sens: neutre
-- sans_rapport: true
-- numerateur: {un: accordés, plusieurs: accordés}
-- denominateur: {un: demandés, plusieurs: demandés}
-- liste: dispositifs
-- dossiers: plans
-- definition: "Montants accordés et montants demandés, par dispositif, pour les
--   tentatives entrées en formation dans la période. Un accord partiel compte pour le
--   montant accordé ; au-delà du coût de la formation, quand il est connu, chaque
--   accord compte à proportion ; des fonds propres comptent une fois acceptés par la direction.
--   Une formation reportée compte une seule fois, à sa première entrée.
--   Ne comptent pas : les plans dont la formation n'a pas commencé dans la période."
-- source: plan de financement ; guide, l. 774-811
SELECT sum(accorde) AS numerateur, sum(demande) AS denominateur, dispositif AS ventilation, count(DISTINCT salarie_id) AS personnes
  FROM plan
 GROUP BY GROUPING SETS ((), (dispositif))
