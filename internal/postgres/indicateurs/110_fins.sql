-- code: fins
-- libelle: Formations terminées
-- unite: nombre
-- presentation: chiffre
-- sens: hausse
-- numerateur: {un: formation terminée, plusieurs: formations terminées}
-- dossiers: fins
-- definition: "Nombre de formations allées à leur terme dans la période, que
--   l'évaluation soit réussie ou non. Ne comptent pas : les abandons. C'est la fin
--   de la formation, pas la sortie de la structure : la personne peut y rester."
-- source: ensemble Term(P) ; guide, l. 977-989
SELECT count(*) AS numerateur, count(DISTINCT salarie_id) AS personnes
  FROM formation
 WHERE date_fin BETWEEN @debut AND @fin
