package importation

import (
	"fmt"
	"iter"
	"strings"

	"parcours.example/internal/parcours"
)

// CodeVerdict is what an import would do with a row.
type CodeVerdict string

const (
	ACreer          CodeVerdict = "a_creer"
	DejaPresent     CodeVerdict = "deja_present"
	DoublonPossible CodeVerdict = "doublon_possible" // a person must decide
	Ignoree         CodeVerdict = "ignoree"
	EnErreur        CodeVerdict = "erreur"
)

// CodesVerdict are the verdicts in the order in which they are shown.
var CodesVerdict = parcours.Liste{
	{Code: string(ACreer), Libelle: "À créer"},
	{Code: string(DoublonPossible), Libelle: "Doublon possible"},
	{Code: string(EnErreur), Libelle: "Erreur"},
	{Code: string(DejaPresent), Libelle: "Déjà présent"},
	{Code: string(Ignoree), Libelle: "Ignorée"},
}

// Libelle is how the verdict is read.
func (c CodeVerdict) Libelle() string { return CodesVerdict.Libelle(string(c)) }

// Verdict is the answer for one row.
type Verdict struct {
	Numero int
	Code   CodeVerdict
	// SalarieID is who is already here, or who may be the same person; 0 when that is another row of the file,
	// LigneLiee.
	SalarieID int64
	LigneLiee int
	Qui       string // the name of that person
	Raison    string // a short French sentence, "" when there is nothing to say
}

// Match compares the rows with the people of the SIAE: one verdict per row, in the same order. It is sure, or it
// asks: only the same person beyond doubt is « déjà présent », and a mere likeness is a doublon possible. Rows to be
// created are also compared with one another.
func Match(lignes []Ligne, existants []parcours.Salarie) []Verdict {
	ici := annuaireOf(existants)
	fichier := annuaire{}
	verdicts := make([]Verdict, len(lignes))
	for i, l := range lignes {
		verdicts[i] = judge(l, ici, fichier)
		verdicts[i].Numero = l.Numero
		if verdicts[i].Code == ACreer {
			fichier.add(fiche{Salarie: l.Personne, ligne: l.Numero})
		}
	}
	return verdicts
}

// Resembling finds who may be p among the people of the SIAE, by the ladder that an import
// goes down: the likeliest first.
func Resembling(p parcours.Salarie, existants []parcours.Salarie) (gens []parcours.Semblable) {
	deja := map[int64]bool{}
	for l := range annuaireOf(existants).likenesses(p) {
		if !deja[l.ID] {
			deja[l.ID] = true
			gens = append(gens, parcours.Semblable{Salarie: l.Salarie, Raison: l.raison,
				Homonyme: nameKey(p.Nom, p.Prenom) == nameKey(l.Nom, l.Prenom)})
		}
	}
	return gens
}

// IsNamesake tells whether two people bear one name, or nearly, whatever else differs.
func IsNamesake(a, b parcours.Salarie) bool { return isSimilar(a, b) || isSwapped(a, b) }

func judge(l Ligne, ici, fichier annuaire) Verdict {
	switch {
	case l.Ignoree != "":
		return Verdict{Code: Ignoree, Raison: l.Ignoree}
	case l.HasErreur():
		return Verdict{Code: EnErreur, Raison: l.reasons(false)}
	case l.DoublonDe != 0:
		return Verdict{Code: Ignoree, LigneLiee: l.DoublonDe, Qui: l.Personne.NomComplet(),
			Raison: fmt.Sprintf("doublon dans le fichier : la ligne %d est gardée, son contrat est le plus récent", l.DoublonDe)}
	}
	if f, raison, sure := ici.find(l.Personne); f != nil {
		code := DoublonPossible
		if sure {
			code = DejaPresent
		}
		return Verdict{Code: code, SalarieID: f.ID, Qui: f.NomComplet(), Raison: raison}
	}
	if f, raison, _ := fichier.find(l.Personne); f != nil {
		return Verdict{Code: DoublonPossible, LigneLiee: f.ligne, Qui: f.NomComplet(),
			Raison: fmt.Sprintf("ligne %d du fichier : %s", f.ligne, raison)}
	}
	return Verdict{Code: ACreer, Raison: l.Remarks()}
}

// Remarks lists what is to be looked at in a row that is imported all the same.
func (l Ligne) Remarks() string { return l.reasons(true) }

// reasons lists what is wrong with a row: « F12 : … ».
func (l Ligne) reasons(avertissements bool) string {
	var textes []string
	for _, e := range l.Erreurs {
		if e.Avertissement != avertissements {
			continue
		}
		texte := e.Message
		if e.Reference != "" {
			texte = e.Reference + " : " + texte
		}
		textes = append(textes, texte)
	}
	return strings.Join(textes, " ")
}

// Count says how many rows have each verdict.
func Count(verdicts []Verdict) map[CodeVerdict]int {
	n := make(map[CodeVerdict]int, len(CodesVerdict))
	for _, v := range verdicts {
		n[v.Code]++
	}
	return n
}

// fiche is someone one may be compared with: a salarié, or a row of the file.
type fiche struct {
	parcours.Salarie
	ligne int
}

// cle is a thing that identifies somebody, or may: which, and its value.
type cle struct{ genre, valeur string }

// annuaire finds people by what identifies them; without it, 5,000 rows beside 5,000 salariés would be 25 million
// comparisons.
type annuaire map[cle][]*fiche

func annuaireOf(gens []parcours.Salarie) annuaire {
	a := make(annuaire, len(gens))
	for _, s := range gens {
		a.add(fiche{Salarie: s})
	}
	return a
}

func (a annuaire) add(f fiche) {
	for _, c := range []cle{
		{"pass", f.PassNumero}, {"identite", identite(f.Salarie)}, {"email", strings.ToLower(f.Email)},
		{"telephone", telKey(f.Telephone)}, {"nom", nameKey(f.Nom, f.Prenom)}, {"naissance", f.DateNaissance.String()},
	} {
		unique := c.genre == "pass" || c.genre == "identite" // the first who bears it
		if c.valeur != "" && !(unique && len(a[c]) > 0) {
			a[c] = append(a[c], &f)
		}
	}
}

// telKey: people type spaces in a form.
func telKey(tel string) string {
	if t := oneTelephone(tel); t != "" {
		return t
	}
	return tel
}

func nameKey(nom, prenom string) string { return plain(nom) + "|" + plain(prenom) }

// ressemblance is one reason to take somebody for another.
type ressemblance struct {
	*fiche
	raison string
	sure   bool
}

// find is the best of likenesses; nil when nobody looks alike.
func (a annuaire) find(p parcours.Salarie) (f *fiche, raison string, sure bool) {
	for l := range a.likenesses(p) {
		return l.fiche, l.raison, l.sure
	}
	return nil, "", false
}

// likenesses goes down the ladder: PASS number, then identity, both sure; then what only
// suggests the same person, with the reason in French.
func (a annuaire) likenesses(p parcours.Salarie) iter.Seq[ressemblance] {
	return func(yield func(ressemblance) bool) {
		for _, barreau := range []struct {
			cle    cle
			raison func(a, b parcours.Salarie) string // "" when it is somebody else
			sure   bool
		}{
			{cle{"pass", p.PassNumero}, when(isSamePass, "même numéro de PASS IAE"), true},
			{cle{"identite", identite(p)}, when(nil, "même nom, même prénom, "+sameBirth(p)), true},
			{cle{"pass", p.PassNumero}, when(nil, "même numéro de PASS IAE, mais un autre nom"), false},
			{cle{"naissance", p.DateNaissance.String()}, likeness, false},
			{cle{"email", strings.ToLower(p.Email)}, when(isSamePrenom, "même adresse e-mail, même prénom"), false},
			{cle{"telephone", telKey(p.Telephone)}, when(isSamePrenom, "même téléphone, même prénom"), false},
			{cle{"nom", nameKey(p.Nom, p.Prenom)},
				when(isBirthUnknown, "même nom, même prénom, date de naissance inconnue"), false},
			{cle{"nom", nameKey(p.Prenom, p.Nom)},
				when(isBirthUnknown, "nom et prénom inversés, date de naissance inconnue"), false},
		} {
			for _, f := range a[barreau.cle] {
				if raison := barreau.raison(p, f.Salarie); raison != "" && !yield(ressemblance{f, raison, barreau.sure}) {
					return
				}
			}
		}
	}
}

// when gives a reason under a condition, or whoever it is.
func when(condition func(a, b parcours.Salarie) bool, raison string) func(a, b parcours.Salarie) string {
	return func(a, b parcours.Salarie) string {
		if condition == nil || condition(a, b) {
			return raison
		}
		return ""
	}
}

// likeness is that of two people born on the same day.
func likeness(a, b parcours.Salarie) string {
	switch {
	case isSwapped(a, b):
		return "nom et prénom inversés, même date de naissance"
	case isSimilar(a, b):
		return "nom voisin, même date de naissance"
	}
	return ""
}

func isSamePrenom(a, b parcours.Salarie) bool { return plain(a.Prenom) == plain(b.Prenom) }

// isBirthUnknown: two dates of birth that differ tell two people apart; one that is missing does not.
func isBirthUnknown(a, b parcours.Salarie) bool {
	return a.DateNaissance.IsZero() || b.DateNaissance.IsZero()
}

func sameBirth(p parcours.Salarie) string {
	switch {
	case !p.DateNaissance.IsZero():
		return "même date de naissance"
	case p.Email+p.Telephone+p.PassNumero == "":
		return "date de naissance inconnue"
	}
	return "mêmes coordonnées"
}
