package parcours

import (
	"slices"
	"time"
)

// Impact is what became of the training, some months later (l. 1001-1011).
type Impact struct {
	ID, SiaeID, ParcoursID int64
	Tentative              int
	Presence               int   // Numero of the stay
	PresenceID             int64 `gorm:"-"` // as it is asked: the last that went to its term when 0
	Echeance               int   // months after the end: 3, 6, 12, or 0 for another date
	Date                   Date
	Effets                 []string `gorm:"serializer:json"` // Impacts
	Texte                  string
	AuteurID               int64
	CreeLe                 time.Time  `gorm:"default:now()"`
	RetireLe               *time.Time // noted by mistake: counted nowhere
}

// Echeances are the months at which impact is asked (our convention: the guide
// says « sur le long terme »).
var Echeances = []int{3, 6, 12}

// ChampsImpact is what became of a training.
var ChampsImpact = Champs{
	{Code: "echeance", Libelle: "Échéance", Mot: "échéance (mois)", Genre: GenreChoix, Liste: echeancesImpact, Nombre: true, Requis: true,
		Absent: "Choisissez 3, 6 ou 12 mois, ou une autre date.", Choisir: choisir},
	champDate("Date de la réponse"),
	{Code: "effets", Libelle: "Ce qui en est ressorti", Mot: "effets", Genre: GenreMulti, Liste: Impacts,
		Requis: true, Absent: "Choisissez au moins une réponse."},
	{Code: "texte", Libelle: "Précisions", Mot: "texte", Genre: GenreNote},
}

var echeancesImpact = Liste{{"3", "À 3 mois", "", false}, {"6", "À 6 mois", "", false},
	{"12", "À 12 mois", "", false}, {"0", "Autre date", "", false}}

// Validate checks a measure, given the end of the training.
func (i Impact) Validate(fin, aujourdhui Date) error {
	es := ChampsImpact.Check(i, Controle{Aujourdhui: aujourdhui})
	for _, seul := range []string{ImpactSansEffet, ImpactInjoignable} { // beside « Embauche » it could not be counted
		if len(i.Effets) > 1 && slices.Contains(i.Effets, seul) {
			es.Add("effets", "« "+Impacts.Libelle(seul)+" » ne va avec aucune autre réponse. Gardez celle-ci seule, ou décochez-la.")
		}
	}
	tot := fin.AddMonths(i.Echeance).AddDays(-joursAvantEcheance)
	switch {
	case i.Echeance == 0:
		es.order("date", fin, i.Date, "Cette date est avant la fin de la formation.")
	case slices.Contains(Echeances, i.Echeance) && !i.Date.IsZero() && i.Date.Before(tot):
		es.Add("date", "C'est trop tôt pour cette échéance : elle peut être notée à partir du "+tot.Francais()+".")
	}
	return es.Err()
}

// An impact is reminded of from the day on which it may be noted. Months later
// the answer would be about something else: the reminder stops. The number is
// ours, like the due dates.
const (
	joursAvantEcheance = 15
	moisApresEcheance  = 6
)

// DueImpacts lists the due dates of an impact to note on that day, given the end
// of the training and the due dates already answered. An answer stands for those
// before it: what happened later says more.
func DueImpacts(fin Date, mesures []int, jour Date) []int {
	if fin.IsZero() {
		return nil
	}
	derniere := slices.Max(append([]int{0}, mesures...))
	var dues []int
	for _, m := range Echeances {
		le := fin.AddMonths(m)
		if m > derniere && !jour.Before(le.AddDays(-joursAvantEcheance)) && jour.Before(le.AddMonths(moisApresEcheance)) {
			dues = append(dues, m)
		}
	}
	return dues
}

// NextImpact is the first due date still to come, and the day from which it may
// be noted; 0 when none is left.
func NextImpact(fin Date, mesures []int, jour Date) (echeance int, des Date) {
	for _, m := range Echeances {
		if le := fin.AddMonths(m).AddDays(-joursAvantEcheance); jour.Before(le) && m > slices.Max(append([]int{0}, mesures...)) {
			return m, le
		}
	}
	return 0, Date{}
}

var _ = declare(
	Objet{"impact", "Impact", false, slices.Concat(ChampsImpact, Champs{champTentative, champRang, champRetire},
		internes("id", "siae_id", "parcours_id", "auteur_id", "cree_le"))},
	Acte{"mesurer_impact", ActionMeasureImpact, ChampsImpact.With(ChampPresence), Impact{}},
)
