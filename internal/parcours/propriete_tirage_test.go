package parcours

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What is drawn of a life: the next act, what is typed in it, what is typed wrong; and where
// each wrong answer is mended.

// rowsOfActes is the table that an act adds to, or changes.
var rowsOfActes = map[string]string{
	"choisir_formation": "tentative", "ajouter_financement": "financement", "deposer_dossier": "financement",
	"enregistrer_reponse": "reponse", "accorder_fonds_propres": "reponse", "consigner_suivi": "suivi", "prevoir_entree": "entree_prevue",
	"signaler_non_presentation": "non_presentation", "controler_entree": "controle_entree", "noter_heures": "heures",
	"noter_evaluation": "evaluation", "mesurer_impact": "impact", "ajouter_frein": "frein",
	"consigner_observation": "observation", "noter_contrat": "contrat", "finir_contrat": "contrat", IdentifierBesoin: "parcours",
}

// elsewhere are the answers that another row keeps, or under another name.
var elsewhere = map[string]string{
	"deposer_dossier.date": "financement.date_depot", "enregistrer_reponse.etat": "reponse.reponse",
	"date_entree_prevue": "entree_prevue.date", "nouvelle_date": "entree_prevue.date", champFinPrevue: "entree_prevue.date_fin",
	champNouvelleFin: "entree_prevue.date_fin", "heure_entree": "entree_prevue.heure", "lieu_entree": "entree_prevue.lieu",
	"contact_entree": "entree_prevue.contact", "heures": "heures.heures", "evaluation": "evaluation.evaluation",
	"certification": "evaluation.certification", "motifs": "presence.motifs_abandon", "depuis": "passage.date",
	"date_besoin": "parcours.date", "origine": "parcours.origine", "intitule": "parcours.intitule", "description": "parcours.description",
}

// nowhere are the answers that no correction reaches, each with why.
var nowhere = map[string]string{
	"reprendre.etat":           "a parcours taken over in a wrong state is withdrawn and taken over again",
	"ajouter_financement.date": "the day of the directeur's word is that of his answer",
	"controler_entree.code":    "the answer to another point is withdrawn, and given to the right one",
	"clore.date":               "a file closed on a wrong day is opened again, then closed",
	"clore.motif":              "a file closed on a wrong day is opened again, then closed",
}

// mendedIn tells where an answer of the act is mended: table.field, "" when nowhere.
func (g geste) mendedIn(code string) string {
	if nowhere[g.acte+"."+code] != "" {
		return ""
	}
	if objet, ok := rowsOfActes[g.acte]; ok {
		return cmp.Or(elsewhere[g.acte+"."+code], objet+"."+code)
	}
	if t, ok := FindTransition(g.acte); ok && t.Fait != "" && code == "date" {
		return "presence." + t.Fait
	}
	ou := elsewhere[code]
	switch _, surPassage := ChampsPassage.Find(code); {
	case ou != "":
	case slices.Contains(reponsesPassage, code), surPassage:
		ou = "passage." + code
	case strings.HasPrefix(code, "controle_"):
		ou = "controle_entree.reponse"
	default:
		ou = "presence." + code
	}
	return ou
}

// checkEveryField holds the property to the table: no field of a kind of row is left out.
func (b bilan) checkEveryField(t *testing.T) {
	t.Helper()
	vus := strings.Join(slices.Collect(keysOf(b.glissades)), " ")
	for _, f := range Faits {
		ligne := f.New()
		switch x := ligne.(type) { // that says the most
		case *Passage:
			*x = Passage{Transition: "reporter_entree", Champs: Saisie{}}
		case *Presence:
			x.DateFin = lundi
		}
		for _, c := range f.champs(ligne) {
			if !strings.Contains(vus, "→ "+f.Objet+"."+c.Code) && jamais[f.Objet+"."+c.Code] == "" {
				t.Errorf("no life slipped on %s.%s: draw an act that asks it (propriete_tirage_test.go), or say why in jamais", f.Objet, c.Code)
			}
		}
		if f.Retrait && f.Objet != "parcours" && !strings.Contains(vus, "deux fois: ") {
			t.Errorf("no life noted a %s twice", f.Objet)
		}
	}
}

func keysOf[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// jamais are the fields that no life slips on, each with why.
var jamais = func() map[string]string {
	pourquoi := map[string]string{}
	for _, c := range ChampsFormation {
		pourquoi["presence."+c.Code] = "typed with the training of the try: TestEachSlipIsMendedByItsWrongFieldAlone mends it on the stay"
	}
	pourquoi["suivi.heure_prochain"] = "few lives have a next contact: TestEachSlipIsMendedByItsWrongFieldAlone mends it"
	for _, code := range []string{"etat", "solution_ref", "date_solution", "date_leve"} {
		pourquoi["frein."+code] = "written by acts whose rules are in internal/app"
	}
	return pourquoi
}()

// acts that may be done beside a transition, by state; "" for any.
var aside = map[Etat][]string{
	"": {"consigner_suivi", "consigner_suivi", "ajouter_frein", "consigner_observation", "noter_contrat", "finir_contrat",
		"enregistrer_reponse", "rectifier"},
	BesoinIdentifie:  {"choisir_formation", "ajouter_financement", "classer_sans_suite"},
	EnFinancement:    {"revoir_besoin", "deposer_dossier", "enregistrer_reponse", "choisir_formation", "accorder_fonds_propres"},
	EnEntree:         {"prevoir_entree", "signaler_non_presentation", "signaler_non_presentation", "choisir_formation"},
	EnDeroulement:    {"consigner_suivi", "controler_entree", "noter_heures", "noter_evaluation"},
	Sorti:            {"mesurer_impact", "mesurer_impact", "noter_evaluation", "noter_heures", "controler_entree", "clore"},
	Abandonne:        {"noter_heures", "noter_evaluation", "clore"},
	Repositionnement: {"choisir_formation", "choisir_formation", "ajouter_financement", "mesurer_impact", "clore", "noter_evaluation"},
	SansSuite:        {"rectifier"},
}

// draw is the next act of the life as it was.
func (v *vie) draw(t *rapid.T) geste {
	g := geste{pas: v.pas, jour: v.jour, dit: Saisie{}}
	d := v.juste
	if len(d.Passages) == 0 {
		g.acte = rapid.SampledFrom([]string{IdentifierBesoin, IdentifierBesoin, Reprendre}).Draw(t, "création")
		return v.fill(t, g)
	}
	codes := v.onwards()
	if len(codes) == 0 || rapid.IntRange(0, 2).Draw(t, "à côté") == 0 {
		codes = slices.Concat(aside[""], aside[d.Parcours.Etat], aside[d.Parcours.Etat])
		if !d.Parcours.ClosLe.IsZero() {
			codes = append(codes, "rouvrir", "rouvrir")
		}
	}
	g.acte = rapid.SampledFrom(codes).Draw(t, "acte")
	pick := func(ids []int64) {
		if len(ids) > 0 {
			g.id = rapid.SampledFrom(ids).Draw(t, "laquelle")
		} else {
			g.acte = "consigner_suivi"
		}
	}
	switch g.acte {
	case "deposer_dossier", "enregistrer_reponse", "accorder_fonds_propres":
		pick(each(slices.Concat(d.Financements, d.Anciens), func(f Financement) int64 { return f.ID }))
	case "finir_contrat":
		pick(each(d.Contrats, func(c Contrat) int64 { return c.ID }))
	case "controler_entree", "noter_heures", "noter_evaluation":
		pick(each(d.Presences, func(x Presence) int64 { return x.ID }))
	case "mesurer_impact":
		pick(each(keep(d.Presences, Presence.IsCompleted), func(x Presence) int64 { return x.ID }))
	}
	return v.fill(t, g)
}

// onwards is what brings the file on: the transitions that nothing blocks, or what they wait for.
func (v *vie) onwards() (codes []string) {
	d := v.juste
	for _, o := range TransitionsFor(d, cip, v.jour) {
		switch {
		case o.IsPossible() && o.Code != "classer_sans_suite" && o.Code != "revoir_besoin":
			codes = append(codes, o.Code)
		case slices.ContainsFunc(o.Bloquants, func(c Constat) bool { return c.Lien == "#formation" }):
			codes = append(codes, "choisir_formation")
		case len(d.Financements) == 0:
			codes = append(codes, "ajouter_financement")
		case d.Parcours.Etat == EnFinancement:
			codes = append(codes, "enregistrer_reponse")
		}
	}
	return codes
}

// fill types what the act asks.
func (v *vie) fill(t *rapid.T, g geste) geste {
	if g.acte == Reprendre {
		etat := rapid.SampledFrom(Etats).Draw(t, "etat").Code
		g.dit["etat"] = string(etat)
		if rapid.Bool().Draw(t, "décrite") {
			g.id = 1
		}
	}
	for _, c := range g.champs() {
		if c.Requis || v.wants(g, c.Code) || c.Genre != GenreItem && rapid.IntRange(0, 2).Draw(t, "rempli") == 0 {
			g.dit[c.Code] = v.answer(t, g, c)
		}
	}
	if g.dit["dispositif"] == DispositifSansCout {
		delete(g.dit, "montant_demande")
	}
	if g.dit["etat"] == FinancementAccorde { // in full: of what was asked
		delete(g.dit, "montant")
	}
	return g
}

// wants are the answers that open the way.
func (v *vie) wants(g geste, code string) bool {
	return g.acte == "terminer" && code == "heures" && len(v.juste.Heures) == 0 || g.acte == "choisir_formation" && code == "cout" ||
		g.acte == "ajouter_financement" && code == "montant_demande"
}

// answer is what somebody may well type.
func (v *vie) answer(t *rapid.T, g geste, c Champ) string {
	switch c.Genre {
	case GenreChoix:
		return rapid.SampledFrom(c.Options(v.juste.Siae).Codes()).Draw(t, c.Code)
	case GenreMulti:
		codes := slices.Clone(rapid.SliceOfNDistinct(rapid.SampledFrom(c.Options(v.juste.Siae).Codes()), 1, 2, rapid.ID).Draw(t, c.Code))
		slices.Sort(codes)
		return strings.Join(codes, ",")
	case GenreDate:
		return v.day(t, g, c).String()
	case GenreHeures:
		return rapid.SampledFrom([]string{"7", "35", "140"}).Draw(t, c.Code)
	case GenreMontant:
		return rapid.SampledFrom([]string{"900", "1200", "400,50"}).Draw(t, c.Code)
	case GenreCase:
		return Oui
	}
	if c.Code == "heure" || c.Code == "heure_entree" {
		return rapid.SampledFrom([]string{"08:30", "09:00"}).Draw(t, c.Code)
	}
	return fmt.Sprintf("Texte %d", v.pas*10+int64(rapid.IntRange(1, 3).Draw(t, c.Code)))
}

// day is one that makes sense for the field, most of the time.
func (v *vie) day(t *rapid.T, g geste, c Champ) Date {
	d := v.juste
	between := func(a, b Date) Date { return a.AddDays(rapid.IntRange(0, max(0, b.DaysSince(a))).Draw(t, c.Code)) }
	depuis := cmp.Or(d.Parcours.EtatDepuis, v.jour.AddDays(-60))
	stay := d.lastPresence()
	if x, err := d.findPresence(g.id); err == nil {
		stay = x
	}
	switch c.Code {
	case "date_entree_prevue", "nouvelle_date", "date_debut_prevue":
		return v.jour.AddDays(rapid.IntRange(0, 30).Draw(t, c.Code))
	case champNouvelleFin, "date_prochain", "fin_prevue":
		return v.jour.AddDays(rapid.IntRange(1, 90).Draw(t, c.Code))
	case champFinPrevue:
		return cmp.Or(g.dit.Date("date_debut_prevue"), g.dit.Date("date_entree_prevue"), v.jour).AddDays(rapid.IntRange(5, 100).Draw(t, c.Code))
	case "date_fin":
		if g.acte == "prevoir_entree" {
			return g.dit.Date("date").AddDays(rapid.IntRange(5, 100).Draw(t, c.Code))
		}
		return between(cmp.Or(g.dit.Date("date_entree"), v.jour.AddDays(-20)), v.jour)
	case "date_besoin":
		return v.jour.AddDays(-100 - rapid.IntRange(0, 30).Draw(t, c.Code))
	case "date_entree":
		return v.jour.AddDays(-40 - rapid.IntRange(0, 50).Draw(t, c.Code))
	case "date_abandon":
		return between(cmp.Or(g.dit.Date("date_entree"), v.jour.AddDays(-20)), v.jour)
	case "depuis":
		return v.jour.AddDays(-rapid.IntRange(0, 20).Draw(t, c.Code))
	case "debut":
		if stay != nil && g.acte == "noter_heures" {
			return between(stay.DateEntree, cmp.Or(stay.End(), v.jour))
		}
	case "fin":
		return between(g.dit.Date("debut"), cmp.Or(stay.End(), v.jour))
	}
	switch {
	case g.acte == "prevoir_entree":
		return v.jour.AddDays(rapid.IntRange(0, 30).Draw(t, c.Code))
	case g.acte == "noter_evaluation", g.acte == "controler_entree":
		return between(stay.DateEntree, v.jour)
	case g.acte == "mesurer_impact":
		return v.jour
	case g.acte == "confirmer_entree" && rapid.Bool().Draw(t, "bientôt"):
		return between(v.jour.AddDays(-20), v.jour)
	}
	return between(depuis, v.jour)
}

// wrong is what somebody types instead: another answer, another day, or nothing.
func (v *vie) wrong(t *rapid.T, g geste, c Champ) string {
	juste, ok := ParseDate(g.dit[c.Code])
	switch {
	case !c.Requis && rapid.IntRange(0, 2).Draw(t, "oublié") == 0:
		return ""
	case c.Genre == GenreDate && ok == nil && !juste.IsZero():
		return juste.AddDays(rapid.SampledFrom([]int{-365, -40, -10, -3, -1, 1, 3, 10, 40, 365}).Draw(t, "écart")).String()
	}
	return v.answer(t, g, c)
}
