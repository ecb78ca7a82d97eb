package pages

import (
	"cmp"
	"net/url"
	"slices"
	"time"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

// ParcoursPage is the page where a CIP lives: one file, whole.
type ParcoursPage struct {
	*parcours.Fiche
	Echeances []parcours.Echeance
	Rappeles  []parcours.Rappele
	Offres    []parcours.Offre
	// RefusRectifier says why the last passage cannot be undone; "" when it can.
	RefusRectifier string
	Reposent       []parcours.Constat // what rests on it, each with where it is mended
	Qui            parcours.Identite
	Aujourdhui     parcours.Date
	Maintenant     time.Time
	Guide          guide.Panneau
	Titres         func(item string) string // names what a frein notes, in any state
	Conseils       []ConseilDecide
	ConseilChoisi  string // the advice that the person came to decide on
	Ouvert         string // what the address opens: the fold of the advice just decided on, a form
	Chrono         Chrono
	Retourne
	Cle         string // makes a form that is sent twice count once
	RetourListe string // the list one came from, with its filters
}

// Chrono is the filter of the timeline, kept in the address.
type Chrono struct{ Genre, Mot string }

func (p ParcoursPage) can(a parcours.Action) bool { return parcours.IsOpenTo(&p.Dossier, p.Qui, a) }

func (p ParcoursPage) url(suite string) string {
	return "/parcours/" + idString(p.Dossier.Parcours.ID) + suite
}

func (p ParcoursPage) nom(id int64) string {
	if id == p.Qui.UtilisateurID {
		return "vous"
	}
	return p.Noms[id]
}

func (p ParcoursPage) cip() string {
	if p.Salarie.CipID == nil {
		return "aucun"
	}
	return p.nom(*p.Salarie.CipID)
}

// hasPassage: there is a passage to undo, in a file that can still change.
func (p ParcoursPage) hasPassage() bool {
	g := p.DernierPassage()
	return g != nil && g.De != "" && parcours.CheckOpen(&p.Dossier) == nil && p.Qui.Can(parcours.ActionRectify)
}

// solutionRetenue is the one chosen for this try. While the next try is being
// prepared, it is that of the try before: what comes next rests on it.
func (p ParcoursPage) solutionRetenue() string {
	t := p.Courante()
	if t.Solution == "" && t.Numero > 1 && p.Dossier.Parcours.Etat == parcours.Repositionnement {
		t = &p.Tentatives[t.Numero-2]
	}
	return joinNonEmpty(" · ", parcours.Solutions.Libelle(t.Solution), t.SolutionDetail)
}

// ordered puts first the way on that is possible and goes furthest along the
// path, or else the first way on; the ways out come last.
func (p ParcoursPage) ordered() []parcours.Offre {
	rang := func(o parcours.Offre) int {
		switch {
		case p.isSeconde(o):
			return 1
		case !o.IsPossible():
			return 0
		}
		return -1 - slices.IndexFunc(parcours.Etats, func(e parcours.EtatInfo) bool { return e.Code == o.Vers })
	}
	offres := slices.Clone(p.Offres)
	slices.SortStableFunc(offres, func(a, b parcours.Offre) int { return rang(a) - rang(b) })
	return offres
}

// next is the way on, nil when there is none.
func (p ParcoursPage) next() *parcours.Offre {
	if os := p.ordered(); len(os) > 0 && !p.isSeconde(os[0]) {
		return &os[0]
	}
	return nil
}

// isSeconde: from here, a way out rather than a way on.
func (p ParcoursPage) isSeconde(o parcours.Offre) bool {
	return o.Seconde || slices.Contains(o.SecondeDe, p.Dossier.Parcours.Etat)
}

// verifs is what the next step rests on: done, missing, to look at.
func verifs(o parcours.Offre) []composants.Verif {
	var vs []composants.Verif
	for _, a := range o.Acquis {
		vs = append(vs, composants.Verif{Etat: composants.VerifFait, Libelle: a})
	}
	for _, b := range o.Bloquants {
		vs = append(vs, composants.Verif{Etat: composants.VerifManque, Libelle: b.Message, URL: b.Lien})
	}
	for _, a := range slices.Concat(o.Avertissements, o.Annonces) {
		vs = append(vs, composants.Verif{Etat: composants.VerifAttention, Libelle: a.Message, URL: a.Lien})
	}
	return vs
}

// avertissements lists what must be acknowledged in the form of an offer: what
// the file says, and what the sent form added.
func (p ParcoursPage) avertissements(o parcours.Offre) []parcours.Constat {
	liste := slices.Clone(o.Avertissements)
	if p.isOpen(formPassage(o.Code)) {
		for _, c := range p.Retourne.AAcquitter {
			if !slices.ContainsFunc(liste, func(x parcours.Constat) bool { return x.Code == c.Code }) {
				liste = append(liste, c)
			}
		}
	}
	return liste
}

func formPassage(code string) string { return "passage-" + code }

// Options turns a closed list into the choices of a field.
func Options(l parcours.Liste) []composants.Option {
	return each(l, func(t parcours.Terme) composants.Option { return composants.Option{Valeur: t.Code, Libelle: t.Libelle} })
}

// totals of the plan, in centimes: asked, granted, left to find.
func (p ParcoursPage) totaux() (demande, accorde int64, reste string) {
	for _, f := range p.Financements {
		demande += f.MontantDemande
		accorde += f.Accorde()
	}
	t := p.Courante()
	switch manque := t.CoutTotal() - accorde; {
	case !t.CoutConnu:
		reste = "coût inconnu"
	case manque < 0:
		reste = composants.FormatEuros(-manque) + " de trop"
	default:
		reste = composants.FormatEuros(manque) + " à trouver"
	}
	return demande, accorde, reste
}

// passageValeurs fills the form of a passage with what is known: today for a decision, the
// planned day of a fact that may have happened, and the days of the chosen training, or those that a report gave it. Days gone by are
// left blank: the end then follows the entry.
func (p ParcoursPage) passageValeurs(o parcours.Offre) url.Values {
	t := p.Courante()
	jour := map[string]parcours.Date{"": p.Aujourdhui, "date_entree": p.EntreePrevue().Date, "date_fin": t.DateFinPrevue}[o.Fait]
	v := url.Values{}
	if !jour.IsZero() && !jour.After(p.Aujourdhui) {
		v.Set("date", jour.String())
	}
	entree := map[string]parcours.Date{"planifier_entree": cmp.Or(p.EntreePrevue().Date, t.DateDebutPrevue),
		"relancer_entree": p.EntreePrevue().Date}[o.Code]
	if !entree.IsZero() && !entree.Before(p.Aujourdhui) {
		v.Set("date_entree_prevue", entree.String())
		v.Set("date_fin_prevue", t.EndFrom(entree).String())
	}
	return v
}

func (p ParcoursPage) suiviValeurs() url.Values {
	return url.Values{"date": {p.Aujourdhui.String()}, "avec": {"salarie"}, "canal": {"telephone"}, "absence": {"aucune"},
		"prochain_dans": {"14"}}
}

// prochains are the usual distances to the next contact, in days.
var prochains = []composants.Option{
	{Valeur: "", Libelle: "Pas de rappel"}, {Valeur: "2", Libelle: "Dans 2 jours"}, {Valeur: "7", Libelle: "Dans 7 jours"},
	{Valeur: "14", Libelle: "Dans 14 jours"}, {Valeur: "30", Libelle: "Dans 30 jours"},
	{Valeur: "date", Libelle: "Le jour indiqué ci-contre"},
}

func since(jours int) string {
	if jours == 0 {
		return "depuis aujourd'hui"
	}
	return "depuis " + composants.FormatDuree(jours)
}

// lienDit says how another parcours of the person is linked to this one.
func (p ParcoursPage) lienDit(lie parcours.Parcours) string {
	if suivi := p.Dossier.Parcours.Precedent; suivi != nil && *suivi == lie.ID {
		return "Suite de"
	}
	return "Suivi par"
}

// besoinSuivant is where a need that follows a training is noted, "" when none can or when
// the next try is on its way.
func (p ParcoursPage) besoinSuivant() string {
	avance := []parcours.Etat{parcours.Sorti, parcours.Repositionnement, parcours.SansSuite}
	if !slices.Contains(avance, p.Dossier.Parcours.Etat) || p.Salarie.Gele || !p.Qui.Can(parcours.ActionIdentifyBesoin) {
		return ""
	}
	return p.BesoinSuivant()
}
