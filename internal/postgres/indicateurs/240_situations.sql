-- code: situations
-- libelle: Situations à la sortie de formation
-- unite: pourcent
-- presentation: barres
-- sens: hausse
-- numerateur: {un: situation connue, plusieurs: situations connues}
-- denominateur: {un: formation terminée, plusieurs: formations terminées}
-- liste: situations
-- dossiers: fins
-- definition: "Situation des personnes à la fin des formations terminées dans la
--   période. Une situation non renseignée reste au dénominateur, sur sa propre ligne.
--   Ce n'est pas la « sortie dynamique » de l'IAE, comptée à la fin du contrat par
--   l'Agence de services et de paiement. Ne comptent pas : les abandons."
-- source: ensemble Term(P) ; guide, l. 977-989
WITH fin AS (
    SELECT salarie_id, coalesce(situation, 'non_renseigne') AS situation
      FROM formation
     WHERE date_fin BETWEEN @debut AND @fin
)
SELECT CASE GROUPING(situation) WHEN 0 THEN count(*) ELSE count(*) FILTER (WHERE situation <> 'non_renseigne') END AS numerateur,
       sum(count(*)) OVER (PARTITION BY GROUPING(situation)) AS denominateur,
       situation AS ventilation,
       count(DISTINCT salarie_id) AS personnes
  FROM fin
 GROUP BY GROUPING SETS ((), (situation))
