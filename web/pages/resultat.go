package pages

import (
	"cmp"
	"math"
	"net/url"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

// ResultatsPage is the directeur's report over a period.
type ResultatsPage struct {
	// Rapport is nil when the period cannot be read: the form says why.
	Rapport *parcours.Rapport
	Periode composants.Formulaire // debut, fin
	// Requete is the period as the address writes it, for the links.
	Requete    url.Values
	Raccourcis []composants.Puce
	Aujourdhui parcours.Date
	Decisions  []parcours.Decision // what waits for the directeur
}

const (
	resultatsURL = "/rapports/resultats"
	dossiersURL  = "/rapports/resultats/dossiers"
)

func (r ResultatsPage) adresse(chemin string) composants.Adresse {
	return composants.Adresse{Chemin: chemin, Requete: r.Requete}
}

func (r ResultatsPage) sousTitre() string {
	if r.Rapport == nil {
		return ""
	}
	return periodeRapport(r.Rapport.Debut, r.Rapport.Fin)
}

// periodeRapport says « Du 01/01/2026 au 02/03/2026 ».
func periodeRapport(debut, fin parcours.Date) string {
	return "Du " + debut.Francais() + " au " + fin.Francais()
}

// dossiersLien leads to the files behind a figure; "" where there is none.
func (r ResultatsPage) dossiersLien(i parcours.Indicateur) string {
	if i.Dossiers == "" || isNul(i.Numerateur) && isNul(i.Denominateur) {
		return ""
	}
	return r.adresse(dossiersURL).With("indicateur", i.Code)
}

// partLien leads to the files of one line of a breakdown.
func (r ResultatsPage) partLien(i parcours.Indicateur, p parcours.Part) string {
	if i.Dossiers == "" || isNul(p.Numerateur) && i.Unite != parcours.UniteEuros {
		return ""
	}
	return r.adresse(dossiersURL).With("indicateur", i.Code, "part", p.Code)
}

func isNul(v *float64) bool { return v == nil || *v == 0 }

// inconnu is what stands where a figure cannot be given: 0 would be a claim.
const inconnu = "–"

func formatValeur(u parcours.Unite, v *float64) string {
	if v == nil {
		return inconnu
	}
	switch u {
	case parcours.UnitePourcent:
		// Half a point goes up: 1 of 8 is 13 %.
		return composants.FormatPourcent(math.Round(*v*100) / 100)
	case parcours.UniteHeures:
		return composants.FormatDecimal(*v, 1) + "\u00a0h"
	case parcours.UniteEuros:
		return composants.FormatEuros(int64(math.Round(*v * 100)))
	case parcours.UniteJours:
		return compteNom(*v, parcours.Nom{Un: "jour", Plusieurs: "jours"})
	}
	return composants.FormatDecimal(*v, 1)
}

// compteNom is a number and its noun: « 3 abandons ».
func compteNom(v float64, n parcours.Nom) string {
	return composants.FormatDecimal(v, 1) + "\u00a0" + composants.Accord(int(v), n.Un, n.Plusieurs)
}

// membre is the numerator or the denominator, in words.
func membre(u parcours.Unite, v *float64, n parcours.Nom) string {
	switch {
	case v == nil || n.Un == "":
		return ""
	case u == parcours.UniteEuros:
		return formatValeur(u, v) + "\u00a0" + composants.Accord(int(*v), n.Un, n.Plusieurs)
	}
	return compteNom(*v, n)
}

// chiffre makes a figure of an indicator: its value, and what it is made of.
func (r ResultatsPage) chiffre(i parcours.Indicateur) composants.ChiffreProps {
	c := composants.ChiffreProps{Libelle: i.Libelle, Valeur: formatValeur(i.Unite, i.Valeur), Definition: i.Definition, URL: r.dossiersLien(i)}
	switch denominateur := membre(i.Unite, i.Denominateur, i.NomDenominateur); {
	case i.SansRapport:
		c.Numerateur = "mesuré sur " + denominateur
	case denominateur != "":
		c.Numerateur, c.Denominateur = membre(i.Unite, i.Numerateur, i.NomNumerateur), denominateur
		if c.Numerateur == "" {
			c.Numerateur, c.Denominateur = denominateur, ""
		}
	case i.Personnes != nil:
		c.Numerateur = composants.Pluriel(*i.Personnes, "personne", "personnes")
	}
	if k := i.Completude; k != nil && k.Connus < k.Attendus {
		manque := "durée connue pour " + composants.FormatNombre(k.Connus) + " formations sur " + composants.FormatNombre(k.Attendus)
		if c.Denominateur == "" {
			c.Numerateur += " ; " + manque
		} else {
			c.Denominateur += " ; " + manque
		}
	}
	return c
}

// totalIndicateur says what a breakdown adds up to.
func totalIndicateur(i parcours.Indicateur) string {
	t := membre(i.Unite, i.Numerateur, i.NomNumerateur)
	if t == "" {
		return "Rien dans la période."
	}
	return joinNonEmpty(" sur ", t, membre(i.Unite, i.Denominateur, i.NomDenominateur))
}

// barres draws a breakdown: the number of each line, and its share.
func (r ResultatsPage) barres(i parcours.Indicateur) composants.BarresProps {
	b := composants.BarresProps{Legende: totalIndicateur(i), Colonne: colonnesListe[i.Liste], Mesure: "Nombre", Detail: "Part"}
	if i.Unite == parcours.UniteEuros {
		b.Mesure, b.Detail = "Accordé", "Demandé"
	}
	if i.Presentation == parcours.PresentationEntonnoir {
		b.Colonne, b.Detail, b.Centre = "Étape", "De l'étape précédente", true
	}
	var avant float64
	for j, p := range i.Ventilation {
		n := 0.0
		if p.Numerateur != nil {
			n = *p.Numerateur
		}
		barre := composants.Barre{Libelle: p.Libelle, Valeur: n, Texte: composants.FormatDecimal(n, 1), URL: r.partLien(i, p)}
		switch {
		case i.Unite == parcours.UniteEuros:
			barre.Texte = formatValeur(i.Unite, p.Numerateur)
			barre.Detail = formatValeur(i.Unite, p.Denominateur)
		case i.Presentation == parcours.PresentationEntonnoir:
			if part := n / avant; j > 0 && avant > 0 {
				barre.Detail = formatValeur(parcours.UnitePourcent, &part)
			}
			avant = n
		case p.Valeur != nil && i.Unite == parcours.UnitePourcent:
			barre.Detail = formatValeur(i.Unite, p.Valeur)
		}
		b.Barres = append(b.Barres, barre)
	}
	return b
}

// colonnesListe titles the first column of a breakdown.
var colonnesListe = map[string]string{
	"etats": "État", "motifs_abandon": "Motif", "situations": "Situation", "evaluations": "Évaluation",
	"dispositifs":     "Dispositif",
	"types_formation": "Type", "validations": "Validation", "lieux_formation": "Lieu", "motifs_sans_suite": "Motif",
}

// DossiersResultatsPage is the list of files behind a figure.
type DossiersResultatsPage struct {
	parcours.DossiersFigure
	Debut, Fin parcours.Date
	RetourURL  string // the report
	Adresse    string // of this list, to come back to
}

// Titre names the figure, and the line of its breakdown.
func (d DossiersResultatsPage) Titre() string {
	return joinNonEmpty(" : ", d.Indicateur.Libelle, d.Part)
}

// issueFormation says how a training ended, or where the file stands.
func issueFormation(l parcours.LigneFormation) string {
	switch {
	case l.Etat != "":
		return l.Etat.Libelle() + " depuis le " + l.EtatDepuis.Francais()
	case !l.DateEntreePrevue.IsZero():
		return "Entrée d'abord prévue le " + l.DateEntreePrevue.Francais()
	case l.Demande != nil:
		return ""
	case !l.DateFin.IsZero():
		return "Terminée le " + l.DateFin.Francais()
	case !l.DateAbandon.IsZero():
		return "Abandon le " + l.DateAbandon.Francais()
	}
	return "En cours"
}

// precisionFormation says what the figure rests on: motifs, situation and
// assessment, money, absences.
func precisionFormation(l parcours.LigneFormation) string {
	if l.Demande != nil {
		return formatValeur(parcours.UniteEuros, l.Accorde) + " accordés sur " + formatValeur(parcours.UniteEuros, l.Demande)
	}
	if l.NonPresentations > 0 {
		return composants.Pluriel(l.NonPresentations, "absence au premier jour", "absences au premier jour")
	}
	if !l.DateAbandon.IsZero() {
		return strings.Join(each(l.Motifs, parcours.MotifsAbandon.Libelle), " · ")
	}
	if l.DateFin.IsZero() {
		return ""
	}
	situation := cmp.Or(parcours.Situations.Libelle(l.Situation), "Situation non renseignée")
	evaluation := either(l.Evaluation == "", "", "évaluation : "+parcours.Evaluations.Libelle(l.Evaluation))
	return joinNonEmpty(" ; ", situation, evaluation)
}
