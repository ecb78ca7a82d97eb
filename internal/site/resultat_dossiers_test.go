package site_test

import (
	"net/url"
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

// TestEveryFigureOpensExactlyItsFiles follows every link of the report, over two
// periods: the figure and the list behind it count the same.
func TestEveryFigureOpensExactlyItsFiles(t *testing.T) {
	t.Parallel()
	m := newMondeDemo(t)
	for _, qui := range []string{"directeur@aci.demo", "directeur@etti.demo"} {
		p, directeur := m.asDemo(t, qui), m.identite(t, qui)
		for _, periode := range [][2]parcours.Date{
			{parcours.NewDate(2025, 3, 3), aujourdhui},
			{parcours.NewDate(2025, 9, 1), parcours.NewDate(2026, 1, 15)},
		} {
			requete := "?debut=" + periode[0].String() + "&fin=" + periode[1].String()
			rapport, err := m.app.ReportResultats(t.Context(), directeur, periode[0], periode[1], parcours.OptionsRapport{})
			if err != nil {
				t.Fatal(err)
			}
			liens := linksOfFigures(t, p.get("/rapports/resultats"+requete).wants(200))
			for _, i := range rapport.Indicateurs {
				for _, part := range i.Ventilation { // the page draws some breakdowns only
					if cle := [2]string{i.Code, part.Code}; i.Presentation == parcours.PresentationTete {
						liens[cle] = "/rapports/resultats/dossiers" + requete + "&indicateur=" + i.Code + "&part=" + part.Code
					}
				}
				if n, montre := filesOf(i); montre {
					checkFiles(t, p, liens, i.Code, "", n)
				}
				for _, part := range i.Ventilation {
					switch {
					case part.Numerateur == nil || *part.Numerateur == 0 && i.Unite != parcours.UniteEuros:
					case i.Unite == parcours.UniteEuros:
						checkMoney(t, m, directeur, rapport, i, part)
						checkFiles(t, p, liens, i.Code, part.Code, -1)
					default:
						checkFiles(t, p, liens, i.Code, part.Code, int(*part.Numerateur))
					}
				}
			}
		}
	}
}

// filesOf is on how many files a figure rests; -1 when it counts something else.
func filesOf(i parcours.Indicateur) (n int, montre bool) {
	switch {
	case i.Numerateur == nil && i.Denominateur == nil:
		return 0, false
	case i.Completude != nil:
		n = i.Completude.Attendus
	case i.Unite == parcours.UniteEuros:
		n = -1
	case i.Denominateur != nil:
		n = int(*i.Denominateur)
	default:
		n = int(*i.Numerateur)
	}
	return n, n != 0
}

// linksOfFigures gathers the links of the report, by indicator and line.
func linksOfFigures(t *testing.T, r *reponse) map[[2]string]string {
	t.Helper()
	liens := map[[2]string]string{}
	for _, a := range r.find(hasHref("/rapports/resultats/dossiers?")) {
		u, err := url.Parse(attr(a, "href"))
		if err != nil {
			t.Fatal(err)
		}
		liens[[2]string{u.Query().Get("indicateur"), u.Query().Get("part")}] = attr(a, "href")
	}
	return liens
}

func checkFiles(t *testing.T, p *personne, liens map[[2]string]string, code, part string, n int) {
	t.Helper()
	lien, ok := liens[[2]string{code, part}]
	if !ok {
		t.Errorf("%s %s: the figure has no link to its files", code, part)
		return
	}
	r := p.get(lien).wants(200)
	lignes := len(r.find(func(n *node) bool { return n.Data == "th" && attr(n, "scope") == "row" }))
	if n >= 0 && lignes != n || lignes == 0 {
		t.Errorf("%s: %d files behind the figure %d", lien, lignes, n)
	}
	if strings.Contains(r.text(), "%!") {
		t.Errorf("%s: a value is badly written", lien)
	}
}

// checkMoney adds up the plans listed behind an amount.
func checkMoney(t *testing.T, m *monde, qui parcours.Identite, r *parcours.Rapport, i parcours.Indicateur, part parcours.Part) {
	t.Helper()
	d, err := m.app.ListDossiers(t.Context(), qui, r.Debut, r.Fin, r.Options, i.Code, part.Code)
	if err != nil {
		t.Fatal(err)
	}
	var demande, accorde float64
	for _, l := range d.Lignes {
		demande, accorde = demande+*l.Demande, accorde+*l.Accorde
	}
	if accorde != *part.Numerateur || demande != *part.Denominateur {
		t.Errorf("%s %s: %v of %v, and its files add up to %v of %v", i.Code, part.Code, *part.Numerateur, *part.Denominateur, accorde, demande)
	}
}

func TestFilesOfAnUnknownFigureAreNotFound(t *testing.T) {
	t.Parallel()
	p := newMonde(t).as(t, "directeur@aci.test")
	for _, a := range []string{"?indicateur=x", "?indicateur=abandons&part=x", "?indicateur=entrees&part=non_renseigne"} {
		p.get("/rapports/resultats/dossiers" + a).wants(404)
	}
}
