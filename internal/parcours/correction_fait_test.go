package parcours

import "testing"

// sansCorrection are the tables of a file that are no fact to mend here, each with why.
var sansCorrection = map[string]string{
	"piece":         "ticked and unticked where it is shown",
	"securisation":  "answered again where it is shown",
	"conseil":       "decided again where it is shown",
	"differe":       "put off again where it is shown",
	"echeance":      "read from the file",
	"deplacement":   "moved again, the other way",
	"rapprochement": "taken apart",
	"salarie":       "changed by its own form",
	"encadrement":   "chosen on the form of the person",
}

// TestEachTableOfAFileIsMended: what somebody records of a person has a way to be put right.
func TestEachTableOfAFileIsMended(t *testing.T) {
	t.Parallel()
	for _, o := range Objets {
		_, parcoursID := o.Champs.Find("parcours_id")
		_, salarieID := o.Champs.Find("salarie_id")
		_, fait := FindFait(o.Nom)
		_, sans := sansCorrection[o.Nom]
		switch {
		case (parcoursID || salarieID) && !fait && !sans:
			t.Errorf("« %s » holds something of a person, and nothing mends it: add its line to Faits (correction_fait.go), "+
				"or say in sansCorrection how it is put right", o.Nom)
		case fait && sans:
			t.Errorf("« %s » is mended: take its line out of sansCorrection", o.Nom)
		}
	}
	for nom := range sansCorrection {
		if _, ok := FindObjet(nom); !ok {
			t.Errorf("no table is called « %s » any more: take its line out of sansCorrection", nom)
		}
	}
}
