package site

import (
	"errors"
	"testing"

	"parcours.example/internal/parcours"
)

func TestReadersUnderstandWhatPeopleType(t *testing.T) {
	t.Parallel()
	for texte, centimes := range map[string]int64{
		"1 240,50": 124050, "1240.5": 124050, "1\u202f240 €": 124000, "": 0, "0,05": 5, "300": 30000,
	} {
		f := NewFormulaire("x").Set("m", texte)
		if got := readOne[int64](f, "m", parcours.GenreMontant); got != centimes || f.Err() != nil {
			t.Errorf("%q is %d centimes, %v", texte, got, f.Err())
		}
	}
	for _, texte := range []string{"-3", "abc", "1,234", "1,2,3", "99999999999", "1e5", "0x10", "1,-5"} {
		f := NewFormulaire("x").Set("m", texte)
		if readOne[int64](f, "m", parcours.GenreMontant); f.Err() == nil {
			t.Errorf("%q passes for an amount", texte)
		}
	}
	f := NewFormulaire("x").Set("d", "02/03/2026").Set("h", "3,5").Set("n", "1 024").Set("faux", "30/02/2026").Set("hh",
		"beaucoup").Set("nn", "2.5").Set("id", "-4")
	if f.Date("d") != parcours.NewDate(2026, 3, 2) || readOne[float64](f, "h", parcours.GenreHeures) != 3.5 ||
		f.Entier("n") != 1024 || f.ID("absent") != nil || f.Err() != nil {
		t.Errorf("misread: %v", f.Err())
	}
	f.Date("faux")
	readOne[float64](f, "hh", parcours.GenreHeures)
	f.Entier("nn")
	f.ID("id")
	if es := parcours.ErreursOf(f.Err()); len(es) != 4 {
		t.Errorf("%d refusals: %v", len(es), f.Err())
	}
}

func TestRefuseKeepsOneSentenceAFieldAndTheRightStatus(t *testing.T) {
	t.Parallel()
	f := NewFormulaire("x").Set("date", "30/02/2026")
	f.Date("date")
	refus := parcours.Erreurs{{Code: parcours.Invalide, Champ: "date", Message: "Indiquez une date."},
		{Code: parcours.Invalide, Champ: "nom", Message: "Indiquez le nom."}}
	if err := f.Refuse(refus); err != nil || f.Status() != 422 {
		t.Fatalf("%v, %d", err, f.Status())
	}
	if len(f.Erreurs) != 2 || f.Erreurs[0].Champ != "date" || f.Erreurs[0].Message == "Indiquez une date." {
		t.Errorf("%+v", f.Erreurs)
	}
	if f := NewFormulaire("x"); f.Refuse(&parcours.Erreur{Code: parcours.Conflit, Message: "Trop tard."}) != nil || f.Status() != 409 {
		t.Error("a conflict is not 409")
	}
	for _, err := range []error{errors.New("disk full"), parcours.NotFound("Salarié"),
		&parcours.Erreur{Code: parcours.Interdit, Message: "Non."}} {
		if f := NewFormulaire("x"); f.Refuse(err) == nil || f.Status() != 200 {
			t.Errorf("%v was kept in a form", err)
		}
	}
}
