package parcours

import (
	"fmt"
	"slices"
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

// ChampsImpact is what became of a training.
var ChampsImpact = Champs{
	{Code: "echeance", Libelle: "Échéance", Mot: "échéance (mois)", Genre: GenreChoix, Liste: echeancesImpact, Nombre: true, Requis: true,
		Absent: "Choisissez 3, 6 ou 12 mois, ou une autre date.", Choisir: choisir},
	champDate("Date de la réponse"),
	{Code: "effets", Libelle: "Ce qui en est ressorti", Mot: "effets", Genre: GenreMulti, Liste: Impacts, Requis: true, Absent: "Choisissez au moins une réponse."},
	{Code: "texte", Libelle: "Précisions", Mot: "texte", Genre: GenreNote},
}

var echeancesImpact = Liste{{"3", "À 3 mois", "", false}, {"6", "À 6 mois", "", false}, {"12", "À 12 mois", "", false}, {"0", "Autre date", "", false}}

// Validate checks a measure, given the end of the training.
func (i Impact) Validate(fin, aujourdhui Date) error {
	var es Erreurs
	ChampsImpact.Check(&es, i, Controle{Aujourdhui: aujourdhui})
	checkEffets(&es, i.Effets)
	tot := fin.AddMonths(i.Echeance).AddDays(-joursAvantEcheance)
	switch {
	case i.Echeance == 0:
		requireOrder(&es, "date", fin, i.Date, "Cette date est avant la fin de la formation.")
	case slices.Contains(Echeances, i.Echeance) && !i.Date.IsZero() && i.Date.Before(tot):
		es.Add("date", "C'est trop tôt pour cette échéance : elle peut être notée à partir du "+tot.Francais()+".")
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

// effetsSeuls are the answers that exclude every other one: no effect, or
// nobody to tell.
var effetsSeuls = []string{"sans_effet_constate", "injoignable"}

// checkEffets refuses « Embauche » beside « Sans effet constaté »: the two could
// not be counted.
func checkEffets(es *Erreurs, effets []string) {
	if len(effets) < 2 {
		return
	}
	for _, e := range effetsSeuls {
		if contains(effets, e) {
			es.Add("effets", "« "+Impacts.Libelle(e)+" » ne va avec aucune autre réponse. Gardez celle-ci seule, ou décochez-la.")
		}
	}
}
