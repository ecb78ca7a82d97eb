package parcours

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
