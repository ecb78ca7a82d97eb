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
SELECT parcours_id, salarie_id, tentative, intitule, organisme, date_entree_prevue, non_presentations, non_presentations > 0 AS compte
  FROM (SELECT DISTINCT ON (e.parcours_id, e.tentative) e.parcours_id, d.salarie_id, e.tentative, t.intitule, t.organisme,
               e.date AS date_entree_prevue,
               (SELECT count(*)::integer FROM non_presentation n WHERE n.siae_id = e.siae_id AND n.parcours_id = e.parcours_id
                   AND n.tentative = e.tentative AND n.retire_le IS NULL) AS non_presentations
          FROM entree_prevue e
          JOIN dossier d ON d.siae_id = e.siae_id AND d.parcours_id = e.parcours_id
          JOIN tentative t ON t.siae_id = e.siae_id AND t.parcours_id = e.parcours_id AND t.numero = e.tentative
          LEFT JOIN sejour x ON x.parcours_id = e.parcours_id AND x.tentative = e.tentative AND x.sejour = 1
         WHERE e.retire_le IS NULL AND (@obligations::boolean OR NOT coalesce(x.obligation_employeur, t.obligation_employeur))
         ORDER BY e.parcours_id, e.tentative, e.numero) prevue -- the first planned entry of each try
 WHERE date_entree_prevue BETWEEN @debut AND @fin
