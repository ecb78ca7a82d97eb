package parcours

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// The delays after which something is due, in days. The guide gives none: they are ours.
const (
	joursAvantEntree  = 7  // the last exchange before an entry
	joursAvantFrein   = 14 // a frein to solve before it
	joursAvantSession = 7
	joursAvantDossier = 30 // a funding file to send before the training
	delaiReponse      = 30 // a funder answers
	joursControle     = 3  // the six points of the entry
	joursAvantContrat = 60
	joursHeures       = 15 // the training centre sends the hours
	joursResultat     = 30 // and the results
	joursObservation  = 30 // a difficulty of somebody without a parcours is told
)

// joursSansContact is after how many days without news somebody is called, by state.
func joursSansContact(e Etat) int {
	switch e {
	case EnDeroulement:
		return 14
	case EnEntree:
		return 7
	}
	return 30
}

// lecture is a reading under way.
type lecture struct {
	*Fiche
	Lecture
	// contact is the last day on which somebody was spoken to; zero before any.
	contact Date
	genre   string // of the deadlines that are read now
	rang    int
}

// due adds a deadline of the kind that is read; nothing is due on no day.
func (l *lecture) due(objet int64, jour, fin Date, texte string) {
	l.dueAt(objet, jour, "", fin, texte)
}

// dueAt is due, at an hour of that day: of no other, once it was put off.
func (l *lecture) dueAt(objet int64, jour Date, heure string, fin Date, texte string) {
	if jour.IsZero() {
		return
	}
	e := Echeance{SiaeID: l.Salarie.SiaeID, SalarieID: l.Salarie.ID, Genre: l.genre, ObjetID: objet,
		Date: jour, Prevue: jour, Heure: heure, Fin: fin, Rang: l.rang, Texte: texte}
	if id := l.Parcours.ID; l.hasParcours() {
		e.ParcoursID = &id
	}
	for _, d := range l.Differes { // the last one holds
		if d.holds(e) && d.Date.After(e.Prevue) {
			e.Date, e.Heure = d.Date, ""
		}
	}
	if !fin.IsZero() && e.Date.After(fin) {
		return // put off beyond its last day
	}
	l.Echeances = append(l.Echeances, e)
}

// holds tells whether it is about that deadline, on the day that it has.
func (d Differe) holds(e Echeance) bool {
	return d.Genre == e.Genre && d.ObjetID == e.ObjetID && d.Prevue == e.Prevue
}

// spokenSince tells whether somebody spoke with the person on that day or later.
func (l *lecture) spokenSince(jour Date) bool {
	return slices.ContainsFunc(l.Suivis, func(s Suivi) bool { return s.IsWithPersonne() && !s.Date.Before(jour) })
}

// isOpen: work goes on there.
func (l *lecture) isOpen() bool { return l.hasParcours() && l.Parcours.Etat.IsOpen() }

// hasParcours: it is a file that is read, not a person without any under way.
func (l *lecture) hasParcours() bool { return l.Parcours.Etat != "" }

// expected is the planned entry that is waited for, nil when none is.
func (l *lecture) expected() *EntreePrevue {
	if e := l.EntreePrevue(); l.Parcours.Etat == EnEntree && e.Devenue == "" && !e.Date.IsZero() {
		return e
	}
	return nil
}

func entryDay(l *lecture) {
	if e := l.expected(); e != nil {
		l.dueAt(e.ID, e.Date, e.Heure, Date{}, "Entrée prévue le "+e.Quand()+" : la personne est-elle venue ?")
	}
}

func entryEve(l *lecture) {
	if e := l.expected(); e != nil && !l.spokenSince(e.Date.AddDays(-1)) {
		l.due(e.ID, e.Date.AddDays(-1), e.Date.AddDays(-1), "Entrée le "+e.Quand()+" : un dernier message à la personne")
	}
}

func entryWeek(l *lecture) {
	if e := l.expected(); e != nil && !l.spokenSince(e.Date.AddDays(-joursAvantEntree)) {
		l.due(e.ID, e.Date.AddDays(-joursAvantEntree), e.Date.AddDays(-2), "Entrée le "+e.Quand()+" : tout est-il prêt ?")
	}
}

// entryMissed: the person did not come, and no other day is planned (l. 897).
func entryMissed(l *lecture) {
	e := l.EntreePrevue()
	if l.Parcours.Etat != EnEntree || e.Devenue != EntreeManquee {
		return
	}
	jour := e.Date
	for _, n := range l.NonPresentations {
		if n.Entree == e.Numero {
			jour = n.Date
		}
	}
	l.due(e.ID, jour, Date{}, "Non-présentation le "+jour.Francais()+" : prévoir une nouvelle date, ou une autre solution")
}

// observed: a workshop says that things are stuck, and nobody spoke of the person since, in
// this file or in another. Of several files, the last one asks.
func observed(l *lecture) {
	if l.hasParcours() && (l.DernierOuvert == 0 || l.DernierOuvert == l.Parcours.ID) {
		l.eachUnanswered(func(o Observation) { l.due(o.ID, o.Date, Date{}, o.coince()) })
	}
}

// observedAlone is the same of somebody without a parcours under way, for some weeks.
func observedAlone(l *lecture) {
	if !l.hasParcours() {
		l.eachUnanswered(func(o Observation) { l.due(o.ID, o.Date, o.Date.AddDays(joursObservation), o.coince()) })
	}
}

func (o Observation) coince() string {
	return "Ça coince (" + strings.ToLower(ThemesObservation.Libelle(o.Theme)) + ") : " + Excerpt(o.Texte, longueurTexte)
}

// eachUnanswered gives the observations that tell of a difficulty since anybody spoke of
// the person.
func (l *lecture) eachUnanswered(fn func(Observation)) {
	for _, o := range l.Observations {
		s := l.DernierContact
		if o.Niveau == niveauDifficile && (s == nil || s.Date.Before(o.Date) || s.Date == o.Date && !s.CreeLe.After(o.CreeLe)) {
			fn(o)
		}
	}
}

// longueurTexte is how much of what was written a deadline repeats, in letters.
const longueurTexte = 120

func promised(l *lecture) {
	if !l.hasParcours() {
		return
	}
	for _, s := range l.Suivis {
		if s.IsRappel() {
			l.dueAt(s.ID, s.DateProchain, s.HeureProchain, Date{}, Excerpt(s.Texte, longueurTexte))
		}
	}
}

// plannedEnd is the day on which the training under way is to end.
func (l *lecture) plannedEnd() Date {
	if l.Parcours.Etat != EnDeroulement {
		return Date{}
	}
	return cmp.Or(l.Courante().DateFinPrevue, l.Presence().DateFinPrevue)
}

func endPassed(l *lecture) {
	if fin := l.plannedEnd(); !fin.IsZero() {
		l.due(0, fin.AddDays(1), Date{}, "Fin prévue le "+fin.Francais()+" : comment la formation s'est-elle terminée ?")
	}
}

func debriefDue(l *lecture) {
	fin := l.plannedEnd()
	if fin.IsZero() || hasDebrief(l.Suivis, fin) {
		return
	}
	l.due(0, fin.AddDays(-joursBilan), fin, "Fin prévue le "+fin.Francais()+" : échange de bilan avec la personne")
}

func sessionNear(l *lecture) {
	if debut := l.Courante().DateDebutPrevue; l.Parcours.Etat == EnFinancement && !debut.IsZero() {
		l.due(0, debut.AddDays(-joursAvantSession), Date{}, "Session prévue le "+debut.Francais()+" : planifier l'entrée")
	}
}

// postponedNear: an entry was put off to a day that is known, and the file is still to be
// relaunched.
func postponedNear(l *lecture) {
	if e := l.EntreePrevue(); l.Parcours.Etat == Repositionnement && l.Solution() == SolutionReport && e.IsExpected() {
		l.due(e.ID, e.Date.AddDays(-joursAvantSession), Date{}, "Entrée reportée au "+e.Quand()+" : relancer l'entrée")
	}
}

func directeurAwaited(l *lecture) {
	if !l.isOpen() || l.Parcours.Etat == Abandonne {
		return
	}
	for _, f := range l.Financements {
		if f.WaitsDirecteur() {
			l.due(f.ID, DateOf(f.CreeLe.In(Paris)), Date{}, "Fonds propres : "+euros(f.MontantDemande)+" attendent l'accord de la direction")
		}
	}
}

// answerAwaited: thirty days after the file was sent. The usual delay of each funder is
// not known yet: the number is ours, and says so.
func answerAwaited(l *lecture) {
	for _, f := range slices.Concat(l.Financements, l.Anciens) {
		if f.HasDossier() && f.Etat == FinancementDepose {
			l.due(f.ID, f.DateDepot.AddDays(delaiReponse), Date{}, fmt.Sprintf(
				"%s : dossier déposé le %s, réponse attendue (%d jours, convention de Parcours)", f.nom(), f.DateDepot.Francais(), delaiReponse))
		}
	}
}

func dossierDue(l *lecture) {
	debut := l.Courante().DateDebutPrevue
	if debut.IsZero() || l.Parcours.Etat != EnFinancement && l.Parcours.Etat != EnEntree {
		return
	}
	for _, f := range l.Financements {
		if !f.HasDossier() || f.Etat != FinancementPrevu {
			continue
		}
		texte := f.nom() + " : dossier à déposer avant l'entrée du " + debut.Francais()
		if n := len(keep(f.Pieces, func(p Piece) bool { return p.FournieLe.IsZero() })); n > 0 {
			texte += fmt.Sprintf(" (%s à fournir)", plural(n, "pièce", "pièces"))
		}
		l.due(f.ID, debut.AddDays(-joursAvantDossier), Date{}, texte)
	}
}

func freinDue(l *lecture) {
	var entree Date
	switch e := l.expected(); {
	case e != nil:
		entree = e.Date
	case l.Parcours.Etat == EnFinancement:
		entree = l.Courante().DateDebutPrevue
	}
	if entree.IsZero() {
		return
	}
	for _, f := range l.Freins {
		if f.IsWaiting() {
			l.due(f.ID, entree.AddDays(-joursAvantFrein), Date{},
				Freins.Libelle(f.Code)+" : aucune solution engagée avant l'entrée du "+entree.Francais())
		}
	}
}

func checksDue(l *lecture) {
	x := l.Presence()
	if l.Parcours.Etat != EnDeroulement || x.DateEntree.IsZero() {
		return
	}
	if n := len(UnansweredControles(l.ControlesOf(x))); n > 0 {
		l.due(x.ID, x.DateEntree.AddDays(joursControle), Date{},
			"Contrôle de l'entrée : "+plural(n, "point sans réponse", "points sans réponse"))
	}
}

// adviceDue: its text is the number of the item, the version of the decision and the
// number of whom it says to call: NameItems reads it.
func adviceDue(l *lecture) {
	for _, c := range l.Conseils {
		if !c.IsSettled() {
			l.due(c.ID, c.DatePrevue, Date{}, strings.TrimSpace(fmt.Sprint(c.Item, " ", c.Version, " ", c.Contact)))
		}
	}
}

// trainingEnd is the last day of the training that is planned or under way.
func (l *lecture) trainingEnd() Date {
	switch l.Parcours.Etat {
	case BesoinIdentifie, EnFinancement, EnEntree, EnDeroulement, Repositionnement:
		return l.Courante().DateFinPrevue
	}
	return Date{}
}

// outlasts says that the training goes beyond a day, "" when it does not.
func (l *lecture) outlasts(jour Date) string {
	if fin := l.trainingEnd(); fin.After(jour) {
		return ", avant celle de la formation, le " + fin.Francais()
	}
	return ""
}

// contractEnds: the last contract of a person whose parcours is open. A contract whose
// real end is noted asks for nothing more.
func contractEnds(l *lecture) {
	fin := l.Contrats.LastDay()
	if !l.isOpen() || fin.IsZero() || slices.ContainsFunc(l.Contrats, func(c Contrat) bool { return c.FinReelle == fin }) {
		return
	}
	l.due(0, fin.AddDays(-joursAvantContrat), Date{}, "Fin du contrat : "+fin.Francais()+l.outlasts(fin))
}

// passEnds: the PASS IAE of a person whose parcours is open. While a training goes beyond
// it, it may be prolonged, until some months after its end.
func passEnds(prolongation bool) func(*lecture) {
	return func(l *lecture) {
		fin := l.Salarie.DateFinPass
		apres := l.outlasts(fin)
		if !l.isOpen() || fin.IsZero() || (apres != "") != prolongation {
			return
		}
		texte, jusquAu := "Fin du PASS IAE : "+fin.Francais()+apres, Date{}
		if prolongation {
			texte, jusquAu = texte+". Une prolongation « Fin d'une formation » peut être demandée", fin.AddMonths(moisProlongation)
		}
		l.due(0, fin.AddDays(-joursAvantContrat), jusquAu, texte)
	}
}

func hoursDue(l *lecture) {
	for i := range l.Presences {
		if x := &l.Presences[i]; !x.End().IsZero() && !l.hasHeures(x) {
			l.due(x.ID, x.End().AddDays(joursHeures), Date{},
				"Heures de la formation terminée le "+x.End().Francais()+" : à demander à l'organisme")
		}
	}
}

func resultDue(l *lecture) {
	for i := range l.Presences {
		if x := &l.Presences[i]; !x.DateFin.IsZero() && len(FaitsOf(l.Evaluations, x)) == 0 {
			l.due(x.ID, x.DateFin.AddDays(joursResultat), Date{},
				"Résultat de la formation terminée le "+x.DateFin.Francais()+" : à demander à l'organisme")
		}
	}
}

// impactDue: some months after a training that went to its term. A later answer stands
// for those before it, and months later nobody asks any more.
func impactDue(mois int) func(*lecture) {
	return func(l *lecture) {
		for _, x := range l.Completed() {
			if le := x.DateFin.AddMonths(mois); slices.Max(append(l.MeasuredImpacts(x), 0)) < mois {
				texte := fmt.Sprintf("Impact à %d mois à noter", mois)
				if x.Tentative != l.Parcours.Tentative && x.Intitule != "" {
					texte += " : " + x.Intitule
				}
				l.due(x.ID, le, le.AddMonths(moisApresEcheance).AddDays(-1), texte)
			}
		}
	}
}

// silence: nobody spoke of an open file for some time, and nobody plans to.
func silence(l *lecture) {
	if !l.isOpen() || slices.ContainsFunc(l.Suivis, Suivi.IsRappel) {
		return
	}
	texte := "Aucun échange noté depuis le besoin, le " + l.Parcours.DateBesoin.Francais()
	if !l.contact.IsZero() {
		texte = "Dernier échange le " + l.contact.Francais()
	}
	l.due(0, cmp.Or(l.contact, l.Parcours.DateBesoin).AddDays(joursSansContact(l.Parcours.Etat)), Date{}, texte)
}
