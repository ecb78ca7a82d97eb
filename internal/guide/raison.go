package guide

import (
	"fmt"
	"maps"
	"strconv"
	"strings"

	"parcours.example/internal/parcours"
)

// raisonsType takes the article of the words behind each acronym: an atelier, but an association and an entreprise.
var raisonsType = map[string]string{
	"ACI": "votre structure est un ACI", "AI": "votre structure est une AI", "EI": "votre structure est une EI",
	"ETTI": "votre structure est une ETTI", "EITI": "votre structure est une EITI",
}

var raisonsEtat = map[string]string{
	string(parcours.BesoinIdentifie):  "le besoin est identifié, la formation reste à trouver",
	string(parcours.EnFinancement):    "le parcours est en financement",
	string(parcours.EnEntree):         "l'entrée en formation est prévue",
	string(parcours.EnDeroulement):    "la formation est en cours",
	string(parcours.Sorti):            "la formation est allée à son terme",
	string(parcours.Abandonne):        "la formation a été interrompue",
	string(parcours.Repositionnement): "un repositionnement est en préparation",
	string(parcours.SansSuite):        "le besoin est classé sans suite",
}

var raisonsDepartement = map[string]string{
	"02": "dans l'Aisne (02)", "59": "dans le Nord (59)", "60": "dans l'Oise (60)",
	"62": "dans le Pas-de-Calais (62)", "80": "dans la Somme (80)",
}

func raisons(l parcours.Liste, forme string) map[string]string {
	m := make(map[string]string, len(l))
	for _, t := range l {
		m[t.Code] = fmt.Sprintf(forme, lower(t.Libelle))
	}
	return m
}

// raisonsZone keeps the capitals: zones are proper names.
func raisonsZone() map[string]string {
	m := make(map[string]string, len(Territoires))
	for _, t := range Territoires {
		m[t.Code] = "sur votre territoire : " + t.Libelle
	}
	return m
}

// RaisonEtat says why an item is shown in this state: a page that tells the state already may leave the reason out.
func RaisonEtat(e parcours.Etat) string { return raisonsEtat[string(e)] }

// RaisonFrein says why an item is shown for this frein.
func RaisonFrein(code string) string { return raisonsFreins[code] }

var raisonsFreins = func() map[string]string {
	m := raisons(parcours.Freins, "frein identifié : %s")
	maps.Copy(m, raisons(parcours.FreinsGestion, "contrainte de la structure : %s"))
	return m
}()

// lower puts a label inside a sentence, and leaves acronyms and proper names (AKTO, CIP, PIC IAE, Réseau Cocagne) as
// they are written.
func lower(s string) string {
	premier, _, _ := strings.Cut(s, " ")
	for _, propre := range []string{"France", "Mouvement", "Emmaüs", "Fédération", "Réseau", "Restos", "Région",
		"Uniformation", "Constructys", "L'Opcommerce"} {
		if premier == propre {
			return s
		}
	}
	r := []rune(s)
	if len(r) < 2 || strings.ToUpper(string(r[1])) == string(r[1]) && r[1] != '\'' {
		return s
	}
	return strings.ToLower(string(r[0])) + string(r[1:])
}

// explain adds the reasons of one criterion, when something known meets it.
func (k *critere) explain(c *Criteres, s *Situation, pourquoi []string) []string {
	attendus := k.attend(c)
	if len(attendus) == 0 {
		return pourquoi
	}
	if k.connus == nil {
		return append(pourquoi, k.say(k.connu(s)))
	}
	for _, connu := range k.connus(s) {
		if has(attendus, connu) {
			pourquoi = append(pourquoi, k.say(connu))
		}
	}
	return pourquoi
}

func (k *critere) say(code string) string {
	if texte, ok := k.raison[code]; ok {
		return texte
	}
	// Only hors_departements has no reason of its own: any département outside the region ends up here.
	return "votre département (" + code + ") est hors des Hauts-de-France"
}

func (c *Criteres) explainRest(s *Situation, pourquoi []string) []string {
	if c.EffectifMax > 0 {
		pourquoi = append(pourquoi, "effectif déclaré : "+strconv.Itoa(s.Effectif)+", moins de "+strconv.Itoa(c.EffectifMax+1))
	}
	if c.EffectifMin > 0 {
		pourquoi = append(pourquoi, "effectif déclaré : "+strconv.Itoa(s.Effectif)+", "+strconv.Itoa(c.EffectifMin)+" ou plus")
	}
	if !c.du.IsZero() {
		pourquoi = append(pourquoi, "valable depuis le "+c.du.Francais())
	}
	if !c.au.IsZero() {
		pourquoi = append(pourquoi, "valable jusqu'au "+c.au.Francais())
	}
	if c.Structure {
		pourquoi = append(pourquoi, "pour votre structure")
	}
	if len(pourquoi) == 0 {
		pourquoi = append(pourquoi, "valable à toutes les étapes")
	}
	return pourquoi
}
