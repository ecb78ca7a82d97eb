package site

import (
	"strconv"
	"strings"

	"parcours.example/internal/parcours"
)

var _ = declare(
	post("/parcours/:id/suivis", parcours.ActionLogSuivi, (*Site).logSuivi),
)

// logSuivi logs a contact and the day of the next one.
func (s *Site) logSuivi(c *Request) error {
	f := c.Formulaire("suivi")
	var suivi parcours.Suivi
	f.Read(parcours.ChampsSuivi, &suivi)
	// A day typed by hand wins over the usual distances, which count from today.
	if n, err := strconv.Atoi(f.Texte("prochain_dans")); err == nil && n > 0 && n <= 366 && suivi.DateProchain.IsZero() {
		suivi.DateProchain = c.Aujourdhui().AddDays(n)
	}
	return s.onParcoursTo(c, f, "suivi", "suivi_consigne", func(id int64) error {
		if f.Texte("prochain_dans") == "date" && suivi.DateProchain.IsZero() {
			var es parcours.Erreurs
			es.Add("date_prochain", "Indiquez le jour du prochain contact, ou choisissez « Pas de rappel ».")
			return es
		}
		_, err := s.app.LogSuivi(c.Ctx(), c.Qui, id, suivi, f.Cle())
		return err
	}, func(id int64) string { return c.backOr(parcoursURL(id), "#chronologie") })
}

// backOr goes back to « Aujourd'hui » when one came from there: the next person
// to call is on that list, and so is what was just done. Else it stays on the
// page, at the place of the form.
func (c *Request) backOr(adresse, ancre string) string {
	retour := c.Retour("")
	if chemin, _, _ := strings.Cut(retour, "?"); chemin == "/aujourdhui" {
		return retour
	}
	return WithRetour(adresse, retour) + ancre
}
