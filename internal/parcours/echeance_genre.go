package parcours

import (
	"cmp"
	"slices"
	"strings"
)

// genreEcheance is a kind of deadline: its name, what settles it, and where it is read.
type genreEcheance struct {
	Code, Libelle, Acte, Lignes string
	// Avance is how many days ahead it warns: until then, nothing is late.
	Avance int
	lire   func(l *lecture)
}

// genresEcheance are the kinds, the most pressing first.
var genresEcheance = []genreEcheance{
	{"entree_jour", "Entrée prévue ce jour : la personne est-elle venue ?", "confirmer_entree", "888-897", 0, entryDay},
	{"entree_manquee", "Non-présentation : nouvelle date ou autre solution", "prevoir_entree", "897", 0, entryMissed},
	{genreObservation, "Observation « Ça coince » sans réponse", "consigner_suivi", "", 0, observed},
	{"observation_seule", "Observation « Ça coince », sans parcours en cours", "identifier_besoin", "", 0, observedAlone},
	{genreRappel, "Rappel promis", "consigner_suivi", "", 0, promised},
	{"entree_veille", "Veille de l'entrée", "consigner_suivi", "888", 0, entryEve},
	{"fin_passee", "Fin prévue de la formation passée", "terminer", "977", 0, endPassed},
	{"entree_semaine", "Entrée dans la semaine", "consigner_suivi", "855-884", joursAvantEntree, entryWeek},
	{"bilan", "Bilan de fin de formation", "consigner_suivi", "979-991", joursBilan, debriefDue},
	{"session", "Session qui approche, entrée à planifier", "planifier_entree", "797", joursAvantSession, sessionNear},
	{"entree_reportee", "Entrée reportée, à relancer", "relancer_entree", "951", joursAvantSession, postponedNear},
	{"accord_directeur", "Fonds propres à accorder", "accorder_fonds_propres", "797", 0, directeurAwaited},
	{"reponse", "Réponse d'un financeur attendue", "enregistrer_reponse", "774-822", 0, answerAwaited},
	{"dossier", "Dossier de financement à déposer", "deposer_dossier", "774-822", joursAvantDossier, dossierDue},
	{"frein", "Frein sans solution avant l'entrée", "changer_frein", "114-133", joursAvantFrein, freinDue},
	{"controle", "Contrôle de l'entrée à compléter", "controler_entree", "888-911", 0, checksDue},
	{genreConseil, "Conseil du guide planifié", "traiter_conseil", "", 0, adviceDue},
	{"fin_contrat", "Fin de contrat", "noter_contrat", "", joursAvantContrat, contractEnds},
	{"prolongation", "PASS IAE : prolongation possible", "modifier_salarie", "", joursAvantContrat, passEnds(true)},
	{"fin_pass", "Fin du PASS IAE", "modifier_salarie", "", joursAvantContrat, passEnds(false)},
	{"heures", "Heures de formation à noter", "noter_heures", "955-973", 0, hoursDue},
	{"resultat", "Résultat de l'évaluation à noter", "noter_evaluation", "955-973", 0, resultDue},
	{"impact_3", "Impact à 3 mois", "mesurer_impact", "999-1015", 0, impactDue(3)},
	{"impact_6", "Impact à 6 mois", "mesurer_impact", "999-1015", 0, impactDue(6)},
	{"impact_12", "Impact à 12 mois", "mesurer_impact", "999-1015", 0, impactDue(12)},
	{"sans_contact", "Sans nouvelle", "consigner_suivi", "913-940", 0, silence},
}

// GenresEcheance lists the kinds of deadlines, the most pressing first.
var GenresEcheance Liste = each(genresEcheance, func(g genreEcheance) Terme {
	return Terme{Code: g.Code, Libelle: g.Libelle, Lignes: g.Lignes}
})

func (e Echeance) genre() genreEcheance {
	g, _ := find(genresEcheance, func(g genreEcheance) bool { return g.Code == e.Genre })
	return g
}

// Acte is the code of what settles it: an act or a transition.
func (e Echeance) Acte() string { return e.genre().Acte }

// CanSettle tells whether that person may do what settles it.
func (e Echeance) CanSettle(qui Identite) bool {
	a, ok := FindActe(e.Acte())
	return ok && qui.Can(a.Action)
}

// IsLate tells whether it should have been done before that day.
func (e Echeance) IsLate(jour Date) bool {
	return e.Date.Before(jour) && e.Prevue.AddDays(e.genre().Avance).Before(jour)
}

// ActeLibelle says what settles it, as a right or a transition is called.
func (e Echeance) ActeLibelle() string {
	if a, ok := FindActe(e.Acte()); ok && a.Action != ActionApplyTransition {
		return LibelleActe(string(a.Action))
	}
	return LibelleTransition(e.Acte())
}

// Lire reads a file: its events and its deadlines. It knows no clock: what is due does not
// depend on the day on which one reads. A closed or frozen file is due nothing.
func Lire(f *Fiche) Lecture {
	l := &lecture{Fiche: f}
	for _, s := range f.Suivis {
		if s.Date.After(l.contact) {
			l.contact = s.Date
		}
	}
	l.readEvents()
	if f.Salarie.Gele || l.hasParcours() && f.Parcours.IsClosed() {
		return l.Lecture
	}
	for i, g := range genresEcheance {
		l.genre, l.rang = g.Code, i+1
		g.lire(l)
	}
	slices.SortStableFunc(l.Echeances, func(a, b Echeance) int {
		return cmp.Or(a.Date.t.Compare(b.Date.t), a.Rang-b.Rang, cmp.Compare(a.hourOrEnd(), b.hourOrEnd()),
			cmp.Compare(a.ObjetID, b.ObjetID))
	})
	return l.Lecture
}

// NameItems says in words the deadlines that are about items of the guide, given by
// number: what to do, and whom to call when somebody is named.
func NameItems(es []Echeance, dire func(item, contact string) (texte, telephone string)) {
	for i := range es {
		if e := &es[i]; e.Genre == genreConseil {
			item, reste, _ := strings.Cut(e.Texte, " ")
			version, contact, _ := strings.Cut(reste, " ")
			e.Item, e.ItemVersion = item, version
			e.Texte, e.Telephone = dire(item, contact)
		}
	}
}

const genreConseil = "conseil"

// IsSaisie tells whether its text is what somebody typed.
func (e Echeance) IsSaisie() bool {
	return slices.Contains([]string{genreRappel, genreObservation, "observation_seule"}, e.Genre)
}

const (
	genreRappel      = "rappel"
	genreObservation = "observation"
)
