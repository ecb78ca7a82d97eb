package config

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"time"

	"github.com/caarlos0/env/v11"
)

const addrDefault = "127.0.0.1:8080"

// minSecret is what HMAC-SHA256 needs for a key as strong as its result.
const minSecret = 32

// Config is all that the environment says; env.example explains each variable. Every field is a string where a wrong
// value deserves a French sentence: Validate gives it, rather than the parser.
type Config struct {
	Addr        string `env:"PARCOURS_ADDR"`
	DatabaseURL string `env:"DATABASE_URL"`
	Secret      string `env:"PARCOURS_SECRET"`
	PublicURL   string `env:"PARCOURS_URL"` // as people type it; behind a proxy it differs from Addr
	// Proxies are the addresses whose X-Forwarded-For is believed.
	Proxies []string `env:"PARCOURS_PROXIES"`

	MetricsAddr  string `env:"PARCOURS_METRICS_ADDR"`  // a port of their own for the metrics …
	MetricsJeton string `env:"PARCOURS_METRICS_JETON"` // … or a bearer token on the main one

	GuideDir   string `env:"GUIDE_DIR"`
	LogLevel   string `env:"PARCOURS_LOG"`
	Aujourdhui string `env:"PARCOURS_AUJOURDHUI"`

	// The private cluster, when DatabaseURL is empty: see internal/pglocal.
	DataDir  string `env:"DATA_DIR"`
	PgBin    string `env:"PG_BIN"`
	SudoUser string `env:"SUDO_USER"`
}

// Load reads the environment. It does not judge it: see Validate.
func Load() (Config, error) {
	c, err := env.ParseAs[Config]()
	if err != nil {
		return Config{}, fmt.Errorf("configuration illisible : %w", err)
	}
	c.Addr = cmp.Or(c.Addr, addrDefault)
	return c, nil
}

// Validate returns all that is wrong, one French sentence a line. serve asks for what real use demands. It never repeats
// the secret or the URL of the database: both hold a password, and messages end up in logs.
func (c Config) Validate(serve bool) error {
	var errs []error
	want := func(ok bool, format string, args ...any) {
		if !ok {
			errs = append(errs, fmt.Errorf(format, args...))
		}
	}
	_, _, err := net.SplitHostPort(c.Addr)
	want(err == nil, "PARCOURS_ADDR=%s n'est pas une adresse : écrivez hote:port, par exemple %s.", c.Addr, addrDefault)
	_, _, err = net.SplitHostPort(c.MetricsAddr)
	want(c.MetricsAddr == "" || err == nil,
		"PARCOURS_METRICS_ADDR=%s n'est pas une adresse : écrivez hote:port, par exemple 127.0.0.1:9090.", c.MetricsAddr)
	u, err := url.Parse(c.PublicURL)
	want(c.PublicURL == "" || err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https"),
		"PARCOURS_URL=%s n'est pas une adresse de site : écrivez par exemple https://parcours.exemple.fr.", c.PublicURL)
	want(c.LogLevel == "" || new(slog.Level).UnmarshalText([]byte(c.LogLevel)) == nil,
		"PARCOURS_LOG=%s est inconnu : choisissez debug, info, warn ou error.", c.LogLevel)
	for _, proxy := range c.Proxies {
		_, _, err := net.ParseCIDR(proxy)
		want(err == nil || net.ParseIP(proxy) != nil,
			"PARCOURS_PROXIES : « %s » n'est ni une adresse IP ni un réseau (10.0.0.0/8).", proxy)
	}
	_, err = time.Parse(time.DateOnly, c.Aujourdhui)
	want(c.Aujourdhui == "" || err == nil,
		"PARCOURS_AUJOURDHUI=%s n'est pas une date : écrivez AAAA-MM-JJ, par exemple 2026-03-02.", c.Aujourdhui)
	if serve {
		want(c.DatabaseURL != "", "DATABASE_URL manque : « serve » se connecte à votre PostgreSQL "+
			"(postgres://utilisateur:motdepasse@hote:5432/base).")
		want(len(c.Secret) >= minSecret,
			"PARCOURS_SECRET manque ou est trop court : %d caractères au moins (openssl rand -base64 48).", minSecret)
		want(c.Aujourdhui == "",
			"PARCOURS_AUJOURDHUI est refusé par « serve » : il ne sert qu'à la démonstration et aux tests.")
	}
	return errors.Join(errs...)
}

// Level is the log level, info unless PARCOURS_LOG says otherwise.
func (c Config) Level() (level slog.Level) {
	if c.LogLevel != "" {
		_ = level.UnmarshalText([]byte(c.LogLevel)) // Validate has refused what is unknown
	}
	return level
}

// Clock moves real to the day of PARCOURS_AUJOURDHUI; the time of day goes on, and so does the calendar after midnight.
func (c Config) Clock(real func() time.Time) func() time.Time {
	day, err := time.Parse(time.DateOnly, c.Aujourdhui)
	if err != nil {
		return real
	}
	y, m, d := real().Date()
	shift := int(day.Sub(time.Date(y, m, d, 0, 0, 0, 0, time.UTC)).Hours() / 24)
	return func() time.Time { return real().AddDate(0, 0, shift) }
}
