-- code: taux_abandon
-- libelle: Taux d'abandon
-- unite: pourcent
-- presentation: tete
-- sens: baisse
-- numerateur: {un: abandon, plusieurs: abandons}
-- denominateur: {un: formation finie, plusieurs: formations finies}
-- dossiers: finies
-- definition: "Abandons de la période, divisés par les formations finies dans la
--   période, c'est-à-dire les abandons et les formations allées à leur terme. Un
--   abandon suppose une entrée réelle. Ne comptent pas : les formations en cours,
--   les parcours sans suite, les absences au premier jour."
-- source: formule 6 ; guide, l. 925-931
SELECT count(*) FILTER (WHERE date_abandon IS NOT NULL) AS numerateur,
       count(*) AS denominateur,
       count(DISTINCT salarie_id) AS personnes
  FROM formation
 WHERE date_fin BETWEEN @debut AND @fin OR date_abandon BETWEEN @debut AND @fin
