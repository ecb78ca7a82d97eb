package parcours

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// CorrectionOf is a correction of the row that a text names: « suivi-12 ».
func CorrectionOf(nom string) Correction {
	objet, id, _ := strings.Cut(nom, "-")
	n, _ := strconv.ParseInt(id, 10, 64) // 0 is the row of nobody
	return Correction{Objet: objet, ID: n}
}

// LigneCorrection is a row that somebody is about to mend.
type LigneCorrection struct {
	Fait
	ID     int64
	Ligne  any // a pointer to it
	Retire bool
	// Ecritures are its history, the newest first.
	Ecritures []Ecriture
	Refus     string // why this person does not mend it
}

// FicheCorrection is what the page of a correction shows.
type FicheCorrection struct {
	Dossier *Dossier
	Lignes  []LigneCorrection
	Autres  []LigneCorrection // that came along, and that are for somebody else to mend
	Noms    map[int64]string
}

// PrefixeCorrection stands before the names of the fields of a row, in a form that mends
// several: the first row has none.
func PrefixeCorrection(rang int) string {
	if rang == 0 {
		return ""
	}
	return fmt.Sprintf("corrections.%d.", rang)
}

// FieldOfForm is the name in a form of a field that a refusal names.
func FieldOfForm(champ string) string { return strings.TrimPrefix(champ, "corrections.0.") }

// ChampsSous are the fields of a row as a form that mends several asks them.
func (l LigneCorrection) ChampsSous(rang int) Champs {
	cs := slices.Clone(l.Champs(l.Ligne))
	for i, c := range cs {
		cs[i] = c.As(PrefixeCorrection(rang)+c.Code, c.Libelle)
		cs[i].Aujourdhui = false
	}
	return cs
}

// Vu is the last line of the history of the row.
func (l LigneCorrection) Vu() int64 {
	if len(l.Ecritures) == 0 {
		return -1
	}
	return l.Ecritures[0].ID
}

// Noted tells who recorded the row that a line of history holds, and when.
func (e Ecriture) Noted() (auteurID int64, creeLe time.Time) {
	var l struct {
		AuteurID int64     `json:"auteur_id"`
		CreePar  int64     `json:"cree_par"`
		CreeLe   time.Time `json:"cree_le"`
	}
	_ = json.Unmarshal(e.Apres, &l) // our own rows
	return cmp.Or(l.AuteurID, l.CreePar), l.CreeLe
}

// LienRemise is where a row that was taken out of a file is put back, "" for who may not.
func (d *Dossier) LienRemise(e Ecriture, qui Identite, maintenant time.Time) string {
	auteur, creeLe := e.Noted()
	switch {
	case d.Salarie.RetireLe != nil, CheckMend(d.Salarie, qui, auteur, creeLe, maintenant) != nil:
		return ""
	case e.NomTable == parcoursFait.Objet:
		return LienCorrection(*e.LigneID, e.NomTable, *e.LigneID)
	}
	return d.lienCorrection(e.NomTable, *e.LigneID)
}

// MendOf is the row that is mended when somebody wants to correct a passage: the stay that
// it recorded, the need, or the passage itself.
func (d *Dossier) MendOf(p Passage) (objet string, id int64) {
	if p.Transition == IdentifierBesoin {
		return "parcours", d.Parcours.ID
	}
	for n := range d.Presences {
		entree, fin := d.recordedBy(n)
		for _, i := range []int{entree, fin} {
			if i >= 0 && d.Passages[i].ID == p.ID {
				return "presence", d.Presences[n].ID
			}
		}
	}
	return "passage", p.ID
}

// Crayon is the page on which a row of a parcours, or of a person alone, is mended; "" for
// who may not.
func (d *Dossier) Crayon(objet string, id int64, qui Identite, maintenant time.Time) string {
	f, ok := FindFait(objet)
	if !ok || !qui.Can(ActionCorrectSalarie) || d.Salarie.RetireLe != nil {
		return ""
	}
	ligne := f.Find(d, id)
	if ligne == nil || d.CheckMendLigne(ligne, qui, maintenant) != nil {
		return ""
	}
	return d.lienCorrection(objet, id)
}

func (d *Dossier) lienCorrection(objet string, id int64) string {
	return LienLigne(d.Parcours.ID, d.Salarie.ID, objet, id)
}

// LienLigne is the page on which a row is mended: of a parcours, or of a person alone when parcoursID is 0.
func LienLigne(parcoursID, salarieID int64, objet string, id int64) string {
	if parcoursID == 0 {
		return fmt.Sprintf("/salaries/%d/corriger/%s/%d", salarieID, objet, id)
	}
	return LienCorrection(parcoursID, objet, id)
}
