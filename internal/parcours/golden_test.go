package parcours

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var update = flag.Bool("update", os.Getenv("UPDATE_GOLDEN") != "", "rewrite the golden files")

// compare holds a text to its golden file: a change of behaviour must be seen,
// and read, in review.
func compare(t *testing.T, nom, texte string) {
	t.Helper()
	fichier := filepath.Join("testdata", nom)
	if *update {
		if err := os.WriteFile(fichier, []byte(texte), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	b, err := os.ReadFile(fichier)
	if err != nil {
		t.Fatal(err)
	}
	if string(b) == texte {
		return
	}
	voulu, eu := strings.Split(string(b), "\n"), strings.Split(texte, "\n")
	for i := range max(len(voulu), len(eu)) {
		a, b := at(voulu, i), at(eu, i)
		if a != b {
			t.Fatalf("%s differs at line %d:\nwant %q\n got %q\nIf the change is meant: go test ./internal/parcours -update, and "+
				"read the diff.", fichier, i+1, a, b)
		}
	}
}

func at(lignes []string, i int) string {
	if i < len(lignes) {
		return lignes[i]
	}
	return "(end)"
}

// grid writes rows with their columns lined up.
func grid(w *strings.Builder, lignes [][]string) {
	var largeurs []int
	for _, l := range lignes {
		for i, c := range l {
			if i == len(largeurs) {
				largeurs = append(largeurs, 0)
			}
			largeurs[i] = max(largeurs[i], utf8.RuneCountInString(c))
		}
	}
	for _, l := range lignes {
		ligne := "|"
		for i, c := range l {
			ligne += " " + c + strings.Repeat(" ", largeurs[i]-utf8.RuneCountInString(c)) + " |"
		}
		w.WriteString(ligne + "\n")
	}
}

func mark(oui bool) string {
	if oui {
		return "oui"
	}
	return "·"
}

func TestMachineGolden(t *testing.T) {
	t.Parallel()
	var w strings.Builder
	w.WriteString("Generated from machine.go: go test ./internal/parcours -update\n\n")
	writeDiagram(&w)
	writeMatrix(&w)
	writeRows(&w)
	writeActes(&w)
	compare(t, "machine.golden", w.String())
}

func writeDiagram(w *strings.Builder) {
	w.WriteString("# Diagram\n\n```mermaid\nstateDiagram-v2\n")
	for _, e := range Etats {
		fmt.Fprintf(w, "    %s: %s\n", e.Code, e.Libelle)
	}
	for _, tr := range Machine {
		if len(tr.De) == 0 && tr.Vers != "" {
			fmt.Fprintf(w, "    [*] --> %s: %s\n", tr.Vers, tr.Code)
		}
		for _, de := range tr.De {
			fmt.Fprintf(w, "    %s --> %s: %s\n", de, tr.Vers, tr.Code)
		}
	}
	for _, e := range Etats {
		if e.Final || e.Closable {
			fmt.Fprintf(w, "    %s --> [*]%s\n", e.Code, map[bool]string{true: ": clore"}[e.Closable])
		}
	}
	w.WriteString("```\n\n")
}

// writeMatrix: what each role may do from each state.
func writeMatrix(w *strings.Builder) {
	w.WriteString("# State × transition × role\n\n")
	entete := []string{"état", "passage", "vers"}
	for _, r := range Roles {
		entete = append(entete, r.Code)
	}
	lignes := [][]string{entete}
	row := func(de string, tr *Transition) {
		vers := string(tr.Vers)
		if vers == "" {
			vers = "(tout état)"
		}
		l := []string{de, tr.Code, vers}
		for _, r := range Roles {
			l = append(l, mark(Role(r.Code).Can(tr.Action)))
		}
		lignes = append(lignes, l)
	}
	for i := range Machine {
		if len(Machine[i].De) == 0 {
			row("∅", &Machine[i])
		}
	}
	for _, e := range Etats {
		for i := range Machine {
			if Machine[i].StartsFrom(e.Code) {
				row(string(e.Code), &Machine[i])
			}
		}
	}
	rectifier := []string{"(tout état)", Rectifier, "(état précédent)"}
	for _, r := range Roles {
		rectifier = append(rectifier, mark(Role(r.Code).Can(ActionRectify)))
	}
	grid(w, append(lignes, rectifier))
	w.WriteString("\n")
}

func writeRows(w *strings.Builder) {
	w.WriteString("# Rows\n")
	for _, tr := range Machine {
		source := "l. " + tr.Lignes
		if tr.Lignes == "" {
			source = "hors guide"
		}
		fmt.Fprintf(w, "\n%s — « %s » (%s)\n  %s\n", tr.Code, tr.Libelle, source, tr.Aide)
		if tr.Fait != "" {
			fmt.Fprintf(w, "  date    : %s (%s)\n", tr.DateLibelle, tr.Fait)
		}
		for _, c := range tr.Champs {
			detail := string(c.Genre)
			if c.Requis {
				detail += ", requis"
			}
			if len(c.Liste) > 0 {
				detail += " : " + strings.Join(c.Liste.Codes(), " ")
			}
			fmt.Fprintf(w, "  demande : %s (%s)\n", c.Code, detail)
		}
		for _, r := range tr.Blocages {
			fmt.Fprintf(w, "  bloque  : %s\n", r.Code)
		}
		for _, r := range tr.Avertissements {
			fmt.Fprintf(w, "  avertit : %s\n", r.Code)
		}
	}
	w.WriteString("\n")
}

// writeActes: in which states each act that is not a passage is open to a CIP.
func writeActes(w *strings.Builder) {
	w.WriteString("# State × act\n\n")
	actes := []Action{ActionChooseFormation, ActionEditFrein, ActionEditFinancement, ActionSecure, ActionReportAbsence,
		ActionLogSuivi, ActionMeasureImpact}
	entete := []string{"état"}
	for _, a := range actes {
		entete = append(entete, string(a))
	}
	lignes := [][]string{append(entete, "clore")}
	for _, e := range Etats {
		l := []string{string(e.Code)}
		d := &Dossier{Parcours: Parcours{Etat: e.Code}, Presences: []Presence{{DateFin: lundi}}} // of a former try
		for _, a := range actes {
			l = append(l, mark(IsOpenTo(d, Identite{SiaeID: 1, Role: Cip}, a)))
		}
		lignes = append(lignes, append(l, mark(e.Closable)))
	}
	grid(w, lignes)
}

func TestDroitsGolden(t *testing.T) {
	t.Parallel()
	var w strings.Builder
	w.WriteString("Generated from droit.go: go test ./internal/parcours -update\n\n")
	entete := []string{"action", "libellé"}
	for _, r := range Roles {
		entete = append(entete, r.Code)
	}
	lignes := [][]string{entete}
	for _, d := range Droits {
		l := []string{string(d.Action), d.Libelle}
		for _, r := range Roles {
			l = append(l, mark(Role(r.Code).Can(d.Action)))
		}
		lignes = append(lignes, l)
	}
	grid(&w, lignes)
	compare(t, "droits.golden", w.String())
}

// TestActesGolden prints what is asked by each act, and where it is kept: the rows
// are spread over the files of their subjects.
func TestActesGolden(t *testing.T) {
	t.Parallel()
	var w strings.Builder
	w.WriteString("Generated from the rows of each file: go test ./internal/parcours -update\n\n")
	actes := [][]string{{"acte", "droit", "champs (* obligatoire)"}}
	for _, a := range Actes() {
		actes = append(actes, []string{a.Code, string(a.Action), words(a.Champs)})
	}
	slices.SortFunc(actes[1:], slices.Compare)
	grid(&w, actes)
	w.WriteString("\n")
	objets := [][]string{{"table", "libellé", "champs (* obligatoire)"}}
	for _, o := range Objets {
		objets = append(objets, []string{o.Nom, o.Libelle, words(o.Champs)})
	}
	slices.SortFunc(objets[1:], slices.Compare)
	grid(&w, objets)
	compare(t, "actes.golden", w.String())
}

func words(champs Champs) string {
	var mots []string
	for _, c := range champs.Typed() {
		mot := c.Code
		if c.Requis {
			mot += "*"
		}
		mots = append(mots, mot)
	}
	return strings.Join(mots, " ")
}
