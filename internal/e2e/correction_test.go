package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"parcours.example/internal/api"
)

// lapsus is one slip of the file that ratee tells: what its pencil corrects, and what is done before the reason.
type lapsus struct {
	nom, quoi string
	mend      func(*onglet) ou
	dit       string // what the page says afterwards
}

// ou is where the reason is typed, and the button under it.
type ou struct{ scope, bouton string }

const pourquoi = "Pourquoi ?"

var sousLeFait = ou{".en-place", "Enregistrer la correction"}

// typed is a slip mended under its fact, by one field.
func typed(libelle, valeur string) func(*onglet) ou {
	return func(o *onglet) ou { o.fill(sousLeFait.scope, libelle, valeur); return sousLeFait }
}

var lapsuses = []lapsus{
	{"an absence on a wrong day", "Suivi · Téléphone · Formateur", typed("Le", "2026-02-03"), "02/02/2026 → 03/02/2026"},
	{"an entry on a wrong day", "l'entrée", typed("Date d'entrée réelle", "2026-01-26"), "27/01/2026 → 26/01/2026"},
	{"an end on a wrong day", "la fin de la formation", typed("Date de fin", "2026-02-20"), "19/02/2026 → 20/02/2026"},
	{"a need badly typed", "le besoin", typed("Projet", "Agent de propreté"), "Agent de propeté → Agent de propreté"},
	{"an observation badly typed", "Observation", typed("En une phrase", "Très à l'aise."), "Très à l'aize. → Très à l'aise."},
	{"a wrong frein", "Logement", func(o *onglet) ou { o.choose(sousLeFait.scope, "Frein", "Mobilité"); return sousLeFait }, "Mobilité"},
	{"an answer of a funder", "Accord le", typed("Montant accordé (€)", "1200"), "1 020 € → 1 200 €"},
	{"hours", "104 h", typed("Heures", "140"), "104 → 140"},
	{"a certification", "le résultat", typed("Certification obtenue", "CQP Agent"), "CQP Agnet → CQP Agent"},
	{"a first-day absence that was none", "Non-présentation", func(o *onglet) ou {
		o.press(sousLeFait.scope, "Retirer, ou voir ce qui a été écrit")
		return ou{"#retirer", "Retirer du dossier"}
	}, "C'est retiré du dossier."},
	{"a follow-up of somebody else", "Suivi · Téléphone · Salarié", func(o *onglet) ou {
		o.press(sousLeFait.scope, "C'était une autre personne")
		o.choose("main", "Le bon parcours", "Abel Aubin · Cariste · besoin identifié")
		return ou{"main", "Déplacer vers cette personne"}
	}, "C'est maintenant dans ce dossier."},
}

const crayon = `[...document.querySelectorAll("a.crayon")].find(
	(a) => shown(a) && plain(a.textContent).startsWith("Corriger : " + arguments[0]))`

// TestEachSlipIsMendedFromWhereItIsSeen: at most four presses, and a reason, each; on a desk and
// on a telephone, once with the keyboard alone, once without scripts.
func TestEachSlipIsMendedFromWhereItIsSeen(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	c := m.client(t)
	c.open("Abel", "Cariste")
	for _, largeur := range []int64{1280, 390} {
		o, fiche := m.as(t, "cip@aci.demo", largeur), c.ratee()
		for i, l := range lapsuses {
			o.visit(fiche)
			o.clics = 0
			o.click(crayon, l.quoi)
			o.until("the keyboard is in the form", "document.activeElement.closest('.en-place') !== null")
			if i == 0 {
				o.checkAt(largeur, "a correction under its fact", false)
			}
			la := l.mend(o)
			avant := o.clics
			o.fill(la.scope, pourquoi, "Erreur de saisie.")
			clics := avant + 1 // the button; to type the reason is no press
			o.click("button(arguments[0], arguments[1])", la.scope, la.bouton)
			o.says(l.dit)
			t.Logf("%d px, %s: %d presses", largeur, l.nom, clics)
			if clics > 4 {
				t.Errorf("%d px, %s: %d presses to mend it, and a reason", largeur, l.nom, clics)
			}
		}
		o.visit(fiche).fill("#suivi", "Ce qui a été dit, ce qui suit", "Sur le mauvais dossier.").press("#suivi", "Consigner")
		o.checkAt(largeur, "what was just noted may be taken back", false)
		o.press("#annonce", "Annuler").says("C'est retiré du dossier.", "Annulé aussitôt")
	}
	clavier, fiche := m.as(t, "cip@aci.demo", 1280).withoutMouse(), c.ratee()
	clavier.visit(fiche).click(crayon, "104 h")
	clavier.until("the keyboard is in the form", "document.activeElement.closest('.en-place') !== null")
	clavier.fill(sousLeFait.scope, "Heures", "140").fill(sousLeFait.scope, pourquoi, "Erreur de saisie.")
	clavier.click("button(arguments[0], arguments[1])", sousLeFait.scope, sousLeFait.bouton)
	clavier.says("104 → 140")

	sans := m.as(t, "cip@aci.demo", 1280).withoutScripts().visit(fiche)
	sans.loads("the page of the correction", func() { sans.click(crayon, "le besoin") })
	sans.fill("#corriger", "Projet", "Agent de propreté").fill("#corriger", pourquoi, "Erreur de saisie.")
	sans.press("#corriger", "Enregistrer la correction").says("Agent de propeté → Agent de propreté")
	sans.fill("#suivi", "Ce qui a été dit, ce qui suit", "Sur le mauvais dossier.").press("#suivi", "Consigner")
	sans.press("#annonce", "Annuler").says("C'est retiré du dossier.", "Annulé aussitôt")
}

// client prepares files by the API.
type client struct {
	t           testing.TB
	url, bearer string
}

type objet = map[string]any

func (m *monde) client(t testing.TB) *client {
	c := &client{t: t, url: m.url + api.Prefix}
	c.bearer = c.send(http.MethodPost, "/connexion", objet{"email": "cip@aci.demo", "mot_de_passe": motDePasse})["jeton"].(string)
	return c
}

// post does a deed, its warnings read, and gives what it answers.
func (c *client) post(chemin string, corps objet) objet {
	return c.send(http.MethodPost, chemin, corps)
}

func (c *client) send(methode, chemin string, corps objet) (rendu objet) {
	c.t.Helper()
	envoi, err := json.Marshal(corps)
	if err != nil {
		c.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(c.t.Context(), methode, c.url+chemin, bytes.NewReader(envoi))
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+c.bearer)
	rep, err := http.DefaultClient.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer rep.Body.Close()
	if err := json.NewDecoder(rep.Body).Decode(&rendu); err != nil {
		c.t.Fatalf("%s %s: %v", methode, chemin, err)
	}
	if lus, ok := rendu["avertissements"].([]any); ok && rep.StatusCode == http.StatusUnprocessableEntity {
		var codes []any
		for _, a := range lus {
			codes = append(codes, a.(objet)["code"])
		}
		corps["avertissements_acquittes"] = codes
		return c.send(methode, chemin, corps)
	}
	if rep.StatusCode >= 300 {
		c.t.Fatalf("%s %s: %d %v", methode, chemin, rep.StatusCode, rendu)
	}
	return rendu
}

// open adds a person with a need, and gives their addresses.
func (c *client) open(prenom, besoin string) (personne, fiche string) {
	personne = fmt.Sprintf("/salaries/%v", c.send(http.MethodPost, "/salaries", objet{"nom": "Aubin", "prenom": prenom})["id"])
	return personne, fmt.Sprintf("/parcours/%v", c.send(http.MethodPost, personne+"/parcours",
		objet{"origine": "cip_asp", "intitule": besoin, "date": "2026-01-05"})["id"])
}

// ratee tells a whole file with the slips in it, and gives its address.
func (c *client) ratee() string {
	personne, fiche := c.open("Alba", "Agent de propeté")
	post := func(chemin string, corps objet) objet { return c.send(http.MethodPost, chemin, corps) }
	pass := func(code, date string, champs objet) {
		post(fiche+"/transitions", objet{"transition": code, "date": date, "champs": champs,
			"version": c.send(http.MethodGet, fiche, nil)["version"]})
	}
	post(personne+"/freins", objet{"code": "logement"})
	post(personne+"/observations", objet{"theme": "gestes", "niveau": "bien", "texte": "Très à l'aize."})
	c.send(http.MethodPut, fiche+"/formation", objet{"intitule": "CQP Agent de propreté", "type": "certifiante", "lieu": "of",
		"organisme": "GRETA", "date_debut_prevue": "2026-01-26", "date_fin_prevue": "2026-02-20", "heures_prevues": 140, "cout": 1200})
	ligne := fmt.Sprintf("%s/financements/%v", fiche, post(fiche+"/financements",
		objet{"dispositif": "opco_pdc", "financeur": "Uniformation", "montant_demande": 1200})["id"])
	post(ligne+"/reponses", objet{"reponse": "accorde", "date": "2026-01-12", "montant": 1020})
	pass("demander_financement", "2026-01-06", nil)
	pass("planifier_entree", "2026-01-13", objet{"date_entree_prevue": "2026-01-19"})
	post(fiche+"/non-presentations", objet{"date": "2026-01-19", "motif": "sante", "absence": "justifiee"})
	post(fiche+"/entrees-prevues", objet{"date": "2026-01-26"})
	pass("confirmer_entree", "2026-01-27", nil)
	post(fiche+"/suivis", objet{"avec": "formateur", "canal": "telephone", "texte": "Absente ce jour.", "absence": "injustifiee",
		"date": "2026-02-02"})
	post(fiche+"/suivis", objet{"avec": "salarie", "canal": "telephone", "texte": "Demande une avance.", "date": "2026-02-04"})
	post(fiche+"/heures", objet{"debut": "2026-01-27", "fin": "2026-02-19", "heures": 104, "source": "emargement"})
	pass("terminer", "2026-02-19", objet{"evaluation": "partielle", "certification": "CQP Agnet", "situation": "emploi"})
	return fiche
}
