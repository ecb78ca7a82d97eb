// Package static serves the style sheet, the scripts and the font of the
// pages. The files are made once by internal/dev/assets, named after their
// content (so that a browser may keep them for ever) and compressed in advance.
package static

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
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

func loadManifest() map[string]string {
	content, err := dist.ReadFile("dist/manifest.json")
	if err != nil {
		panic(err) // impossible: embedded
	}
	m := map[string]string{}
	if err := json.Unmarshal(content, &m); err != nil {
		panic(fmt.Sprintf("web/static/dist/manifest.json: %v", err))
	}
	return m
}

// Path returns the address of a file under its own name: Path("app.css") is
// "/static/app-0123456789.css". An unknown name is a slip in a template, found
// by the first test that renders it: it panics.
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

type file struct {
	contentType string
	plain       []byte
	br, gz      []byte // nil when compressing gains nothing
}

// Handler serves everything below Prefix. It answers only to the hashed names:
// a page of yesterday that asks for a file of yesterday gets 404, never the
// wrong content.
func Handler() http.Handler {
	files := map[string]file{}
	for _, hashed := range names {
		f := file{contentType: types[path.Ext(hashed)], plain: read(hashed), br: read(hashed + ".br"), gz: read(hashed + ".gz")}
		files[Prefix+hashed] = f
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, ok := files[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "Method Not Allowed", http.StatusMethodNotAllowed)
			return
		}
		serve(w, r, f)
	})
}

func serve(w http.ResponseWriter, r *http.Request, f file) {
	body := f.plain
	h := w.Header()
	if f.br != nil {
		h.Set("Vary", "Accept-Encoding")
		switch accepted := r.Header.Get("Accept-Encoding"); {
		case accepts(accepted, "br"):
			body = f.br
			h.Set("Content-Encoding", "br")
		case accepts(accepted, "gzip"):
			body = f.gz
			h.Set("Content-Encoding", "gzip")
		}
	}
	h.Set("Content-Type", f.contentType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	if r.Method == http.MethodHead {
		return
	}
	_, _ = w.Write(body)
}

// accepts reads an Accept-Encoding header; « br;q=0 » is a refusal.
func accepts(header, encoding string) bool {
	for _, part := range strings.Split(header, ",") {
		name, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		if !strings.EqualFold(strings.TrimSpace(name), encoding) {
			continue
		}
		q, ok := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
		if !ok {
			return true
		}
		value, err := strconv.ParseFloat(q, 64)
		return err == nil && value > 0
	}
	return false
}

func read(name string) []byte {
	content, err := fs.ReadFile(dist, "dist/"+name)
	if err != nil {
		return nil
	}
	return content
}
