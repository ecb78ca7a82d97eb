package site

import (
	"net/url"
	"strings"
	"testing"
)

// Parametres are the names that the tests of the pages try.
func Parametres() (noms []string) {
	for nom := range parametres {
		noms = append(noms, nom)
	}
	return noms
}

func TestAnAddressIsBound(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ nom, envoye, lu string }{
		{"a word of no page", "x=" + strings.Repeat("y", 1000), ""},
		{"the search of a list", "q=b%C3%A9nali&page=2", "page=2&q=b%C3%A9nali"},
		{"twice the same", "tri=-nom&tri=etat", "tri=-nom"},
		{"a search without end", "q=" + strings.Repeat("%C3%A9", 5000), "q=" + strings.Repeat("%C3%A9", 100)},
		{"a search that is not text", "q=%ff%fe", "q=%EF%BF%BD"},
		{"a zero byte", "q=a%00b", "q=a%EF%BF%BDb"},
		{"no code", "etat=besoin'--&vue=mes", "vue=mes"},
		{"no page", "page=1e9", ""},
		{"an address elsewhere", "retour=https://ailleurs.example", ""},
		{"an address of ours", "retour=%2Fsalaries%3Fsuivi%3Dtous", "retour=%2Fsalaries%3Fsuivi%3Dtous"},
	} {
		u := &url.URL{Path: "/salaries", RawQuery: c.envoye}
		if bound(u); u.RawQuery != c.lu {
			t.Errorf("%s: read %.120q, want %.120q", c.nom, u.RawQuery, c.lu)
		}
	}
}
