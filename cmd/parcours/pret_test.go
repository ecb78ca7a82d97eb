package main

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"parcours.example/internal/testdb"
)

// Anybody may ask whether the program is ready: where its database is, and as
// whom it goes there, is for the log.
func TestReadyzDoesNotTellWhereTheDatabaseIs(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	p := &programme{sortie: &log, log: slog.New(slog.NewTextHandler(&log, nil))}
	s, err := p.newService(t.Context(), testdb.NewEmpty(t), false)
	if err != nil {
		t.Fatal(err)
	}
	s.db.Close()
	r := httptest.NewRecorder()
	s.routes.ServeHTTP(r, httptest.NewRequest(http.MethodGet, "/readyz", nil))
	if r.Code != http.StatusServiceUnavailable || r.Body.String() != "pas prêt\n" {
		t.Errorf("%d %q", r.Code, r.Body)
	}
	if !strings.Contains(log.String(), "database is closed") {
		t.Errorf("the log does not say why: %q", log.String())
	}
}
