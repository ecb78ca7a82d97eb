package api

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	gocmp "github.com/google/go-cmp/cmp"

	"parcours.example/internal/importation"
	"parcours.example/internal/parcours"
	"parcours.example/internal/site"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

// A field is one row of the rules. The tests of this file take each row of each
// act away in turn, hand what is left to every reader of rows, and see that it
// loses that field and no other; with the row, that it has it. They run alone
// (no t.Parallel): some readers read a list of package parcours by its name, and
// are handed another one by writing it there for a moment.

// sujet is one act, and how its readers are asked.
type sujet struct {
	acte   string
	champs parcours.Champs
	lu     reflect.Type // the struct that its answers are read into
	// tables keep what the act writes.
	tables []string
	// liste is what Validate of the struct reads; valider is that Validate, when it has one.
	liste   parcours.Champs
	valider reflect.Value
}

// ailleurs are the acts that write another table than that of their struct, or have no
// struct of their own.
var ailleurs = map[string][]string{
	"changer_frein": {"frein"}, parcours.Rectifier: {"passage"}, "transition": {"passage"},
	"differer":        {"differe"},
	"confier_salarie": {"salarie"}, "noter_contraintes": {"parcours"}, "identifier_besoin": {"parcours"}, "clore": {"parcours"},
	"reprendre": {"tentative", "entree_prevue", "presence", "heures", "evaluation", "parcours"}, "choisir_formation": {"tentative"},
	"creer_salarie": {"salarie", "contrat"}, "modifier_salarie": {"salarie", "contrat"}, "finir_contrat": {"contrat"},
	"deposer_dossier": {"financement"}, "enregistrer_reponse": {"financement"}, "accorder_fonds_propres": {"financement"},
}

// autreListe are the structs whose Validate reads other rows than those of the act.
var autreListe = map[string]parcours.Champs{
	"creer_salarie": parcours.ChampsSalarie, // the CIP is checked where colleagues are known
	"ajouter_frein": parcours.ChampsFrein,   // with what is answered later
	// The stay is checked where the file is known.
	"controler_entree": parcours.ChampsControle, "noter_heures": parcours.ChampsHeures, "noter_evaluation": parcours.ChampsEvaluation,
	"mesurer_impact": parcours.ChampsImpact,
	"noter_reponse":  parcours.ChampsReponseLigne,
}

// sansValidate are the structs whose Validate is looked at elsewhere.
var sansValidate = map[string]string{
	"deplacer_suivi": "it reads one of two lists, as what is moved says: tests of internal/app",
	"signaler_item":  "it reads one of two lists, as the genre says: tests of internal/app",
}

// everySujet is one subject per act of parcours.Actes, and the two fields that all the
// transitions share: their answers are looked at by TestATransitionLosesEachOfItsRows.
func everySujet() []sujet {
	tous := []sujet{newSujet(parcours.Acte{Code: "transition", Champs: parcours.ChampsPassage, Lu: parcours.Demande{}})}
	for _, a := range parcours.Actes() {
		if tr, ok := parcours.FindTransition(a.Code); !ok || len(tr.De) == 0 {
			tous = append(tous, newSujet(a))
		}
	}
	return tous
}

func newSujet(a parcours.Acte) sujet {
	s := sujet{acte: a.Code, champs: slices.Clone(a.Champs), lu: reflect.TypeOf(a.Lu), tables: ailleurs[a.Code], liste: a.Champs}
	if a.Lu == nil {
		s.lu = structOf(a.Champs)
	}
	if autre, ok := autreListe[a.Code]; ok {
		s.liste = autre
	}
	if sansValidate[a.Code] == "" {
		s.valider = reflect.New(s.lu).MethodByName("Validate")
	}
	for _, o := range parcours.Objets {
		if s.tables == nil && strings.ReplaceAll(o.Nom, "_", "") == strings.ToLower(s.lu.Name()) {
			s.tables = []string{o.Nom}
		}
	}
	return s
}

// structOf keeps these rows: what an act asks that has no struct of its own.
func structOf(champs parcours.Champs) reflect.Type {
	genres := map[parcours.Genre]reflect.Type{parcours.GenreDate: reflect.TypeFor[parcours.Date](),
		parcours.GenreCollegue: reflect.TypeFor[*int64](), parcours.GenreMulti: reflect.TypeFor[[]string]()}
	var fields []reflect.StructField
	for _, c := range champs {
		var nom string
		for _, mot := range strings.Split(c.Column(), "_") {
			nom += strings.ToUpper(mot[:1]) + mot[1:]
		}
		fields = append(fields, reflect.StructField{Name: nom, Type: cmp.Or(genres[c.Genre], reflect.TypeFor[string]())})
	}
	return reflect.StructOf(fields)
}

// lire fills a new struct of the act from a body, as the handlers do.
func (s sujet) lire(b body, champs parcours.Champs) any {
	lu := reflect.New(s.lu).Interface()
	_ = b.read(champs, aujourdhui, lu)
	return lu
}

// judge is Validate of a struct that was read, today.
func (s sujet) judge(lu any) error {
	var args []reflect.Value
	valider := reflect.ValueOf(lu).MethodByName("Validate")
	for arg := range valider.Type().Ins() {
		args = append(args, reflect.Zero(arg))
	}
	if n := len(args); n > 0 && args[n-1].Type() == reflect.TypeFor[parcours.Date]() {
		args[n-1] = reflect.ValueOf(aujourdhui)
	}
	err, _ := valider.Call(args)[0].Interface().(error)
	return err
}

// lecteur is a reader of rows: which fields of the act does it see, when these
// are the rows that are left?
type lecteur struct {
	nom  string
	voit func(sujet, parcours.Champs) []string
	// lit tells the rows that this reader is for; nil is every row that is typed.
	lit func(sujet, parcours.Champ) bool
	// refaire is what to do when it does not see what the rows say.
	refaire string
}

var lecteurs = []lecteur{
	{nom: "the form", voit: drawn, refaire: "draw the rows (pages.champs), not a field by hand"},
	{nom: "the reading of a form", voit: readFromForm, refaire: "read the rows (Form.Read), into a struct that has the column"},
	{nom: "the reading of JSON", voit: readFromBody, refaire: "read the rows (read), into a struct that has the column"},
	{nom: "the refusals", voit: refused, lit: isRefusable, refaire: "check the rows (Champs.Check)"},
	{nom: "Validate", voit: validated, lit: isValidated, refaire: "check the rows (Champs.Check), and no field by its place in the list"},
	{nom: "the conflict", voit: merged, refaire: "compare the rows (Form.Merge)"},
	{nom: "the document of the body", voit: documented, refaire: "describe the rows (schemaOfBody)"},
	{nom: "the JSON answer", voit: answered, refaire: "write the rows (rows.marshalWith)"},
	{nom: "the document of the answer", voit: answerDocumented, refaire: "describe the rows (withRows)"},
	{nom: "the history", voit: told, refaire: "give the column its row in its Objet, made of the row of the act"},
	{nom: "the import", voit: imported, refaire: "give the row its Titres, and nothing to importation",
		lit: func(s sujet, _ parcours.Champ) bool { return s.acte == "modifier_salarie" }},
}

const (
	duDeplacement = "the line says that something went to another file; the reason is that of the line (Ecriture.Motif)"
	parSonNumero  = "the row names the stay by its number"
	duGroupe      = "the reason of the line names the group (App.JoinGroupe)"
	parSaRaison   = "it is why the rows were written: each line of the history says it (Ecriture.Motif)"
)

// caches are the rows that a reader leaves out on purpose, with the reason.
var caches = map[string]string{
	"the import: modifier_salarie.niveau":          "no file that was seen has a column for it",
	"the history: geler_salarie.motif":             parSaRaison,
	"the history: retirer_salarie.motif":           parSaRaison,
	"the history: remettre_salarie.motif":          parSaRaison,
	"the history: annuler_import.motif":            parSaRaison,
	"the history: remettre_import.motif":           parSaRaison,
	"the history: identifier_besoin.freins":        "each becomes a row of the table frein",
	"the history: controler_entree.presence_id":    parSonNumero,
	"the history: noter_heures.presence_id":        parSonNumero,
	"the history: noter_evaluation.presence_id":    parSonNumero,
	"the history: mesurer_impact.presence_id":      parSonNumero,
	"Validate: mesurer_impact.presence_id":         parSonNumero,
	"Validate: controler_entree.presence_id":       parSonNumero,
	"Validate: noter_heures.presence_id":           parSonNumero,
	"Validate: noter_evaluation.presence_id":       parSonNumero,
	"the history: modifier_groupe.organisme_id":    "a number, and the history names colleagues only: the page of the group names it",
	"the history: rejoindre_groupe.groupe_id":      duGroupe,
	"the history: rejoindre_groupe.intitule":       duGroupe,
	"the history: reprendre.motif":                 "an answer of the passage: TestATransitionLosesEachOfItsRows",
	"Validate: noter_reponse.reponse":              "the handler judges it first, for Validate names it etat, as the form of a line does",
	"the history: rapprocher.avec":                 duDeplacement,
	"the history: separer.motif":                   duDeplacement,
	"the history: rapprocher.motif":                duDeplacement,
	"the history: deplacer_suivi.parcours_id":      duDeplacement,
	"the history: deplacer_suivi.motif":            duDeplacement,
	"the history: deplacer_observation.salarie_id": duDeplacement,
	"the history: deplacer_observation.motif":      duDeplacement,
	"the history: deplacer_frein.salarie_id":       duDeplacement,
	"the history: deplacer_frein.motif":            duDeplacement,
	"the history: deplacer_parcours.salarie_id":    duDeplacement,
	"the history: deplacer_parcours.motif":         duDeplacement,
}

// colonnes are the rows that an act asks under a name, and a table keeps under
// another: there the history reads the row of the table.
var colonnes = map[string]string{
	"creer_salarie.type_contrat":          "type",
	"creer_salarie.date_debut_contrat":    "debut",
	"creer_salarie.date_fin_contrat":      "fin_prevue",
	"modifier_salarie.type_contrat":       "type",
	"modifier_salarie.date_debut_contrat": "debut",
	"modifier_salarie.date_fin_contrat":   "fin_prevue",
	"changer_frein.date":                  "date_solution", // or date_leve, when the frein is lifted
	"identifier_besoin.date":              "date_besoin",
	"reprendre.depuis":                    "etat_depuis",
	"reprendre.heures":                    "heures",
	"reprendre.date_entree_prevue":        "date",
	"reprendre.heure_entree":              "heure",
	"reprendre.lieu_entree":               "lieu",
	"reprendre.contact_entree":            "contact",
	"deposer_dossier.date":                "date_depot",
	"enregistrer_reponse.etat":            "etat",
	"enregistrer_reponse.date":            "date_reponse",
	"enregistrer_reponse.montant":         "montant_accorde",
	"enregistrer_reponse.motif":           "motif_refus",
	"accorder_fonds_propres.date":         "date_reponse",
	"clore.date":                          "clos_le",
	"clore.motif":                         "motif_cloture",
	"rectifier.motif":                     "commentaire",
}

// colonne is where the tables of the act keep a row.
func (s sujet) colonne(c parcours.Champ) string {
	return cmp.Or(colonnes[s.acte+"."+c.Code], c.Column())
}

// TestEachRowIsReadByAllOrByNone takes away each row of each act.
func TestEachRowIsReadByAllOrByNone(t *testing.T) {
	utiles := map[string]bool{}
	for _, s := range everySujet() {
		for _, l := range lecteurs {
			loseEachRow(t, s, l, utiles)
		}
	}
	for cle := range caches {
		if !utiles[cle] {
			t.Errorf("caches names « %s », which nobody leaves out any more: take its line out", cle)
		}
	}
}

// look asks the reader; one that cannot do without a row panics, and that is told
// beside the row.
func (l lecteur) look(s sujet, champs parcours.Champs) (vus []string) {
	defer func() {
		if r := recover(); r != nil {
			vus = []string{fmt.Sprint("a panic: ", r)}
		}
	}()
	return l.voit(s, champs)
}

// loseEachRow sees that a reader has every row of an act, and without one of them
// the others alone. utiles notes the lines of caches that serve.
func loseEachRow(t *testing.T, s sujet, l lecteur, utiles map[string]bool) {
	t.Helper()
	attendus := seen(s, func(c parcours.Champ) bool {
		cle := l.nom + ": " + s.acte + "." + c.Code
		utiles[cle] = caches[cle] != ""
		return !utiles[cle] && (l.lit == nil || l.lit(s, c))
	})
	if vus := l.look(s, s.champs); !slices.Equal(vus, attendus) {
		t.Errorf("%s of %s does not see its rows (- rows, + seen): %s, or say in caches why a row is left out\n%s",
			l.nom, s.acte, l.refaire, gocmp.Diff(attendus, vus))
		return
	}
	for _, c := range s.champs.Typed() {
		reste := slices.DeleteFunc(slices.Clone(attendus), func(code string) bool { return code == c.Code })
		if vus := l.look(s, s.champs.Without(c.Code)); !slices.Equal(vus, reste) {
			t.Errorf("without the row %s of %s, %s sees something else than the rows that are left (- rows, + seen): %s\n%s",
				c.Code, s.acte, l.nom, l.refaire, gocmp.Diff(reste, vus))
		}
	}
}

// bon is an answer that the field accepts, as one types it.
func bon(c parcours.Champ) string {
	formes := map[string]string{"departement": "80", "pass_numero": "99999ABC1234", "siret": "73282932000074", "heure": "08:30",
		"heure_prochain": "08:30"}
	switch c.Genre {
	case parcours.GenreDate:
		return "2026-01-15"
	case parcours.GenreEmail:
		return "awa@exemple.fr"
	case parcours.GenreTelephone:
		return "06 12 34 56 78"
	case parcours.GenreHeures, parcours.GenreMontant, parcours.GenreEntier, parcours.GenreCollegue:
		return "35"
	case parcours.GenreCase:
		return "oui"
	case parcours.GenreChoix, parcours.GenreMulti:
		if options := c.Options(parcours.Siae{Type: "ACI"}); len(options) > 0 {
			return options[0].Code
		}
	}
	if forme, ok := formes[c.Code]; ok {
		return forme
	}
	return "Un texte"
}

// mauvais is an answer that it refuses.
func mauvais(c parcours.Champ) string {
	switch c.Genre {
	case parcours.GenreChoix, parcours.GenreMulti:
		if c.Nombre {
			return "99"
		}
		return "voisin"
	case parcours.GenreDate:
		return "30/02/2026"
	case parcours.GenreHeures, parcours.GenreMontant, parcours.GenreEntier, parcours.GenreCollegue:
		return "beaucoup"
	}
	return "Son numéro : 1 85 05 78 006 084 36."
}

// bodyOfActe answers every field of the act well, and one as it is told.
func bodyOfActe(s sujet, code, texte string) body {
	b := body{textes: map[string][]string{}}
	for _, c := range s.champs.Typed() {
		b.textes[c.Code] = []string{bon(c)}
	}
	if code != "" {
		b.textes[code] = []string{texte}
	}
	return b
}

// seen keeps the codes of the rows of the act for which ok holds.
func seen(s sujet, ok func(parcours.Champ) bool) []string {
	var codes []string
	for _, c := range s.champs.Typed() {
		if ok(c) {
			codes = append(codes, c.Code)
		}
	}
	slices.Sort(codes)
	return codes
}

var nomsDessines = regexp.MustCompile(`name="([^"]+)"`)

// drawn lists the fields that a form of these rows asks.
func drawn(s sujet, champs parcours.Champs) []string {
	choix := []composants.Option{{Valeur: "1", Libelle: "Un choix"}}
	var page strings.Builder
	p := pages.FormPage{Champs: champs, Options: map[string][]composants.Option{"cip_id": choix}}
	if err := pages.Formulaire(p).Render(context.Background(), &page); err != nil {
		return []string{err.Error()}
	}
	noms := map[string]bool{}
	for _, m := range nomsDessines.FindAllStringSubmatch(page.String(), -1) {
		noms[m[1]] = true
	}
	return seen(s, func(c parcours.Champ) bool { return noms[c.Code] })
}

// filled lists the fields of the struct that hold something else than a new one.
func filled(s sujet, lu any) []string {
	neuf := s.lire(body{}, nil)
	return seen(s, func(c parcours.Champ) bool { return !slices.Equal(c.Textes(lu), c.Textes(neuf)) })
}

func readFromForm(s sujet, champs parcours.Champs) []string {
	f := site.NewFormulaire("essai")
	for code, textes := range bodyOfActe(s, "", "").textes {
		f.Set(code, textes...)
	}
	lu := s.lire(body{}, nil)
	f.Read(champs, lu)
	return filled(s, lu)
}

func readFromBody(s sujet, champs parcours.Champs) []string {
	lu := s.lire(bodyOfActe(s, "", ""), champs)
	return filled(s, lu)
}

// isBeside tells whether a refusal stands beside the field.
func isBeside(err error, code string) bool {
	return slices.ContainsFunc(parcours.ErreursOf(err), func(e *parcours.Erreur) bool { return e.Champ == code })
}

func isRefusable(_ sujet, c parcours.Champ) bool { return c.Genre != parcours.GenreCase } // a box is ticked or not

func refused(s sujet, champs parcours.Champs) []string {
	return seen(s, func(c parcours.Champ) bool {
		lu := s.lire(body{}, nil)
		es := champs.Read(bodyOfActe(s, c.Code, mauvais(c)).source(champs, aujourdhui), lu)
		es = append(es, champs.Check(lu, parcours.Controle{Aujourdhui: aujourdhui})...)
		return isRefusable(s, c) && isBeside(es.Err(), c.Code)
	})
}

// isValidated: a number and a day that cannot be read never reach Validate.
func isValidated(s sujet, c parcours.Champ) bool {
	return s.valider.IsValid() && (c.Limite() > 0 || c.Genre == parcours.GenreChoix || c.Genre == parcours.GenreMulti)
}

// validated lists the fields that Validate of the struct judges, when the list that it
// reads lacks what these rows lack.
func validated(s sujet, champs parcours.Champs) []string {
	if !s.valider.IsValid() {
		return nil
	}
	toute := slices.Clone(s.liste)
	perdues := lost(s, champs)
	return seen(s, func(c parcours.Champ) bool {
		if !isValidated(s, c) {
			return false
		}
		bien, mal := s.lire(bodyOfActe(s, "", ""), s.champs), s.lire(body{}, nil)
		s.champs.Read(bodyOfActe(s, c.Code, mauvais(c)).source(s.champs, aujourdhui), mal)
		defer func() { copy(s.liste, toute) }()
		for i := range s.liste {
			if slices.Contains(perdues, s.liste[i].Code) {
				s.liste[i] = parcours.Champ{} // the list itself, that Validate knows by its name
			}
		}
		return !isBeside(s.judge(bien), c.Code) && isBeside(s.judge(mal), c.Code)
	})
}

// lost lists the rows of the act that are not there any more.
func lost(s sujet, champs parcours.Champs) []string {
	return seen(s, func(c parcours.Champ) bool { _, ok := champs.Find(c.Code); return !ok })
}

// merged lists the fields that a form which lost a race tells: it was filled with
// answers, and none stands now.
func merged(s sujet, champs parcours.Champs) []string {
	f := site.NewFormulaire("essai")
	f.Update(s.champs, bodyOfActe(s, "", "").textes, 1)
	f.Merge(champs, map[string][]string{}, 2)
	changes := map[string]bool{}
	for _, v := range f.Actuel {
		changes[v.Champ] = true
	}
	return slices.Sorted(maps.Keys(changes))
}

func documented(_ sujet, champs parcours.Champs) []string {
	return slices.Sorted(maps.Keys(schemaOfBody(operation{Champs: champs.Typed()}).Properties))
}

func answerDocumented(_ sujet, champs parcours.Champs) []string {
	s := withRows(&huma.Schema{Properties: map[string]*huma.Schema{}}, champs.Typed())
	if codes := slices.Sorted(maps.Keys(s.Properties)); !slices.Equal(codes, s.Required) {
		return []string{"described " + strings.Join(codes, " "), "always there " + strings.Join(s.Required, " ")}
	}
	return s.Required
}

// reste is an answer that adds one field to the rows that it is handed.
type reste struct {
	Reste  int
	lignes parcours.Champs
}

func (r reste) champs() parcours.Champs { return r.lignes }

func answered(s sujet, champs parcours.Champs) []string {
	lu := s.lire(bodyOfActe(s, "", ""), s.champs)
	texte, err := answer[reste]{lu, reste{lignes: champs.Typed()}}.MarshalJSON()
	reponse := map[string]any{}
	if err == nil {
		err = json.Unmarshal(texte, &reponse)
	}
	if err != nil {
		return []string{err.Error()}
	}
	for code, v := range reponse { // what was typed is answered, and not null or nothing
		if code == "Reste" || v == nil || v == false {
			delete(reponse, code)
		}
	}
	return slices.Sorted(maps.Keys(reponse))
}

// kept is an answer as the database keeps it.
func kept(c parcours.Champ) any {
	switch c.Genre {
	case parcours.GenreMulti:
		return []string{bon(c)}
	case parcours.GenreCase:
		return true
	case parcours.GenreHeures, parcours.GenreMontant, parcours.GenreEntier, parcours.GenreCollegue:
		return 35
	}
	return bon(c)
}

// told lists the fields that the history tells in words, when the tables of the
// act have lost what these rows lack: a column without a row is told by its bare name.
func told(s sujet, champs parcours.Champs) []string {
	ligne, perdues, dites := map[string]any{}, map[string]bool{}, map[string]bool{}
	for _, c := range s.champs.Typed() {
		ligne[s.colonne(c)] = kept(c)
		_, reste := champs.Find(c.Code)
		perdues[s.colonne(c)] = !reste
	}
	for i := range parcours.Objets {
		o := &parcours.Objets[i]
		if !slices.Contains(s.tables, o.Nom) {
			continue
		}
		toute := o.Champs
		defer func() { o.Champs = toute }()
		o.Champs = slices.DeleteFunc(slices.Clone(toute), func(c parcours.Champ) bool { return perdues[c.Column()] })
		sienne := map[string]any{} // what this table keeps of it
		for _, c := range toute {
			if v, ok := ligne[c.Column()]; ok {
				sienne[c.Column()] = v
			}
		}
		apres, _ := json.Marshal(sienne)
		for _, x := range (parcours.Ecriture{NomTable: o.Nom, Apres: apres}).Changements(parcours.Mots{}) {
			if x.Champ.Libelle != x.Champ.Column() {
				dites[x.Champ.Column()] = true
			}
		}
	}
	return seen(s, func(c parcours.Champ) bool { return dites[s.colonne(c)] })
}

// imported lists the fields of a person that a spreadsheet fills.
func imported(s sujet, champs parcours.Champs) []string {
	if s.acte != "modifier_salarie" {
		return nil
	}
	toute := parcours.ChampsSalarie
	defer func() { parcours.ChampsSalarie = toute }()
	parcours.ChampsSalarie = champs
	var titres, valeurs []string
	place := importation.Correspondance{}
	for _, c := range importation.Choices() {
		champ, known := champs.Find(c.Code)
		if !known {
			continue
		}
		valeur := bon(champ)
		if champ.Genre == parcours.GenreDate {
			valeur = "15/01/2001" // nobody is hired before 16
		}
		place[c.Code] = len(titres)
		titres, valeurs = append(titres, champ.Titres[0]), append(valeurs, valeur)
	}
	feuille, err := importation.Read(strings.NewReader(strings.Join(titres, ";")+"\n"+strings.Join(valeurs, ";")), "gens.csv")
	if err != nil {
		return []string{err.Error()}
	}
	ligne := importation.Extract(feuille, place, aujourdhui)[0]
	return seen(s, func(c parcours.Champ) bool { return len(c.Textes(ligne.Personne)) > 0 })
}

// plusieursActes are the operations of which one body holds what several acts ask. Any
// other holds the rows of one act, which takes the same right; champsDuCorps beside.
var plusieursActes = map[string][]string{
	"PATCH /salaries/{id}":            {"modifier_salarie", "confier_salarie"},
	"POST /salaries/{id}/parcours":    {"identifier_besoin", "reprendre"},
	"POST /parcours/{id}/transitions": {"transition"},
}

// sansCorps are the acts that the API does not offer, or not under their rows.
var sansCorps = map[string]string{
	parcours.Rectifier: "its reason is an answer of POST /parcours/{id}/transitions",
}

// champsDuCorps are what bodies hold besides the fields of an act.
var champsDuCorps = map[string]string{
	"version":               "the version that the client read",
	parcours.ChampAcquittes: "the warnings that were read",
	"transition":            "which row of the machine",
	"version_avec":          "the version of the other file that the client read",
	"reunion":               "which reunion is undone",
	"champs":                "its answers, as transitions_possibles asks them",
	"formation":             "the training of a parcours that is taken over: the rows of choisir_formation",
	"encadrants":            "who supervises: rows of the table encadrement",
	"objet_id":              "the row that a deadline is about",
	"item":                  "the item of the guide that is spoken of",
	"coordonnees":           "whom to call: an address has its own rows (ChampsContact)",
	"precedent_id":          "the parcours that this one follows",
}

// autresCorps are the bodies that write no act.
var autresCorps = []string{"POST /connexion", "POST /moi/siae", "POST /parcours/{id}/reouverture",
	"DELETE /parcours/{id}/conseils/{item}", "POST /guide/ajouts", "PUT /guide/ajouts/{id}", "PUT /siae/territoire/zones",
	"PUT /parcours/{id}/pieces/{piece}", "POST /importations", "POST /importations/{id}/colonnes", "POST /importations/{id}/validation"}

// TestABodyHoldsTheRowsOfItsActs: what the API documents, and takes, is what the
// rows say; a field by hand would be one more, or one less.
func TestABodyHoldsTheRowsOfItsActs(t *testing.T) {
	lignes := map[string][]string{} // of each act
	for _, s := range everySujet() {
		lignes[s.acte] = seen(s, func(parcours.Champ) bool { return true })
	}
	ecrits := map[string]bool{}
	for op, o := range operationsOf(documentOf()) {
		if o.RequestBody == nil || slices.Contains(autresCorps, op) {
			continue
		}
		var decrits []string
		for _, contenu := range o.RequestBody.Content {
			for code := range contenu.Schema.Properties {
				if _, autre := champsDuCorps[code]; !autre {
					decrits = append(decrits, code)
				}
			}
		}
		for _, p := range o.Parameters { // named by the address
			if p.In == "path" && (p.Name == "code" || p.Name == "rubrique") {
				decrits = append(decrits, p.Name)
			}
		}
		slices.Sort(decrits)
		actes := plusieursActes[op]
		if actes == nil {
			actes = actesOf(o, lignes, decrits)
		}
		var attendus []string
		for _, acte := range actes {
			ecrits[acte] = true
			attendus = append(attendus, lignes[acte]...)
		}
		slices.Sort(attendus)
		if d := gocmp.Diff(slices.Compact(attendus), decrits); d != "" {
			t.Errorf("the body of %s is not the rows of its acts %v (- rows, + document): give the operation the list of the act "+
				"(Champs), or name what is no field of an act in champsDuCorps or autresCorps\n%s", op, actes, d)
		}
	}
	for acte := range lignes {
		switch {
		case ecrits[acte] && sansCorps[acte] != "":
			t.Errorf("%s has an operation, and is in sansCorps too: take its line out there", acte)
		case !ecrits[acte] && sansCorps[acte] == "":
			t.Errorf("no operation holds the rows of %s and takes its right: give it one, or say in sansCorps why there is none", acte)
		}
	}
}

// actesOf finds the acts of the same right that ask these fields; all those of the right
// when none does.
func actesOf(o *huma.Operation, lignes map[string][]string, decrits []string) (actes []string) {
	var voisins []string
	for _, a := range parcours.Actes() {
		if a.Action != declared(o).Acces || lignes[a.Code] == nil {
			continue
		}
		voisins = append(voisins, a.Code)
		if slices.Equal(lignes[a.Code], decrits) {
			actes = append(actes, a.Code)
		}
	}
	if actes == nil {
		return voisins
	}
	return actes
}

// declared is the operation as its file declares it.
func declared(o *huma.Operation) operation { return o.Metadata[""].(operation) }
