package parcours

import (
	"slices"
	"strings"
	"testing"
)

func TestALineOfThePlanGoesFromItsDepositToItsAnswer(t *testing.T) {
	t.Parallel()
	f := Financement{Dispositif: "pic_iae", Etat: "prevu", MontantDemande: 900_00}
	for _, le := range []Date{{}, lundi.AddDays(1)} {
		refusedFor(t, f.Submit(le, lundi), "date")
	}
	if err := f.Submit(le("2026-01-20"), lundi); err != nil || f.Etat != "depose" || f.DateDepot != le("2026-01-20") {
		t.Fatalf("%+v, %v", f, err)
	}
	refusedFor(t, f.Answer(Reponse{Reponse: "accorde", Date: le("2026-01-19")}, cip, lundi), "date")
	if err := f.Answer(Reponse{Reponse: "accorde", Date: le("2026-02-02")}, cip, lundi); err != nil || f.Etat != "accorde" ||
		f.MontantAccorde != 900_00 {
		t.Errorf("an accord without an amount is for what was asked: %+v, %v", f, err)
	}
	refused(t, f.Submit(lundi, lundi), Bloque)
	refused(t, f.CheckRemove(), Bloque)
	if err := f.Answer(Reponse{Reponse: "refuse", Date: lundi, Motif: "Enveloppe épuisée."}, cip, lundi); err != nil ||
		f.MontantAccorde != 0 || f.MotifRefus == "" {
		t.Errorf("%+v, %v", f, err)
	}
	if err := (Financement{Dispositif: "prf", Etat: "prevu"}).CheckRemove(); err != nil {
		t.Error(err)
	}
}

func TestNobodyAnswersWhereNobodyPays(t *testing.T) {
	t.Parallel()
	gratuit := Financement{Dispositif: "sans_cout", Etat: "prevu"}
	accord := Reponse{Reponse: "accorde", Date: lundi}
	refused(t, gratuit.Submit(lundi, lundi), Bloque)
	refused(t, gratuit.Answer(accord, directeur, lundi), Bloque)
	refused(t, gratuit.Agree(lundi, lundi), Bloque)

	propres := Financement{Dispositif: "fonds_propres", Etat: "prevu", MontantDemande: 300_00}
	refused(t, propres.Submit(lundi, lundi), Bloque)
	refused(t, propres.Answer(accord, directeur, lundi), Bloque)
	refusedFor(t, propres.Agree(lundi.AddDays(1), lundi), "date")
	if err := propres.Agree(le("2026-03-02"), lundi); err != nil || !propres.AccordDirecteur ||
		propres.DateReponse != le("2026-03-02") || propres.MontantAccorde != 300_00 {
		t.Errorf("%+v, %v", propres, err)
	}
	refused(t, propres.Answer(Reponse{Reponse: "refuse", Date: lundi}, cip, lundi), Bloque) // only who gave his word takes it back
	if err := propres.Answer(Reponse{Reponse: "refuse", Date: lundi}, directeur, lundi); err != nil || propres.AccordDirecteur {
		t.Errorf("%+v, %v", propres, err)
	}
}

func TestEachAnswerStaysAndTheLastOneCounts(t *testing.T) {
	t.Parallel()
	f := Financement{ID: 3, Dispositif: "pic_iae", MontantDemande: 900_00}
	refused(t, f.Answer(Reponse{Reponse: "retire", Date: lundi}, cip, lundi), Bloque) // nothing was granted
	refused(t, f.Answer(Reponse{Reponse: "prorata", Montant: 1_00, Date: lundi}, cip, lundi), Bloque)
	for _, c := range []struct {
		r       Reponse
		etat    string
		accorde int64
	}{
		{Reponse{Reponse: "refuse", Date: le("2026-02-02"), Motif: "Enveloppe épuisée."}, "refuse", 0},
		{Reponse{Reponse: "accorde", Date: le("2026-02-20")}, "accorde", 900_00},
		{Reponse{Reponse: "partiel", Date: le("2026-02-10"), Montant: 500_00}, "accorde", 900_00}, // noted late
		{Reponse{Reponse: "prorata", Date: le("2026-03-01"), Montant: 300_00, Motif: "12 h sur 35"}, "prorata", 300_00},
		{Reponse{Reponse: "retire", Date: le("2026-03-01"), Motif: "Absences"}, "retire", 0},
	} {
		avant := f
		if err := f.Answer(c.r, cip, lundi); err != nil || f.Etat != c.etat || f.Accorde() != c.accorde || f.IsGranted() != (c.accorde > 0) {
			t.Errorf("after %+v: %+v, %v", c.r, f, err)
		}
		if len(f.Reponses) != len(avant.Reponses)+1 {
			t.Errorf("after %+v: %d answers", c.r, len(f.Reponses))
		}
	}
	dits := each(f.Reponses, Reponse.Resume)
	want := []string{"Refus le 02/02/2026 · Enveloppe épuisée.", "Accord partiel le 10/02/2026 : 500\u00a0€",
		"Accord le 20/02/2026 : 900\u00a0€",
		"Prorata des heures faites le 01/03/2026 : 300\u00a0€ · 12 h sur 35", "Accord retiré le 01/03/2026 · Absences"}
	if !slices.Equal(dits, want) {
		t.Errorf("reads %q", dits)
	}
}

func TestACostIsTheSumOfItsParts(t *testing.T) {
	t.Parallel()
	d := in(EnFinancement)(t)
	d.Courante().CoutAnnexe, d.Courante().CoutRemuneration = 100_00, 50_50
	if o := offer(t, d, cip, "planifier_entree"); !strings.Contains(o.Avertissements[0].Message, "reste 150,50") {
		t.Errorf("%+v", o.Avertissements)
	}
	d.Courante().Cout, d.Courante().CoutConnu = 0, false
	d.Courante().CoutAnnexe, d.Courante().CoutRemuneration = 0, 0
	if o := offer(t, d, cip, "planifier_entree"); slices.Contains(o.Acquis, "Coût couvert") {
		t.Error("an unknown cost is not covered")
	}
}
