-- code: taux_repositionnement
-- libelle: Abandons suivis d'un repositionnement
-- unite: pourcent
-- presentation: chiffre
-- sens: hausse
-- numerateur: repositionnement | repositionnements
-- denominateur: abandon | abandons
-- dossiers: abandons
-- definition: Abandons de la période suivis, dans les 90 jours, d'une autre
--   formation ou d'un report de la même, divisés par les abandons de la période. Le
--   délai de 90 jours est le nôtre. Un abandon récent peut encore être suivi : le
--   chiffre des trois derniers mois n'est pas définitif. Ne compte pas : un retour
--   dans la structure.
-- source: formule 9 ; guide, l. 929, 942-951
SELECT count(*) FILTER (WHERE champs_suivant ->> 'solution' IN ('autre_of', 'autre_niveau', 'autres_modalites', 'report')
                          AND date_suivant <= (champs ->> 'date_abandon')::date + 90) AS numerateur,
       count(*) AS denominateur,
       count(DISTINCT salarie_id) AS personnes
  FROM compte
 WHERE (champs ->> 'date_abandon')::date BETWEEN @debut AND @fin
