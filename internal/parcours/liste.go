package parcours

// Terme is one value of a closed list: its code as stored, its label as read,
// and where it comes from. Lignes are lines of the guide's text ("" when the
// value is an addition of ours).
type Terme struct {
	Code    string
	Libelle string
	Lignes  string
	// Retire: still readable in old files, no longer offered.
	Retire bool
}

// Liste is a closed vocabulary, in the order in which it is offered.
type Liste []Terme

// Has tells whether the code belongs to the list, retired values included.
func (l Liste) Has(code string) bool {
	_, ok := l.Find(code)
	return ok
}

func (l Liste) Find(code string) (Terme, bool) {
	for _, t := range l {
		if t.Code == code {
			return t, true
		}
	}
	return Terme{}, false
}

// Libelle is the label of a code, or the code itself when it is unknown: an
// old file must stay readable.
func (l Liste) Libelle(code string) string {
	if t, ok := l.Find(code); ok {
		return t.Libelle
	}
	return code
}

// Codes lists the values in order.
func (l Liste) Codes() []string {
	codes := make([]string, len(l))
	for i, t := range l {
		codes[i] = t.Code
	}
	return codes
}

// Without returns the list minus some codes.
func (l Liste) Without(codes ...string) Liste {
	var reste Liste
	for _, t := range l {
		if !contains(codes, t.Code) {
			reste = append(reste, t)
		}
	}
	return reste
}

func contains(codes []string, code string) bool {
	for _, c := range codes {
		if c == code {
			return true
		}
	}
	return false
}
