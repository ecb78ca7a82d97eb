package parcours

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"
)

// A life is a list of gestes: what somebody types in an act, on a day. Each calls the rules
// that its deed calls, then the file is read again as the database would give it.

// geste is one act: what was typed in its fields, and about which row when it has one.
type geste struct {
	acte string
	dit  Saisie
	id   int64 // of the line of the plan, the frein, the contract or the stay
	pas  int64 // its place in the life: it numbers the rows that it adds
	jour Date
}

func (g geste) source(code string) ([]string, bool) {
	dit, sent := g.dit[code]
	return nonEmpty([]string{dit}), sent
}

func (g geste) heure() time.Time {
	return neufHeures.AddDate(0, 0, g.jour.DaysSince(lundi)).Add(time.Duration(g.pas) * time.Minute)
}

// with is the act with another answer in one field.
func (g geste) with(champ, dit string) geste {
	g.dit = maps.Clone(g.dit)
	g.dit[champ] = dit
	return g
}

// do is the file once the act is done and read again.
func (g geste) do(d *Dossier) (*Dossier, error) {
	apres := d.Clone()
	write, ok := gestes[g.acte]
	if !ok {
		write = passe
	}
	apres, err := write(apres, g)
	if err != nil {
		return nil, err
	}
	return reread(d, apres, g), nil
}

// champs are those that the act asks.
func (g geste) champs() Champs {
	switch g.acte {
	case Reprendre:
		return slices.Concat(ChampsRepriseIn(Etat(g.dit["etat"])), ChampsBesoin.Without("freins", "date"),
			Champs{ChampsBesoin.Get("date").As("date_besoin", "Besoin le")})
	case Rectifier, "rouvrir":
		return nil
	case "enregistrer_reponse": // the request is corrected on its line
		return ChampsReponseLigne.Without("montant_demande")
	case IdentifierBesoin:
		return ChampsBesoin.Without("freins")
	}
	a, _ := FindActe(g.acte)
	return a.Champs.Without("freins", "presence_id")
}

// noted is an act that reads what was typed into a struct of its own.
func noted[T any](action Action, rule func(*Dossier, T, geste) error) func(*Dossier, geste) (*Dossier, error) {
	return func(d *Dossier, g geste) (*Dossier, error) {
		var x T
		err := errorsOf(g.champs().Read(g.source, &x).Err(), CheckActe(d, action))
		if err == nil {
			err = rule(d, x, g)
		}
		return d, err
	}
}

// passe is a transition, whose warnings were read.
func passe(d *Dossier, g geste) (*Dossier, error) {
	dit := maps.Clone(g.dit)
	date, commentaire := dit.Date("date"), dit["commentaire"]
	delete(dit, "date")
	delete(dit, "commentaire")
	dem := Demande{Transition: g.acte, Version: d.Parcours.Version, Date: date, Champs: Saisie(dit), Commentaire: commentaire,
		Acquittes: pointsAttention.Codes()}
	apres, err := Apply(d, dem, cip, g.jour, g.heure())
	if err == nil && apres.DernierPassage().SettlesRappels() {
		settleRappels(apres)
	}
	return apres, err
}

var gestes = map[string]func(*Dossier, geste) (*Dossier, error){
	IdentifierBesoin: func(d *Dossier, g geste) (*Dossier, error) {
		var b Besoin
		if es := g.champs().Read(g.source, &b); len(es) > 0 {
			return nil, es
		}
		b.Acquittes = pointsAttention.Codes()
		return Identify(d, b, cip, g.jour, g.heure())
	},
	Reprendre: func(d *Dossier, g geste) (*Dossier, error) {
		r := Reprise{Etat: Etat(g.dit["etat"]), Acquittes: pointsAttention.Codes()}
		es := ChampsReprise.Read(g.source, &r)
		es = append(es, ChampsBesoin.Only("origine", "intitule", "description").Read(g.source, &r.Besoin)...)
		if r.Besoin.Date = g.dit.Date("date_besoin"); g.id != 0 { // it is described
			r.Formation = aFormation()
		}
		if len(es) > 0 {
			return nil, es
		}
		return Resume(d, r, cip, g.jour, g.heure())
	},
	Rectifier: func(d *Dossier, g geste) (*Dossier, error) {
		soldes := d.DernierPassage().SettlesRappels()
		apres, err := Rectify(d, d.Parcours.Version, "Erreur.", directeur, g.jour, g.heure())
		if err == nil && soldes {
			reopenRappels(apres)
		}
		return apres, err
	},
	"choisir_formation": noted(ActionChooseFormation, func(d *Dossier, f Formation, _ geste) error {
		err := CheckFormation(d, f)
		d.Describe(f)
		return err
	}),
	"ajouter_financement": noted(ActionEditFinancement, func(d *Dossier, f Financement, g geste) error {
		err := d.CheckLigne(f, g.jour)
		d.Financements = append(d.Financements, Financement{Dispositif: f.Dispositif, Financeur: f.Financeur, Etat: FinancementPrevu,
			MontantDemande: f.MontantDemande, TentativeID: d.Courante().ID})
		return err
	}),
	"deposer_dossier": noted(ActionEditFinancement, func(d *Dossier, x struct{ Date Date }, g geste) error {
		return d.FindFinancement(g.id).Submit(x.Date, g.jour)
	}),
	"enregistrer_reponse": noted(ActionRecordReponse, func(d *Dossier, r Reponse, g geste) error {
		return d.FindFinancement(g.id).Answer(r, directeur, g.jour)
	}),
	"accorder_fonds_propres": noted(ActionEditFinancement, func(d *Dossier, x struct{ Date Date }, g geste) error {
		return d.FindFinancement(g.id).Agree(x.Date, g.jour)
	}),
	"consigner_suivi": noted(ActionLogSuivi, func(d *Dossier, s Suivi, g geste) error {
		s.Tentative = d.Parcours.Tentative
		err := cmp.Or(CheckSuiviDate(d.Parcours, s), s.Validate(g.jour), CheckRappel(d.Parcours, s), CheckSuivi(d, s))
		for i := range d.Suivis {
			if x := &d.Suivis[i]; !x.DateProchain.IsZero() && !x.Date.After(s.Date) {
				x.ProchainSolde = true
			}
		}
		d.Suivis = append(d.Suivis, s)
		return err
	}),
	"prevoir_entree": noted(ActionPlanEntree, func(d *Dossier, e EntreePrevue, _ geste) error {
		d.Plan(e)
		return e.Validate()
	}),
	"signaler_non_presentation": noted(ActionReportAbsence, func(d *Dossier, n NonPresentation, g geste) error {
		d.Miss(n)
		return n.Validate(g.jour)
	}),
	"controler_entree": noted(ActionCheckEntree, func(d *Dossier, c ControleEntree, g geste) error {
		c.PresenceID = g.id
		return second(d.AnswerControle(c, g.jour))
	}),
	"noter_heures": noted(ActionNoteHeures, func(d *Dossier, h Heures, g geste) error {
		h.PresenceID = g.id
		return second(d.NoteHeures(h, g.jour))
	}),
	"noter_evaluation": noted(ActionNoteEvaluation, func(d *Dossier, e Evaluation, g geste) error {
		e.PresenceID = g.id
		return second(d.NoteEvaluation(e, g.jour))
	}),
	"mesurer_impact": noted(ActionMeasureImpact, func(d *Dossier, i Impact, g geste) error {
		i.PresenceID = g.id
		return second(d.MeasureImpact(i, g.jour))
	}),
	"ajouter_frein": noted(ActionEditFrein, func(d *Dossier, f Frein, g geste) error {
		f.SalarieID, f.Etat = d.Salarie.ID, FreinIdentifie
		if f.Solution+f.SolutionRef != "" {
			f.Etat, f.DateSolution = FreinEnCours, g.jour
		}
		d.Freins = append(d.Freins, f)
		return f.Validate(g.jour)
	}),
	"consigner_observation": noted(ActionLogObservation, func(d *Dossier, o Observation, g geste) error {
		o.SalarieID = d.Salarie.ID
		d.Observations = append(d.Observations, o)
		return o.Validate(g.jour)
	}),
	"noter_contrat": noted(ActionLogContrat, func(d *Dossier, c Contrat, g geste) error {
		return cmp.Or(c.Validate(g.jour), second(d.LogContrat(c)))
	}),
	"finir_contrat": noted(ActionEndContrat, func(d *Dossier, f FinContrat, g geste) error {
		return cmp.Or(f.Validate(g.jour), second(d.EndContrat(g.id, f)))
	}),
	"clore": noted(ActionCloseParcours, func(d *Dossier, c Cloture, g geste) error {
		err := CheckClose(d, c, g.jour)
		d.Parcours.ClosLe, d.Parcours.MotifCloture = c.Date, c.Motif
		settleRappels(d)
		return err
	}),
	"rouvrir": func(d *Dossier, _ geste) (*Dossier, error) {
		err := CheckReopen(d)
		d.Parcours.ClosLe, d.Parcours.MotifCloture = Date{}, ""
		reopenRappels(d)
		return d, err
	},
}

func second[T any](_ T, err error) error { return err }

// settleRappels and reopenRappels are what the statements of that name do.
func settleRappels(d *Dossier) {
	for i := range d.Suivis {
		d.Suivis[i].ProchainSolde = !d.Suivis[i].DateProchain.IsZero()
	}
}

func reopenRappels(d *Dossier) {
	for i := range d.Suivis {
		s := &d.Suivis[i]
		s.ProchainSolde = !s.DateProchain.IsZero() &&
			slices.ContainsFunc(d.Suivis, func(x Suivi) bool { return x.ID > s.ID && !x.Date.Before(s.Date) })
	}
}

// reread is the file as the database gives it after an act: numbered, and in order.
func reread(avant, d *Dossier, g geste) *Dossier {
	if d.Parcours.ID == 0 {
		d.Parcours.ID = 70
	}
	number(d.Passages, g)
	number(d.Tentatives, g)
	number(d.Entrees, g)
	number(d.Presences, g)
	number(d.Controles, g)
	number(d.Heures, g)
	number(d.Evaluations, g)
	number(d.Freins, g)
	number(d.Suivis, g)
	number(d.Observations, g)
	number(d.NonPresentations, g)
	number(d.Impacts, g)
	number(d.Contrats, g)
	rereadPlan(avant, d, g)
	d.sortFaits()
	slices.SortStableFunc(d.Controles, func(x, y ControleEntree) int { return cmp.Compare(x.ID, y.ID) })
	slices.SortStableFunc(d.Observations, func(x, y Observation) int { return cmp.Or(y.Date.t.Compare(x.Date.t), cmp.Compare(y.ID, x.ID)) })
	slices.SortStableFunc(d.Freins, func(x, y Frein) int { return cmp.Compare(x.ID, y.ID) })
	slices.SortStableFunc(d.Contrats, func(x, y Contrat) int { return cmp.Or(y.Debut.t.Compare(x.Debut.t), cmp.Compare(y.ID, x.ID)) })
	return d
}

// number gives new rows their number, their author and their instant.
func number[T any](rows []T, g geste) {
	for i := range rows {
		v := reflect.ValueOf(&rows[i]).Elem()
		if f := v.FieldByName("PresenceID"); f.IsValid() {
			f.SetZero() // as it was asked: it is not kept
		}
		if v.FieldByName("ID").Int() != 0 {
			continue
		}
		id := g.pas * 10
		if c, ok := any(rows[i]).(ControleEntree); ok {
			id += int64(slices.Index(ControlesEntree.Codes(), c.Code))
		} else if _, ok := any(rows[i]).(Tentative); ok {
			id += int64(i) // a takeover may open two
		}
		v.FieldByName("ID").SetInt(id)
		for _, nom := range []string{"AuteurID", "ParcoursID", "SiaeID", "SalarieID"} {
			if f := v.FieldByName(nom); f.IsValid() && f.IsZero() {
				f.SetInt(map[string]int64{"AuteurID": cip.UtilisateurID, "ParcoursID": 70, "SiaeID": 1, "SalarieID": 7}[nom])
			}
		}
		if f := v.FieldByName("CreeLe"); f.IsValid() && f.IsZero() {
			f.Set(reflect.ValueOf(g.heure()))
		}
	}
}

// rereadPlan hands each try its lines, and each line its answers.
func rereadPlan(avant, d *Dossier, g geste) {
	lignes := slices.Concat(d.Financements, d.Anciens)
	for _, f := range slices.Concat(avant.Financements, avant.Anciens) {
		if d.FindFinancement(f.ID) == nil {
			lignes = append(lignes, f)
		}
	}
	number(lignes, g)
	slices.SortStableFunc(lignes, func(x, y Financement) int { return cmp.Compare(x.ID, y.ID) })
	d.Financements, d.Anciens, d.Reponses = nil, nil, nil
	for _, f := range lignes {
		f.TentativeID = cmp.Or(f.TentativeID, d.Courante().ID)
		f.Reponses = slices.Clone(f.Reponses)
		number(f.Reponses, g)
		for i := range f.Reponses {
			f.Reponses[i].FinancementID, f.Reponses[i].MontantDemande = f.ID, 0
		}
		d.Reponses = append(d.Reponses, f.Reponses...)
		if f.TentativeID == d.Courante().ID {
			d.Financements = append(d.Financements, f)
		} else {
			d.Anciens = append(d.Anciens, f)
		}
	}
}

// imageOf is what is compared of two files: all that a person reads, and what is due. What
// only the program counts is left out, and so are the passages that were undone and the
// answers that a row noted late has.
func imageOf(t interface{ Fatal(...any) }, d *Dossier, tard ...string) string {
	c := d.Clone()
	c.Parcours.Version, c.DerniereEntree, c.DernierePresence = 0, 0, 0
	numeros := map[int]int{}
	for i := range c.Entrees {
		numeros[c.Entrees[i].Numero] = i + 1
		c.Entrees[i].Numero, c.Entrees[i].ID = i+1, 0
		c.Entrees[i].DebutAvant, c.Entrees[i].FinAvant, c.Entrees[i].FinDite = Date{}, Date{}, false // for the next correction
	}
	for i := range c.NonPresentations {
		c.NonPresentations[i].Entree = numeros[c.NonPresentations[i].Entree]
	}
	for i := range c.Controles {
		c.Controles[i].ID, c.Controles[i].CreeLe = 0, time.Time{}
	}
	slices.SortStableFunc(c.Controles, func(x, y ControleEntree) int {
		return cmp.Or(cmp.Compare(x.Presence, y.Presence), strings.Compare(x.Code, y.Code))
	})
	essais := map[int64]int64{}
	for i := range c.Tentatives {
		essais[c.Tentatives[i].ID] = int64(i + 1)
		c.Tentatives[i].ID = 0
	}
	for _, lignes := range [][]Financement{c.Financements, c.Anciens} {
		for i := range lignes {
			lignes[i].TentativeID, lignes[i].Version = essais[lignes[i].TentativeID], 0
		}
	}
	c.Passages = keep(c.Passages, func(p Passage) bool { return p.RectifieLe == nil })
	for i := range c.Passages {
		p := &c.Passages[i]
		p.Avertissements, p.Avant, p.Champs = nil, nil, maps.Clone(p.Champs)
		maps.DeleteFunc(p.Champs, func(code, dit string) bool { return dit == "" || slices.Contains(tard, code) })
	}
	f := &Fiche{Dossier: *c, DernierOuvert: 70}
	if len(c.Suivis) > 0 {
		f.DernierContact = &c.Suivis[0]
	}
	lecture := Lire(f)
	var b strings.Builder
	for _, e := range lecture.Echeances {
		fmt.Fprintln(&b, e.Date, e.Prevue, e.Fin, e.Genre, e.Texte)
	}
	for _, e := range lecture.Evenements {
		fmt.Fprintln(&b, e.Date, e.Genre, e.Detail)
	}
	return strings.ReplaceAll(photo(t, c), "[]", "null") + "\n" + b.String()
}
