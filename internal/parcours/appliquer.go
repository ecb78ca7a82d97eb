package parcours

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/looplab/fsm"
)

// Demande is a transition that somebody asks for.
type Demande struct {
	Transition  string
	Version     int
	Date        Date
	Champs      Saisie
	Commentaire string
	// Acquittes are the codes of the warnings that were read and accepted.
	Acquittes []string
}

// Apply runs one transition on a copy of the file and returns the copy with its
// new Passage at the end. Nothing is saved here.
//
// Errors: Bloque when the row does not start here, when a rule blocks it or when
// a warning has not been acknowledged; Interdit for the role; Invalide beside
// each field; Conflit when the version is not the one of the file.
func Apply(d *Dossier, dem Demande, qui Identite, aujourdhui Date, maintenant time.Time) (*Dossier, error) {
	t, ok := FindTransition(dem.Transition)
	if !ok || len(t.De) == 0 {
		return nil, refuse("Ce passage n'existe pas. Rechargez la page et choisissez un des boutons proposés.")
	}
	if err := qui.Require(t.Action); err != nil {
		return nil, err
	}
	// Before CheckOpen: whoever lost a race against a closing must be told what
	// changed, not only that the file is closed.
	if dem.Version != d.Parcours.Version {
		return nil, StaleParcours(d, dem.Version)
	}
	if err := CheckOpen(d); err != nil {
		return nil, err
	}
	dem.Champs = dem.Champs.tidy()
	for champ, dite := range t.already(d, dem.Date) {
		if dem.Champs[champ] == "" {
			dem.Champs[champ] = dite
		}
	}
	apres, finDite := d.Clone(), dem.Champs[champFinPrevue]+dem.Champs[champNouvelleFin] != ""
	vers, err := fire(d.Parcours.Etat, t, func() (err error) {
		dem.Acquittes, err = decide(d, apres, t, dem, qui, aujourdhui)
		return err
	})
	if errors.Is(err, errNotFromHere) {
		return nil, explain(d, qui, aujourdhui, t)
	}
	if err != nil {
		return nil, err
	}
	record(apres, d, t, dem, qui, maintenant, vers)
	apres.DernierPassage().Avant.FinDite = finDite
	return apres, nil
}

// errNotFromHere: the row does not start in the state of the file.
var errNotFromHere = errors.New("transition not possible from this state")

// fire runs one row on a looplab machine and returns the state it leads to. The
// error of decide, which is called before the state changes, stops the row and is
// returned as it is. Nothing else knows of looplab: a machine is built for each
// call, because a shared one is not safe.
func fire(etat Etat, t *Transition, decide func() error) (Etat, error) {
	var refus error
	de := each(t.De, func(e Etat) string { return string(e) })
	machine := fsm.NewFSM(string(etat), fsm.Events{{Name: t.Code, Src: de, Dst: string(t.Vers)}}, fsm.Callbacks{
		"before_event": func(_ context.Context, e *fsm.Event) {
			if refus = decide(); refus != nil {
				e.Cancel(refus)
			}
		},
	})
	err := machine.Event(context.Background(), t.Code)
	switch {
	case refus != nil:
		return etat, refus
	case err != nil:
		return etat, errNotFromHere
	}
	return Etat(machine.Current()), nil
}

// decide validates the form, then asks the rules, then lets the row act on d, and asks the
// table of suspicions about what it wrote. Whatever is wrong in one field, the rest is
// judged; but nothing is written on a day that nobody knows. It returns the codes of the
// warnings that were raised and acknowledged.
func decide(avant, d *Dossier, t *Transition, dem Demande, qui Identite, aujourdhui Date) ([]string, error) {
	ctl := Controle{d.Siae, aujourdhui}
	es := t.ChampsPassage().Check(dem, ctl)
	for _, champ := range t.Champs {
		es = append(es, champ.check(ctl, []string{dem.Champs[champ.Code]})...)
	}
	for _, code := range slices.Sorted(maps.Keys(dem.Champs)) {
		if _, asked := t.Champs.Find(code); !asked {
			es.Add(code, "Ce champ n'est pas demandé pour ce passage. Rechargez la page.")
		}
	}
	for _, e := range es {
		delete(dem.Champs, e.Champ)
	}
	if es.about("date") {
		dem.Date = Date{}
	}
	for _, champ := range t.Champs {
		if v, sent := dem.Champs[champ.Code]; sent {
			dem.Champs[champ.Code] = champ.canonical(v)
		}
	}
	c := Contexte{Dossier: d, Saisie: dem.Champs, Date: dem.Date, Qui: qui, Aujourdhui: aujourdhui}
	bloquants, constats := check(t.Blocages, c), check(t.Avertissements, c)
	sansJour := slices.ContainsFunc(t.acte().Champs, func(champ Champ) bool { return champ.Genre == GenreDate && es.about(champ.Code) })
	if len(bloquants) == 0 && !sansJour {
		settle(d, t, c)
		constats = append(constats, suspect(avant, d, aujourdhui, t.Avertissements)...)
	}
	return judge("« "+t.Libelle+" » n'est pas encore possible.", es, bloquants, constats, dem.Acquittes)
}

// settle lets the row act, then writes what was typed into the fact that it describes,
// and its day.
func settle(d *Dossier, t *Transition, c Contexte) {
	if t.Effet != nil {
		t.Effet(d, c)
	}
	if t.Ligne == nil {
		return
	}
	champs, ligne := t.Champs, reflect.ValueOf(t.Ligne(d)).Elem()
	if t.Fait != "" {
		champs = append(slices.Clip(champs), Champ{Code: t.Fait, Genre: GenreDate})
		c.Saisie[t.Fait] = c.Date.String()
	}
	for _, champ := range champs {
		if ou, _ := champ.in(ligne); ou.IsValid() {
			champ.set(ligne, []string{c.Saisie[champ.Code]}) // it was read before: nothing is refused
		}
	}
}

// ChampAcquittes is the field in which the warnings that were read come back.
const ChampAcquittes = "avertissements_acquittes"

// judge refuses while a field is wrong, something blocks, or a warning has not been read: all
// at once, each once. What is found beside a wrong field is left to it. Only the warnings
// that were really raised are kept, whatever else the form sends.
func judge(debut string, fautes Erreurs, bloquants, avertissements []Constat, acquittes []string) (lus []string, err error) {
	sain := func(c Constat) bool { return !fautes.about(c.Champ) }
	e := &Erreur{Code: Bloque, Bloquants: keep(bloquants, sain)}
	for _, a := range keep(avertissements, sain) {
		lus = append(lus, a.Code)
		if !slices.Contains(acquittes, a.Code) {
			e.AAcquitter = append(e.AAcquitter, a)
		}
	}
	switch {
	case len(e.Bloquants) > 0:
		e.Message = debut + " " + strings.Join(each(e.Bloquants, func(b Constat) string { return b.Message }), " ")
		if len(e.Bloquants) == 1 {
			e.Champ = e.Bloquants[0].Champ
		}
	case len(e.AAcquitter) > 0:
		e.Champ = ChampAcquittes
		e.Message = "Lisez les points d'attention et cochez-les pour continuer : le guide recommande, vous décidez."
	case len(fautes) > 0:
		return nil, fautes
	default:
		return lus, nil
	}
	if len(fautes) > 0 {
		return nil, append(fautes, e)
	}
	return nil, e
}

// JudgeFaits refuses a deed while something that it writes is suspicious and has not been
// read: by the table, and by the deed itself (Dossier.Doutes). It gives what was read, for
// the history. A passage was judged with its own warnings.
func JudgeFaits(avant, apres *Dossier, jour Date, acquittes []string) (lus []Constat, err error) {
	if len(apres.Passages) > len(avant.Passages) {
		return nil, nil
	}
	constats := append(suspect(avant, apres, jour, nil), apres.Doutes...)
	_, err = judge("", nil, nil, constats, acquittes)
	return constats, err
}

// explain says from which state the row was asked, and what is possible there.
func explain(d *Dossier, qui Identite, aujourdhui Date, t *Transition) error {
	message := fmt.Sprintf("« %s » n'est pas possible : le parcours est en « %s ».", t.Libelle, d.Parcours.Etat.Libelle())
	possibles := each(TransitionsFor(d, qui, aujourdhui), func(o Offre) string { return "« " + o.Libelle + " »" })
	if len(possibles) > 0 {
		message += " D'ici, on peut : " + strings.Join(possibles, ", ") + "."
	}
	return refuse(message)
}

// record writes the passage and moves the file.
func record(apres, avant *Dossier, t *Transition, dem Demande, qui Identite, maintenant time.Time, vers Etat) {
	essai := avant.Courante()
	p := Passage{
		SiaeID: avant.Parcours.SiaeID, ParcoursID: avant.Parcours.ID,
		Transition: t.Code, De: avant.Parcours.Etat, Vers: vers, Date: dem.Date,
		Tentative: avant.Parcours.Tentative, Champs: dem.Champs, Commentaire: strings.TrimSpace(dem.Commentaire),
		Avertissements: dem.Acquittes, AuteurID: qui.UtilisateurID, CreeLe: maintenant,
		Avant: &Instantane{Etat: avant.Parcours.Etat, EtatDepuis: avant.Parcours.EtatDepuis,
			Numero: avant.Parcours.Tentative, Entrees: avant.becameOf(), Suite: essai.Suite, Accords: agreed(avant, apres),
			DebutPrevu: essai.DateDebutPrevue, FinPrevue: essai.DateFinPrevue},
	}
	if x := avant.lastPresence(); x != nil && t.Fait != "" {
		p.Avant.Heures = FaitsOf(avant.Heures, x)
		p.Avant.Evaluations = FaitsOf(avant.Evaluations, x)
	}
	if vers == Repositionnement {
		p.Avant.Formation = &essai.Formation
	}
	if vers == EnFinancement {
		p.Avant.Plan = map[int64]string{}
		for _, f := range avant.Financements {
			p.Avant.Plan[f.ID] = f.standing()
		}
	}
	apres.Passages = append(apres.Passages, p)
	apres.stamp(maintenant)
	apres.Parcours.Etat, apres.Parcours.EtatDepuis = vers, dem.Date
	apres.Parcours.Version++
	if p.OpensTentative() {
		apres.Parcours.Tentative++
		apres.Tentatives = append(apres.Tentatives, Tentative{
			SiaeID: avant.Parcours.SiaeID, ParcoursID: avant.Parcours.ID, Numero: apres.Parcours.Tentative})
		apres.Financements, apres.Securisations = nil, nil
	}
}

// OpensTentative: the next try begins, with its own formation and plan. A mere
// report keeps the try.
func (p Passage) OpensTentative() bool {
	return p.Vers == Repositionnement && p.Champs["solution"] != SolutionReport && p.Transition != Reprendre
}

// SettlesRappels: the open reminders no longer make sense.
func (p Passage) SettlesRappels() bool { return p.Vers == SansSuite }

// saidByStaleParcours are the columns of a parcours that StaleParcours tells, and under
// which names: what changed since does not repeat them, and says who wrote them.
var saidByStaleParcours = map[string][]string{"etat": {"etat", "passage"}, "etat_depuis": nil, "clos_le": {"cloture"}, "motif_cloture": nil}

// StaleParcours tells somebody who wrote from an old version where the file is
// now; what changed since comes with it (Erreur.Vu).
func StaleParcours(d *Dossier, version int) error {
	e := Stale("parcours", d.Parcours.ID, version)
	e.Message = "Ce parcours a changé pendant que vous écriviez. Rien n'est perdu : relisez ce qui a changé, puis recommencez."
	stands := func(champ, libelle, valeur string, depuis string, le Date) {
		e.Actuel = append(e.Actuel, ValeurActuelle{Champ: champ, Libelle: libelle, Valeur: valeur + depuis + le.Francais()})
	}
	stands("etat", "État", d.Parcours.Etat.Libelle(), ", depuis le ", d.Parcours.EtatDepuis)
	if p := d.DernierPassage(); p != nil {
		stands("passage", "Dernier passage", LibelleTransition(p.Transition), ", le ", p.Date)
	}
	if le := d.Parcours.ClosLe; !le.IsZero() {
		stands("cloture", "Clôture", MotifsCloture.Libelle(d.Parcours.MotifCloture), ", le ", le)
	}
	return e
}
