package parcours

import (
	"fmt"
	"time"
)

// Impact is what became of the training, some months later (l. 1001-1011).
type Impact struct {
	ID         int64
	SiaeID     int64
	ParcoursID int64
	Tentative  int
	Echeance   int // months after the end: 3, 6, 12, or 0 for another date
	Date       Date
	Effets     []string `gorm:"serializer:json"` // Impacts
	Texte      string
	AuteurID   int64
	CreeLe     time.Time `gorm:"default:now()"`
}

// Echeances are the months at which impact is asked (our convention: the guide
// says « sur le long terme »).
var Echeances = []int{3, 6, 12}

func (i Impact) Validate(fin, aujourdhui Date) error {
	var es Erreurs
	requirePast(&es, "date", i.Date, aujourdhui)
	if len(i.Effets) == 0 {
		es.Add("effets", "Choisissez au moins une réponse.")
	}
	for _, e := range i.Effets {
		requireCode(&es, "effets", e, Impacts, "")
	}
	checkEffets(&es, i.Effets)
	limitNote(&es, "texte", i.Texte)
	switch i.Echeance {
	case 0:
		requireOrder(&es, "date", fin, i.Date, "Cette date est avant la fin de la formation.")
	case 3, 6, 12:
		if tot := fin.AddMonths(i.Echeance).AddDays(-15); !i.Date.IsZero() && i.Date.Before(tot) {
			es.Add("date", "C'est trop tôt pour cette échéance : elle peut être notée à partir du "+tot.Francais()+".")
		}
	default:
		es.Add("echeance", "Choisissez 3, 6 ou 12 mois, ou une autre date.")
	}
	return es.Err()
}

// CheckImpact validates the measure of an impact: each due date once, so that
// the answers can be counted; « autre date » as often as one likes.
func CheckImpact(d *Dossier, i Impact, aujourdhui Date) error {
	if err := CheckActe(d, ActionMeasureImpact); err != nil {
		return err
	}
	if err := i.Validate(d.Courante().DateFin, aujourdhui); err != nil {
		return err
	}
	var es Erreurs
	if deja := d.FindImpact(i.Echeance); deja != nil {
		es.Add("echeance", fmt.Sprintf("L'impact à %d mois est déjà noté, le %s. Choisissez une autre échéance, ou « Autre date » pour le compléter.", i.Echeance, deja.Date.Francais()))
	}
	return es.Err()
}

// FindImpact is the one noted at a due date since the training of the current try
// ended, or nil.
func (d *Dossier) FindImpact(echeance int) *Impact {
	t := d.Courante()
	for k := range d.Impacts {
		if i := &d.Impacts[k]; echeance != 0 && i.Echeance == echeance && i.Tentative == t.Numero && !i.Date.Before(t.DateFin) {
			return i
		}
	}
	return nil
}

// measuredTwice tells whether a due date was noted twice after one end.
func (d *Dossier) measuredTwice() bool {
	type due struct {
		tentative, echeance int
		fin                 Date
	}
	vus := map[due]bool{}
	for _, i := range d.Impacts {
		x := due{i.Tentative, i.Echeance, Date{}}
		for _, p := range d.Presences() {
			if p.Tentative == i.Tentative && !p.Fin.After(i.Date) {
				x.fin = p.Fin
			}
		}
		if i.Echeance != 0 && vus[x] {
			return true
		}
		vus[x] = true
	}
	return false
}
