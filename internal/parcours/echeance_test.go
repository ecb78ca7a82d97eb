package parcours

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// naissance is how a kind of deadline comes to a file, on which day, and what is typed in the act that settles it: the
// answers of its plain passage for none.
type naissance struct {
	dans func(testing.TB) *Dossier
	nait func(*Fiche)
	le   string
	dits []Saisie
	// hors settles it where the rule of the act is not of this package, or by another way too.
	hors func(*Fiche)
}

// spoke is what is typed of a contact with the person.
func spoke(jour string) []Saisie {
	return []Saisie{{"date": jour, "avec": AvecSalarie, "canal": "telephone", "texte": "Point fait."}}
}

func ofLigne(change func(*Financement)) func(*Fiche) {
	return func(f *Fiche) { change(&f.Financements[0]) }
}

func withoutContact(f *Fiche) { f.Suivis = nil }

var aujourdhui = lundi.String()

var naissances = map[string]naissance{
	"entree_jour": {dans: in(EnEntree), le: "2026-02-02"},
	"entree_manquee": {in(EnEntree), func(f *Fiche) { f.Miss(NonPresentation{Date: le("2026-02-03")}) }, "2026-02-03",
		[]Saisie{{"date": "2026-02-09"}}, nil},
	"observation": {in(EnFinancement), func(f *Fiche) {
		f.Observations = []Observation{{ID: 4, Date: le("2026-03-10"), Niveau: "difficile", CreeLe: neufHeures}}
	}, "2026-03-10", spoke("2026-03-11"), func(f *Fiche) { f.DernierContact = &Suivi{Date: le("2026-03-11")} }}, // in another file
	"rappel":         {in(EnFinancement), func(f *Fiche) { f.Suivis[0].DateProchain = le("2026-03-12") }, "2026-03-12", spoke("2026-03-12"), nil},
	"entree_veille":  {in(EnEntree), withoutContact, "2026-02-01", spoke("2026-02-01"), nil},
	"entree_semaine": {in(EnEntree), withoutContact, "2026-01-26", spoke("2026-01-26"), nil},
	"fin_passee":     {dans: in(EnDeroulement), le: "2026-03-07"},
	"bilan":          {in(EnDeroulement), withoutContact, "2026-02-27", spoke("2026-02-27"), nil},
	"session":        {dans: in(EnFinancement), le: "2026-01-26"},
	"entree_reportee": {func(t testing.TB) *Dossier {
		return mustApply(t, in(EnEntree)(t), "reporter_entree", le("2026-01-30"),
			Saisie{"motif": "sante", "solution": "report", "nouvelle_date": "2026-03-30"})
	}, nil, "2026-03-23", []Saisie{{"date": aujourdhui, "date_entree_prevue": "2026-03-30"}}, nil},
	"observation_seule": {func(testing.TB) *Dossier { return nobodyYet() }, func(f *Fiche) {
		f.Observations = []Observation{{ID: 4, Date: lundi, Niveau: "difficile"}}
	}, "2026-03-16", []Saisie{{"origine": "salarie", "intitule": "Agent de propreté", "date": aujourdhui}}, nil},
	"accord_directeur": {in(EnFinancement), ofLigne(func(f *Financement) {
		*f = Financement{ID: 1, Dispositif: DispositifFondsPropres, Etat: FinancementPrevu, MontantDemande: 100, CreeLe: neufHeures}
	}), "2026-03-16", []Saisie{{"date": aujourdhui}}, nil},
	"reponse": {in(EnFinancement), ofLigne(func(f *Financement) {
		f.Reponses, f.Etat, f.DateDepot = nil, FinancementDepose, le("2026-01-20")
	}), "2026-02-19", []Saisie{{"date": aujourdhui, "etat": FinancementRefuse, "motif": "Budget épuisé"}}, nil},
	"dossier": {in(EnFinancement), ofLigne(func(f *Financement) { f.Reponses, f.Etat = nil, FinancementPrevu }), "2026-01-03",
		[]Saisie{{"date": aujourdhui}}, nil},
	"frein": {in(EnEntree), func(f *Fiche) { f.Freins[0].Etat = FreinIdentifie }, "2026-01-19", nil,
		func(f *Fiche) { f.Freins[0].Etat = FreinEnCours }},
	"controle": {in(EnDeroulement), func(f *Fiche) { f.Controles = f.Controles[:1] }, "2026-02-05",
		each(ControlesEntree, func(c Terme) Saisie { return Saisie{"code": c.Code, "reponse": Oui, "date": aujourdhui} }), nil},
	"conseil": {in(EnFinancement), func(f *Fiche) {
		f.Conseils = []Conseil{{ID: 3, Item: "BP-03", Decision: ConseilPlanifie, DatePrevue: le("2026-03-20")}}
	}, "2026-03-20", nil, func(f *Fiche) { f.Conseils[0].Decision = ConseilFait }},
	"fin_contrat": {in(EnFinancement), nil, "2026-07-02", []Saisie{{"type": "cddi", "debut": "2026-09-01"}}, nil},
	"prolongation": {in(EnDeroulement), func(f *Fiche) { f.Salarie.DateFinPass = le("2026-03-02") }, "2026-01-01", nil,
		func(f *Fiche) { f.Salarie.DateFinPass = le("2026-12-31") }},
	"fin_pass": {in(EnFinancement), nil, "2027-07-02", nil, func(f *Fiche) { f.Salarie.DateFinPass = le("2028-08-31") }},
	"heures": {in(Sorti), func(f *Fiche) { f.Heures = nil }, "2026-03-21", // nobody knows them: an answer too
		[]Saisie{{"debut": "2026-02-02", "fin": "2026-03-06", "heures": HeuresInconnues}}, nil},
	"resultat": {in(Sorti), func(f *Fiche) { f.Evaluations = nil }, "2026-04-05",
		[]Saisie{{"date": "2026-03-06", "evaluation": "reussie"}}, nil},
	"impact_3":     {in(Sorti), nil, "2026-06-06", measured("3", "2026-06-08"), nil},
	"impact_6":     {in(Sorti), nil, "2026-09-06", measured("12", "2027-03-08"), nil}, // a later answer stands for it
	"impact_12":    {in(Sorti), nil, "2027-03-06", measured("12", "2027-03-08"), nil},
	"sans_contact": {in(EnDeroulement), nil, "2026-03-19", spoke("2026-03-19"), nil},
}

func measured(mois, jour string) []Saisie {
	return []Saisie{{"echeance": mois, "date": jour, "effets": "reconversion_prise_de_poste"}}
}

// settle does the act that the kind of deadline names.
func (n naissance) settle(t *testing.T, f *Fiche, acte string) {
	t.Helper()
	jour := lundi
	if n.dits == nil {
		x := nominalOf(t, acte)
		n.dits = []Saisie{maps.Clone(x.saisie)}
		n.dits[0]["date"] = x.date.String()
	}
	for i, dit := range n.dits {
		if le := dit.Date("date"); le.After(jour) {
			jour = le
		}
		g := geste{acte: acte, dit: dit, pas: int64(90 + i), jour: jour}
		if len(f.Financements) > 0 && slices.Contains([]string{"enregistrer_reponse", "deposer_dossier", "accorder_fonds_propres"}, acte) {
			g.id = f.Financements[0].ID
		}
		d, err := g.do(&f.Dossier)
		if err != nil {
			t.Fatalf("%s %v: %s", acte, dit, details(err))
		}
		f.Dossier = *d
		if len(d.Suivis) > 0 { // the last one, as it is read of all the files of the person
			f.DernierContact = &d.Suivis[0]
		}
	}
}

// dueIn are the days of one kind of deadline in a file.
func dueIn(f *Fiche, genre string) (jours []string) {
	for _, e := range Lire(f).Echeances {
		if e.Genre == genre {
			jours = append(jours, e.Date.String())
		}
	}
	return jours
}

// TestEachDeadlineComesOnItsDayAndLeavesWhenItIsSettled.
func TestEachDeadlineComesOnItsDayAndLeavesWhenItIsSettled(t *testing.T) {
	t.Parallel()
	for _, g := range genresEcheance {
		n, ok := naissances[g.Code]
		if !ok {
			t.Errorf("no file is known in which « %s » is due: say in naissances how it comes, on which day, and what settles it", g.Code)
			continue
		}
		born := func() *Fiche {
			f := &Fiche{Dossier: *n.dans(t)}
			if n.nait != nil {
				n.nait(f)
			}
			if lu := dueIn(f, g.Code); !slices.Equal(lu, []string{n.le}) {
				t.Errorf("%s: due on %v, want %s", g.Code, lu, n.le)
			}
			return f
		}
		settled := func(f *Fiche, par string) {
			if lu := dueIn(f, g.Code); slices.Contains(lu, n.le) {
				t.Errorf("%s is settled by %s, and still due on %v", g.Code, par, lu)
			}
		}
		f := born()
		_, rule := gestes[g.Acte]
		if _, passage := FindTransition(g.Acte); passage || rule {
			n.settle(t, f, g.Acte)
			settled(f, g.Acte)
		} else if n.hors == nil {
			t.Errorf("%s: say in naissances what %s writes", g.Code, g.Acte)
		}
		if n.hors != nil {
			f = born()
			n.hors(f)
			settled(f, "what else it takes")
		}
	}
}

// TestAPersonWithoutAParcoursIsSeenToo: a workshop says that things are stuck.
func TestAPersonWithoutAParcoursIsSeenToo(t *testing.T) {
	t.Parallel()
	f := &Fiche{Dossier: *nobodyYet()}
	f.Observations = []Observation{{ID: 4, Date: lundi, Niveau: "difficile"}, {ID: 5, Date: lundi, Niveau: "bien"}}
	es := Lire(f).Echeances
	if len(es) != 1 || es[0].ObjetID != 4 || es[0].ParcoursID != nil || es[0].Fin != lundi.AddDays(joursObservation) {
		t.Errorf("due: %+v", es)
	}
}

// TestWhatIsPutOffComesBackAndIsNewWhenItsDayMoves.
func TestWhatIsPutOffComesBackAndIsNewWhenItsDayMoves(t *testing.T) {
	t.Parallel()
	f := &Fiche{Dossier: *in(EnEntree)(t)}
	refusedFor(t, Remise{Date: lundi}.Validate(lundi), "date")
	refusedFor(t, Remise{}.Validate(lundi), "date")
	refusedFor(t, Remise{Date: lundi.AddDays(800)}.Validate(lundi), "date")
	if _, err := Defer(f, "demain", 0, Remise{Date: lundi.AddDays(1)}); !IsCode(err, Introuvable) {
		t.Errorf("an unknown kind: %v", err)
	}
	if _, err := Defer(f, "fin_passee", 0, Remise{Date: lundi.AddDays(1)}); !IsCode(err, Bloque) {
		t.Errorf("nothing of the kind is due: %v", err)
	}
	f.Suivis = nil
	_, err := Defer(f, "entree_semaine", 0, Remise{Date: lundi}) // the entry was on 2 February
	if !IsCode(err, Bloque) {
		t.Errorf("beyond its last day: %v", err)
	}
	d, err := Defer(f, "entree_jour", 0, Remise{Date: le("2026-03-20"), Motif: "Congés"})
	if err != nil {
		t.Fatal(err)
	}
	f.Differes = []Differe{*d}
	if lu := dueIn(f, "entree_jour"); !slices.Equal(lu, []string{"2026-03-20"}) {
		t.Errorf("put off to %v", lu)
	}
	f.Plan(EntreePrevue{Date: le("2026-03-18")})
	if lu := dueIn(f, "entree_jour"); !slices.Equal(lu, []string{"2026-03-18"}) {
		t.Errorf("planned for another day, due on %v", lu)
	}
}

// checkLecture holds the reading of a file to its word, whatever people did to it.
func checkLecture(t *rapid.T, d *Dossier, jour Date) {
	f := &Fiche{Dossier: *d.Clone()}
	f.Suivis = slices.Clone(d.Suivis)
	for i := range f.Presences { // numbers that the database gives
		f.Presences[i].ID = int64(i + 1)
	}
	for i := range f.Suivis {
		f.Suivis[i].ID = int64(i + 1)
	}
	es := Lire(f).Echeances
	if (d.Salarie.Gele || d.Parcours.IsClosed()) && len(es) > 0 {
		t.Fatalf("due in a file that accepts nothing: %+v", es)
	}
	suivi := false
	var offertes []string
	for _, o := range TransitionsFor(d, directeur, jour) {
		offertes = append(offertes, o.Code)
	}
	for i, e := range es {
		a, ok := FindActe(e.Acte())
		switch {
		case e.Date.IsZero() || e.Texte == "" || !e.Fin.IsZero() && e.Fin.Before(e.Date) || i > 0 && e.Date.Before(es[i-1].Date):
			t.Fatalf("not a deadline: %+v", e)
		case slices.ContainsFunc(es[:i], e.IsSame):
			t.Fatalf("twice the same: %+v", e)
		case !ok:
			t.Fatalf("%s is settled by no act", e.Genre)
		case a.Action == ActionApplyTransition && !slices.Contains(offertes, e.Acte()):
			t.Fatalf("%s is settled by %s, which is not offered", e.Genre, e.Acte())
		case a.Action != ActionApplyTransition && CheckActe(d, a.Action) != nil:
			t.Fatalf("%s is settled by %s, which is refused: %v", e.Genre, e.Acte(), CheckActe(d, a.Action))
		}
		suivi = suivi || e.Genre == "sans_contact" || e.Genre == genreRappel
	}
	if d.Parcours.Etat.IsOpen() && !d.Salarie.Gele && !d.Parcours.IsClosed() && !suivi {
		t.Fatal("an open file of which nobody will hear again")
	}
}

// TestWhatIsTrueOfAFileIsTold, with an act that mends it, as long as it is true.
func TestWhatIsTrueOfAFileIsTold(t *testing.T) {
	t.Parallel()
	for _, r := range rappeles {
		_, acte := FindActe(r.Acte)
		_, droit := find(Droits, func(d Droit) bool { return string(d.Action) == r.Acte })
		if !acte && !droit {
			t.Errorf("%s names %s, which is neither an act nor a right", r.Code, r.Acte)
		}
	}
	d := in(EnDeroulement)(t)
	if vus := Rappeles(d, cip, lundi); len(vus) != 0 {
		t.Fatalf("nothing is wrong, and told: %+v", vus)
	}
	d.Financements[0].note(Reponse{Date: lundi, Reponse: FinancementRetire})
	d.Contrats[0].FinPrevue = le("2026-03-01")
	var codes []string
	for _, r := range Rappeles(d, cip, lundi) {
		codes = append(codes, r.Code)
	}
	if !slices.Equal(codes, []string{"accord_perdu", "accorde_insuffisant", "contrat_trop_court"}) {
		t.Errorf("told: %v", codes)
	}
	d.Salarie.Gele = true
	if vus := Rappeles(d, cip, lundi); len(vus) != 0 {
		t.Errorf("frozen, and told: %+v", vus)
	}
}

// TestAnHourGoesWithItsDay: what is due on one day is read by hour, what has none last;
// what was put off has no hour any more.
func TestAnHourGoesWithItsDay(t *testing.T) {
	t.Parallel()
	f := &Fiche{Dossier: *in(EnFinancement)(t)}
	f.Suivis = nil
	for i, heure := range []string{"", "16:00", "09:30"} {
		f.Suivis = append(f.Suivis, Suivi{ID: int64(i + 1), Date: lundi, DateProchain: lundi.AddDays(3),
			HeureProchain: heure, Texte: heure})
	}
	rappels := func() (dits []string) {
		for _, e := range Lire(f).Echeances {
			if e.Genre == "rappel" {
				dits = append(dits, e.Date.String()+" "+e.Heure)
			}
		}
		return dits
	}
	want := []string{"2026-03-19 09:30", "2026-03-19 16:00", "2026-03-19 "}
	if d := cmp.Diff(want, rappels()); d != "" {
		t.Errorf("read in another order (- wanted, + read)\n%s", d)
	}
	f.Differes = []Differe{{Genre: "rappel", ObjetID: 3, Prevue: lundi.AddDays(3), Remise: Remise{Date: lundi.AddDays(4)}}}
	if got := rappels(); got[2] != "2026-03-20 " {
		t.Errorf("put off: %q", got)
	}
	e := in(EnEntree)(t)
	e.EntreePrevue().Heure = "08:30"
	for _, x := range Lire(&Fiche{Dossier: *e}).Echeances {
		if x.Genre == "entree_jour" && x.Heure != "08:30" {
			t.Errorf("the day of the entry is at %q", x.Heure)
		}
	}
}
