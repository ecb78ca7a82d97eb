package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// What is printed is read beside docs/mesures.md: in French, what was measured
// beside what was aimed at.

// printMachine says on what it was measured, and whether it was alone there.
func printMachine() {
	fmt.Printf("Banc de Parcours, le %s\n", time.Now().Format("02/01/2006 à 15 h 04"))
	fmt.Printf("%s/%s, %d processeurs (%s), %s de mémoire, %s, charge %s\n\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(),
		orElse(lineOf("/proc/cpuinfo", "model name"), "modèle inconnu"), orElse(memory(), "?"), runtime.Version(), orElse(firstWord("/proc/loadavg"), "inconnue"))
	fmt.Printf("%-34s %13s %13s\n", "", "mesuré", "visé")
}

// print1 prints one figure; vise is the most that was aimed at, 0 when nothing was.
func print1(nom string, mesure float64, unite string, vise float64) {
	au := "–"
	if vise > 0 {
		au = fmt.Sprintf("≤ %s %s", fr("%g", vise), unite)
	}
	fmt.Printf("%-34s %13s %13s\n", nom, fr("%.1f", mesure)+" "+unite, au)
}

func printHeads() {
	fmt.Printf("\n%-22s %19s %19s %17s\n", "", "parcours (ms)", "pgx nu (ms)", "rapport")
	fmt.Printf("%-22s %9s %9s %9s %9s %9s %7s\n", "", "médiane", "p99", "médiane", "p99", "mesuré", "visé")
}

func printRow(nom string, mediane, p99, nuMediane, nuP99, rapport, vise float64) {
	au := "–"
	if vise > 0 {
		au = "≤ " + fr("%g", vise)
	}
	fmt.Printf("%-22s %9s %9s %9s %9s %9s %7s\n", nom, fr("%.2f", mediane), fr("%.2f", p99), fr("%.2f", nuMediane), fr("%.2f", nuP99), fr("%.2f", rapport), au)
}

// fr writes a number as the French do.
func fr(forme string, x float64) string { return strings.Replace(fmt.Sprintf(forme, x), ".", ",", 1) }

func orElse(s, sinon string) string {
	if s == "" {
		return sinon
	}
	return s
}

// lineOf is what follows « name : » in a file of /proc.
func lineOf(chemin, nom string) string {
	b, _ := os.ReadFile(chemin)
	for ligne := range strings.Lines(string(b)) {
		if cle, valeur, ok := strings.Cut(ligne, ":"); ok && strings.TrimSpace(cle) == nom {
			return strings.TrimSpace(valeur)
		}
	}
	return ""
}

func memory() string {
	var ko float64
	if _, err := fmt.Sscan(lineOf("/proc/meminfo", "MemTotal"), &ko); err != nil {
		return ""
	}
	return fr("%.0f", ko/1e6) + " Go"
}

func firstWord(chemin string) string {
	b, _ := os.ReadFile(chemin)
	mot, _, _ := strings.Cut(string(b), " ")
	return strings.Replace(mot, ".", ",", 1)
}
