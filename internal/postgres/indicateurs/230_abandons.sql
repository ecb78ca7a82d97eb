-- code: abandons
-- libelle: Abandons par motif
-- unite: nombre
-- presentation: barres
-- sens: baisse
-- numerateur: {un: abandon, plusieurs: abandons}
-- liste: motifs_abandon
-- dossiers: abandons
-- definition: "Formations abandonnées dans la période, après une entrée réelle, selon
--   leurs motifs. Un abandon peut avoir plusieurs motifs : leur somme peut dépasser
--   le total. Ne comptent pas : les entrées reportées, les absences au premier jour,
--   les parcours sans suite."
-- source: ensemble Aba(P) ; guide, l. 925-931
SELECT count(DISTINCT f.id) AS numerateur, motif AS ventilation, count(DISTINCT f.salarie_id) AS personnes
  FROM formation f, unnest(coalesce(f.motifs, ARRAY['non_renseigne'])) AS motif
 WHERE f.date_abandon BETWEEN @debut AND @fin
 GROUP BY GROUPING SETS ((), (motif))
