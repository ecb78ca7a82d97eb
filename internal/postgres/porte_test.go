package postgres_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// The sign-in door stands outside the wall between structures: it knows no SIAE
// yet. Nobody can be tried there « as another SIAE »; what holds instead is that
// it opens on accounts, sessions and structures, and on no file of any salarié.

// deLaPorte are the tables on which it opens.
var deLaPorte = []string{"appartenance", "session", "siae", "utilisateur"}

// TestTheSignInDoorOpensOnNoFile asks PostgreSQL itself, table by table: a
// table added tomorrow is asked too.
func TestTheSignInDoorOpensOnNoFile(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	conn, err := pgx.Connect(t.Context(), a.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	vues := 0
	for table, contenu := range a.Imprint(t, a.Aci.Siae.ID) {
		if slices.Contains(deLaPorte, table) {
			continue
		}
		if contenu == "" {
			t.Errorf("%s holds nothing, so that nothing is proved: see fill (aide_test.go)", table)
		}
		vues++
		for _, sql := range []string{"SELECT * FROM " + table, "DELETE FROM " + table, "UPDATE " + table + " SET siae_id = siae_id"} {
			if n := throughTheDoor(t, conn, sql); n != 0 {
				t.Errorf("the sign-in door: %s reaches %d rows", sql, n)
			}
		}
	}
	if vues < 15 {
		t.Errorf("only %d tables asked", vues)
	}
	if n := throughTheDoor(t, conn, "SELECT * FROM utilisateur"); n != 7 {
		t.Errorf("it sees %d accounts of 7: this test does not stand at the door", n)
	}
}

// throughTheDoor runs a statement as InConnexion does, undoes it, and counts
// the rows that it reached. A statement that is refused reached none.
func throughTheDoor(t *testing.T, conn *pgx.Conn, sql string) int64 {
	t.Helper()
	tx, err := conn.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(context.Background()) }()
	if _, err := tx.Exec(t.Context(), `SELECT set_config('app.porte','connexion',true), set_config('app.siae_id','',true), set_config('app.utilisateur_id','',true)`); err != nil {
		t.Fatal(err)
	}
	r, err := tx.Exec(t.Context(), sql)
	if err != nil {
		return 0
	}
	return r.RowsAffected()
}

// essaisPorte does everything that the sign-in door can do, to people and
// structures that have files.
func essaisPorte(a *affaire) map[string]func(*postgres.TxConnexion) error {
	qui := a.Aci.Cip
	maintenant := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	session := postgres.Session{ID: "s", UtilisateurID: qui.UtilisateurID, SiaeID: qui.SiaeID, Usage: "site", Tour: 1,
		TourneLe: maintenant, ExpireLe: maintenant.Add(time.Hour), CreeLe: maintenant}
	seul := func(_ any, err error) error { return err }
	return map[string]func(*postgres.TxConnexion) error{
		"CountAttempt": func(tx *postgres.TxConnexion) error {
			_, _, err := tx.CountAttempt("clé", maintenant, time.Minute)
			return err
		},
		"ForgetAttempts":    func(tx *postgres.TxConnexion) error { return tx.ForgetAttempts("compte", "adresse", maintenant) },
		"FindCompte":        func(tx *postgres.TxConnexion) error { return seul(tx.FindCompte("cip@aci.test")) },
		"ListAppartenances": func(tx *postgres.TxConnexion) error { return seul(tx.ListAppartenances(qui.UtilisateurID)) },
		"FindSiaeByID":      func(tx *postgres.TxConnexion) error { return seul(tx.FindSiaeByID(qui.SiaeID)) },
		"ListSiae":          func(tx *postgres.TxConnexion) error { return seul(tx.ListSiae()) },
		"HasDemo":           func(tx *postgres.TxConnexion) error { return seul(tx.HasDemo()) },
		"IsEmpty":           func(tx *postgres.TxConnexion) error { return seul(tx.IsEmpty()) },
		"CreateSession":     func(tx *postgres.TxConnexion) error { return tx.CreateSession(&session) },
		"LockSession":       func(tx *postgres.TxConnexion) error { return unlessUnknown(seul(tx.LockSession("s"))) },
		"TurnSession":       func(tx *postgres.TxConnexion) error { return unlessUnknown(tx.TurnSession(&session)) },
		"RevokeSession":     func(tx *postgres.TxConnexion) error { return tx.RevokeSession("s", maintenant) },
		"PurgeConnexions":   func(tx *postgres.TxConnexion) error { return seul(tx.PurgeConnexions(time.Now().AddDate(9, 0, 0))) },
		"UpdateMotDePasse": func(tx *postgres.TxConnexion) error {
			return tx.UpdateMotDePasse(qui.UtilisateurID, "haché", maintenant)
		},
		"SetRole": func(tx *postgres.TxConnexion) error {
			return tx.SetRole(qui.SiaeID, qui.UtilisateurID, parcours.Directeur)
		},
		"CreateSiae": func(tx *postgres.TxConnexion) error {
			return tx.CreateSiae(&parcours.Siae{Nom: "C", Type: "AI", Departement: "60", Version: 1}, false)
		},
		"CreateUtilisateur": func(tx *postgres.TxConnexion) error {
			return tx.CreateUtilisateur(&parcours.Utilisateur{Email: "c@c.test", MotDePasse: "x", Actif: true})
		},
	}
}

func unlessUnknown(err error) error {
	if parcours.IsCode(err, parcours.Introuvable) {
		return nil
	}
	return err
}

// TestNothingDoneAtTheSignInDoorTouchesAFile, and nothing that it hands out is
// one: it fails when a method was added there without its line above.
func TestNothingDoneAtTheSignInDoorTouchesAFile(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	files := func() map[string]string {
		lus := a.Imprint(t, a.Aci.Siae.ID)
		for _, table := range deLaPorte {
			delete(lus, table)
		}
		return lus
	}
	avant, essais := files(), essaisPorte(a)
	rendus := []string{"bool", "int", "int64", "error", "time.Time", "*parcours.Utilisateur", "[]parcours.Appartenance",
		"*parcours.Siae", "[]parcours.Siae", "*postgres.Session"}
	for m := range reflect.TypeFor[*postgres.TxConnexion]().Methods() {
		for i := range m.Type.NumOut() {
			if rendu := m.Type.Out(i).String(); !slices.Contains(rendus, rendu) {
				t.Errorf("TxConnexion.%s hands out %s: the sign-in door knows accounts, sessions and structures", m.Name, rendu)
			}
		}
		essai := essais[m.Name]
		if essai == nil {
			t.Errorf("TxConnexion.%s: try it in essaisPorte", m.Name)
			continue
		}
		if err := a.DB.InConnexion(t.Context(), essai); err != nil {
			t.Errorf("TxConnexion.%s: %v", m.Name, err)
		}
		delete(essais, m.Name)
	}
	for nom := range essais {
		t.Errorf("TxConnexion.%s is tried, and no longer exists", nom)
	}
	for table, contenu := range files() {
		if ecart := cmp.Diff(avant[table], contenu); ecart != "" {
			t.Errorf("%s is no longer what it was (- before, + after)\n%s", table, ecart)
		}
	}
}

// portes are the ways into the database, each with what keeps it shut.
var portes = map[string]string{
	"Act":          "the wall: TestEveryMethodIsTriedByAnotherSiae",
	"InSiae":       "the wall: TestEveryMethodIsTriedByAnotherSiae",
	"ReadSiae":     "the wall: TestEveryMethodIsTriedByAnotherSiae",
	"ReadWhole":    "the wall: TestEveryMethodIsTriedByAnotherSiae",
	"InConnexion":  "no file: TestNothingDoneAtTheSignInDoorTouchesAFile",
	"CheckSession": "one's own session: TestASessionOpensOnItsOwnPersonOnly",
	"IsMigrated":   "the version of the schema",
	"Stat":         "figures of the pool",
	"Copy":         "nobody's: it fills an empty base with fictional people, as the owner of the tables, and internal/app never calls it",
	"Compact":      "nobody's: as Copy, and it reads nothing",
	"Close":        "nothing is read",
}

func TestEveryWayIntoTheDatabaseIsKnown(t *testing.T) {
	t.Parallel()
	acces := reflect.TypeFor[*postgres.DB]()
	for m := range acces.Methods() {
		if portes[m.Name] == "" {
			t.Errorf("DB.%s: whose data can it reach, and which test proves it? Say it in portes", m.Name)
		}
	}
	for nom := range portes {
		if _, ok := acces.MethodByName(nom); !ok {
			t.Errorf("DB.%s is explained, and no longer exists", nom)
		}
	}
}

// TestASessionOpensOnItsOwnPersonOnly: CheckSession runs before every page, at
// the sign-in door and by SQL of its own.
func TestASessionOpensOnItsOwnPersonOnly(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	maintenant := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	moi := a.DoubleAci
	moi.SessionID = "s"
	err := a.DB.InConnexion(t.Context(), func(tx *postgres.TxConnexion) error {
		return tx.CreateSession(&postgres.Session{ID: "s", UtilisateurID: moi.UtilisateurID, SiaeID: moi.SiaeID, Usage: "site", Tour: 1,
			TourneLe: maintenant, ExpireLe: maintenant.Add(time.Hour), CreeLe: maintenant})
	})
	if err != nil {
		t.Fatal(err)
	}
	check := func(qui parcours.Identite, usage string, quand time.Time) *postgres.PersonneConnectee {
		t.Helper()
		p, err := a.DB.CheckSession(t.Context(), qui, usage, quand)
		if err != nil {
			t.Error(err)
		}
		return p
	}
	p := check(moi, "site", maintenant)
	if p == nil || p.Utilisateur.ID != moi.UtilisateurID || p.Siae.ID != moi.SiaeID || p.Utilisateur.MotDePasse != "" ||
		len(p.Appartenances) != 2 {
		t.Fatalf("her session opens on %+v", p)
	}
	as := func(change func(*parcours.Identite)) parcours.Identite { qui := moi; change(&qui); return qui }
	for nom, qui := range map[string]parcours.Identite{
		"in another structure": as(func(q *parcours.Identite) { q.SiaeID = a.Etti.Siae.ID }), // of which she also is
		"in none":              as(func(q *parcours.Identite) { q.SiaeID = 0 }),
		"by a colleague":       as(func(q *parcours.Identite) { q.UtilisateurID = a.Aci.Cip.UtilisateurID }),
		"by a stranger":        as(func(q *parcours.Identite) { *q = a.Etti.Cip; q.SessionID = "s" }),
		"under another number": as(func(q *parcours.Identite) { q.SessionID = "t" }),
		"under none":           as(func(q *parcours.Identite) { q.SessionID = "" }),
	} {
		if p := check(qui, "site", maintenant); p != nil {
			t.Errorf("a session used %s opens on %+v", nom, p.Utilisateur)
		}
	}
	if check(moi, "api", maintenant) != nil || check(moi, "site", maintenant.Add(time.Hour)) != nil {
		t.Error("it opens to the other usage, or after its end")
	}
	conn, err := pgx.Connect(t.Context(), a.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	write := func(sql string) {
		t.Helper()
		if r, err := conn.Exec(t.Context(), sql); err != nil || r.RowsAffected() != 1 {
			t.Fatalf("%s: %v, %v", sql, r, err)
		}
	}
	write(`SELECT set_config('app.porte','connexion',false)`)
	for _, c := range []struct{ nom, fait, defait string }{
		{"a revoked session", `UPDATE session SET revoque_le = now()`, `UPDATE session SET revoque_le = NULL`},
		{"a closed account", `UPDATE utilisateur SET actif = false WHERE email = 'cip@deux.test'`, `UPDATE utilisateur SET actif = true WHERE email = 'cip@deux.test'`},
		{"a role taken away", fmt.Sprintf(`DELETE FROM appartenance WHERE utilisateur_id = %d AND siae_id = %d`, moi.UtilisateurID, moi.SiaeID), ""},
	} {
		write(c.fait)
		if p := check(moi, "site", maintenant); p != nil {
			t.Errorf("%s: it still opens on %+v", c.nom, p.Utilisateur)
		}
		if c.defait != "" {
			write(c.defait)
			if check(moi, "site", maintenant) == nil {
				t.Errorf("%s, and given back: it opens no more", c.nom)
			}
		}
	}
}
