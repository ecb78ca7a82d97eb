package parcours

import (
	"bytes"
	"cmp"
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
	ID                    int64
	Instant               time.Time
	UtilisateurID         *int64
	Acte, Motif, NomTable string
	LigneID               *int64
	SalarieID             *int64
	Transaction           uint64 // which wrote it, with others; read where a deed is taken back
	Avant, Apres          json.RawMessage
}

// Mots gives their names to what the rows hold by number: the colleagues of the
// SIAE, the items of its guide.
type Mots struct {
	Noms   map[int64]string
	Titres func(item string) string

	acte string // whose answers are read
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

// Valeurs is one field that changed, as the database keeps it: a string, a
// float64, a bool, a list, an object, or nil.
type Valeurs struct {
	Champ        Champ
	Avant, Apres any
}

// IsCreation tells that the row was added, IsRemoval that it was taken away.
func (e Ecriture) IsCreation() bool { return isNull(e.Avant) }

func (e Ecriture) IsRemoval() bool { return isNull(e.Apres) }

// isRetrait: a row was withdrawn or put back, and nothing else was said of it.
func (e Ecriture) isRetrait() bool {
	vs := e.Valeurs()
	return !e.IsCreation() && !e.IsRemoval() && len(vs) == 1 && vs[0].Champ.Column() == colonneRetire
}

// IsOfPerson: it is about who somebody is.
func (e Ecriture) IsOfPerson() bool { return e.NomTable == tableSalarie }

// isOther: the row was of one file, and is of another.
func isOther(colonne string, avant, apres map[string]any) bool {
	return avant[colonne] != nil && apres[colonne] != nil && avant[colonne] != apres[colonne]
}

func isNull(b json.RawMessage) bool { return len(b) == 0 || bytes.Equal(b, []byte("null")) }

// Titre says what was written: « Financement ajouté · Monter le plan de
// financement ».
func (e Ecriture) Titre() string {
	if e.NomTable == "suivi" && e.Acte == string(ActionReportAbsence) { // where the versions before kept it
		return "Non-présentation signalée"
	}
	o, _ := FindObjet(e.NomTable)
	avant, apres := columnsOf(e.Avant), columnsOf(e.Apres)
	verbe, retire := "modifié", apres[colonneRetire]
	switch {
	case e.NomTable == "deplacement":
		o, _ = FindObjet(fmt.Sprint(apres["objet"]))
		verbe = "déplacé"
	case isOther("salarie_id", avant, apres), isOther("parcours_id", avant, apres):
		verbe = "arrivé"
	case e.IsCreation():
		verbe = "ajouté"
	case e.IsRemoval(), e.isRetrait() && retire != nil:
		verbe = "retiré"
	case e.isRetrait():
		verbe = "remis"
	}
	titre := o.Libelle + " " + verbe
	if o.Feminin {
		titre += "e"
	}
	switch verbe {
	case "déplacé":
		titre += " vers un autre dossier"
	case "arrivé":
		titre += " d'un autre dossier"
	}
	if acte := LibelleActe(e.Acte); acte != e.Acte {
		titre += " · " + acte
	}
	return titre
}

// Changements lists the fields that changed, in the order of their table. A new
// row says nothing with a zero, an empty text or a « non ».
func (e Ecriture) Changements(m Mots) []Changement {
	var changes []Changement
	m.acte, _ = columnsOf(e.Apres)["transition"].(string)
	for _, v := range e.Valeurs() {
		if e.IsCreation() && isDefault(v.Apres) || e.IsRemoval() && isDefault(v.Avant) {
			continue
		}
		if a, b := v.Champ.Words(v.Avant, m), v.Champ.Words(v.Apres, m); a != b {
			changes = append(changes, Changement{v.Champ, a, b})
		}
	}
	return changes
}

// Resume says in one line what a row held that was taken out.
func (e Ecriture) Resume(m Mots) string {
	o, _ := FindObjet(e.NomTable)
	dit := o.Libelle
	for _, c := range e.Changements(m) {
		if !slices.Contains([]string{colonneRetire, "tentative", "presence"}, c.Champ.Code) {
			dit += " · " + c.Apres
		}
	}
	return dit
}

// Valeurs lists the fields that were written, in the order of their table; what
// only the program reads is left out, and a column that no row declares is read
// under its own name.
func (e Ecriture) Valeurs() []Valeurs {
	o, _ := FindObjet(e.NomTable)
	avant, apres := columnsOf(e.Avant), columnsOf(e.Apres)
	noms := map[string]any{}
	maps.Copy(noms, avant)
	maps.Copy(noms, apres)
	champs := keep(append(slices.Clip(o.Champs), colonnesDavant[e.NomTable]...), func(c Champ) bool {
		_, present := noms[c.Column()]
		delete(noms, c.Column())
		return present && c.Genre != GenreInterne
	})
	for _, n := range slices.Sorted(maps.Keys(noms)) {
		champs = append(champs, Champ{Code: n, Libelle: n, Genre: GenreTexte})
	}
	return each(champs, func(c Champ) Valeurs { return Valeurs{c, avant[c.Column()], apres[c.Column()]} })
}

// colonnesDavant are the columns that a table had in the versions before: its lines of
// history are still read.
var colonnesDavant = map[string]Champs{
	"tentative": slices.Concat(ChampsPresence, ChampsIssue, champsReprisePrevue,
		Champs{{Code: "controles", Libelle: "Contrôle de l'entrée", Genre: GenreReponses, Liste: ControlesEntree},
			{Code: "non_presentations", Mot: "non-présentations", Genre: GenreReponses}}),
	"salarie": ChampsSalarie.Only(champsDuContrat...),
	"suivi":   {{Code: "genre", Libelle: "Nature", Genre: GenreInterne}},
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
			return Oui
		}
		return Non
	case float64:
		switch c.Genre {
		case GenreMontant:
			return euros(int64(x))
		case GenreCollegue:
			id := int64(x)
			return m.Auteur(&id)
		case GenreChoix:
			return c.word(fmt.Sprint(x), m)
		}
		return writeHeures(x)
	case string:
		return c.word(x, m)
	case []any:
		return strings.Join(each(x, func(v any) string { return c.word(fmt.Sprint(v), m) }), " · ")
	case map[string]any:
		return answerWords(c, x, m)
	}
	return fmt.Sprint(v)
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
	return strings.Join(each(nonEmpty(textes), func(t string) string { return c.word(t, m) }), " · ")
}

// answerWords writes the answers of a form that was kept whole: each question,
// and its answer.
func answerWords(c Champ, reponses map[string]any, m Mots) string {
	var mots []string
	for code, v := range reponses {
		valeurs := []string{fmt.Sprint(v)}
		x, ok := Champ{Libelle: c.Liste.Libelle(code), Genre: GenreChoix, Liste: ReponsesControle}, c.Liste.Has(code)
		if !ok {
			x, ok = findAnswer(m.acte, code, valeurs[0])
		}
		if !ok {
			x = Champ{Libelle: strings.ReplaceAll(code, "_", " "), Genre: GenreTexte}
		}
		if x.Genre == GenreMulti { // the comma of « 7,5 » parts no list
			valeurs = strings.Split(valeurs[0], ",")
		}
		mots = append(mots, x.Libelle+" : "+x.TypedWords(valeurs, m))
	}
	slices.Sort(mots)
	return strings.Join(mots, " ; ")
}

// findAnswer finds the question of that code: the one that this act asked, or
// else the one of another act that knows such an answer.
func findAnswer(acte, code, valeur string) (Champ, bool) {
	premier, _, _ := strings.Cut(valeur, ",")
	actes := Actes()
	for _, seul := range []bool{true, false} {
		for _, a := range actes {
			c, ok := a.Champs.Find(code)
			if ok && (a.Code == acte || !seul) && (c.Liste == nil || c.Liste.Has(premier)) {
				return c, true
			}
		}
	}
	return Champ{}, false
}

// Explain completes a Conflit with what was written since the version that the
// person had, the newest lines first, and names who wrote last.
func (e *Erreur) Explain(lignes []Ecriture, m Mots) {
	e.Actuel = append(e.Actuel, whatChanged(lignes, m, e.Actuel)...)
	if len(lignes) > 0 && lignes[0].UtilisateurID != nil && e.Message == MessageStale {
		e.Message = m.Auteur(lignes[0].UtilisateurID) + " a modifié ce dossier pendant votre saisie. " +
			"Relisez ce qui a changé ; votre saisie est gardée."
	}
}

// whatChanged tells somebody who lost a race what the others wrote meanwhile: each
// field once, as it is now, with who wrote it and when. lignes come the newest
// first. What is told already is not told again: it is signed.
func whatChanged(lignes []Ecriture, m Mots, deja []ValeurActuelle) []ValeurActuelle {
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
			change := ValeurActuelle{Champ: c.Champ.Code, Libelle: c.Champ.Libelle, Valeur: cmp.Or(c.Apres, "vide"),
				Auteur: m.Auteur(l.UtilisateurID), Le: l.Instant}
			dits, told := saidByStaleParcours[c.Champ.Code]
			if !told || l.NomTable != "parcours" {
				changes = append(changes, change)
				continue
			}
			for i, d := range deja {
				if slices.Contains(dits, d.Champ) {
					deja[i].Auteur, deja[i].Le = change.Auteur, change.Le
				}
			}
		}
	}
	return changes
}
