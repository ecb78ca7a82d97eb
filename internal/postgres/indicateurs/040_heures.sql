-- code: heures
-- libelle: Heures réalisées
-- unite: heures
-- presentation: tete
-- sens: hausse
-- numerateur: {un: heure, plusieurs: heures}
-- dossiers: finies
-- definition: "Total des heures réalisées dans les formations terminées ou
--   abandonnées dans la période, y compris celles faites avant son début. Les
--   formations en cours n'y sont pas encore. Une durée inconnue n'est pas comptée
--   comme zéro : le nombre de durées connues est indiqué."
-- source: ensembles Term(P) et Aba(P) ; guide, l. 921
SELECT sum(heures) AS numerateur,
       count(heures) AS connus,
       count(*) AS attendus,
       count(DISTINCT salarie_id) AS personnes
  FROM formation
 WHERE date_fin BETWEEN @debut AND @fin OR date_abandon BETWEEN @debut AND @fin
