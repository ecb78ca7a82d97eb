package composants_test

import (
	"strings"
	"testing"
	"time"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

// visible replaces the no-break spaces, so that a case reads as on the screen.
func visible(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s)
}

func day(y int, m time.Month, d int) parcours.Date { return parcours.NewDate(y, m, d) }

func TestDatesAreWrittenInFrench(t *testing.T) {
	t.Parallel()
	for want, got := range map[string]string{
		"mar. 3 mars 2026":      composants.FormatDate(day(2026, 3, 3)),
		"dim. 1er février 2026": composants.FormatDate(day(2026, 2, 1)),
		"lundi 31 août 2026":    composants.FormatDateLongue(day(2026, 8, 31)),
		"27 févr.":              composants.FormatJourMois(day(2026, 2, 27), day(2026, 3, 3)),
		"27 déc. 2025":          composants.FormatJourMois(day(2025, 12, 27), day(2026, 3, 3)),
		"9 h 05":                composants.FormatHeure(time.Date(2026, 3, 3, 9, 5, 0, 0, time.UTC)),
		"":                      composants.FormatDate(parcours.Date{}) + composants.FormatRelatif(parcours.Date{}, day(2026, 3, 3)),
	} {
		if visible(got) != want {
			t.Errorf("got %q, want %q", visible(got), want)
		}
	}
}

func TestRelativeDatesCountCalendarDays(t *testing.T) {
	t.Parallel()
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Skip("no time zone data here")
	}
	// 23:30 then 00:10, and over the night when clocks change.
	instant := time.Date(2026, 3, 30, 0, 10, 0, 0, paris)
	aujourdhui := parcours.DateOf(instant)
	for want, other := range map[string]parcours.Date{
		"aujourd'hui":     parcours.DateOf(instant.Add(23 * time.Hour)),
		"hier":            parcours.DateOf(time.Date(2026, 3, 29, 23, 30, 0, 0, paris)),
		"avant-hier":      parcours.DateOf(time.Date(2026, 3, 28, 1, 0, 0, 0, paris)),
		"demain":          parcours.DateOf(time.Date(2026, 3, 31, 0, 0, 0, 0, paris)),
		"il y a 12 jours": day(2026, 3, 18),
		"dans 3 jours":    day(2026, 4, 2),
		"il y a 3 mois":   day(2025, 12, 30),
		"il y a 2 ans":    day(2024, 2, 1),
	} {
		if got := visible(composants.FormatRelatif(other, aujourdhui)); got != want {
			t.Errorf("%v: got %q, want %q", other, got, want)
		}
	}
}

func TestNumbersAreWrittenInFrench(t *testing.T) {
	t.Parallel()
	for want, got := range map[string]string{
		"999":            composants.FormatNombre(999),
		"12 345 678":     composants.FormatNombre(12345678),
		"−1 000":         composants.FormatNombre(-1000),
		"7,5 h":          composants.FormatHeures(7.5),
		"1 207 h":        composants.FormatHeures(1207),
		"1 240,50 €":     composants.FormatEuros(124050),
		"−0,05 €":        composants.FormatEuros(-5),
		"300 €":          composants.FormatEuros(30000),
		"42 %":           composants.FormatPourcent(0.42),
		"0 salarié":      composants.Pluriel(0, "salarié", "salariés"),
		"1 salarié":      composants.Pluriel(1, "salarié", "salariés"),
		"2 salariés":     composants.Pluriel(2, "salarié", "salariés"),
		"06 00 00 00 00": composants.FormatTelephone("06.00.00.00.00"),
		"poste 12":       composants.FormatTelephone("poste 12"),
		"0":              composants.FormatDecimal(-0.001, 2),
	} {
		if visible(got) != want {
			t.Errorf("got %q, want %q", visible(got), want)
		}
	}
	if !strings.Contains(composants.FormatNombre(1000), "\u202f") {
		t.Error("thousands are not parted by a narrow no-break space")
	}
}
