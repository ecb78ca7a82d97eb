package postgres

import (
	"maps"
	"slices"

	"parcours.example/internal/parcours"
)

const colonnesFormation = `SELECT parcours_id, salarie_id, tentative, coalesce(intitule, '') AS intitule, type, organisme,
       date_besoin, date_entree, date_fin, date_abandon, heures_prevues, heures,
       coalesce(evaluation, '') AS evaluation, coalesce(situation, '') AS situation, motifs
  FROM formation WHERE `

// ensembles selects the files of each set, from the same facts and the same
// sets as the indicators. @part narrows to one line of a breakdown.
var ensembles = map[string]string{
	parcours.DossiersEntrees:     colonnesFormation + `date_entree BETWEEN @debut AND @fin`,
	parcours.DossiersPremieres:   colonnesFormation + `premiere AND date_entree BETWEEN @debut AND @fin`,
	parcours.DossiersFins:        colonnesFormation + `date_fin BETWEEN @debut AND @fin`,
	parcours.DossiersFinsConnues: colonnesFormation + `date_fin BETWEEN @debut AND @fin AND heures IS NOT NULL`,
	parcours.DossiersEvaluations: colonnesFormation + `date_fin BETWEEN @debut AND @fin AND evaluation IN ('reussie', 'partielle', 'echouee')`,
	parcours.DossiersAbandons:    colonnesFormation + `date_abandon BETWEEN @debut AND @fin`,
	parcours.DossiersFinies:      colonnesFormation + `(date_fin BETWEEN @debut AND @fin OR date_abandon BETWEEN @debut AND @fin)`,
	parcours.DossiersPrevues: `SELECT parcours_id, salarie_id, tentative,
       coalesce(intitule, '') AS intitule, coalesce(organisme, '') AS organisme, date_entree_prevue, non_presentations
  FROM prevue WHERE date_entree_prevue BETWEEN @debut AND @fin`,
	parcours.DossiersPlans: `SELECT parcours_id, salarie_id, tentative, intitule, organisme, date_entree,
       sum(demande) AS demande, sum(accorde) AS accorde
  FROM plan WHERE @part::text = '' OR dispositif = @part
 GROUP BY parcours_id, salarie_id, tentative, intitule, organisme, date_entree`,
	parcours.DossiersBesoins: `SELECT b.parcours_id, b.salarie_id, coalesce(p.tentative, 1) AS tentative, b.date_besoin,
       coalesce(p.vers, '') AS etat, p.date AS etat_depuis,
       coalesce(p.intitule, '') AS intitule, coalesce(p.organisme, '') AS organisme
  FROM besoin b LEFT JOIN place p ON p.parcours_id = b.parcours_id
 WHERE CASE @part::text WHEN 'financement' THEN finance WHEN 'entree' THEN entre WHEN 'sortie' THEN sorti ELSE true END`,
	parcours.DossiersEtats: `SELECT parcours_id, salarie_id, tentative, date_besoin, vers AS etat, date AS etat_depuis,
       coalesce(intitule, '') AS intitule, coalesce(organisme, '') AS organisme
  FROM place WHERE @part::text = '' OR vers = @part`,
}

// partsFormation narrows trainings to one line of a breakdown, by vocabulary.
var partsFormation = map[string]string{
	"motifs_abandon": ` AND (@part::text = '' OR @part = ANY (coalesce(motifs, ARRAY['non_renseigne'])))`,
	"situations":     ` AND (@part::text = '' OR coalesce(situation, 'non_renseigne') = @part)`,
	"evaluations":    ` AND (@part::text = '' OR coalesce(evaluation, 'non_renseigne') = @part)`,
}

// ListDossiers lists the files behind a figure, or behind one line of its
// breakdown, by name.
func (tx *Tx) ListDossiers(debut, fin parcours.Date, o parcours.OptionsRapport,
	code, part string) (*parcours.DossiersFigure, error) {
	i := slices.IndexFunc(indicateurs, func(r requeteIndicateur) bool { return r.Code == code && r.Dossiers != "" })
	if i < 0 {
		return nil, parcours.NotFound("Indicateur")
	}
	d := parcours.DossiersFigure{Indicateur: indicateurs[i].Indicateur}
	if part != "" {
		liste := listesIndicateur[d.Indicateur.Liste]
		if !liste.Has(part) && (d.Indicateur.Liste == "" || part != parcours.NonRenseigne) {
			return nil, parcours.NotFound("Indicateur")
		}
		d.Part = libellePart(d.Indicateur.Liste, part)
	}
	args := argsPeriode(debut, fin, o)
	maps.Copy(args, map[string]any{"part": part})
	queue(tx, &d.Lignes, faits+`
SELECT d.*, s.nom, s.prenom, p.intitule AS projet
  FROM (`+ensembles[d.Indicateur.Dossiers]+partsFormation[d.Indicateur.Liste]+`) d
  JOIN salarie s ON s.siae_id = siae_courante() AND s.id = d.salarie_id
  JOIN parcours p ON p.siae_id = siae_courante() AND p.id = d.parcours_id
 ORDER BY s.nom COLLATE "fr-x-icu", s.prenom COLLATE "fr-x-icu", d.parcours_id, d.tentative`, args)
	return &d, tx.Flush()
}
