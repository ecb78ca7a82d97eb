// Package deploy_test holds compose.yaml, the Dockerfile and the script of the
// database to what they promise.
//
// Not proved here, for want of a Docker engine where tests run: that the image
// builds, that `docker compose up` comes up. What can be known without one is:
// the files say what they must, and the script makes the role on a real
// PostgreSQL.
package deploy_test

import (
	"context"
	"encoding/json"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"go.yaml.in/yaml/v3"

	"parcours.example/config"
	"parcours.example/internal/pglocal"
	"parcours.example/internal/postgres"
)

type service struct {
	Image       string
	Build       string
	Command     []string
	Environment map[string]string
	Volumes     []string
	Ports       []string
	Healthcheck struct{ Test []string }
	DependsOn   map[string]struct{ Condition string } `yaml:"depends_on"`
	Init        bool
	ReadOnly    bool `yaml:"read_only"`
	Privileged  bool
	CapDrop     []string `yaml:"cap_drop"`
	Restart     string
}

type composition struct {
	Services map[string]service
	Volumes  map[string]any
}

func read(t *testing.T, chemin string) string {
	t.Helper()
	b, err := os.ReadFile(chemin)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func readCompose(t *testing.T) composition {
	t.Helper()
	var c composition
	if err := yaml.Unmarshal([]byte(read(t, "../compose.yaml")), &c); err != nil {
		t.Fatal(err)
	}
	if len(c.Services) != 3 {
		t.Fatalf("compose.yaml has the services %v, want db, migration and app", c.Services)
	}
	return c
}

// TestComposeKeepsTheContract is R11.
func TestComposeKeepsTheContract(t *testing.T) {
	t.Parallel()
	c := readCompose(t)
	db, app, migration := c.Services["db"], c.Services["app"], c.Services["migration"]
	image := regexp.MustCompile(`^postgres:(\d+)(-\w+)?$`).FindStringSubmatch(db.Image)
	if image == nil {
		t.Fatalf("db is %q, want the official postgres with its major", db.Image)
	}
	if major, _ := strconv.Atoi(image[1]); major < 15 {
		t.Errorf("PostgreSQL %d, want 15 or newer", major)
	}
	if _, nomme := c.Volumes["donnees"]; !nomme || !slices.Contains(db.Volumes, "donnees:/var/lib/postgresql/data") {
		t.Errorf("the data are not in a named volume: %v, %v", db.Volumes, c.Volumes)
	}
	if !slices.Contains(db.Volumes, "./deploy/initdb:/docker-entrypoint-initdb.d:ro") {
		t.Errorf("the script of the role is not run: %v", db.Volumes)
	}
	if len(db.Healthcheck.Test) < 2 || db.Healthcheck.Test[1] != "pg_isready" || !slices.Contains(db.Healthcheck.Test, "127.0.0.1") {
		t.Errorf("health of db: %v", db.Healthcheck.Test)
	}
	if len(db.Ports) > 0 {
		t.Errorf("the database is open to the machine: %v", db.Ports)
	}
	for nom, s := range map[string]service{"app": app, "migration": migration} {
		if !s.Init || s.Build != "." || s.Privileged || s.DependsOn["db"].Condition != "service_healthy" {
			t.Errorf("%s: %+v", nom, s)
		}
	}
	if app.DependsOn["migration"].Condition != "service_completed_successfully" || !slices.Equal(migration.Command, []string{"migrate"}) {
		t.Errorf("app does not wait for the migrations: %+v", app.DependsOn)
	}
	if !app.ReadOnly || !slices.Contains(app.CapDrop, "ALL") || !slices.Equal(app.Command, []string{"${PARCOURS_COMMANDE:-run}"}) {
		t.Errorf("app: %+v", app)
	}
	for _, p := range app.Ports {
		if !strings.HasPrefix(p, "127.0.0.1:") {
			t.Errorf("app listens to other machines, before the proxy: %s", p)
		}
	}
}

// horsConteneur are the variables that mean nothing in the container, each with why.
var horsConteneur = map[string]string{
	"PARCOURS_ADDR":         "the image listens on :8080",
	"PARCOURS_METRICS_ADDR": "only one port is published; the metrics have a token there",
	"GUIDE_DIR":             "needs a volume, which the operator adds with it",
	"DATA_DIR":              "the database is a service",
	"PG_BIN":                "the database is a service",
	"SUDO_USER":             "the program is not root there",
}

// TestTheProgramGetsTheRoleOfTheScript: the address names the role and the
// password that the script makes, and no setting that the program ignores.
func TestTheProgramGetsTheRoleOfTheScript(t *testing.T) {
	t.Parallel()
	c := readCompose(t)
	const parDefaut = "${PARCOURS_DB_MOTDEPASSE:-demonstration}"
	db, app := c.Services["db"], c.Services["app"]
	if db.Environment["PARCOURS_DB_MOTDEPASSE"] != parDefaut || db.Environment["POSTGRES_USER"] != "" {
		t.Errorf("db: %v", db.Environment)
	}
	for _, nom := range []string{"app", "migration"} {
		adresse := c.Services[nom].Environment["DATABASE_URL"]
		u, err := url.Parse(strings.Replace(adresse, parDefaut, "motdepasse", 1))
		if err != nil || !strings.Contains(adresse, ":"+parDefaut+"@") || u.User.Username() != pglocal.Role ||
			u.Host != "db:5432" || u.Path != "/parcours" {
			t.Errorf("%s: DATABASE_URL=%s, %v", nom, adresse, err)
		}
	}
	connues := map[string]bool{}
	for champ := range reflect.TypeFor[config.Config]().Fields() {
		connues[champ.Tag.Get("env")] = true
	}
	for nom := range connues {
		if _, passe := app.Environment[nom]; !passe && horsConteneur[nom] == "" {
			t.Errorf("compose.yaml does not hand %s to the app, which then never sees it: add « %s: ${%s:-} », "+
				"or its reason in horsConteneur", nom, nom, nom)
		}
	}
	for nom, valeur := range app.Environment {
		if !connues[nom] {
			t.Errorf("app: the program does not read %s", nom)
		}
		if nom != "DATABASE_URL" && valeur != "${"+nom+":-}" {
			t.Errorf("app: %s=%s is written in the file, not taken from .env", nom, valeur)
		}
	}
}

// TestTheScriptMakesAnOrdinaryRole runs it on a real PostgreSQL, as the image
// does on an empty volume, and lets the program migrate what it made.
func TestTheScriptMakesAnOrdinaryRole(t *testing.T) {
	t.Parallel()
	psql, err := exec.LookPath("psql")
	if err != nil {
		t.Skip("no psql on this machine")
	}
	dir, err := os.MkdirTemp("/tmp", "parcours-deploy-") // not t.TempDir, which the account of PostgreSQL could not enter under root
	if err != nil {
		t.Fatal(err)
	}
	c, err := pglocal.Start(t.Context(), pglocal.Options{Ephemere: true, DataDir: dir, Bin: os.Getenv("PG_BIN"),
		SudoUser: os.Getenv("SUDO_USER")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Stop(context.Background()) })
	admin, err := pgx.Connect(t.Context(), c.AdminURL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close(context.Background())
	// The volume of the image is empty; this cluster is not.
	for _, sql := range []string{`DROP DATABASE parcours`, `DROP ROLE parcours`} {
		if _, err := admin.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	script := exec.Command("/bin/sh", "initdb/10-parcours.sh")
	socket, _ := url.Parse(c.AdminURL("postgres"))
	script.Env = []string{"PATH=" + filepath.Dir(psql) + ":/usr/bin:/bin", "PGHOST=" + socket.Query().Get("host"),
		"PARCOURS_DB_MOTDEPASSE=l'apostrophe"}
	if b, err := script.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
	var pouvoirs, motDePasse bool
	err = admin.QueryRow(t.Context(), `SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication, rolpassword IS NOT NULL FROM pg_authid WHERE rolname = 'parcours' AND rolcanlogin`).Scan(&pouvoirs, &motDePasse)
	if err != nil || pouvoirs || !motDePasse {
		t.Errorf("the role: powers %v, password %v, %v", pouvoirs, motDePasse, err)
	}
	if n, err := postgres.Migrate(t.Context(), c.URL("parcours"), nil); err != nil || n == 0 {
		t.Errorf("the role migrates its database: %d, %v", n, err)
	}
	bd, err := postgres.Open(t.Context(), c.URL("parcours"), postgres.Options{})
	if err != nil {
		t.Fatalf("the program refuses the role: %v", err)
	}
	bd.Close()
}

// consigne is one instruction of a Dockerfile, its continuation lines joined.
type consigne struct{ mot, reste string }

func readDockerfile(t *testing.T) (etapes [][]consigne) {
	t.Helper()
	var lignes []string
	for _, l := range strings.Split(read(t, "../Dockerfile"), "\n") {
		if !strings.HasPrefix(l, "#") {
			lignes = append(lignes, l)
		}
	}
	for _, l := range strings.Split(strings.ReplaceAll(strings.Join(lignes, "\n"), "\\\n", " "), "\n") {
		mot, reste, _ := strings.Cut(strings.TrimSpace(l), " ")
		switch {
		case mot == "":
			continue
		case mot == "FROM":
			etapes = append(etapes, nil)
		}
		n := len(etapes) - 1
		etapes[n] = append(etapes[n], consigne{mot, strings.Join(strings.Fields(reste), " ")})
	}
	return etapes
}

func find(etape []consigne, mot string) (restes []string) {
	for _, c := range etape {
		if c.mot == mot {
			restes = append(restes, c.reste)
		}
	}
	return restes
}

// TestTheImageIsTheProgramAndNothingElse: an empty base, an account that is not
// root, a probe that the program answers, no secret.
func TestTheImageIsTheProgramAndNothingElse(t *testing.T) {
	t.Parallel()
	etapes := readDockerfile(t)
	construction, image := etapes[0], etapes[len(etapes)-1]
	if image[0].reste != "scratch" || len(find(image, "RUN")) > 0 || len(find(image, "ADD")) > 0 {
		t.Errorf("the image holds more than the program: %v", image)
	}
	for _, copie := range find(image, "COPY") {
		if !strings.HasPrefix(copie, "--from=construction ") {
			t.Errorf("it takes files of the repository: COPY %s", copie)
		}
	}
	compte := find(image, "USER")
	if uid, err := strconv.Atoi(strings.Split(strings.Join(compte, ""), ":")[0]); err != nil || uid < 1000 {
		t.Errorf("USER %v, want an ordinary account by its number: there is no /etc/passwd", compte)
	}
	sonde := regexp.MustCompile(`CMD (\[.*\])$`).FindStringSubmatch(strings.Join(find(image, "HEALTHCHECK"), ""))
	var commande []string
	if sonde == nil || json.Unmarshal([]byte(sonde[1]), &commande) != nil || !slices.Equal(commande, []string{"/parcours", "sante"}) {
		t.Errorf("HEALTHCHECK %v: without a shell, it has to be the program itself", find(image, "HEALTHCHECK"))
	}
	if env := strings.Join(find(image, "ENV"), " "); !strings.Contains(env, "PARCOURS_ADDR=:8080") ||
		!slices.Equal(find(image, "EXPOSE"), []string{"8080"}) {
		t.Errorf("it listens on %s", env)
	}
	secret := regexp.MustCompile(`(?i)secret|passw|mot_?de_?passe|token|jeton|DATABASE_URL`)
	for _, etape := range etapes {
		for _, c := range etape {
			if (c.mot == "ENV" || c.mot == "ARG" || c.mot == "LABEL") && secret.MatchString(c.reste) {
				t.Errorf("%s %s", c.mot, c.reste)
			}
		}
	}
	// What make builds is what the image holds, with the Go that go.mod asks for.
	makefile := read(t, "../Makefile")
	recette := regexp.MustCompile(`(?m)^GO_BUILD := (go build .*)$`).FindStringSubmatch(makefile)[1]
	drapeaux := regexp.MustCompile(`(?m)^export GOFLAGS := (.*)$`).FindStringSubmatch(makefile)[1]
	if !strings.Contains(strings.Join(find(construction, "RUN"), "\n"), recette+" -o ") ||
		!slices.Contains(find(construction, "ENV"), `CGO_ENABLED=0 GOFLAGS="`+drapeaux+`"`) {
		t.Errorf("it is not built by: CGO_ENABLED=0 GOFLAGS=%q %s", drapeaux, recette)
	}
	version := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(read(t, "../go.mod"))[1]
	if !strings.HasPrefix(construction[0].reste, "golang:"+version+"-") {
		t.Errorf("FROM %s, while go.mod asks for Go %s", construction[0].reste, version)
	}
	for _, exclu := range []string{".git", "bin"} {
		if !slices.Contains(strings.Fields(read(t, "../.dockerignore")), exclu) {
			t.Errorf(".dockerignore lets %s in", exclu)
		}
	}
}
