package postgres_test

import (
	"strings"
	"testing"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

func essaisSuivi(a *affaire) map[string]essaiCloison {
	chez := func(siaeID int64) *parcours.Suivi {
		s := a.suivi(jour, parcours.Date{}, "D'ailleurs.")
		s.SiaeID = siaeID
		return s
	}
	impact := func(siaeID int64) *parcours.Impact {
		return &parcours.Impact{SiaeID: siaeID, ParcoursID: a.id, Tentative: 1, Date: jour, Effets: []string{"embauche"}}
	}
	conseil := func(siaeID int64) *parcours.Conseil {
		return &parcours.Conseil{SiaeID: siaeID, ParcoursID: a.id, Item: "BP-03", Decision: "fait", Date: jour}
	}
	return map[string]essaiCloison{
		"CreateSuivi":        {refus, func(tx *postgres.Tx) error { return tx.CreateSuivi(chez(a.Etti.Siae.ID)) }},
		"CreateSuivi:forged": {refus, func(tx *postgres.Tx) error { return tx.CreateSuivi(chez(a.Aci.Siae.ID)) }},
		"SettleRappels":      {"", func(tx *postgres.Tx) error { return tx.SettleRappels(a.id) }},
		"ReopenRappels":      {"", func(tx *postgres.Tx) error { return tx.ReopenRappels(a.id) }},
		"Create:impact":      {refus, func(tx *postgres.Tx) error { return tx.Create(impact(a.Etti.Siae.ID)) }},
		"Create:forged":      {refus, func(tx *postgres.Tx) error { return tx.Create(impact(a.Aci.Siae.ID)) }},
		"SaveConseil":        {refus, func(tx *postgres.Tx) error { return tx.SaveConseil(conseil(a.Etti.Siae.ID)) }},
		"SaveConseil:forged": {refus, func(tx *postgres.Tx) error { return tx.SaveConseil(conseil(a.Aci.Siae.ID)) }},
		"List:conseil": {"", func(tx *postgres.Tx) error {
			cs, err := postgres.List[parcours.Conseil](tx, postgres.By{"parcours_id": a.id, "item": "BP-03"})
			return shows(cs, err)
		}},
		"SaveEcheances": {parcours.Introuvable, func(tx *postgres.Tx) error {
			_, _, err := tx.SaveEcheances(a.salarie.ID)
			return err
		}},
		"ListSuivies": {"", func(tx *postgres.Tx) error {
			ids, err := tx.ListSuivies()
			return shows(ids, err)
		}},
		"ListEcheances": {"", func(tx *postgres.Tx) error {
			es, _, err := both(tx.ListEcheances(postgres.FiltreEcheances{Jour: jour, JusquAu: jour.AddDays(3650), Page: 1, ParPage: 9}))
			return shows(es, err)
		}},
		"ListDecisions": {"", func(tx *postgres.Tx) error {
			ds, err := tx.ListDecisions()
			return shows(ds, err)
		}},
	}
}

// rappels lists the reminders as « name: text ».
func rappels(t *testing.T, a *affaire, cipID int64, jusquAu parcours.Date) string {
	t.Helper()
	var lus []string
	in(t, a.DB, a.Aci.Directeur, func(tx *postgres.Tx) error {
		ids, err := tx.ListSuivies()
		for _, id := range ids {
			if err == nil {
				_, _, err = tx.SaveEcheances(id)
			}
		}
		if err != nil {
			return err
		}
		ls, _, err := both(tx.ListEcheances(postgres.FiltreEcheances{CipID: cipID, Jour: jour, JusquAu: jusquAu, Genre: "rappel",
			Page: 1, ParPage: 50}))
		for _, l := range ls {
			lus = append(lus, l.Salarie+" : "+l.Raisons[0].Texte)
		}
		return err
	})
	return strings.Join(lus, " | ")
}

func TestANewContactSettlesTheReminderBefore(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	if lu := rappels(t, a, 0, jour.AddDays(6)); lu != "" {
		t.Errorf("due in seven days, told within six: %s", lu)
	}
	if lu := rappels(t, a, a.Aci.Cip.UtilisateurID, jour.AddDays(7)); lu != "Nadia Benali : Devis attendu." {
		t.Errorf("due: %q", lu)
	}
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error { return tx.CreateSuivi(a.suivi(jour, jour.AddDays(3), "Devis reçu.")) })
	if lu := rappels(t, a, 0, jour.AddDays(30)); lu != "Nadia Benali : Devis reçu." {
		t.Errorf("only the last one stands: %q", lu)
	}
	d := a.read(t)
	if len(d.Suivis) != 2 || d.Suivis[0].Texte != "Devis reçu." || !d.Suivis[1].ProchainSolde || d.Suivis[0].ProchainSolde {
		t.Errorf("read %+v", d.Suivis)
	}
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		return tx.SettleRappels(a.id)
	})
	if lu := rappels(t, a, 0, jour.AddDays(30)); lu != "" {
		t.Errorf("settled, still told: %s", lu)
	}
}

// TestRemindersAreForFilesUnderWay: the oldest first, for one CIP or for all;
// a closed file asks for nobody.
func TestRemindersAreForFilesUnderWay(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	var autre, clos *parcours.Dossier
	zoe := a.Salarie(t, a.Aci, "Zoé", "Arnaud")
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		autre, clos = newDossier(a.Aci, zoe.ID, "Cariste"), newDossier(a.Aci, zoe.ID, "Soudure")
		clos.Parcours.Etat = parcours.SansSuite
		if err := join2(tx.CreateDossier(autre), tx.CreateDossier(clos)); err != nil {
			return err
		}
		for _, id := range []int64{autre.Parcours.ID, clos.Parcours.ID} {
			s := a.suivi(jour.AddDays(-9), jour.AddDays(-2), "Rappeler.")
			s.ParcoursID = id
			if err := tx.CreateSuivi(s); err != nil {
				return err
			}
		}
		zoe.CipID = &a.DoubleAci.UtilisateurID
		return tx.Update(&zoe, "cip_id")
	})
	if lu := rappels(t, a, 0, jour.AddDays(30)); lu != "Zoé Arnaud : Rappeler. | Nadia Benali : Devis attendu." {
		t.Errorf("all: %q", lu)
	}
	if lu := rappels(t, a, a.DoubleAci.UtilisateurID, jour.AddDays(30)); lu != "Zoé Arnaud : Rappeler." {
		t.Errorf("of one CIP: %q", lu)
	}
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		return tx.CloseParcours(autre, parcours.Cloture{Date: jour, Motif: "depart"})
	})
	if lu := rappels(t, a, 0, jour.AddDays(30)); lu != "Nadia Benali : Devis attendu." {
		t.Errorf("a closed file still asks: %q", lu)
	}
}
