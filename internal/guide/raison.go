package guide

import (
	"fmt"
	"maps"
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

func raisons(l parcours.Liste, forme string, nomsPropres bool) map[string]string {
	m := make(map[string]string, len(l))
	for _, t := range l {
		libelle := t.Libelle
		if !nomsPropres {
			libelle = lower(libelle)
		}
		m[t.Code] = fmt.Sprintf(forme, libelle)
	}
	return m
}

// withRaisons writes once what each value of the criteria makes said. Zones are proper names.
func withRaisons(table []*critere) []*critere {
	for _, k := range table {
		if k.forme != "" {
			k.raison = raisons(k.liste, k.forme, k.zone)
		}
	}
	return table
}

// RaisonEtat says why an item is shown in this state: a page that tells the state already may leave the reason out.
func RaisonEtat(e parcours.Etat) string { return raisonsEtat[string(e)] }

// RaisonFrein says why an item is shown for this frein.
func RaisonFrein(code string) string { return raisonsFreins[code] }

var raisonsFreins = func() map[string]string {
	m := raisons(parcours.Freins, "frein identifié : %s", false)
	maps.Copy(m, raisons(parcours.FreinsGestion, "contrainte de la structure : %s", false))
	return m
}()

// lower puts a label inside a sentence, and leaves acronyms and proper names (AKTO, CIP, PIC IAE, Réseau Cocagne) as
// they are written.
func lower(s string) string {
	premier, _, _ := strings.Cut(s, " ")
	r := []rune(s)
	if nomsPropres[premier] || len(r) < 2 || strings.ToUpper(string(r[1])) == string(r[1]) && r[1] != '\'' {
		return s
	}
	return strings.ToLower(string(r[0])) + string(r[1:])
}

var nomsPropres = map[string]bool{"France": true, "Mouvement": true, "Emmaüs": true, "Fédération": true, "Réseau": true,
	"Restos": true, "Région": true, "Uniformation": true, "Constructys": true, "L'Opcommerce": true}

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
	say := func(si bool, forme string, args ...any) {
		if si {
			pourquoi = append(pourquoi, fmt.Sprintf(forme, args...))
		}
	}
	say(c.EffectifMax > 0, "effectif déclaré : %d, moins de %d", s.Effectif, c.EffectifMax+1)
	say(c.EffectifMin > 0, "effectif déclaré : %d, %d ou plus", s.Effectif, c.EffectifMin)
	say(!c.du.IsZero(), "valable depuis le %s", c.du.Francais())
	say(!c.au.IsZero(), "valable jusqu'au %s", c.au.Francais())
	say(c.Structure, "pour votre structure")
	say(len(pourquoi) == 0, "valable à toutes les étapes")
	return pourquoi
}
