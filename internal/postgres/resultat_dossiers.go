package postgres

import (
	"maps"
	"slices"

	"parcours.example/internal/parcours"
)

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
	i := slices.IndexFunc(indicateurs, func(r requeteIndicateur) bool { return r.Code == code })
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
  FROM (`+indicateurs[i].fichiers+partsFormation[d.Indicateur.Liste]+`) d
  JOIN salarie s ON s.siae_id = siae_courante() AND s.id = d.salarie_id
  JOIN parcours p ON p.siae_id = siae_courante() AND p.id = d.parcours_id
 ORDER BY s.nom COLLATE "fr-x-icu", s.prenom COLLATE "fr-x-icu", d.parcours_id, d.tentative`, args)
	return &d, tx.Flush()
}
