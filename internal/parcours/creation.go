package parcours

import (
	"strings"
	"time"
)

// Reprise is a parcours taken over from a spreadsheet, in any state, with the
// facts that are known.
type Reprise struct {
	Etat           Etat
	Depuis         Date
	Besoin         Besoin
	Formation      Formation
	Entree         Entree
	Issue          Issue
	MotifSansSuite string
	Acquittes      []string
}

// validate checks the facts that the state rests on; a state whose date is that
// of a fact (deriveDepuis) is dated by it, so "depuis" is only asked of others.
func (r Reprise) validate(s Siae, aujourdhui Date) error {
	var es Erreurs
	if _, ok := FindEtat(r.Etat); !ok {
		es.Add("etat", "Choisissez où en est le parcours.")
		return es
	}
	if err := r.Besoin.Validate(aujourdhui); err != nil {
		es = append(es, ErreursOf(err)...)
	}
	r.validateSince(&es, aujourdhui)
	if r.Formation != (Formation{}) {
		if err := r.Formation.Validate(); err != nil {
			es = append(es, ErreursOf(err)...)
		}
	}
	r.validateEntry(&es, aujourdhui)
	switch r.Etat {
	case EnEntree:
		requirePlanned(&es, "date_entree_prevue", r.Entree.DateEntreePrevue, "Indiquez la date d'entrée prévue.")
		if len(es) == 0 { // both days make sense
			requireOrder(&es, "date_entree_prevue", r.Entree.DateEntreePrevue, r.Formation.DateFinPrevue, "L'entrée prévue est après la fin prévue de la formation. Vérifiez les deux dates.")
		}
	case Sorti:
		r.validateEnd(&es, s, aujourdhui)
	case Abandonne:
		r.validateAbandon(&es, aujourdhui)
	case Repositionnement:
		requireCode(&es, "solution", r.Issue.Solution, autresFormations, "Choisissez la solution retenue.")
		r.validateBefore(&es, s, aujourdhui)
	case SansSuite:
		requireCode(&es, "motif", r.MotifSansSuite, MotifsSansSuite, "Indiquez pourquoi le besoin a été refermé.")
	}
	r.validateTexts(&es)
	return es.Err()
}

func (r Reprise) validateEnd(es *Erreurs, s Siae, aujourdhui Date) {
	requirePast(es, "date_fin", r.Issue.DateFin, aujourdhui)
	requireOrder(es, "date_fin", r.Entree.DateEntree, r.Issue.DateFin, "La fin est avant l'entrée. Vérifiez les deux dates.")
	requireCode(es, "situation", r.Issue.Situation, SituationsFor(s.Type), "")
	requireCode(es, "evaluation", r.Issue.Evaluation, Evaluations, "")
}

func (r Reprise) validateAbandon(es *Erreurs, aujourdhui Date) {
	requirePast(es, "date_abandon", r.Issue.DateAbandon, aujourdhui)
	requireOrder(es, "date_abandon", r.Entree.DateEntree, r.Issue.DateAbandon, "L'abandon est avant l'entrée. Vérifiez les deux dates.")
	if len(r.Issue.MotifsAbandon) == 0 {
		es.Add("motifs", "Choisissez au moins un motif.")
	}
	for _, m := range r.Issue.MotifsAbandon {
		requireCode(es, "motifs", m, MotifsAbandon, "")
	}
}

// hasBefore: a repositionnement that follows a training, rather than an entry
// that never took place.
func (r Reprise) hasBefore() bool {
	i := r.Issue
	return !r.Entree.DateEntree.IsZero() || !i.DateFin.IsZero() || !i.DateAbandon.IsZero() || len(i.MotifsAbandon) > 0 ||
		i.HeuresRealisees != nil || i.Evaluation != "" || i.Situation != ""
}

// validateBefore checks the training that came before a repositionnement, when
// something of it is known: it counts in the figures, hence it has an entry and
// an end.
func (r Reprise) validateBefore(es *Erreurs, s Siae, aujourdhui Date) {
	if !r.hasBefore() {
		return
	}
	i, fin := r.Issue, r.Issue.DateAbandon
	if r.Entree.DateEntree.IsZero() {
		es.Add("date_entree", "Indiquez la date d'entrée réelle de la formation d'avant. Si personne n'y est entré, videz ce qui la décrit.")
		return
	}
	r.requireEntry(es, aujourdhui)
	switch {
	case !i.DateFin.IsZero() && !i.DateAbandon.IsZero():
		es.Add("date_abandon", "La formation d'avant est terminée ou abandonnée : gardez une seule des deux dates.")
	case !i.DateFin.IsZero():
		fin = i.DateFin
		r.validateEnd(es, s, aujourdhui)
	case i.DateAbandon.IsZero():
		es.Add("date_abandon", "La formation d'avant a pris fin : indiquez la date de l'abandon, ou la date de fin si elle est allée à son terme.")
	default:
		r.validateAbandon(es, aujourdhui)
	}
	requireOrder(es, "depuis", fin, r.Depuis, "Le repositionnement est avant la fin de la formation, le "+fin.Francais()+". Vérifiez les deux dates.")
}

func (r Reprise) validateSince(es *Erreurs, aujourdhui Date) {
	switch r.Etat {
	case EnFinancement, EnEntree, Repositionnement, SansSuite:
		requirePast(es, "depuis", r.Depuis, aujourdhui)
		requireOrder(es, "depuis", r.Besoin.Date, r.Depuis, "Cette date est avant celle du besoin. Vérifiez les deux dates.")
	}
}

// validateTexts holds what was typed freely to the bounds of the machine's own
// fields.
func (r Reprise) validateTexts(es *Erreurs) {
	if h := r.Issue.HeuresRealisees; h != nil && !(*h >= 0 && *h <= 5000) { // NaN too
		es.Add("heures", "Indiquez un nombre d'heures entre 0 et 5 000.")
	}
	if r.Issue.AvisOf < 0 || r.Issue.AvisOf > 5 {
		es.Add("avis_of", "Choisissez un avis de 1 à 5.")
	}
	for _, t := range []struct{ champ, texte string }{
		{"lieu_entree", r.Entree.LieuEntree}, {"contact_entree", r.Entree.ContactEntree}, {"certification", r.Issue.Certification},
	} {
		limitText(es, t.champ, t.texte, 200)
	}
	limitNote(es, "avis_detail", r.Issue.AvisDetail)
	limitNote(es, "solution_detail", r.Issue.SolutionDetail)
}

func (r Reprise) validateEntry(es *Erreurs, aujourdhui Date) {
	switch r.Etat {
	case EnDeroulement, Sorti, Abandonne:
		r.requireEntry(es, aujourdhui)
	}
	if r.Etat != EnEntree { // there it is asked, and judged as such
		limitDate(es, "date_entree_prevue", r.Entree.DateEntreePrevue)
	}
}

func (r Reprise) requireEntry(es *Erreurs, aujourdhui Date) {
	requirePast(es, "date_entree", r.Entree.DateEntree, aujourdhui)
	requireOrder(es, "date_entree", r.Besoin.Date, r.Entree.DateEntree, "L'entrée est avant la date du besoin. Vérifiez les deux dates.")
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
	if d.Salarie.Gele {
		return nil, CheckOpen(d)
	}
	r.deriveDepuis()
	if err := r.validate(d.Siae, aujourdhui); err != nil {
		return nil, err
	}
	lus, err := requireAcquittes(r.missing(), r.Acquittes)
	if err != nil {
		return nil, err
	}
	r.keepOnlyFactsOfState()
	apres := d.Clone()
	apres.Parcours = Parcours{
		SiaeID: qui.SiaeID, SalarieID: d.Salarie.ID, Etat: r.Etat, EtatDepuis: r.Depuis, Version: 1, Tentative: 1,
		Intitule: strings.TrimSpace(r.Besoin.Intitule), Origine: r.Besoin.Origine, Description: strings.TrimSpace(r.Besoin.Description),
		DateBesoin: r.Besoin.Date, CreeLe: maintenant, CreePar: qui.UtilisateurID,
	}
	apres.Tentatives = []Tentative{{SiaeID: qui.SiaeID, Numero: 1, Formation: r.Formation, Entree: r.Entree, Issue: r.Issue}}
	if r.Etat == Repositionnement && r.hasBefore() && r.Issue.Solution != "report" {
		// As a repositionnement does: the training of before keeps its try.
		apres.Parcours.Tentative = 2
		apres.Tentatives = append(apres.Tentatives, Tentative{SiaeID: qui.SiaeID, Numero: 2})
	}
	apres.Passages = []Passage{{
		SiaeID: qui.SiaeID, Transition: Reprendre, Vers: r.Etat, Date: r.Depuis, Tentative: 1, Champs: r.saisie(),
		Avertissements: lus, AuteurID: qui.UtilisateurID, CreeLe: maintenant,
	}}
	return apres, nil
}

// deriveDepuis takes the date of the state from the fact that led to it.
func (r *Reprise) deriveDepuis() {
	switch r.Etat {
	case BesoinIdentifie:
		r.Depuis = r.Besoin.Date
	case EnDeroulement:
		r.Depuis = r.Entree.DateEntree
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
	fin, abandon := r.Issue, Issue{DateAbandon: r.Issue.DateAbandon, MotifsAbandon: r.Issue.MotifsAbandon, HeuresRealisees: r.Issue.HeuresRealisees}
	fin.DateAbandon, fin.MotifsAbandon, fin.Solution, fin.SolutionDetail = Date{}, nil, "", ""
	issue := Issue{}
	switch r.Etat {
	case Sorti:
		issue = fin
	case Abandonne:
		issue = abandon
	case Repositionnement:
		switch {
		case !r.Issue.DateFin.IsZero():
			issue = fin
		case r.hasBefore():
			issue = abandon
		}
		issue.Solution, issue.SolutionDetail = r.Issue.Solution, r.Issue.SolutionDetail
	}
	switch {
	case r.Etat == EnDeroulement || r.Etat == Sorti || r.Etat == Abandonne:
	case r.Etat == Repositionnement && r.hasBefore():
	case r.Etat == EnEntree:
		r.Entree.DateEntree = Date{}
	default:
		r.Entree = Entree{}
	}
	r.Issue = issue
}

// saisie writes the facts under the same names as the transitions do, so that
// every figure reads both alike.
func (r Reprise) saisie() Saisie {
	s := Saisie{"origine": r.Besoin.Origine}
	put := func(champ, valeur string) {
		if valeur != "" {
			s[champ] = valeur
		}
	}
	put("date_entree_prevue", r.Entree.DateEntreePrevue.String())
	put("date_entree", r.Entree.DateEntree.String())
	put("date_fin", r.Issue.DateFin.String())
	put("date_abandon", r.Issue.DateAbandon.String())
	put("motifs", strings.Join(r.Issue.MotifsAbandon, ","))
	put("evaluation", r.Issue.Evaluation)
	put("situation", r.Issue.Situation)
	put("solution", r.Issue.Solution)
	if h := r.Issue.HeuresRealisees; h != nil {
		put("heures", writeHeures(*h))
	}
	if !r.Entree.DateEntree.IsZero() {
		keepFormation(s, r.Formation)
	}
	if r.Etat == SansSuite {
		put("motif", r.MotifSansSuite)
	}
	return s
}
