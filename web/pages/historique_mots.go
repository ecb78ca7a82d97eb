package pages

import (
	"fmt"
	"sort"
	"strings"

	"parcours.example/internal/parcours"
)

// pointsAttention names what was acknowledged; the whole sentence, with its
// amounts and its days, was on the screen then.
var pointsAttention = parcours.Liste{
	{Code: "freins_sans_solution", Libelle: "freins sans solution"},
	{Code: "dispositif_non_applicable", Libelle: "dispositif non applicable"},
	{Code: "accorde_insuffisant", Libelle: "montant accordé inférieur au coût"},
	{Code: "pieces_manquantes", Libelle: "pièces manquantes"},
	{Code: "securisation_incomplete", Libelle: "sécurisation incomplète"},
	{Code: "contrat_trop_court", Libelle: "contrat ou PASS IAE trop court"},
	{Code: "controle_incomplet", Libelle: "contrôle de l'entrée incomplet"},
	{Code: "demarches_ouvertes", Libelle: "inscription non bouclée"},
	{Code: "heures_inferieures", Libelle: "heures inférieures au prévu"},
	{Code: "sans_bilan", Libelle: "pas d'échange de bilan"},
	{Code: "sans_recherche_solution", Libelle: "pas de recherche de solution"},
	{Code: "autre_parcours_ouvert", Libelle: "autre parcours en cours"},
	{Code: "formation_inconnue", Libelle: "formation non décrite"},
	{Code: "heures_inconnues", Libelle: "heures inconnues"},
	{Code: "situation_inconnue", Libelle: "situation inconnue"},
}

// answers writes what the form of a passage was answered: each question, and
// its answer.
func (l HistoriqueLigne) answers(champ string, reponses map[string]any) string {
	var mots []string
	for code, v := range reponses {
		question, reponse := l.answer(champ, code, fmt.Sprint(v))
		mots = append(mots, question+" : "+reponse)
	}
	sort.Strings(mots)
	return strings.Join(mots, " ; ")
}

func (l HistoriqueLigne) answer(champ, code, valeur string) (question, reponse string) {
	if champ == "controles" {
		return parcours.ControlesEntree.Libelle(code), strings.ToLower(parcours.ReponsesControle.Libelle(valeur))
	}
	if c, ok := l.asked(code, valeur); ok {
		if c.Genre != parcours.GenreMulti { // the comma of « 7,5 » parts no list
			return c.Libelle, typedWords(c, []string{valeur})
		}
		return c.Libelle, typedWords(c, strings.Split(valeur, ","))
	}
	question = colonnes[code]
	if question == "" {
		question = strings.ReplaceAll(code, "_", " ")
	}
	return question, l.word(code, valeur)
}

// asked finds the question of that code: in the passage of the row, or else, for
// a parcours taken over, in the one that knows such an answer.
func (l HistoriqueLigne) asked(code, valeur string) (parcours.Champ, bool) {
	passage, _ := fields(l.Apres)["transition"].(string)
	for _, seul := range []bool{true, false} {
		for _, t := range parcours.Machine {
			for _, c := range t.Champs {
				premier, _, _ := strings.Cut(valeur, ",")
				_, connu := c.Liste.Find(premier)
				if c.Code == code && (!seul || t.Code == passage) && (c.Liste == nil || connu) {
					return c, true
				}
			}
		}
	}
	return parcours.Champ{}, false
}
