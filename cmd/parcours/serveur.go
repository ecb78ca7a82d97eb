package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"
	_ "time/tzdata" // dates are French ones even where the system has no time zones

	"github.com/gin-gonic/gin"

	"parcours.example/internal/api"
	"parcours.example/internal/app"
	"parcours.example/internal/auth"
	"parcours.example/internal/guide"
	"parcours.example/internal/httpkit"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
	"parcours.example/internal/site"
)

// service is the whole program, ready to answer.
type service struct {
	app     *app.App
	db      *postgres.DB
	mesures *httpkit.Mesures
	routes  http.Handler
}

// newService wires the rooms of the house.
func (p *programme) newService(ctx context.Context, url string, demo bool) (s *service, err error) {
	regional, err := p.guideInPlace() // before the database: its defects are mended without one
	if err != nil {
		return nil, err
	}
	db, err := postgres.Open(ctx, url, postgres.Options{Log: p.log})
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			db.Close()
		}
	}()
	s = &service{db: db, mesures: httpkit.NewMesures()}
	if s.app, err = p.newApp(db, regional.Guide); err != nil {
		return nil, err
	}
	s.mesures.Gauge("parcours_connexions_base", "Connexions ouvertes vers PostgreSQL.",
		func() float64 { return float64(db.Stat().TotalConns()) })
	s.routes, err = p.newRoutes(s, demo)
	return s, err
}

func (p *programme) newApp(db *postgres.DB, regional *guide.Guide) (*app.App, error) {
	// Only serve demands a secret: elsewhere tokens end with the program.
	jetons, err := auth.NewJetons(cmp.Or(p.config.Secret, rand.Text()+rand.Text()))
	if err != nil {
		return nil, err
	}
	reelle := p.config.Clock(time.Now)
	horloge := func() time.Time { return reelle().In(parcours.Paris) }
	return app.New(app.Options{
		DB: db, Guide: regional, Jetons: jetons, MotsDePasse: auth.NewMotsDePasse(auth.CoutServeur),
		Maintenant: horloge, Aujourdhui: func() parcours.Date { return parcours.DateOf(horloge()) }, Log: p.log,
	}), nil
}

// newRoutes stacks what every request goes through, then the site and the API.
func (p *programme) newRoutes(s *service, demo bool) (http.Handler, error) {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.HandleMethodNotAllowed = true
	if err := r.SetTrustedProxies(p.config.Proxies); err != nil {
		return nil, fmt.Errorf("PARCOURS_PROXIES : %w", err)
	}
	bandeau := ""
	if demo {
		bandeau = "Démonstration : personnes et structures fictives."
	}
	pages := site.New(site.Options{App: s.app, Log: p.log, Bandeau: bandeau, PlainLocal: demo})
	https := strings.HasPrefix(p.config.PublicURL, "https://")
	r.Use(httpkit.Identify(), httpkit.AccessLog(p.log, time.Now), s.mesures.Count(time.Now),
		httpkit.Recover(p.log, pages.Panicked), httpkit.Headers(https))
	r.GET("/healthz", func(c *gin.Context) { c.String(http.StatusOK, "ok\n") })
	r.GET("/readyz", s.ready(p.log))
	if p.config.MetricsJeton != "" {
		r.GET("/metrics", s.metrics("Bearer "+p.config.MetricsJeton))
	}
	pages.Register(r)
	api.Register(r, api.Options{App: s.app, Log: p.log})
	return httpkit.Compress(r), nil
}

// ready says whether to send people here. Why not is for the log: the error may name the database and its role.
func (s *service) ready(log *slog.Logger) gin.HandlerFunc {
	return func(c *gin.Context) {
		ctx, cancel := context.WithTimeout(c.Request.Context(), 2*time.Second)
		defer cancel()
		if err := s.app.IsReady(ctx); err != nil {
			log.WarnContext(ctx, "pas prêt", "erreur", err)
			c.String(http.StatusServiceUnavailable, "pas prêt\n")
			return
		}
		c.String(http.StatusOK, "prêt\n")
	}
}

func (s *service) metrics(attendu string) gin.HandlerFunc {
	return func(c *gin.Context) {
		if subtle.ConstantTimeCompare([]byte(c.GetHeader("Authorization")), []byte(attendu)) != 1 {
			c.Status(http.StatusNotFound)
			return
		}
		s.mesures.Handler().ServeHTTP(c.Writer, c.Request)
	}
}

// serve answers until ctx ends, then lets the requests under way finish. ready is told the address once it listens.
func (p *programme) serve(ctx context.Context, s *service, ready func(adresse string)) error {
	var serveurs []*http.Server
	fini := make(chan error, 2)
	listen := func(variable, adresse string, h http.Handler) (string, error) {
		ecoute, err := net.Listen("tcp", adresse)
		if err != nil {
			return "", fmt.Errorf("l'adresse %s n'est pas libre : choisissez-en une autre avec %s (%w)", adresse, variable, err)
		}
		srv := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 16 << 10,
			ReadTimeout: time.Minute, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute}
		serveurs = append(serveurs, srv)
		go func() { fini <- srv.Serve(ecoute) }()
		return ecoute.Addr().String(), nil
	}
	if p.config.MetricsAddr != "" {
		adresse, err := listen("PARCOURS_METRICS_ADDR", p.config.MetricsAddr, s.mesures.Handler())
		if err != nil {
			return err
		}
		p.log.Info("mesures Prometheus", "adresse_mesures", adresse)
	}
	adresse, err := listen("PARCOURS_ADDR", p.config.Addr, s.routes)
	if err == nil {
		ready(adresse)
		select {
		case err = <-fini:
		case <-ctx.Done():
		}
	}
	fin, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	for _, srv := range serveurs {
		err = errors.Join(err, srv.Shutdown(fin))
	}
	return err
}
