-- code: delai_entree
-- libelle: Délai entre le besoin et l'entrée
-- unite: jours
-- presentation: chiffre
-- sens: baisse
-- sans_rapport: true
-- numerateur: {un: jour, plusieurs: jours}
-- denominateur: {un: première entrée, plusieurs: premières entrées}
-- dossiers: premieres_entrees
-- definition: "Nombre médian de jours entre la date du besoin et la première entrée
--   réelle de chaque parcours, pour les premières entrées de la période. La moitié
--   des personnes a attendu moins, l'autre moitié plus. Ne comptent pas : les entrées
--   qui suivent un repositionnement."
-- source: formule 11
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY date_entree - date_besoin)::numeric AS numerateur,
       count(*) AS denominateur,
       count(DISTINCT salarie_id) AS personnes
  FROM formation
 WHERE premiere AND date_entree BETWEEN @debut AND @fin
