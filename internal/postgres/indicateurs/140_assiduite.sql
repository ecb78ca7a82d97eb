-- code: assiduite
-- libelle: Assiduité
-- unite: pourcent
-- presentation: chiffre
-- sens: hausse
-- numerateur: {un: heure réalisée, plusieurs: heures réalisées}
-- denominateur: {un: heure prévue, plusieurs: heures prévues}
-- dossiers: fins
-- definition: "Heures réalisées divisées par les heures prévues, dans les formations
--   terminées dans la période. Seules comptent celles dont les deux durées sont
--   connues ; leur nombre est indiqué. Ne comptent pas : les abandons."
-- source: formule 10 ; guide, l. 865, 921
SELECT sum(heures) FILTER (WHERE heures_prevues IS NOT NULL) AS numerateur,
       sum(heures_prevues) FILTER (WHERE heures IS NOT NULL) AS denominateur,
       count(*) FILTER (WHERE heures IS NOT NULL AND heures_prevues IS NOT NULL) AS connus,
       count(*) AS attendus,
       count(DISTINCT salarie_id) AS personnes
  FROM formation
 WHERE date_fin BETWEEN @debut AND @fin
