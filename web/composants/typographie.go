package composants

import (
	"bytes"
	"strings"
)

// French punctuation stays with its word: a line never begins with « : » nor
// ends on « l. ». The texts of the rules, of the guide and of the database hold
// ordinary spaces, because they are also searched, exported and compared: the
// page alone needs the others, so they are put once, when it is rendered.

// Insecables is a text whose spaces that must not end a line are no-break ones.
func Insecables(s string) string {
	if !strings.Contains(s, " ") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 8)
	for i := 0; i < len(s); i++ {
		if s[i] == ' ' {
			b.WriteString(spaceBetween(s[:i], s[i+1:]))
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// spaceBetween is the space that stands between two pieces of a text.
func spaceBetween(avant, apres string) string {
	switch {
	case apres != "" && strings.IndexByte(";!?", apres[0]) >= 0:
		return nnbsp
	case apres != "" && (apres[0] == ':' || apres[0] == '%'), strings.HasPrefix(apres, "»"), strings.HasPrefix(apres, "€"):
		return nbsp
	case strings.HasSuffix(avant, "«"):
		return nbsp
	case !startsWithDigit(apres):
		if endsWithDigit(avant) && isWord(apres, "h") {
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

func startsWithDigit(s string) bool { return s != "" && isDigit(s[0]) }
func endsWithDigit(s string) bool   { return s != "" && isDigit(s[len(s)-1]) }

func digitsBefore(s string) int {
	n := 0
	for n < len(s) && isDigit(s[len(s)-1-n]) {
		n++
	}
	return n
}

func digitsAfter(s string) int {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}

// verbatim are the elements whose text is not read but sent, run or copied.
var verbatim = [...]string{"textarea", "script", "style", "pre", "code"}

// InsecablesHTML is Insecables for every text of a rendered page. Attributes are
// left alone, and what a person typed, which goes back to the server.
func InsecablesHTML(page []byte) []byte {
	out := make([]byte, 0, len(page)+len(page)/64)
	for len(page) > 0 {
		debut := bytes.IndexByte(page, '<')
		if debut < 0 {
			debut = len(page)
		}
		if debut > 0 {
			out = append(out, Insecables(string(page[:debut]))...)
			page = page[debut:]
			continue
		}
		n := tagLen(page)
		for _, nom := range verbatim {
			if bytes.HasPrefix(page[1:], []byte(nom)) && (len(page) <= 1+len(nom) || !isLetter(page[1+len(nom)])) {
				if fin := bytes.Index(page, []byte("</"+nom)); fin > n {
					n = fin
				}
				break
			}
		}
		out = append(out, page[:n]...)
		page = page[n:]
	}
	return out
}

// tagLen is the length of the tag that begins a page; a « > » between quotes
// does not end it.
func tagLen(page []byte) int {
	var quote byte
	for i, c := range page {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(page)
}
