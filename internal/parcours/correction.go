package parcours

import (
	"reflect"
	"time"
)

// What somebody recorded may be mended, for a reason: by the directeur always, by the CIP
// who follows the person always (any of them when nobody does), by the author for some time.

// The rights: an encadrant mends what he wrote of a person.
var (
	ActionCorrect        = permit("corriger", "Corriger ou retirer ce qui a été noté", bureau)
	ActionCorrectSalarie = permit("corriger_salarie", "Corriger ou retirer ce que l'on a noté d'une personne", tous)
)

// ChampMotif is the reason of a correction: the history keeps it.
var ChampMotif = Champ{Code: "motif", Libelle: "Pourquoi ?", Mot: "raison", Genre: GenreTexte, Max: 500,
	Requis: true, Absent: "Dites en quelques mots pourquoi : l'historique le garde.", Aide: "Par exemple « faute de frappe »."}

// CheckMend tells whether this person may mend what somebody recorded of a person then,
// and if not, who may.
func CheckMend(s Salarie, qui Identite, auteurID int64, creeLe, maintenant time.Time) error {
	if err := CheckGel(s); err != nil {
		return err
	}
	mien := auteurID == qui.UtilisateurID
	switch {
	case qui.Role == Directeur,
		qui.Role == Cip && (s.CipID == nil || *s.CipID == qui.UtilisateurID),
		mien && maintenant.Sub(creeLe) <= DelaiAuteur:
		return nil
	case mien:
		return &Erreur{Code: Interdit, Message: "Vous l'avez noté il y a plus de 48 heures : " +
			"le CIP de la personne ou le directeur peuvent le corriger."}
	}
	return &Erreur{Code: Interdit, Message: "C'est noté par quelqu'un d'autre : " +
		"son auteur pendant 48 heures, le CIP de la personne ou le directeur peuvent le corriger."}
}

// Correction is one thing to mend: what a row should say, that it should not have been
// noted, or that it should after all.
type Correction struct {
	Objet string // its table
	ID    int64
	// Champs is what it should say, as one types it; what is left out stays.
	Champs map[string][]string
	// Retirer takes it out of the file, Remettre brings back what was taken out: Ligne is
	// then the row, as whoever asks read it.
	Retirer, Remettre bool
	Ligne             any `json:"-"`
	// Vu is the last line of its history that was on the screen, 0 for whatever stands now.
	Vu int64
}

// EstFige tells whether a fact is counted in a report that was sent to a funder. None is
// yet: a report cannot be frozen.
func EstFige(string, int64) bool { return false }

// Fait is one kind of row that may be mended: which fields of it, and whether it may be
// taken out of the file.
type Fait struct {
	Objet   string // its table
	Retrait bool
	champs  func(ligne any) Champs
	values  func(ligne any) map[string][]string
	read    func(ligne any, src Source) Erreurs
	find    func(*Dossier, int64) any // a pointer to the row, nil when there is none
	remove  func(*Dossier, int64, time.Time)
	put     func(*Dossier, any)
	check   func(*Dossier, any, Controle) error
	vide    func() any
	// annuler is the act that takes back what has just been written when it is not withdrawn, and
	// the version that it asks; "" when this person may not.
	annuler func(d *Dossier, ligne any, qui Identite, maintenant time.Time) (acte Action, version int)
}

// Champs are the fields of a row that may be corrected.
func (f Fait) Champs(ligne any) Champs { return f.champs(ligne).Typed() }

// Values is what a row says, as one types it.
func (f Fait) Values(ligne any) map[string][]string { return f.values(ligne) }

// Find is the row of a file, as a pointer; nil when it has none of that number.
func (f Fait) Find(d *Dossier, id int64) any { return f.find(d, id) }

// New is an empty row, as a pointer, for whoever reads one.
func (f Fait) New() any { return f.vide() }

// CheckMendLigne is CheckMend for a row, which must be of this file.
func (d *Dossier) CheckMendLigne(ligne any, qui Identite, maintenant time.Time) error {
	if IsRetire(ligne) && !d.owns(ligne) {
		return NotFound("Élément")
	}
	auteur, creeLe := authorOf(ligne)
	return CheckMend(d.Salarie, qui, auteur, creeLe, maintenant)
}

// IsRetire tells whether a row was taken out of its file.
func IsRetire(ligne any) bool {
	f := reflect.Indirect(reflect.ValueOf(ligne)).FieldByName("RetireLe")
	return f.IsValid() && !f.IsNil()
}

// authorOf tells who recorded a row, and when.
func authorOf(ligne any) (auteur int64, creeLe time.Time) {
	v := reflect.Indirect(reflect.ValueOf(ligne))
	for _, nom := range []string{"AuteurID", "CreePar"} {
		if f := v.FieldByName(nom); f.IsValid() {
			auteur = f.Int()
		}
	}
	if f := v.FieldByName("CreeLe"); f.IsValid() {
		creeLe = f.Interface().(time.Time)
	}
	return auteur, creeLe
}

// owns tells whether a row that was taken out is of this file.
func (d *Dossier) owns(ligne any) bool {
	v := reflect.Indirect(reflect.ValueOf(ligne))
	if x, ok := ligne.(*Parcours); ok {
		return x.ID == d.Parcours.ID
	}
	if p := v.FieldByName("ParcoursID"); p.IsValid() {
		return p.Int() == d.Parcours.ID && d.Parcours.ID != 0
	}
	return v.FieldByName("SalarieID").Int() == d.Salarie.ID
}
