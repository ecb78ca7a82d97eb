-- code: entrees
-- libelle: Entrées en formation
-- unite: nombre
-- presentation: tete
-- sens: hausse
-- numerateur: {un: entrée, plusieurs: entrées}
-- dossiers: entrees
-- definition: "Nombre d'entrées réelles en formation dans la période. Une seconde
--   entrée de la même personne compte à nouveau. Ne comptent pas : les entrées
--   seulement prévues, les absences au premier jour, les formations obligatoires
--   de l'employeur (sauf demande)."
-- source: ensemble Ent(P) ; guide, l. 888-911
SELECT count(*) AS numerateur, count(DISTINCT salarie_id) AS personnes
  FROM formation
 WHERE date_entree BETWEEN @debut AND @fin
