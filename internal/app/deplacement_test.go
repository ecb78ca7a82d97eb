package app_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// deuxPersonnes is a story with somebody else beside Nadia: Karim, whose need is open too.
type deuxPersonnes struct {
	*recit
	karim parcours.Salarie
	autre int64
}

func newDeuxPersonnes(t *testing.T) *deuxPersonnes {
	t.Helper()
	r := newRecit(t)
	x := &deuxPersonnes{recit: r, karim: r.Salarie(t, r.Aci, "Karim", "Haddad")}
	besoin := besoinDeNadia
	besoin.Freins = nil
	x.autre = must[int64](t)(r.IdentifyBesoin(t.Context(), r.qui, x.karim.ID, besoin, ""))
	return x
}

// move moves something without a key.
func (x *deuxPersonnes) move(objet parcours.Deplacable, id int64, vers parcours.Destination) *parcours.Deplacement {
	x.t.Helper()
	return must[*parcours.Deplacement](x.t)(x.Move(x.t.Context(), x.qui, objet, id, vers, 0, ""))
}

// tells fails unless the history says it.
func (x *deuxPersonnes) tells(historique, mot string) {
	x.t.Helper()
	if !strings.Contains(historique, mot) {
		x.t.Errorf("want %q in\n%s", mot, historique)
	}
}

const tropTard = "Noté dans le mauvais onglet."

func versParcours(id int64) parcours.Destination {
	return parcours.Destination{ParcoursID: id, Motif: tropTard}
}
func versPersonne(id int64) parcours.Destination {
	return parcours.Destination{SalarieID: id, Motif: tropTard}
}

func (x *deuxPersonnes) log(texte string, parcoursID int64, le, prochain parcours.Date) int64 {
	x.t.Helper()
	s := appel(texte)
	s.Date, s.DateProchain = le, prochain
	return must[*parcours.Suivi](x.t)(x.LogSuivi(x.t.Context(), x.qui, parcoursID, s, "")).ID
}

func (x *deuxPersonnes) suivis(parcoursID int64) map[string]parcours.Suivi {
	x.t.Helper()
	lus := map[string]parcours.Suivi{}
	for _, s := range must[*app.FicheParcours](x.t)(x.FindParcours(x.t.Context(), x.qui, parcoursID)).Suivis {
		lus[s.Texte] = s
	}
	return lus
}

func (x *deuxPersonnes) titres(h *app.HistoriqueLu, err error) string {
	x.t.Helper()
	var b strings.Builder
	for _, l := range must[*app.HistoriqueLu](x.t)(h, err).Lignes {
		b.WriteString(l.Titre() + " | " + l.Motif + " | " + string(l.Apres) + "\n")
	}
	return b.String()
}

// TestASuiviGoesToTheRightPerson: cas/24. The sentence about somebody else leaves the page
// and the history of the file, which keeps that something left, by whom and why.
func TestASuiviGoesToTheRightPerson(t *testing.T) {
	t.Parallel()
	x := newDeuxPersonnes(t)
	id := x.log("Phrase sur Karim", x.id, aujourdhui, parcours.Date{})
	fait := must[*parcours.Deplacement](t)(x.Move(t.Context(), x.qui, parcours.ObjetSuivi, id, versParcours(x.autre), 0, "clé"))
	if fait.ID == 0 || fait.VersSalarieID != x.karim.ID || *fait.ParcoursID != x.id || fait.AuteurID != x.qui.UtilisateurID {
		t.Errorf("kept %+v", fait)
	}
	if _, reste := x.suivis(x.id)["Phrase sur Karim"]; reste {
		t.Error("the file still shows it")
	}
	if s := x.suivis(x.autre)["Phrase sur Karim"]; s.ID != id || s.AuteurID != x.qui.UtilisateurID || s.Tentative != 1 {
		t.Errorf("there: %+v", s)
	}
	ici := x.titres(x.ListHistorique(t.Context(), x.qui, x.id))
	la := x.titres(x.ListHistorique(t.Context(), x.qui, x.autre))
	if strings.Contains(ici, "Phrase sur Karim") {
		t.Errorf("the history that it left says\n%s", ici)
	}
	for mot, h := range map[string]string{"Suivi déplacé vers un autre dossier": ici, tropTard: ici, "Phrase sur Karim": la,
		"Suivi arrivé d'un autre dossier": la} {
		x.tells(h, mot)
	}
	// The same click, and the same move without its key.
	for _, cle := range []string{"clé", "", "autre clé"} {
		encore := must[*parcours.Deplacement](t)(x.Move(t.Context(), x.qui, parcours.ObjetSuivi, id, versParcours(x.autre), 0, cle))
		if encore.ID != fait.ID {
			t.Errorf("again with %q: %+v", cle, encore)
		}
	}
	_, err := x.Move(t.Context(), x.qui, parcours.ObjetSuivi, id, versParcours(x.id), 0, "clé")
	wantCode(t, err, parcours.Conflit) // the same key for another move
	// And back again: nothing was lost.
	x.move(parcours.ObjetSuivi, id, versParcours(x.id))
	if ici := x.titres(x.ListHistorique(t.Context(), x.qui, x.id)); !strings.Contains(ici, "Phrase sur Karim") {
		t.Errorf("once back, the history says\n%s", ici)
	}
}

// TestAMovedSuiviSettlesTheRemindersAgain: what it settled where it was is due again, what it
// settles where it is is no longer, and its own goes along.
func TestAMovedSuiviSettlesTheRemindersAgain(t *testing.T) {
	t.Parallel()
	x := newDeuxPersonnes(t)
	avant, demain := aujourdhui.AddDays(-5), aujourdhui.AddDays(1)
	x.log("Promesse à Nadia", x.id, avant, demain)
	x.log("Promesse à Karim", x.autre, avant, demain.AddDays(2))
	id := x.log("Appel de Karim", x.id, aujourdhui, demain.AddDays(5))
	x.log("Promesse d'après", x.autre, avant, demain.AddDays(3)) // logged after it
	if !x.suivis(x.id)["Promesse à Nadia"].ProchainSolde || x.suivis(x.autre)["Promesse à Karim"].ProchainSolde != true {
		t.Fatal("the story does not begin as it says")
	}
	x.move(parcours.ObjetSuivi, id, versParcours(x.autre))
	for texte, c := range map[string]struct {
		parcoursID int64
		solde      bool
	}{"Promesse à Nadia": {x.id, false}, "Promesse à Karim": {x.autre, true}, "Appel de Karim": {x.autre, false},
		"Promesse d'après": {x.autre, false}} {
		if got := x.suivis(c.parcoursID)[texte].ProchainSolde; got != c.solde {
			t.Errorf("%s: settled %v", texte, got)
		}
	}
	// The deadlines of both are those that one reads again.
	if _, ecarts, err := x.ReadEcheances(t.Context()); err != nil || ecarts != 0 {
		t.Errorf("%d deadlines were not kept so (%v)", ecarts, err)
	}
	// A reminder of a file that is over is settled.
	x.pass("classer_sans_suite", aujourdhui, parcours.Saisie{"motif": "doublon"})
	x.move(parcours.ObjetSuivi, id, versParcours(x.id))
	if !x.suivis(x.id)["Appel de Karim"].ProchainSolde {
		t.Error("a reminder stands in a file that is over")
	}
}

// TestWhoMovesWhat: those who may mend it, between two files that take it.
func TestWhoMovesWhat(t *testing.T) {
	t.Parallel()
	x := newDeuxPersonnes(t)
	suivi := x.log("Phrase sur Karim", x.id, aujourdhui, parcours.Date{})
	observation := must[*parcours.Observation](t)(x.LogObservation(t.Context(), x.Aci.Encadrant, x.salarie.ID,
		parcours.Observation{Theme: "presence", Niveau: "bien", Texte: "À l'heure."}, "")).ID
	frein := x.fiche().Freins[0].ID
	move := func(qui parcours.Identite, objet parcours.Deplacable, id int64, vers parcours.Destination) error {
		_, err := x.Move(t.Context(), qui, objet, id, vers, 0, "")
		return err
	}
	chezEux := x.Salarie(t, x.Etti, "Ailleurs", "Autre")
	chezEuxParcours := must[int64](t)(x.IdentifyBesoin(t.Context(), x.Etti.Cip, chezEux.ID, besoinDeNadia, ""))
	suiviTo := func(qui parcours.Identite, vers int64) error {
		return move(qui, parcours.ObjetSuivi, suivi, versParcours(vers))
	}
	for nom, c := range map[string]struct {
		err  error
		code parcours.Code
	}{
		"no reason": {move(x.qui, parcours.ObjetSuivi, suivi,
			parcours.Destination{ParcoursID: x.autre, Motif: " "}), parcours.Invalide},
		"no parcours":       {move(x.qui, parcours.ObjetSuivi, suivi, parcours.Destination{Motif: tropTard}), parcours.Invalide},
		"nobody":            {move(x.qui, parcours.ObjetFrein, frein, parcours.Destination{Motif: tropTard}), parcours.Invalide},
		"the same parcours": {suiviTo(x.qui, x.id), parcours.Bloque},
		"the same person, an observation": {move(x.Aci.Directeur, parcours.ObjetObservation, observation,
			versPersonne(x.salarie.ID)), parcours.Bloque},
		"the same person, a frein":            {move(x.qui, parcours.ObjetFrein, frein, versPersonne(x.salarie.ID)), parcours.Bloque},
		"the same person, a parcours":         {move(x.qui, parcours.ObjetParcours, x.id, versPersonne(x.salarie.ID)), parcours.Bloque},
		"a parcours of another SIAE":          {suiviTo(x.qui, chezEuxParcours), parcours.Introuvable},
		"a person of another SIAE":            {move(x.qui, parcours.ObjetParcours, x.id, versPersonne(chezEux.ID)), parcours.Introuvable},
		"somebody of another SIAE":            {suiviTo(x.Etti.Directeur, chezEuxParcours), parcours.Introuvable},
		"what does not exist":                 {move(x.qui, parcours.ObjetSuivi, 999, versParcours(x.autre)), parcours.Introuvable},
		"a CIP who neither wrote nor follows": {suiviTo(x.DoubleAci, x.autre), parcours.Interdit},
		"an encadrant, a suivi":               {suiviTo(x.Aci.Encadrant, x.autre), parcours.Interdit},
	} {
		t.Run(nom, func(t *testing.T) { wantCode(t, c.err, c.code) })
	}
	x.must(move(x.Aci.Encadrant, parcours.ObjetObservation, observation, versPersonne(x.karim.ID)))
	x.horloge.advance(parcours.DelaiAuteur + time.Minute)
	wantCode(t, move(x.Aci.Encadrant, parcours.ObjetObservation, observation, versPersonne(x.salarie.ID)), parcours.Interdit)
	x.must(move(x.Aci.Directeur, parcours.ObjetObservation, observation, versPersonne(x.salarie.ID)))
	freeze(t, x.essai, x.karim.ID)
	for objet, id := range map[parcours.Deplacable]int64{parcours.ObjetObservation: observation, parcours.ObjetFrein: frein,
		parcours.ObjetParcours: x.id} {
		if e := wantCode(t, move(x.Aci.Directeur, objet, id, versPersonne(x.karim.ID)), parcours.Conflit); !strings.Contains(e.Message, "gelé") {
			t.Errorf("towards a frozen file, %s: %q", objet, e.Message)
		}
	}
	wantCode(t, move(x.Aci.Directeur, parcours.ObjetSuivi, suivi, versParcours(x.autre)), parcours.Conflit)
	wantCode(t, move(x.Aci.Directeur, parcours.ObjetParcours, x.autre, versPersonne(x.salarie.ID)), parcours.Conflit)
}

// TestAFreinGoesUnlessItIsThereAlready.
func TestAFreinGoesUnlessItIsThereAlready(t *testing.T) {
	t.Parallel()
	x := newDeuxPersonnes(t)
	frein := x.fiche().Freins[0]
	deja := must[*parcours.Frein](t)(x.AddFrein(t.Context(), x.qui, x.karim.ID, parcours.Frein{Code: frein.Code}, ""))
	_, err := x.Move(t.Context(), x.qui, parcours.ObjetFrein, frein.ID, versPersonne(x.karim.ID), 0, "")
	if e := wantCode(t, err, parcours.Invalide); !strings.Contains(e.Message, "Retirez plutôt celui-ci") {
		t.Errorf("refused with %q", e.Message)
	}
	must[*parcours.Frein](t)(x.ChangeFrein(t.Context(), x.qui, deja.ID, app.ChangementFrein{Etat: parcours.FreinLeve}))
	x.move(parcours.ObjetFrein, frein.ID, versPersonne(x.karim.ID))
	if n := len(must[[]parcours.Frein](t)(x.ListFreins(t.Context(), x.qui, x.salarie.ID))); n != 0 {
		t.Errorf("%d freins stay", n)
	}
	if n := len(must[[]parcours.Frein](t)(x.ListFreins(t.Context(), x.qui, x.karim.ID))); n != 2 {
		t.Errorf("%d freins there", n)
	}
	for id, veut := range map[int64]string{x.salarie.ID: "Frein déplacé vers un autre dossier",
		x.karim.ID: "Frein arrivé d'un autre dossier"} {
		x.tells(x.titres(x.ListHistoriqueSalarie(t.Context(), x.qui, id)), veut)
	}
}

// TestAnAbsenceGoesIntoATrainingOnly.
func TestAnAbsenceGoesIntoATrainingOnly(t *testing.T) {
	t.Parallel()
	x := newDeuxPersonnes(t)
	x.to(parcours.EnDeroulement)
	s := appel("Absente.")
	s.Date, s.Absence = le2025(4, 20), "justifiee"
	id := must[*parcours.Suivi](t)(x.LogSuivi(t.Context(), x.qui, x.id, s, "")).ID
	_, err := x.Move(t.Context(), x.qui, parcours.ObjetSuivi, id, versParcours(x.autre), 0, "")
	if e := wantCode(t, err, parcours.Invalide); e.Champ != "parcours_id" || !strings.Contains(e.Message, "corrigez d'abord le suivi") {
		t.Errorf("refused with %+v", e)
	}
	// Into a closed file whose training holds that day, it goes.
	y := *x.recit
	y.id, y.salarie = x.autre, x.karim
	y.to(parcours.Sorti)
	y.must(y.CloseParcours(t.Context(), y.qui, y.id, y.fiche().Parcours.Version, parcours.Cloture{Date: aujourdhui, Motif: "depart"}, ""))
	x.move(parcours.ObjetSuivi, id, versParcours(x.autre))
	if s := x.suivis(x.autre)["Absente."]; s.Tentative != 1 || s.Absence != "justifiee" {
		t.Errorf("there: %+v", s)
	}
}

// TestAParcoursGoesWithAllThatHangsOnIt: freins stay, what a contract would block only
// warns, links are cut, and what was put off follows.
func TestAParcoursGoesWithAllThatHangsOnIt(t *testing.T) {
	t.Parallel()
	x := newDeuxPersonnes(t)
	x.to(parcours.Sorti)
	x.log("Bilan", x.id, aujourdhui, aujourdhui.AddDays(3))
	due := x.fiche().Lecture.Echeances[0]
	must[*parcours.Differe](t)(x.DeferEcheance(t.Context(), x.qui, x.id, due.Genre, due.ObjetID,
		parcours.Remise{Date: aujourdhui.AddDays(20)}, ""))
	suite := besoinDeNadia
	suite.Precedent, suite.Freins = &x.id, nil
	lie := must[int64](t)(x.IdentifyBesoin(t.Context(), x.qui, x.salarie.ID, suite, ""))
	must[*parcours.Contrat](t)(x.LogContrat(t.Context(), x.qui, x.karim.ID, parcours.Contrat{Debut: le2025(12, 1)}, ""))
	avant := x.fiche()
	vers := versPersonne(x.karim.ID)
	_, err := x.Move(t.Context(), x.qui, parcours.ObjetParcours, x.id, vers, avant.Parcours.Version, "")
	e := wantCode(t, err, parcours.Bloque)
	for _, c := range e.AAcquitter {
		vers.Acquittes = append(vers.Acquittes, c.Code)
	}
	if slices.Sort(vers.Acquittes); !slices.Equal(vers.Acquittes, []string{"absent_de_la_siae", "lien_coupe"}) || len(e.Bloquants) > 0 {
		t.Fatalf("warned of %v, blocked by %v", vers.Acquittes, e.Bloquants)
	}
	_, err = x.Move(t.Context(), x.qui, parcours.ObjetParcours, x.id, vers, avant.Parcours.Version+1, "")
	wantCode(t, err, parcours.Conflit)
	fait := must[*parcours.Deplacement](t)(x.Move(t.Context(), x.qui, parcours.ObjetParcours, x.id, vers, avant.Parcours.Version, ""))
	apres := x.fiche()
	if apres.Salarie.ID != x.karim.ID || apres.Parcours.Version != avant.Parcours.Version+1 || len(apres.Suivis) != len(avant.Suivis) ||
		len(apres.Presences) != 1 || len(apres.Differes) != 1 || apres.Differes[0].SalarieID != x.karim.ID || len(apres.Lies) != 0 {
		t.Errorf("there: %+v", apres.Dossier.Parcours)
	}
	if len(apres.Freins) != 0 || len(must[[]parcours.Frein](t)(x.ListFreins(t.Context(), x.qui, x.salarie.ID))) == 0 {
		t.Error("the freins of the person left with the parcours")
	}
	if p := must[*app.FicheParcours](t)(x.FindParcours(t.Context(), x.qui, lie)); p.Parcours.Precedent != nil {
		t.Error("a parcours still follows one of somebody else")
	}
	if _, ecarts, err := x.ReadEcheances(t.Context()); err != nil || ecarts != 0 {
		t.Errorf("%d deadlines were not kept so (%v)", ecarts, err)
	}
	if encore := x.move(parcours.ObjetParcours, x.id, vers); encore.ID != fait.ID {
		t.Error("the same move was done twice")
	}
	for id, veut := range map[int64]string{x.salarie.ID: "Parcours déplacé vers un autre dossier",
		x.karim.ID: "Parcours arrivé d'un autre dossier"} {
		x.tells(x.titres(x.ListHistoriqueSalarie(t.Context(), x.qui, id)), veut)
	}
}

// TestTwoOppositeMovesDoNotWaitForEachOther: a suivi goes each way, many times at once.
func TestTwoOppositeMovesDoNotWaitForEachOther(t *testing.T) {
	t.Parallel()
	x := newDeuxPersonnes(t)
	var ids []int64
	for i := range 8 {
		ids = append(ids, x.log("n", []int64{x.id, x.autre}[i%2], aujourdhui, parcours.Date{}))
	}
	for i, err := range together(len(ids), func(i int) error {
		_, err := x.Move(context.Background(), x.qui, parcours.ObjetSuivi, ids[i], versParcours([]int64{x.autre, x.id}[i%2]), 0, "")
		return err
	}) {
		if err != nil {
			t.Errorf("%d: %v", i, err)
		}
	}
	// The same click twice at once moves once.
	id := x.log("une fois", x.id, aujourdhui, parcours.Date{})
	faits := make([]*parcours.Deplacement, 6)
	for i, err := range together(len(faits), func(i int) (err error) {
		faits[i], err = x.Move(context.Background(), x.qui, parcours.ObjetSuivi, id, versParcours(x.autre), 0, "une clé")
		return err
	}) {
		if err != nil && !parcours.IsCode(err, parcours.Conflit) {
			t.Errorf("%d: %v", i, err)
		}
	}
	h := x.titres(x.ListHistorique(t.Context(), x.qui, x.id))
	if n := strings.Count(h, "déplacé vers"); n != 5 { // four of the eight, and this one
		t.Errorf("%d moves are told:\n%s", n, h)
	}
}

// TestAMoveThatIsTriedMovesNothing.
func TestAMoveThatIsTriedMovesNothing(t *testing.T) {
	t.Parallel()
	x := newDeuxPersonnes(t)
	id := x.log("Phrase sur Karim", x.id, aujourdhui, aujourdhui.AddDays(2))
	_, err := x.Move(app.Try(t.Context()), x.qui, parcours.ObjetSuivi, id, versParcours(x.autre), 0, "")
	if vu, ok := errors.AsType[*app.Essai](err); !ok || len(vu.Reglees) == 0 || len(vu.Nouvelles) == 0 {
		t.Errorf("the trial says %v", err)
	}
	if _, ici := x.suivis(x.id)["Phrase sur Karim"]; !ici {
		t.Error("the trial moved it")
	}
}

// TestNothingMovesToAParcoursThatWasTakenOut: it would be read nowhere.
func TestNothingMovesToAParcoursThatWasTakenOut(t *testing.T) {
	t.Parallel()
	x := newDeuxPersonnes(t)
	id := x.log("Phrase", x.id, aujourdhui, parcours.Date{})
	x.must(x.CorrectParcours(t.Context(), x.qui, x.autre,
		parcours.Reparation{Motif: "Doublon.", Corrections: []parcours.Correction{retirer("parcours", x.autre)}}, ""))
	wantCode(t, errOf(x.Move(t.Context(), x.qui, parcours.ObjetSuivi, id, versParcours(x.autre), 0, "")), parcours.Invalide)
	if _, ici := x.suivis(x.id)["Phrase"]; !ici {
		t.Error("it left all the same")
	}
}
