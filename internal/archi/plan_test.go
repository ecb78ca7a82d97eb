package archi

// salle is one room of the house: what it may import of ours and of others, and
// which parts of the standard library it must never touch. A name ending in "/"
// stands for everything below it. Anything that is not written is forbidden.
type salle struct {
	nom    string
	notres []string
	autres []string
	jamais []string
}

// plan is the table « who may import whom ». Arrows only go down:
// cmd → site | api | jobs → app → postgres → parcours, and app → guide →
// parcours. One door per library: gorm only in postgres, fsm only in parcours,
// jwt only in auth, gin only on the HTTP floor.
var plan = []salle{
	{
		nom: "internal/parcours", autres: []string{"github.com/looplab/fsm"},
		// database/sql/driver is an interface only: Date says how it is stored.
		jamais: []string{"net", "net/", "os", "os/", "database/sql", "log", "log/", "math/rand", "math/rand/", "crypto/rand", "syscall"},
	},
	{nom: "internal/guide", notres: []string{"internal/parcours"}, autres: []string{"go.yaml.in/yaml/v3",
		"github.com/hbollon/go-edlib"}, jamais: []string{"net/http", "os", "database/sql"}},
	{nom: "internal/auth", notres: []string{"internal/parcours"},
		autres: []string{"github.com/golang-jwt/jwt/v5", "github.com/alexedwards/argon2id"}, jamais: []string{"net/http", "os"}},
	{
		nom: "internal/postgres", notres: []string{"internal/parcours", "migrations"},
		autres: []string{"gorm.io/", "github.com/jackc/pgx/v5", "github.com/jackc/pgx/v5/", "github.com/pressly/goose/v3",
			"github.com/pressly/goose/v3/", "go.yaml.in/yaml/v3"},
		jamais: []string{"net/http", "os"},
	},
	{
		nom: "internal/export", notres: []string{"internal/parcours"},
		autres: []string{"github.com/xuri/excelize/v2", "codeberg.org/go-pdf/fpdf",
			"github.com/arran4/golang-ical"}, jamais: []string{"net/http", "os"},
	},
	{
		// export: the report of an import is a workbook like the others.
		nom: "internal/importation", notres: []string{"internal/parcours", "internal/export"},
		autres: []string{"github.com/xuri/excelize/v2", "golang.org/x/text/", "github.com/hbollon/go-edlib"},
		jamais: []string{"net/http", "os"},
	},
	{
		// auth: sign-in is a deed; importation: the verdict of each row is too.
		nom: "internal/app", notres: []string{"internal/parcours", "internal/guide", "internal/postgres", "internal/auth",
			"internal/importation"},
		autres: []string{"github.com/hashicorp/golang-lru/v2"}, jamais: []string{"net/http", "os", "database/sql"},
	},
	{nom: "web/", notres: []string{"internal/parcours", "internal/guide", "web/"},
		autres: []string{"github.com/a-h/templ", "github.com/a-h/templ/"}, jamais: []string{"os", "database/sql"}},
	// The build of the style sheets runs on a developer's machine, never in the program.
	{nom: "internal/dev/assets", autres: []string{"github.com/evanw/esbuild/", "github.com/andybalholm/brotli"}},
	{
		// templ: a page is a templ.Component until it is rendered.
		nom: "internal/site", notres: []string{"internal/app", "internal/parcours", "internal/guide", "internal/auth",
			"internal/export", "internal/importation", "internal/httpkit", "web/"},
		autres: []string{"github.com/gin-gonic/gin", "github.com/gin-gonic/gin/", "github.com/a-h/templ"}, jamais: []string{"os", "database/sql"},
	},
	{
		// web/docapi: the pages of /api/docs are styled like the rest.
		nom: "internal/api", notres: []string{"internal/app", "internal/parcours", "internal/guide", "internal/auth",
			"internal/export", "internal/importation", "internal/httpkit", "web/docapi"},
		autres: []string{"github.com/gin-gonic/gin", "github.com/gin-gonic/gin/", "github.com/danielgtaylor/huma/v2",
			"github.com/danielgtaylor/huma/v2/"}, jamais: []string{"os", "database/sql"},
	},
	{nom: "internal/jobs", notres: []string{"internal/app", "internal/parcours"},
		autres: []string{"github.com/riverqueue/river", "github.com/riverqueue/river/"}, jamais: []string{"net/http", "os"}},
	{
		nom: "internal/httpkit", notres: []string{"internal/parcours"},
		autres: []string{"github.com/gin-gonic/gin", "github.com/gin-gonic/gin/", "github.com/klauspost/compress/gzhttp",
			"github.com/prometheus/client_golang/"}, jamais: []string{"os", "database/sql"},
	},
	{nom: "internal/mail", autres: []string{"github.com/wneessen/go-mail"}},
	{nom: "internal/pglocal"},
	{nom: "config", autres: []string{"github.com/caarlos0/env/v11"}},
	{nom: "migrations"},
	// Tests alone: the documentation beside the code, the scripts and the containers beside what they promise.
	{nom: "docs"}, {nom: "scripts"}, {nom: "deploy"},
	{nom: "internal/archi"},
	{nom: "internal/testdb", notres: []string{"internal/parcours", "internal/app", "internal/auth", "internal/postgres",
		"internal/pglocal", "migrations"},
		autres: []string{"github.com/jackc/pgx/v5", "github.com/jackc/pgx/v5/", "github.com/pressly/goose/v3"}},
	{nom: "internal/demo", notres: []string{"internal/parcours", "internal/app", "internal/postgres", "internal/pglocal"}},
	{nom: "internal/dev/bench"}, // tests only: the real program beside bare pgx
	{nom: "internal/e2e"},       // tests only: the real program in a real browser
	// cmd wires the rooms together: it may open every one of them, but no
	// library that has a door of its own.
	{nom: "cmd/", notres: []string{"internal/", "config", "migrations", "web/"},
		autres: []string{"github.com/spf13/cobra", "github.com/gin-gonic/gin", "golang.org/x/"}},
}

// reserved rooms are opened by tests and by programs only.
var (
	reserved   = []string{"internal/testdb", "internal/demo"}
	programmes = []string{"cmd/", "internal/dev/"}
)

// horloges may ask the time: elsewhere it is handed over, so that a test can
// choose the day.
var horloges = map[string]string{
	"cmd/":             "the only clock of the program",
	"internal/pglocal": "waits for the processes that it starts",
}

// environnements may read the environment: elsewhere config hands it over.
var environnements = map[string]string{
	"config":           "the one place that reads it",
	"internal/pglocal": "hands a pruned environment to PostgreSQL's programs",
	"internal/testdb":  "the settings of the tests, which have no config",
}

// The house limits: about 300 lines a file, 60 a function; these are the
// lengths at which "about" ends.
const (
	linesOfFile     = 400
	linesOfFunction = 80
)

// longs are the files and functions allowed beyond the limits, each for a
// reason: "path" or "path:function".
var longs = map[string]string{}
