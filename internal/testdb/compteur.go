package testdb

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// Compteur counts what the program sends to PostgreSQL: statements, and round trips (a batch is one). Preparing a
// statement, done once per connection, is not counted.
type Compteur struct{ requetes, trajets atomic.Int64 }

// TraceQueryStart counts a text of one or several statements, sent at once.
func (c *Compteur) TraceQueryStart(ctx context.Context, _ *pgx.Conn, d pgx.TraceQueryStartData) context.Context {
	c.requetes.Add(int64(1 + strings.Count(strings.TrimRight(d.SQL, "; "), ";")))
	c.trajets.Add(1)
	return ctx
}

// TraceBatchStart counts a trip; its statements are counted one by one.
func (c *Compteur) TraceBatchStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceBatchStartData) context.Context {
	c.trajets.Add(1)
	return ctx
}

// TraceBatchQuery counts a statement of a batch.
func (c *Compteur) TraceBatchQuery(context.Context, *pgx.Conn, pgx.TraceBatchQueryData) {
	c.requetes.Add(1)
}

func (*Compteur) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}
func (*Compteur) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData) {}

// Cout is what a deed or a page may cost; Max is raised only with a reason.
type Cout struct {
	Nom                     string
	MaxRequetes, MaxTrajets int
	Fait                    func()
}

// Hold runs each thing and fails when it costs more than it may: one statement added to a deed is paid at every click.
func (d *Decor) Hold(t *testing.T, couts []Cout) {
	t.Helper()
	for _, x := range couts {
		d.Compteur.requetes.Store(0)
		d.Compteur.trajets.Store(0)
		x.Fait()
		r, n := int(d.Compteur.requetes.Load()), int(d.Compteur.trajets.Load())
		t.Logf("%-40s %2d statements in %d trips (at most %d in %d)", x.Nom, r, n, x.MaxRequetes, x.MaxTrajets)
		if r > x.MaxRequetes || n > x.MaxTrajets {
			t.Errorf("%s now costs %d statements in %d trips; it may cost %d in %d. Load less, write in one batch, or raise "+
				"the limit here with the reason", x.Nom, r, n, x.MaxRequetes, x.MaxTrajets)
		}
	}
}

// VraiDossier writes a file such as a year leaves: 12 passages between the need and the request for money, 20
// follow-ups, a training and a funder.
func (d *Decor) VraiDossier(t testing.TB, prenom string) (salarieID, parcoursID int64) {
	t.Helper()
	jour, cip := parcours.NewDate(2026, 1, 5), d.Aci.Cip.UtilisateurID
	s := d.Salarie(t, d.Aci, prenom, "Benali")
	p := &parcours.Dossier{
		Parcours: parcours.Parcours{SiaeID: s.SiaeID, SalarieID: s.ID, Etat: parcours.EnFinancement, EtatDepuis: jour,
			Version: 12, Tentative: 1, Intitule: "Agent de propreté", Origine: "salarie", DateBesoin: jour, CreePar: cip},
		Tentatives: []parcours.Tentative{{SiaeID: s.SiaeID, Numero: 1, Formation: parcours.Formation{
			Intitule: "Titre agent de propreté", Type: "certifiante", Lieu: "of", DateDebutPrevue: jour.AddDays(60),
			DateFinPrevue: jour.AddDays(120), HeuresPrevues: 140, CoutConnu: true}}},
	}
	transitions := [2]string{"revoir_besoin", "demander_financement"}
	etats := [2]parcours.Etat{parcours.BesoinIdentifie, parcours.EnFinancement}
	for i := range 12 {
		g := parcours.Passage{SiaeID: s.SiaeID, Transition: transitions[i%2], De: etats[(i+1)%2], Vers: etats[i%2], Date: jour,
			Tentative: 1, Champs: parcours.Saisie{}, Avant: &parcours.Instantane{}, AuteurID: cip}
		if i == 0 {
			g.Transition, g.De = parcours.IdentifierBesoin, ""
		}
		p.Passages = append(p.Passages, g)
	}
	err := d.DB.InSiae(context.Background(), d.Aci.Cip, func(tx *postgres.Tx) error {
		if err := tx.CreateDossier(p); err != nil {
			return err
		}
		for i := range 20 {
			x := parcours.Suivi{SiaeID: s.SiaeID, ParcoursID: p.Parcours.ID, Tentative: 1,
				Date: jour.AddDays(i), Avec: "salarie", Canal: "telephone", AuteurID: cip,
				Texte: "Un point sur le projet, le logement et les horaires."}
			if err := tx.CreateSuivi(&x); err != nil {
				return err
			}
		}
		return tx.CreateFinancement(&parcours.Financement{SiaeID: s.SiaeID, ParcoursID: p.Parcours.ID,
			TentativeID: p.Tentatives[0].ID, Dispositif: "sans_cout", Etat: "prevu"})
	})
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	return s.ID, p.Parcours.ID
}
