package app_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// recit is the story of one parcours, told by somebody.
type recit struct {
	*essai
	t       *testing.T
	qui     parcours.Identite
	salarie parcours.Salarie
	id      int64
}

// le2025 is a day of the story.
func le2025(mois time.Month, jour int) parcours.Date { return parcours.NewDate(2025, mois, jour) }

var besoinDeNadia = parcours.Besoin{Origine: "salarie", Intitule: "Agent de propreté", Description: "Elle aime le travail bien fait.",
	Date: le2025(3, 3), Freins: []string{"mobilite"}}

var proprete = parcours.Formation{
	Intitule: "Agent de propreté et d'hygiène", Type: "certifiante", Organisme: "GRETA", Lieu: "of",
	DateDebutPrevue: le2025(4, 14), DateFinPrevue: le2025(5, 30), HeuresPrevues: 105, Cout: 210000, CoutConnu: true,
}

// newRecit begins a story: the CIP of the ACI noted a need of Nadia Benali.
func newRecit(t *testing.T) *recit {
	t.Helper()
	e := newEssai(t)
	r := &recit{essai: e, t: t, qui: e.Aci.Cip, salarie: e.Salarie(t, e.Aci, "Nadia", "Benali")}
	r.id = must[int64](t)(e.IdentifyBesoin(t.Context(), r.qui, r.salarie.ID, besoinDeNadia, ""))
	return r
}

func (r *recit) as(qui parcours.Identite) *recit { c := *r; c.qui = qui; return &c }

func (r *recit) fiche() *app.FicheParcours {
	r.t.Helper()
	return must[*app.FicheParcours](r.t)(r.FindParcours(r.t.Context(), r.qui, r.id))
}

func (r *recit) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

// ask is a transition asked from the file as it stands.
func (r *recit) ask(code string, le parcours.Date, champs parcours.Saisie, acquittes ...string) parcours.Demande {
	r.t.Helper()
	return parcours.Demande{Transition: code, Version: r.fiche().Parcours.Version, Date: le, Champs: champs, Acquittes: acquittes}
}

// pass applies a transition, having read its warnings; it returns their codes.
func (r *recit) pass(code string, le parcours.Date, champs parcours.Saisie) []string {
	r.t.Helper()
	r.horloge.advance(time.Minute) // what is written at once is of one act
	dem := r.ask(code, le, champs)
	err := r.ApplyTransition(r.t.Context(), r.qui, r.id, dem, "")
	if es := parcours.ErreursOf(err); len(es) == 1 && len(es[0].AAcquitter) > 0 {
		for _, c := range es[0].AAcquitter {
			dem.Acquittes = append(dem.Acquittes, c.Code)
		}
		err = r.ApplyTransition(r.t.Context(), r.qui, r.id, dem, "")
	}
	if err != nil {
		r.t.Fatalf("%s: %v", code, err)
	}
	return dem.Acquittes
}

func (r *recit) choose(f parcours.Formation) {
	r.t.Helper()
	r.insist(func(ctx context.Context) error {
		return r.ChooseFormation(ctx, r.qui, r.id, r.fiche().Parcours.Version, f, "")
	})
}

// insist does a deed, then again with the warnings that it met.
func (r *recit) insist(deed func(context.Context) error) {
	r.t.Helper()
	err := deed(r.t.Context())
	if es := parcours.ErreursOf(err); len(es) == 1 && len(es[0].AAcquitter) > 0 {
		var lus []string
		for _, c := range es[0].AAcquitter {
			lus = append(lus, c.Code)
		}
		err = deed(app.Acknowledge(r.t.Context(), lus))
	}
	r.must(err)
}

// fund adds a line to the plan; « sans coût » first makes the training free.
func (r *recit) fund(dispositif string, centimes int64) int64 {
	r.t.Helper()
	if f := r.fiche().Courante().Formation; dispositif == "sans_cout" && f.Cout > 0 {
		f.Cout = 0
		r.choose(f)
	}
	var f *parcours.Financement
	r.insist(func(ctx context.Context) (err error) {
		f, err = r.AddFinancement(ctx, r.qui, r.id, parcours.Financement{Dispositif: dispositif, MontantDemande: centimes}, "")
		return err
	})
	return f.ID
}

func (r *recit) log(le, prochain parcours.Date, texte string) int64 {
	r.t.Helper()
	return must[*parcours.Suivi](r.t)(r.LogSuivi(r.t.Context(), r.qui, r.id,
		parcours.Suivi{Date: le, Avec: "salarie", Canal: "telephone", Texte: texte, DateProchain: prochain}, "")).ID
}

// to brings the story to a state by the shortest way.
func (r *recit) to(etat parcours.Etat) *recit {
	r.t.Helper()
	for _, pas := range []struct {
		vers parcours.Etat
		fait func()
	}{
		{parcours.BesoinIdentifie, func() {}},
		{parcours.EnFinancement, func() {
			r.choose(proprete)
			r.fund("sans_cout", 0)
			r.pass("demander_financement", le2025(3, 10), nil)
		}},
		{parcours.EnEntree, func() { r.pass("planifier_entree", le2025(4, 1), parcours.Saisie{"date_entree_prevue": "2025-04-14"}) }},
		{parcours.EnDeroulement, func() { r.pass("confirmer_entree", le2025(4, 14), parcours.Saisie{"controle_venu": "oui"}) }},
		{parcours.Sorti, func() {
			r.pass("terminer", le2025(5, 30), parcours.Saisie{"heures": "105", "evaluation": "reussie", "situation": "emploi"})
		}},
	} {
		pas.fait()
		if pas.vers == etat {
			return r
		}
	}
	r.t.Fatalf("no short way to %s", etat)
	return nil
}

// TestAWholeParcours is the main job: a need, money, an entry, a training that
// breaks, another try, an outcome, and what became of it.
func TestAWholeParcours(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	ctx := t.Context()
	f := r.fiche()
	if f.Parcours.Etat != parcours.BesoinIdentifie || len(f.Freins) != 1 || len(f.Transitions) != 2 || f.Transitions[0].IsPossible() {
		t.Fatalf("at first: %+v, offers %v", f.Parcours, f.Transitions)
	}
	r.choose(proprete)
	opco := r.fund("pic_iae", 150000)
	propres := r.fund("fonds_propres", 60000)
	if lus := r.pass("demander_financement", le2025(3, 10), nil); !slices.Equal(lus, []string{"freins_sans_solution"}) {
		t.Errorf("warned of %v", lus)
	}
	r.must(r.SubmitDossier(ctx, r.qui, r.id, app.LigneFinancement{ID: opco}, le2025(3, 11)))
	r.must(r.RecordReponse(ctx, r.qui, r.id, app.LigneFinancement{ID: opco}, parcours.Reponse{Reponse: "accorde", Date: le2025(3, 28)}))
	r.must(r.AgreeFondsPropres(ctx, r.Aci.Directeur, r.id, app.LigneFinancement{ID: propres}, aujourdhui))
	for _, p := range r.fiche().Pieces {
		r.must(r.TickPiece(ctx, r.qui, r.id, p.ID, new(parcours.Date{}), aujourdhui))
	}
	r.must(r.Secure(ctx, r.qui, r.id, nil, []parcours.Securisation{{Code: "pmsmp", Reponse: "fait"}}))
	if lus := r.pass("planifier_entree", le2025(4, 1), parcours.Saisie{"date_entree_prevue": "2025-04-14"}); !slices.Equal(lus,
		[]string{"securisation_incomplete"}) {
		t.Errorf("the money is found and the papers given: warned of %v", lus)
	}
	r.pass("confirmer_entree", le2025(4, 14), parcours.Saisie{"controle_venu": "oui"})
	r.log(le2025(4, 22), le2025(4, 29), "Elle décroche : le bus ne passe plus.")
	r.pass("abandonner", le2025(4, 25), parcours.Saisie{"motifs": "mobilite,motivation", "heures": "35"})
	r.pass("repositionner", le2025(5, 5), parcours.Saisie{"solution": "autre_of", "solution_detail": "Un organisme à dix minutes."})
	if f = r.fiche(); f.Parcours.Tentative != 2 || len(f.Tentatives) != 2 || len(f.Financements) != 0 || f.Courante().Intitule != "" {
		t.Fatalf("the second try begins with %+v", f.Courante())
	}

	seconde := proprete
	seconde.Organisme, seconde.DateDebutPrevue, seconde.DateFinPrevue = "AFPA", le2025(9, 1), le2025(10, 15)
	r.choose(seconde)
	r.pass("relancer_financement", le2025(6, 2), nil)
	r.fund("sans_cout", 0)
	r.pass("planifier_entree", le2025(7, 1), parcours.Saisie{"date_entree_prevue": "2025-09-01"})
	r.pass("confirmer_entree", le2025(9, 1), parcours.Saisie{"controle_venu": "oui", "controle_demarches_bouclees": "oui"})
	r.log(le2025(10, 14), parcours.Date{}, "Bilan : elle est fière, un CDD l'attend.")
	if lus := r.pass("terminer", le2025(10, 15), parcours.Saisie{"heures": "105", "evaluation": "reussie",
		"situation": "emploi", "avis_of": "5"}); len(lus) != 0 {
		t.Errorf("nothing to warn of, warned of %v", lus)
	}
	impact := parcours.Impact{Echeance: 3, Date: parcours.NewDate(2026, 1, 16), Effets: []string{"embauche"}}
	r.must(r.measure(r.qui, impact, ""))
	r.must(r.CloseParcours(ctx, r.qui, r.id, r.fiche().Parcours.Version, parcours.Cloture{Date: aujourdhui, Motif: "suivi_termine"}, ""))
	if f = r.fiche(); len(f.Transitions) != 0 || f.Rectifiable == nil {
		t.Errorf("a closed file offers %v", f.Transitions)
	}
	r.must(r.ReopenParcours(ctx, r.qui, r.id, f.Parcours.Version, ""))

	f = r.fiche()
	if fautes := f.Incoherences(aujourdhui); len(fautes) != 0 || !f.Parcours.ClosLe.IsZero() {
		t.Errorf("the file is incoherent: %v", fautes)
	}
	une, deux := f.Presences[0], f.Presences[1]
	if une.DateAbandon != le2025(4, 25) || *f.IssueOf(&une).HeuresRealisees != 35 || f.Tentatives[0].Solution != "autre_of" ||
		une.Organisme != "GRETA" || len(une.MotifsAbandon) != 2 ||
		deux.DateFin != le2025(10, 15) || deux.Situation != "emploi" || deux.AvisOf != 5 || deux.Organisme != "AFPA" {
		t.Errorf("stays %+v", f.Presences)
	}
	var chemin []string
	for _, p := range f.Passages {
		chemin = append(chemin, p.Transition)
	}
	if veut := "identifier_besoin demander_financement planifier_entree confirmer_entree abandonner repositionner " +
		"relancer_financement planifier_entree confirmer_entree terminer"; strings.Join(chemin, " ") != veut {
		t.Errorf("way %v", chemin)
	}
	if p := f.Passages[1]; !slices.Equal(p.Avertissements, []string{"freins_sans_solution"}) || p.AuteurID != r.qui.UtilisateurID {
		t.Errorf("the warnings read are kept: %+v", p)
	}
}

func TestTheNeedIsRefusedInWords(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	identify := func(qui parcours.Identite, change func(*parcours.Besoin)) error {
		b := besoinDeNadia
		b.Acquittes = []string{"autre_parcours_ouvert"}
		change(&b)
		_, err := r.IdentifyBesoin(t.Context(), qui, r.salarie.ID, b, "")
		return err
	}
	for nom, c := range map[string]struct {
		qui    parcours.Identite
		change func(*parcours.Besoin)
		champ  string
	}{
		"no project":                {r.qui, func(b *parcours.Besoin) { b.Intitule = " " }, "intitule"},
		"a future need":             {r.qui, func(b *parcours.Besoin) { b.Date = aujourdhui.AddDays(1) }, "date"},
		"an unknown origin":         {r.qui, func(b *parcours.Besoin) { b.Origine = "voisin" }, "origine"},
		"an unknown frein":          {r.qui, func(b *parcours.Besoin) { b.Freins = []string{"justice"} }, "freins"},
		"a note of 10,000":          {r.qui, func(b *parcours.Besoin) { b.Description = strings.Repeat("é", 10_000) }, "description"},
		"an encadrant as a CIP":     {r.Aci.Encadrant, func(*parcours.Besoin) {}, "origine"},
		"a warning not read":        {r.qui, func(b *parcours.Besoin) { b.Acquittes = nil }, "avertissements_acquittes"},
		"following a stranger's":    {r.qui, func(b *parcours.Besoin) { b.Precedent = new(int64(999)) }, "precedent_id"},
		"following somebody else's": {r.qui, func(b *parcours.Besoin) { b.Precedent = r.parcoursOfAnother() }, "precedent_id"},
		"following one under way":   {r.qui, func(b *parcours.Besoin) { b.Precedent = &r.id }, "precedent_id"},
	} {
		es := parcours.ErreursOf(identify(c.qui, c.change))
		if len(es) != 1 || es[0].Champ != c.champ {
			t.Errorf("%s: %v, want one refusal beside %s", nom, es, c.champ)
		}
	}
	if n := must[*app.PageParcours](t)(r.ListParcours(t.Context(), r.qui, app.FiltreParcours{SalarieID: r.salarie.ID})).Total; n != 1 {
		t.Errorf("%d parcours: a refusal wrote something", n)
	}
	r.must(identify(r.Aci.Encadrant, func(b *parcours.Besoin) { b.Origine = "encadrant" }))
	r.to(parcours.Sorti)
	r.must(identify(r.qui, func(b *parcours.Besoin) { b.Precedent, b.Intitule = &r.id, "Permis B" }))
	// Each tells of the other.
	apres := r.fiche().Lies
	if len(apres) != 1 || apres[0].Intitule != "Permis B" || *apres[0].Precedent != r.id {
		t.Fatalf("followed by %+v", apres)
	}
	suite := must[*app.FicheParcours](t)(r.FindParcours(t.Context(), r.qui, apres[0].ID))
	if len(suite.Lies) != 1 || suite.Lies[0].ID != r.id {
		t.Errorf("following %+v", suite.Lies)
	}
}

func (r *recit) parcoursOfAnother() *int64 {
	s := r.Salarie(r.t, r.Aci, "Karim", "Petit")
	id := must[int64](r.t)(r.IdentifyBesoin(r.t.Context(), r.qui, s.ID, besoinDeNadia, ""))
	return &id
}

// TestTheNeedNotesItsFreinsOnce: those already followed are left alone.
func TestTheNeedNotesItsFreinsOnce(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	b := besoinDeNadia
	b.Freins, b.Acquittes = []string{"mobilite", "logement", "logement"}, []string{"autre_parcours_ouvert"}
	premier := must[int64](t)(r.IdentifyBesoin(t.Context(), r.qui, r.salarie.ID, b, "clé"))
	if second := must[int64](t)(r.IdentifyBesoin(t.Context(), r.qui, r.salarie.ID, b, "clé")); second != premier {
		t.Errorf("the same click made %d, then %d", premier, second)
	}
	if fs := must[[]parcours.Frein](t)(r.ListFreins(t.Context(), r.qui, r.salarie.ID)); len(fs) != 2 {
		t.Errorf("freins %+v", fs)
	}
	p := must[*app.Personne](t)(r.FindPersonne(t.Context(), r.qui, r.salarie.ID))
	if p.Nom != "Nadia Benali" || p.Ouverts != 2 || !slices.Equal(p.Freins, []string{"mobilite", "logement"}) {
		t.Errorf("the form shows %+v", p)
	}
	if p := must[*app.Personne](t)(r.FindPersonne(t.Context(), r.Aci.Encadrant, r.salarie.ID)); p.Freins != nil {
		t.Errorf("an encadrant reads the freins: %+v", p)
	}
}

// TestAParcoursIsTakenOverInEveryState: what a spreadsheet knows is enough,
// once what is missing has been read.
func TestAParcoursIsTakenOverInEveryState(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	issue := parcours.Issue{DateFin: le2025(6, 1), DateAbandon: le2025(5, 1), MotifsAbandon: []string{"mobilite"}}
	for _, etat := range parcours.Etats {
		s := e.Salarie(t, e.Aci, "P", string(etat.Code))
		r := parcours.Reprise{Etat: etat.Code, Depuis: le2025(4, 1), Besoin: besoinDeNadia, Issue: issue, MotifSansSuite: "doublon",
			Suite:            parcours.Suite{Solution: "report"},
			DateEntreePrevue: le2025(4, 14), DateEntree: le2025(4, 15)}
		if etat.Code == parcours.Repositionnement { // the training before it is kept: it is abandoned, or ended
			r.Depuis, r.Issue.DateFin = le2025(6, 1), parcours.Date{}
		}
		_, err := e.ResumeParcours(t.Context(), e.Aci.Cip, s.ID, r, "")
		if es := parcours.ErreursOf(err); len(es) == 1 {
			for _, c := range es[0].AAcquitter {
				r.Acquittes = append(r.Acquittes, c.Code)
			}
			_, err = e.ResumeParcours(t.Context(), e.Aci.Cip, s.ID, r, "")
		}
		if err != nil {
			t.Errorf("%s: %v", etat.Code, err)
			continue
		}
		l := must[*app.PageParcours](t)(e.ListParcours(t.Context(), e.Aci.Cip, app.FiltreParcours{SalarieID: s.ID})).Lignes[0]
		f := must[*app.FicheParcours](t)(e.FindParcours(t.Context(), e.Aci.Cip, l.ID))
		if fautes := f.Incoherences(aujourdhui); len(fautes) > 0 || f.Parcours.Etat != etat.Code || len(f.Freins) != 1 {
			t.Errorf("%s: %v, %+v", etat.Code, fautes, f.Parcours)
		}
	}
	_, err := e.ResumeParcours(t.Context(), e.Aci.Encadrant, 1, parcours.Reprise{}, "")
	wantCode(t, err, parcours.Interdit)
	_, err = e.ResumeParcours(t.Context(), e.Aci.Cip, 1, parcours.Reprise{Etat: parcours.EnDeroulement, Besoin: besoinDeNadia,
		DateEntree: le2025(1, 1)}, "")
	if r := wantCode(t, err, parcours.Invalide); r.Champ != "date_entree" {
		t.Errorf("an entry before the need: %v", err)
	}
}

func TestTheListOfParcoursIsBoundedAndCounted(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	p := must[*app.PageParcours](t)(r.ListParcours(t.Context(), r.qui,
		app.FiltreParcours{Comptes: true, Page: -3, ParPage: 1 << 30, SansSuivi: 30}))
	if p.Total != 1 || len(p.Lignes) != 1 || p.Compte[parcours.BesoinIdentifie] != 1 {
		t.Errorf("%+v", p)
	}
	if p := must[*app.PageParcours](t)(r.ListParcours(t.Context(), r.qui,
		app.FiltreParcours{Comptes: true, CipID: r.DoubleAci.UtilisateurID})); p.Total != 0 || len(p.Compte) != 0 {
		t.Errorf("of another CIP: %+v", p)
	}
	if !slices.Equal(app.TrisParcours(), postgres.TrisParcours()) {
		t.Error("the sorts told are not those of the storage")
	}
	_, err := r.ListParcours(t.Context(), r.Aci.Encadrant, app.FiltreParcours{})
	wantCode(t, err, parcours.Interdit)
}
