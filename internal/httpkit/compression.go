package httpkit

import (
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp"
)

// Compress sends text as zstd or gzip to those who accept it; docs/decisions/0023-bibliotheques.md has the measures
// behind the levels. No answer holds both a secret and what an attacker typed (there are no CSRF tokens), which is
// what BREACH would need.
func Compress(h http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.CompressionLevel(5), gzhttp.ZstdCompressionLevel(2),
		gzhttp.ContentTypeFilter(isText))
	if err != nil {
		panic(err) // an option above is out of range
	}
	return wrap(h)
}

func isText(contenu string) bool {
	genre, _, _ := strings.Cut(contenu, ";")
	switch genre = strings.TrimSpace(genre); genre {
	case "application/json", "application/problem+json", "application/javascript", "application/manifest+json",
		"image/svg+xml", "application/xml":
		return true
	}
	return strings.HasPrefix(genre, "text/")
}
