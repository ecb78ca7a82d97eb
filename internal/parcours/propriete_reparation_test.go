package parcours

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// vie is one life, lived twice: as it was, and with one slip.
type vie struct {
	juste, faux *Dossier
	jour        Date
	pas         int64
	glisse      *glissade
	paire       *Paire
}

// Paire is a life without its slip, the same with it, and what mends it that day.
type Paire struct {
	Juste, Faux *Dossier
	Corrections []Correction
	Jour        Date
	Nom         string
}

// DrawPaire draws one, for a test that keeps both; nil when the life has no slip, or one that a correction alone does
// not mend.
func DrawPaire(graine int) *Paire {
	return rapid.Custom(func(t *rapid.T) *Paire {
		v, vu := &vie{jour: lundi, juste: nobodyYet(), faux: nobodyYet()}, bilan{glissades: map[string]int{}}
		n := rapid.IntRange(5, 20).Draw(t, "longueur")
		for i := range n {
			if v.step(t, i >= n/2, &vu); v.paire != nil {
				return v.paire
			}
		}
		if v.glisse != nil {
			v.mend(t)
		}
		return v.paire
	}).Example(graine)
}

// glissade is the slip that was made, and what mends it.
type glissade struct {
	nom, champ  string // act.field, or what else was done
	corrections []Correction
	tard        []geste      // what was left out is noted later, by its own act
	reponse     []Correction // of the answer itself
	reponses    []string     // of the passage, that a fact noted later does not rewrite
}

// vuesDeTout is how many lives slip on every field, the rarest included: by hand, with
// -run TestASlip -v -rapid.checks=1000000.
const vuesDeTout = 200_000

// bilan counts what the property saw.
type bilan struct {
	vies, sansGlissade, empeches int
	glissades                    map[string]int
}

// TestASlipCanBeMendedAtAnyLaterTime is the repair property: a life with one slip, mended by
// its wrong field and a reason alone, gives the file of the same life without it.
func TestASlipCanBeMendedAtAnyLaterTime(t *testing.T) {
	t.Parallel()
	vu := bilan{glissades: map[string]int{}}
	rapid.Check(t, func(t *rapid.T) {
		v := &vie{jour: lundi, juste: nobodyYet(), faux: nobodyYet()}
		vu.vies++
		n := rapid.IntRange(2, 20).Draw(t, "longueur")
		slip := rapid.IntRange(0, n-1).Draw(t, "glissade")
		if rapid.Bool().Draw(t, "tard") { // small numbers are drawn more often
			slip = n - 1 - slip
		}
		plusTard := rapid.IntRange(0, n).Draw(t, "plus tard")
		for i := range n {
			v.step(t, i >= slip, &vu)
			if v.glisse != nil && v.glisse.corrections != nil && i >= slip+plusTard {
				v.mend(t)
			}
		}
		if v.glisse == nil {
			vu.sansGlissade++
			return
		}
		v.mend(t)
		v.isSame(t)
	})
	t.Logf("%d lives, %d without a slip that the doors let in, %d slips that kept a later act from being done until they were mended",
		vu.vies, vu.sansGlissade, vu.empeches)
	for _, nom := range slices.Sorted(maps.Keys(vu.glissades)) {
		t.Logf("%6d %s", vu.glissades[nom], nom)
	}
	if vu.vies >= vuesDeTout {
		vu.checkEveryField(t)
	}
}

// step does the next act in both lives: the one with a slip is mended first where it could
// not follow.
func (v *vie) step(t *rapid.T, glisser bool, vu *bilan) {
	v.pas++
	v.jour = v.jour.AddDays(rapid.SampledFrom([]int{0, 1, 3, 7, 20, 40, 100}).Draw(t, "jours"))
	g := v.draw(t)
	juste, err := g.do(v.juste)
	if err != nil {
		checkSentences(t, err)
		return
	}
	if glisser && v.glisse == nil && v.slip(t, g, juste, vu) {
		v.juste = juste
		return
	}
	faux, err := g.do(v.faux)
	if err != nil {
		if v.glisse == nil || v.glisse.corrections == nil && v.glisse.tard == nil {
			t.Fatalf("%s %v is refused after the mending of %+v: %s", g.acte, g.dit, v.glisse, details(err))
		}
		checkSentences(t, err)
		vu.empeches++
		v.mend(t)
		if faux, err = g.do(v.faux); err != nil {
			t.Fatalf("%s %v is refused once %s is mended: %s", g.acte, g.dit, v.glisse.nom, details(err))
		}
	}
	v.juste, v.faux = juste, faux
	if v.glisse != nil && g.acte == Rectifier {
		v.forgetUndone()
		if len(v.glisse.corrections) == 0 { // the undoing may bring back an answer that was hidden when it was mended
			v.glisse.corrections = v.standing(v.glisse.reponse)
		}
	}
}

// forgetUndone: what was undone with its passage needs no mending any more.
func (v *vie) forgetUndone() {
	la := rowsOf(v.faux)
	restent := v.glisse.corrections[:0:0]
	for _, c := range v.glisse.corrections {
		_, deja := la[c.Objet][c.ID]
		if p, ok := la[c.Objet][c.ID].(Passage); ok {
			deja = p.RectifieLe == nil
		}
		deja = deja || v.waits(c)
		_, voulue := rowsOf(v.juste)[c.Objet][c.ID]
		if deja && !c.Remettre || c.Remettre && voulue && !deja {
			restent = append(restent, c)
		}
	}
	v.glisse.corrections = restent
	v.glisse.tard = keep(v.glisse.tard, func(g geste) bool { return g.isIn(v.juste) })
}

// waits: a total took the place of a row that is wrong; an undoing may bring it back.
func (v *vie) waits(c Correction) bool {
	_, la := rowsOf(v.faux)[c.Objet][c.ID]
	return !la && !c.Remettre && slices.ContainsFunc(v.faux.Passages, func(p Passage) bool {
		return p.RectifieLe == nil && p.Avant != nil &&
			(slices.ContainsFunc(p.Avant.Heures, func(h Heures) bool { return c.Objet == "heures" && h.ID == c.ID }) ||
				slices.ContainsFunc(p.Avant.Evaluations, func(e Evaluation) bool { return c.Objet == "evaluation" && e.ID == c.ID }))
	})
}

// mend brings the life with a slip to the other one.
func (v *vie) mend(t *rapid.T) {
	g := v.glisse
	la, attendent := rowsOf(v.faux), []Correction(nil)
	g.corrections = keep(g.corrections, func(c Correction) bool {
		if x, ok := la[c.Objet][c.ID].(ControleEntree); ok && c.Retirer && slices.ContainsFunc(v.juste.Controles,
			func(y ControleEntree) bool { return y.Code == x.Code && y.Presence == x.Presence }) {
			return false // it was answered since, rightly
		}
		if v.waits(c) {
			attendent = append(attendent, c)
			return false
		}
		return true
	})
	g.corrections = v.standing(g.corrections)
	if len(g.corrections) > 0 {
		if len(attendent)+len(g.tard) == 0 {
			v.paire = &Paire{v.juste, v.faux, g.corrections, v.jour, g.nom}
		}
		apres, err := Correct(v.faux, Reparation{"faute de frappe", g.corrections}, directeur, v.jour, neufHeures)
		if err != nil {
			t.Fatalf("%s is not mended: %s\n%+v", g.nom, details(err), g.corrections)
		}
		v.faux = reread(v.faux, apres, geste{pas: v.pas, jour: v.jour})
	}
	for _, tard := range g.tard {
		if x, err := v.faux.findPresence(tard.id); err == nil && tard.acte == "controler_entree" &&
			v.faux.ControlesOf(x)[tard.dit["code"]] != "" {
			continue // it was answered since
		}
		apres, err := tard.do(v.faux)
		if err != nil {
			t.Fatalf("%s is not noted later: %s\n%+v", g.nom, details(err), tard)
		}
		v.faux = apres
	}
	g.corrections, g.tard = attendent, nil
	v.isSame(t)
}

// standing leaves out what a later act wrote over; a training that somebody chose again is
// wrong on the stay that was entered before.
func (v *vie) standing(cs []Correction) (restent []Correction) {
	says := func(d *Dossier, objet string, id int64, champ string) []string {
		f, _ := FindFait(objet)
		if x := f.Find(d, id); x != nil {
			return f.Values(x)[champ]
		}
		return nil
	}
	differs := func(objet string, id int64, champ string) bool {
		return !slices.Equal(says(v.juste, objet, id, champ), says(v.faux, objet, id, champ))
	}
	for _, c := range cs {
		f, _ := FindFait(c.Objet)
		if c.Champs == nil || c.Objet == "entree_prevue" && f.Find(v.juste, c.ID) == nil && f.Find(v.faux, c.ID) != nil {
			restent = append(restent, c)
			continue
		}
		n := len(restent)
		for champ := range c.Champs {
			for _, l := range v.placesOf(endroit{c.Objet, c.ID, champ}) {
				if differs(l.objet, l.id, l.champ) {
					restent = append(restent, Correction{Objet: l.objet, ID: l.id,
						Champs: map[string][]string{l.champ: says(v.juste, l.objet, l.id, l.champ)}})
					if l.champ == "reponse" && differs(l.objet, l.id, "montant") { // a refusal keeps no amount
						restent[len(restent)-1].Champs["montant"] = says(v.juste, l.objet, l.id, "montant")
					}
					if l.objet != "reponse" {
						break
					}
				}
			}
		}
		if len(restent) == n && c.Objet != "passage" {
			v.glisse.reponses = append(v.glisse.reponses, v.glisse.champ)
		}
	}
	return restent
}

// endroit is one field of one row.
type endroit struct {
	objet string
	id    int64
	champ string
}

// placesOf is where a wrong answer may stand now, the first that shows it first: the days of a
// training on its planned entries, the rest of it on the stays.
func (v *vie) placesOf(e endroit) (ou []endroit) {
	if e.objet == "tentative" && strings.HasPrefix(e.champ, "date_") {
		for _, x := range v.faux.Entrees {
			ou = append(ou, endroit{"entree_prevue", x.ID, "date_fin"})
		}
		ou = append(ou, endroit{"tentative", e.id, "date_debut_prevue"}, endroit{"tentative", e.id, "date_fin_prevue"})
	}
	ou = append(ou, e)
	for i := 0; e.objet == "tentative" && i < len(v.faux.Presences); i++ {
		ou = append(ou, endroit{"presence", v.faux.Presences[i].ID, e.champ})
	}
	if e.objet == "financement" && e.champ == "montant_demande" { // an accord in full of an unknown amount
		for _, r := range v.faux.Reponses {
			ou = append(ou, endroit{"reponse", r.ID, "montant"})
		}
	}
	return ou
}

func (v *vie) isSame(t *rapid.T) {
	juste, faux := imageOf(t, v.juste, v.glisse.reponses...), imageOf(t, v.faux, v.glisse.reponses...)
	if juste != faux {
		pj, lj, _ := strings.Cut(juste, "\n")
		pf, lf, _ := strings.Cut(faux, "\n")
		t.Fatalf("%s is mended, yet (- as it was, + mended)\n%s\n%s", v.glisse.nom, ecart(pj, pf), ecart("\""+lj+"\"", "\""+lf+"\""))
	}
}

// slip does an act with one slip, if the door lets one in.
func (v *vie) slip(t *rapid.T, g geste, juste *Dossier, vu *bilan) bool {
	if len(v.juste.Passages) > 0 && rapid.IntRange(0, 5).Draw(t, "deux fois") == 0 {
		return v.slipTwice(t, g, vu)
	}
	champs := keep(g.champs(), func(c Champ) bool { return c.Genre != GenreItem && g.mendedIn(c.Code) != "" })
	if len(champs) == 0 {
		return false
	}
	c := champs[rapid.IntRange(0, len(champs)-1).Draw(t, "champ")]
	if x := v.juste.lastPresence(); c.Code == "solution" && x != nil && x.Formation == (Formation{}) {
		return false // what is chosen next describes the stay too after a report: nothing says which was meant
	}
	mauvais := g.with(c.Code, v.wrong(t, g, c))
	if mauvais.dit[c.Code] == g.dit[c.Code] {
		return false
	}
	faux, err := mauvais.do(v.faux)
	if err != nil {
		checkSentences(t, err)
		return false
	}
	gl := v.repairOf(g, c, juste, faux)
	if gl == nil {
		return false
	}
	v.glisse, v.faux = gl, faux
	vu.glissades[gl.nom]++
	return true
}

// slipTwice does it twice, or does another one that was never done.
func (v *vie) slipTwice(t *rapid.T, g geste, vu *bilan) bool {
	en := g
	if rapid.Bool().Draw(t, "par erreur") {
		en = v.draw(t)
	}
	if _, ok := FindTransition(en.acte); ok || slices.Contains([]string{Rectifier, "clore", "rouvrir", "finir_contrat",
		"choisir_formation", "ajouter_financement", "deposer_dossier"}, en.acte) {
		return false
	}
	avant, err := g.do(v.faux)
	if err != nil {
		t.Fatal(err)
	}
	v.pas++
	en.pas, en.jour = v.pas, v.jour
	faux, err := en.do(avant)
	if err != nil {
		checkSentences(t, err)
		return false
	}
	gl := &glissade{nom: "deux fois: " + en.acte}
	if rows := rowsOf(avant); gl.addRows(rowsOf(faux), rows, rows) != nil || len(gl.corrections) == 0 {
		return false
	}
	if f := avant.FindFinancement(en.id); f != nil && f.MontantDemande != faux.FindFinancement(en.id).MontantDemande {
		gl.corrections = append(gl.corrections, Correction{Objet: "financement", ID: f.ID,
			Champs: map[string][]string{"montant_demande": ChampsFinancement.Get("montant_demande").Textes(f)}})
	}
	v.faux, v.glisse = faux, gl
	vu.glissades[gl.nom]++
	return true
}

// rowsOf is every row of a file that may be taken out, by table and number.
func rowsOf(d *Dossier) map[string]map[int64]any {
	tout := map[string]map[int64]any{"parcours": {d.Parcours.ID: d.Parcours}}
	v := reflect.ValueOf(d).Elem()
	for i := range v.NumField() {
		l := v.Field(i)
		if l.Kind() != reflect.Slice || l.Type().Elem().Kind() != reflect.Struct || v.Type().Field(i).Name == "Ailleurs" {
			continue
		}
		if _, ligne := l.Type().Elem().FieldByName("ID"); !ligne {
			continue
		}
		objet := snake(l.Type().Elem().Name())
		if tout[objet] == nil {
			tout[objet] = map[int64]any{}
		}
		for j := range l.Len() {
			tout[objet][l.Index(j).FieldByName("ID").Int()] = l.Index(j).Interface()
		}
	}
	return tout
}

// addRows withdraws the rows that should not be there, and brings back those that went; what
// is missing otherwise is returned, by table.
func (gl *glissade) addRows(faux, juste, avant map[string]map[int64]any) (manquent map[string]int64) {
	for _, f := range Faits {
		if !f.Retrait || f.Objet == "parcours" {
			continue
		}
		for _, id := range slices.Sorted(maps.Keys(faux[f.Objet])) {
			if _, voulue := juste[f.Objet][id]; !voulue {
				gl.corrections = append(gl.corrections, Correction{Objet: f.Objet, ID: id, Retirer: true})
			}
		}
		for _, id := range slices.Sorted(maps.Keys(juste[f.Objet])) {
			if _, la := faux[f.Objet][id]; la {
				continue
			}
			if partie, ok := avant[f.Objet][id]; ok {
				copie := reflect.New(reflect.TypeOf(partie))
				copie.Elem().Set(reflect.ValueOf(partie))
				gl.corrections = append(gl.corrections, Correction{Objet: f.Objet, ID: id, Remettre: true, Ligne: copie.Interface()})
				continue
			}
			if manquent == nil {
				manquent = map[string]int64{}
			}
			manquent[f.Objet] = id
		}
	}
	return manquent
}

// repairOf is what mends a wrong answer: nil where no row could be mended, with why.
func (v *vie) repairOf(g geste, c Champ, juste, faux *Dossier) *glissade {
	ou := g.mendedIn(c.Code)
	objet, champ, _ := strings.Cut(ou, ".")
	gl := &glissade{nom: g.acte + "." + c.Code + " → " + ou, champ: c.Code}
	jour := objet == "entree_prevue" && champ == "date" && g.dit[c.Code] != "" && len(faux.Entrees) > len(juste.Entrees)
	if c.Code != "solution" && !jour { // a day that was known already, typed wrong, is another entry: corrected, they are one
		manquent := gl.addRows(rowsOf(faux), rowsOf(juste), rowsOf(v.faux))
		for manque, id := range manquent {
			tard, ok := v.late(manque, id, juste, g)
			if !ok {
				return nil
			}
			gl.tard = append(gl.tard, tard)
		}
		if len(gl.corrections)+len(gl.tard) > 0 {
			gl.reponses = []string{c.Code}
			gl.nom += " (ligne)"
			return gl
		}
	}
	id := v.rowOf(objet, c.Code, g, faux)
	if id == 0 {
		panic(fmt.Sprintf("no row of %s after %s", objet, g.acte))
	}
	gl.corrections = []Correction{{Objet: objet, ID: id, Champs: map[string][]string{champ: nonEmpty([]string{g.dit[c.Code]})}}}
	gl.reponse = gl.corrections
	if g.acte == "controler_entree" { // given again, it keeps one row: the passage may have said what was typed wrong
		gl.reponses = []string{"controle_" + g.dit["code"]}
	}
	return gl
}

// late is the act that notes what was left out.
func (v *vie) late(objet string, id int64, juste *Dossier, g geste) (geste, bool) {
	tard := geste{dit: Saisie{}, pas: id / 10, jour: g.jour, id: juste.lastPresence().idOr0()}
	ligne := rowsOf(juste)[objet][id]
	champs := Champs(nil)
	switch objet {
	case "heures":
		tard.acte, champs = "noter_heures", ChampsHeures
	case "evaluation":
		tard.acte, champs = "noter_evaluation", ChampsEvaluation
	case "controle_entree":
		tard.acte, champs = "controler_entree", ChampsControle
	default:
		return tard, false
	}
	tard.dit.put(champs, ligne)
	if h, ok := ligne.(Heures); ok && h.Heures == nil {
		tard.dit["heures"] = HeuresInconnues
	}
	return tard, true
}

// isIn tells whether a life still holds what the act noted late is to note.
func (g geste) isIn(d *Dossier) bool {
	if x, err := d.findPresence(g.id); err != nil || g.acte == "controler_entree" {
		return err == nil && (g.acte != "controler_entree" || d.ControlesOf(x)[g.dit["code"]] != "")
	}
	lignes := rowsOf(d)[strings.TrimPrefix(g.acte, "noter_")]
	return slices.ContainsFunc(slices.Collect(maps.Keys(lignes)), func(id int64) bool { return id/10 == g.pas })
}

func (x *Presence) idOr0() int64 {
	if x == nil {
		return 0
	}
	return x.ID
}

// rowOf is the row that an act wrote.
func (v *vie) rowOf(objet, code string, g geste, faux *Dossier) int64 {
	p := faux.DernierPassage()
	switch objet {
	case "parcours":
		return 70
	case "passage":
		return p.ID
	case "tentative":
		return v.faux.Courante().ID
	case "presence":
		return faux.lastPresence().ID
	case "entree_prevue":
		return faux.entreeIn(max(1, v.faux.Parcours.Tentative)).ID
	case "financement", "frein":
		if g.id != 0 {
			return g.id
		}
	case "contrat":
		if g.acte == "finir_contrat" {
			return g.id
		}
	case "controle_entree":
		x, _ := faux.findPresence(g.id)
		for _, c := range faux.Controles {
			if c.Presence == x.Numero && (code == "controle_"+c.Code || g.dit["code"] == c.Code) {
				return c.ID
			}
		}
	}
	return slices.Max(append(slices.Collect(maps.Keys(rowsOf(faux)[objet])), 0))
}
