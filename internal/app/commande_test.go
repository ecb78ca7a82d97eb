package app_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"parcours.example/config"
	"parcours.example/internal/app"
	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// commande is what a person hands to a deed: one that is accepted, and what
// judges it.
type commande struct {
	juste func() any // a pointer to one without a fault
	juge  func(any) error
	// sauf are the fields that no form and no client fills, each with who does.
	sauf map[string]string
}

func judge[T any](juste T, juge func(T) error, sauf ...string) commande {
	c := commande{
		juste: func() any { copie := juste; return &copie },
		juge:  func(v any) error { return juge(*v.(*T)) },
		sauf:  map[string]string{},
	}
	for i := 0; i+1 < len(sauf); i += 2 {
		c.sauf[sauf[i]] = sauf[i+1]
	}
	return c
}

// derive makes the commande of a struct from its Validate: a value is refused when
// something is said of it that is not said of an empty form.
func derive(x reflect.Type) (commande, bool) {
	m, ok := x.MethodByName("Validate")
	if !ok {
		return commande{}, false
	}
	validate := func(v any) parcours.Erreurs {
		args := []reflect.Value{reflect.ValueOf(v).Elem()}
		for i := 1; i < m.Type.NumIn(); i++ {
			arg := reflect.New(m.Type.In(i)).Elem()
			if jour := reflect.ValueOf(aujourdhui); arg.Type() == jour.Type() {
				arg.Set(jour)
			}
			args = append(args, arg)
		}
		err, _ := m.Func.Call(args)[0].Interface().(error)
		return parcours.ErreursOf(err)
	}
	vide := func() any { return reflect.New(x).Interface() }
	attendus := validate(vide())
	return commande{juste: vide, sauf: sansSaisie[x.Name()], juge: func(v any) error {
		return slices.DeleteFunc(validate(v), func(e *parcours.Erreur) bool {
			return slices.ContainsFunc(attendus, func(a *parcours.Erreur) bool { return a.Champ == e.Champ && a.Message == e.Message })
		}).Err()
	}}, true
}

const (
	parLActe = "written by the deed"
	duGuide  = "must be one of the guide's"
)

// sansSaisie are the fields of those structs that no form and no client fills,
// each with who does.
var sansSaisie = map[string]map[string]string{
	"Siae": {"Territoires": "SetTerritoires takes codes of a list only"},
	"Financement": {"Etat": parLActe, "MotifRefus": parLActe, "DateDepot": parLActe, "Pieces": parLActe,
		"Reponses": parLActe},
	"Frein":        {"DateSolution": parLActe},
	"EntreePrevue": {"Devenue": parLActe, "DebutAvant": parLActe, "FinAvant": parLActe},
	"Organisme":    {"Cle": parLActe},
	"Groupe":       {"Cle": parLActe},
	"Conseil":      {"Item": duGuide, "Contact": duGuide, "Date": parLActe},
	"Reunion":      {"Champs": "read by their rows: the person that they make is judged"},
	"Reparation":   {"Corrections.Objet": "one of the kinds of rows, else nothing is found"},
	"Destination":  {"Acquittes": "only those that were raised are kept"},
	"Besoin":       {"Acquittes": "only those that were raised are kept"},
}

// taken lists the structs that the deeds take, each with one that takes it, but
// what keeps nothing of anybody.
func taken() map[reflect.Type]string {
	pris := map[reflect.Type]string{}
	for m := range reflect.TypeFor[*app.App]().Methods() {
		for i := range m.Type.NumIn() {
			x := m.Type.In(i)
			if x == reflect.TypeFor[*app.App]() {
				continue
			}
			for x.Kind() == reflect.Pointer || x.Kind() == reflect.Slice {
				x = x.Elem()
			}
			if x.Kind() == reflect.Struct && strings.HasPrefix(x.PkgPath(), "parcours.example/internal/") &&
				!slices.ContainsFunc(horsCommandes, func(h any) bool { return reflect.TypeOf(h) == x }) {
				pris[x] = m.Name
			}
		}
	}
	return pris
}

// commandes is every struct that the deeds take: its Validate judges it, or a line
// below says what does.
func commandes(t *testing.T) map[reflect.Type][]commande {
	t.Helper()
	r := newRecit(t)
	frein := r.fiche().Freins[0].ID
	jour := aujourdhui.AddDays(-1)
	clos := parcours.Dossier{Parcours: parcours.Parcours{Etat: parcours.Abandonne, EtatDepuis: jour}}
	contact := parcours.ContactCorrige{Organisme: "AKTO", Tel: []string{"03 22 00 00 00"}, Mel: "a@exemple.fr"}
	liste := []commande{
		judge(parcours.GuideSignalement{Genre: "correction", Texte: "Mieux.", Contact: &contact}, parcours.GuideSignalement.Validate,
			"Item", duGuide, "Date", parLActe, "LeveLe", parLActe),
		judge(parcours.Cloture{Date: jour, Motif: "depart"}, func(c parcours.Cloture) error { return parcours.CheckClose(&clos, c, aujourdhui) }),
		judge(parcours.Demande{Transition: "classer_sans_suite", Date: jour, Champs: parcours.Saisie{"motif": "doublon"}},
			func(d parcours.Demande) error {
				_, err := parcours.Apply(&parcours.Dossier{Parcours: parcours.Parcours{Etat: parcours.BesoinIdentifie}}, d, r.qui,
					aujourdhui, r.horloge.now())
				return err
			}, "Acquittes", "only those that were raised are kept"),
		judge(app.ChangementFrein{Etat: "solution_en_cours", Date: jour, Solution: "Covoiturage"},
			func(c app.ChangementFrein) error { return errOf(r.ChangeFrein(t.Context(), r.qui, frein, c)) }, "Cle", "a key, kept a week"),
		judge(guide.Item{Type: guide.TypeContact, Etape: "ETP-05", Titre: "AKTO", Texte: "Appeler.",
			Contact: &guide.Contact{ContactCorrige: contact}, Liens: []guide.Lien{{Libelle: "AKTO", URL: "https://akto.fr"}}},
			must[*guide.Guide](t)(guide.Load(config.Guide)).ValidateAjout, "ID", parLActe, "Lignes", "the region's", "Edition",
			parLActe, "Depuis", "the region's", "Correction", "the region's", "Signale", "the region's",
			"Codes", "the region's", "Contacts", "the region's", "Contact.Territoire", "the region's"),
		judge(app.NouvelUtilisateur{Email: "x@exemple.fr", Nom: "Roy", Prenom: "Ana", MotDePasse: "un mot de passe assez long",
			SiaeID: r.Aci.Siae.ID, Role: parcours.Cip}, func(n app.NouvelUtilisateur) error {
			_, err := r.CreateUtilisateur(t.Context(), n)
			return err
		}, "MotDePasse", "kept as a digest"),
	}
	reprise := parcours.Reprise{Besoin: besoinDeNadia, Formation: proprete, Depuis: jour}
	reprise.DateEntreePrevue, reprise.DateEntree = jour, jour
	for _, etat := range []parcours.Etat{parcours.EnEntree, parcours.EnDeroulement, parcours.Sorti, parcours.Abandonne,
		parcours.Repositionnement} {
		x := reprise
		x.Etat, x.Acquittes = etat, []string{"heures_inconnues", "situation_inconnue"}
		sauf := []string{"Acquittes", "only those that were raised are kept", "Besoin.Acquittes", "of the other deed",
			"MotifSansSuite", "of another state, and dropped"}
		drop := func(champs ...string) {
			for _, c := range champs {
				sauf = append(sauf, c, "of another state, and dropped")
			}
		}
		switch etat {
		case parcours.EnEntree:
			x.Formation.DateFinPrevue = jour // not before the entry
			drop("Issue", "DateEntree", "Suite.Solution")
		case parcours.EnDeroulement:
			drop("Issue", "Suite.Solution", "Depuis")
		case parcours.Sorti:
			x.Issue.DateFin = jour
			drop("Issue.DateAbandon", "Issue.MotifsAbandon", "Suite.Solution", "Depuis")
		case parcours.Abandonne:
			x.Issue.DateAbandon, x.Issue.MotifsAbandon = jour, []string{"autre"}
			drop("Issue.DateFin", "Issue.Evaluation", "Issue.Situation", "Suite.Solution", "Depuis")
		case parcours.Repositionnement:
			x.Solution, x.Issue.DateAbandon, x.Issue.MotifsAbandon = "autre_of", jour, []string{"autre"}
			drop("Issue.DateFin", "Issue.Evaluation", "Issue.Situation")
		}
		liste = append(liste, judge(x, func(x parcours.Reprise) error {
			_, err := parcours.Resume(&parcours.Dossier{}, x, r.qui, aujourdhui, r.horloge.now())
			return err
		}, sauf...))
	}
	parType := map[reflect.Type][]commande{}
	for _, c := range liste {
		if err := c.juge(c.juste()); err != nil {
			t.Fatalf("%T is refused as it is: %v", c.juste(), err)
		}
		x := reflect.TypeOf(c.juste()).Elem()
		parType[x] = append(parType[x], c)
	}
	for x, acte := range taken() {
		if parType[x] != nil {
			continue
		}
		c, ok := derive(x)
		if !ok {
			t.Errorf("%s takes a %s, which has no Validate: give it one, or say in commandes what judges it", acte, x)
			continue
		}
		parType[x] = []commande{c}
	}
	return parType
}

// horsCommandes are what deeds take that keeps nothing of anybody.
var horsCommandes = []any{parcours.Identite{}, parcours.Date{}, postgres.FiltreSalaries{}, postgres.FiltreParcours{}, app.FiltreEcheances{},
	app.FiltreOrganismes{}, app.FiltreGroupes{}, parcours.OptionsRapport{}, app.DemandeConnexion{}, app.LigneFinancement{}}

func TestEveryCommandIsGuarded(t *testing.T) {
	t.Parallel()
	pris := taken()
	for x := range commandes(t) { // it says which struct nothing judges
		if pris[x] == "" {
			t.Errorf("no deed takes a %s any more: take it out of commandes", x)
		}
	}
	if len(pris) < 20 {
		t.Fatalf("only %d commands seen", len(pris))
	}
}

func TestNoFieldTakesASocialSecurityNumber(t *testing.T) {
	t.Parallel()
	eachLeaf(t, reflect.TypeFor[string](), func(ou string, c commande, set func(any, any)) {
		v := c.juste()
		set(v, "1 85 05 78 006 084 36")
		if c.juge(v) == nil {
			t.Errorf("%s takes a social security number", ou)
		}
	})
}

func TestNoFieldTakesAnImpossibleDate(t *testing.T) {
	t.Parallel()
	eachLeaf(t, reflect.TypeFor[parcours.Date](), func(ou string, c commande, set func(any, any)) {
		for _, annee := range []int{202, 9999} {
			v := c.juste()
			set(v, parcours.NewDate(annee, 3, 2))
			if c.juge(v) == nil {
				t.Errorf("%s takes the year %d", ou, annee)
			}
		}
	})
}

// TestNoFieldOfAPassageTakesThemEither: those are not fields of a struct but
// rows of the machine.
func TestNoFieldOfAPassageTakesThemEither(t *testing.T) {
	t.Parallel()
	vus := 0
	for _, tr := range parcours.Machine {
		for _, c := range tr.Champs {
			for _, faux := range []string{"1850578006084", "0202-03-02", "9999-03-02"} {
				if len(tr.De) == 0 || strings.HasPrefix(faux, "1") == (c.Genre == parcours.GenreDate) {
					continue
				}
				vus++
				d := &parcours.Dossier{Parcours: parcours.Parcours{Etat: tr.De[0]}, Presences: make([]parcours.Presence, 1)}
				_, err := parcours.Apply(d, parcours.Demande{Transition: tr.Code, Date: aujourdhui,
					Champs: parcours.Saisie{c.Code: faux}}, parcours.Identite{SiaeID: 1, Role: parcours.Cip}, aujourdhui, aujourdhui.Time())
				refuse := slices.ContainsFunc(parcours.ErreursOf(err), func(e *parcours.Erreur) bool {
					return e.Champ == c.Code &&
						e.Code == parcours.Invalide
				})
				if !refuse {
					t.Errorf("%s.%s takes %s", tr.Code, c.Code, faux)
				}
			}
		}
	}
	if vus < 20 {
		t.Fatalf("only %d fields tried", vus)
	}
}

// eachLeaf visits every field of that type of every command, however deep.
func eachLeaf(t *testing.T, cible reflect.Type, fn func(ou string, c commande, set func(v, valeur any))) {
	t.Helper()
	vues := 0
	for genre, cs := range commandes(t) {
		for _, c := range cs {
			for _, chemin := range leaves(genre, cible, nil) {
				noms := pathNames(genre, chemin)
				if isSpared(noms, c.sauf) {
					continue
				}
				vues++
				fn(genre.String()+"."+noms, c, func(v, valeur any) { setLeaf(reflect.ValueOf(v).Elem(), chemin, reflect.ValueOf(valeur)) })
			}
		}
	}
	if vues < 15 {
		t.Fatalf("only %d fields tried: the guard has gone blind", vues)
	}
}

func isSpared(noms string, sauf map[string]string) bool {
	for s := range sauf {
		if noms == s || strings.HasPrefix(noms, s+".") {
			return true
		}
	}
	return false
}

// leaves are the index paths of the exported fields that hold the type; a named
// string counts as one, a slice by its elements.
func leaves(x, cible reflect.Type, avant []int) [][]int {
	for x.Kind() == reflect.Pointer || x.Kind() == reflect.Slice {
		x = x.Elem()
	}
	switch {
	case x == cible || cible.Kind() == reflect.String && x.Kind() == reflect.String:
		return [][]int{avant}
	case x.Kind() != reflect.Struct:
		return nil
	}
	var chemins [][]int
	for i := range x.NumField() {
		if x.Field(i).IsExported() {
			chemins = append(chemins, leaves(x.Field(i).Type, cible, append(slices.Clone(avant), i))...)
		}
	}
	return chemins
}

func pathNames(x reflect.Type, chemin []int) string {
	var noms []string
	for _, i := range chemin {
		for x.Kind() == reflect.Pointer || x.Kind() == reflect.Slice {
			x = x.Elem()
		}
		noms = append(noms, x.Field(i).Name)
		x = x.Field(i).Type
	}
	return strings.Join(noms, ".")
}

// setLeaf writes through pointers and slices on copies: the command that is
// right stays so.
func setLeaf(v reflect.Value, chemin []int, valeur reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		neuf := reflect.New(v.Type().Elem())
		if !v.IsNil() {
			neuf.Elem().Set(v.Elem())
		}
		v.Set(neuf)
		setLeaf(neuf.Elem(), chemin, valeur)
	case reflect.Slice:
		neuf := reflect.MakeSlice(v.Type(), 1, 1)
		if v.Len() > 0 {
			neuf.Index(0).Set(v.Index(0))
		}
		v.Set(neuf)
		setLeaf(neuf.Index(0), chemin, valeur)
	default:
		if len(chemin) == 0 {
			v.Set(valeur.Convert(v.Type()))
			return
		}
		setLeaf(v.Field(chemin[0]), chemin[1:], valeur)
	}
}
