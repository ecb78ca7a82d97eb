package parcours

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Ecriture is one change of one row, as the database kept it: who, when, which
// act, why, before, after.
type Ecriture struct {
	ID            int64
	Instant       time.Time
	UtilisateurID *int64
	Acte          string
	Motif         string
	NomTable      string
	LigneID       *int64
	Avant         json.RawMessage
	Apres         json.RawMessage
}

// Mots gives their names to what the rows hold by number: the colleagues of the
// SIAE, the items of its guide.
type Mots struct {
	Noms   map[int64]string
	Titres func(item string) string
}

// AncienCollegue is somebody who wrote something and has left the SIAE.
const AncienCollegue = "un ancien collègue"

// Auteur names a colleague; nobody is the program itself.
func (m Mots) Auteur(id *int64) string {
	if id == nil {
		return "le programme"
	}
	if nom := m.Noms[*id]; nom != "" {
		return nom
	}
	return AncienCollegue
}

// Changement is one field that changed, in words.
type Changement struct {
	Champ        Champ
	Avant, Apres string
}

// IsCreation tells that the row was added, IsRemoval that it was taken away.
func (e Ecriture) IsCreation() bool { return isNull(e.Avant) }

func (e Ecriture) IsRemoval() bool { return isNull(e.Apres) }

func isNull(b json.RawMessage) bool { return len(b) == 0 || bytes.Equal(b, []byte("null")) }

// Titre says what was written: « Financement ajouté · Monter le plan de
// financement ».
func (e Ecriture) Titre() string {
	o, _ := FindObjet(e.NomTable)
	verbe := "modifié"
	switch {
	case e.IsCreation():
		verbe = "ajouté"
	case e.IsRemoval():
		verbe = "retiré"
	}
	titre := o.Libelle + " " + verbe
	if o.Feminin {
		titre += "e"
	}
	if acte := LibelleActe(e.Acte); acte != e.Acte {
		titre += " · " + acte
	}
	return titre
}

// Changements lists the fields that changed, in the order of their table. A new
// row says nothing with a zero, an empty text or a « non »; what only the program
// reads says nothing to a person.
func (e Ecriture) Changements(m Mots) []Changement {
	avant, apres := columnsOf(e.Avant), columnsOf(e.Apres)
	var changes []Changement
	for _, c := range fieldsOf(e.NomTable, avant, apres) {
		x, y := avant[c.Column()], apres[c.Column()]
		if e.IsCreation() && isDefault(y) || e.IsRemoval() && isDefault(x) {
			continue
		}
		if a, b := c.Words(x, m), c.Words(y, m); a != b {
			changes = append(changes, Changement{c, a, b})
		}
	}
	return changes
}

// fieldsOf lists the fields of a table that a line of the history holds; a column
// that no row declares is read under its own name.
func fieldsOf(table string, avant, apres map[string]any) Champs {
	o, _ := FindObjet(table)
	noms := map[string]bool{}
	for n := range avant {
		noms[n] = true
	}
	for n := range apres {
		noms[n] = true
	}
	champs := slices.DeleteFunc(slices.Clone(o.Champs), func(c Champ) bool {
		present := noms[c.Column()]
		delete(noms, c.Column())
		return !present || c.Genre == GenreInterne
	})
	for _, n := range slices.Sorted(maps.Keys(noms)) {
		champs = append(champs, Champ{Code: n, Libelle: n, Genre: GenreTexte})
	}
	return champs
}

func columnsOf(b json.RawMessage) map[string]any {
	m := map[string]any{}
	_ = json.Unmarshal(b, &m) // our own rows: what cannot be read shows nothing
	return m
}

func isDefault(v any) bool { return v == nil || v == "" || v == false || v == 0.0 }

// Words writes a stored value as a person reads it.
func (c Champ) Words(v any, m Mots) string {
	switch x := v.(type) {
	case nil:
		return ""
	case bool:
		if x {
			return "oui"
		}
		return "non"
	case float64:
		return c.numberWords(x, m)
	case string:
		return c.word(x, m)
	case []any:
		return strings.Join(eachText(x, func(v any) string { return c.word(fmt.Sprint(v), m) }), " · ")
	case map[string]any:
		return answerWords(c, x, m)
	}
	return fmt.Sprint(v)
}

func (c Champ) numberWords(n float64, m Mots) string {
	switch c.Genre {
	case GenreMontant:
		return euros(int64(n))
	case GenreCollegue:
		id := int64(n)
		return m.Auteur(&id)
	case GenreChoix:
		return c.word(fmt.Sprint(n), m)
	}
	return writeHeures(n)
}

// word writes one text, a code or a day as a person reads it.
func (c Champ) word(texte string, m Mots) string {
	switch c.Genre {
	case GenreItem:
		if m.Titres != nil && texte != "" {
			return m.Titres(texte)
		}
	case GenreDate:
		if d, err := ParseDate(texte); err == nil {
			return d.Francais()
		}
	case GenreChoix, GenreMulti:
		return c.Liste.Libelle(texte)
	}
	return texte
}

// TypedWords writes what was typed in a field as a person reads it: a form that lost
// its place shows it so.
func (c Champ) TypedWords(textes []string, m Mots) string {
	return strings.Join(eachText(nonEmpty(textes), func(t string) string { return c.word(t, m) }), " · ")
}

// answerWords writes the answers of a form that was kept whole: each question,
// and its answer.
func answerWords(c Champ, reponses map[string]any, m Mots) string {
	var mots []string
	for code, v := range reponses {
		x := Champ{Code: code, Libelle: strings.ReplaceAll(code, "_", " "), Genre: GenreTexte}
		if t, ok := c.Liste.Find(code); ok {
			x = Champ{Libelle: t.Libelle, Genre: GenreChoix, Liste: ReponsesControle}
		} else if connu, ok := findAnswer(code, fmt.Sprint(v)); ok {
			x = connu
		}
		valeurs := []string{fmt.Sprint(v)}
		if x.Genre == GenreMulti { // the comma of « 7,5 » parts no list
			valeurs = strings.Split(valeurs[0], ",")
		}
		mots = append(mots, x.Libelle+" : "+x.TypedWords(valeurs, m))
	}
	slices.Sort(mots)
	return strings.Join(mots, " ; ")
}

// findAnswer finds the question of a passage that knows such an answer.
func findAnswer(code, valeur string) (Champ, bool) {
	premier, _, _ := strings.Cut(valeur, ",")
	for _, a := range Actes() {
		for _, c := range a.Champs {
			if c.Code == code && (c.Liste == nil || c.Liste.Has(premier)) {
				return c, true
			}
		}
	}
	return Champ{}, false
}

// WhatChanged tells somebody who lost a race what the others wrote meanwhile: each
// field once, as it is now, with who wrote it and when. lignes come the newest
// first.
func WhatChanged(lignes []Ecriture, m Mots) []ValeurActuelle {
	type cle struct {
		table string
		ligne int64
		champ string
	}
	var changes []ValeurActuelle
	vus := map[cle]bool{}
	for _, l := range lignes {
		for _, c := range l.Changements(m) {
			k := cle{table: l.NomTable, champ: c.Champ.Code}
			if l.LigneID != nil {
				k.ligne = *l.LigneID
			}
			if vus[k] {
				continue
			}
			vus[k] = true
			v := ValeurActuelle{Champ: c.Champ.Code, Libelle: c.Champ.Libelle, Valeur: c.Apres, Auteur: m.Auteur(l.UtilisateurID), Le: l.Instant}
			if v.Valeur == "" {
				v.Valeur = "vide"
			}
			changes = append(changes, v)
		}
	}
	return changes
}
