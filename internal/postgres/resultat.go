package postgres

import (
	"cmp"
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"parcours.example/internal/parcours"
)

// One file of indicateurs/ is one indicator: its header says what the figure
// means, its query computes it. Pages, workbooks and the API loop over them.
//
//go:embed indicateurs/*.sql
var fichiersIndicateurs embed.FS

// faits is what every query counts from.
//
//go:embed indicateurs/faits.sql
var faits string

var indicateurs = loadIndicateurs(fichiersIndicateurs)

// rapport computes every indicator: the facts are gathered once, and each indicator counts from them.
var rapport = faits + joinIndicateurs(indicateurs)

// joinIndicateurs makes one query of all: a row names its indicator, since each has its own columns.
func joinIndicateurs(rs []requeteIndicateur) string {
	requetes := make([]string, len(rs))
	for i, r := range rs {
		requetes[i] = "SELECT '" + r.Code + "' AS code, to_jsonb(ligne) AS ligne FROM (\n" + r.sql + "\n) AS ligne"
	}
	return strings.Join(requetes, "\nUNION ALL\n")
}

// requeteIndicateur is an indicator that has not been computed yet.
type requeteIndicateur struct {
	parcours.Indicateur
	sql      string
	fichiers string // the query of the files behind it
	// detailToujours: the breakdown is shown however few the persons.
	detailToujours bool
	// ordreListe: the breakdown follows its vocabulary, not the numbers.
	ordreListe bool
}

// ligneIndicateur is one row of an indicator: the total, or one line of its
// breakdown.
type ligneIndicateur struct {
	Numerateur, Denominateur *float64
	Ventilation              *string // nil: the total
	Personnes                *int
	Connus, Attendus         *int
}

// ComputeRapport computes every indicator over a period, in one statement.
func (tx *Tx) ComputeRapport(debut, fin parcours.Date, o parcours.OptionsRapport) ([]parcours.Indicateur, error) {
	type ligneDe struct {
		Code  string
		Ligne ligneIndicateur
	}
	tx.joinByHash()
	lues, err := read[ligneDe](tx, rapport, argsPeriode(debut, fin, o))
	if err != nil {
		return nil, err
	}
	lignes := map[string][]ligneIndicateur{}
	for _, l := range lues {
		lignes[l.Code] = append(lignes[l.Code], l.Ligne)
	}
	calcules := make([]parcours.Indicateur, len(indicateurs))
	for i, r := range indicateurs {
		if calcules[i], err = r.compute(lignes[r.Code]); err != nil {
			return nil, err
		}
	}
	return calcules, nil
}

func argsPeriode(debut, fin parcours.Date, o parcours.OptionsRapport) pgx.NamedArgs {
	return pgx.NamedArgs{"debut": debut.Time(), "fin": fin.Time(), "obligations": o.Obligations}
}

// compute turns rows into a figure, and keeps the breakdown back when it rests
// on too few persons.
func (r requeteIndicateur) compute(lignes []ligneIndicateur) (parcours.Indicateur, error) {
	i := r.Indicateur
	vu := false
	for _, l := range lignes {
		if l.Ventilation == nil {
			vu = true
			i.Numerateur, i.Denominateur, i.Valeur, i.Personnes = l.Numerateur, l.Denominateur, r.value(l), l.Personnes
			if l.Connus != nil && l.Attendus != nil {
				i.Completude = &parcours.Completude{Connus: *l.Connus, Attendus: *l.Attendus}
			}
			continue
		}
		i.Ventilation = append(i.Ventilation, parcours.Part{
			Code: *l.Ventilation, Libelle: libellePart(i.Liste, *l.Ventilation),
			Numerateur: l.Numerateur, Denominateur: l.Denominateur, Valeur: r.value(l),
		})
	}
	if !vu {
		return i, fmt.Errorf("indicator %s: no total row", i.Code)
	}
	peu := i.Personnes == nil || *i.Personnes < parcours.SeuilDetail
	if len(i.Ventilation) > 0 && peu && !r.detailToujours {
		i.Ventilation, i.NonDetaille = nil, true
	}
	r.sort(i.Ventilation)
	return i, nil
}

// value is what the figure says; nothing when it is not known, or when there is
// nothing to divide by.
func (r requeteIndicateur) value(l ligneIndicateur) *float64 {
	if r.NomDenominateur.Un == "" || r.SansRapport {
		return l.Numerateur
	}
	if l.Numerateur == nil || l.Denominateur == nil || *l.Denominateur == 0 {
		return nil
	}
	v := *l.Numerateur / *l.Denominateur
	return &v
}

// sort puts the largest first, or follows the vocabulary; what is not known
// comes last.
func (r requeteIndicateur) sort(parts []parcours.Part) {
	codes := listesIndicateur[r.Liste].Codes()
	rang := func(p parcours.Part) int {
		if p.Code == parcours.NonRenseigne {
			return len(codes) + 1
		}
		if !r.ordreListe {
			return 0
		}
		return slices.Index(codes, p.Code)
	}
	nombre := func(p parcours.Part) float64 {
		if p.Numerateur == nil {
			return 0
		}
		return *p.Numerateur
	}
	slices.SortStableFunc(parts, func(a, b parcours.Part) int {
		return cmp.Or(cmp.Compare(rang(a), rang(b)), cmp.Compare(nombre(b), nombre(a)), cmp.Compare(a.Libelle, b.Libelle))
	})
}

// listesIndicateur are the vocabularies that a breakdown may name.
var listesIndicateur = map[string]parcours.Liste{
	"etats":             parcours.ListeEtats(),
	"motifs_abandon":    parcours.MotifsAbandon,
	"situations":        parcours.Situations,
	"evaluations":       parcours.Evaluations,
	"dispositifs":       parcours.Dispositifs,
	"types_formation":   parcours.TypesFormation,
	"validations":       parcours.Validations,
	"lieux_formation":   parcours.LieuxFormation,
	"motifs_sans_suite": parcours.MotifsSansSuite,
}

func libellePart(liste, code string) string {
	if code == parcours.NonRenseigne {
		return "Non renseigné"
	}
	return listesIndicateur[liste].Libelle(code)
}

// ListFormations lists the trainings that were entered, ended or abandoned in a
// period, by name.
func (tx *Tx) ListFormations(debut, fin parcours.Date, o parcours.OptionsRapport) ([]parcours.LigneFormation, error) {
	tx.joinByHash()
	return read[parcours.LigneFormation](tx, faits+`
SELECT f.parcours_id, f.salarie_id, f.tentative, s.nom, s.prenom, f.intitule, f.type, f.organisme, f.date_besoin,
       f.date_entree, f.date_fin, f.date_abandon, f.heures_prevues, f.heures, coalesce(f.evaluation, '') AS evaluation,
       coalesce(f.situation, '') AS situation, f.motifs
  FROM formation f JOIN salarie s ON s.siae_id = siae_courante() AND s.id = f.salarie_id
 WHERE f.date_entree BETWEEN @debut AND @fin OR f.date_fin BETWEEN @debut AND @fin OR f.date_abandon BETWEEN @debut AND @fin
 ORDER BY s.nom COLLATE "fr-x-icu", s.prenom COLLATE "fr-x-icu", f.date_entree, f.id`, argsPeriode(debut, fin, o))
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
	tx.joinByHash()
	queue(tx, &d.Lignes, faits+`
SELECT d.*, s.nom, s.prenom, p.intitule AS projet
  FROM (`+indicateurs[i].fichiers+partsFormation[d.Indicateur.Liste]+`) d
  JOIN salarie s ON s.siae_id = siae_courante() AND s.id = d.salarie_id
  JOIN parcours p ON p.siae_id = siae_courante() AND p.id = d.parcours_id
 ORDER BY s.nom COLLATE "fr-x-icu", s.prenom COLLATE "fr-x-icu", d.parcours_id, d.tentative`, args)
	return &d, tx.Flush()
}
