package httpkit

import (
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Mesures counts requests by route pattern, never by address.
type Mesures struct {
	registre *prometheus.Registry
	duree    *prometheus.HistogramVec
}

// NewMesures returns counters of their own, with those of the Go runtime.
func NewMesures() *Mesures {
	m := &Mesures{
		registre: prometheus.NewRegistry(),
		duree: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "parcours_http_duree_secondes", Help: "Durée des requêtes, par méthode, route et statut.",
			Buckets: []float64{.002, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5},
		}, []string{"methode", "route", "statut"}),
	}
	m.registre.MustRegister(m.duree, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Gauge adds a value that is read when it is asked for.
func (m *Mesures) Gauge(nom, aide string, valeur func() float64) {
	m.registre.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: nom, Help: aide}, valeur))
}

// Count measures every request.
func (m *Mesures) Count(horloge func() time.Time) gin.HandlerFunc {
	return func(c *gin.Context) {
		debut := horloge()
		c.Next()
		m.duree.WithLabelValues(c.Request.Method, route(c), strconv.Itoa(c.Writer.Status())).
			Observe(horloge().Sub(debut).Seconds())
	}
}

// Handler serves the figures. It says nothing of people, but belongs on a port of its own all the same.
func (m *Mesures) Handler() http.Handler {
	return promhttp.HandlerFor(m.registre, promhttp.HandlerOpts{})
}
