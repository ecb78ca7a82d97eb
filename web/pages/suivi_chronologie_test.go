package pages

import (
	"strings"
	"testing"
	"time"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

// TestADayIsReadNewestFirst: whatever the kind of event, and twice alike.
func TestADayIsReadNewestFirst(t *testing.T) {
	t.Parallel()
	jour := parcours.NewDate(2026, time.March, 2)
	at := func(h int) time.Time { return time.Date(2026, time.March, 2, h, 0, 0, 0, time.UTC) }
	p := ParcoursPage{Fiche: &parcours.Fiche{Dossier: parcours.Dossier{
		Passages: []parcours.Passage{{ID: 1, Date: jour, CreeLe: at(8)}, {ID: 2, Date: jour, CreeLe: at(8)}, {ID: 3, Date: jour, CreeLe: at(14)},
			{ID: 4, Date: jour.AddDays(-30), CreeLe: at(15)}}, // written today about a day of last month
		Suivis:       []parcours.Suivi{{ID: 6, Date: jour, CreeLe: at(12)}, {ID: 5, Date: jour, CreeLe: at(9)}},
		Impacts:      []parcours.Impact{{ID: 7, Date: jour, CreeLe: at(10)}, {ID: 8, Date: jour, CreeLe: at(16)}},
		Observations: []parcours.Observation{{ID: 9, Date: jour, CreeLe: at(11)}}}},
		Conseils: []ConseilDecide{{Conseil: parcours.Conseil{ID: 10, Date: jour, CreeLe: at(13)}}},
	}
	const want = "impact-8 passage-3 decision-10 suivi-6 observation-9 impact-7 suivi-5 passage-2 passage-1 passage-4"
	for range 5 {
		var ids []string
		for _, e := range p.evenements() {
			ids = append(ids, e.ID)
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("got %s\nwant %s", got, want)
		}
	}
}

func TestANumberInASentenceCanBeCalled(t *testing.T) {
	t.Parallel()
	for texte, want := range map[string]string{
		"GRETA · Mme Roy 03 22 11 22 33": "0322112233", "0322112233": "0322112233", "+33 3.22.11.22.33 le matin": "+33322112233",
		"Salle 12, n° 0803": "", "SIRET 12345678901234": "",
	} {
		got, relu := "", ""
		for _, m := range morceaux(texte) {
			if relu += m.texte; m.isNumero {
				got += strings.TrimPrefix(string(composants.TelURL(m.texte)), "tel:")
			}
		}
		if got != want || relu != texte {
			t.Errorf("%q: calls %q, reads %q", texte, got, relu)
		}
	}
}
