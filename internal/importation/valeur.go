package importation

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"parcours.example/internal/parcours"
)

var (
	formeScientifique = regexp.MustCompile(`(?i)^\d(\.\d+)?e\+?(\d{1,2})$`)
	formeAbregee      = regexp.MustCompile(`(?i)^\d,\d+e\+\d+$`)
	separateursTel    = regexp.MustCompile(`\s*(?:/{1,2}|;|,|\||\n|\bou\b|\bet\b)\s*`)
	sansPoint         = strings.NewReplacer(".", "", " ", "")
)

const messageAbrege = "Excel a abrégé ce numéro et en a perdu des chiffres. Mettez la colonne au format Texte, " +
	"retapez-le, ou importez le .xlsx."

// wholeNumber undoes 6.12345678E8, which is how a workbook may store 612345678.
func wholeNumber(s string) string {
	if !formeScientifique.MatchString(s) && !strings.HasSuffix(s, ".0") {
		return s
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || n >= 1e15 {
		return s
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// parseTelephone gives ten digits, or "+" and digits for another country. Of several numbers in one cell it keeps the
// first that is one.
func parseTelephone(brut string) (tel, message string) {
	brut = wholeNumber(brut)
	if brut == "" {
		return "", ""
	}
	if formeAbregee.MatchString(brut) {
		return "", messageAbrege
	}
	for _, un := range append([]string{brut}, separateursTel.Split(brut, -1)...) {
		if tel := oneTelephone(un); tel != "" {
			return tel, ""
		}
	}
	return "", "« " + short(brut) + " » n'est pas un numéro de téléphone complet : il en faut 10 chiffres."
}

var (
	formeTelephone = regexp.MustCompile(`^(0[1-9]\d{8}|\+[1-9]\d{7,14})$`)
	// prefixesTel are the other ways to write the beginning of a number, in the order in which they are undone.
	prefixesTel = []struct {
		forme *regexp.Regexp
		vaut  string
	}{
		{regexp.MustCompile(`^00(.{9,})$`), "+$1"},
		{regexp.MustCompile(`^\+(?:262|590|594|596|508|269)0?(\d{9})$`), "0$1"},
		{regexp.MustCompile(`^\+330?`), "0"},
		{regexp.MustCompile(`^33(.{9})$`), "0$1"},
		{regexp.MustCompile(`^([1-9].{8})$`), "0$1"}, // the spreadsheet took 0612345678 for a number
	}
)

func oneTelephone(s string) string {
	chiffres := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r == '+':
			return r
		case unicode.IsLetter(r):
			return 'x' // not a number: « pas de téléphone »
		}
		return -1
	}, strings.ReplaceAll(s, "(0)", ""))
	for _, p := range prefixesTel {
		chiffres = p.forme.ReplaceAllString(chiffres, p.vaut)
	}
	if !formeTelephone.MatchString(chiffres) {
		return ""
	}
	return chiffres
}

func parseCivilite(brut string) (code, message string) {
	switch sansPoint.Replace(parcours.Fold(brut)) {
	case "":
		return "", ""
	case "m", "mr", "monsieur", "h", "homme", "masculin", "mm":
		return "M", ""
	case "mme", "madame", "mlle", "mademoiselle", "f", "femme", "feminin", "mmes":
		return "MME", ""
	}
	return "", "« " + short(brut) + " » n'est pas une civilité connue : M. ou Mme."
}

func parseEmail(brut string) (adresse, message string) {
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(brut), "mailto:"), ";"), ""
}

func parseLibre(brut string) (nom, message string) {
	return strings.Join(strings.Fields(brut), " "), ""
}

// parsePass takes spaces and dots out: « 99999 00 00001 ».
func parsePass(brut string) (numero, message string) {
	brut = wholeNumber(brut)
	if formeAbregee.MatchString(brut) {
		return "", messageAbrege
	}
	return strings.ToUpper(strings.NewReplacer(" ", "", ".", "", "-", "").Replace(brut)), ""
}

// parseMetier: the platform writes « Candidature spontanée » where no job was named.
func parseMetier(brut string) (metier, message string) {
	if parcours.Fold(brut) == "candidature spontanee" {
		return "", ""
	}
	return parseLibre(brut)
}

func parseTypeContrat(brut string) (code, message string) {
	s := plain(brut)
	switch {
	case s == "":
		return "", ""
	case strings.HasPrefix(s, "cddi"), s == "cdd insertion", s == "cdd d insertion", s == "contrat a duree determinee d insertion":
		return "cddi", ""
	case strings.HasPrefix(s, "cddu"), s == "cdd usage", s == "cdd d usage":
		return "cddu", ""
	case strings.Contains(s, "mission"), s == "ctt", s == "interim":
		return "mission", ""
	case strings.HasPrefix(s, "cdi inclusion"), strings.HasPrefix(s, "cdi d inclusion"):
		return "cdi_inclusion", ""
	case strings.Contains(s, "professionnalisation"), strings.HasPrefix(s, "contrat pro"):
		return "contrat_pro", ""
	case strings.Contains(s, "apprenti"):
		return "apprentissage", ""
	case s == "cdd", s == "cdi", s == "autre", strings.HasPrefix(s, "autre"):
		return "autre", ""
	}
	return "", "« " + short(brut) + " » n'est pas un type de contrat connu : CDDI, CDD d'usage, mission…"
}

// erreursExcel are what a broken formula leaves in a cell.
var erreursExcel = regexp.MustCompile(`^#(N/A|REF!|VALEUR!|VALUE!|DIV/0!|NOM\?|NAME\?|NUL!|NULL!|NOMBRE!|NUM!)$`)

// nameCase leaves capitals, the custom for a family name, and gives a capital to each part of a name typed all in
// lower case; a first name has one in both cases.
func nameCase(s string, prenom bool) string {
	s = strings.Join(strings.Fields(s), " ")
	if s == strings.ToLower(s) || (prenom && s == strings.ToUpper(s)) {
		debut := true
		return strings.Map(func(r rune) rune {
			defer func() { debut = !unicode.IsLetter(r) }()
			if debut {
				return unicode.ToUpper(r)
			}
			return unicode.ToLower(r)
		}, s)
	}
	return s
}

// splitNom separates « DUPONT Marie » by its capitals, else by the order that the title announces, else the first
// word is the name.
func splitNom(complet, titre string) (nom, prenom string) {
	mots := strings.Fields(strings.ReplaceAll(complet, ",", " "))
	var majuscules, autres []string
	for _, m := range mots {
		if m == strings.ToUpper(m) && m != strings.ToLower(m) && len([]rune(m)) > 1 {
			majuscules = append(majuscules, m)
		} else {
			autres = append(autres, m)
		}
	}
	switch {
	case len(mots) < 2:
		return complet, ""
	case len(majuscules) > 0 && len(autres) > 0:
		return strings.Join(majuscules, " "), strings.Join(autres, " ")
	case strings.HasPrefix(foldEntete(titre), "prenom"):
		return strings.Join(mots[1:], " "), mots[0]
	default:
		return strings.Join(mots[:len(mots)-1], " "), mots[len(mots)-1]
	}
}
