package static_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/andybalholm/brotli"

	"parcours.example/web/static"
)

func get(t *testing.T, path, encoding string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept-Encoding", encoding)
	w := httptest.NewRecorder()
	static.Handler().ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d", path, w.Code)
	}
	return w
}

// budget is half of what a first load may weigh: the rest is for its HTML, and
// TestAFirstVisitIsLight of internal/e2e weighs it all.
const budget = 60 << 10

func TestFirstLoadStaysLight(t *testing.T) {
	t.Parallel()
	total := 0
	for _, name := range []string{"app.css", "app.js", "public-sans.woff2", "favicon.svg"} {
		n := get(t, static.Path(name), "gzip, br").Body.Len()
		t.Logf("%-18s %6d bytes", name, n)
		total += n
	}
	t.Logf("first load         %6d bytes of at most %d", total, budget)
	if total > budget {
		t.Errorf("style, scripts and font weigh %d bytes, at most %d", total, budget)
	}
}

func TestEveryEncodingGivesTheSameFile(t *testing.T) {
	t.Parallel()
	path := static.Path("app.css")
	plain := get(t, path, "identity").Body.Bytes()
	zr, err := gzip.NewReader(get(t, path, "deflate, gzip").Body)
	if err != nil {
		t.Fatal(err)
	}
	fromGzip, _ := io.ReadAll(zr)
	w := get(t, path, "gzip, deflate, br, zstd")
	if got := w.Header().Get("Content-Encoding"); got != "br" {
		t.Errorf("Content-Encoding %q, want br", got)
	}
	fromBrotli, _ := io.ReadAll(brotli.NewReader(w.Body))
	if !bytes.Equal(plain, fromGzip) || !bytes.Equal(plain, fromBrotli) {
		t.Error("the compressed forms are not the file")
	}
	if got := get(t, path, "br;q=0, gzip").Header().Get("Content-Encoding"); got != "gzip" {
		t.Errorf("br was refused, got %q", got)
	}
}

func TestFilesMayBeKeptForEver(t *testing.T) {
	t.Parallel()
	h := get(t, static.Path("app.css"), "br").Header()
	if h.Get("Cache-Control") != "public, max-age=31536000, immutable" || h.Get("Vary") != "Accept-Encoding" ||
		h.Get("Content-Type") != "text/css; charset=utf-8" {
		t.Error(h)
	}
}

func TestOnlyPresentNamesAreServed(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/static/app.css", "/static/manifest.json", "/static/../embed.go", "/static/"} {
		w := httptest.NewRecorder()
		static.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Code != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", path, w.Code)
		}
	}
	w := httptest.NewRecorder()
	static.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodPost, static.Path("app.css"), nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d, want 405", w.Code)
	}
}
