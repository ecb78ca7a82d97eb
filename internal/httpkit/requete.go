package httpkit

import (
	"cmp"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

const (
	cleRequete     = "httpkit.requete"
	cleUtilisateur = "httpkit.utilisateur"
)

// Identify gives each request an id, answered in X-Request-Id. An id sent by the client is not believed: it would end
// up in the log.
func Identify() gin.HandlerFunc {
	return func(c *gin.Context) {
		id := strings.ToLower(rand.Text()[:12])
		c.Set(cleRequete, id)
		c.Header("X-Request-Id", id)
	}
}

// RequestID is the id of the request.
func RequestID(c *gin.Context) string { return c.GetString(cleRequete) }

// SetUtilisateur notes, for the access log, who asks: a number, not a name.
func SetUtilisateur(c *gin.Context, id int64) { c.Set(cleUtilisateur, id) }

// route is the pattern, "/salaries/:id": ids and searches stay out of the log.
func route(c *gin.Context) string { return cmp.Or(c.FullPath(), "(inconnue)") }

// AccessLog writes one line per request, without personal data.
func AccessLog(log *slog.Logger, horloge func() time.Time) gin.HandlerFunc {
	return func(c *gin.Context) {
		debut := horloge()
		c.Next()
		niveau := slog.LevelInfo
		switch r := route(c); {
		case c.Writer.Status() >= 500:
			niveau = slog.LevelError
		case r == "/healthz" || r == "/readyz" || strings.HasPrefix(r, "/static"):
			niveau = slog.LevelDebug
		}
		attrs := []slog.Attr{
			slog.String("requete", RequestID(c)), slog.String("methode", c.Request.Method), slog.String("route", route(c)),
			slog.Int("statut", c.Writer.Status()), slog.Duration("duree", horloge().Sub(debut)),
		}
		if id := c.GetInt64(cleUtilisateur); id != 0 {
			attrs = append(attrs, slog.Int64("utilisateur", id))
		}
		log.LogAttrs(c.Request.Context(), niveau, "requête", attrs...)
	}
}

// Recover turns a panic into render(c), with the stack in the log; an answer already begun is cut. render writes a
// 500 that shows Incident(c).
func Recover(log *slog.Logger, render func(*gin.Context)) gin.HandlerFunc {
	return func(c *gin.Context) {
		defer func() {
			faute := recover()
			if faute == nil {
				return
			}
			if faute == http.ErrAbortHandler { //nolint:errorlint // it is compared by identity, as net/http does
				panic(faute)
			}
			log.ErrorContext(c.Request.Context(), "panique", "requete", RequestID(c), "route", route(c),
				"erreur", fmt.Sprint(faute), "pile", string(debug.Stack()))
			c.Abort()
			if c.Writer.Written() {
				panic(http.ErrAbortHandler) // the connection is cut: half a page must not look whole
			}
			render(c)
		}()
		c.Next()
	}
}
