package guide_test

import "testing"

func TestATypoIsGivenTheNearestWordOfTheGuide(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for q, want := range map[string]string{
		"financment": "financement", "illetrisme": "illettrisme", "Financment": "financement", "mobilte": "mobilité",
		"plan financment": "plan financement",
		"financement":     "", "zzzzzzzz": "", "xyz": "", "": "", "financment zzzzzzzz": "",
	} {
		if got := g.Suggest(q); got != want {
			t.Errorf("« %s »: « %s », want « %s »", q, got, want)
		}
		if want != "" && len(g.Search(want)) == 0 {
			t.Errorf("« %s » finds nothing either", want)
		}
	}
}
