package composants

import "strings"

// French punctuation stays with its word: a line never begins with « : » nor ends on « l. ». The texts of the rules,
// of the guide and of the database hold ordinary spaces, because they are also searched, exported and compared: the
// page alone needs the others, so they are put once, when it is rendered.

// Insecables is a text whose spaces that must not end a line are no-break ones.
func Insecables(s string) string {
	var b []byte
	garde := 0 // what comes before is in b already
	for i := strings.IndexByte(s, ' '); i >= 0; i = nextByte(s, i+1, ' ') {
		if i > 0 && !proche[s[i-1]] && (i+1 == len(s) || !proche[s[i+1]]) {
			continue
		}
		if espace := spaceBetween(s[:i], s[i+1:]); espace != " " {
			b = append(append(b, s[garde:i]...), espace...)
			garde = i + 1
		}
	}
	if garde == 0 {
		return s
	}
	return string(append(b, s[garde:]...))
}

// proche are the bytes beside which a space may have to hold: those of figures and signs, « », €, l., n°. Most spaces
// are between two letters.
var proche = func() (t [256]bool) {
	for _, c := range []byte(";!?:%.0123456789\xc2\xe2\xab\xb0") {
		t[c] = true
	}
	return t
}()

func nextByte(s string, debut int, c byte) int {
	if i := strings.IndexByte(s[debut:], c); i >= 0 {
		return debut + i
	}
	return -1
}

// spaceBetween is the space to put between two pieces of a text.
func spaceBetween(avant, apres string) string {
	switch {
	case apres != "" && strings.IndexByte(";!?", apres[0]) >= 0:
		return nnbsp
	case apres != "" && (apres[0] == ':' || apres[0] == '%'), strings.HasPrefix(apres, "»"), strings.HasPrefix(apres, "€"):
		return nbsp
	case strings.HasSuffix(avant, "«"):
		return nbsp
	case digitsAfter(apres) == 0:
		if digitsBefore(avant) > 0 && isWord(apres, "h") {
			return nbsp // « 35 h »
		}
		return " "
	case hasReference(avant): // « l. 94 »
		return nbsp
	}
	gauche, droite := digitsBefore(avant), digitsAfter(apres)
	switch {
	case gauche >= 1 && gauche <= 3 && droite == 3: // « 10 000 »
		return nnbsp
	case gauche == 2 && droite == 2: // « 06 12 34 56 78 »
		return nbsp
	}
	return " "
}

// hasReference: « l. », « p. », « n° », that a number follows.
func hasReference(avant string) bool {
	for _, mot := range []string{"l.", "p.", "n°"} {
		if debut, ok := strings.CutSuffix(avant, mot); ok {
			return debut == "" || !isLetter(debut[len(debut)-1])
		}
	}
	return false
}

func isWord(s, mot string) bool {
	reste, ok := strings.CutPrefix(s, mot)
	return ok && (reste == "" || !isLetter(reste[0]) && !isDigit(reste[0]))
}

// isLetter takes every byte of an accented letter for one.
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

func digitsBefore(s string) int { return len(s) - len(strings.TrimRight(s, chiffres)) }
func digitsAfter(s string) int  { return len(s) - len(strings.TrimLeft(s, chiffres)) }

const chiffres = "0123456789"

// verbatim are the elements whose text is not read but sent, run or copied.
var verbatim = [...]string{"textarea", "script", "style", "pre", "code"}

// InsecablesHTML is Insecables for every text of a rendered page. Attributes are left alone, and what a person typed,
// which goes back to the server. It runs on every page: tags are skipped whole.
func InsecablesHTML(page []byte) []byte {
	reste := string(page)
	out := make([]byte, 0, len(page)+len(page)/64)
	for {
		debut := strings.IndexByte(reste, '<')
		if debut < 0 {
			return append(out, Insecables(reste)...)
		}
		out = append(out, Insecables(reste[:debut])...)
		reste = reste[debut:]
		n := tagLen(reste)
		if nom := verbatimOf(reste); nom != "" {
			if fin := strings.Index(reste, "</"+nom); fin > n {
				n = fin
			}
		}
		out = append(out, reste[:n]...)
		reste = reste[n:]
	}
}

// verbatimOf is the element that a tag opens, among those left alone.
func verbatimOf(tag string) string {
	if len(tag) < 2 || strings.IndexByte("tspc", tag[1]) < 0 {
		return ""
	}
	for _, nom := range verbatim {
		if strings.HasPrefix(tag[1:], nom) && (len(tag) <= 1+len(nom) || !isLetter(tag[1+len(nom)])) {
			return nom
		}
	}
	return ""
}

// tagLen is the length of the tag that begins a text; a « > » between quotes does not end it. Our templates quote
// with « " » alone, and escape it inside.
func tagLen(s string) int {
	for fin := nextByte(s, 0, '>'); fin >= 0; fin = nextByte(s, fin+1, '>') {
		if tag := s[:fin]; strings.Count(tag, `"`)%2 == 0 {
			return fin + 1
		}
	}
	return len(s)
}
