package postgres

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"parcours.example/internal/parcours"
)

// enteteIndicateur is the header of an indicator: YAML, each line behind « -- », before the query. A faulty header
// stops the program, as a faulty regular expression would: the files are part of it.
type enteteIndicateur struct {
	Code           string
	Libelle        string
	Unite          parcours.Unite
	Presentation   parcours.Presentation
	Sens           string
	Numerateur     parcours.Nom
	Denominateur   parcours.Nom
	SansRapport    bool `yaml:"sans_rapport"`
	Liste          string
	OrdreListe     bool `yaml:"ordre_liste"`
	DetailToujours bool `yaml:"detail_toujours"`
	Dossiers       string
	Definition     string
	Source         string
}

// dossiersIci: the query gives the files themselves, one a row; the figure counts them,
// and among them those of which compte is true.
const dossiersIci = "ici"

var formeFichier = regexp.MustCompile(`^\d{3}_([a-z_]+)\.sql$`)

func loadIndicateurs(fsys fs.FS) []requeteIndicateur {
	rs, err := parseIndicateurs(fsys)
	if err != nil {
		panic(err)
	}
	return rs
}

// parseIndicateurs reads every NNN_code.sql, in the order of the numbers.
func parseIndicateurs(fsys fs.FS) ([]requeteIndicateur, error) {
	chemins, err := fs.Glob(fsys, "indicateurs/*.sql")
	if err != nil {
		return nil, err
	}
	var rs []requeteIndicateur
	for _, chemin := range chemins {
		if path.Base(chemin) == "faits.sql" {
			continue
		}
		texte, err := fs.ReadFile(fsys, chemin)
		if err != nil {
			return nil, err
		}
		r, err := parseIndicateur(path.Base(chemin), string(texte))
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", chemin, err)
		}
		if slices.ContainsFunc(rs, func(autre requeteIndicateur) bool { return autre.Code == r.Code }) {
			return nil, fmt.Errorf("read %s: the code %q is taken", chemin, r.Code)
		}
		rs = append(rs, r)
	}
	return rs, nil
}

func parseIndicateur(nom, texte string) (requeteIndicateur, error) {
	var entete strings.Builder
	for strings.HasPrefix(texte, "--") {
		var ligne string
		ligne, texte, _ = strings.Cut(texte, "\n")
		entete.WriteString(strings.TrimPrefix(strings.TrimPrefix(ligne, "--"), " ") + "\n")
	}
	var e enteteIndicateur
	lecteur := yaml.NewDecoder(strings.NewReader(entete.String()))
	lecteur.KnownFields(true)
	if err := lecteur.Decode(&e); err != nil {
		return requeteIndicateur{}, fmt.Errorf("header: %w", err)
	}
	if err := e.validate(); err != nil {
		return requeteIndicateur{}, err
	}
	if m := formeFichier.FindStringSubmatch(nom); m == nil || m[1] != e.Code {
		return requeteIndicateur{}, fmt.Errorf("the file must be named NNN_%s.sql", e.Code)
	}
	sql := strings.TrimSpace(texte)
	if sql == "" {
		return requeteIndicateur{}, errors.New("no query")
	}
	r := requeteIndicateur{
		Indicateur: parcours.Indicateur{
			Code: e.Code, Libelle: e.Libelle, Unite: e.Unite, Presentation: e.Presentation, Sens: e.Sens,
			Definition: e.Definition, Source: e.Source, Liste: e.Liste, Dossiers: e.Dossiers,
			NomNumerateur: e.Numerateur, NomDenominateur: e.Denominateur, SansRapport: e.SansRapport,
		},
		sql: sql, fichiers: ensembles[e.Dossiers], ordreListe: e.OrdreListe, detailToujours: e.DetailToujours,
	}
	if e.Dossiers == dossiersIci {
		r.fichiers, r.sql = sql, `SELECT count(*) FILTER (WHERE compte) AS numerateur, count(*) AS denominateur,
       count(DISTINCT salarie_id) AS personnes FROM (`+sql+`) d`
	}
	return r, nil
}

// validate checks each value against what the rest of the program knows.
func (e enteteIndicateur) validate() error {
	unites := []parcours.Unite{parcours.UniteNombre, parcours.UnitePourcent, parcours.UniteHeures, parcours.UniteEuros, parcours.UniteJours}
	places := []parcours.Presentation{
		parcours.PresentationTete, parcours.PresentationChiffre, parcours.PresentationEntonnoir, parcours.PresentationBarres}
	_, connue := listesIndicateur[e.Liste]
	avecDetail := e.Presentation == parcours.PresentationEntonnoir || e.Presentation == parcours.PresentationBarres
	switch n, d := e.Numerateur, e.Denominateur; {
	case e.Code == "" || e.Libelle == "" || e.Source == "":
		return errors.New("the header lacks a code, a libelle or a source")
	case n.Un == "" || n.Plusieurs == "" || (d.Un == "") != (d.Plusieurs == ""):
		return errors.New("numerateur, denominateur: both « un » and « plusieurs » are needed")
	case !slices.Contains(unites, e.Unite):
		return fmt.Errorf("unite: unknown value %q", e.Unite)
	case !slices.Contains(places, e.Presentation):
		return fmt.Errorf("presentation: unknown value %q", e.Presentation)
	case !slices.Contains([]string{"hausse", "baisse", "neutre"}, e.Sens):
		return fmt.Errorf("sens: unknown value %q", e.Sens)
	case ensembles[e.Dossiers] == "" && (e.Dossiers != dossiersIci || e.Liste != ""):
		return fmt.Errorf("dossiers: unknown set %q", e.Dossiers)
	case e.Liste != "" && !connue:
		return fmt.Errorf("liste: unknown vocabulary %q", e.Liste)
	case avecDetail && e.Liste == "":
		return fmt.Errorf("presentation: %q needs a liste", e.Presentation)
	case e.Unite == parcours.UnitePourcent && d.Un == "":
		return errors.New("a percentage needs a denominateur")
	case !strings.HasSuffix(e.Definition, "."):
		return errors.New("definition: write complete sentences")
	}
	return nil
}

const colonnesFormation = `SELECT parcours_id, salarie_id, tentative, coalesce(intitule, '') AS intitule, type, organisme,
       date_besoin, date_entree, date_fin, date_abandon, heures_prevues, heures,
       coalesce(evaluation, '') AS evaluation, coalesce(situation, '') AS situation, motifs
  FROM formation WHERE `

// ensembles selects the files of each set that several figures open, from the same
// facts and the same sets as the indicators. @part narrows to one line of a breakdown.
var ensembles = map[string]string{
	"entrees":           colonnesFormation + `date_entree BETWEEN @debut AND @fin`,
	"premieres_entrees": colonnesFormation + `premiere AND date_entree BETWEEN @debut AND @fin`,
	"fins":              colonnesFormation + `date_fin BETWEEN @debut AND @fin`,
	"fins_connues":      colonnesFormation + `date_fin BETWEEN @debut AND @fin AND heures IS NOT NULL`,
	"evaluations":       colonnesFormation + `date_fin BETWEEN @debut AND @fin AND evaluation IN ('reussie', 'partielle', 'echouee')`,
	"abandons":          colonnesFormation + `date_abandon BETWEEN @debut AND @fin`,
	"finies":            colonnesFormation + `(date_fin BETWEEN @debut AND @fin OR date_abandon BETWEEN @debut AND @fin)`,
	"plans": `SELECT parcours_id, salarie_id, tentative, intitule, organisme, date_entree,
       sum(demande) AS demande, sum(accorde) AS accorde
  FROM plan WHERE @part::text = '' OR dispositif = @part
 GROUP BY parcours_id, salarie_id, tentative, intitule, organisme, date_entree`,
	"besoins": `SELECT b.parcours_id, b.salarie_id, coalesce(p.tentative, 1) AS tentative, b.date_besoin,
       coalesce(p.vers, '') AS etat, p.date AS etat_depuis,
       coalesce(p.intitule, '') AS intitule, coalesce(p.organisme, '') AS organisme
  FROM besoin b LEFT JOIN place p ON p.parcours_id = b.parcours_id
 WHERE CASE @part::text WHEN 'financement' THEN finance WHEN 'entree' THEN entre WHEN 'sortie' THEN sorti ELSE true END`,
	"etats": `SELECT parcours_id, salarie_id, tentative, date_besoin, vers AS etat, date AS etat_depuis,
       coalesce(intitule, '') AS intitule, coalesce(organisme, '') AS organisme
  FROM place WHERE @part::text = '' OR vers = @part`,
}
