package parcours

import (
	"slices"
	"strings"
	"testing"
)

func TestAmountsOfAPlanAgree(t *testing.T) {
	t.Parallel()
	pic := Financement{Dispositif: "pic_iae", MontantDemande: 100_00}
	for nom, c := range map[string]struct {
		r     Reponse
		f     Financement
		champ string
	}{
		"an accord of nothing":       {Reponse{Reponse: "accorde", MontantNul: true}, pic, "montant"},
		"nothing left, after hours":  {Reponse{Reponse: "partiel", MontantNul: true}, pic, "montant"},
		"a refusal of all of it":     {Reponse{Reponse: "refuse", MontantNul: true}, pic, ""},
		"nothing typed":              {Reponse{Reponse: "accorde"}, pic, ""},
		"as asked":                   {Reponse{Reponse: "accorde", Montant: 100_00}, pic, ""},
		"more, once corrected":       {Reponse{Reponse: "accorde", Montant: 500_00, MontantDemande: 500_00}, pic, ""},
		"a request below zero":       {Reponse{Reponse: "accorde", MontantDemande: -1}, pic, "montant_demande"},
		"a request nobody had noted": {Reponse{Reponse: "accorde", Montant: 70_00}, Financement{Dispositif: "pic_iae"}, ""},
		"a refusal":                  {Reponse{Reponse: "refuse", Montant: 500_00}, pic, ""},
	} {
		c.r.Date = lundi
		if got := champOf(c.r.Validate(c.f, lundi)); got != c.champ {
			t.Errorf("%s: refused beside %q, want %q", nom, got, c.champ)
		}
		if c.champ != "" {
			continue
		}
		if err := c.f.Answer(c.r, cip, lundi); err != nil || c.f.MontantDemande < c.f.MontantAccorde {
			t.Errorf("%s: %d granted of %d, %v", nom, c.f.MontantAccorde, c.f.MontantDemande, err)
		}
	}
}

func champOf(err error) string {
	if es := ErreursOf(err); len(es) > 0 {
		return es[0].Champ
	}
	return ""
}

func TestWhatCostsNothingIsAskedOfNobody(t *testing.T) {
	t.Parallel()
	d := in(BesoinIdentifie)(t)
	d.Financements = nil
	d.Courante().Cout = 1240_50
	err := d.CheckLigne(Financement{Dispositif: "sans_cout"}, lundi)
	if champOf(err) != "dispositif" || !strings.Contains(ErreursOf(err)[0].Message, "La formation coûte 1\u202f240,50\u00a0€ : ") {
		t.Errorf("« sans coût » for a training that costs: %v", err)
	}
	if got := champOf(d.CheckLigne(Financement{Dispositif: "sans_cout", MontantDemande: 500_00}, lundi)); got != "montant_demande" {
		t.Errorf("« sans coût » with an amount: refused beside %q", got)
	}
	d.Courante().Cout, d.Courante().CoutConnu = 0, false
	if err := d.CheckLigne(Financement{Dispositif: "sans_cout"}, lundi); err != nil {
		t.Errorf("« sans coût » while the cost is unknown: %v", err)
	}
	d.Financements = []Financement{{Dispositif: "sans_cout"}}
	f := aFormation()
	if got := champOf(CheckFormation(d, f)); got != "cout" {
		t.Errorf("a cost beside « sans coût »: refused beside %q", got)
	}
	if f.Cout = 0; CheckFormation(d, f) != nil {
		t.Error("a free training is refused beside « sans coût »")
	}
	// What was written before this rule does not open the way either.
	d = in(EnFinancement)(t)
	d.Financements = []Financement{{Dispositif: "sans_cout", MontantDemande: 500_00}}
	if o := offer(t, d, cip, "planifier_entree"); o.IsPossible() ||
		!strings.Contains(o.Bloquants[0].Message, "« Sans coût » ne suffit pas") {
		t.Errorf("an entry without money: %+v", o)
	}
}

func offer(t *testing.T, d *Dossier, qui Identite, code string) Offre {
	t.Helper()
	for _, o := range TransitionsFor(d, qui, lundi) {
		if o.Code == code {
			return o
		}
	}
	t.Fatalf("%s is not offered", code)
	return Offre{}
}

// TestDirecteurIsToldThatPlanningGrants: nothing is called granted before.
func TestDirecteurIsToldThatPlanningGrants(t *testing.T) {
	t.Parallel()
	d := in(EnFinancement)(t)
	d.Courante().Cout = 1240_50
	d.Financements = []Financement{{Dispositif: "fonds_propres", Etat: "prevu", MontantDemande: 1140_50}}
	o := offer(t, d, directeur, "planifier_entree")
	dits := strings.Join(o.Acquis, " | ")
	if !strings.Contains(dits, "Fonds propres : en planifiant l'entrée, vous donnez votre accord (1\u202f140,50\u00a0€)") ||
		strings.Contains(dits, "Financement obtenu") {
		t.Errorf("before he agreed: %s", dits)
	}
	if a := o.Avertissements[0].Message; !strings.HasPrefix(a, "Même avec votre accord") || strings.Contains(a, "accordé (") {
		t.Errorf("before he agreed: %s", a)
	}
	d.Courante().Cout = 1140_50
	if o = offer(t, d, directeur, "planifier_entree"); !slices.Contains(o.Acquis, "Coût couvert avec votre accord") ||
		slices.Contains(o.Acquis, "Coût couvert") {
		t.Errorf("the cost: %q", o.Acquis)
	}
	d.Financements[0].AgreeFondsPropres(lundi)
	if o = offer(t, d, directeur, "planifier_entree"); !slices.Contains(o.Acquis, "Financement obtenu") ||
		!slices.Contains(o.Acquis, "Coût couvert") {
		t.Errorf("once he agreed: %q", o.Acquis)
	}
}

func TestNoEffectStandsAlone(t *testing.T) {
	t.Parallel()
	fin := lundi.AddMonths(-4)
	for _, c := range []struct {
		effets []string
		ok     bool
	}{
		{[]string{"embauche", "certification"}, true}, {[]string{"sans_effet_constate"}, true}, {[]string{"injoignable"}, true},
		{[]string{"embauche", "sans_effet_constate"}, false}, {[]string{"injoignable", "embauche"},
			false}, {[]string{"injoignable", "sans_effet_constate"}, false},
	} {
		err := Impact{Echeance: 3, Date: lundi, Effets: c.effets}.Validate(fin, lundi)
		if got := champOf(err); (got == "") != c.ok || !c.ok && got != "effets" {
			t.Errorf("%v: %v", c.effets, err)
		}
	}
}
