-- code: duree_moyenne
-- libelle: Durée moyenne d'une formation
-- unite: heures
-- presentation: chiffre
-- sens: neutre
-- numerateur: {un: heure réalisée, plusieurs: heures réalisées}
-- denominateur: {un: formation de durée connue, plusieurs: formations de durée connue}
-- dossiers: fins_connues
-- definition: "Heures réalisées dans les formations terminées dans la période,
--   divisées par le nombre de ces formations dont la durée est connue. Ne comptent
--   pas : les abandons, les formations en cours."
-- source: formule 3 ; guide, l. 594
SELECT sum(heures) AS numerateur,
       count(heures) AS denominateur,
       count(DISTINCT salarie_id) AS personnes
  FROM formation
 WHERE date_fin BETWEEN @debut AND @fin
