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
WITH abandon AS ( -- with what was decided next of its try, if something was
    SELECT DISTINCT ON (f.id) f.salarie_id, g.champs ->> 'solution' AS solution, g.date - f.date_abandon AS apres
      FROM formation f
      LEFT JOIN passe g ON g.parcours_id = f.parcours_id AND g.tentative = f.tentative AND g.vers = 'repositionnement' AND g.date >= f.date_abandon
     WHERE f.date_abandon BETWEEN @debut AND @fin
     ORDER BY f.id, g.id
)
SELECT count(*) FILTER (WHERE solution IN ('autre_of', 'autre_niveau', 'autres_modalites', 'report') AND apres <= 90) AS numerateur,
       count(*) AS denominateur,
       count(DISTINCT salarie_id) AS personnes
  FROM abandon
