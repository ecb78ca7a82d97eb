-- code: taux_repositionnement
-- libelle: Abandons suivis d'un repositionnement
-- unite: pourcent
-- presentation: chiffre
-- sens: hausse
-- numerateur: {un: repositionnement, plusieurs: repositionnements}
-- denominateur: {un: abandon, plusieurs: abandons}
-- dossiers: abandons
-- definition: "Abandons de la période suivis, dans les 90 jours, d'une autre
--   formation ou d'un report de la même, divisés par les abandons de la période. Le
--   délai de 90 jours est le nôtre. Un abandon récent peut encore être suivi : le
--   chiffre des trois derniers mois n'est pas définitif. Ne compte pas : un retour
--   dans la structure."
-- source: formule 9 ; guide, l. 929, 942-951
WITH abandon AS ( -- a parcours taken over in repositionnement says both at once
    SELECT salarie_id, (champs ->> 'date_abandon')::date AS jour,
           CASE WHEN champs ? 'solution' THEN champs ELSE champs_suivant END ->> 'solution' AS solution,
           CASE WHEN champs ? 'solution' THEN date ELSE date_suivant END AS date_solution
      FROM compte
)
SELECT count(*) FILTER (WHERE solution IN ('autre_of', 'autre_niveau', 'autres_modalites', 'report') AND date_solution <= jour + 90) AS numerateur,
       count(*) AS denominateur,
       count(DISTINCT salarie_id) AS personnes
  FROM abandon
 WHERE jour BETWEEN @debut AND @fin
