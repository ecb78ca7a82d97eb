package app_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"parcours.example/internal/parcours"
)

func TestTheFormationIsChosenWhole(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	version := r.fiche().Parcours.Version
	choose := func(change func(*parcours.Formation)) error {
		f := proprete
		change(&f)
		return r.ChooseFormation(t.Context(), r.qui, r.id, version, f, "")
	}
	for champ, change := range map[string]func(*parcours.Formation){
		"intitule":        func(f *parcours.Formation) { f.Intitule = "" },
		"type":            func(f *parcours.Formation) { f.Type = "stage" },
		"date_fin_prevue": func(f *parcours.Formation) { f.DateFinPrevue = f.DateDebutPrevue.AddDays(-1) },
		"heures_prevues":  func(f *parcours.Formation) { f.HeuresPrevues = math.NaN() },
		"cout_annexe":     func(f *parcours.Formation) { f.CoutAnnexe = -1 },
		"organisme":       func(f *parcours.Formation) { f.Organisme = strings.Repeat("x", 201) },
	} {
		if e := wantCode(t, choose(change), parcours.Invalide); e.Champ != champ {
			t.Errorf("%s: refused beside %q", champ, e.Champ)
		}
	}
	if f := r.fiche(); f.Courante().Intitule != "" || f.Parcours.Version != version {
		t.Error("a refusal wrote something")
	}
	r.must(choose(func(*parcours.Formation) {}))
	f := r.fiche()
	choisie := f.Courante().Formation
	chez := choisie.OrganismeID
	if choisie.OrganismeID = nil; chez == nil || choisie != proprete || f.Parcours.Version != version+1 {
		t.Errorf("chosen: %+v", f.Courante().Formation)
	}
	// In training, the action is no longer chosen: it is another try.
	r.to(parcours.EnDeroulement)
	if e := wantCode(t, r.ChooseFormation(t.Context(), r.qui, r.id, r.fiche().Parcours.Version, proprete, ""),
		parcours.Bloque); !strings.Contains(e.Message, "« Déroulement »") {
		t.Errorf("said %q", e.Message)
	}
}

func TestGoodPracticesAreAnswered(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	secure := func(reponses ...parcours.Securisation) error {
		return r.Secure(t.Context(), r.qui, r.id, nil, reponses)
	}
	wantCode(t, secure(parcours.Securisation{Code: "pmsmp", Reponse: "fait"},
		parcours.Securisation{Code: "inconnue", Reponse: "fait"}), parcours.Invalide)
	wantCode(t, secure(parcours.Securisation{Code: "pmsmp", Reponse: "fait", Date: aujourdhui.AddDays(1)}), parcours.Invalide)
	if n := len(r.fiche().Securisations); n != 0 {
		t.Fatalf("%d answers of a refused form were kept", n)
	}
	r.must(secure(parcours.Securisation{Code: "pmsmp", Reponse: "fait", SiaeID: r.Etti.Siae.ID},
		parcours.Securisation{Code: "visite_of", Reponse: "a_faire"}))
	r.must(secure(parcours.Securisation{Code: "visite_of", Reponse: "sans_objet"}))
	s := r.fiche().Securisations
	if len(s) != 2 || len(r.fiche().UnansweredSecurisations()) != len(parcours.Securisations)-2 {
		t.Errorf("answers %+v", s)
	}
	for _, x := range s {
		if x.SiaeID != r.Aci.Siae.ID || x.Code == "pmsmp" && x.Date != aujourdhui {
			t.Errorf("kept %+v", x)
		}
	}
}

// TestAFirstDayAbsenceIsNoAbandonment: the parcours stays in « Entrée », the
// absence is counted once and told in the timeline.
func TestAFirstDayAbsenceIsNoAbandonment(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.EnFinancement)
	n := parcours.NonPresentation{Date: le2025(4, 14), Motif: "mobilite", Detail: "Le bus n'est pas passé.", Absence: "justifiee"}
	miss := func(n parcours.NonPresentation, cle string) error {
		_, err := r.ReportNonPresentation(context.Background(), r.qui, r.id, n, cle)
		return err
	}
	wantCode(t, miss(n, ""), parcours.Bloque)
	r.pass("planifier_entree", le2025(4, 1), parcours.Saisie{"date_entree_prevue": "2025-04-14"})
	version := r.fiche().Parcours.Version
	for _, err := range together(5, func(int) error { return miss(n, "clé") }) {
		r.must(err)
	}
	f := r.fiche()
	if f.Parcours.Etat != parcours.EnEntree || len(f.NonPresentations) != 1 || len(f.Suivis) != 0 ||
		f.EntreePrevue().Devenue != parcours.EntreeManquee {
		t.Fatalf("%+v, %+v, %d follow-ups", f.NonPresentations, f.Entrees, len(f.Suivis))
	}
	if x := f.NonPresentations[0]; x.Motif != n.Motif || x.Detail != n.Detail || x.Absence != "justifiee" || x.Entree != 1 ||
		x.AuteurID != r.qui.UtilisateurID {
		t.Errorf("kept as %+v", x)
	}
	// Nobody knows yet: nothing is made up, of whom was spoken to neither.
	sait := n
	sait.Absence = ""
	r.must(miss(sait, ""))
	if x := r.fiche().NonPresentations; len(x) != 2 || x[1].Absence != "" {
		t.Errorf("kept as %+v", x)
	}
	sait.Absence = "aucune"
	if e := wantCode(t, miss(sait, ""), parcours.Invalide); e.Champ != "absence" {
		t.Errorf("refused beside %q", e.Champ)
	}
	n.Motif = ""
	wantCode(t, miss(n, ""), parcours.Invalide)
	// The planning of that entry can no longer be undone.
	wantCode(t, r.RectifyPassage(t.Context(), r.qui, r.id, version, "Erreur", ""), parcours.Bloque)
}

func TestImpactIsMeasuredWhenItIsDue(t *testing.T) {
	t.Parallel()
	r := newRecit(t).to(parcours.EnDeroulement)
	impact := parcours.Impact{Echeance: 3, Date: aujourdhui, Effets: []string{"embauche", "certification"}, Texte: "CDD de six mois."}
	wantCode(t, r.measure(r.qui, impact, ""), parcours.Bloque)
	r.pass("terminer", le2025(5, 30), parcours.Saisie{"heures": "105", "evaluation": "reussie", "situation": "emploi"})
	for champ, i := range map[string]parcours.Impact{
		"date":     {Echeance: 3, Date: le2025(8, 14), Effets: []string{"embauche"}}, // due on 30/08, asked from 15/08
		"effets":   {Echeance: 3, Date: aujourdhui},
		"echeance": {Echeance: 4, Date: aujourdhui, Effets: []string{"embauche"}},
		"texte":    {Echeance: 0, Date: aujourdhui, Effets: []string{"embauche"}, Texte: strings.Repeat("x", 10_000)},
	} {
		if e := wantCode(t, r.measure(r.qui, i, ""), parcours.Invalide); e.Champ != champ {
			t.Errorf("%s: refused beside %q", champ, e.Champ)
		}
	}
	for range 2 {
		r.must(r.measure(r.qui, impact, "clé"))
	}
	f := r.fiche()
	if len(f.Impacts) != 1 || len(f.Impacts[0].Effets) != 2 || f.Impacts[0].AuteurID != r.qui.UtilisateurID || f.Impacts[0].Tentative != 1 {
		t.Errorf("kept %+v", f.Impacts)
	}
	if e := wantCode(t, r.measure(r.Aci.Directeur, impact, "une autre clé"),
		parcours.Invalide); e.Champ != "echeance" {
		t.Errorf("the same due date, by somebody else: beside %q", e.Champ)
	}
	wantCode(t, r.RectifyPassage(t.Context(), r.qui, r.id, f.Parcours.Version, "Erreur", ""), parcours.Bloque)
}

func (r *recit) measure(qui parcours.Identite, i parcours.Impact, cle string) error {
	_, err := r.MeasureImpact(context.Background(), qui, r.id, i, cle)
	return err
}
