package parcours

import (
	"cmp"
	"reflect"
	"slices"
	"time"
)

// Reprise is a parcours taken over from a spreadsheet, in any state, with the
// facts that are known.
type Reprise struct {
	Etat      Etat
	Depuis    Date
	Besoin    Besoin
	Formation Formation
	// The planned entry, under the names that a passage gives it.
	DateEntreePrevue                       Date
	HeureEntree, LieuEntree, ContactEntree string
	DateEntree                             Date
	Issue
	Suite
	MotifSansSuite string
	Acquittes      []string
}

// ChampsReprise is what a parcours taken over may be told, beside its need and
// its training. What is required depends on the state: requisReprise.
var ChampsReprise = slices.Concat(
	Champs{
		{Code: "etat", Libelle: "Où en est le parcours", Genre: GenreChoix, Liste: ListeEtats()},
		{Code: "depuis", Libelle: "Dans cet état depuis le", Genre: GenreDate, Passe: true,
			Absent: "Indiquez depuis quand le parcours est dans cet état."},
	},
	champsReprisePrevue, ChampsPresence.Typed(), ChampsIssue.Without("heures_realisees", "motifs_abandon"),
	ChampsSuite.Only("solution_detail"),
	Champs{
		champHeures, champMotifs,
		{Code: "solution", Libelle: "Solution retenue", Genre: GenreChoix, Liste: autresFormations, Choisir: choisir,
			Absent: "Choisissez la solution retenue."},
		{Code: "motif", Colonne: "motif_sans_suite", Libelle: "Motif", Genre: GenreChoix, Liste: MotifsSansSuite, Choisir: choisir,
			Absent: "Indiquez pourquoi le besoin a été refermé."},
	},
)

// champsReprisePrevue is the planned entry of a parcours taken over.
var champsReprisePrevue = each(champsEntreePrevue.Without(champFinPrevue), func(c Champ) Champ {
	c.Colonne, c.Requis = c.Code, false
	return c
})

// requisReprise lists the facts that each state rests on. A state whose date is
// that of a fact (deriveDepuis) is dated by it, so « depuis » is only asked of
// the others.
var requisReprise = map[Etat][]string{
	EnFinancement:    {"depuis"},
	EnEntree:         {"depuis", "date_entree_prevue"},
	EnDeroulement:    {"date_entree"},
	Sorti:            {"date_entree", "date_fin"},
	Abandonne:        {"date_entree", "date_abandon", "motifs"},
	Repositionnement: {"depuis", "solution"},
	SansSuite:        {"depuis", "motif"},
}

// facultatifsReprise lists the facts that a state may have besides.
var facultatifsReprise = map[Etat][]string{
	EnEntree:  {"heure_entree", "lieu_entree", "contact_entree"},
	Sorti:     {"evaluation", "situation", "heures"},
	Abandonne: {"heures"},
}

// ChampsRepriseIn is what a parcours taken over in this state is asked besides
// its need: what the state rests on, marked so, then what may be known.
func ChampsRepriseIn(e Etat) Champs {
	return Reprise{Etat: e}.asked().Only(slices.Concat(requisReprise[e], facultatifsReprise[e])...)
}

// asked is the fields of a state, those that it rests on marked so.
func (r Reprise) asked() Champs {
	return each(ChampsReprise, func(c Champ) Champ {
		c.Requis = slices.Contains(requisReprise[r.Etat], c.Code)
		return c
	})
}

// validate checks the facts that the state rests on.
func (r Reprise) validate(s Siae, aujourdhui Date) Erreurs {
	if _, ok := FindEtat(r.Etat); !ok {
		return ErreursOf(invalid("etat", "Choisissez où en est le parcours."))
	}
	ctl := Controle{s, aujourdhui}
	es := append(ChampsBesoin.Check(r.Besoin, ctl), r.asked().Check(r, ctl)...)
	if r.Formation != (Formation{}) {
		es = append(es, ErreursOf(r.Formation.Validate())...)
	}
	if r.Etat == Repositionnement {
		r.validateBefore(&es)
	}
	if slices.Contains(requisReprise[r.Etat], "depuis") {
		es.order("depuis", r.Besoin.Date, r.Depuis, "Cette date est avant celle du besoin. Vérifiez les deux dates.")
	}
	es.order("date_entree", r.Besoin.Date, r.DateEntree, "L'entrée est avant la date du besoin. Vérifiez les deux dates.")
	es.order("date_fin", r.DateEntree, r.DateFin, "La fin est avant l'entrée. Vérifiez les deux dates.")
	es.order("date_abandon", r.DateEntree, r.DateAbandon, "L'abandon est avant l'entrée. Vérifiez les deux dates.")
	if h := r.HeuresRealisees; h != nil && len(es) == 0 {
		if refus := tooManyHours(*h, r.DateEntree, cmp.Or(r.DateFin, r.DateAbandon)); refus != "" {
			es.Add("heures", refus)
		}
	}
	if r.Etat == EnEntree && len(es) == 0 { // both days make sense
		es.order("date_entree_prevue", r.DateEntreePrevue, r.Formation.DateFinPrevue,
			"L'entrée prévue est après la fin prévue de la formation. Vérifiez les deux dates.")
	}
	return es
}

// hasBefore: a repositionnement that follows a training, rather than an entry
// that never took place.
func (r Reprise) hasBefore() bool {
	return !r.DateEntree.IsZero() || !r.DateFin.IsZero() || !r.DateAbandon.IsZero() || len(r.MotifsAbandon) > 0 ||
		r.HeuresRealisees != nil || r.Evaluation != "" || r.Situation != ""
}

// validateBefore checks the training that came before a repositionnement, when
// something of it is known: it counts in the figures, hence it has an entry and
// an end.
func (r Reprise) validateBefore(es *Erreurs) {
	fin := r.DateAbandon
	switch {
	case !r.hasBefore():
		return
	case r.DateEntree.IsZero():
		es.Add("date_entree", "Indiquez la date d'entrée réelle de la formation d'avant. Si personne n'y est entré, videz ce qui la décrit.")
		return
	case !r.DateFin.IsZero() && !r.DateAbandon.IsZero():
		es.Add("date_abandon", "La formation d'avant est terminée ou abandonnée : gardez une seule des deux dates.")
	case !r.DateFin.IsZero():
		fin = r.DateFin
	case r.DateAbandon.IsZero():
		es.Add("date_abandon", "La formation d'avant a pris fin : indiquez la date de l'abandon, ou la date de fin si "+
			"elle est allée à son terme.")
	case len(r.MotifsAbandon) == 0:
		es.Add("motifs", champMotifs.Absent)
	}
	if !r.DateFin.IsZero() && r.Solution == SolutionReport {
		es.Add("solution", "Une formation allée à son terme ne se reporte pas : reprenez ce parcours en « Sortie », "+
			"puis identifiez un nouveau besoin à la suite.")
	}
	es.order("depuis", fin, r.Depuis, "Le repositionnement est avant la fin de la formation, le "+fin.Francais()+". Vérifiez les deux dates.")
}

// missing lists the facts that a parcours in this state would normally have:
// warnings, because a spreadsheet does not hold everything.
func (r Reprise) missing() []Constat {
	var constats []Constat
	warn := func(code, message string) {
		constats = append(constats, Constat{Code: code, Message: message})
	}
	if r.Etat != BesoinIdentifie && r.Etat != SansSuite && !r.Formation.IsChosen() {
		warn("formation_inconnue", "La formation n'est pas décrite : elle pourra l'être sur le dossier.")
	}
	avant := r.Etat == Repositionnement && r.hasBefore()
	if (r.Etat == Sorti || r.Etat == Abandonne || avant) && r.Issue.HeuresRealisees == nil {
		warn("heures_inconnues", "Les heures réalisées ne sont pas connues : elles manqueront au bilan.")
	}
	if (r.Etat == Sorti || avant && !r.Issue.DateFin.IsZero()) && r.Issue.Situation == "" {
		warn("situation_inconnue", "La situation à la sortie n'est pas connue : elle manquera au bilan.")
	}
	return constats
}

// Resume creates a parcours in the state where it was, with one passage that
// says it was taken over and carries the known facts.
func Resume(d *Dossier, r Reprise, qui Identite, aujourdhui Date, maintenant time.Time) (*Dossier, error) {
	if err := qui.Require(ActionResumeParcours); err != nil {
		return nil, err
	}
	if err := CheckGel(d.Salarie); err != nil {
		return nil, err
	}
	// What is dropped is judged as a text all the same: nobody may think that a
	// social security number was taken.
	libres := keep(ChampsReprise, func(c Champ) bool { return c.Limite() > 0 })
	if err := libres.Validate(r, aujourdhui); err != nil {
		return nil, err
	}
	if r.Etat != Repositionnement { // there, facts that contradict each other are told
		r.keepOnlyFactsOfState()
	}
	fautes := r.validate(d.Siae, aujourdhui)
	if fautes.about("etat") {
		return nil, fautes
	}
	for _, champ := range ChampsReprise { // what cannot be is judged no further
		if fautes.about(champ.Code) {
			champ.set(reflect.ValueOf(&r).Elem(), []string{""})
		}
	}
	r.deriveDepuis()
	manquent := r.missing()
	r.keepOnlyFactsOfState()
	apres := r.Besoin.open(d, qui, maintenant, Passage{Transition: Reprendre, Vers: r.Etat, Date: r.Depuis, Champs: r.saisie()})
	premiere := &apres.Tentatives[0]
	premiere.Formation, premiere.Suite = r.Formation, r.Suite
	if !r.DateEntreePrevue.IsZero() {
		e := apres.expect(r.DateEntreePrevue, r.Formation, true)
		e.Heure, e.Lieu, e.Contact, e.DateFin = r.HeureEntree, r.LieuEntree, r.ContactEntree, r.Formation.DateFinPrevue
		if r.Etat != EnEntree {
			e.Devenue = EntreeTenue
		}
	}
	if !r.DateEntree.IsZero() {
		x := apres.openPresence()
		x.DateEntree = r.DateEntree
		ChampsFin.Copy(x, r)
		apres.settle(x, r.Issue, r.HeuresRealisees != nil)
	}
	if r.Etat == Repositionnement && r.hasBefore() && r.Solution != SolutionReport {
		// As a repositionnement does: the training of before keeps its try.
		apres.Parcours.Tentative = 2
		apres.Tentatives = append(apres.Tentatives, Tentative{SiaeID: qui.SiaeID, Numero: 2})
	}
	lus, err := judge("", fautes, nil, append(manquent, suspect(d, apres, aujourdhui, nil)...), r.Acquittes)
	if err != nil {
		return nil, err
	}
	apres.Passages[0].Avertissements = lus
	apres.stamp(maintenant)
	return apres, nil
}

// deriveDepuis takes the date of the state from the fact that led to it.
func (r *Reprise) deriveDepuis() {
	switch r.Etat {
	case BesoinIdentifie:
		r.Depuis = r.Besoin.Date
	case EnDeroulement:
		r.Depuis = r.DateEntree
	case Sorti:
		r.Depuis = r.Issue.DateFin
	case Abandonne:
		r.Depuis = r.Issue.DateAbandon
	}
}

// keepOnlyFactsOfState drops facts that contradict the state: a form that was
// filled for one state and sent for another must not leave traces. What came
// before a repositionnement is no contradiction: it counts in the figures.
func (r *Reprise) keepOnlyFactsOfState() {
	terme, abandon := r.Etat == Sorti, r.Etat == Abandonne
	if r.Etat == Repositionnement {
		terme = !r.DateFin.IsZero()
		abandon = r.hasBefore() && !terme
	}
	if !terme {
		r.Issue = Issue{DateAbandon: r.DateAbandon, MotifsAbandon: r.MotifsAbandon, HeuresRealisees: r.HeuresRealisees}
	}
	if !abandon {
		r.DateAbandon, r.MotifsAbandon = Date{}, nil
	}
	if !terme && !abandon {
		r.HeuresRealisees = nil
	}
	if r.Etat != Repositionnement {
		r.Suite = Suite{}
	}
	switch {
	case terme, abandon, r.Etat == EnDeroulement:
	case r.Etat == EnEntree:
		r.DateEntree = Date{}
	default:
		r.DateEntreePrevue, r.DateEntree = Date{}, Date{}
		r.HeureEntree, r.LieuEntree, r.ContactEntree = "", "", ""
	}
}

// champsRepriseDits are the facts that the passage of a takeover keeps.
var champsRepriseDits = ChampsReprise.Only("date_entree_prevue", "date_entree", "date_fin", "date_abandon", "motifs", "evaluation",
	"situation", "solution", "heures", "motif")

// saisie writes the facts under the same names as the transitions do, so that
// every figure reads both alike.
func (r Reprise) saisie() Saisie {
	s := Saisie{"origine": r.Besoin.Origine}
	s.put(champsRepriseDits, r)
	if r.Etat != SansSuite {
		delete(s, "motif")
	}
	return s
}

var _ = declare(
	Acte{"reprendre", ActionResumeParcours, ChampsReprise, Reprise{}},
)
