package parcours

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func TestActsBelongToTheirStates(t *testing.T) {
	t.Parallel()
	permis := map[Action]string{
		ActionChooseFormation: "besoin_identifie financement entree repositionnement",
		ActionSecure:          "besoin_identifie financement entree repositionnement",
		ActionReportAbsence:   "entree",
		ActionMeasureImpact:   "sortie",
		ActionLogSuivi:        "besoin_identifie financement entree deroulement sortie abandon repositionnement sans_suite", // late
		ActionEditFinancement: "besoin_identifie financement entree deroulement sortie abandon repositionnement",

		ActionEditFreinGestion: "besoin_identifie financement entree deroulement sortie abandon repositionnement",
	}
	for action, etats := range permis {
		for _, e := range Etats {
			d := in(e.Code)(t)
			err := CheckActe(d, action)
			ouvert := strings.Contains(" "+etats+" ", " "+string(e.Code)+" ")
			if ouvert != (err == nil) || ouvert != IsOpenTo(d, cip, action) {
				t.Errorf("%s in %s: %v", action, e.Code, err)
			}
			if err != nil {
				refused(t, err, Bloque)
			}
			if IsOpenTo(d, encadrant, action) {
				t.Errorf("%s is shown to an encadrant", action)
			}
		}
	}
	if m := refused(t, CheckActe(in(EnDeroulement)(t), ActionReportAbsence), Bloque).Message; !strings.HasSuffix(m,
		"Elle se fait en : « Entrée ».") {
		t.Errorf("the refusal does not say when: %q", m)
	}
}

func TestConstraintsOfTheStructureAreAClosedListOfTheirOwn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ coches, veut []string }{
		{nil, []string{}}, {[]string{"clients", "calendrier", "clients"},
			[]string{"calendrier", "clients"}}, {FreinsGestion.Codes(), FreinsGestion.Codes()},
	} {
		if got, err := CheckFreinsGestion(c.coches); err != nil || got == nil || !slices.Equal(got, c.veut) {
			t.Errorf("%q becomes %q (%v), want %q", c.coches, got, err, c.veut)
		}
	}
	// A frein of the person has no place among them, nor the reverse.
	for _, code := range append(Freins.Codes(), "", "patron") {
		_, err := CheckFreinsGestion([]string{"economie", code})
		refusedFor(t, err, "freins_gestion")
	}
	for _, code := range FreinsGestion.Codes() {
		refusedFor(t, Frein{Code: code, Etat: "identifie", DateIdentifie: lundi}.Validate(lundi), "code")
	}
}

func TestAFileIsClosedAfterAnEndAndReopened(t *testing.T) {
	t.Parallel()
	for _, e := range Etats {
		err := CheckClose(in(e.Code)(t), Cloture{Date: lundi, Motif: "depart"}, lundi)
		if e.Closable != (err == nil) {
			t.Errorf("closing in %s: %v", e.Code, err)
		}
		if err != nil {
			refused(t, err, Bloque)
		}
	}
	d := pass(t, "abandonner")
	refusedFor(t, CheckClose(d, Cloture{}, lundi), "date", "motif")
	refusedFor(t, CheckClose(d, Cloture{Date: lundi.AddDays(1), Motif: "flemme"}, lundi), "date", "motif")
	refusedFor(t, CheckClose(d, Cloture{Date: le("2026-02-19"), Motif: "depart"}, lundi), "date")

	refused(t, CheckReopen(d), Bloque)
	d.Parcours.ClosLe = lundi
	refused(t, CheckClose(d, Cloture{Date: lundi, Motif: "depart"}, lundi), Bloque)
	if err := CheckReopen(d); err != nil {
		t.Error(err)
	}
	d.Salarie.Gele = true
	refused(t, CheckReopen(d), Conflit)
	if m := refused(t, CheckReopen(pass(t, "classer_sans_suite")), Bloque).Message; !strings.Contains(m, "identifiez un nouveau besoin") {
		t.Errorf("sans suite is final, say so: %q", m)
	}
}

// bad spoils one command in one way; the refusal must stand beside these fields.
type bad[T any] struct {
	gate   func(*T)
	champs []string
}

func eachIsRefused[T any](t *testing.T, good T, validate func(T) error, cas []bad[T]) {
	t.Helper()
	if err := validate(good); err != nil {
		t.Fatalf("a good %T is refused: %v", good, err)
	}
	for i, c := range cas {
		v := good
		c.gate(&v)
		err := validate(v)
		if err == nil && len(c.champs) > 0 {
			t.Errorf("case %d of %T passes, want a refusal beside %v", i, good, c.champs)
			continue
		}
		t.Logf("%T case %d", good, i)
		refusedFor(t, err, c.champs...)
	}
}

const (
	nir  = "Son numéro : 1 85 05 78 006 084 36."
	long = 10_000
)

func note() string { return strings.Repeat("é", long) }

func TestASuiviIsChecked(t *testing.T) {
	t.Parallel()
	good := Suivi{Date: lundi, Avec: "salarie", Canal: "telephone", Texte: "Tout va bien.", DateProchain: lundi.AddDays(14)}
	eachIsRefused(t, good, func(s Suivi) error { return s.Validate(lundi) }, []bad[Suivi]{
		{func(s *Suivi) { *s = Suivi{} }, []string{"date", "avec", "canal", "texte"}},
		{func(s *Suivi) { s.Date, s.DateProchain = lundi.AddDays(1), Date{} }, []string{"date"}},
		{func(s *Suivi) { s.Avec, s.Canal, s.Absence = "voisin", "pigeon", "peut_etre" }, []string{"avec", "canal", "absence"}},
		{func(s *Suivi) { s.Texte = note() }, []string{"texte"}},
		{func(s *Suivi) { s.Texte = strings.Repeat("é", MaxNote) }, nil},
		{func(s *Suivi) { s.Texte = nir }, []string{"texte"}},
		{func(s *Suivi) { s.DateProchain = lundi.AddDays(-1) }, []string{"date_prochain"}},
		{func(s *Suivi) { s.DateProchain = lundi }, nil},
		{func(s *Suivi) { s.HeureProchain = "14:00" }, nil},
		{func(s *Suivi) { s.HeureProchain = "25:00" }, []string{"heure_prochain"}},
		{func(s *Suivi) { s.DateProchain, s.HeureProchain = Date{}, "14:00" }, []string{"date_prochain"}},
		{func(s *Suivi) { s.Date = lundi.AddDays(20) }, []string{"date"}}, // and not that the next one comes before
		{func(s *Suivi) { s.DateProchain = NewDate(2032, 1, 1) }, []string{"date_prochain"}},
		{func(s *Suivi) { s.DateProchain, s.Absence = Date{}, "justifiee" }, nil},
	})
}

func TestAnObservationIsChecked(t *testing.T) {
	t.Parallel()
	good := Observation{Date: lundi, Theme: "gestes", Niveau: "bien", Texte: "Très soigneuse."}
	eachIsRefused(t, good, func(o Observation) error { return o.Validate(lundi) }, []bad[Observation]{
		{func(o *Observation) { *o = Observation{} }, []string{"date", "theme", "niveau", "texte"}},
		{func(o *Observation) { o.Theme, o.Niveau = "justice", "nul" }, []string{"theme", "niveau"}},
		{func(o *Observation) { o.Date = lundi.AddDays(1) }, []string{"date"}},
		{func(o *Observation) { o.Texte = note() }, []string{"texte"}},
		{func(o *Observation) { o.Texte = nir }, []string{"texte"}},
	})
}

func TestAFreinIsChecked(t *testing.T) {
	t.Parallel()
	good := Frein{Code: "mobilite", Etat: "solution_en_cours", Solution: "Permis en cours.", DateIdentifie: le("2026-01-05")}
	eachIsRefused(t, good, func(f Frein) error { return f.Validate(lundi) }, []bad[Frein]{
		{func(f *Frein) { *f = Frein{} }, []string{"code", "etat", "date_identifie"}},
		{func(f *Frein) { f.Code = "justice" }, []string{"code"}},
		{func(f *Frein) { f.Etat = "fini" }, []string{"etat"}},
		{func(f *Frein) { f.Solution = "" }, []string{"solution"}},
		{func(f *Frein) { f.Solution, f.SolutionRef = "", "freins.mobilite.1" }, nil},
		{func(f *Frein) { f.Solution = note() }, []string{"solution"}},
		{func(f *Frein) { f.Solution = nir }, []string{"solution"}},
		{func(f *Frein) { f.Code = "sante" }, []string{"solution"}}, // no text about health
		{func(f *Frein) { f.Code, f.SolutionRef = "sante", "freins.sante.1" }, []string{"solution"}},
		{func(f *Frein) { f.SolutionRef = note() }, []string{"solution_ref"}},
		{func(f *Frein) { f.Code, f.Solution = "sante", "" }, nil},
		{func(f *Frein) { f.DateIdentifie = lundi.AddDays(1) }, []string{"date_identifie"}},
		{func(f *Frein) { f.Etat, f.DateLeve = "leve", le("2026-01-04") }, []string{"date_leve"}},
		{func(f *Frein) { f.Etat, f.DateLeve = "leve", lundi.AddDays(1) }, []string{"date_leve"}},
		{func(f *Frein) { f.Etat, f.DateLeve = "leve", lundi }, nil},
	})
	if !(Frein{Etat: "identifie"}).IsWaiting() || (Frein{Etat: "persistant"}).IsWaiting() {
		t.Error("only an identified frein waits")
	}
}

func TestANonPresentationIsChecked(t *testing.T) {
	t.Parallel()
	eachIsRefused(t, NonPresentation{Date: lundi, Motif: "famille"},
		func(n NonPresentation) error { return n.Validate(lundi) }, []bad[NonPresentation]{
			{func(n *NonPresentation) { *n = NonPresentation{} }, []string{"date", "motif"}},
			{func(n *NonPresentation) { n.Motif = "flemme" }, []string{"motif"}},
			{func(n *NonPresentation) { n.Date = lundi.AddDays(1) }, []string{"date"}},
			{func(n *NonPresentation) { n.Detail = note() }, []string{"detail"}},
		})
}

func TestAnImpactIsNotMeasuredTooEarly(t *testing.T) {
	t.Parallel()
	fin := le("2025-09-15")
	good := Impact{Echeance: 6, Date: lundi, Effets: []string{"embauche", "appetence"}}
	eachIsRefused(t, good, func(i Impact) error { return i.Validate(fin, lundi) }, []bad[Impact]{
		{func(i *Impact) { *i = Impact{} }, []string{"date", "effets"}},
		{func(i *Impact) { i.Date = Date{} }, []string{"date"}},
		{func(i *Impact) { i.Effets = []string{"fortune"} }, []string{"effets"}},
		{func(i *Impact) { i.Echeance = 9 }, []string{"echeance"}},
		{func(i *Impact) { i.Echeance = 12 }, []string{"date"}},
		{func(i *Impact) { i.Date = le("2026-02-27") }, []string{"date"}}, // six months less fifteen days: 28/02
		{func(i *Impact) { i.Date = le("2026-02-28") }, nil},
		{func(i *Impact) { i.Echeance, i.Date = 3, le("2025-11-30") }, nil},
		{func(i *Impact) { i.Echeance, i.Date = 0, le("2025-09-16") }, nil},
		{func(i *Impact) { i.Echeance, i.Date = 0, le("2025-09-14") }, []string{"date"}},
		{func(i *Impact) { i.Texte = nir }, []string{"texte"}},
	})
}

func TestAFormationIsChecked(t *testing.T) {
	t.Parallel()
	eachIsRefused(t, aFormation(), Formation.Validate, []bad[Formation]{
		{func(f *Formation) { *f = Formation{} }, []string{"intitule", "type", "lieu", "date_debut_prevue", "date_fin_prevue",
			"heures_prevues"}},
		{func(f *Formation) { f.Type, f.Lieu, f.Validation = "x", "x", "x" }, []string{"type", "lieu", "validation"}},
		{func(f *Formation) { f.Modalite, f.Offre, f.Portee, f.Statut = "x", "x", "x", "x" }, []string{"modalite", "offre", "portee", "statut"}},
		{func(f *Formation) { f.DateFinPrevue = f.DateDebutPrevue.AddDays(-1) }, []string{"date_fin_prevue"}},
		{func(f *Formation) { f.DateFinPrevue = f.DateDebutPrevue }, nil},
		{func(f *Formation) { f.DateFinPrevue = NewDate(2101, 1, 1) }, []string{"date_fin_prevue"}},
		{func(f *Formation) { f.DateDebutPrevue = NewDate(1999, 1, 1) }, []string{"date_debut_prevue"}},
		{func(f *Formation) { f.HeuresPrevues = math.NaN() }, []string{"heures_prevues"}},
		{func(f *Formation) { f.HeuresPrevues = 5000.5 }, []string{"heures_prevues"}},
		{func(f *Formation) { f.Cout = -1 }, []string{"cout"}},
		{func(f *Formation) { f.Cout = MontantMax + 1 }, []string{"cout"}},
		{func(f *Formation) { f.CoutAnnexe, f.CoutRemuneration = -1, MontantMax+1 }, []string{"cout_annexe", "cout_remuneration"}},
		{func(f *Formation) { f.Cout = 0 }, nil},
		{func(f *Formation) { f.Cout, f.CoutConnu = 0, false }, nil}, // nobody knows it yet: that is an answer
		{func(f *Formation) {
			f.Intitule, f.Organisme, f.OrganismeContact, f.LieuDetail, f.CodeCertification = note(), note(), note(), note(), note()
		}, []string{"intitule", "organisme", "organisme_contact", "lieu_detail", "code_certification"}},
	})
	chosen := aFormation()
	chosen.HeuresPrevues = 0
	if !aFormation().IsChosen() || chosen.IsChosen() || (Formation{}).IsChosen() {
		t.Error("a formation is chosen when all that a funder asks is known")
	}
}

func TestALineOfThePlanIsChecked(t *testing.T) {
	t.Parallel()
	eachIsRefused(t, Financement{Dispositif: "pic_iae", MontantDemande: 10},
		func(f Financement) error { return f.Validate(lundi) }, []bad[Financement]{
			{func(f *Financement) { f.Dispositif = "" }, []string{"dispositif"}},
			{func(f *Financement) { f.Dispositif = "loterie" }, []string{"dispositif"}},
			{func(f *Financement) { f.MontantDemande = -1 }, []string{"montant_demande"}},
			{func(f *Financement) { f.MontantDemande = MontantMax + 1 }, []string{"montant_demande"}},
			{func(f *Financement) { f.Financeur = note() }, []string{"financeur"}},
		})
	depot := Financement{DateDepot: le("2026-02-01")}
	eachIsRefused(t, Reponse{Reponse: "partiel", Montant: 500_00, Date: lundi},
		func(r Reponse) error { return r.Validate(depot, lundi) }, []bad[Reponse]{
			{func(r *Reponse) { *r = Reponse{} }, []string{"etat", "date"}},
			{func(r *Reponse) { r.Reponse = "depose" }, []string{"etat"}},
			{func(r *Reponse) { r.Date = le("2026-01-31") }, []string{"date"}},
			{func(r *Reponse) { r.Date = lundi.AddDays(1) }, []string{"date"}},
			{func(r *Reponse) { r.Montant = 0 }, []string{"montant"}},
			{func(r *Reponse) { r.Montant = -5 }, []string{"montant"}},
			{func(r *Reponse) { r.Montant = MontantMax + 1 }, []string{"montant"}},
			{func(r *Reponse) { r.Motif = note() }, []string{"motif"}},
			{func(r *Reponse) { r.Motif = nir }, []string{"motif"}},
			{func(r *Reponse) { r.Reponse, r.Montant = "accorde", 0 }, nil},
			{func(r *Reponse) { r.Reponse, r.Montant = "prorata", 0 }, []string{"montant"}},
			{func(r *Reponse) { r.Reponse, r.Montant, r.Motif = "refuse", 0, "Hors délai." }, nil},
		})
}

func TestWhatMoneyOneCanCountOn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		f        Financement
		accorde  bool
		centimes int64
	}{
		{Financement{Dispositif: "prf", Etat: "prevu", MontantAccorde: 5}, false, 0},
		{Financement{Dispositif: "prf", Etat: "refuse", MontantAccorde: 5}, false, 0},
		{Financement{Dispositif: "prf", Etat: "partiel", MontantAccorde: 5}, true, 5},
		{Financement{Dispositif: "prf", Etat: "accorde", MontantAccorde: 9}, true, 9},
		{Financement{Dispositif: "sans_cout"}, true, 0},
		{Financement{Dispositif: "fonds_propres", Etat: "accorde", MontantDemande: 9, MontantAccorde: 9}, false, 0},
		{Financement{Dispositif: "fonds_propres", MontantDemande: 7, AccordDirecteur: true}, true, 7},
		{Financement{Dispositif: "fonds_propres", MontantDemande: 7, MontantAccorde: 4, AccordDirecteur: true}, true, 4},
	} {
		if c.f.IsGranted() != c.accorde || c.f.Accorde() != c.centimes {
			t.Errorf("%+v: granted %v, %d", c.f, c.f.IsGranted(), c.f.Accorde())
		}
	}
	d := &Dossier{Financements: []Financement{{Dispositif: "prf", Etat: "accorde", MontantAccorde: 3},
		{Dispositif: "fonds_propres", MontantDemande: 4}}}
	if d.Accorde(false) != 3 || d.Accorde(true) != 7 || d.Financements[1].AccordDirecteur {
		t.Error("the directeur's own money counts when he acts, and only then")
	}
}

func TestPiecesAreThoseThatTheFunderAsksBeforeTheStart(t *testing.T) {
	t.Parallel()
	for _, d := range Dispositifs {
		pieces := PiecesFor(d.Code)
		if gratuit := d.Code == "fonds_propres" || d.Code == "sans_cout"; gratuit != (len(pieces) == 0) {
			t.Errorf("%s asks %v", d.Code, pieces)
		}
		for _, p := range pieces {
			if !Pieces.Has(p) || p == "facture" || p == "certificat_realisation" {
				t.Errorf("%s asks %q before the start", d.Code, p)
			}
		}
	}
	d := &Dossier{Financements: []Financement{{Dispositif: "prf",
		Pieces: []Piece{{Code: "devis"}, {Code: "programme", FournieLe: lundi}, {Code: "facture"}}}}}
	if m := d.MissingPieces(); len(m) != 1 || m[0] != "Devis" {
		t.Errorf("missing: %v", m)
	}
}

func TestASecurisationIsChecked(t *testing.T) {
	t.Parallel()
	eachIsRefused(t, Securisation{Code: "pmsmp", Reponse: "fait", Date: lundi},
		func(s Securisation) error { return s.Validate(lundi) }, []bad[Securisation]{
			{func(s *Securisation) { *s = Securisation{} }, []string{"code", "reponse"}},
			{func(s *Securisation) { s.Code, s.Reponse = "x", "x" }, []string{"code", "reponse"}},
			{func(s *Securisation) { s.Date = Date{} }, []string{"date"}},
			{func(s *Securisation) { s.Date, s.Reponse = Date{}, "sans_objet" }, nil},
			{func(s *Securisation) { s.Detail = note() }, []string{"detail"}},
		})
}

func TestASalarieIsChecked(t *testing.T) {
	t.Parallel()
	good := Salarie{Nom: "Diallo", Prenom: "Awa", Civilite: "MME", DateNaissance: le("1990-04-01"), Email: "awa@exemple.fr",
		Telephone: "06 12 34 56 78",
		Commune:   "Amiens", Departement: "80", Metier: "Agente", Niveau: "3", TypeContrat: "cddi", DateDebutContrat: le("2025-09-01"),
		DateFinContrat: le("2026-08-31"), PassNumero: "99999ABC1234", DateDebutPass: le("2025-09-01"), DateFinPass: le("2027-08-31")}
	eachIsRefused(t, good, func(s Salarie) error { return s.Validate(lundi) }, []bad[Salarie]{
		{func(s *Salarie) { *s = Salarie{} }, []string{"nom", "prenom"}},
		{func(s *Salarie) { *s = Salarie{Nom: "Diallo", Prenom: "Awa"} }, nil},
		{func(s *Salarie) { s.Civilite, s.Niveau, s.TypeContrat = "X", "9", "stage" }, []string{"civilite", "niveau", "type_contrat"}},
		{func(s *Salarie) { s.DateNaissance = lundi.AddDays(1) }, []string{"date_naissance"}},
		{func(s *Salarie) { s.DateNaissance = le("2015-01-01") }, []string{"date_naissance"}},
		{func(s *Salarie) { s.DateNaissance = NewDate(1919, 12, 31) }, []string{"date_naissance"}},
		{func(s *Salarie) { s.Email = "awa@exemple" }, []string{"email"}},
		{func(s *Salarie) { s.Email = "awa@" + strings.Repeat("x", 200) + ".fr" }, []string{"email"}},
		{func(s *Salarie) { s.Email = "a\x00wa@exemple.fr" }, []string{"email"}},
		{func(s *Salarie) { s.Telephone = "appelez-moi" }, []string{"telephone"}},
		{func(s *Salarie) { s.Telephone = "+33 6 12 34 56 78" }, nil},
		{func(s *Salarie) { s.Departement = "20" }, []string{"departement"}},
		{func(s *Salarie) { s.PassNumero = "99999abc1234" }, []string{"pass_numero"}},
		{func(s *Salarie) { s.DateFinContrat, s.DateFinPass = le("2025-08-31"), le("2025-08-31") },
			[]string{"date_fin_contrat", "date_fin_pass"}},
		{func(s *Salarie) { s.Nom, s.Prenom, s.Metier, s.Commune = note(), note(), note(), note() },
			[]string{"nom", "prenom", "metier", "commune"}},
		{func(s *Salarie) { s.Nom, s.Prenom, s.Metier, s.Commune = nir, nir, nir, nir }, []string{"nom", "prenom", "metier", "commune"}},
	})
	if good.NomComplet() != "Awa Diallo" || good.Initiales() != "AD" || (Salarie{Nom: "Élu"}).Initiales() != "É" ||
		(Salarie{Nom: "Élu"}).NomComplet() != "Élu" {
		t.Error("how the person is named")
	}
}

func TestASiaeIsChecked(t *testing.T) {
	t.Parallel()
	good := Siae{Nom: "Les Ateliers du Lys", Type: "ACI", Siret: "732 829 320 00074", Departement: "80", Opco: "uniformation",
		EffectifOpco: 12, Reseaux: []string{"coorace"}}
	eachIsRefused(t, good, Siae.Validate, []bad[Siae]{
		{func(s *Siae) { *s = Siae{} }, []string{"nom", "type", "departement"}},
		{func(s *Siae) { s.Type = "GEIQ" }, []string{"type"}},
		{func(s *Siae) { s.Siret = "73282932000075" }, []string{"siret"}},
		{func(s *Siae) { s.Departement = "99" }, []string{"departement"}},
		{func(s *Siae) { s.Opco = "opca" }, []string{"opco"}},
		{func(s *Siae) { s.EffectifOpco = -1 }, []string{"effectif"}},
		{func(s *Siae) { s.EffectifOpco = 100_001 }, []string{"effectif"}},
		{func(s *Siae) { s.Reseaux = []string{"x", "y"} }, []string{"reseaux"}},
		{func(s *Siae) { s.Nom = note() }, []string{"nom"}},
		{func(s *Siae) { s.Siret, s.Opco, s.Reseaux = "", "", nil }, nil},
	})
}
