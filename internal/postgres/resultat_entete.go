package postgres

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"parcours.example/internal/parcours"
)

// The header of an indicator: comment lines « -- clé: valeur », the following
// ones « --   suite » until the query. A faulty header stops the program, as a
// faulty regular expression would: the files are part of it.

var (
	formeFichier = regexp.MustCompile(`^\d{3}_([a-z_]+)\.sql$`)
	formeEntete  = regexp.MustCompile(`^-- ([a-z]+): (\S.*)$`)
	formeSuite   = regexp.MustCompile(`^--   (\S.*)$`)
)

var clesObligatoires = []string{"code", "libelle", "unite", "presentation", "sens", "numerateur", "definition", "source"}

// clesFacultatives, with the values that they may take; none: any value.
var clesFacultatives = map[string][]string{
	"denominateur": nil,
	"liste":        nil,
	"ordre":        {"liste"},
	"detail":       {"toujours"},
	"calcul":       {"numerateur"},
	"dossiers":     parcours.EnsemblesDossiers,
}

func loadIndicateurs(fsys fs.FS) []requeteIndicateur {
	rs, err := parseIndicateurs(fsys)
	if err != nil {
		panic(err)
	}
	return rs
}

// parseIndicateurs reads every NNN_code.sql, in the order of the numbers, and
// puts the common facts before each query.
func parseIndicateurs(fsys fs.FS) ([]requeteIndicateur, error) {
	faits, err := fs.ReadFile(fsys, "indicateurs/faits.sql")
	if err != nil {
		return nil, err
	}
	chemins, err := fs.Glob(fsys, "indicateurs/*.sql")
	if err != nil {
		return nil, err
	}
	var rs []requeteIndicateur
	codes := map[string]bool{}
	for _, chemin := range chemins {
		nom := path.Base(chemin)
		if nom == "faits.sql" {
			continue
		}
		texte, err := fs.ReadFile(fsys, chemin)
		if err != nil {
			return nil, err
		}
		r, err := parseIndicateur(nom, string(texte))
		if err != nil {
			return nil, fmt.Errorf("indicateurs/%s: %w", nom, err)
		}
		if codes[r.Code] {
			return nil, fmt.Errorf("indicateurs/%s: the code %q is taken", nom, r.Code)
		}
		codes[r.Code] = true
		r.sql = string(faits) + "SELECT * FROM (\n" + r.sql + "\n) AS " + r.Code
		rs = append(rs, r)
	}
	return rs, nil
}

func parseIndicateur(nom, texte string) (requeteIndicateur, error) {
	var r requeteIndicateur
	cles, sql, err := parseEntete(texte)
	if err != nil {
		return r, err
	}
	for _, cle := range clesObligatoires {
		if cles[cle] == "" {
			return r, fmt.Errorf("the header lacks %q", cle)
		}
	}
	if m := formeFichier.FindStringSubmatch(nom); m == nil || m[1] != cles["code"] {
		return r, fmt.Errorf("the file must be named NNN_%s.sql", cles["code"])
	}
	if sql == "" {
		return r, fmt.Errorf("no query")
	}
	r.Indicateur = parcours.Indicateur{
		Code: cles["code"], Libelle: cles["libelle"], Unite: parcours.Unite(cles["unite"]),
		Presentation: parcours.Presentation(cles["presentation"]), Sens: cles["sens"],
		Definition: cles["definition"], Source: cles["source"], Liste: cles["liste"], Dossiers: cles["dossiers"], SansRapport: cles["calcul"] != "",
	}
	r.sql, r.ordreListe, r.detailToujours = sql, cles["ordre"] != "", cles["detail"] != ""
	if r.NomNumerateur, err = parseNom(cles["numerateur"]); err != nil {
		return r, err
	}
	if d := cles["denominateur"]; d != "" {
		if r.NomDenominateur, err = parseNom(d); err != nil {
			return r, err
		}
	}
	return r, r.validate()
}

// parseEntete separates the header, by key, from the query.
func parseEntete(texte string) (cles map[string]string, sql string, err error) {
	cles = map[string]string{}
	derniere := ""
	lignes := strings.Split(texte, "\n")
	for i, ligne := range lignes {
		if m := formeEntete.FindStringSubmatch(ligne); m != nil {
			derniere = m[1]
			permises, facultative := clesFacultatives[derniere]
			switch {
			case !facultative && !slices.Contains(clesObligatoires, derniere):
				return nil, "", fmt.Errorf("unknown key %q", derniere)
			case len(permises) > 0 && !slices.Contains(permises, m[2]):
				return nil, "", fmt.Errorf("%s: %q is not one of %v", derniere, m[2], permises)
			case cles[derniere] != "":
				return nil, "", fmt.Errorf("key %q twice", derniere)
			}
			cles[derniere] = m[2]
		} else if m := formeSuite.FindStringSubmatch(ligne); m != nil && derniere != "" {
			cles[derniere] += " " + m[1]
		} else if strings.HasPrefix(ligne, "--") {
			return nil, "", fmt.Errorf("line %d of the header cannot be read: %q", i+1, ligne)
		} else {
			return cles, strings.TrimSpace(strings.Join(lignes[i:], "\n")), nil
		}
	}
	return cles, "", nil
}

// parseNom reads « abandon | abandons ».
func parseNom(s string) (parcours.Nom, error) {
	un, plusieurs, ok := strings.Cut(s, " | ")
	if !ok || un == "" || plusieurs == "" {
		return parcours.Nom{}, fmt.Errorf("%q must be written « singulier | pluriel »", s)
	}
	return parcours.Nom{Un: un, Plusieurs: plusieurs}, nil
}

// validate checks each value against what the rest of the program knows.
func (r requeteIndicateur) validate() error {
	unites := []parcours.Unite{parcours.UniteNombre, parcours.UnitePourcent, parcours.UniteHeures, parcours.UniteEuros, parcours.UniteJours}
	places := []parcours.Presentation{parcours.PresentationTete, parcours.PresentationChiffre, parcours.PresentationEntonnoir, parcours.PresentationBarres}
	_, connue := listesIndicateur[r.Liste]
	avecDetail := r.Presentation == parcours.PresentationEntonnoir || r.Presentation == parcours.PresentationBarres
	switch {
	case !slices.Contains(unites, r.Unite):
		return fmt.Errorf("unite: unknown value %q", r.Unite)
	case !slices.Contains(places, r.Presentation):
		return fmt.Errorf("presentation: unknown value %q", r.Presentation)
	case !slices.Contains([]string{"hausse", "baisse", "neutre"}, r.Sens):
		return fmt.Errorf("sens: unknown value %q", r.Sens)
	case r.Liste != "" && !connue:
		return fmt.Errorf("liste: unknown vocabulary %q", r.Liste)
	case avecDetail && r.Liste == "":
		return fmt.Errorf("presentation: %q needs a liste", r.Presentation)
	case r.Unite == parcours.UnitePourcent && r.NomDenominateur.Un == "":
		return fmt.Errorf("a percentage needs a denominateur")
	case !strings.HasSuffix(r.Definition, "."):
		return fmt.Errorf("definition: write complete sentences")
	}
	return nil
}
