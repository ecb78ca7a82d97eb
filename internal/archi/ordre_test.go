package archi

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// lecture is a package as a newcomer reads it: its files from the top down, and
// how many arrows among them still go up. The number may only fall.
type lecture struct {
	monte int
	ordre string
}

// lectures are the reading orders, the top first: what a newcomer opens to see what
// the package does; what everything else leans on comes last. A file that none of
// the others uses needs no place here.
var lectures = map[string]lecture{
	"internal/app": {1, `suivi frein guide_signalement importation importation_annulation parcours conseil formation correction observation
		contrat parcours_securisation menage resultat echeance groupe organisme historique siae salarie connexion
		guide_ajout
		financement presence_entree guide_siae transition app essai page attente erreur`},
	"internal/parcours": {5, `doc salarie_retrait rapprochement
		correction_reparation correction_ligne correction_fait correction_suite
		correction_tentative correction_entree correction_passage correction dossier_incoherence historique_annulation
		echeance_differe echeance_genre echeance_evenement echeance_lecture dossier_fiche historique besoin_reprise
		besoin rectifier appliquer offre machine effet
		garde_plausible garde_isole garde_contrat garde_entree garde parcours_cloture impact_dossier dossier_plan
		dossier_acte suivi dossier_entree dossier_presence dossier passage presence_entree presence_fait
		presence
		guide_siae conseil indicateur
		echeance impact observation frein financement financement_reponse groupe organisme tentative formation parcours contrat salarie siae
		objet champ_controle champ_valeur champ_place champ droit identite texte etat vocabulaire_financement vocabulaire erreur
		liste date`},
	"internal/postgres": {4, `menage acte salarie importation connexion db guide_siae salarie_liste
		connexion_session historique echeance groupe organisme parcours_liste siae migrate resultat
		resultat_entete parcours conseil
		financement suivi ecriture batch erreur`},
	"internal/site": {9, `connexion guide_ajout marque conseil erreur renvoi groupe organisme parcours_liste echeance suivi
		connexion_session
		navigation siae guide_siae guide_critere resultat salarie_liste salarie
		recherche guide parcours routes essai request annonce request_parametre form`},
	"web/pages": {20, `tentative frein observation guide_contact guide_fraicheur parcours_securisation resultat
		echeance guide_ajout guide_etape importation importation_annulation parcours_liste groupe organisme suivi siae siae_territoire
		tentative_passees presence_entree presence_fait historique parcours_saisie frein_contrainte suivi_chronologie besoin
		connexion erreur guide_siae parcours parcours_echeance correction_fait correction marque parcours_sortie salarie_gel
		salarie_retrait suivi_decision
		telephone conseil renvoi guide parcours_frise contrat salarie deplacement salarie_liste recherche
		parcours_retour form champ parcours_guide aide`},
}

// arrow is one file of a package that names something of another.
type arrow struct{ de, vers string }

// importNothing leaves what other packages declare unknown: only the names of
// the package itself are looked at.
type importNothing struct{}

func (importNothing) Import(chemin string) (*types.Package, error) {
	p := types.NewPackage(chemin, filepath.Base(chemin))
	p.MarkComplete()
	return p, nil
}

// arrowsIn reads the arrows among the files of a package, and what each is made
// of: functions, types, variables, methods. That a method stands in another file
// than its type is no arrow. A page and its Go helpers are one file here.
func arrowsIn(t *testing.T, dossier string) (fichiers []string, fleches map[arrow]map[string]bool) {
	t.Helper()
	chemins, err := filepath.Glob(filepath.Join("..", "..", dossier, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	jetons := token.NewFileSet()
	var asts []*ast.File
	for _, c := range chemins {
		if strings.HasSuffix(c, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(jetons, c, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		asts = append(asts, f)
	}
	file := func(p token.Pos) string {
		return finFichier.ReplaceAllString(filepath.Base(jetons.File(p).Name()), "")
	}
	infos := types.Info{Uses: map[*ast.Ident]types.Object{}}
	lire := types.Config{Importer: importNothing{}, Error: func(error) {}}
	paquet, _ := lire.Check(dossier, jetons, asts, &infos)
	receveurs := map[*ast.Ident]bool{}
	for _, f := range asts {
		if !slices.Contains(fichiers, file(f.Package)) {
			fichiers = append(fichiers, file(f.Package))
		}
		for _, d := range f.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil {
				ast.Inspect(f.Recv, func(n ast.Node) bool {
					if id, ok := n.(*ast.Ident); ok {
						receveurs[id] = true
					}
					return true
				})
			}
		}
	}
	fleches = map[arrow]map[string]bool{}
	for id, o := range infos.Uses {
		f, estFunc := o.(*types.Func)
		if o.Pkg() != paquet || receveurs[id] || o.Parent() != paquet.Scope() && (!estFunc || f.Signature().Recv() == nil) {
			continue
		}
		if a := (arrow{file(id.Pos()), file(o.Pos())}); a.de != a.vers {
			if fleches[a] == nil {
				fleches[a] = map[string]bool{}
			}
			fleches[a][o.Name()] = true
		}
	}
	return fichiers, fleches
}

// TestAReaderGoesDown: what a file uses of its own package stands below it in the
// order in which a newcomer reads, or is counted.
func TestAReaderGoesDown(t *testing.T) {
	t.Parallel()
	for _, dossier := range slices.Sorted(maps.Keys(lectures)) {
		l := lectures[dossier]
		ordre := strings.Fields(l.ordre)
		fichiers, fleches := arrowsIn(t, dossier)
		if len(fleches) < 10 {
			t.Fatalf("%s: %d arrows only, nothing is being counted", dossier, len(fleches))
		}
		for _, f := range fichiers {
			if !slices.Contains(ordre, f) { // read first: it may use any, none may use it
				ordre = slices.Insert(ordre, 0, f)
			}
		}
		for _, f := range ordre {
			if !slices.Contains(fichiers, f) {
				t.Errorf("%s: « %s » is in the reading order and is no file any more, take it out of lectures", dossier, f)
			}
		}
		var montent []string
		for a, noms := range fleches {
			if slices.Index(ordre, a.vers) < slices.Index(ordre, a.de) {
				montent = append(montent, a.de+" → "+a.vers+": "+strings.Join(slices.Sorted(maps.Keys(noms)), ", "))
			}
		}
		slices.Sort(montent)
		t.Logf("%s: %d arrows up of %d\n\t%s", dossier, len(montent), len(fleches), strings.Join(montent, "\n\t"))
		switch {
		case len(montent) > l.monte:
			t.Errorf("%s: %d arrows go up, %d at most. Move what is used down, or to where it is used", dossier, len(montent), l.monte)
		case len(montent) < l.monte:
			t.Errorf("%s: %d arrows go up, fewer than before: write %d in lectures", dossier, len(montent), len(montent))
		}
	}
}
