// Command assets turns web/static/src and the vendored files into web/static/dist: bundled, minified, named after their
// content and compressed once, so that the program itself only has to hand out bytes. It is run by
// `go generate ./web/static`; its test fails when dist is stale.
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
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
	// The whole folder is replaced: a name that is no longer made must not stay in the program.
	err = errors.Join(os.RemoveAll("dist"), os.MkdirAll("dist", 0o755))
	for name, content := range files {
		err = errors.Join(err, os.WriteFile(filepath.Join("dist", name), content, 0o644))
	}
	if err != nil {
		log.Fatal(err)
	}
}

// Build returns every file of dist. root is the folder web/static.
func Build(root string) (map[string][]byte, error) {
	vendored := filepath.Join(root, "..", "vendored")
	out := output{files: map[string][]byte{}, names: map[string]string{}}

	// Already as small as they get: kept byte for byte as published.
	font, errFont := os.ReadFile(filepath.Join(vendored, "public-sans", "public-sans-latin-wght-normal.woff2"))
	icon, errIcon := os.ReadFile(filepath.Join(root, "src", "favicon.svg"))
	bootstrap, errCSS := os.ReadFile(filepath.Join(vendored, "bootstrap", "bootstrap.css"))
	if err := errors.Join(errFont, errIcon, errCSS); err != nil {
		return nil, err
	}
	err := errors.Join(out.add("public-sans.woff2", font), out.add("favicon.svg", icon))
	for _, name := range []string{"app.css", "app.js"} {
		content, errName := bundle(filepath.Join(root, "src", name), pruneCSS(string(bootstrap)))
		// The style sheet names the font by its final name, which only we know.
		content = bytes.ReplaceAll(content, []byte("/static/public-sans.woff2"),
			[]byte("/static/"+out.names["public-sans.woff2"]))
		err = errors.Join(err, errName, out.add(name, content))
	}
	manifest, errManifest := json.MarshalIndent(out.names, "", "  ")
	out.files["manifest.json"] = append(manifest, '\n')
	return out.files, errors.Join(err, errManifest)
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
		return nil, errors.New(strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{}), ""))
	}
	return result.OutputFiles[0].Contents, nil
}

type output struct {
	files map[string][]byte
	names map[string]string // app.css → app-0123456789.css
}

// add stores a file under a name that changes with its content, beside its compressed forms. A font is compressed
// already.
func (o *output) add(name string, content []byte) error {
	ext := filepath.Ext(name)
	hashed := fmt.Sprintf("%s-%.5x%s", strings.TrimSuffix(name, ext), sha256.Sum256(content), ext)
	o.names[name], o.files[hashed] = hashed, content
	if ext == ".woff2" {
		return nil
	}
	var br, gz bytes.Buffer
	gw, err := gzip.NewWriterLevel(&gz, gzip.BestCompression)
	for _, w := range []io.WriteCloser{brotli.NewWriterLevel(&br, brotli.BestCompression), gw} {
		_, errWrite := w.Write(content)
		err = errors.Join(err, errWrite, w.Close())
	}
	o.files[hashed+".br"], o.files[hashed+".gz"] = br.Bytes(), gz.Bytes()
	return err
}
