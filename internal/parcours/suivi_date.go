package parcours

// CheckSuiviDate refuses a suivi that no need can have called for. Facts may be
// dated far back, files being taken over, and people talk before they write a
// need down; but more than a year before it, the year was mistyped.
func CheckSuiviDate(p Parcours, s Suivi) error {
	var es Erreurs
	if !s.Date.IsZero() && s.Date.Before(p.DateBesoin.AddMonths(-12)) {
		es.Add("date", "Ce suivi est daté plus d'un an avant le besoin, exprimé le "+p.DateBesoin.Francais()+". Vérifiez l'année.")
	}
	return es.Err()
}
