package app_test

import (
	"context"
	"encoding/json"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"parcours.example/config"
	"parcours.example/internal/app"
	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

// TestTheHistorySaysWhoWhatBeforeAfterAndWhy for a transition, an act and an
// undoing.
func TestTheHistorySaysWhoWhatBeforeAfterAndWhy(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.EnDeroulement)
	dem := r.ask("abandonner", le2025(4, 25), parcours.Saisie{"motifs": "mobilite", "solutions_cherchees": "Covoiturage."})
	dem.Commentaire = "Le bus ne passe plus."
	r.must(r.ApplyTransition(t.Context(), r.DoubleAci, r.id, dem, ""))
	h := must[*app.HistoriqueLu](t)(r.ListHistorique(t.Context(), r.qui, r.id))
	if len(h.Passages) != 5 || h.Noms[r.DoubleAci.UtilisateurID] != "Dominique Deux" {
		t.Errorf("passages %d, names %v", len(h.Passages), h.Noms)
	}
	tables := map[string]parcours.Ecriture{}
	for _, l := range h.Lignes {
		if l.Acte == "abandonner" {
			tables[l.NomTable] = l
			if *l.UtilisateurID != r.DoubleAci.UtilisateurID || l.Motif != "Le bus ne passe plus." || l.Instant.IsZero() {
				t.Errorf("who and why: %+v", l)
			}
		}
	}
	for table, champ := range map[string]struct{ nom, avant, apres string }{
		"parcours": {"etat", "deroulement", "abandon"}, "presence": {"date_abandon", "",
			"2025-04-25"}, "passage": {"commentaire", "", "Le bus ne passe plus."},
	} {
		if a, b := textIn(t, tables[table].Avant, champ.nom), textIn(t, tables[table].Apres, champ.nom); a != champ.avant || b != champ.apres {
			t.Errorf("%s: %s goes from %q to %q", table, champ.nom, a, b)
		}
	}
	r.must(r.RectifyPassage(t.Context(), r.Aci.Directeur, r.id, r.fiche().Parcours.Version, "Elle est revenue", ""))
	h = must[*app.HistoriqueLu](t)(r.ListHistorique(t.Context(), r.qui, r.id))
	if l := h.Lignes[0]; l.Acte != "rectifier" || l.Motif != "Elle est revenue" || *l.UtilisateurID != r.Aci.Directeur.UtilisateurID {
		t.Errorf("the undoing: %+v", l)
	}
	_, err := r.ListHistorique(t.Context(), r.Aci.Encadrant, r.id)
	wantCode(t, err, parcours.Interdit)
}

func textIn(t *testing.T, b json.RawMessage, champ string) string {
	t.Helper()
	m := map[string]any{}
	if len(b) > 0 {
		if err := json.Unmarshal(b, &m); err != nil {
			t.Fatal(err)
		}
	}
	s, _ := m[champ].(string)
	return s
}

// callDeed calls a deed by reflection: an identity, and id wherever a number
// that may name something is asked.
func callDeed(t *testing.T, a *app.App, methode string, qui parcours.Identite, id int64) error {
	t.Helper()
	f := reflect.ValueOf(a).MethodByName(methode)
	var args []reflect.Value
	for i := range f.Type().NumIn() {
		switch p := f.Type().In(i); {
		case f.Type().IsVariadic() && i == f.Type().NumIn()-1:
		case p == reflect.TypeFor[context.Context]():
			args = append(args, reflect.ValueOf(t.Context()))
		case p == reflect.TypeFor[parcours.Identite]():
			args = append(args, reflect.ValueOf(qui))
		case p == reflect.TypeFor[int64]():
			args = append(args, reflect.ValueOf(id))
		case p == reflect.TypeFor[*int64]():
			args = append(args, reflect.ValueOf(&id))
		case p == reflect.TypeFor[parcours.Salarie]():
			args = append(args, reflect.ValueOf(parcours.Salarie{ID: id, Version: 1, Nom: "X", Prenom: "Y"}))
		case p == reflect.TypeFor[app.LigneFinancement]():
			args = append(args, reflect.ValueOf(app.LigneFinancement{ID: id}))
		case p == reflect.TypeFor[parcours.Deplacable]():
			args = append(args, reflect.ValueOf(parcours.ObjetFrein))
		case p == reflect.TypeFor[io.Writer]():
			args = append(args, reflect.ValueOf(&strings.Builder{}))
		case p.Kind() == reflect.Func:
			args = append(args, reflect.MakeFunc(p, func([]reflect.Value) []reflect.Value { return nil }))
		default:
			args = append(args, reflect.Zero(p))
		}
	}
	sortie := f.Call(args)
	err, _ := sortie[len(sortie)-1].Interface().(error)
	return err
}

// deedsOnSomething lists the deeds that name something: an identity and an id.
func deedsOnSomething() []string {
	noms := []string{"UpdateSalarie"} // its id is in the struct
	for m := range reflect.TypeFor[*app.App]().Methods() {
		qui, id := false, false
		for i := range m.Type.NumIn() {
			qui = qui || m.Type.In(i) == reflect.TypeFor[parcours.Identite]()
			id = id || m.Type.In(i) == reflect.TypeFor[int64]()
		}
		if qui && id {
			noms = append(noms, m.Name)
		}
	}
	return noms
}

// TestAnotherSiaesIdIsNotFound tries every deed that names something with the
// ids of another SIAE: a deed added later is tried unasked. All the ids of the
// first SIAE are 1, so that each deed finds what it looks for.
func TestAnotherSiaesIdIsNotFound(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	r := &recit{essai: e, t: t, qui: e.Aci.Cip, salarie: e.Salarie(t, e.Aci, "Nadia", "Benali")}
	r.id = must[int64](t)(e.IdentifyBesoin(t.Context(), r.qui, r.salarie.ID, besoinDeNadia, ""))
	ligne := r.fund("prf", 100)
	r.must(r.SubmitDossier(t.Context(), r.qui, r.id, app.LigneFinancement{ID: ligne}, aujourdhui))
	apercu := must[*app.Apercu](t)(e.PreviewImport(t.Context(), r.qui, "liste.csv", []byte("Nom;Prénom\nPetit;Léa\n"), ""))
	avecGuide := withGuide(t, e)
	ajout := must[int64](t)(avecGuide.AddAjout(t.Context(), r.qui, garage(), ""))
	signale := must[int64](t)(avecGuide.SignalerItem(t.Context(), r.qui,
		parcours.GuideSignalement{Item: "RES-02", Genre: "perime", Motif: "Lien mort"}, ""))
	chez := must[*parcours.Organisme](t)(e.AddOrganisme(t.Context(), r.qui, parcours.Organisme{Nom: "GRETA"}, "")).ID
	groupe := must[*parcours.Groupe](t)(e.AddGroupe(t.Context(), r.qui, parcours.Groupe{Intitule: "CACES"}, "")).ID
	piece, frein := r.fiche().Pieces[0].ID, r.fiche().Freins[0].ID
	ids := []int64{r.salarie.ID, r.id, ligne, piece, frein, apercu.ID, ajout, signale, chez, groupe, e.Aci.Siae.ID}
	if slices.Max(ids) != 1 {
		t.Fatalf("ids %v, want 1 everywhere", ids)
	}
	deeds := deedsOnSomething()
	if len(deeds) < 35 {
		t.Fatalf("only %d deeds found: the test has gone blind", len(deeds))
	}
	avant := countHistory(t, r)
	for _, deed := range deeds {
		for _, qui := range []parcours.Identite{e.Etti.Directeur, e.Etti.Cip} {
			err := callDeed(t, e.App, deed, qui, 1)
			if ok := parcours.IsCode(err, parcours.Introuvable) || deed == "CheckPrecedent" &&
				parcours.IsCode(err, parcours.Invalide) || qui.Role == parcours.Cip && parcours.IsCode(err, parcours.Interdit); !ok {
				t.Errorf("%s as %s of another SIAE: %v, want introuvable", deed, qui.Role, err)
			}
		}
	}
	if apres := countHistory(t, r); apres != avant {
		t.Errorf("%d changes were written", apres-avant)
	}
	// The same calls from inside find what they look for: the ids were good.
	for _, deed := range deeds {
		if err := callDeed(t, avecGuide, deed, e.Aci.Directeur, 1); deed != "SwitchSiae" && parcours.IsCode(err, parcours.Introuvable) {
			t.Errorf("%s as the directeur: %v", deed, err)
		}
	}
}

// countHistory counts the changes kept about the ACI, whatever their table.
func countHistory(t *testing.T, r *recit) (n int) {
	t.Helper()
	conn := must[*pgx.Conn](t)(pgx.Connect(t.Context(), r.URL))
	defer conn.Close(context.Background())
	_, err := conn.Exec(t.Context(), `SELECT set_config('app.siae_id', '1', false)`)
	r.must(err)
	r.must(conn.QueryRow(t.Context(), `SELECT count(*) FROM historique`).Scan(&n))
	if n == 0 {
		t.Fatal("no history at all")
	}
	return n
}

// TestAnEncadrantOnlySignalsAndObserves: every other deed is refused to him
// before anything is looked for.
func TestAnEncadrantOnlySignalsAndObserves(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	siens := []string{"IdentifyBesoin", "FindPersonne", "LogObservation", "ListObservations", "CheckPrecedent", "SwitchSiae",
		"CorrectSalarie"}
	for _, deed := range deedsOnSomething() {
		err := callDeed(t, r.App, deed, r.Aci.Encadrant, r.id)
		if interdit := parcours.IsCode(err, parcours.Interdit); interdit == slices.Contains(siens, deed) &&
			deed != "IdentifyBesoin" && deed != "SwitchSiae" {
			t.Errorf("%s as an encadrant: %v", deed, err)
		}
	}
	if r.fiche().Parcours.Version != 1 {
		t.Error("he changed something")
	}
}

// TestAFrozenFileRefusesEveryDeed that would change it, and is still read.
func TestAFrozenFileRefusesEveryDeed(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	ligne := r.fund("prf", 100)
	piece := r.fiche().Pieces[0].ID
	freeze(t, r.essai, r.salarie.ID)
	ctx := t.Context()
	avant := countHistory(t, r)
	besoin := besoinDeNadia
	besoin.Acquittes = []string{"autre_parcours_ouvert"}
	_, errBesoin := r.IdentifyBesoin(ctx, r.qui, r.salarie.ID, besoin, "")
	_, errReprise := r.ResumeParcours(ctx, r.qui, r.salarie.ID, parcours.Reprise{Etat: parcours.BesoinIdentifie, Besoin: besoin}, "")
	_, errSuivi := r.LogSuivi(ctx, r.qui, r.id, appel("x"), "")
	_, errLigne := r.AddFinancement(ctx, r.qui, r.id, parcours.Financement{Dispositif: "prf"}, "")
	_, absence := r.ReportNonPresentation(ctx, r.qui, r.id, parcours.NonPresentation{Date: aujourdhui, Motif: "autre"}, "")
	_, autreJour := r.PlanEntree(ctx, r.qui, r.id, parcours.EntreePrevue{Date: aujourdhui}, "")
	for nom, err := range map[string]error{
		"need": errBesoin, "taking over": errReprise, "contact": errSuivi, "line": errLigne,
		"transition":  r.ApplyTransition(ctx, r.qui, r.id, r.ask("classer_sans_suite", aujourdhui, parcours.Saisie{"motif": "doublon"}), ""),
		"undoing":     r.RectifyPassage(ctx, r.qui, r.id, 1, "x", ""),
		"formation":   r.ChooseFormation(ctx, r.qui, r.id, 1, proprete, ""),
		"contraintes": r.SetFreinsGestion(ctx, r.qui, r.id, 0, []string{"clients"}),
		"securing":    r.Secure(ctx, r.qui, r.id, nil, []parcours.Securisation{{Code: "pmsmp", Reponse: "fait"}}),
		"submitting":  r.SubmitDossier(ctx, r.qui, r.id, app.LigneFinancement{ID: ligne}, aujourdhui),
		"answer":      r.RecordReponse(ctx, r.qui, r.id, app.LigneFinancement{ID: ligne}, parcours.Reponse{Reponse: "accorde", Date: aujourdhui}),
		"own money":   r.AgreeFondsPropres(ctx, r.Aci.Directeur, r.id, app.LigneFinancement{ID: ligne}, aujourdhui),
		"removal":     r.DeleteFinancement(ctx, r.qui, r.id, app.LigneFinancement{ID: ligne}),
		"paper":       r.TickPiece(ctx, r.qui, r.id, piece, new(parcours.Date{}), aujourdhui),
		"absence":     absence,
		"other day":   autreJour,
		"impact":      r.measure(r.qui, parcours.Impact{Date: aujourdhui, Effets: []string{"embauche"}}, ""),
		"closing":     r.CloseParcours(ctx, r.qui, r.id, 1, parcours.Cloture{Date: aujourdhui, Motif: "depart"}, ""),
		"reopening":   r.ReopenParcours(ctx, r.qui, r.id, 1, ""),
	} {
		if e := wantCode(t, err, parcours.Conflit); !strings.Contains(e.Message, "gelé") {
			t.Errorf("%s: %v", nom, err)
		}
	}
	if apres := countHistory(t, r); apres != avant || len(r.fiche().Transitions) != 0 {
		t.Errorf("%d changes were written", apres-avant)
	}
}

// withGuide is the program with the real guide.
func withGuide(t *testing.T, e *essai) *app.App {
	t.Helper()
	return app.New(app.Options{DB: e.DB, Guide: must[*guide.Guide](t)(guide.Load(config.Guide)), Jetons: jetonsEssai(t),
		MotsDePasse: motsDePasseEssai(),
		Maintenant:  e.horloge.now, Aujourdhui: e.Aujourdhui})
}

// TestTheGuideSpeaksOfThisParcours: it is told codes, and answers advice with
// its reasons.
func TestTheGuideSpeaksOfThisParcours(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.EnFinancement)
	f := r.fiche()
	s := app.SituationOf(&f.Dossier, r.qui, aujourdhui)
	if s.Etat != parcours.EnFinancement || s.TypeSiae != "ACI" || s.Departement != "80" ||
		!slices.Equal(s.Freins, []string{"mobilite"}) || !slices.Equal(s.Dispositifs, []string{"sans_cout"}) || s.Role != parcours.Cip {
		t.Errorf("told %+v", s)
	}
	avis := must[*app.FicheParcours](t)(withGuide(t, r.essai).FindParcours(t.Context(), r.qui, r.id)).ListRecommandations()
	if len(avis) == 0 || avis[0].Titre == "" || avis[0].Source() == "" {
		t.Errorf("%d pieces of advice", len(avis))
	}
}

// TestAPersonsFileKeepsItsOwnHistory: who changed what about them, before and
// after; what belongs to a parcours stands on the parcours.
func TestAPersonsFileKeepsItsOwnHistory(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	s := r.salarie
	s.Telephone = "06 39 98 00 01"
	if _, err := r.UpdateSalarie(t.Context(), r.qui, s, ""); err != nil {
		t.Fatal(err)
	}
	h := must[*app.HistoriqueLu](t)(r.ListHistoriqueSalarie(t.Context(), r.qui, s.ID))
	var telephone bool
	for _, l := range h.Lignes {
		if l.NomTable == "parcours" || l.NomTable == "suivi" {
			t.Errorf("%s belongs to the parcours", l.NomTable)
		}
		telephone = telephone || l.NomTable == "salarie" && textIn(t, l.Apres, "telephone") == s.Telephone &&
			*l.UtilisateurID == r.qui.UtilisateurID
	}
	if !telephone || h.Noms[r.qui.UtilisateurID] == "" {
		t.Errorf("the new number, or its author, is missing: %+v", h.Lignes)
	}
}
