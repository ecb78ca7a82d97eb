package composants

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sigle is an acronym and its meaning.
type Sigle struct{ Mot, Sens string }

// Sigles finds the acronyms of a text. It is built once and never changes.
type Sigles struct {
	// parDebut: by first word, the longest first (« PIC IAE » before « PIC »).
	parDebut map[string][]Sigle
}

// NewSigles keeps what cannot be read as an ordinary word or a first name: at least two capitals (IAE, CléA, not
// Léa).
func NewSigles(sigles []Sigle) *Sigles {
	s := &Sigles{parDebut: map[string][]Sigle{}}
	for _, x := range sigles {
		if capitals(x.Mot) < 2 {
			continue
		}
		debut := x.Mot[:wordLen(x.Mot)]
		s.parDebut[debut] = append(s.parDebut[debut], x)
	}
	for _, l := range s.parDebut {
		slices.SortStableFunc(l, func(a, b Sigle) int { return len(b.Mot) - len(a.Mot) })
	}
	return s
}

func capitals(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n
}

type cleSigles struct{}

// WithSigles lets Texte explain these acronyms in what is rendered with ctx, each once in a block of the page.
func WithSigles(ctx context.Context, s *Sigles) context.Context {
	return openBloc(context.WithValue(ctx, cleSigles{}, s))
}

type cleBloc struct{}

// openBloc begins a block: a card, a fold, an advice. What was explained outside is explained again there, for it may
// be out of sight; inside, once is enough: the keyboard stops at each.
func openBloc(ctx context.Context) context.Context {
	if _, ok := ctx.Value(cleSigles{}).(*Sigles); !ok {
		return ctx
	}
	return context.WithValue(ctx, cleBloc{}, map[string]bool{})
}

// fragment is a piece of a text: an acronym when Sens is not empty.
type fragment struct{ Texte, Sens string }

// split cuts a text around its acronyms. Those of dits are explained already, and those of tus will be.
func (s *Sigles) split(texte string, dits, tus map[string]bool) []fragment {
	if s == nil {
		return []fragment{{Texte: texte}}
	}
	var fragments []fragment
	debut := 0 // of what is not yet in a fragment
	for i := 0; i < len(texte); {
		n := wordLen(texte[i:])
		if n == 0 {
			_, l := utf8.DecodeRuneInString(texte[i:])
			i += l
			continue
		}
		x := s.at(texte[i:], n)
		if x.Mot == "" {
			i += n
			continue
		}
		if !dits[x.Mot] && !tus[x.Mot] {
			dits[x.Mot] = true
			if debut < i {
				fragments = append(fragments, fragment{Texte: texte[debut:i]})
			}
			fragments = append(fragments, fragment{x.Mot, x.Sens})
			debut = i + len(x.Mot)
		}
		i += len(x.Mot)
	}
	if debut < len(texte) {
		fragments = append(fragments, fragment{Texte: texte[debut:]})
	}
	return fragments
}

// at finds the acronym that begins a text, whose first word is n bytes long.
func (s *Sigles) at(texte string, n int) Sigle {
	for _, x := range s.parDebut[texte[:n]] {
		if strings.HasPrefix(texte, x.Mot) && wordLen(texte[len(x.Mot):]) == 0 {
			return x
		}
	}
	return Sigle{}
}

// wordLen is the length of the letters and digits that begin a text.
func wordLen(texte string) int {
	for i, r := range texte {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return i
		}
	}
	return len(texte)
}

func fragmentsOf(ctx context.Context, texte, ailleurs string) []fragment {
	s, _ := ctx.Value(cleSigles{}).(*Sigles)
	dits, _ := ctx.Value(cleBloc{}).(map[string]bool)
	tus := map[string]bool{}
	if s != nil {
		s.split(ailleurs, tus, nil)
	}
	return s.split(Insecables(texte), dits, tus)
}
