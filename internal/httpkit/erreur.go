// Package httpkit is what the pages and the API share of HTTP: request ids, the access log, recovery, headers,
// limits, compression, metrics, and the one table from the codes of parcours.Erreur to statuses.
package httpkit

import (
	"cmp"
	"context"
	"database/sql/driver"
	"errors"
	"log/slog"
	"net/http"

	"github.com/gin-gonic/gin"

	"parcours.example/internal/parcours"
)

// ChampSession marks the refusals that signing in again would lift.
const ChampSession = "session"

var statuts = map[parcours.Code]int{
	parcours.Invalide:    http.StatusUnprocessableEntity,
	parcours.Interdit:    http.StatusForbidden,
	parcours.Introuvable: http.StatusNotFound,
	parcours.Conflit:     http.StatusConflict,
	parcours.Bloque:      http.StatusUnprocessableEntity,
	parcours.Surcharge:   http.StatusServiceUnavailable,
}

// Status is the HTTP status of an error: 500 for what is not a refusal.
func Status(err error) int {
	if IsTooLarge(err) {
		return http.StatusRequestEntityTooLarge
	}
	if IsSessionOver(err) {
		return http.StatusUnauthorized
	}
	if es := parcours.ErreursOf(err); len(es) > 0 {
		return cmp.Or(statuts[es[0].Code], http.StatusInternalServerError)
	}
	return http.StatusInternalServerError
}

// IsSessionOver tells that the person has to sign in again.
func IsSessionOver(err error) bool {
	e, ok := errors.AsType[*parcours.Erreur](err)
	return ok && e.Code == parcours.Interdit && e.Champ == ChampSession
}

// IsTooLarge tells that a body went over its limit.
func IsTooLarge(err error) bool {
	_, ok := errors.AsType[*http.MaxBytesError](err)
	return ok
}

// StatutParti is the status logged when the client has left: no answer is sent.
const StatutParti = 499

// IsGone tells that the work stopped because the client has left (a second click, a closed tab), which is no fault of
// the program. The connection that it left in the middle of a query is a bad one to the next.
func IsGone(c *gin.Context, err error) bool {
	return c.Request.Context().Err() != nil && (errors.Is(err, context.Canceled) || errors.Is(err, driver.ErrBadConn))
}

// Public is what may be shown of an error: its own words when it is a refusal, else a sentence and the id under which
// the log tells more. An internal error is logged here, once.
func Public(c *gin.Context, log *slog.Logger, err error) parcours.Erreurs {
	if IsTooLarge(err) {
		return parcours.Erreurs{{Code: parcours.Invalide,
			Message: "Cet envoi est trop volumineux. Réduisez-le, puis recommencez."}}
	}
	if es := parcours.ErreursOf(err); len(es) > 0 {
		if es[0].Code == parcours.Surcharge {
			c.Header("Retry-After", "60")
		}
		return es
	}
	log.ErrorContext(c.Request.Context(), "erreur interne", "requete", RequestID(c), "route", route(c), "erreur", err)
	return parcours.Erreurs{{Message: Incident(c)}}
}

// Incident is the sentence shown for a fault of ours.
func Incident(c *gin.Context) string {
	return "Une erreur est survenue. Réessayez dans un instant ; si elle revient, signalez-la avec ce numéro : " +
		RequestID(c) + "."
}
