-- code: parcours_par_etat
-- libelle: Parcours par état, au dernier jour de la période
-- unite: nombre
-- presentation: barres
-- sens: neutre
-- numerateur: {un: parcours, plusieurs: parcours}
-- liste: etats
-- ordre_liste: true
-- detail_toujours: true
-- dossiers: etats
-- definition: "Parcours rangés selon leur état au dernier jour de la période. Ne
--   comptent pas : ceux qui étaient clos ou classés sans suite avant le début de la
--   période. Un parcours repris d'un autre fichier compte à partir de la date de
--   l'état repris."
-- source: états du parcours
SELECT count(*) AS numerateur, vers AS ventilation, count(DISTINCT salarie_id) AS personnes
  FROM place
 GROUP BY GROUPING SETS ((), (vers))
