package guide

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// fichier is the shape of one YAML file. Edition and Etape are the defaults of its items, Etats that of its
// solutions: a frein is lifted all along the way, and no longer once the training is over.
type fichier struct {
	Edition string   `yaml:"edition"`
	Etape   string   `yaml:"etape"`
	Etats   []string `yaml:"etats_des_solutions"`
	Items   []*Item  `yaml:"items"`
}

// Defaut is something wrong in the guide's files, with its file and its line.
type Defaut struct {
	Fichier string
	Ligne   int
	Champ   string // "criteres.etats"
	Message string
}

// Error gives the file, the line and what is wrong, in French.
func (d Defaut) Error() string { return fmt.Sprintf("%s:%d : %s", d.Fichier, d.Ligne, d.Message) }

// Defauts is everything that is wrong at once, in the order of the files: the author mends all of it in one go.
type Defauts []Defaut

// Error gives one defect a line.
func (ds Defauts) Error() string {
	lignes := make([]string, len(ds))
	for i, d := range ds {
		lignes[i] = d.Error()
	}
	return strings.Join(lignes, "\n")
}

// Load reads every .yaml file below the root of fsys, checks them all and builds the guide. A refusal is a Defauts.
func Load(fsys fs.FS) (*Guide, error) {
	noms, err := Files(fsys)
	if err != nil {
		return nil, err
	}
	v := &checker{vus: map[string]place{}}
	for _, nom := range noms {
		read := v.read
		if path.Base(nom) == FichierEdition {
			read = v.readEdition
		}
		if err := read(fsys, nom); err != nil {
			return nil, err
		}
	}
	v.checkReferences()
	if len(v.entries) == 0 && len(v.defauts) == 0 {
		return nil, Defauts{{Fichier: ".", Ligne: 1, Message: "aucun contenu : le dossier du guide ne contient pas d'élément"}}
	}
	if v.fichierEdition == "" {
		v.add(place{fichier: FichierEdition}, "ce fichier manque : il donne le numéro du guide (numero), le mois de sa "+
			"mise à jour (date) et son titre (titre)")
	}
	if len(v.defauts) > 0 {
		slices.SortStableFunc(v.defauts, func(a, b Defaut) int {
			return cmp.Or(cmp.Compare(a.Fichier, b.Fichier), a.Ligne-b.Ligne)
		})
		return nil, v.defauts
	}
	items := make([]*Item, len(v.entries))
	for i, e := range v.entries {
		items[i] = e.it
	}
	return index(items, v.edition), nil
}

// Files lists what the guide is written in, below the root of fsys: the rest of the folder (notes, copies of an
// editor) is not the guide's.
func Files(fsys fs.FS) ([]string, error) {
	var noms []string
	err := fs.WalkDir(fsys, ".", func(nom string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && has([]string{".yaml", ".yml"}, path.Ext(nom)) {
			noms = append(noms, nom)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the guide's files: %w", err)
	}
	slices.Sort(noms)
	return noms, nil
}

// decode reads one file twice: into nodes that know their lines, then strictly into dans. No node means that the file
// is among the defects.
func (v *checker) decode(fsys fs.FS, nom string, dans any) (*yaml.Node, error) {
	texte, err := fs.ReadFile(fsys, nom)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", nom, err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(texte))
	dec.KnownFields(true)
	var racine, suite yaml.Node
	if err = yaml.Unmarshal(texte, &racine); err == nil {
		err = dec.Decode(dans)
	}
	// What follows « --- » is another document: it would be left out unsaid.
	if err == nil {
		if err = dec.Decode(&suite); err == nil {
			v.add(place{nom, &suite}, "ce qui suit « --- » ne serait pas lu : retirez cette ligne, ou faites-en un autre fichier")
			return nil, nil
		}
	}
	if !errors.Is(err, io.EOF) {
		v.addYAML(nom, err)
		return nil, nil
	}
	return &racine, nil
}

func (v *checker) read(fsys fs.FS, nom string) error {
	var f fichier
	racine, err := v.decode(fsys, nom, &f)
	if racine == nil {
		return err
	}
	for i, it := range f.Items {
		p := place{nom, descend(racine, "items", i)}
		if it == nil {
			v.add(p, "élément vide")
			continue
		}
		it.Edition = cmp.Or(it.Edition, f.Edition)
		it.Etape = cmp.Or(it.Etape, f.Etape)
		if it.Type == TypeSolution && len(it.Criteres.Etats) == 0 {
			it.Criteres.Etats = f.Etats
		}
		v.checkItem(it, p)
	}
	return nil
}

// place is the position of an item in its file.
type place struct {
	fichier string
	noeud   *yaml.Node
}

// line gives the line of a field of the item, as deep as the path leads.
func (p place) line(chemin ...any) int {
	if n := descend(p.noeud, chemin...); n != nil && n.Line > 0 { // 0: an empty file
		return n.Line
	}
	return 1
}

// descend follows map keys (string) and list places (int), and stops at the deepest node that exists.
func descend(n *yaml.Node, chemin ...any) *yaml.Node {
	switch {
	case n == nil:
		return nil
	case n.Kind == yaml.DocumentNode && len(n.Content) > 0:
		return descend(n.Content[0], chemin...)
	case n.Kind == yaml.AliasNode:
		return descend(n.Alias, chemin...)
	case len(chemin) == 0:
		return n
	}
	switch pas := chemin[0].(type) {
	case int:
		if n.Kind == yaml.SequenceNode && pas < len(n.Content) {
			return descend(n.Content[pas], chemin[1:]...)
		}
	case string:
		for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == pas {
				return descend(n.Content[i+1], chemin[1:]...)
			}
		}
	}
	return n
}

var formeLigne = regexp.MustCompile(`line (\d+): (.*)`)

// fautesYAML are the decoder's messages that we say in French, with what they name.
var fautesYAML = []struct {
	forme *regexp.Regexp
	dit   string
}{
	{regexp.MustCompile(`^field (\S+) not found in type.*`), "champ inconnu « $1 »"},
	{regexp.MustCompile(`^mapping key "?([^"]+?)"? already defined.*`), "champ « $1 » écrit deux fois"},
	{regexp.MustCompile("^cannot unmarshal \\S+ `?([^`]*)`? into \\S+.*"),
		"valeur inattendue « $1 » : une liste, un texte ou un nombre d'une autre forme est attendu"},
	{regexp.MustCompile(`^.*`), "YAML illisible à partir d'ici : $0"},
}

// addYAML turns the decoder's messages into ours, line kept.
func (v *checker) addYAML(nom string, err error) {
	messages := []string{err.Error()}
	var te *yaml.TypeError
	if errors.As(err, &te) {
		messages = te.Errors
	}
	for _, m := range messages {
		ligne := 1
		if trouve := formeLigne.FindStringSubmatch(m); trouve != nil {
			ligne, _ = strconv.Atoi(trouve[1])
			m = trouve[2]
		}
		for _, f := range fautesYAML {
			if f.forme.MatchString(m) {
				m = f.forme.ReplaceAllString(m, f.dit)
				break
			}
		}
		v.defauts = append(v.defauts, Defaut{Fichier: nom, Ligne: ligne, Message: m})
	}
}
