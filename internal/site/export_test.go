package site

import "parcours.example/internal/parcours"

// Route is a line of the table of contents, for the tests that visit them all.
type Route struct {
	Methode, Chemin string
	Acces           parcours.Action
}

// Routes lists the table of contents.
func (s *Site) Routes() []Route {
	var rs []Route
	for _, r := range table {
		rs = append(rs, Route{r.Methode, r.Chemin, r.Acces})
	}
	return rs
}

var IsLocal = isLocal

var SaisieOf = saisieOf
