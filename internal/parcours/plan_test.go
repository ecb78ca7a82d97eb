package parcours

import "testing"

func TestALineOfThePlanGoesFromItsDepositToItsAnswer(t *testing.T) {
	t.Parallel()
	f := Financement{Dispositif: "pic_iae", Etat: "prevu", MontantDemande: 900_00}
	for _, le := range []Date{{}, lundi.AddDays(1)} {
		refusedFor(t, f.Submit(le, lundi), "date")
	}
	if err := f.Submit(le("2026-01-20"), lundi); err != nil || f.Etat != "depose" || f.DateDepot != le("2026-01-20") {
		t.Fatalf("%+v, %v", f, err)
	}
	refusedFor(t, f.Answer(Reponse{Etat: "accorde", Date: le("2026-01-19")}, cip, lundi), "date")
	if err := f.Answer(Reponse{Etat: "accorde", Date: le("2026-02-02")}, cip, lundi); err != nil || f.Etat != "accorde" ||
		f.MontantAccorde != 900_00 {
		t.Errorf("an accord without an amount is for what was asked: %+v, %v", f, err)
	}
	refused(t, f.Submit(lundi, lundi), Bloque)
	refused(t, f.CheckRemove(), Bloque)
	if err := f.Answer(Reponse{Etat: "refuse", Date: lundi, Motif: "Enveloppe épuisée."}, cip, lundi); err != nil ||
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
	accord := Reponse{Etat: "accorde", Date: lundi}
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
	refused(t, propres.Answer(Reponse{Etat: "refuse", Date: lundi}, cip, lundi), Bloque) // only who gave his word takes it back
	if err := propres.Answer(Reponse{Etat: "refuse", Date: lundi}, directeur, lundi); err != nil || propres.AccordDirecteur {
		t.Errorf("%+v, %v", propres, err)
	}
}
