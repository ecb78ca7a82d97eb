// Package static serves the style sheet, the scripts and the font of the pages. The files are made once by
// internal/dev/assets, named after their content (so that a browser may keep them for ever) and compressed in advance.
package static

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"
)

//go:generate go run parcours.example/internal/dev/assets

//go:embed dist
var dist embed.FS

// Prefix is where Handler has to be mounted.
const Prefix = "/static/"

var names = loadManifest()

func loadManifest() (m map[string]string) {
	content, err := dist.ReadFile("dist/manifest.json")
	if err = errors.Join(err, json.Unmarshal(content, &m)); err != nil {
		panic(fmt.Sprintf("web/static/dist/manifest.json: %v", err)) // impossible: embedded
	}
	return m
}

// Path returns the address of a file under its own name: Path("app.css") is "/static/app-0123456789.css". An unknown
// name is a slip in a template, found by the first test that renders it: it panics.
func Path(name string) string {
	hashed, ok := names[name]
	if !ok {
		panic(fmt.Sprintf("static: no file %q", name))
	}
	return Prefix + hashed
}

var types = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".woff2": "font/woff2",
}

// encodings are the compressed forms that lie beside a file, the one to prefer first.
var encodings = []struct{ name, suffix string }{{"br", ".br"}, {"gzip", ".gz"}}

// Handler serves everything below Prefix. It answers only to the hashed names: a page of yesterday that asks for a file
// of yesterday gets 404, never the wrong content.
func Handler() http.Handler {
	files := map[string][]byte{}
	for _, hashed := range names {
		for _, suffix := range []string{"", ".br", ".gz"} {
			if content, err := dist.ReadFile("dist/" + hashed + suffix); err == nil { // a font has one form
				files[Prefix+hashed+suffix] = content
			}
		}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, contentType := files[r.URL.Path], types[path.Ext(r.URL.Path)]
		if body == nil || contentType == "" {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			h.Set("Allow", "GET, HEAD")
			http.Error(w, "Method Not Allowed", http.StatusMethodNotAllowed)
			return
		}
		for _, e := range encodings {
			compressed, ok := files[r.URL.Path+e.suffix]
			if !ok {
				continue
			}
			h.Set("Vary", "Accept-Encoding")
			if accepts(r.Header.Get("Accept-Encoding"), e.name) {
				h.Set("Content-Encoding", e.name)
				body = compressed
				break
			}
		}
		h.Set("Content-Type", contentType)
		h.Set("Content-Length", strconv.Itoa(len(body)))
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("X-Content-Type-Options", "nosniff")
		_, _ = w.Write(body) // which sends nothing of it to HEAD
	})
}

// accepts reads an Accept-Encoding header; « br;q=0 » is a refusal.
func accepts(header, encoding string) bool {
	for part := range strings.SplitSeq(strings.ReplaceAll(header, " ", ""), ",") {
		name, params, _ := strings.Cut(part, ";")
		if !strings.EqualFold(name, encoding) {
			continue
		}
		q, ok := strings.CutPrefix(params, "q=")
		value, err := strconv.ParseFloat(q, 64)
		return !ok || err == nil && value > 0
	}
	return false
}
