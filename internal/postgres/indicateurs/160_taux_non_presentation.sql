-- code: taux_non_presentation
-- libelle: Absences au premier jour
-- unite: pourcent
-- presentation: chiffre
-- sens: baisse
-- numerateur: {un: entrée prévue manquée, plusieurs: entrées prévues manquées}
-- denominateur: {un: entrée prévue, plusieurs: entrées prévues}
-- dossiers: prevues
-- definition: "Tentatives dont l'entrée était d'abord prévue dans la période et pour
--   lesquelles au moins une absence au premier jour a été signalée, divisées par les
--   tentatives dont l'entrée était d'abord prévue dans la période. Une absence au
--   premier jour n'est pas un abandon. Ne comptent pas : les parcours repris d'un
--   autre fichier, dont l'entrée prévue n'est pas connue."
-- source: formule 7 ; guide, l. 896-897
SELECT count(*) FILTER (WHERE non_presentations > 0) AS numerateur,
       count(*) AS denominateur,
       count(DISTINCT salarie_id) AS personnes
  FROM prevue
 WHERE date_entree_prevue BETWEEN @debut AND @fin
