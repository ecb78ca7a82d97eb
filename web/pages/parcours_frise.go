package pages

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

// chemin is the path: its five steps.
var chemin = []parcours.Etat{parcours.BesoinIdentifie, parcours.EnFinancement, parcours.EnEntree, parcours.EnDeroulement, parcours.Sorti}

// etapes draws the five steps of the path, and where an attempt stopped.
func (p ParcoursPage) etapes() []composants.Etape {
	atteint := p.reached()
	etapes := make([]composants.Etape, len(chemin))
	for i, e := range chemin {
		etape := composants.Etape{Libelle: shortLabel(e), Etat: composants.EtapeAVenir}
		switch {
		case i < atteint:
			etape.Etat = composants.EtapeFaite
		case i == atteint && p.isInterrupted():
			etape.Etat, etape.Detail = composants.EtapeInterrompue, p.Dossier.Parcours.Etat.Libelle()
		case i == atteint:
			etape.Etat, etape.Detail = composants.EtapeCourante, since(p.Aujourdhui.DaysSince(p.Dossier.Parcours.EtatDepuis))
		}
		etapes[i] = etape
	}
	return etapes
}

func shortLabel(e parcours.Etat) string {
	return either(e == parcours.BesoinIdentifie, "Besoin", e.Libelle())
}

func (p ParcoursPage) isInterrupted() bool {
	return slices.Contains([]parcours.Etat{parcours.Abandonne, parcours.Repositionnement, parcours.SansSuite}, p.Dossier.Parcours.Etat)
}

// stepOf is the step of the path that a state is, -1 for one that is off it; an
// abandonment stands where the training did.
func stepOf(e parcours.Etat) int {
	return slices.Index(chemin, either(e == parcours.Abandonne, parcours.EnDeroulement, e))
}

// reached is the step of the path where the parcours stands, or stopped.
func (p ParcoursPage) reached() int {
	if i := stepOf(p.Dossier.Parcours.Etat); i >= 0 {
		return i
	}
	for _, g := range slices.Backward(p.Passages) {
		if i := stepOf(g.De); i >= 0 && g.RectifieLe == nil {
			return i
		}
	}
	return 0
}

// essais tells the attempts before this one, as the passages keep them: the tries
// before, and, in a try that a report keeps, the stays and the entries before.
func (p ParcoursPage) essais() string {
	courante := p.Dossier.Parcours.Tentative
	fins := map[int][]string{}
	for i, g := range p.Passages {
		if fin := endTold(g); fin != "" && g.RectifieLe == nil && (g.Tentative < courante || p.isOver(i)) {
			fins[g.Tentative] = append(fins[g.Tentative], fin)
		}
	}
	var avant []string
	for _, t := range p.Tentatives {
		switch {
		case t.Numero != courante:
			dit := cmp.Or(strings.Join(fins[t.Numero], ", puis "), endOf(*p.PresenceIn(t.Numero)))
			avant = append(avant, fmt.Sprintf("tentative %d : %s", t.Numero, dit))
		case len(fins[courante]) > 0:
			avant = append(avant, "avant le report : "+strings.Join(fins[courante], ", puis "))
		}
	}
	if len(avant) == 0 {
		return ""
	}
	return fmt.Sprintf("Tentative %d (%s)", courante, strings.Join(avant, " ; "))
}

// isOver: something came after that passage; the steps tell the last one.
func (p ParcoursPage) isOver(i int) bool {
	return slices.ContainsFunc(p.Passages[i+1:], func(g parcours.Passage) bool { return g.RectifieLe == nil }) ||
		p.Passages[i].Vers == parcours.Repositionnement
}

// endTold says how an attempt ended by that passage, "" when it did not.
func endTold(g parcours.Passage) string {
	var t parcours.Presence
	t.DateFin, t.DateAbandon, t.MotifsAbandon = g.Champs.Date("date_fin"), g.Champs.Date("date_abandon"), g.Champs.Liste("motifs")
	switch {
	case !t.DateFin.IsZero() || !t.DateAbandon.IsZero():
		return endOf(t)
	case g.Transition == "reporter_entree":
		dit := "entrée reportée"
		if g.Champs["solution"] != parcours.SolutionReport {
			dit = "sans entrée"
		}
		return dit + ", " + strings.ToLower(parcours.MotifsNonPresentation.Libelle(g.Champs["motif"])) + ", le " + g.Date.Francais()
	}
	return ""
}

// endOf says how a stay ended.
func endOf(x parcours.Presence) string {
	switch {
	case !x.DateAbandon.IsZero():
		motifs := strings.Join(each(x.MotifsAbandon, parcours.MotifsAbandon.Libelle), " · ")
		return "abandon, " + strings.ToLower(motifs) + ", le " + x.DateAbandon.Francais()
	case !x.DateFin.IsZero():
		return "terminée le " + x.DateFin.Francais()
	case x.DateEntree.IsZero():
		return "sans entrée"
	}
	return "interrompue"
}
