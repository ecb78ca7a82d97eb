package importation

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

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
	switch {
	case brut == "":
		return "", ""
	case formeAbregee.MatchString(brut):
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

// lexique finds a code by what people write for it.
type lexique []struct {
	code  string
	forme *regexp.Regexp
}

// parse reads brut, folded; attendu ends the sentence that refuses it.
func (l lexique) parse(brut, plie, attendu string) (code, message string) {
	if plie == "" {
		return "", ""
	}
	for _, terme := range l {
		if terme.forme.MatchString(plie) {
			return terme.code, ""
		}
	}
	return "", "« " + short(brut) + " » n'est pas " + attendu
}

var civilites = lexique{
	{"M", regexp.MustCompile(`^(m|mr|mm|monsieur|h|homme|masculin)$`)},
	{"MME", regexp.MustCompile(`^(mme|mmes|madame|mlle|mademoiselle|f|femme|feminin)$`)},
}

func parseCivilite(brut string) (code, message string) {
	return civilites.parse(brut, sansPoint.Replace(parcours.Fold(brut)), "une civilité connue : M. ou Mme.")
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

var contrats = lexique{
	{"cddi", regexp.MustCompile(`^cddi|^cdd (d )?insertion$|^contrat a duree determinee d insertion$`)},
	{"cddu", regexp.MustCompile(`^cddu|^cdd (d )?usage$`)},
	{"mission", regexp.MustCompile(`mission|^(ctt|interim)$`)},
	{"cdi_inclusion", regexp.MustCompile(`^cdi (d )?inclusion`)},
	{"contrat_pro", regexp.MustCompile(`professionnalisation|^contrat pro`)},
	{"apprentissage", regexp.MustCompile(`apprenti`)},
	{"autre", regexp.MustCompile(`^cd[di]$|^autre`)},
}

func parseTypeContrat(brut string) (code, message string) {
	return contrats.parse(brut, plain(brut), "un type de contrat connu : CDDI, CDD d'usage, mission…")
}

// lecteurs read what people write in their spreadsheets, where the row of the field
// says too little.
var lecteurs = map[string]func(brut string) (valeur, message string){
	ColCivilite: parseCivilite, ColEmail: parseEmail, ColTelephone: parseTelephone, ColDepartement: parseDepartement,
	ColMetier: parseMetier, ColTypeContrat: parseTypeContrat, ColPass: parsePass,
}

// readerOf reads a field: by its own reader, by the labels of its list, or as a text.
func readerOf(c parcours.Champ) func(brut string) (valeur, message string) {
	if lire, propre := lecteurs[c.Code]; propre {
		return lire
	}
	if c.Liste == nil {
		return parseLibre
	}
	return func(brut string) (string, string) {
		plie := parcours.Fold(brut)
		if plie == "" {
			return "", ""
		}
		for _, t := range c.Liste {
			if plie == parcours.Fold(t.Libelle) || plie == parcours.Fold(t.Code) {
				return t.Code, ""
			}
		}
		return "", "« " + short(brut) + " » n'est pas une réponse connue pour « " + c.Libelle + " »."
	}
}

// erreursExcel are what a broken formula leaves in a cell.
var erreursExcel = regexp.MustCompile(`^#(N/A|REF!|VALEUR!|VALUE!|DIV/0!|NOM\?|NAME\?|NUL!|NULL!|NOMBRE!|NUM!)$`)

// nameCase leaves capitals, the custom for a family name, and gives a capital to each part of a name typed all in
// lower case; a first name has one in both cases.
func nameCase(s string, prenom bool) string {
	s = strings.Join(strings.Fields(s), " ")
	if s != strings.ToLower(s) && !(prenom && s == strings.ToUpper(s)) {
		return s
	}
	debut := true
	return strings.Map(func(r rune) rune {
		defer func() { debut = !unicode.IsLetter(r) }()
		if debut {
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, s)
}

// splitNom separates « DUPONT Marie » by its capitals, else by the order that the title announces, else the last word
// is the first name.
func splitNom(complet, titre string) (nom, prenom string) {
	mots := strings.Fields(strings.ReplaceAll(complet, ",", " "))
	dernier := len(mots) - 1
	if dernier < 1 {
		return complet, ""
	}
	var majuscules, autres []string
	for _, m := range mots {
		if m == strings.ToUpper(m) && m != strings.ToLower(m) && utf8.RuneCountInString(m) > 1 {
			majuscules = append(majuscules, m)
		} else {
			autres = append(autres, m)
		}
	}
	switch {
	case len(majuscules) > 0 && len(autres) > 0:
		return strings.Join(majuscules, " "), strings.Join(autres, " ")
	case strings.HasPrefix(foldEntete(titre), "prenom"):
		return strings.Join(mots[1:], " "), mots[0]
	}
	return strings.Join(mots[:dernier], " "), mots[dernier]
}

var (
	formePostal   = regexp.MustCompile(`\b\d{5}\b`)
	formeSansZero = regexp.MustCompile(`^(\d|\d{4})$`)
	formeCode     = regexp.MustCompile(`\b(\d{2,3}|2[ab])\b`)
)

// parseDepartement reads a code postal or a département, by code or by name.
func parseDepartement(brut string) (code, message string) {
	s := plain(wholeNumber(brut))
	if s == "" {
		return "", ""
	}
	if formeSansZero.MatchString(s) {
		s = "0" + s // the spreadsheet took 02000 for a number
	}
	code = nomsDepartements[s]
	if postal := formePostal.FindString(s); postal != "" { // « 80000 Amiens »
		code = departementOf(postal)
	} else if code == "" { // « 59 - Nord », « Nord (59) »
		code = strings.ToUpper(formeCode.FindString(s))
	}
	if !parcours.IsDepartement(code) {
		return "", "« " + short(brut) + " » n'est ni un code postal ni un département."
	}
	return code, ""
}

// departementOf: Corsica shares the prefix 20, overseas takes three digits.
func departementOf(postal string) string {
	switch {
	case strings.HasPrefix(postal, "97"), strings.HasPrefix(postal, "98"):
		return postal[:3]
	case strings.HasPrefix(postal, "200"), strings.HasPrefix(postal, "201"):
		return "2A"
	case strings.HasPrefix(postal, "20"):
		return "2B"
	}
	return postal[:2]
}

var nomsDepartements = func() map[string]string {
	const noms = `01 ain|02 aisne|03 allier|04 alpes de haute provence|05 hautes alpes|06 alpes maritimes|07 ardeche|` +
		`08 ardennes|09 ariege|10 aube|11 aude|12 aveyron|13 bouches du rhone|14 calvados|15 cantal|16 charente|` +
		`17 charente maritime|18 cher|19 correze|2A corse du sud|2B haute corse|21 cote d or|22 cotes d armor|` +
		`23 creuse|24 dordogne|25 doubs|26 drome|27 eure|28 eure et loir|29 finistere|30 gard|31 haute garonne|32 gers|` +
		`33 gironde|34 herault|35 ille et vilaine|36 indre|37 indre et loire|38 isere|39 jura|40 landes|` +
		`41 loir et cher|42 loire|43 haute loire|44 loire atlantique|45 loiret|46 lot|47 lot et garonne|48 lozere|` +
		`49 maine et loire|50 manche|51 marne|52 haute marne|53 mayenne|54 meurthe et moselle|55 meuse|56 morbihan|` +
		`57 moselle|58 nievre|59 nord|60 oise|61 orne|62 pas de calais|63 puy de dome|64 pyrenees atlantiques|` +
		`65 hautes pyrenees|66 pyrenees orientales|67 bas rhin|68 haut rhin|69 rhone|70 haute saone|71 saone et loire|` +
		`72 sarthe|73 savoie|74 haute savoie|75 paris|76 seine maritime|77 seine et marne|78 yvelines|79 deux sevres|` +
		`80 somme|81 tarn|82 tarn et garonne|83 var|84 vaucluse|85 vendee|86 vienne|87 haute vienne|88 vosges|89 yonne|` +
		`90 territoire de belfort|91 essonne|92 hauts de seine|93 seine saint denis|94 val de marne|95 val d oise|` +
		`971 guadeloupe|972 martinique|973 guyane|974 la reunion|976 mayotte`
	index := make(map[string]string)
	for ligne := range strings.SplitSeq(noms, "|") {
		code, nom, _ := strings.Cut(ligne, " ")
		index[nom] = code
	}
	return index
}()
