package parcours

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// jalon is one dated fact of a file. A landmark is never suspected itself: facts are read
// against it.
type jalon struct {
	quoi   string
	le     Date
	repere bool
}

// moisIsole is how far, in months, a fact may be from all others, today included, before
// one asks: a year that is mistyped moves it by twelve. The number is a convention of
// Parcours.
const moisIsole = 6

// isNear tells whether two days are within moisIsole of each other.
func isNear(a, b Date) bool {
	return !a.After(b.AddMonths(moisIsole)) && !b.After(a.AddMonths(moisIsole))
}

// farFromAll asks about a fact that nothing in the file is near.
func farFromAll(_, d *Dossier, jour Date) []Constat {
	var constats []Constat
	faits := append(d.facts(), jalon{"aujourd'hui", jour, true})
	for i, f := range faits {
		if f.repere || f.le.IsZero() || d.isEmployedOn(f.le) {
			continue
		}
		proche := jalon{}
		for j, g := range faits {
			if i != j && !g.le.IsZero() && (proche.quoi == "" || distance(g.le, f.le) < distance(proche.le, f.le)) {
				proche = g
			}
		}
		if isNear(f.le, proche.le) {
			continue
		}
		constats = append(constats, Constat{objet: f.quoi + f.le.String(), Message: fmt.Sprintf(
			"%s du %s : à plus de six mois de tout le reste du dossier (le plus proche : %s, le %s). Vérifiez l'année.",
			f.quoi, f.le.Francais(), inside(proche.quoi), proche.le.Francais())})
	}
	return constats
}

// inside writes the name of a fact as it stands in a sentence.
func inside(quoi string) string {
	debut, n := utf8.DecodeRuneInString(quoi)
	if suite, _ := utf8.DecodeRuneInString(quoi[n:]); unicode.IsUpper(suite) { // an acronym
		return quoi
	}
	return string(unicode.ToLower(debut)) + quoi[n:]
}

func distance(a, b Date) int {
	jours := a.DaysSince(b)
	return max(jours, -jours)
}

// isEmployedOn: what is noted of a person alone is near the days of their contracts. In a
// parcours, the other facts tell more.
func (d *Dossier) isEmployedOn(jour Date) bool {
	for _, c := range d.Contrats {
		if d.Parcours.DateBesoin.IsZero() && !c.Debut.IsZero() && c.Covers(jour) {
			return true
		}
	}
	return false
}

// facts are those of a file, in no order.
func (d *Dossier) facts() []jalon {
	faits := []jalon{{"Besoin", d.Parcours.DateBesoin, true}}
	add := func(quoi string, jours ...Date) {
		for _, le := range jours {
			faits = append(faits, jalon{quoi, le, false})
		}
	}
	repere := func(quoi string, le Date) { faits = append(faits, jalon{quoi, le, true}) }
	for _, p := range d.Passages {
		if p.RectifieLe == nil {
			repere("Passage en « "+p.Vers.Libelle()+" »", p.Date)
		}
	}
	for _, e := range d.Entrees {
		repere("Entrée prévue", e.Date)
	}
	for _, x := range d.Presences {
		add("Entrée en formation", x.DateEntree)
		add("Fin de la formation", x.End())
	}
	for _, x := range d.Ailleurs {
		repere("Entrée dans un autre parcours", x.DateEntree)
	}
	for _, c := range d.Controles {
		add("Vérification de l'entrée", c.Date)
	}
	for _, h := range d.Heures {
		add("Heures", h.Fin)
	}
	for _, e := range d.Evaluations {
		add("Résultat", e.Date)
	}
	for _, i := range d.Impacts {
		add("Impact", i.Date)
		for _, x := range d.Presences { // it is asked about a day long after the end
			if x.Numero == i.Presence && i.Echeance > 0 {
				repere("Échéance de l'impact", x.End().AddMonths(i.Echeance))
			}
		}
	}
	for _, t := range d.Tentatives {
		for _, f := range d.planOf(&t) {
			add("Dépôt du dossier", f.DateDepot)
			for _, r := range f.Reponses {
				add("Réponse", r.Date)
			}
		}
	}
	for _, s := range d.Securisations {
		add(Securisations.Libelle(s.Code), s.Date)
	}
	for _, n := range d.NonPresentations {
		add("Non-présentation", n.Date)
	}
	for _, s := range d.Suivis {
		add("Suivi", s.Date)
	}
	for _, f := range d.Freins {
		add("Frein", f.DateIdentifie)
		add("Solution d'un frein", f.DateSolution)
		add("Levée d'un frein", f.DateLeve)
	}
	return faits
}
