package postgres_test

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// essaisParcours tries parcours.go and tentative.go with the ids of the ACI.
func essaisParcours(a *affaire) map[string]essaiCloison {
	d := a.dossier
	moved := d.Clone()
	moved.Parcours.Etat, moved.Parcours.Version = parcours.SansSuite, d.Parcours.Version+1
	essai := d.Tentatives[0]
	essai.Formation.Intitule = "Volée"
	return map[string]essaiCloison{
		"FindPassages": {parcours.Introuvable, func(tx *postgres.Tx) error { _, err := tx.FindPassages(a.id); return err }},
		"FindDossier":  {parcours.Introuvable, func(tx *postgres.Tx) error { _, err := tx.FindDossier(a.id); return err }},
		"FindFiche":    {parcours.Introuvable, func(tx *postgres.Tx) error { _, err := tx.FindFiche(a.id); return err }},
		"SaveCorrection": {refus, func(tx *postgres.Tx) error {
			apres := d.Clone()
			apres.Parcours.Intitule = "Volé"
			return tx.SaveCorrection(&d, apres)
		}},
		"FindRetire": {parcours.Introuvable, func(tx *postgres.Tx) error {
			f, _ := parcours.FindFait("suivi")
			_, err := tx.FindRetire(f, a.retire.ID)
			return err
		}},
		"CreateDossier": {refus, func(tx *postgres.Tx) error {
			return tx.CreateDossier(newDossier(a.Etti, a.salarie.ID, "Sur la personne d'une autre"))
		}},
		"CreateDossier:forged": {refus, func(tx *postgres.Tx) error {
			return tx.CreateDossier(newDossier(a.Aci, a.salarie.ID, "Au nom d'une autre"))
		}},
		"CreateDossier:precedent": {refus, func(tx *postgres.Tx) error {
			s := parcours.Salarie{Nom: "Petit", Prenom: "Karim"}
			if err := tx.Create(&s); err != nil {
				return err
			}
			suite := newDossier(a.Etti, s.ID, "À la suite d'une autre")
			suite.Parcours.Precedent = &a.id
			return tx.CreateDossier(suite)
		}},
		"SavePassage": {parcours.Conflit, func(tx *postgres.Tx) error { return tx.SavePassage(&d, moved) }},
		"SaveFaits": {parcours.Introuvable, func(tx *postgres.Tx) error {
			c := d.Clone()
			c.Tentatives[0].Intitule = "Volée"
			return tx.SaveFaits(&d, c)
		}},
		"SaveParcours": {parcours.Conflit, func(tx *postgres.Tx) error { c := d.Clone(); return tx.SaveParcours(c) }},
		"CloseParcours": {parcours.Conflit, func(tx *postgres.Tx) error {
			return tx.CloseParcours(d.Clone(), parcours.Cloture{Date: jour, Motif: "depart"})
		}},
		"Update:tentative": {parcours.Introuvable, func(tx *postgres.Tx) error { return tx.Update(&essai) }},
		"SaveSecurisation": {refus, func(tx *postgres.Tx) error {
			return tx.SaveSecurisation(&parcours.Securisation{SiaeID: a.Etti.Siae.ID, ParcoursID: a.id, TentativeID: essai.ID,
				Code: "pmsmp", Reponse: "a_faire"})
		}},
		"SaveSecurisation:forged": {refus, func(tx *postgres.Tx) error {
			return tx.SaveSecurisation(&parcours.Securisation{SiaeID: a.Aci.Siae.ID, ParcoursID: a.id, TentativeID: essai.ID,
				Code: "pmsmp", Reponse: "a_faire"})
		}},
	}
}

// TestAnotherSiaeSeesAndChangesNothing tries every storage method with the ids
// of another SIAE, and compares all its rows before and after.
func TestAnotherSiaeSeesAndChangesNothing(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	avant := a.Imprint(t, a.Aci.Siae.ID)
	for nom, e := range allEssais(a) {
		err := a.DB.InSiae(t.Context(), a.Etti.Directeur, e.essai)
		switch {
		case e.code == "" && err != nil:
			t.Errorf("%s: %v", nom, err)
		case e.code == refus && err == nil, e.code != "" && e.code != refus && !parcours.IsCode(err, e.code):
			t.Errorf("%s: got %v, want a refusal %q", nom, err, e.code)
		}
		for table, contenu := range a.Imprint(t, a.Aci.Siae.ID) {
			if ecart := cmp.Diff(avant[table], contenu); ecart != "" {
				t.Fatalf("%s changed %s (- before, + after)\n%s", nom, table, ecart)
			}
		}
	}
}

func TestAFileIsReadWhole(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	d := a.dossier
	if d.Siae.Nom != "Les Jardins" || d.Salarie.Nom != "Benali" || d.AutresOuverts != 0 || len(d.Tentatives) != 1 || len(d.Freins) != 1 ||
		len(d.Suivis) != 1 || len(d.Impacts) != 1 || len(d.Passages) != 1 || len(d.Securisations) != 1 ||
		d.Passages[0].Champs["origine"] != "salarie" {
		t.Errorf("read %+v", d)
	}
	if n := len(d.Financements[0].Pieces); n != 4 || len(d.Pieces) != 4 {
		t.Errorf("%d papers under the funder, %d in all, want the 4 of the PIC IAE", n, len(d.Pieces))
	}
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		f, err := tx.FindFiche(a.id)
		if err != nil {
			return err
		}
		if len(f.Observations) != 1 || f.Noms[a.Aci.Cip.UtilisateurID] != "CIP ACI" || len(f.Noms) != 4 {
			t.Errorf("the page reads %+v, %v", f.Observations, f.Noms)
		}
		autre := newDossier(a.Aci, a.salarie.ID, "Cariste")
		if err := tx.CreateDossier(autre); err != nil {
			return err
		}
		p, err := tx.FindPersonne(a.salarie.ID)
		n := p.AutresOuverts
		if lu, errLu := tx.FindDossier(autre.Parcours.ID); errLu != nil || lu.AutresOuverts != 1 || n != 2 ||
			len(lu.Suivis) != 0 || len(lu.Freins) != 1 {
			t.Errorf("the second parcours reads %+v (%v), %d open", lu, errLu, n)
		}
		return err
	})
}

// TestOnlyTheCurrentTryHasAPlan: the plan of the try before stays in the base
// and leaves the page; undoing the passage brings it back.
func TestOnlyTheCurrentTryHasAPlan(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	avant := a.read(t)
	apres := avant.Clone()
	apres.Parcours.Etat, apres.Parcours.Tentative, apres.Parcours.Version = parcours.Repositionnement, 2, 2
	apres.Tentatives[0].Solution = "autre_of"
	apres.Tentatives = append(apres.Tentatives, parcours.Tentative{SiaeID: a.Aci.Siae.ID, ParcoursID: a.id, Numero: 2})
	apres.Financements = nil
	apres.Passages = append(apres.Passages, parcours.Passage{SiaeID: a.Aci.Siae.ID, ParcoursID: a.id,
		Transition: "reporter_entree", De: "entree",
		Vers: parcours.Repositionnement, Date: jour, Tentative: 1, Champs: parcours.Saisie{"solution": "autre_of"}, AuteurID: a.Aci.Cip.UtilisateurID})
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error { return tx.SavePassage(avant, apres) })
	lu := a.read(t)
	if len(lu.Tentatives) != 2 || len(lu.Financements) != 0 || len(lu.Securisations) != 0 || len(lu.Pieces) != 4 ||
		lu.Tentatives[0].Solution != "autre_of" || lu.Parcours.Version != 2 {
		t.Errorf("after the second try opened: %+v", lu)
	}
	// The one who started from the same page is told, and writes nothing.
	err := a.DB.InSiae(t.Context(), a.Aci.Cip, func(tx *postgres.Tx) error { return tx.SavePassage(avant, apres) })
	if es := parcours.ErreursOf(err); len(es) != 1 || es[0].Code != parcours.Conflit || len(es[0].Actuel) == 0 {
		t.Errorf("got %v", err)
	}
	if n := len(a.read(t).Passages); n != 2 {
		t.Errorf("%d passages after a lost race", n)
	}
	// Undone: the try goes, the plan is back, the passage is struck out.
	defait := lu.Clone()
	maintenant := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	defait.Parcours.Etat, defait.Parcours.Tentative, defait.Parcours.Version = parcours.EnFinancement, 1, 3
	defait.Tentatives, defait.Tentatives[0].Solution = defait.Tentatives[:1], ""
	defait.Passages[1].RectifieLe = &maintenant
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error { return tx.SavePassage(lu, defait) })
	if lu = a.read(t); len(lu.Tentatives) != 1 || len(lu.Financements) != 1 || lu.Tentatives[0].Solution != "" ||
		lu.Passages[1].RectifieLe == nil {
		t.Errorf("after undoing: %+v", lu)
	}
}

func TestClosingAndReopening(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		return tx.CloseParcours(a.read(t), parcours.Cloture{Date: jour, Motif: "depart"})
	})
	if p := a.read(t).Parcours; p.ClosLe != jour || p.MotifCloture != "depart" || p.Version != 2 {
		t.Errorf("closed: %+v", p)
	}
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error { return tx.CloseParcours(a.read(t), parcours.Cloture{}) })
	if p := a.read(t).Parcours; !p.ClosLe.IsZero() || p.MotifCloture != "" || p.Version != 3 {
		t.Errorf("reopened: %+v", p)
	}
}

// TestALockedReadWaitsAndSeesTheWinner: the lock makes the second one read
// what the first one wrote, in all its queries.
func TestALockedReadWaitsAndSeesTheWinner(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	second := make(chan *parcours.Dossier, 1)
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		d, _, err := tx.Load(postgres.Acte{Parcours: a.id})
		if err != nil {
			return err
		}
		go func() {
			defer close(second)
			err := a.DB.InSiae(context.Background(), a.DoubleAci, func(tx *postgres.Tx) error {
				d, _, err := tx.Load(postgres.Acte{Parcours: a.id})
				second <- d
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}()
		waitForLock(t, a.URL)
		return join2(tx.CreateSuivi(a.suivi(jour, parcours.Date{}, "Pendant l'attente.")), tx.SaveParcours(d))
	})
	if d := <-second; d == nil || d.Parcours.Version != 2 || len(d.Suivis) != 2 {
		t.Errorf("the second one read %+v", d)
	}
}

// TestEveryMethodIsTriedByAnotherSiae fails when a storage method was added
// without its test.
func TestEveryMethodIsTriedByAnotherSiae(t *testing.T) {
	t.Parallel()
	essais := allEssais(newAffaire(t))
	noms := map[string]bool{}
	for nom := range essais {
		nom, _, _ = strings.Cut(nom, ":")
		noms[nom] = true
	}
	methodes := reflect.TypeFor[*postgres.Tx]()
	for m := range methodes.Methods() {
		if raison := sansDonnees[m.Name]; raison == "" && !noms[m.Name] {
			t.Errorf("Tx.%s: try it as another SIAE in essaisParcours, essaisSuivi … of the file that holds it", m.Name)
		}
	}
	for nom := range noms {
		if nom == "List" || nom == "Find" { // of any table: generic functions are no methods
			continue
		}
		if _, ok := methodes.MethodByName(nom); !ok {
			t.Errorf("%s is tried, and no longer exists", nom)
		}
	}
}

// sansDonnees are the methods that touch no row of anybody.
var sansDonnees = map[string]string{
	"Acte":        "settings of the transaction",
	"BeforeWrite": "a question, asked of nothing kept",
	"Flush":       "sends what the others queued", "Created": "lists what was written",
	"IDOf": "reads a struct", "CheckVersion": "reads a struct",
	"Identite":    "who acts",
	"Transaction": "its own number",
}
