package parcours

import "slices"

// Defer puts a deadline of a file off; objet is the row that it is about, 0 for the only
// one of that kind.
func Defer(f *Fiche, genre string, objet int64, r Remise) (*Differe, error) {
	if !GenresEcheance.Has(genre) {
		return nil, NotFound("Échéance")
	}
	es := keep(Lire(f).Echeances, func(e Echeance) bool { return e.Genre == genre && (objet == 0 || e.ObjetID == objet) })
	if len(es) == 0 {
		return nil, refuse("Cette échéance n'est plus dans le dossier : elle a été réglée, ou sa date a changé.")
	}
	e := es[0]
	switch {
	case len(es) > 1:
		return nil, invalid("objet_id", "Plusieurs échéances de ce genre sont dans le dossier : dites laquelle par objet_id.")
	case !r.Date.After(e.Prevue):
		return nil, invalid("date", "Cette échéance est le "+e.Prevue.Francais()+" : choisissez un jour après.")
	case !e.Fin.IsZero() && r.Date.After(e.Fin):
		return nil, refuse("Après le " + e.Fin.Francais() + ", ce ne sera plus utile : cette échéance ne se remet pas plus loin.")
	}
	return &Differe{SalarieID: e.SalarieID, ParcoursID: e.ParcoursID, Genre: e.Genre, ObjetID: e.ObjetID, Prevue: e.Prevue, Remise: r}, nil
}

var _ = declare(
	Objet{"differe", "Échéance différée", true, slices.Concat(Champs{
		{Code: "genre", Libelle: "Échéance", Genre: GenreChoix, Liste: GenresEcheance},
		{Code: "prevue", Libelle: "Prévue le", Genre: GenreDate}}, ChampsDiffere,
		internes("id", "siae_id", "salarie_id", "parcours_id", "objet_id", "auteur_id", "cree_le"))},
	Acte{"differer", ActionDefer, ChampsDiffere, Remise{}},
)
