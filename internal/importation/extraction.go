package importation

import (
	"fmt"
	"slices"

	"parcours.example/internal/parcours"
)

// ageMin: no one is hired in insertion before 16.
const ageMin = 16

// acceptee is the platform's status of an application that became a hire.
const acceptee = "candidature acceptee"

// ErreurCellule is what is wrong with one cell, said to the person.
type ErreurCellule struct {
	Champ     string // a code of Colonnes
	Colonne   string // the title in the file
	Reference string // "F12"
	Valeur    string // as typed
	Message   string
	// Avertissement: the row is imported, without a value that cannot be read, with one that is to be looked at.
	// Otherwise the row waits for a correction.
	Avertissement bool
}

// Ligne is one row of the file, read.
type Ligne struct {
	Numero   int
	Valeurs  map[string]string // by code of Colonnes, as typed
	Personne parcours.Salarie
	Ignoree  string // why this row is left out, "" when it is not
	// DoublonDe is the row of the same file that is kept for this person.
	DoublonDe int
	Erreurs   []ErreurCellule
}

// HasErreur tells that the row cannot be imported as it is.
func (l Ligne) HasErreur() bool {
	return slices.ContainsFunc(l.Erreurs, func(e ErreurCellule) bool { return !e.Avertissement })
}

// IsRetenue tells a row that may become a salarié.
func (l Ligne) IsRetenue() bool { return l.Ignoree == "" && !l.HasErreur() }

// Extract reads every row. When the status of applications is known, only the accepted ones are hires. What it lets
// through is what parcours.Salarie accepts: it ends with the same Validate as the form.
func Extract(f *Feuille, c Correspondance, aujourdhui parcours.Date) []Ligne {
	lignes := make([]Ligne, len(f.Lignes))
	x := rowReader{dateReader: dateReader{aujourdhui, f.Date1904}, feuille: f, correspondance: c, choix: Choices(), relus: reread()}
	for i, r := range f.Lignes {
		lignes[i].Numero = r.Numero
		x.ligne = &lignes[i]
		x.read(r)
	}
	mergeDoublons(lignes)
	return lignes
}

// rowReader fills one Ligne.
type rowReader struct {
	dateReader
	feuille        *Feuille
	correspondance Correspondance
	choix          []Colonne // Choices and reread, asked once for all rows
	relus          parcours.Champs
	ligne          *Ligne
}

func (x rowReader) read(r Rangee) {
	l := x.ligne
	l.Valeurs = make(map[string]string, len(x.correspondance))
	for _, c := range x.choix {
		if i, ok := x.correspondance[c.Code]; ok {
			l.Valeurs[c.Code] = r.Cellule(i)
		}
	}
	switch statut := l.Valeurs[ColStatut]; {
	case !x.correspondance.has(ColStatut):
	case statut == "":
		l.Ignoree = "statut de la candidature non renseigné"
	case parcours.Fold(statut) != acceptee:
		l.Ignoree = "statut : " + statut
	}
	x.person()
	if l.Ignoree != "" {
		l.Erreurs = nil // nobody has to correct what is not imported
	}
}

func (x rowReader) person() {
	v := x.ligne.Valeurs
	for _, c := range x.choix {
		if v[c.Code] == nirEcarte {
			x.note(c.Code, "Un numéro de sécurité sociale se trouvait ici. Il ne doit pas figurer dans cette "+
				"application : il a été retiré.", !isName(c.Code))
		} else if erreursExcel.MatchString(v[c.Code]) {
			x.note(c.Code, "Cette cellule contient une erreur d'Excel. Corrigez sa formule.",
				!isName(c.Code) && c.Code != ColNaissance)
		} else {
			continue
		}
		v[c.Code] = ""
	}
	x.names()
	for _, c := range x.relus {
		valeur, message := readerOf(c)(v[c.Code])
		if message != "" {
			x.note(c.Code, message, true)
		}
		x.set(c, valeur)
	}
	x.readDates()
	x.validate()
	x.suspect()
}

// colonnesSuspectes are where one looks for what a suspicion is about.
var colonnesSuspectes = map[string]string{
	"age_inhabituel": ColNaissance, "contrat_lointain": "date_debut_contrat", "contrat_long": "date_fin_contrat",
}

// suspect remarks what seldom is of a person who may be imported: it stops nothing.
func (x rowReader) suspect() {
	for _, c := range parcours.SuspectSalarie(x.ligne.Personne, x.aujourdhui) {
		if colonne := colonnesSuspectes[c.Code]; x.ligne.IsRetenue() && !x.ligne.hasNote(colonne) {
			x.note(colonne, "À vérifier : "+c.Message, true)
		}
	}
}

// reread lists the fields of a person that a row can do without and that are no day:
// every row of parcours.ChampsSalarie that has titles, names apart.
func reread() parcours.Champs {
	return slices.DeleteFunc(slices.Clone(parcours.ChampsSalarie), func(c parcours.Champ) bool {
		return len(c.Titres) == 0 || isName(c.Code) || c.Genre == parcours.GenreDate
	})
}

// set writes a value, as the form would type it, into the field of the person.
func (x rowReader) set(c parcours.Champ, valeur string) {
	parcours.Champs{c}.Read(func(string) ([]string, bool) { return []string{valeur}, true }, &x.ligne.Personne)
}

func isName(code string) bool { return code == ColNom || code == ColPrenom || code == ColNomComplet }

func (x rowReader) names() {
	p, v := &x.ligne.Personne, x.ligne.Valeurs
	nom, prenom := v[ColNom], v[ColPrenom]
	if i, ok := x.correspondance[ColNomComplet]; ok && i >= 0 && i < len(x.feuille.Entetes) && (nom == "" || prenom == "") {
		nom, prenom = splitNom(v[ColNomComplet], x.feuille.Entetes[i])
		if nom != "" && prenom == "" {
			x.note(ColNomComplet, "Il manque le nom ou le prénom.", false)
		}
	}
	p.Nom, p.Prenom = nameCase(nom, false), nameCase(prenom, true)
}

// readDates: a date of birth that cannot be read stops the row, because it is what tells two people apart. The others
// are left out with a warning: « en cours » is what people write where a contract has no end.
func (x rowReader) readDates() {
	v := x.ligne.Valeurs
	for _, c := range parcours.ChampsSalarie {
		if c.Genre != parcours.GenreDate {
			continue
		}
		brut, naissance := v[c.Code], c.Code == ColNaissance
		if naissance && brut == "" && x.correspondance.has(c.Code) && !x.ligne.hasNote(c.Code) {
			x.note(c.Code, "La date de naissance manque : sans elle, un doublon peut passer inaperçu.", true)
		}
		d, message := x.parse(brut, naissance)
		if message == "" && !d.IsZero() {
			message = x.implausible(d, naissance)
			if _, serie := serialDate(brut, x.date1904); serie {
				v[c.Code] = d.Francais() // what the person sees in the spreadsheet
			}
		}
		if message != "" {
			d = parcours.Date{}
			x.note(c.Code, message, !naissance)
		}
		x.set(c, d.String())
	}
}

func (x rowReader) implausible(d parcours.Date, naissance bool) string {
	le := d.Francais()
	switch {
	case !naissance && (d.Year() < 1980 || d.Year() > x.aujourdhui.Year()+15):
		return "L'année de cette date, " + le + ", est invraisemblable. Vérifiez-la."
	case !naissance:
		return ""
	case d.After(x.aujourdhui):
		return "Cette date de naissance, " + le + ", est dans le futur. Vérifiez l'année."
	case d.Year() < 1920:
		return "Cette date de naissance, " + le + ", est trop ancienne. Vérifiez l'année."
	case d.After(x.aujourdhui.AddMonths(-12 * ageMin)):
		return fmt.Sprintf("Cette personne, née le %s, a moins de %d ans. Vérifiez l'année.", le, ageMin)
	}
	return ""
}

// validate asks the form's own rules, then drops what a warning refuses.
func (x rowReader) validate() {
	p := &x.ligne.Personne
	if p.DateDebutPass.After(p.DateFinPass) && !p.DateFinPass.IsZero() {
		x.note(ColFinPass, "La fin du PASS IAE est avant son début. Les deux dates sont laissées de côté.", true)
		p.DateDebutPass, p.DateFinPass = parcours.Date{}, parcours.Date{}
	}
	for _, e := range parcours.ErreursOf(p.Validate(x.aujourdhui)) {
		c, effacable := x.relus.Find(e.Champ)
		if effacable {
			x.set(c, "")
		}
		if !x.ligne.hasNote(e.Champ) {
			x.note(e.Champ, e.Message, effacable)
		}
	}
}

func (l Ligne) hasNote(code string) bool {
	return slices.ContainsFunc(l.Erreurs, func(e ErreurCellule) bool {
		return e.Champ == code || (e.Champ == ColNomComplet && isName(code))
	})
}

// note points to the cell where the person will look.
func (x rowReader) note(code, message string, avertissement bool) {
	i, ok := x.correspondance[code]
	if !ok && isName(code) {
		code = ColNomComplet
		i, ok = x.correspondance[code]
	}
	e := ErreurCellule{Champ: code, Valeur: x.ligne.Valeurs[code], Message: message, Avertissement: avertissement}
	if ok && i >= 0 {
		e.Reference = Reference(i, x.ligne.Numero)
		if i < len(x.feuille.Entetes) {
			e.Colonne = x.feuille.Entetes[i]
		}
	}
	x.ligne.Erreurs = append(x.ligne.Erreurs, e)
}
