package pages

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
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
	var evs []composants.Evenement
	for _, s := range p.Suivis {
		evs = append(evs, p.suiviEvent(s))
	}
	for _, g := range slices.Backward(p.Passages) {
		evs = append(evs, p.passageEvent(g))
	}
	for _, o := range p.Observations {
		evs = append(evs, composants.Evenement{
			ID: fmt.Sprintf("observation-%d", o.ID), Genre: "observation", Date: jour(o.Date), Ecrit: o.CreeLe, Auteur: p.nom(o.AuteurID), Texte: o.Texte,
			Titre: "Observation · " + parcours.ThemesObservation.Libelle(o.Theme) + " · " + parcours.NiveauxObservation.Libelle(o.Niveau),
		})
	}
	for _, i := range slices.Backward(p.Impacts) {
		effets := make([]string, len(i.Effets))
		for k, e := range i.Effets {
			effets[k] = parcours.Impacts.Libelle(e)
		}
		evs = append(evs, composants.Evenement{ID: fmt.Sprintf("impact-%d", i.ID), Genre: "impact", Date: jour(i.Date), Ecrit: i.CreeLe, Auteur: p.nom(i.AuteurID),
			Titre: "Impact · " + echeance(i.Echeance), Texte: i.Texte, Details: effets})
	}
	for _, a := range p.Accords {
		evs = append(evs, p.accordEvent(a))
	}
	for _, c := range slices.Backward(p.Conseils) {
		evs = append(evs, p.conseilEvent(c))
	}
	for i := range evs {
		evs[i].Signe = p.signe(evs[i].Auteur)
	}
	slices.SortStableFunc(evs, func(a, b composants.Evenement) int {
		return cmp.Or(b.Date.Compare(a.Date), b.Ecrit.Compare(a.Ecrit))
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
	e := composants.Evenement{
		ID: fmt.Sprintf("suivi-%d", s.ID), Genre: "suivi", Date: jour(s.Date), Ecrit: s.CreeLe, Auteur: p.nom(s.AuteurID), Texte: s.Texte,
		Titre: "Suivi · " + parcours.Canaux.Libelle(s.Canal) + " · " + parcours.Interlocuteurs.Libelle(s.Avec),
	}
	if !s.IsContact() {
		e.Titre = "Non-présentation"
	}
	if s.Difficulte {
		e.Details = append(e.Details, "Difficulté signalée")
	}
	if s.Absence != "" && s.Absence != "aucune" {
		e.Details = append(e.Details, "Absence "+strings.ToLower(parcours.Absences.Libelle(s.Absence)))
	}
	if !s.DateProchain.IsZero() && !s.ProchainSolde {
		e.Details = append(e.Details, "Prochain contact le "+s.DateProchain.Francais())
	}
	return e
}

func (p ParcoursPage) passageEvent(g parcours.Passage) composants.Evenement {
	e := composants.Evenement{
		ID: fmt.Sprintf("passage-%d", g.ID), Genre: "passage", Date: jour(g.Date), Ecrit: g.CreeLe, Auteur: p.nom(g.AuteurID), Texte: g.Commentaire,
		Titre: passageTitre(g),
	}
	e.Details = passageDetails(g)
	if n := len(g.Avertissements); n > 0 {
		e.Details = append(e.Details, composants.Pluriel(n, "avertissement acquitté", "avertissements acquittés"))
	}
	if g.RectifieLe != nil && g.Transition != parcours.Rectifier {
		e.Details = append(e.Details, "Annulé ensuite")
	}
	return e
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
		v := g.Champs[c.Code]
		if v == "" || strings.HasPrefix(c.Code, "controle_") {
			continue
		}
		details = append(details, c.Libelle+" : "+readable(c, v))
	}
	return details
}

func readable(c parcours.Champ, v string) string {
	switch c.Genre {
	case parcours.GenreDate:
		if d, err := parcours.ParseDate(v); err == nil {
			return d.Francais()
		}
	case parcours.GenreChoix:
		return c.Liste.Libelle(v)
	case parcours.GenreMulti:
		var mots []string
		for _, code := range (parcours.Saisie{"v": v}).Liste("v") {
			mots = append(mots, c.Liste.Libelle(code))
		}
		return strings.Join(mots, " · ")
	}
	return v
}

func echeance(mois int) string {
	if mois == 0 {
		return "autre date"
	}
	return fmt.Sprintf("à %d mois", mois)
}

// echeancesOptions are the due dates of the impact of the current try that are
// not answered yet.
func (p ParcoursPage) echeancesOptions() []composants.Option {
	var choix []composants.Option
	for _, m := range parcours.Echeances {
		if p.FindImpact(m) != nil {
			continue
		}
		choix = append(choix, composants.Option{Valeur: strconv.Itoa(m), Libelle: fmt.Sprintf("À %d mois (%s)", m, p.Courante().DateFin.AddMonths(m).Francais())})
	}
	return append(choix, composants.Option{Valeur: "0", Libelle: "Autre date"})
}

// echeanceDue is the due date to answer first: the latest one that is due.
func (p ParcoursPage) echeanceDue() string {
	if dus := p.impactsDus(); len(dus) > 0 {
		return strconv.Itoa(dus[len(dus)-1])
	}
	return ""
}

// accordEvent tells, in the timeline, that the directeur agreed to the SIAE's own
// money, or took his word back: who, when, for how much, and whether by planning.
func (p ParcoursPage) accordEvent(a parcours.AccordFondsPropres) composants.Evenement {
	e := composants.Evenement{ID: fmt.Sprintf("accord-%d", a.ID), Genre: "passage", Date: jour(a.Date), Ecrit: a.Instant, Auteur: p.nom(a.AuteurID),
		Titre: "Accord de la direction · fonds propres : " + composants.FormatEuros(a.Montant)}
	if a.Repris {
		e.Titre = "Accord de la direction repris · fonds propres : " + composants.FormatEuros(a.Montant)
	} else if t, ok := parcours.FindTransition(a.Acte); ok {
		e.Details = []string{"Donné avec le passage « " + t.Libelle + " »"}
	}
	return e
}
