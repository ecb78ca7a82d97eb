package parcours_test

import (
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parcours.example/internal/app"
	"parcours.example/internal/auth"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
	"parcours.example/internal/testdb"
)

func init() { parcours.MainTests = testdb.Main }

// TestMendedLivesGiveTheSameFigures keeps 300 lives in two SIAE of one base, in one without their slip, in the other
// with it: once it is mended there, by the deed that people use, every indicator says the same of both.
func TestMendedLivesGiveTheSameFigures(t *testing.T) {
	t.Parallel()
	d := testdb.NewDecor(t)
	if _, err := testdb.Connect(t, d.URL, 0).Exec(t.Context(), `UPDATE siae SET type = 'AI'`); err != nil {
		t.Fatal(err)
	}
	jetons, err := auth.NewJetons("un secret d'essai assez long pour signer")
	if err != nil {
		t.Fatal(err)
	}
	lus := []string{} // whoever mends has read what is suspicious
	for _, s := range parcours.Soupcons {
		lus = append(lus, s.Code)
	}
	ctx, jour := app.Acknowledge(t.Context(), lus), parcours.Date{}
	a := app.New(app.Options{DB: d.DB, Jetons: jetons, MotsDePasse: auth.NewMotsDePasse(auth.CoutTest),
		Maintenant: func() time.Time { return jour.Time().Add(12 * time.Hour) }, Aujourdhui: func() parcours.Date { return jour }})
	vus := map[string]int{}
	var paires []*parcours.Paire
	for graine := 0; len(paires) < 300; graine++ {
		p := parcours.DrawPaire(graine)
		if p != nil && !hasFreinTwice(p.Juste) && !hasFreinTwice(p.Faux) { // the base has one of a kind
			paires = append(paires, p)
		}
	}
	keep(t, d.DB, d.Aci, paires, func(p *parcours.Paire) (*parcours.Dossier, []parcours.Correction) { return p.Juste, nil })
	numeros := keep(t, d.DB, d.Etti, paires, func(p *parcours.Paire) (*parcours.Dossier, []parcours.Correction) {
		return p.Faux, p.Corrections
	})
	for n, p := range paires {
		ids := numeros[n]
		for i := range p.Corrections {
			c := &p.Corrections[i]
			c.ID, c.Ligne = ids[c.Objet][c.ID], nil
		}
		jour = p.Jour
		if err := a.CorrectParcours(ctx, d.Etti.Directeur, ids["parcours"][70], parcours.Reparation{Motif: "faute de frappe",
			Corrections: p.Corrections}, ""); err != nil {
			t.Fatalf("%d: %s: %v", n, p.Nom, err)
		}
		vus[p.Nom]++
	}
	jour = parcours.NewDate(2032, 1, 1)
	for _, debut := range []parcours.Date{parcours.NewDate(2025, 9, 1), parcours.NewDate(2026, 3, 1), parcours.NewDate(2026, 7, 1)} {
		for _, mois := range []int{4, 12, 48} {
			o := parcours.OptionsRapport{Obligations: mois != 12}
			juste, err := a.ReportResultats(t.Context(), d.Aci.Directeur, debut, debut.AddMonths(mois), o)
			if err != nil {
				t.Fatal(err)
			}
			mende, err := a.ReportResultats(t.Context(), d.Etti.Directeur, debut, debut.AddMonths(mois), o)
			if err != nil {
				t.Fatal(err)
			}
			for i, ind := range juste.Indicateurs {
				if ecart := cmp.Diff(ind, mende.Indicateurs[i]); ecart != "" {
					t.Errorf("%s, %d months from %s (- without the slip, + mended)\n%s", ind.Code, mois, debut, ecart)
				}
			}
		}
	}
	t.Logf("%d kinds of slips: %s", len(vus), strings.Join(slices.Sorted(maps.Keys(vus)), ", "))
}

// numeros tells under which number each row of a life is kept, by table.
type numeros map[string]map[int64]int64

// keep writes files as they stand, with the rows that they had taken out.
func keep(t *testing.T, db *postgres.DB, l testdb.Lieu, paires []*parcours.Paire,
	of func(*parcours.Paire) (*parcours.Dossier, []parcours.Correction)) (gardes []numeros) {
	t.Helper()
	err := db.InSiae(t.Context(), l.Cip, func(tx *postgres.Tx) error {
		for _, p := range paires {
			d, cs := of(p)
			ids, err := keepOne(tx, l, d.Clone(), cs)
			if err != nil {
				return err
			}
			gardes = append(gardes, ids)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return gardes
}

func keepOne(tx *postgres.Tx, l testdb.Lieu, d *parcours.Dossier, cs []parcours.Correction) (numeros, error) {
	ids := numeros{}
	vers := map[string]string{"SalarieID": "salarie", "ParcoursID": "parcours", "TentativeID": "tentative", "FinancementID": "financement"}
	create := func(lignes ...any) error {
		alors := make([]int64, len(lignes))
		for i, x := range lignes {
			ligne := reflect.ValueOf(x).Elem()
			for nom, objet := range vers {
				if f := ligne.FieldByName(nom); f.IsValid() {
					f.SetInt(ids[objet][f.Int()])
				}
			}
			alors[i] = ligne.FieldByName("ID").Int()
			ligne.FieldByName("ID").SetInt(0)
			if err := tx.Create(x); err != nil {
				return err
			}
		}
		err := tx.Flush()
		for i, x := range lignes {
			objet := objetOf(reflect.TypeOf(x).Elem())
			if ids[objet] == nil {
				ids[objet] = map[int64]int64{}
			}
			ids[objet][alors[i]] = tx.IDOf(x)
		}
		return err
	}
	d.Salarie.CipID, d.Parcours.SalarieID = &l.Cip.UtilisateurID, d.Salarie.ID
	err := errors.Join(create(&d.Salarie), create(&d.Parcours))
	v := reflect.ValueOf(d).Elem()
	for i := range v.NumField() {
		var lignes []any
		if v.Field(i).Kind() == reflect.Slice && isLigne(v.Field(i).Type().Elem()) {
			for j := range v.Field(i).Len() {
				lignes = append(lignes, v.Field(i).Index(j).Addr().Interface())
			}
		}
		err = errors.Join(err, create(lignes...))
	}
	for _, c := range cs {
		if c.Remettre {
			reflect.ValueOf(c.Ligne).Elem().FieldByName("RetireLe").Set(reflect.ValueOf(new(time.Time)))
			err = errors.Join(err, create(c.Ligne))
		}
	}
	return ids, err
}

func hasFreinTwice(d *parcours.Dossier) bool {
	vus := map[string]bool{}
	for _, f := range d.Freins {
		if vus[f.Code] {
			return true
		}
		vus[f.Code] = true
	}
	return false
}

func isLigne(t reflect.Type) bool {
	_, ok := parcours.FindObjet(objetOf(t))
	return t.Kind() == reflect.Struct && ok
}

// objetOf is the table of a struct.
func objetOf(t reflect.Type) string {
	var b strings.Builder
	for i, r := range t.Name() {
		if i > 0 && r >= 'A' && r <= 'Z' {
			b.WriteByte('_')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}
