package postgres_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

func allEssais(a *affaire) map[string]essaiCloison {
	tous := map[string]essaiCloison{}
	for _, m := range []map[string]essaiCloison{essaisParcours(a), essaisSuivi(a), essaisFinancement(a), essaisHistorique(a),
		essaisListe(a), essaisOrganisme(a), essaisSalarie(a), essaisAutres(a), essaisGuide(a), essaisDeplacement(a),
		essaisRapprochement(a)} {
		maps.Copy(tous, m)
	}
	return tous
}

// essaisSalarie tries the files of the salariés (salarie_test.go tells more).
func essaisSalarie(a *affaire) map[string]essaiCloison {
	s, f := a.salarie, a.frein
	page := postgres.FiltreSalaries{Page: 1, ParPage: 50}
	return map[string]essaiCloison{
		"Find:salarie": {parcours.Introuvable, func(tx *postgres.Tx) error {
			_, err := postgres.Find[parcours.Salarie](tx, "Salarié", s.ID)
			return err
		}},
		"FindPersonne": {parcours.Introuvable, func(tx *postgres.Tx) error { _, err := tx.FindPersonne(s.ID); return err }},
		"Load:person": {parcours.Introuvable, func(tx *postgres.Tx) error {
			_, _,
				err := tx.Load(postgres.Acte{Salarie: s.ID})
			return err
		}},
		"Load:frein": {parcours.Introuvable, func(tx *postgres.Tx) error {
			_, _,
				err := tx.Load(postgres.Acte{Frein: f.ID})
			return err
		}},
		"Load:parcours": {parcours.Introuvable, func(tx *postgres.Tx) error {
			_, _,
				err := tx.Load(postgres.Acte{Parcours: a.id})
			return err
		}},
		"FindSalaries":       {"", func(tx *postgres.Tx) error { ls, err := tx.FindSalaries([]int64{s.ID}); return shows(ls, err) }},
		"LockSalaries":       {"", func(tx *postgres.Tx) error { return tx.LockSalaries([]int64{s.ID}) }},
		"FindFicheSalarie":   {parcours.Introuvable, func(tx *postgres.Tx) error { _, err := tx.FindFicheSalarie(s.ID); return err }},
		"Update:salarie":     {parcours.Conflit, func(tx *postgres.Tx) error { c := s; c.Nom = "Volé"; return tx.Update(&c) }},
		"Update:cip":         {parcours.Conflit, func(tx *postgres.Tx) error { c := s; return tx.Update(&c, "cip_id", "gele") }},
		"SetEncadrants":      {refus, func(tx *postgres.Tx) error { return tx.SetEncadrants(s.ID, []int64{a.Etti.Encadrant.UtilisateurID}) }},
		"SetEncadrants:none": {"", func(tx *postgres.Tx) error { return tx.SetEncadrants(s.ID, nil) }},
		"ListEncadrants":     {"", func(tx *postgres.Tx) error { es, err := tx.ListEncadrants(s.ID); return shows(es, err) }},
		"ListSalaries": {"", func(tx *postgres.Tx) error {
			ls, _, err := both(tx.ListSalaries(page))
			return shows(slices.ContainsFunc(ls, func(l parcours.LigneSalarie) bool { return l.ID == s.ID }), err)
		}},
		"List:salarie": {"", func(tx *postgres.Tx) error {
			ls, err := postgres.List[parcours.Salarie](tx, nil)
			return shows(slices.ContainsFunc(ls, func(l parcours.Salarie) bool { return l.ID == s.ID }), err)
		}},
		"Update:frein": {parcours.Conflit, func(tx *postgres.Tx) error { c := f; c.Etat = "leve"; return tx.Update(&c) }},
		"Create:frein": {refus, func(tx *postgres.Tx) error {
			return tx.Create(&parcours.Frein{SalarieID: s.ID, Code: "logement", Etat: "identifie", DateIdentifie: jour})
		}},
		"Create:contrat": {refus, func(tx *postgres.Tx) error {
			return tx.Create(&parcours.Contrat{SalarieID: s.ID, Debut: jour})
		}},
		"Create:observation": {refus, func(tx *postgres.Tx) error {
			return tx.Create(&parcours.Observation{SalarieID: s.ID, Date: jour, Theme: "envie", Niveau: "bien", Texte: "x"})
		}},
		"List:observation": {"", func(tx *postgres.Tx) error {
			os, err := postgres.List[parcours.Observation](tx, postgres.By{"salarie_id": s.ID}, "-date", "-id")
			return shows(os, err)
		}},
	}
}

// essaisAutres tries what has no id of another: it must stay at home.
func essaisAutres(a *affaire) map[string]essaiCloison {
	demain, debut, fin := time.Now().AddDate(0, 0, 1), jour.AddDays(-3650), jour.AddDays(3650)
	return map[string]essaiCloison{
		"Create:salarie": {"", func(tx *postgres.Tx) error {
			return tx.Create(&parcours.Salarie{SiaeID: a.Aci.Siae.ID, Nom: "Venu", Prenom: "D'ailleurs"})
		}},
		"Create:cip": {refus, func(tx *postgres.Tx) error {
			return tx.Create(&parcours.Salarie{Nom: "Venu", Prenom: "D'ailleurs", CipID: &a.Aci.Cip.UtilisateurID})
		}},
		"CreateSalaries": {refus, func(tx *postgres.Tx) error {
			return tx.CreateSalaries(&parcours.Salarie{Nom: "Venu", Prenom: "D'ailleurs", TypeContrat: "cddi",
				CipID: &a.Aci.Cip.UtilisateurID})
		}},
		"FindSiae": {"", func(tx *postgres.Tx) error {
			s, err := tx.FindSiae()
			return shows(s != nil && s.ID != a.Etti.Siae.ID, err)
		}},
		"Update:structure": {parcours.Conflit, func(tx *postgres.Tx) error {
			s := a.Aci.Siae
			s.Nom, s.Version = "Prise", 1
			return tx.Update(&s)
		}},
		"ListUtilisateurs": {"", func(tx *postgres.Tx) error {
			us, err := tx.ListUtilisateurs("")
			return shows(len(us)-4, err)
		}},
		"HasUtilisateur": {"", func(tx *postgres.Tx) error {
			oui, err := tx.HasUtilisateur(a.Aci.Cip.UtilisateurID, parcours.Cip)
			return shows(oui, err)
		}},
		"Keep": {"", func(tx *postgres.Tx) error {
			id, err := once(tx, "clé", "essai", "", 7)
			return shows(id-7, err)
		}},
		"PurgeSiae": {"", func(tx *postgres.Tx) error { _, err := tx.PurgeSiae(demain, demain); return err }},
		"CreateImportation": {"", func(tx *postgres.Tx) error {
			return tx.CreateImportation(&postgres.Importation{Fichier: "x", Feuille: []byte(`{}`), Etat: "apercu"}, demain)
		}},
		"FindImportation": {parcours.Introuvable, func(tx *postgres.Tx) error {
			_, err := tx.FindImportation(a.importation.ID, true)
			return err
		}},
		"Update:importation": {parcours.Introuvable, func(tx *postgres.Tx) error { i := a.importation; i.Etat = "importee"; return tx.Update(&i) }},
		"ListImportations": {"", func(tx *postgres.Tx) error {
			is, err := tx.ListImportations()
			for _, i := range is {
				if i.ID == a.importation.ID {
					return shows(i, err)
				}
			}
			return err
		}},
		"FindCorrespondance": {"", func(tx *postgres.Tx) error { c, err := tx.FindCorrespondance("abc"); return shows(c, err) }},
		"SaveCorrespondance": {"", func(tx *postgres.Tx) error { return tx.SaveCorrespondance("abc-etti", map[string]int{"nom": 9}) }},
		"ComputeRapport": {"", func(tx *postgres.Tx) error {
			is, err := tx.ComputeRapport(debut, fin, parcours.OptionsRapport{})
			for _, i := range is {
				if i.Numerateur != nil && *i.Numerateur != 0 || i.Denominateur != nil && *i.Denominateur != 0 {
					return shows(i, err)
				}
			}
			return err
		}},
		"ListDossiers": {"", func(tx *postgres.Tx) error {
			d, err := tx.ListDossiers(debut, fin, parcours.OptionsRapport{}, "parcours_par_etat", "")
			if err != nil {
				return err
			}
			return shows(d.Lignes, nil)
		}},
		"ListFormations": {"", func(tx *postgres.Tx) error {
			ls, err := tx.ListFormations(debut, fin, parcours.OptionsRapport{})
			return shows(ls, err)
		}},
	}
}

func TestSweepingKeepsWhatIsStillOfUse(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	hier, demain := time.Now().AddDate(0, 0, -1), time.Now().AddDate(0, 0, 1)
	purge := func(cles, apercus time.Time) (n int64) {
		in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) (err error) { n, err = tx.PurgeSiae(cles, apercus); return err })
		return n
	}
	if n := purge(hier, hier); n != 0 {
		t.Errorf("%d rows of today were swept away", n)
	}
	if n := purge(demain, demain); n != 2 {
		t.Errorf("%d rows swept away, want one key and one preview", n)
	}
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		i, err := tx.FindImportation(a.importation.ID, false)
		if err == nil && (i.Feuille != nil || i.Fichier != "liste.xlsx") {
			t.Errorf("the file keeps its line, not its content: %+v", i)
		}
		if id, errCle := once(tx, "clé", "essai", "", 42); id != 42 {
			t.Errorf("the key is still used: %d, %v", id, errCle)
		}
		return err
	})
	if a.read(t).Parcours.ID != a.id {
		t.Error("a file was touched")
	}
}

func TestSweepingEndsOldSessionsAndAttempts(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	maintenant := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	var purgees int64
	err := a.DB.InConnexion(t.Context(), func(tx *postgres.TxConnexion) error {
		for id, expire := range map[string]time.Duration{"finie": -time.Hour, "vive": time.Hour, "revoquee": time.Hour} {
			s := postgres.Session{ID: id, UtilisateurID: a.Aci.Cip.UtilisateurID, SiaeID: a.Aci.Siae.ID, Usage: "site", Tour: 1,
				TourneLe: maintenant, ExpireLe: maintenant.Add(expire), CreeLe: maintenant}
			if err := tx.CreateSession(&s); err != nil {
				return err
			}
		}
		if err := tx.RevokeSession("revoquee", maintenant.AddDate(0, 0, -2)); err != nil {
			return err
		}
		for cle, quand := range map[string]time.Time{"vieux": maintenant.AddDate(0, 0, -2), "frais": maintenant} {
			if _, _, err := tx.CountAttempt(cle, quand, time.Minute); err != nil {
				return err
			}
		}
		var err error
		purgees, err = tx.PurgeConnexions(maintenant)
		return err
	})
	if err != nil || purgees != 3 {
		t.Fatalf("%d rows swept away (%v), want two sessions and one attempt", purgees, err)
	}
	err = a.DB.InConnexion(t.Context(), func(tx *postgres.TxConnexion) error {
		_, err := tx.LockSession("vive")
		return err
	})
	if err != nil {
		t.Errorf("the live session: %v", err)
	}
}

// TestAKeyNamesOneCreation: it belongs to a person, and to one thing.
func TestAKeyNamesOneCreation(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	again := func(qui parcours.Identite, cle, objet, saisie string) (lu int64, err error) {
		err = a.DB.InSiae(t.Context(), qui, func(tx *postgres.Tx) (err error) {
			lu, err = once(tx, cle, parcours.Action(objet), saisie, 99)
			return err
		})
		return lu, err
	}
	for _, c := range []struct {
		nom, cle, objet, saisie string
		qui                     parcours.Identite
		veut                    int64
		code                    parcours.Code
	}{
		{"again", "clé", "essai", "", a.Aci.Cip, 41, ""},
		{"for another thing", "clé", "suivi", "", a.Aci.Cip, 0, parcours.Conflit},
		{"with another text", "clé", "essai", "autre", a.Aci.Cip, 0, parcours.Conflit},
		{"of a colleague", "clé", "essai", "", a.Aci.Directeur, 99, ""},
		{"without a key", "", "essai", "", a.Aci.Cip, 99, ""},
		{"too long", strings.Repeat("x", 201), "essai", "", a.Aci.Cip, 0, parcours.Invalide},
		{"that PostgreSQL cannot hold", "a\x00b", "essai", "", a.Aci.Cip, 0, parcours.Invalide},
		{"of broken characters", "\xff", "essai", "", a.Aci.Cip, 0, parcours.Invalide},
	} {
		if lu, err := again(c.qui, c.cle, c.objet, c.saisie); c.code == "" && (lu != c.veut || err != nil) || c.code != "" &&
			!parcours.IsCode(err, c.code) {
			t.Errorf("a key %s: %d, %v", c.nom, lu, err)
		}
	}
}

// TestTheSignInDoorSeesAccountsAndNoFile: what signing in needs, and nothing of
// any salarié.
func TestTheSignInDoorSeesAccountsAndNoFile(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	maintenant := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	err := a.DB.InConnexion(t.Context(), func(tx *postgres.TxConnexion) error {
		u, err := tx.FindCompte("cip@deux.test")
		if err != nil || u == nil || u.Prenom != "Dominique" {
			t.Fatalf("account %+v, %v", u, err)
		}
		for _, inconnu := range []string{"personne@aci.test", "a\x00b@aci.test", "\xff"} {
			if u, err := tx.FindCompte(inconnu); u != nil || err != nil {
				t.Errorf("account of %q: %+v, %v", inconnu, u, err)
			}
		}
		as, err := tx.ListAppartenances(u.ID)
		if err != nil || len(as) != 2 || as[0].SiaeNom != "Intérim Nord" {
			t.Errorf("works in %+v, %v", as, err)
		}
		if _, err := tx.FindSiaeByID(a.Etti.Siae.ID + 99); !parcours.IsCode(err, parcours.Introuvable) {
			t.Errorf("an unknown structure: %v", err)
		}
		if ss, err := tx.ListSiae(); err != nil || len(ss) != 2 {
			t.Errorf("structures %v, %v", ss, err)
		}
		vide, err := tx.IsEmpty()
		demo, errDemo := tx.HasDemo()
		if vide || demo || err != nil || errDemo != nil {
			t.Errorf("empty %v, demo %v, %v, %v", vide, demo, err, errDemo)
		}
		s := postgres.Session{ID: "s", UtilisateurID: u.ID, SiaeID: a.Aci.Siae.ID, Usage: "site", Tour: 1, TourneLe: maintenant,
			ExpireLe: maintenant.Add(time.Hour), CreeLe: maintenant}
		s2 := s
		s2.Tour = 2
		if err := join2(tx.CreateSession(&s), tx.TurnSession(&s2)); err != nil {
			return err
		}
		if lue, err := tx.LockSession("s"); err != nil || lue.Tour != 2 {
			t.Errorf("session %+v, %v", lue, err)
		}
		return tx.ForgetAttempts("compte", "adresse", maintenant)
	})
	if err != nil {
		t.Fatal(err)
	}
	deux := a.DoubleAci
	deux.SessionID = "s"
	if p, err := a.DB.CheckSession(t.Context(), deux, "site", maintenant); err != nil || p == nil || p.Role != parcours.Cip ||
		len(p.Appartenances) != 2 {
		t.Errorf("the session opens on %+v, %v", p, err)
	}
	ailleurs := a.DoubleEtti
	ailleurs.SessionID = "s"
	for nom, qui := range map[string]parcours.Identite{"in the other SIAE": ailleurs,
		"of somebody else": {SessionID: "s", UtilisateurID: a.Aci.Cip.UtilisateurID, SiaeID: a.Aci.Siae.ID}} {
		if p, err := a.DB.CheckSession(t.Context(), qui, "site", maintenant); err != nil || p != nil {
			t.Errorf("a session used %s: %+v, %v", nom, p, err)
		}
	}
	err = a.DB.InConnexion(t.Context(), func(tx *postgres.TxConnexion) error {
		return tx.UpdateMotDePasse(deux.UtilisateurID, "haché", maintenant)
	})
	if p, errLu := a.DB.CheckSession(t.Context(), deux, "site", maintenant); err != nil || errLu != nil || p != nil {
		t.Errorf("a new password left the session open: %v, %v", err, errLu)
	}
}

// TestTwoDeedsThatNameTheSameThingTakeTurns in one SIAE; the other is free.
func TestTwoDeedsThatNameTheSameThingTakeTurns(t *testing.T) {
	t.Parallel()
	a := newAffaire(t)
	fini := make(chan error, 1)
	take := func(tx *postgres.Tx) error {
		_, _, err := tx.Load(postgres.Acte{Verrou: "import"})
		return err
	}
	in(t, a.DB, a.Aci.Cip, func(tx *postgres.Tx) error {
		if tx.Identite() != a.Aci.Cip {
			t.Errorf("acts as %+v", tx.Identite())
		}
		if err := take(tx); err != nil {
			return err
		}
		in(t, a.DB, a.Etti.Cip, take)
		go func() { fini <- a.DB.InSiae(context.Background(), a.DoubleAci, take) }()
		waitForLock(t, a.URL)
		return nil
	})
	if err := <-fini; err != nil {
		t.Error(err)
	}
}
