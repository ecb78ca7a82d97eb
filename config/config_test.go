package config

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestDefaultsServeTheDemonstration(t *testing.T) {
	t.Setenv("PARCOURS_ADDR", "")
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if c.Addr != "127.0.0.1:8080" {
		t.Errorf("got %+v", c)
	}
	if err := (Config{Addr: c.Addr}).Validate(false); err != nil {
		t.Errorf("the demonstration needs no variable: %v", err)
	}
}

func TestServeAsksForWhatRealUseDemands(t *testing.T) {
	t.Parallel()
	good := Config{Addr: ":8080", DatabaseURL: "postgres://u:p@h/b", Secret: strings.Repeat("s", 32)}
	if err := good.Validate(true); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(*Config)
		want   string
	}{
		"no database":   {func(c *Config) { c.DatabaseURL = "" }, "DATABASE_URL manque"},
		"no secret":     {func(c *Config) { c.Secret = "" }, "PARCOURS_SECRET manque"},
		"short secret":  {func(c *Config) { c.Secret = strings.Repeat("s", 31) }, "trop court"},
		"shifted clock": {func(c *Config) { c.Aujourdhui = "2026-03-02" }, "PARCOURS_AUJOURDHUI est refusé"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bad := good
			c.change(&bad)
			err := bad.Validate(true)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
			if err != nil && strings.Contains(err.Error(), "sss") {
				t.Errorf("the secret is repeated: %v", err)
			}
		})
	}
}

func TestEveryWrongValueIsNamedAtOnce(t *testing.T) {
	t.Parallel()
	err := Config{
		Addr: "8080", MetricsAddr: "x", PublicURL: "parcours.fr", LogLevel: "bavard", Proxies: []string{"partout"}, Aujourdhui: "2026-02-30",
	}.Validate(false)
	if err == nil {
		t.Fatal("accepted")
	}
	for _, name := range []string{"PARCOURS_ADDR", "PARCOURS_METRICS_ADDR", "PARCOURS_URL", "PARCOURS_LOG",
		"PARCOURS_PROXIES", "PARCOURS_AUJOURDHUI"} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not named in:\n%v", name, err)
		}
	}
}

func TestClockMovesTheDayAndKeepsTheTimeOfDay(t *testing.T) {
	t.Parallel()
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Skip("no time zones on this machine")
	}
	now := time.Date(2026, 11, 24, 23, 30, 0, 0, paris)
	clock := Config{Aujourdhui: "2026-03-02"}.Clock(func() time.Time { return now })
	if got := clock().Format(time.DateTime); got != "2026-03-02 23:30:00" {
		t.Errorf("got %s", got)
	}
	now = now.Add(time.Hour)
	if got := clock().Format(time.DateTime); got != "2026-03-03 00:30:00" {
		t.Errorf("after midnight: %s", got)
	}
}

func TestEnvExampleDocumentsEveryVariable(t *testing.T) {
	t.Parallel()
	example, err := os.ReadFile("env.example")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{"TEST_DATABASE_URL": true, "CHROME_BIN": true, "PARCOURS_E2E": true} // what tests read besides
	for field := range reflect.TypeFor[Config]().Fields() {
		known[field.Tag.Get("env")] = true
	}
	documented := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^#?([A-Z][A-Z0-9_]+)=`).FindAllSubmatch(example, -1) {
		documented[string(m[1])] = true
		if !known[string(m[1])] {
			t.Errorf("env.example documents %s, which nothing reads", m[1])
		}
	}
	for name := range known {
		if !documented[name] {
			t.Errorf("env.example lacks %s", name)
		}
	}
}
