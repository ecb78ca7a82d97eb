package postgres_test

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
	"parcours.example/internal/testdb"
)

// vuesComparees are those that TestViewsSayWhatTheRulesSay reads; historique_lu repeats no rule.
var vuesComparees = []string{"parcours_lu", "rappel", "accorde", "contrat_courant", "historique_lu"}

// TestEveryViewIsCompared: a rule written in SQL alone would drift from the rule in Go.
func TestEveryViewIsCompared(t *testing.T) {
	t.Parallel()
	type vue struct{ Nom string }
	for _, v := range query[vue](t, testdb.New(t), `SELECT relname FROM pg_class
 WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace`) {
		if !slices.Contains(vuesComparees, v.Nom) {
			t.Errorf("the view %s is compared with no rule: read it in TestViewsSayWhatTheRulesSay, beside the rule of "+
				"internal/parcours that it repeats, and name it in vuesComparees", v.Nom)
		}
	}
}

// TestViewsSayWhatTheRulesSay writes random files and compares what each view
// says of them with the rule in Go that it repeats.
func TestViewsSayWhatTheRulesSay(t *testing.T) {
	t.Parallel()
	d := testdb.NewDecor(t)
	nadia := d.Salarie(t, d.Aci, "Nadia", "Benali")
	conn, ailleurs := testdb.Connect(t, d.URL, d.Aci.Siae.ID), testdb.Connect(t, d.URL, d.Etti.Siae.ID)
	ouverts := 0
	rapid.Check(t, func(rt *rapid.T) {
		etat := rapid.SampledFrom(parcours.Etats).Draw(rt, "state").Code
		code := func(l parcours.Liste, nom string) string { return rapid.SampledFrom(l.Codes()).Draw(rt, nom) }
		day := func(nom string) parcours.Date { return jour.AddDays(rapid.IntRange(-60, 0).Draw(rt, nom)) }
		montant := func(nom string) int64 { return rapid.SampledFrom([]int64{0, 50_000, 120_000}).Draw(rt, nom) }
		x := newDossier(d.Aci, nadia.ID, "Cuisine")
		x.Parcours.Etat = etat
		if etat.IsClosable() && rapid.Bool().Draw(rt, "closed") {
			x.Parcours.ClosLe, x.Parcours.MotifCloture = jour, "autre"
		}
		in(t, d.DB, d.Aci.Cip, func(tx *postgres.Tx) error {
			if err := tx.CreateDossier(x); err != nil {
				return err
			}
			for range rapid.IntRange(0, 4).Draw(rt, "suivis") {
				s := parcours.Suivi{SiaeID: d.Aci.Siae.ID, ParcoursID: x.Parcours.ID, Tentative: 1,
					Date: day("suivi"), Texte: "x",
					AuteurID: d.Aci.Cip.UtilisateurID, ProchainSolde: rapid.Bool().Draw(rt, "settled")}
				if rapid.Bool().Draw(rt, "reminder") {
					s.DateProchain = jour.AddDays(rapid.IntRange(0, 30).Draw(rt, "next"))
				}
				if err := tx.CreateSuivi(&s); err != nil {
					return err
				}
			}
			for range rapid.IntRange(0, 3).Draw(rt, "lines") {
				f := parcours.Financement{SiaeID: d.Aci.Siae.ID, ParcoursID: x.Parcours.ID, TentativeID: x.Tentatives[0].ID,
					Dispositif: code(parcours.Dispositifs, "funder"), Etat: code(parcours.EtatsFinancement, "answer"),
					MontantDemande: montant("asked"), MontantAccorde: montant("granted"), AccordDirecteur: rapid.Bool().Draw(rt, "agreed")}
				if err := tx.CreateFinancement(&f); err != nil {
					return err
				}
			}
			lu, err := tx.FindDossier(x.Parcours.ID)
			x = lu
			return err
		})
		one := func(dans any, requete string, args ...any) {
			if err := conn.QueryRow(t.Context(), requete, args...).Scan(dans); err != nil {
				rt.Fatalf("%s: %v", requete, err)
			}
		}
		p, id := x.Parcours, x.Parcours.ID
		var ouvert, clos bool
		one(&ouvert, `SELECT ouvert FROM parcours_lu WHERE id = $1`, id)
		one(&clos, `SELECT clos FROM parcours_lu WHERE id = $1`, id)
		if clos != p.IsClosed() || ouvert != (p.Etat.IsOpen() && p.ClosLe.IsZero()) {
			rt.Errorf("%s, closed on %s: open %v, closed %v", p.Etat, p.ClosLe, ouvert, clos)
		}
		if ouvert {
			ouverts++
		}
		var dernier, prochain parcours.Date
		for _, s := range x.Suivis {
			if s.Date.After(dernier) {
				dernier = s.Date
			}
			if s.IsRappel() && (prochain.IsZero() || s.DateProchain.Before(prochain)) {
				prochain = s.DateProchain
			}
		}
		var lu parcours.Date
		if one(&lu, `SELECT dernier_contact FROM parcours_lu WHERE id = $1`, id); lu != dernier {
			rt.Errorf("last contact %s, the rule says %s", lu, dernier)
		}
		if one(&lu, `SELECT prochain_contact FROM parcours_lu WHERE id = $1`, id); lu != prochain {
			rt.Errorf("next contact %s, the rule says %s", lu, prochain)
		}
		for _, f := range x.Financements {
			var montant int64
			var attend bool
			one(&montant, `SELECT montant FROM accorde WHERE financement_id = $1`, f.ID)
			one(&attend, `SELECT attend_directeur FROM accorde WHERE financement_id = $1`, f.ID)
			if montant != f.Accorde() || attend != f.WaitsDirecteur() {
				rt.Errorf("%+v: %d granted, waits %v", f, montant, attend)
			}
		}
		in(t, d.DB, d.Aci.Cip, func(tx *postgres.Tx) error { return contractsAgree(rt, tx, nadia.ID, day) })
		in(t, d.DB, d.Aci.Cip, func(tx *postgres.Tx) error {
			p, err := tx.FindPersonne(nadia.ID)
			if err == nil && p.AutresOuverts != ouverts {
				rt.Errorf("%d open parcours, want %d", p.AutresOuverts, ouverts)
			}
			return err
		})
	})
	for _, vue := range vuesComparees {
		var n int
		if err := ailleurs.QueryRow(t.Context(), `SELECT count(*) FROM `+vue).Scan(&n); err != nil || n != 0 {
			t.Errorf("another SIAE sees %d rows of the view %s: %v", n, vue, err)
		}
	}
}

// contractsAgree compares the contract that a list shows with the rule, for random
// contracts of a person and a random day.
func contractsAgree(rt *rapid.T, tx *postgres.Tx, salarie int64, day func(string) parcours.Date) error {
	p, err := tx.FindPersonne(salarie)
	if err != nil {
		return err
	}
	autres := p.Clone()
	autres.Contrats = nil
	for range rapid.IntRange(0, 4).Draw(rt, "contracts") {
		c := parcours.Contrat{Type: rapid.SampledFrom(parcours.TypesContrat.Codes()).Draw(rt, "kind")}
		if rapid.IntRange(0, 3).Draw(rt, "begun") > 0 {
			c.Debut = day("début")
		}
		if rapid.Bool().Draw(rt, "planned") {
			c.FinPrevue = cmp.Or(c.Debut, day("end")).AddDays(rapid.IntRange(0, 20).Draw(rt, "days"))
		}
		if rapid.Bool().Draw(rt, "left") {
			c.FinReelle = cmp.Or(c.Debut, day("leaving")).AddDays(rapid.IntRange(0, 20).Draw(rt, "days"))
		}
		suite := autres.Clone()
		if _, err := suite.LogContrat(c); err == nil { // not twice on the same day
			autres = suite
		}
	}
	if err := errors.Join(tx.SaveFaits(p, autres), tx.Flush()); err != nil {
		return err
	}
	p, err = tx.FindPersonne(salarie)
	if err != nil || len(p.Contrats) != len(autres.Contrats) {
		rt.Errorf("%d contracts, want %d: %v", len(p.Contrats), len(autres.Contrats), err)
	}
	le := day("today")
	lignes, _, err := both(tx.ListSalaries(postgres.FiltreSalaries{Aujourdhui: le, Page: 1, ParPage: 1}))
	if err != nil {
		return err
	}
	c, l := p.Contrats.Courant(le), lignes[0]
	if l.TypeContrat != c.Type || l.DateDebutContrat != c.Debut || l.DateFinContrat != c.Fin() {
		rt.Errorf("%s: the list shows %s, %s – %s; the rule says %+v", le, l.TypeContrat, l.DateDebutContrat,
			l.DateFinContrat, c)
	}
	return nil
}

// TestEveryViewReadsAsWhoeverAsks: without it a view would go through the wall.
func TestEveryViewReadsAsWhoeverAsks(t *testing.T) {
	t.Parallel()
	type vue struct {
		Nom string
		OK  bool
	}
	vues := query[vue](t, testdb.New(t), `SELECT relname, coalesce(reloptions @> '{security_invoker=true}', false) FROM pg_class
 WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace`)
	for _, v := range vues {
		if !v.OK {
			t.Errorf("the view %s lacks WITH (security_invoker = true)", v.Nom)
		}
	}
	if len(vues) < len(vuesComparees) {
		t.Errorf("only %d views", len(vues))
	}
}

// TestStatesKeepTheOrderOfTheRules: what a start writes, and writes again when
// it is not what etat.go says.
func TestStatesKeepTheOrderOfTheRules(t *testing.T) {
	t.Parallel()
	url := testdb.New(t)
	conn := testdb.Connect(t, url, 0)
	if _, err := conn.Exec(t.Context(), `UPDATE rang_etat SET rang = -rang, final = true;
		DELETE FROM rang_etat WHERE etat = 'sortie'`); err != nil {
		t.Fatal(err)
	}
	if _, err := postgres.Migrate(t.Context(), url, nil); err != nil {
		t.Fatal(err)
	}
	type ligne struct {
		Etat            string
		EnCours, IsFini bool
	}
	lues := query[ligne](t, url, `SELECT etat, en_cours, final FROM rang_etat ORDER BY rang`)
	for i, e := range parcours.Etats {
		if len(lues) != len(parcours.Etats) || lues[i] != (ligne{string(e.Code), e.Code.IsOpen(), e.Final}) {
			t.Fatalf("state %d: %+v", i, lues)
		}
	}
}

// TestANewStateSortsInItsPlace in both lists, without a word of SQL.
func TestANewStateSortsInItsPlace(t *testing.T) {
	t.Parallel()
	d := cortege(t)
	conn := testdb.Connect(t, d.URL, d.Aci.Siae.ID)
	if _, err := conn.Exec(t.Context(), `ALTER TABLE parcours DROP CONSTRAINT parcours_etat_check;
UPDATE rang_etat SET rang = rang + 1 WHERE rang >= 1;
INSERT INTO rang_etat VALUES ('devis', 1, true, false)`); err != nil {
		t.Fatal(err)
	}
	ines := d.Salarie(t, d.Aci, "Inès", "Zola")
	in(t, d.DB, d.Aci.Cip, func(tx *postgres.Tx) error {
		x := newDossier(d.Aci, ines.ID, "Cuisine")
		x.Parcours.Etat = "devis"
		return tx.CreateDossier(x)
	})
	const want = "Zoé Inès Nadia Noël Karim Anna"
	if lus, _ := prenoms(t, d, postgres.FiltreParcours{Tri: "etat"}); lus != want {
		t.Errorf("parcours: %s", lus)
	}
	in(t, d.DB, d.Aci.Cip, func(tx *postgres.Tx) error {
		ls, _, err := both(tx.ListSalaries(postgres.FiltreSalaries{Tri: "etat", Page: 1, ParPage: 50}))
		var lus []string
		for _, l := range ls {
			lus = append(lus, l.Prenom)
		}
		if s := strings.Join(lus, " "); s != want {
			t.Errorf("salariés: %s", s)
		}
		return err
	})
}
