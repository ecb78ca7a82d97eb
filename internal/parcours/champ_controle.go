package parcours

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"
)

// limitText holds whatever is typed to what may be kept: bounded, readable, and
// without a social security number, of which no field may ever hold one.
func limitText(es *Erreurs, champ, texte string, max int) {
	if n := utf8.RuneCountInString(texte); n > max {
		es.Add(champ, fmt.Sprintf("Ce texte compte %s caractères, la limite est de %s. Raccourcissez-le : rien n'est perdu.", Milliers(n), Milliers(max)))
	}
	if strings.ContainsRune(texte, 0) || !utf8.ValidString(texte) {
		es.Add(champ, "Ce texte contient un caractère illisible. Saisissez-le à nouveau.")
	}
	if HasNir(texte) {
		es.Add(champ, RefusNir)
	}
}

// requireOrder refuses an end before its beginning; unknown dates pass.
func requireOrder(es *Erreurs, champ string, debut, fin Date, message string) {
	if !debut.IsZero() && !fin.IsZero() && fin.Before(debut) {
		es.Add(champ, message)
	}
}

// Controle is what a field is judged by besides itself.
type Controle struct {
	Siae       Siae
	Aujourdhui Date
}

// Check judges the values of a struct, field by field, and notes each refusal
// beside its field. Rules about several fields at once come after it.
func (cs Champs) Check(es *Erreurs, v any, ctl Controle) {
	for _, c := range cs.Typed() {
		c.check(es, ctl, c.Textes(v))
	}
}

// check judges what was typed in one field.
func (c Champ) check(es *Erreurs, ctl Controle, textes []string) {
	if c.Genre == GenreMulti { // a passage joins its answers
		textes = strings.Split(strings.Join(textes, ","), ",")
	}
	textes = nonEmpty(textes)
	if len(textes) == 0 {
		if c.Requis {
			es.Add(c.Code, c.Absent)
		}
		return
	}
	refus := ""
	switch c.Genre {
	case GenreDate:
		refus = c.checkDate(textes[0], ctl.Aujourdhui)
	case GenreChoix, GenreMulti:
		refus = c.checkListe(textes, ctl.Siae)
	case GenreTexte, GenreNote, GenreEmail, GenreTelephone, GenreItem:
		c.checkTexte(es, textes[0])
	default:
		_, refus = c.parse(textes[0])
	}
	if refus != "" {
		es.Add(c.Code, refus)
	}
}

func (c Champ) checkTexte(es *Erreurs, texte string) {
	avant := len(*es)
	limitText(es, c.Code, texte, c.Limite())
	if len(*es) == avant && c.Forme != nil && !c.Forme(texte) {
		es.Add(c.Code, c.Invalide)
	}
}

func (c Champ) checkDate(texte string, aujourdhui Date) string {
	d, err := ParseDate(texte)
	premiere := cmp.Or(c.AnneeMin, anneeMin)
	switch {
	case err != nil:
		return dateIllisible
	case c.Passe && d.After(aujourdhui):
		return "Cette date est dans le futur. Un fait se note au plus tard aujourd'hui, " + aujourdhui.Francais() + "."
	case c.Passe && d.Year() < premiere:
		return "Cette date est trop ancienne. Vérifiez l'année."
	case d.Year() < premiere || d.Year() > anneeMax:
		return fmt.Sprintf("Cette date semble fausse : l'année n'est pas entre %d et %d. Vérifiez-la.", premiere, anneeMax)
	}
	return ""
}

// checkListe accepts a retired value: an old file keeps it.
func (c Champ) checkListe(codes []string, s Siae) string {
	liste := c.Liste
	if c.ParSiae != nil {
		liste = c.ParSiae(s)
	}
	for _, code := range codes {
		if liste.Has(code) {
			continue
		}
		if c.Genre == GenreMulti {
			return reponsesImpossible
		}
		return reponseImpossible
	}
	return ""
}
