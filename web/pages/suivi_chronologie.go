package pages

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

// genresChrono are the kinds of events of the timeline.
var genresChrono = []composants.Option{
	{Valeur: "", Libelle: "Tout"}, {Valeur: "suivi", Libelle: "Suivis"}, {Valeur: "passage", Libelle: "Passages"},
	{Valeur: "observation", Libelle: "Observations"}, {Valeur: "impact", Libelle: "Impacts"}, {Valeur: "conseil", Libelle: "Guide"},
}

// evenements is the one timeline: follow-ups, passages, observations, impacts,
// the newest first, filtered. Those of one day go by the instant of writing,
// all kinds together: a day is then read downwards as it was lived upwards.
func (p ParcoursPage) evenements() []composants.Evenement {
	evs := append(each(p.Suivis, p.suiviEvent), each(p.NonPresentations, p.nonPresentationEvent)...)
	for _, g := range slices.Backward(p.Passages) {
		evs = append(evs, p.passageEvent(g))
	}
	for _, o := range p.Observations {
		e := p.event("observation", o.ID, o.Date, o.CreeLe, o.AuteurID)
		e.Titre = "Observation · " + parcours.ThemesObservation.Libelle(o.Theme) + " · " + parcours.NiveauxObservation.Libelle(o.Niveau)
		e.Texte = o.Texte
		evs = append(evs, p.mended(e, "observation", o.ID))
	}
	for _, i := range slices.Backward(p.Impacts) {
		e := p.event("impact", i.ID, i.Date, i.CreeLe, i.AuteurID)
		e.Titre, e.Texte, e.Details = "Impact · "+echeance(i.Echeance), i.Texte, each(i.Effets, parcours.Impacts.Libelle)
		for _, x := range p.Presences {
			if x.Numero == i.Presence {
				e.Titre += p.deLaFormation(&x)
			}
		}
		evs = append(evs, p.mended(e, "impact", i.ID))
	}
	evs = append(evs, each(p.Accords, p.accordEvent)...)
	for _, c := range slices.Backward(p.Conseils) {
		evs = append(evs, p.conseilEvent(c))
	}
	slices.SortStableFunc(evs, func(a, b composants.Evenement) int {
		return cmp.Or(b.Date.Time().Compare(a.Date.Time()), b.Ecrit.Compare(a.Ecrit))
	})
	return slices.DeleteFunc(evs, func(e composants.Evenement) bool { return !p.Chrono.keeps(e) })
}

func (c Chrono) keeps(e composants.Evenement) bool {
	if c.Genre != "" && e.Genre != c.Genre {
		return false
	}
	texte := parcours.Fold(e.Titre + " " + e.Texte + " " + strings.Join(e.Details, " ") + " " + e.Auteur)
	for _, mot := range strings.Fields(parcours.Fold(c.Mot)) {
		if !strings.Contains(texte, mot) {
			return false
		}
	}
	return true
}

func (p ParcoursPage) suiviEvent(s parcours.Suivi) composants.Evenement {
	e := p.event("suivi", s.ID, s.Date, s.CreeLe, s.AuteurID)
	e.Texte = s.Texte
	e.Titre = "Suivi · " + parcours.Canaux.Libelle(s.Canal) + " · " + parcours.Interlocuteurs.Libelle(s.Avec)
	if s.Difficulte {
		e.Details = append(e.Details, "Difficulté signalée")
	}
	if s.IsAbsence() {
		e.Details = append(e.Details, "Absence "+strings.ToLower(parcours.Absences.Libelle(s.Absence)))
	}
	if s.IsRappel() {
		e.Details = append(e.Details, "Prochain contact le "+s.Prochain())
	}
	return p.mended(e, "suivi", s.ID)
}

func (p ParcoursPage) nonPresentationEvent(n parcours.NonPresentation) composants.Evenement {
	e := p.event("non_presentation", n.ID, n.Date, n.CreeLe, n.AuteurID)
	e.Genre = "suivi" // it is read and filtered among them
	e.Titre = "Non-présentation au premier jour · " + parcours.MotifsNonPresentation.Libelle(n.Motif)
	e.Texte = n.Detail
	if n.Absence != "" {
		e.Details = append(e.Details, "Absence "+strings.ToLower(parcours.Absences.Libelle(n.Absence)))
	}
	return p.mended(e, "non_presentation", n.ID)
}

func (p ParcoursPage) passageEvent(g parcours.Passage) composants.Evenement {
	e := p.event("passage", g.ID, g.Date, g.CreeLe, g.AuteurID)
	e.Titre, e.Texte, e.Details = passageTitre(g), g.Commentaire, passageDetails(g)
	if n := len(g.Avertissements); n > 0 {
		e.Details = append(e.Details, composants.Pluriel(n, "avertissement acquitté", "avertissements acquittés"))
	}
	if g.RectifieLe != nil && g.Transition != parcours.Rectifier {
		e.Details = append(e.Details, "Annulé ensuite")
	}
	if g.RectifieLe != nil {
		return e
	}
	objet, id := p.Dossier.MendOf(g)
	return p.mended(e, objet, id)
}

// passageTitre says from which state to which: the words of the button that was
// pressed are in the history. What undoes a passage says so.
func passageTitre(g parcours.Passage) string {
	switch {
	case g.De == "":
		return parcours.LibelleTransition(g.Transition)
	case g.Transition == parcours.Rectifier:
		return "Annulation : retour en « " + g.Vers.Libelle() + " »"
	}
	return shortLabel(g.De) + " → " + shortLabel(g.Vers)
}

// passageDetails reads the fields of a passage with the labels of its row.
func passageDetails(g parcours.Passage) []string {
	t, ok := parcours.FindTransition(g.Transition)
	if !ok {
		return nil
	}
	var details []string
	for _, c := range t.Champs {
		v := []string{g.Champs[c.Code]}
		if v[0] == "" || strings.HasPrefix(c.Code, "controle_") {
			continue
		}
		if c.Genre == parcours.GenreMulti {
			v = g.Champs.Liste(c.Code)
		}
		details = append(details, c.Libelle+" : "+c.TypedWords(v, parcours.Mots{}))
	}
	return details
}

func echeance(mois int) string {
	if mois == 0 {
		return "autre date"
	}
	return fmt.Sprintf("à %d mois", mois)
}

// echeancesOptions are the due dates of the impact of a stay, less those answered.
func (p ParcoursPage) echeancesOptions(x *parcours.Presence) []composants.Option {
	var choix []composants.Option
	for _, m := range parcours.Echeances {
		if p.FindImpact(x, m) != nil {
			continue
		}
		le := x.DateFin.AddMonths(m).Francais()
		choix = append(choix, composants.Option{Valeur: entier(m), Libelle: fmt.Sprintf("À %d mois (%s)", m, le)})
	}
	return append(choix, composants.Option{Valeur: "0", Libelle: "Autre date"})
}

// echeanceDue is the due date to answer first: the latest one that is due.
func (p ParcoursPage) echeanceDue(x *parcours.Presence) string {
	if dus := p.impactsDus(x); len(dus) > 0 {
		return entier(dus[len(dus)-1])
	}
	return ""
}

// accordEvent tells, in the timeline, that the directeur agreed to the SIAE's own
// money, or took his word back: who, when, for how much, and whether by planning.
func (p ParcoursPage) accordEvent(a parcours.AccordFondsPropres) composants.Evenement {
	e := p.event("accord", a.ID, a.Date, a.Instant, a.AuteurID)
	e.Genre, e.Titre = "passage", "Accord de la direction · fonds propres : "+composants.FormatEuros(a.Montant)
	if a.Repris {
		e.Titre = "Accord de la direction repris · fonds propres : " + composants.FormatEuros(a.Montant)
	} else if t, ok := parcours.FindTransition(a.Acte); ok {
		e.Details = []string{"Donné avec le passage « " + t.Libelle + " »"}
	}
	return e
}
