package postgres_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
	"parcours.example/internal/testdb"
)

var jour = parcours.NewDate(2026, time.March, 2)

// affaire is a parcours of the ACI that holds one of everything: what tests look at is
// written here, any other table has a row by fill.
type affaire struct {
	*testdb.Decor
	salarie     parcours.Salarie
	id          int64 // of the parcours
	dossier     parcours.Dossier
	frein       parcours.Frein
	retire      *parcours.Suivi // taken out of the file
	importation postgres.Importation
	guide       ecritsGuide
	organisme   int64
	groupe      parcours.Groupe
}

func newAffaire(t *testing.T) *affaire {
	t.Helper()
	a := &affaire{Decor: testdb.NewDecor(t)}
	a.salarie = a.Salarie(t, a.Aci, "Nadia", "Benali")
	d := newDossier(a.Aci, a.salarie.ID, "Agent de propreté")
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		if err := tx.CreateDossier(d); err != nil {
			return err
		}
		a.id = d.Parcours.ID
		a.frein = parcours.Frein{SalarieID: a.salarie.ID, Code: "mobilite", Etat: "identifie", DateIdentifie: jour}
		a.importation = postgres.Importation{Fichier: "liste.xlsx", Feuille: []byte(`{"Nom":"x"}`), Colonnes: map[string]int{"nom": 0}, Etat: "apercu"}
		a.guide = newEcritsGuide()
		chez, err := tx.NameOrganisme("Centre d'essai")
		if err != nil {
			return err
		}
		a.organisme = *chez
		a.groupe = parcours.Groupe{Intitule: "CACES", Cle: "caces"}
		if err := tx.NameGroupe(&a.groupe); err != nil {
			return err
		}
		a.retire = a.suivi(jour, parcours.Date{}, "Sur une autre personne.")
		a.retire.RetireLe = new(time.Unix(0, 0))
		for _, err := range []error{
			tx.Create(&a.frein),
			tx.CreateFinancement(a.financement("pic_iae", d.Tentatives[0].ID)),
			tx.CreateSuivi(a.suivi(jour, jour.AddDays(7), "Devis attendu.")),
			tx.Create(a.retire),
			tx.CreateImportation(&a.importation, time.Unix(0, 0)),
			tx.SetEncadrants(a.salarie.ID, []int64{a.Aci.Encadrant.UtilisateurID}),
			a.guide.write(tx),
		} {
			if err != nil {
				return err
			}
		}
		_, err = once(tx, "clé", "essai", "", 41)
		return err
	})
	a.fill(t)
	a.dossier = *a.read(t)
	return a
}

// fill derives a row of each table that the ACI has none of, from the schema alone:
// a table added tomorrow is behind the tests of the wall without a word of theirs.
func (a *affaire) fill(t *testing.T) {
	t.Helper()
	conn := testdb.Connect(t, a.URL, a.Aci.Siae.ID)
	for avant := -1; ; {
		var refus []error
		for table, contenu := range a.Imprint(t, a.Aci.Siae.ID) {
			if contenu == "" && !slices.Contains(deLaPorte, table) {
				if err := derive(t, conn, table); err != nil {
					refus = append(refus, fmt.Errorf("no row of %s can be derived: write one in newAffaire (%w)", table, err))
				}
			}
		}
		switch len(refus) {
		case 0:
			return
		case avant: // those that refer to one another came in turn
			t.Fatal(errors.Join(refus...))
		}
		avant = len(refus)
	}
}

// aRemplir are the columns that a row cannot do without: their type, their CHECKs,
// and the row of this SIAE that a foreign key leads to.
const aRemplir = `SELECT a.attname, format_type(a.atttypid, a.atttypmod),
  coalesce((SELECT string_agg(pg_get_constraintdef(c.oid), ' ') FROM pg_constraint c
    WHERE c.conrelid = a.attrelid AND c.contype = 'c' AND a.attnum = ANY (c.conkey)), ''),
  coalesce((SELECT format('(SELECT min(%I) FROM %s)', v.attname, c.confrelid::regclass) FROM pg_constraint c
    JOIN pg_attribute v ON v.attrelid = c.confrelid AND v.attnum = c.confkey[array_position(c.conkey, a.attnum)]
    WHERE c.conrelid = a.attrelid AND c.contype = 'f' AND a.attnum = ANY (c.conkey) LIMIT 1), '')
  FROM pg_attribute a
 WHERE a.attrelid = $1::text::regclass AND a.attnum > 0 AND a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''
 ORDER BY a.attnum`

var admise = regexp.MustCompile(`'([^']+)'::text|ARRAY\[(\d+)`) // the first value that a CHECK names

func derive(t *testing.T, conn *pgx.Conn, table string) error {
	t.Helper()
	type colonne struct{ Nom, Type, Check, Vers string }
	rows, _ := conn.Query(t.Context(), aRemplir, table)
	colonnes, err := pgx.CollectRows(rows, pgx.RowToStructByPos[colonne])
	if err != nil {
		t.Fatal(err)
	}
	var noms, valeurs []string
	for _, c := range colonnes {
		valeur := map[string]string{"text": "'essai'", "date": "'2026-03-02'", "timestamp with time zone": "now()",
			"boolean": "false", "jsonb": "'{}'", "bytea": "''"}[c.Type]
		if m := admise.FindStringSubmatch(c.Check); m != nil {
			valeur = "'" + m[1] + m[2] + "'"
		}
		if c.Nom == "siae_id" {
			c.Vers = "siae_courante()"
		}
		noms, valeurs = append(noms, c.Nom), append(valeurs, cmp.Or(c.Vers, valeur, "1"))
	}
	_, err = conn.Exec(t.Context(), "INSERT INTO "+table+" ("+strings.Join(noms, ", ")+") VALUES ("+strings.Join(valeurs, ", ")+")")
	return err
}

// newDossier is a parcours in financement, ready to be written.
func newDossier(l testdb.Lieu, salarieID int64, intitule string) *parcours.Dossier {
	return &parcours.Dossier{
		Parcours: parcours.Parcours{SiaeID: l.Siae.ID, SalarieID: salarieID, Etat: parcours.EnFinancement, EtatDepuis: jour,
			Version: 1, Tentative: 1,
			Intitule: intitule, Origine: "salarie", DateBesoin: jour.AddDays(-10), CreePar: l.Cip.UtilisateurID},
		Tentatives: []parcours.Tentative{{SiaeID: l.Siae.ID, Numero: 1}},
		Passages: []parcours.Passage{{SiaeID: l.Siae.ID, Transition: "reprendre", Vers: parcours.EnFinancement, Date: jour, Tentative: 1,
			Champs: parcours.Saisie{"origine": "salarie"}, AuteurID: l.Cip.UtilisateurID}},
	}
}

func (a *affaire) financement(dispositif string, tentativeID int64) *parcours.Financement {
	return &parcours.Financement{SiaeID: a.Aci.Siae.ID, ParcoursID: a.id, TentativeID: tentativeID, Dispositif: dispositif,
		Etat: "prevu", MontantDemande: 120000}
}

func (a *affaire) suivi(le, prochain parcours.Date, texte string) *parcours.Suivi {
	return &parcours.Suivi{SiaeID: a.Aci.Siae.ID, ParcoursID: a.id, Tentative: 1, Date: le,
		Avec: "salarie", Canal: "telephone", Texte: texte,
		DateProchain: prochain, AuteurID: a.Aci.Cip.UtilisateurID}
}

func (a *affaire) read(t *testing.T) *parcours.Dossier {
	t.Helper()
	var d *parcours.Dossier
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) (err error) {
		d, err = tx.FindDossier(a.id)
		return err
	})
	return d
}

// once does a deed under a key, and gives what it answers.
func once(tx *postgres.Tx, cle string, action parcours.Action, saisie string, rend int64) (int64, error) {
	acte := postgres.Acte{Action: action, Cle: cle, Saisie: saisie, Rend: &rend}
	_, deja, err := tx.Load(acte)
	if err == nil && !deja {
		err = tx.Keep(acte)
	}
	return rend, err
}

// essaiCloison tries one storage method as another SIAE. code is the refusal
// that it must meet, refus for any error, "" when it answers and shows nothing.
type essaiCloison struct {
	code  parcours.Code
	essai func(tx *postgres.Tx) error
}

const refus parcours.Code = "*"

// shows is an error when another SIAE's data came through.
func shows(quoi any, err error) error {
	if err != nil {
		return err
	}
	if v := reflect.ValueOf(quoi); v.IsValid() && !v.IsZero() && (v.Kind() != reflect.Slice && v.Kind() != reflect.Map || v.Len() > 0) {
		return fmt.Errorf("another SIAE sees %v", quoi)
	}
	return nil
}

func join2(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// waitForLock returns when a connection to this database waits for another, and
// gives its process.
func waitForLock(t *testing.T, url string) (pid int) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	for limite := time.Now().Add(5 * time.Second); time.Now().Before(limite); {
		err := conn.QueryRow(t.Context(), `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' LIMIT 1`).Scan(&pid)
		if err == nil {
			return pid
		}
	}
	t.Fatal("nobody waits for a lock")
	return 0
}

// both gives the lines of a page and how many there are on all of them.
func both[T any](p *parcours.Page[T], err error) ([]T, int, error) {
	if err != nil {
		return nil, 0, err
	}
	return p.Lignes, p.Total, nil
}
