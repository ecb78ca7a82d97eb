package app_test

import (
	"context"
	"testing"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/internal/testdb"
)

// bilan writes files as people do, each deed on its own day.
type bilan struct {
	*testing.T
	*essai
	lieu testdb.Lieu
	jour parcours.Date
}

func newBilan(t *testing.T) *bilan {
	e := newEssai(t)
	return &bilan{T: t, essai: e, lieu: e.Aci}
}

func day(t *testing.T, s string) parcours.Date {
	t.Helper()
	d, err := parcours.ParseDate(s)
	if err != nil || d.IsZero() {
		t.Fatalf("date %q", s)
	}
	return d
}

// at is the program on a day.
func (b *bilan) at(jour string) *app.App {
	d := day(b.T, jour)
	b.jour = d
	return b.App.WithClock(func() time.Time { return d.Time().Add(9 * time.Hour) }, func() parcours.Date { return d })
}

// try repeats a deed with the warnings that it met, as somebody who reads them.
func (b *bilan) try(deed func(acquittes []string) error) {
	b.Helper()
	var lus []string
	for {
		err := deed(lus)
		es := parcours.ErreursOf(err)
		if err == nil {
			return
		}
		if len(es) == 0 || len(es[0].AAcquitter) == 0 || len(lus) > 0 {
			b.Fatal(err)
		}
		for _, c := range es[0].AAcquitter {
			lus = append(lus, c.Code)
		}
	}
}

// resume takes over a file as a spreadsheet holds it.
func (b *bilan) resume(prenom string, r parcours.Reprise) int64 {
	b.Helper()
	s := b.Salarie(b.T, b.lieu, prenom, "Essai")
	r.Besoin.Intitule, r.Besoin.Origine = "Projet de "+prenom, "salarie"
	var id int64
	b.try(func(lus []string) (err error) {
		r.Acquittes = lus
		id, err = b.ResumeParcours(context.Background(), b.lieu.Cip, s.ID, r, "")
		return err
	})
	return id
}

func (b *bilan) identify(prenom, jour string) int64 {
	b.Helper()
	a := b.at(jour)
	s := b.Salarie(b.T, b.lieu, prenom, "Essai")
	id, err := a.IdentifyBesoin(context.Background(), b.lieu.Cip, s.ID,
		parcours.Besoin{Origine: "salarie", Intitule: "Projet de " + prenom, Date: b.jour}, "")
	if err != nil {
		b.Fatal(err)
	}
	return id
}

func (b *bilan) apply(id int64, qui parcours.Identite, jour, transition string, champs parcours.Saisie) {
	b.Helper()
	a := b.at(jour)
	b.try(func(lus []string) error {
		f, err := a.FindParcours(context.Background(), qui, id)
		if err != nil {
			return err
		}
		return a.ApplyTransition(context.Background(), qui, id, parcours.Demande{
			Transition: transition, Version: f.Parcours.Version, Date: b.jour, Champs: champs, Acquittes: lus}, "")
	})
}

func (b *bilan) choose(id int64, jour string, heures float64) {
	b.Helper()
	a := b.at(jour)
	f := parcours.Formation{Intitule: "Formation d'essai", Type: "attestation", Lieu: "of", DateDebutPrevue: b.jour,
		DateFinPrevue: b.jour.AddDays(30), HeuresPrevues: heures, CoutConnu: true}
	if err := a.ChooseFormation(context.Background(), b.lieu.Cip, id, 0, f, ""); err != nil {
		b.Fatal(err)
	}
}

func (b *bilan) finance(id int64, qui parcours.Identite, f parcours.Financement, r parcours.Reponse) {
	b.Helper()
	a := b.at(b.jour.String())
	var ligne *parcours.Financement
	b.try(func(lus []string) (err error) {
		ligne, err = a.AddFinancement(app.Acknowledge(context.Background(), lus), qui, id, f, "")
		return err
	})
	if r.Reponse == "" {
		return
	}
	r.Date = b.jour
	b.try(func(lus []string) error {
		return a.RecordReponse(app.Acknowledge(context.Background(), lus), qui, id, app.LigneFinancement{ID: ligne.ID}, r)
	})
}

// plan brings a file from its need to a planned entry, at no cost.
func (b *bilan) plan(id int64, jour, entree string, heures float64) {
	b.Helper()
	b.choose(id, jour, heures)
	b.finance(id, b.lieu.Cip, parcours.Financement{Dispositif: "sans_cout"}, parcours.Reponse{})
	b.apply(id, b.lieu.Cip, jour, "demander_financement", nil)
	b.apply(id, b.lieu.Cip, jour, "planifier_entree", parcours.Saisie{"date_entree_prevue": entree})
}

// aya abandons, is repositioned, and completes a second try.
func (b *bilan) aya() {
	cip, directeur := b.lieu.Cip, b.lieu.Directeur
	id := b.identify("Aya", "2025-01-10")
	b.choose(id, "2025-01-12", 70)
	b.finance(id, cip, parcours.Financement{Dispositif: "pic_iae", MontantDemande: 1000_00},
		parcours.Reponse{Reponse: "partiel", Montant: 800_00})
	b.apply(id, cip, "2025-01-13", "demander_financement", nil)
	b.apply(id, cip, "2025-01-20", "planifier_entree", parcours.Saisie{"date_entree_prevue": "2025-02-03"})
	b.apply(id, cip, "2025-02-03", "confirmer_entree", parcours.Saisie{"controle_venu": "oui"})
	b.apply(id, cip, "2025-02-20", "abandonner", parcours.Saisie{"motifs": "mobilite,famille", "heures": "12,5"})
	b.apply(id, cip, "2025-03-01", "repositionner", parcours.Saisie{"solution": "autres_modalites"})
	b.choose(id, "2025-03-02", 35)
	b.apply(id, cip, "2025-03-02", "relancer_financement", nil)
	b.finance(id, directeur, parcours.Financement{Dispositif: "fonds_propres", MontantDemande: 300_00}, parcours.Reponse{})
	b.apply(id, cip, "2025-03-03", "planifier_entree", parcours.Saisie{"date_entree_prevue": "2025-04-01"})
	b.apply(id, cip, "2025-04-01", "confirmer_entree", nil)
	b.apply(id, cip, "2025-04-30", "terminer", parcours.Saisie{"heures": "35", "evaluation": "reussie", "situation": "emploi"})
}

func f64(f float64) *float64 { return &f }

// cast is small enough to be counted by hand.
func (b *bilan) cast() {
	d := func(s string) parcours.Date { return day(b.T, s) }
	formation := func(heures float64, obligation bool) parcours.Formation {
		return parcours.Formation{Intitule: "Formation reprise", Type: "attestation", Lieu: "of", DateDebutPrevue: d("2025-01-15"),
			DateFinPrevue: d("2025-12-31"), HeuresPrevues: heures, CoutConnu: true, ObligationEmployeur: obligation}
	}
	b.aya()
	b.resume("Bao", parcours.Reprise{Etat: parcours.Sorti, Besoin: parcours.Besoin{Date: d("2025-03-01")}, Formation: formation(50, false),
		DateEntree: d("2025-03-11"), Issue: parcours.Issue{DateFin: d("2025-06-10"),
			HeuresRealisees: f64(40), Evaluation: "partielle"}})
	b.resume("Chloé", parcours.Reprise{Etat: parcours.Abandonne, Besoin: parcours.Besoin{Date: d("2024-11-01")},
		DateEntree: d("2024-12-01"), Issue: parcours.Issue{DateAbandon: d("2025-01-05"),
			MotifsAbandon: []string{"mobilite"}}})
	b.resume("Driss", parcours.Reprise{Etat: parcours.EnDeroulement, Besoin: parcours.Besoin{Date: d("2025-10-01")},
		DateEntree: d("2025-11-05")})
	b.resume("Élise", parcours.Reprise{Etat: parcours.Sorti, Besoin: parcours.Besoin{Date: d("2025-05-01")}, Formation: formation(14, true),
		DateEntree: d("2025-05-05"), Issue: parcours.Issue{DateFin: d("2025-05-06"),
			HeuresRealisees: f64(14), Evaluation: "reussie", Situation: "maintien_meme_siae"}})
	fanta := b.identify("Fanta", "2025-06-01")
	b.plan(fanta, "2025-06-10", "2025-07-01", 21)
	if _, err := b.at("2025-07-01").ReportNonPresentation(context.Background(), b.lieu.Cip, fanta,
		parcours.NonPresentation{Date: d("2025-07-01"), Motif: "mobilite"}, ""); err != nil {
		b.Fatal(err)
	}
	b.apply(fanta, b.lieu.Cip, "2025-07-02", "reporter_entree", parcours.Saisie{"motif": "mobilite", "solution": "report"})
	b.apply(fanta, b.lieu.Cip, "2025-07-03", "relancer_entree", parcours.Saisie{"date_entree_prevue": "2025-09-01"})
	b.apply(fanta, b.lieu.Cip, "2025-09-15", "classer_sans_suite", parcours.Saisie{"motif": "renoncement"})
	gael := b.resume("Gaël", parcours.Reprise{Etat: parcours.Sorti, Besoin: parcours.Besoin{Date: d("2024-01-02")},
		DateEntree: d("2024-06-01"), Issue: parcours.Issue{DateFin: d("2024-06-30"),
			HeuresRealisees: f64(7), Evaluation: "reussie", Situation: "emploi"}})
	if err := b.CloseParcours(context.Background(), b.lieu.Cip, gael, 1,
		parcours.Cloture{Date: d("2024-07-15"), Motif: "depart"}, ""); err != nil {
		b.Fatal(err)
	}
	hugo := b.identify("Hugo", "2025-07-01")
	b.plan(hugo, "2025-07-05", "2025-08-01", 21)
	b.apply(hugo, b.lieu.Cip, "2025-08-01", "confirmer_entree", nil)
	f, err := b.at("2025-08-02").FindParcours(context.Background(), b.lieu.Directeur, hugo)
	if err == nil {
		err = b.at("2025-08-02").RectifyPassage(context.Background(), b.lieu.Directeur, hugo, f.Parcours.Version, "Erreur de personne.", "")
	}
	if err != nil {
		b.Fatal(err)
	}
	b.resume("Inès", parcours.Reprise{Etat: parcours.Sorti, Besoin: parcours.Besoin{Date: d("2025-01-05")}, Formation: formation(100, false),
		DateEntree: d("2025-01-15"), Issue: parcours.Issue{DateFin: d("2025-12-31"),
			HeuresRealisees: f64(100), Evaluation: "echouee", Situation: "maintien_meme_siae"}})
	b.identify("Jade", "2025-02-01")
	b.lieu = b.Etti // the neighbour, who must not be counted
	b.resume("Kim", parcours.Reprise{Etat: parcours.Abandonne, Besoin: parcours.Besoin{Date: d("2025-03-01")},
		DateEntree: d("2025-03-02"), Issue: parcours.Issue{DateAbandon: d("2025-03-03"),
			MotifsAbandon: []string{"autre"}, HeuresRealisees: f64(3)}})
	b.lieu = b.Aci
}
