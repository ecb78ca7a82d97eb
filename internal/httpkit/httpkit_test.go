package httpkit

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/zstd"

	"parcours.example/internal/parcours"
)

func init() { gin.SetMode(gin.ReleaseMode) }

func fixe() time.Time { return time.Unix(0, 0) }

func ask(h http.Handler, method, path string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	for _, c := range change {
		c(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestEveryRefusalHasItsStatus(t *testing.T) {
	t.Parallel()
	for veut, err := range map[int]error{
		422: &parcours.Erreur{Code: parcours.Bloque}, 403: &parcours.Erreur{Code: parcours.Interdit},
		404: fmt.Errorf("load: %w", parcours.NotFound("Parcours")), 409: &parcours.Erreur{Code: parcours.Conflit},
		401: &parcours.Erreur{Code: parcours.Interdit, Champ: ChampSession}, 500: errors.New("panne"), 413: &http.MaxBytesError{Limit: 1},
	} {
		if s := Status(err); s != veut {
			t.Errorf("%v: %d, want %d", err, s, veut)
		}
	}
	if s := Status(parcours.Erreurs{{Code: parcours.Invalide}}); s != 422 {
		t.Errorf("several refusals: %d", s)
	}
}

func TestInternalErrorsStayInTheLog(t *testing.T) {
	t.Parallel()
	var journal bytes.Buffer
	log := slog.New(slog.NewTextHandler(&journal, nil))
	g := gin.New()
	g.Use(Identify())
	g.GET("/salaries/:id", func(c *gin.Context) { c.String(500, Public(c, log, errors.New("mot de passe de la base"))[0].Message) })
	w := ask(g, "GET", "/salaries/12")
	if strings.Contains(w.Body.String(), "base") || !strings.Contains(w.Body.String(), w.Header().Get("X-Request-Id")) {
		t.Errorf("shown: %s", w.Body)
	}
	if j := journal.String(); !strings.Contains(j, "mot de passe de la base") || !strings.Contains(j, w.Header().Get("X-Request-Id")) {
		t.Errorf("logged: %s", j)
	}
}

func TestWhoLeavesIsNoFault(t *testing.T) {
	t.Parallel()
	g := gin.New()
	var la, parti, rompu, autre bool
	g.GET("/", func(c *gin.Context) {
		ctx, cancel := context.WithCancel(c.Request.Context())
		interrompu := fmt.Errorf("load: %w", context.Canceled)
		casse := fmt.Errorf("settle: %w", driver.ErrBadConn)
		la = IsGone(c, interrompu) || IsGone(c, casse) // something stopped by itself: ours
		c.Request = c.Request.WithContext(ctx)
		cancel()
		parti, rompu, autre = IsGone(c, interrompu), IsGone(c, casse), IsGone(c, errors.New("panne"))
	})
	ask(g, "GET", "/")
	if la || !parti || !rompu || autre {
		t.Errorf("still there: %v; gone: %v, from a connection too: %v; another error: %v", la, parti, rompu, autre)
	}
}

func TestTheLogHoldsNoPersonalData(t *testing.T) {
	t.Parallel()
	var journal bytes.Buffer
	g := gin.New()
	g.Use(Identify(), AccessLog(slog.New(slog.NewTextHandler(&journal, nil)), fixe))
	g.GET("/salaries/:id", func(c *gin.Context) { SetUtilisateur(c, 42) })
	ask(g, "GET", "/salaries/917?q=petit", func(r *http.Request) { r.Header.Set("X-Request-Id", "injecté") })
	ask(g, "GET", "/nulle-part/petit")
	j := journal.String()
	for _, absent := range []string{"petit", "917", "injecté"} {
		if strings.Contains(j, absent) {
			t.Errorf("the log says %s: %s", absent, j)
		}
	}
	for _, present := range []string{"route=/salaries/:id", "utilisateur=42", "statut=200", "route=(inconnue)", "statut=404"} {
		if !strings.Contains(j, present) {
			t.Errorf("the log lacks %s: %s", present, j)
		}
	}
}

func TestAPanicIsAnAnswer(t *testing.T) {
	t.Parallel()
	var journal bytes.Buffer
	g := gin.New()
	g.Use(Identify(), Recover(slog.New(slog.NewTextHandler(&journal, nil)), func(c *gin.Context) { c.String(500, Incident(c)) }))
	g.GET("/", func(*gin.Context) { panic("faute") })
	w := ask(Compress(g), "GET", "/", accepting("gzip"))
	if w.Code != 500 || !strings.HasPrefix(w.Body.String(), "Une erreur est survenue") {
		t.Errorf("%d %q", w.Code, w.Body)
	}
	if !strings.Contains(journal.String(), "httpkit_test.go") {
		t.Error("the log does not say where")
	}
}

func TestAPageCutByAPanicIsNotTakenForWhole(t *testing.T) {
	t.Parallel()
	g := gin.New()
	g.Use(Recover(slog.New(slog.DiscardHandler), func(c *gin.Context) { c.String(500, Incident(c)) }))
	g.GET("/:octets", func(c *gin.Context) {
		n, _ := strconv.Atoi(c.Param("octets"))
		c.Data(200, "text/html", bytes.Repeat([]byte("x"), n))
		panic("faute")
	})
	serveur := httptest.NewServer(Compress(g))
	defer serveur.Close()
	for _, octets := range []string{"10", "100000"} {
		reponse, err := serveur.Client().Get(serveur.URL + "/" + octets)
		if err == nil {
			_, err = io.ReadAll(reponse.Body)
			reponse.Body.Close()
		}
		if err == nil {
			t.Errorf("%s bytes were taken for a whole page", octets)
		}
	}
}

// accepting asks as a browser does that reads these encodings.
func accepting(encodings string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set("Accept-Encoding", encodings) }
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	for _, https := range []bool{false, true} {
		g := gin.New()
		g.Use(Headers(https), NoStore())
		g.GET("/", func(*gin.Context) {})
		h := ask(g, "GET", "/").Header()
		if c := h.Get("Content-Security-Policy"); !strings.Contains(c, "default-src 'none'") || strings.Contains(c, "unsafe") {
			t.Errorf("CSP %s", c)
		}
		if h.Get("Cache-Control") != "no-store" || h.Get("X-Content-Type-Options") != "nosniff" ||
			(h.Get("Strict-Transport-Security") != "") != https {
			t.Errorf("https %v: %v", https, h)
		}
	}
}

func TestCompression(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("bonjour à vous ", 500)
	g := gin.New()
	h := Compress(g)
	serve := func(path, genre, corps string, change ...func(*gin.Context)) {
		g.GET(path, func(c *gin.Context) {
			for _, f := range change {
				f(c)
			}
			c.Data(200, genre, []byte(corps))
		})
	}
	serve("/page", "text/html; charset=utf-8", long, func(c *gin.Context) { c.Header("Content-Length", strconv.Itoa(len(long))) })
	serve("/court", "text/html; charset=utf-8", "bref")
	serve("/image", "image/png", long)
	serve("/classeur", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", long)
	serve("/api", "application/problem+json", long)
	serve("/deja", "text/css", long, func(c *gin.Context) { c.Header("Content-Encoding", "br") })
	g.GET("/rien", func(c *gin.Context) { c.Status(204) })
	g.GET("/renvoi", func(c *gin.Context) { c.Redirect(303, "/page") })
	for _, cas := range []struct{ path, accepte, veut string }{
		{"/page", "gzip, deflate, br, zstd", "zstd"}, {"/page", "gzip, deflate, br", "gzip"}, {"/page", "zstd;q=0, gzip;q=0.5", "gzip"},
		{"/page", "", ""}, {"/page", "identity", ""}, {"/page", "br", ""}, {"/api", "zstd", "zstd"},
		{"/court", "zstd", ""}, {"/image", "zstd", ""}, {"/classeur", "zstd", ""}, {"/deja", "gzip", "br"}, {"/rien", "gzip", ""},
	} {
		w := ask(h, "GET", cas.path, accepting(cas.accepte))
		if lu := w.Header().Get("Content-Encoding"); lu != cas.veut {
			t.Errorf("%s accepting %q: encoded as %q", cas.path, cas.accepte, lu)
		}
		if lu := w.Header().Values("Vary"); !slices.Contains(lu, "Accept-Encoding") {
			t.Errorf("%s: Vary %v", cas.path, lu)
		}
		if cas.path != "/page" {
			continue
		}
		corps := io.Reader(w.Body)
		switch cas.veut {
		case "zstd":
			corps, _ = zstd.NewReader(corps)
		case "gzip":
			corps, _ = gzip.NewReader(corps)
		}
		if lu, err := io.ReadAll(corps); err != nil || string(lu) != long {
			t.Errorf("%s as %q: %d bytes, %v", cas.path, cas.veut, len(lu), err)
		}
		if n := w.Header().Get("Content-Length"); (n == "") != (cas.veut != "") {
			t.Errorf("%s as %q announces %q bytes", cas.path, cas.veut, n)
		}
	}
	if w := ask(h, "GET", "/renvoi", accepting("zstd")); w.Code != 303 || w.Header().Get("Location") != "/page" {
		t.Errorf("redirect: %d %v", w.Code, w.Header())
	}
	if w := ask(h, "GET", "/rien", accepting("zstd")); w.Code != 204 || w.Body.Len() != 0 {
		t.Errorf("no content: %d, %d bytes", w.Code, w.Body.Len())
	}
}

func TestMetricsAreByRoute(t *testing.T) {
	t.Parallel()
	m := NewMesures()
	m.Gauge("parcours_connexions", "Connexions.", func() float64 { return 3 })
	g := gin.New()
	g.Use(m.Count(fixe))
	g.GET("/salaries/:id", func(*gin.Context) {})
	ask(g, "GET", "/salaries/917")
	ask(g, "GET", "/nulle-part/918")
	texte := ask(m.Handler(), "GET", "/metrics").Body.String()
	if !strings.Contains(texte, `route="/salaries/:id"`) || !strings.Contains(texte,
		"parcours_connexions 3") || strings.Contains(texte, "/917") || strings.Contains(texte, "/918") {
		t.Errorf("metrics: %.2000s", texte)
	}
}
