-- code: entonnoir
-- libelle: Du besoin à la sortie
-- unite: nombre
-- presentation: entonnoir
-- sens: neutre
-- numerateur: {un: besoin identifié, plusieurs: besoins identifiés}
-- liste: etats
-- ordre_liste: true
-- detail_toujours: true
-- dossiers: besoins
-- definition: "Besoins identifiés dans la période, et combien d'entre eux ont atteint
--   au dernier jour de la période le financement, une entrée réelle, la fin d'une
--   formation. Un parcours compte une fois par étape, quel que soit le nombre de ses
--   tentatives. Ne comptent pas : les besoins plus anciens, même s'ils ont avancé
--   dans la période."
-- source: chaîne du guide, l. 86-995
SELECT count(*) AS numerateur, NULL AS ventilation, count(DISTINCT salarie_id) AS personnes FROM besoin
UNION ALL
SELECT count(*), 'besoin_identifie', NULL FROM besoin
UNION ALL
SELECT count(*), 'financement', NULL FROM besoin WHERE finance
UNION ALL
SELECT count(*), 'entree', NULL FROM besoin WHERE entre
UNION ALL
SELECT count(*), 'sortie', NULL FROM besoin WHERE sorti
