package parcours

import (
	"slices"

	"pgregory.net/rapid"
)

// The acts of the property test: each calls the rules that its deed calls, then
// writes what the deed writes.

// act runs an act as internal/app does: refuse, or write.
func (m *monde) act(t *rapid.T, a Action, err error, write func()) {
	if e := CheckActe(m.d, a); e != nil {
		err = e
	}
	if err != nil {
		checkSentences(t, err)
		return
	}
	write()
}

func (m *monde) choose(t *rapid.T) {
	f := aFormation()
	f.DateFinPrevue = f.DateDebutPrevue.AddDays(rapid.IntRange(-1, 300).Draw(t, "jours"))
	f.Cout = int64(rapid.IntRange(-1, 3000_00).Draw(t, "cout"))
	m.act(t, ActionChooseFormation, CheckFormation(m.d, f), func() { m.d.Courante().Formation = f; m.d.Parcours.Version++ })
}

// prepare is a CIP who does everything well, so that deep states are reached.
func (m *monde) prepare(t *rapid.T) {
	m.act(t, ActionChooseFormation, CheckFormation(m.d, aFormation()), func() {
		suivis := m.d.Suivis
		prepare(m.d)
		m.d.Suivis = suivis
		m.d.Parcours.Version++
	})
}

func (m *monde) fund(t *rapid.T) {
	f := Financement{Dispositif: rapid.SampledFrom(Dispositifs.Codes()).Draw(t, "dispositif"),
		MontantDemande: int64(rapid.IntRange(-1, 2000_00).Draw(t, "demande"))}
	m.act(t, ActionEditFinancement, f.Validate(lundi), func() {
		m.id++
		f.ID, f.Etat = m.id, "prevu"
		if m.someone(t).Can(ActionAgreeFondsPropre) {
			f.AgreeFondsPropres(m.jour)
		}
		m.d.Financements = append(slices.Clip(m.d.Financements), f)
	})
}

// answer moves one line of the plan: sent, answered, agreed to or taken away.
func (m *monde) answer(t *rapid.T) {
	if len(m.d.Financements) == 0 {
		return
	}
	i := rapid.IntRange(0, len(m.d.Financements)-1).Draw(t, "ligne")
	f, qui := m.d.Financements[i], m.someone(t)
	var err error
	keep := func() {
		m.d.Financements = slices.Clone(m.d.Financements)
		m.d.Financements[i] = f
	}
	switch rapid.SampledFrom([]string{"dépôt", "réponse", "réponse", "accord", "retrait"}).Draw(t, "quoi") {
	case "dépôt":
		err = f.Submit(m.date(t), m.jour)
	case "réponse":
		r := Reponse{Reponse: rapid.SampledFrom([]string{"accorde", "accorde", "partiel", "refuse", "retire", "prorata"}).Draw(t, "reponse"),
			Montant: f.MontantDemande, Date: m.date(t)}
		err = f.Answer(r, qui, m.jour)
	case "accord":
		if err = qui.Require(ActionAgreeFondsPropre); err == nil {
			err = f.Agree(m.date(t), m.jour)
		}
	case "retrait":
		err = f.CheckRemove()
		keep = func() { m.d.Financements = slices.Delete(slices.Clone(m.d.Financements), i, i+1) }
	}
	m.act(t, ActionEditFinancement, err, keep)
}

func (m *monde) secure(t *rapid.T) {
	s := Securisation{Code: rapid.SampledFrom(Securisations.Codes()).Draw(t, "code"),
		Reponse: rapid.SampledFrom(ReponsesSecurisation.Codes()).Draw(t, "reponse"), Date: m.date(t)}
	m.act(t, ActionSecure, s.Validate(m.jour), func() {
		autres := slices.DeleteFunc(slices.Clone(m.d.Securisations), func(x Securisation) bool { return x.Code == s.Code })
		m.d.Securisations = append(autres, s)
	})
}

func (m *monde) follow(t *rapid.T) {
	s := Suivi{Tentative: m.d.Parcours.Tentative, Date: m.date(t), Avec: "salarie", Canal: "telephone", Texte: "Point fait.",
		Absence:    rapid.SampledFrom(Absences.Codes()).Draw(t, "absence"),
		Difficulte: rapid.Bool().Draw(t, "difficulte")}
	err := s.Validate(m.jour)
	if err == nil {
		err = CheckSuivi(m.d, s)
	}
	m.act(t, ActionLogSuivi, err, func() { m.d.Suivis = append(slices.Clip(m.d.Suivis), s) })
}

func (m *monde) reportAbsence(t *rapid.T) {
	n := NonPresentation{Date: m.date(t), Motif: "famille"}
	m.act(t, ActionReportAbsence, n.Validate(m.jour), func() { m.d.Miss(n) })
}

// measure comes back when the impact is due, sometimes twice on the same day.
func (m *monde) measure(t *rapid.T) {
	if m.d.Parcours.Etat == Sorti && rapid.Bool().Draw(t, "plus tard") {
		m.wait(t)
	}
	for range rapid.IntRange(1, 2).Draw(t, "fois") {
		i := Impact{Echeance: rapid.SampledFrom([]int{0, 3, 3, 3, 6}).Draw(t, "echeance"),
			Date: m.jour, Effets: []string{"appetence"}}
		if rapid.IntRange(0, 2).Draw(t, "autre_jour") == 0 {
			i.Date = m.date(t)
		}
		d := m.d.Clone()
		_, err := d.MeasureImpact(i, m.jour)
		m.act(t, ActionMeasureImpact, err, func() { m.d = d })
	}
}

func (m *monde) close(t *rapid.T) {
	c := Cloture{Date: m.date(t), Motif: rapid.SampledFrom(append(MotifsCloture.Codes(), "")).Draw(t, "motif")}
	m.act(t, ActionCloseParcours, CheckClose(m.d, c, m.jour), func() {
		m.d.Parcours.ClosLe, m.d.Parcours.MotifCloture = c.Date, c.Motif
		m.d.Parcours.Version++
	})
}

func (m *monde) reopen(t *rapid.T) {
	if err := CheckReopen(m.d); err != nil {
		checkSentences(t, err)
		return
	}
	m.d.Parcours.ClosLe, m.d.Parcours.MotifCloture = Date{}, ""
	m.d.Parcours.Version++
}
