-- code: taux_reussite
-- libelle: Taux de réussite
-- unite: pourcent
-- presentation: tete
-- sens: hausse
-- numerateur: {un: évaluation réussie, plusieurs: évaluations réussies}
-- denominateur: {un: évaluation passée, plusieurs: évaluations passées}
-- liste: evaluations
-- ordre_liste: true
-- dossiers: evaluations
-- definition: "Évaluations réussies en totalité, divisées par les évaluations
--   passées à la fin des formations terminées dans la période. Une validation
--   partielle compte comme passée, pas comme réussie. Ne comptent pas : les
--   évaluations non passées ou dont le résultat n'est pas noté, les abandons."
-- source: formule 8 ; guide, l. 955-973
SELECT CASE GROUPING(evaluation) WHEN 0 THEN count(*) ELSE count(*) FILTER (WHERE evaluation = 'reussie') END AS numerateur,
       sum(count(*)) OVER (PARTITION BY GROUPING(evaluation)) AS denominateur,
       evaluation AS ventilation,
       count(DISTINCT salarie_id) AS personnes
  FROM formation
 WHERE date_fin BETWEEN @debut AND @fin AND evaluation IN ('reussie', 'partielle', 'echouee')
 GROUP BY GROUPING SETS ((), (evaluation))
