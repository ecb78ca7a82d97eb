package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"parcours.example/internal/testdb"
)

// dues lists what is due, as « genre date », of the first line.
func (c *client) dues(requete string) (total int, lues []string) {
	c.t.Helper()
	r := c.do(get, "/echeances"+requete, nil).want(http.StatusOK)
	if elements := r.liste("elements"); len(elements) > 0 {
		for i := range elements[0].(objet)["raisons"].([]any) {
			lues = append(lues, r.texte("elements", 0, "raisons", i, "genre")+" "+r.texte("elements", 0, "raisons", i, "date"))
		}
	}
	return int(r.nombre("total")), lues
}

func isAmong(lues []string, genre string) bool {
	return slices.ContainsFunc(lues, func(l string) bool { return strings.HasPrefix(l, genre) })
}

// TestWhatIsDueFollowsEachDeed: one line per file, its reasons joined; each leaves when its
// act is done, by whatever door.
func TestWhatIsDueFollowsEachDeed(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	id := c.expected() // today is 2 March, the entry was planned on 2 February
	if n, lues := c.dues("?jusqu_au=2026-12-31"); n != 1 ||
		!slices.Equal(lues[:2], []string{"entree_jour 2026-02-02", "sans_contact 2026-01-12"}) {
		t.Errorf("%d lines, due: %v", n, lues)
	}
	if n, lues := c.dues("?genre=sans_contact"); n != 1 || len(lues) != 1 {
		t.Errorf("of one kind: %d, %v", n, lues)
	}
	if n, _ := c.dues("?q=inconnue"); n != 0 {
		t.Errorf("nobody of that name, and %d lines", n)
	}
	if n, _ := c.dues("?jusqu_au=2020-01-01"); n != 0 {
		t.Errorf("six years ago, %d lines", n)
	}
	if n, _ := e.as(t, "directeur@etti.test").dues(""); n != 0 {
		t.Errorf("another SIAE sees %d lines", n)
	}
	c.do(get, "/echeances?genre=demain", nil).want(http.StatusUnprocessableEntity)

	// Put off, it comes back on its day; the file tells the same.
	plusTard := path("/parcours/%d/echeances/sans_contact/differer", id)
	c.do(post, plusTard, objet{"date": "2026-03-02"}).refused(http.StatusUnprocessableEntity, codeInvalide)
	c.do(post, path("/parcours/%d/echeances/demain/differer", id), objet{"date": "2026-03-05"}).refused(http.StatusNotFound, codeIntrouvable)
	d := c.do(post, plusTard, objet{"date": "2026-03-05", "motif": "En congés."}).want(http.StatusCreated)
	if d.texte("genre") != "sans_contact" {
		t.Errorf("put off: %s", d.brut)
	}
	if _, lues := c.dues("?genre=sans_contact"); !slices.Equal(lues, []string{"sans_contact 2026-03-05"}) {
		t.Errorf("put off: %v", lues)
	}
	if brut := c.do(get, path("/parcours/%d", id), nil).brut; !strings.Contains(brut, `"genre":"sans_contact"`) {
		t.Errorf("the file does not tell it: %s", brut)
	}

	// The accord is taken back: it is told as long as it is true.
	ligne := int64(c.do(get, path("/parcours/%d", id), nil).nombre("financements", 0, "id"))
	c.do(post, path("/parcours/%d/financements/%d/reponses", id, ligne), objet{"reponse": "retire", "date": "2026-02-20"}).
		want(http.StatusCreated)
	if s := c.do(get, path("/parcours/%d", id), nil); s.texte("signalements", 0, "code") != "accord_perdu" ||
		s.texte("signalements", 0, "acte") != "ajouter_financement" {
		t.Errorf("the accord is lost: %s", s.brut)
	}

	// A talk settles the silence, an absence the question of the day, another day the absence.
	c.do(post, path("/parcours/%d/suivis", id), with(unSuivi, objet{"date": "2026-02-03", "date_prochain": "2026-03-04"})).
		want(http.StatusCreated)
	if _, lues := c.dues(""); isAmong(lues, "sans_contact") || !slices.Contains(lues, "rappel 2026-03-04") {
		t.Errorf("spoken to: %v", lues)
	}
	c.do(post, path("/parcours/%d/non-presentations", id), objet{"date": "2026-02-02", "motif": "sante"}).want(http.StatusCreated)
	if _, lues := c.dues(""); lues[0] != "entree_manquee 2026-02-02" {
		t.Errorf("missed: %v", lues)
	}
	c.do(post, path("/parcours/%d/entrees-prevues", id), objet{"date": "2026-03-09"}).want(http.StatusCreated)
	if _, lues := c.dues(""); isAmong(lues, "entree_manquee") {
		t.Errorf("expected again: %v", lues)
	}
	// A fact of the person moves what is due in the file.
	salarie := int64(c.do(get, path("/parcours/%d", id), nil).nombre("salarie", "id"))
	c.do(post, path("/salaries/%d/contrats", salarie), objet{"type": "cddi", "debut": "2027-01-01", "fin_prevue": "2027-06-30"}).
		want(http.StatusCreated)
	if _, lues := c.dues("?genre=fin_contrat&jusqu_au=2028-01-01"); !slices.Equal(lues, []string{"fin_contrat 2027-05-01"}) {
		t.Errorf("the contract ends: %v", lues)
	}
	c.pass(id, "classer_sans_suite", "2026-03-02", objet{"motif": "renoncement"}).want(http.StatusOK)
	if n, lues := c.dues(""); n != 0 {
		t.Errorf("closed: %v", lues)
	}
	if n, ecarts, err := e.app.ReadEcheances(t.Context()); n == 0 || ecarts != 0 || err != nil {
		t.Errorf("read again: %d people, %d differences, %v", n, ecarts, err)
	}
}

// TestTwoPeopleNoteTwoFactsOfOneFileAtOnce: both are kept, and what is due follows both.
func TestTwoPeopleNoteTwoFactsOfOneFileAtOnce(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c, d := e.as(t, "cip@aci.test"), e.as(t, "directeur@aci.test")
	id := c.expected()
	c.pass(id, "confirmer_entree", "2026-02-02", objet{"controle_venu": "oui"}, "controle_incomplet", "demarches_ouvertes").want(http.StatusOK)
	faits := map[*client]struct {
		quoi  string
		corps objet
	}{
		c: {"heures", objet{"debut": "2026-02-02", "fin": "2026-02-06", "heures": 35, "source": "emargement"}},
		d: {"controles", objet{"code": "contact_salarie", "reponse": "oui", "date": "2026-02-05"}},
	}
	fini := make(chan struct{}, len(faits))
	for qui, f := range faits {
		go func() {
			defer func() { fini <- struct{}{} }()
			qui.do(post, path("/parcours/%d/"+f.quoi, id), f.corps).want(http.StatusCreated)
		}()
	}
	for range faits {
		<-fini
	}
	x := c.do(get, path("/parcours/%d", id), nil)
	if len(x.liste("presences", 0, "heures")) != 1 || len(x.liste("presences", 0, "controles")) != 2 {
		t.Errorf("one of the two is lost: %s", x.brut)
	}
	if _, ecarts, err := e.app.ReadEcheances(t.Context()); ecarts != 0 || err != nil {
		t.Errorf("read again: %d differences, %v", ecarts, err)
	}
}

// TestDeadlinesFollowTwoDeedsOnOnePersonAtOnce: one on a file, one on the person; the last
// to write reads what the other wrote.
func TestDeadlinesFollowTwoDeedsOnOnePersonAtOnce(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c, d := e.as(t, "cip@aci.test"), e.as(t, "directeur@aci.test")
	salarie, id := c.newParcours()
	for i := range 10 {
		fini := make(chan struct{}, 2)
		go func() {
			c.do(post, path("/parcours/%d/suivis", id), with(unSuivi, objet{"date": "2026-03-01", "date_prochain": "2026-03-05"})).
				want(http.StatusCreated)
			fini <- struct{}{}
		}()
		go func() {
			d.do(post, path("/salaries/%d/contrats", salarie), objet{"type": "cddi", "debut": path("20%d-01-01", 30+i),
				"fin_prevue":               path("20%d-06-30", 30+i),
				"avertissements_acquittes": []string{"contrat_lointain", "contrat_lointain_2"}}).want(http.StatusCreated)
			fini <- struct{}{}
		}()
		<-fini
		<-fini
		if _, ecarts, err := e.app.ReadEcheances(t.Context()); ecarts != 0 || err != nil {
			t.Fatalf("round %d: %d differences, %v", i, ecarts, err)
		}
	}
}

// arret stops at the first person who is read again.
type arret struct {
	testdb.Compteur
	stop context.CancelFunc
}

func (a *arret) TraceBatchQuery(_ context.Context, _ *pgx.Conn, d pgx.TraceBatchQueryData) {
	if strings.HasSuffix(d.SQL, "FOR NO KEY UPDATE") {
		a.stop()
	}
}

// TestAReadingThatIsStoppedStops: it does not go through everybody to say of each that it was.
func TestAReadingThatIsStoppedStops(t *testing.T) {
	t.Parallel()
	d := testdb.NewDecor(t)
	const tous = 40
	for range tous {
		d.VraiDossier(t, "Nadia")
	}
	ctx, stop := context.WithCancel(t.Context())
	e := newEssaiOn(t, &testdb.Decor{DB: testdb.OpenURL(t, d.URL, &arret{stop: stop}), URL: d.URL})
	if n, _, err := e.app.ReadEcheances(ctx); n == 0 || n > tous/2 || !errors.Is(err, context.Canceled) {
		t.Errorf("%d people of %d: %v", n, tous, err)
	}
	if n, ecarts, err := newEssaiOn(t, d).app.ReadEcheances(t.Context()); n != tous || ecarts == 0 || err != nil {
		t.Errorf("again: %d people, %d differences, %v", n, ecarts, err)
	}
}

// TestTheListOfWhatIsDueIsSortedAndPaged.
func TestTheListOfWhatIsDueIsSortedAndPaged(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	c := e.as(t, "cip@aci.test")
	for _, nom := range []string{"Zoé", "Léa"} {
		e.VraiDossier(t, nom)
	}
	c.expected()
	if _, _, err := e.app.ReadEcheances(t.Context()); err != nil {
		t.Fatal(err)
	}
	for tri, premier := range map[string]string{"urgence": "entree_jour", "salarie": "session", "-salarie": "entree_jour",
		"date": "entree_jour"} {
		r := c.do(get, "/echeances?par_page=1&tri="+tri, nil).want(http.StatusOK)
		if n := r.nombre("total"); n != 3 || len(r.liste("elements")) != 1 {
			t.Errorf("%s: %d of %d lines", tri, len(r.liste("elements")), n)
		}
		if lu := r.texte("elements", 0, "raisons", 0, "genre"); lu != premier {
			t.Errorf("by %s, the first is due for %s, want %s", tri, lu, premier)
		}
		if lu := c.do(get, "/echeances?par_page=1&page=3&tri="+tri, nil).want(http.StatusOK); len(lu.liste("elements")) != 1 {
			t.Errorf("by %s, nobody on the last page", tri)
		}
	}
	c.do(get, "/echeances?jusqu_au=0001-01-01", nil).want(http.StatusOK)
}
