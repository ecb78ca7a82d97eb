package site

import (
	"strconv"
	"strings"

	"parcours.example/internal/parcours"
)

var _ = declare(
	onParcours("/parcours/:id/suivis", parcours.ActionLogSuivi, "suivi", parcours.ChampsSuivi, (*Site).logSuivi),
	phrase{"suivi_consigne", "Le suivi est consigné."},
)

// logSuivi logs a contact and the day of the next one.
func (s *Site) logSuivi(c *Request, f *Form, suivi parcours.Suivi) (suite, error) {
	// A day typed by hand wins over the usual distances, which count from today.
	if suivi.DateProchain.IsZero() {
		dans := f.Texte("prochain_dans")
		if n, err := strconv.Atoi(dans); err == nil && n > 0 && n <= 366 {
			suivi.DateProchain = c.Aujourdhui().AddDays(n)
		}
		if dans == "date" {
			return suite{}, invalid("date_prochain", "Indiquez le jour du prochain contact, ou choisissez « Pas de rappel ».")
		}
	}
	_, err := s.app.LogSuivi(c.Ctx(), c.Qui, c.ID("id"), suivi, f.Cle())
	return c.backOr("#chronologie", "suivi_consigne"), err
}

// backOr goes back to « Aujourd'hui » when one came from there: the next person
// to call is on that list, and so is what was just done. Else it stays on the
// page, at the place of the form.
func (c *Request) backOr(ancre string, dit Annonce) suite {
	retour := c.Retour("")
	if chemin, _, _ := strings.Cut(retour, "?"); chemin == "/aujourdhui" {
		return suite{retour, dit}
	}
	return c.back(ancre, dit)
}
