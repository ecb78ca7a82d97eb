package api

import (
	"bytes"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"parcours.example/config"
	"parcours.example/internal/app"
	"parcours.example/internal/auth"
	"parcours.example/internal/guide"
	"parcours.example/internal/httpkit"
	"parcours.example/internal/parcours"
	"parcours.example/internal/testdb"
)

func TestMain(m *testing.M) {
	gin.SetMode(gin.ReleaseMode)
	os.Exit(testdb.Main(m))
}

// aujourdhui is the day of every story told in these tests.
var aujourdhui = parcours.NewDate(2026, time.March, 2)

var regional = sync.OnceValue(func() *guide.Guide {
	livre, err := fs.Sub(config.Guide, "guide")
	if err != nil {
		panic(err)
	}
	g, err := guide.Load(livre)
	if err != nil {
		panic(err)
	}
	return g
})

type essai struct {
	*testdb.Decor
	app     *app.App
	api     *api
	routes  http.Handler
	instant *atomic.Int64
	journal *bytes.Buffer
	monde   monde // the last one made
}

func newEssai(t *testing.T) *essai {
	t.Helper()
	return newEssaiOn(t, testdb.NewDecor(t))
}

// newEssaiOn serves the API on a database.
func newEssaiOn(t *testing.T, d *testdb.Decor) *essai {
	t.Helper()
	e := &essai{Decor: d, instant: &atomic.Int64{}, journal: &bytes.Buffer{}}
	e.instant.Store(time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC).UnixNano())
	jetons, err := auth.NewJetons("un secret d'essai assez long pour signer")
	if err != nil {
		t.Fatal(err)
	}
	e.app = app.New(app.Options{
		DB: e.DB, Guide: regional(), Jetons: jetons, MotsDePasse: auth.NewMotsDePasse(auth.CoutTest),
		Maintenant: func() time.Time { return time.Unix(0, e.instant.Load()).UTC() }, Aujourdhui: func() parcours.Date { return aujourdhui },
	})
	r := gin.New()
	r.Use(httpkit.Identify(), httpkit.Headers(false))
	r.NoRoute(func(c *gin.Context) { c.String(http.StatusNotFound, "page du site") })
	e.api = register(r, Options{App: e.app, Log: slog.New(slog.NewTextHandler(&verrouille{w: e.journal}, nil))})
	e.routes = r
	return e
}

// verrouille lets simultaneous requests share a journal.
type verrouille struct {
	mu sync.Mutex
	w  *bytes.Buffer
}

func (v *verrouille) Write(b []byte) (int, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.w.Write(b)
}

func path(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// with adds fields to a copy.
func with(o objet, plus objet) objet {
	c := maps.Clone(o)
	maps.Copy(c, plus)
	return c
}

// Bodies that the API accepts.
var (
	unSalarie = objet{"nom": "Petit", "prenom": "Léa", "date_naissance": "1990-05-12", "date_fin_contrat": "2026-12-31",
		"avertissements_acquittes": []string{"doublon_possible"}} // several tests add the same person again
	unBesoin     = objet{"origine": "cip_asp", "intitule": "Agent de propreté", "date": "2026-01-05"}
	uneFormation = objet{"intitule": "Titre agent de propreté", "type": "certifiante", "lieu": "of", "organisme": "AFPA",
		"date_debut_prevue": "2026-02-02", "date_fin_prevue": "2026-02-27", "heures_prevues": 140, "cout": 1240.5}
	unSuivi        = objet{"avec": "salarie", "canal": "telephone", "texte": "Tout va bien."}
	uneObservation = objet{"theme": "gestes", "niveau": "bien", "texte": "Très à l'aise avec la monobrosse."}
	unAjout        = objet{"type": "solution", "etape": "ETP-03", "titre": "Garage solidaire", "texte": "Il loue une voiture.",
		"freins": []string{"mobilite"}}
	unFinancement = objet{"dispositif": "opco_pdc", "financeur": "Uniformation", "montant_demande": 1240.5}
)

// newParcours creates a person and a need, and returns their ids.
func (c *client) newParcours() (salarie, parcours int64) {
	c.t.Helper()
	salarie = c.do(post, "/salaries", unSalarie).want(http.StatusCreated).nombre("id")
	return salarie, c.do(post, path("/salaries/%d/parcours", salarie), unBesoin).want(http.StatusCreated).nombre("id")
}

// pass applies a transition from the version that stands.
func (c *client) pass(id int64, code, date string, champs objet, acquittes ...string) *reponseEssai {
	c.t.Helper()
	version := c.do(get, path("/parcours/%d", id), nil).want(http.StatusOK).nombre("version")
	corps := objet{"transition": code, "version": version, "champs": champs, "avertissements_acquittes": acquittes}
	if date != "" {
		corps["date"] = date
	}
	return c.do(post, path("/parcours/%d/transitions", id), corps)
}
