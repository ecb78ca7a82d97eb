// Command assets turns web/static/src and the vendored files into
// web/static/dist: bundled, minified, named after their content and compressed
// once, so that the program itself only has to hand out bytes. It is run by
// `go generate ./web/static`; its test fails when dist is stale.
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/evanw/esbuild/pkg/api"
)

func main() {
	files, err := Build(".")
	if err != nil {
		log.Fatal(err)
	}
	if err := write("dist", files); err != nil {
		log.Fatal(err)
	}
}

// write replaces the whole folder: a name that is no longer made must not stay
// in the program.
func write(dist string, files map[string][]byte) error {
	if err := os.RemoveAll(dist); err != nil {
		return err
	}
	if err := os.MkdirAll(dist, 0o755); err != nil {
		return err
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dist, name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Build returns every file of dist. root is the folder web/static.
func Build(root string) (map[string][]byte, error) {
	vendored := filepath.Join(root, "..", "vendored")
	out := output{files: map[string][]byte{}, names: map[string]string{}}

	// Already as small as they get: kept byte for byte as published.
	for name, path := range map[string]string{
		"public-sans.woff2": filepath.Join(vendored, "public-sans", "public-sans-latin-wght-normal.woff2"),
		"favicon.svg":       filepath.Join(root, "src", "favicon.svg"),
	} {
		content, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if err := out.add(name, content); err != nil {
			return nil, err
		}
	}

	bootstrap, err := os.ReadFile(filepath.Join(vendored, "bootstrap", "bootstrap.css"))
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"app.css", "app.js"} {
		content, err := bundle(filepath.Join(root, "src", name), pruneCSS(string(bootstrap)))
		if err != nil {
			return nil, err
		}
		// The style sheet names the font by its final name, which only we know.
		content = bytes.ReplaceAll(content, []byte("/static/public-sans.woff2"), []byte("/static/"+out.names["public-sans.woff2"]))
		if err := out.add(name, content); err != nil {
			return nil, err
		}
	}

	manifest, err := json.MarshalIndent(out.names, "", "  ")
	if err != nil {
		return nil, err
	}
	out.files["manifest.json"] = append(manifest, '\n')
	return out.files, nil
}

// bundle follows the imports of one entry file and minifies the result.
// `@import "bootstrap"` stands for the pruned style sheet given in hand.
func bundle(entry, bootstrap string) ([]byte, error) {
	entry, err := filepath.Abs(entry)
	if err != nil {
		return nil, err
	}
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{entry},
		Bundle:            true,
		MinifyWhitespace:  true,
		MinifySyntax:      true,
		MinifyIdentifiers: true,
		LegalComments:     api.LegalCommentsInline,
		Charset:           api.CharsetUTF8,
		Target:            api.ES2020,
		External:          []string{"/static/*"},
		Write:             false,
		LogLevel:          api.LogLevelSilent,
		Plugins: []api.Plugin{{Name: "bootstrap", Setup: func(b api.PluginBuild) {
			b.OnResolve(api.OnResolveOptions{Filter: `^bootstrap$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
				return api.OnResolveResult{Path: "bootstrap", Namespace: "vendored"}, nil
			})
			b.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "vendored"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
				return api.OnLoadResult{Contents: &bootstrap, Loader: api.LoaderCSS}, nil
			})
		}}},
	})
	if len(result.Errors) > 0 {
		e := result.Errors[0]
		if e.Location != nil {
			return nil, fmt.Errorf("%s:%d: %s", e.Location.File, e.Location.Line, e.Text)
		}
		return nil, errors.New(e.Text)
	}
	return result.OutputFiles[0].Contents, nil
}

type output struct {
	files map[string][]byte
	names map[string]string // app.css → app-0123456789.css
}

// add stores a file under a name that changes with its content, beside its
// compressed forms. A font is compressed already.
func (o *output) add(name string, content []byte) error {
	sum := sha256.Sum256(content)
	ext := filepath.Ext(name)
	hashed := strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:5]) + ext
	o.names[name] = hashed
	o.files[hashed] = content
	if ext == ".woff2" {
		return nil
	}
	var br, gz bytes.Buffer
	gw, err := gzip.NewWriterLevel(&gz, gzip.BestCompression)
	if err != nil {
		return err
	}
	for _, w := range []io.WriteCloser{brotli.NewWriterLevel(&br, brotli.BestCompression), gw} {
		if _, err := w.Write(content); err != nil {
			return err
		}
		if err := w.Close(); err != nil {
			return err
		}
	}
	o.files[hashed+".br"] = br.Bytes()
	o.files[hashed+".gz"] = gz.Bytes()
	return nil
}
