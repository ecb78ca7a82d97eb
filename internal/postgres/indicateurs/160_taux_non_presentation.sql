-- code: taux_non_presentation
-- libelle: Absences au premier jour
-- unite: pourcent
-- presentation: chiffre
-- sens: baisse
-- numerateur: {un: entrée prévue manquée, plusieurs: entrées prévues manquées}
-- denominateur: {un: entrée prévue, plusieurs: entrées prévues}
-- dossiers: ici
-- definition: "Tentatives dont l'entrée était d'abord prévue dans la période et pour
--   lesquelles au moins une absence au premier jour a été signalée, divisées par les
--   tentatives dont l'entrée était d'abord prévue dans la période. Une absence au
--   premier jour n'est pas un abandon. Ne comptent pas : les parcours repris d'un
--   autre fichier, dont l'entrée prévue n'est pas connue."
-- source: formule 7 ; guide, l. 896-897
SELECT parcours_id, salarie_id, tentative, coalesce(intitule, '') AS intitule, coalesce(organisme, '') AS organisme,
       date_entree_prevue, non_presentations, non_presentations > 0 AS compte
  FROM (SELECT DISTINCT ON (tentative_id) *, (champs ->> 'date_entree_prevue')::date AS date_entree_prevue
          FROM compte
         WHERE champs ? 'date_entree_prevue'
         ORDER BY tentative_id, id) prevue -- the first planned entry of each try
 WHERE date_entree_prevue BETWEEN @debut AND @fin
