package pages

import (
	"fmt"
	"slices"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

// etapes draws the way travelled: the five steps of the path, and where an
// attempt stopped.
func (p ParcoursPage) etapes() []composants.Etape {
	chemin := []parcours.Etat{parcours.BesoinIdentifie, parcours.EnFinancement, parcours.EnEntree, parcours.EnDeroulement, parcours.Sorti}
	atteint := p.reached()
	etapes := make([]composants.Etape, len(chemin))
	for i, e := range chemin {
		etape := composants.Etape{Libelle: shortLabel(e), Etat: composants.EtapeAVenir}
		switch {
		case i < atteint:
			etape.Etat = composants.EtapeFaite
		case i == atteint:
			etape.Etat = composants.EtapeCourante
			etape.Detail = since(p.Aujourdhui.DaysSince(p.Dossier.Parcours.EtatDepuis))
		}
		if i == atteint && p.isInterrupted() {
			etape.Etat = composants.EtapeInterrompue
			etape.Detail = p.Dossier.Parcours.Etat.Libelle()
		}
		etapes[i] = etape
	}
	return etapes
}

func shortLabel(e parcours.Etat) string {
	if e == parcours.BesoinIdentifie {
		return "Besoin"
	}
	return e.Libelle()
}

func (p ParcoursPage) isInterrupted() bool {
	switch p.Dossier.Parcours.Etat {
	case parcours.Abandonne, parcours.Repositionnement, parcours.SansSuite:
		return true
	}
	return false
}

// reached is the step of the path where the parcours stands, or stopped.
func (p ParcoursPage) reached() int {
	place := map[parcours.Etat]int{parcours.BesoinIdentifie: 0, parcours.EnFinancement: 1, parcours.EnEntree: 2, parcours.EnDeroulement: 3, parcours.Sorti: 4, parcours.Abandonne: 3}
	if i, ok := place[p.Dossier.Parcours.Etat]; ok {
		return i
	}
	for i := len(p.Passages) - 1; i >= 0; i-- {
		if e, ok := place[p.Passages[i].De]; ok && p.Passages[i].RectifieLe == nil {
			return e
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
		case t.Numero == courante && len(fins[courante]) > 0:
			avant = append(avant, "avant le report : "+strings.Join(fins[courante], ", puis "))
		case t.Numero == courante:
		case len(fins[t.Numero]) > 0:
			avant = append(avant, fmt.Sprintf("tentative %d : %s", t.Numero, strings.Join(fins[t.Numero], ", puis ")))
		default:
			avant = append(avant, fmt.Sprintf("tentative %d : %s", t.Numero, endOf(t)))
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
	fin, abandon := g.Champs.Date("date_fin"), g.Champs.Date("date_abandon")
	switch {
	case !abandon.IsZero():
		return abandonTold(g.Champs.Liste("motifs"), abandon)
	case !fin.IsZero():
		return "terminée le " + fin.Francais()
	case g.Transition == "reporter_entree":
		dit := "entrée reportée"
		if g.Champs["solution"] != "report" {
			dit = "sans entrée"
		}
		return dit + ", " + strings.ToLower(parcours.MotifsNonPresentation.Libelle(g.Champs["motif"])) + ", le " + g.Date.Francais()
	}
	return ""
}

func abandonTold(motifs []string, le parcours.Date) string {
	mots := make([]string, len(motifs))
	for i, m := range motifs {
		mots[i] = strings.ToLower(parcours.MotifsAbandon.Libelle(m))
	}
	return "abandon, " + strings.Join(mots, " · ") + ", le " + le.Francais()
}

func endOf(t parcours.Tentative) string {
	switch {
	case !t.DateAbandon.IsZero():
		return abandonTold(t.MotifsAbandon, t.DateAbandon)
	case !t.DateFin.IsZero():
		return "terminée le " + t.DateFin.Francais()
	case t.DateEntree.IsZero():
		return "sans entrée"
	}
	return "interrompue"
}
