package parcours

import (
	"flag"
	"maps"
	"os"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestMain asks rapid for longer evidence than its hundred draws, and for the same lives
// each time: a failure is then that of a change. make preuves draws others, and more.
func TestMain(m *testing.M) {
	flag.Parse()
	voulu := false
	flag.Visit(func(f *flag.Flag) { voulu = voulu || f.Name == "rapid.checks" })
	if !voulu {
		for nom, valeur := range map[string]string{"rapid.checks": "10000", "rapid.seed": "20261130"} {
			if err := flag.Set(nom, valeur); err != nil {
				panic(err)
			}
		}
	}
	os.Exit(MainTests(m))
}

// MainTests runs the tests: those that need a database give it (propriete_indicateur_test.go).
var MainTests = (*testing.M).Run

// monde is a file and the people who push it around, in every order they like.
type monde struct {
	d     *Dossier
	jour  Date
	heure time.Time
	id    int64 // of the last line of a plan
	// plans are the lines as they stood when money was asked for, by the index of
	// that passage.
	plans map[int][]Financement
}

// TestNoSequenceOfActsReachesAnIncoherentFile draws files and sequences of acts,
// plausible and wild, by the three roles.
func TestNoSequenceOfActsReachesAnIncoherentFile(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := &monde{jour: lundi, heure: neufHeures, id: 1, plans: map[int][]Financement{}}
		m.create(t)
		t.Repeat(map[string]func(*rapid.T){
			"":           m.isCoherent,
			"passer":     m.move,
			"avancer":    m.move, // more often than the rest
			"continuer":  m.move,
			"préparer":   m.prepare,
			"rectifier":  m.rectify,
			"choisir":    m.choose,
			"financer":   m.fund,
			"répondre":   m.answer,
			"sécuriser":  m.secure,
			"consigner":  m.follow,
			"noter":      m.follow, // while a training lasts, the commonest act
			"absent":     m.reportAbsence,
			"mesurer":    m.measure,
			"clore":      m.close,
			"rouvrir":    m.reopen,
			"geler":      func(t *rapid.T) { m.d.Salarie.Gele = rapid.IntRange(0, 5).Draw(t, "gel") == 0 },
			"temps":      m.wait,
			"autre_siae": func(t *rapid.T) { m.d.AutresOuverts = rapid.IntRange(0, 1).Draw(t, "autres") },
		})
	})
}

func (m *monde) isCoherent(t *rapid.T) {
	if fautes := m.d.Incoherences(m.jour); len(fautes) > 0 {
		t.Fatalf("incoherent: %v\n%s", fautes, photo(t, m.d))
	}
	checkLecture(t, m.d, m.jour)
	for _, f := range m.d.Financements { // what a line says is what its last answer says
		dite := f
		dite.stand()
		if !reflect.DeepEqual(f, dite) {
			t.Fatalf("a line does not say its last answer: %+v, want %+v", f, dite)
		}
	}
}

var personnes = []Identite{cip, cip, cip, autreCip, directeur, encadrant}

func (m *monde) someone(t *rapid.T) Identite { return rapid.SampledFrom(personnes).Draw(t, "qui") }

// date is mostly between the last fact and today, sometimes anything.
func (m *monde) date(t *rapid.T) Date {
	switch rapid.IntRange(0, 9).Draw(t, "date") {
	case 0:
		return rapid.SampledFrom([]Date{{}, m.jour.AddDays(1), NewDate(1999, 1, 1), NewDate(9999, 1, 1), m.jour.AddDays(-400)}).Draw(t, "folle")
	case 1:
		return m.jour.AddDays(-rapid.IntRange(0, 60).Draw(t, "avant"))
	}
	depuis := m.d.Parcours.EtatDepuis
	return depuis.AddDays(rapid.IntRange(0, max(0, m.jour.DaysSince(depuis))).Draw(t, "depuis"))
}

func (m *monde) create(t *rapid.T) {
	m.d = nobodyYet()
	m.d.Siae.Type = rapid.SampledFrom(TypesSiae.Codes()).Draw(t, "type")
	if rapid.Bool().Draw(t, "besoin") {
		b := aNeed()
		d, err := Identify(m.d, b, cip, m.jour, m.heure)
		if err != nil {
			t.Fatal(err)
		}
		m.d = d
		return
	}
	r := aReprise(rapid.SampledFrom(Etats).Draw(t, "etat").Code)
	shake := func(d *Date) { *d = d.AddDays(rapid.IntRange(-20, 20).Draw(t, "decalage")) }
	shake(&r.Depuis)
	shake(&r.DateEntree)
	shake(&r.Issue.DateFin)
	shake(&r.Issue.DateAbandon)
	r.Issue.Situation = rapid.SampledFrom(append(Situations.Codes(), "")).Draw(t, "situation")
	r.Solution = rapid.SampledFrom(Solutions.Codes()).Draw(t, "solution")
	r.Acquittes = []string{"situation_inconnue"}
	image := photo(t, m.d)
	d, err := Resume(m.d, r, cip, m.jour, m.heure)
	if err != nil {
		checkSentences(t, err)
		if photo(t, m.d) != image {
			t.Fatal("a refused reprise changed the file")
		}
		d, err = Resume(m.d, aReprise(Repositionnement), cip, m.jour, m.heure)
	}
	if err != nil {
		t.Fatal(err)
	}
	m.d = d
}

// value draws what somebody may type in a field.
func value(t *rapid.T, c Champ, s Siae) string {
	if rapid.IntRange(0, 11).Draw(t, "fou") == 0 {
		return rapid.SampledFrom([]string{"", "   ", ",", "inconnu", "-1", "31/02/2026", "5001", "retour_siae", "a\x00", nir}).Draw(t, "folie")
	}
	switch c.Genre {
	case GenreChoix:
		return rapid.SampledFrom(c.Options(s).Codes()).Draw(t, c.Code)
	case GenreMulti:
		codes := rapid.SliceOfN(rapid.SampledFrom(c.Options(s).Codes()), 1, 3).Draw(t, c.Code)
		v := codes[0]
		for _, code := range codes[1:] {
			v += "," + code
		}
		return v
	case GenreDate:
		return lundi.AddDays(rapid.IntRange(-60, 60).Draw(t, c.Code)).Francais()
	case GenreHeures:
		return rapid.SampledFrom([]string{"0", "3,5", "140", "5000"}).Draw(t, c.Code)
	}
	return rapid.SampledFrom([]string{"", "Vu ensemble.", "Salle 3"}).Draw(t, c.Code)
}

// request draws a transition: one of those offered, or any.
func (m *monde) request(t *rapid.T, qui Identite) Demande {
	var codes []string
	for _, o := range TransitionsFor(m.d, qui, m.jour) {
		codes = append(codes, o.Code)
	}
	if len(codes) == 0 || rapid.IntRange(0, 9).Draw(t, "sauvage") == 0 {
		codes = []string{"abandoner", Rectifier, Reprendre}
		for _, tr := range Machine {
			codes = append(codes, tr.Code)
		}
	}
	dem := Demande{Transition: rapid.SampledFrom(codes).Draw(t, "passage"), Version: m.d.Parcours.Version, Date: m.date(t), Champs: Saisie{}}
	if rapid.IntRange(0, 14).Draw(t, "perime") == 0 {
		dem.Version += rapid.SampledFrom([]int{-1, 1, 7}).Draw(t, "version")
	}
	if tr, ok := FindTransition(dem.Transition); ok {
		for _, c := range tr.Champs {
			if c.Requis || rapid.Bool().Draw(t, "rempli") {
				dem.Champs[c.Code] = value(t, c, m.d.Siae)
			}
		}
	}
	return dem
}

// move asks for a transition, reads the warnings once, and holds Apply to its
// word whether it accepts or refuses.
func (m *monde) move(t *rapid.T) {
	qui := m.someone(t)
	dem := m.request(t, qui)
	avant, champs := photo(t, m.d), maps.Clone(dem.Champs)
	apres, err := Apply(m.d, dem, qui, m.jour, m.heure)
	if e := ErreursOf(err); len(e) == 1 && len(e[0].Bloquants) == 0 && len(e[0].AAcquitter) > 0 {
		m.refusal(t, err, avant)
		dem.Acquittes = codesOf(e[0].AAcquitter)
		apres, err = Apply(m.d, dem, qui, m.jour, m.heure)
		if err != nil {
			t.Fatalf("the warnings were read, yet: %s", details(err))
		}
		if p := apres.Passages[len(apres.Passages)-1]; !slices.Equal(p.Avertissements, dem.Acquittes) {
			t.Fatalf("kept %v, read %v", p.Avertissements, dem.Acquittes)
		}
	}
	if !maps.Equal(champs, dem.Champs) {
		t.Fatal("Apply changed what was typed")
	}
	if err != nil {
		m.refusal(t, err, avant)
		return
	}
	if e := ecart(avant, photo(t, m.d)); e != "" {
		t.Fatalf("Apply changed the file that it was given (- before, + after)\n%s", e)
	}
	if !slices.ContainsFunc(TransitionsFor(m.d, qui, m.jour), func(o Offre) bool { return o.Code == dem.Transition }) {
		t.Fatalf("%s was accepted but never offered", dem.Transition)
	}
	if qui.Role == Encadrant {
		t.Fatal("an encadrant moved a file")
	}
	if _, err := Apply(apres, dem, qui, m.jour, m.heure); !IsCode(err, Conflit) {
		t.Fatalf("the same click twice: %v", err)
	}
	m.keep(t, apres)
}

func (m *monde) refusal(t *rapid.T, err error, avant string) {
	checkSentences(t, err)
	if e := ecart(avant, photo(t, m.d)); e != "" {
		t.Fatalf("a refused act changed the file, %v (- before, + after)\n%s", err, e)
	}
}

// keep takes the new file, once sure that history only grew.
func (m *monde) keep(t *rapid.T, apres *Dossier) {
	if apres.Parcours.Version != m.d.Parcours.Version+1 || len(apres.Passages) != len(m.d.Passages)+1 {
		t.Fatalf("one passage, one version: %d → %d, %d → %d passages", m.d.Parcours.Version, apres.Parcours.Version,
			len(m.d.Passages), len(apres.Passages))
	}
	for i, p := range m.d.Passages {
		q := apres.Passages[i]
		if q.RectifieLe != nil && p.RectifieLe == nil {
			q.RectifieLe = nil // struck out, not removed
		}
		if e := ecart(photoOf(t, p), photoOf(t, q)); e != "" {
			t.Fatalf("passage %d was rewritten (- before, + after)\n%s", i, e)
		}
	}
	if n := len(m.d.Passages); apres.Passages[n].Vers == EnFinancement && apres.Passages[n].Transition != Rectifier {
		m.plans[n] = slices.Clone(m.d.Financements)
	}
	m.d = apres
}

func photoOf(t *rapid.T, p Passage) string { return photo(t, &Dossier{Passages: []Passage{p}}) }

// checkNobodyAsked holds the undoing of a request for money to its word: no
// funder was asked, and none answered, since.
func (m *monde) checkNobodyAsked(t *rapid.T, alors []Financement) {
	for _, f := range m.d.Financements {
		if f.Etat != "prevu" && photo(t, &Dossier{Financements: []Financement{f}}) != photo(t,
			&Dossier{Financements: slices.DeleteFunc(slices.Clone(alors), func(x Financement) bool { return x.ID != f.ID })}) {
			t.Fatalf("a request for money was undone under a line of the plan: %+v", f)
		}
	}
}

func (m *monde) rectify(t *rapid.T) {
	qui, avant := m.someone(t), photo(t, m.d)
	motif := rapid.SampledFrom([]string{"Mauvais dossier.", "Mauvais dossier.", "Erreur de date.", "Erreur de date.", "",
		nir}).Draw(t, "motif")
	dernier := m.d.DernierPassage()
	if rapid.Bool().Draw(t, "auteur") { // who made a mistake sees it first
		qui.UtilisateurID, qui.Role = dernier.AuteurID, Cip
	}
	apres, err := Rectify(m.d, m.d.Parcours.Version, motif, qui, m.jour, m.heure)
	if err != nil {
		m.refusal(t, err, avant)
		return
	}
	if e := ecart(avant, photo(t, m.d)); e != "" {
		t.Fatalf("Rectify changed the file that it was given (- before, + after)\n%s", e)
	}
	if apres.Parcours.Etat != dernier.De || (qui.Role != Directeur && qui.UtilisateurID != dernier.AuteurID) {
		t.Fatalf("%s undone by %s: now in %s", dernier.Transition, qui.Role, apres.Parcours.Etat)
	}
	if dernier.Vers == EnFinancement {
		i := len(m.d.Passages) - 1
		for m.d.Passages[i].RectifieLe != nil {
			i--
		}
		m.checkNobodyAsked(t, m.plans[i])
	}
	if _, err := Rectify(apres, m.d.Parcours.Version, motif, qui, m.jour, m.heure); !IsCode(err, Conflit) {
		t.Fatalf("the same click twice: %v", err)
	}
	m.keep(t, apres)
}

func (m *monde) wait(t *rapid.T) {
	jours := rapid.IntRange(0, 90).Draw(t, "jours")
	m.jour, m.heure = m.jour.AddDays(jours), m.heure.Add(time.Duration(jours)*24*time.Hour)
}

func TestDatesSurviveEveryWriting(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := NewDate(2000, 1, 1).AddDays(rapid.IntRange(0, 40_000).Draw(t, "jour"))
		for _, texte := range []string{d.String(), d.Francais()} {
			if lue, err := ParseDate(texte); err != nil || lue != d {
				t.Fatalf("%q: %s, %v", texte, lue, err)
			}
		}
		n := rapid.IntRange(-5000, 5000).Draw(t, "n")
		if d.AddDays(n).DaysSince(d) != n {
			t.Fatalf("%s + %d", d, n)
		}
	})
}

func TestAmountsSurviveEveryWriting(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.Int64Range(0, MontantMax).Draw(t, "centimes")
		if lu, err := ParseMontant(euros(c)); err != nil || lu != c {
			t.Fatalf("%s: %d, %v", euros(c), lu, err)
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		texte := rapid.String().Draw(t, "texte")
		if c, err := ParseMontant(texte); err == nil && c < 0 {
			t.Fatalf("%q: %d", texte, c)
		}
		if h, err := ParseHeures(texte); err == nil && !(h >= 0 && h <= 5000) {
			t.Fatalf("%q: %v", texte, h)
		}
		_, _, _ = IsSiret(texte), HasNir(texte), Fold(texte)
	})
}
