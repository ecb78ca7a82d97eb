package api

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// asked sends a passage without having read anything; it is asked about what seldom is.
func (c *client) asked(id int64, code, date string, champs objet, constat, message string) []string {
	c.t.Helper()
	r := c.pass(id, code, date, champs).refused(http.StatusUnprocessableEntity, "transition")
	i := slices.Index(r.codes("avertissements"), constat)
	if i < 0 || !strings.Contains(r.texte("avertissements", i, "message"), message) {
		c.t.Errorf("%s: asked %v, want %s, « %s »", code, r.at("avertissements"), constat, message)
	}
	return r.codes("avertissements")
}

// TestFiguresAndDaysThatSeldomAre: cases that were lived, each under its name. They are
// asked about, and kept once read; more hours than the days hold are refused.
func TestFiguresAndDaysThatSeldomAre(t *testing.T) {
	t.Parallel()
	entered := func(c *client) int64 {
		id := c.expected()
		c.pass(id, "confirmer_entree", "2026-02-02", objet{"controle_venu": "oui"}, "controle_incomplet",
			"demarches_ouvertes").want(http.StatusOK)
		return id
	}
	for nom, story := range map[string]func(*client){
		"17-heures-impossibles": func(c *client) {
			id, fin := entered(c), objet{"heures": 500, "evaluation": "reussie", "situation": "emploi"}
			lus := c.asked(id, "terminer", "2026-02-27", fin, "heures_superieures", "500 h réalisées pour 140 h prévues")
			r := c.pass(id, "terminer", "2026-02-27", with(fin, objet{"heures": 625}), lus...).
				refused(http.StatusUnprocessableEntity, "transition")
			if r.texte("champ") != "heures" || r.texte("bloquants", 0, "code") != "heures_impossibles" {
				c.t.Errorf("26 days: %s", r.brut)
			}
			c.pass(id, "terminer", "2026-02-27", fin, lus...).want(http.StatusOK)
		},
		"18-plus-accorde-que-le-cout": func(c *client) {
			_, id := c.newParcours()
			c.do(put, path("/parcours/%d/formation", id), with(uneFormation, objet{"cout": 1200.5})).want(http.StatusOK)
			answer := func(dispositif string, montant int) (adresse string, corps objet) {
				ligne := c.do(post, path("/parcours/%d/financements", id), objet{"dispositif": dispositif, "montant_demande": montant}).
					want(http.StatusCreated).nombre("id")
				return path("/parcours/%d/financements/%d/reponse", id, ligne), objet{"etat": "accorde", "date": "2026-01-12", "montant": montant}
			}
			adresse, corps := answer("prf", 800)
			c.do(post, adresse, corps).want(http.StatusOK)
			adresse, corps = answer("autre", 900)
			if r := c.do(post, adresse, corps).refused(http.StatusUnprocessableEntity, "transition"); !slices.Equal(r.codes("avertissements"),
				[]string{"accorde_superieur"}) || !strings.Contains(r.texte("avertissements", 0, "message"), "499,50\u00a0€ de trop") {
				c.t.Errorf("the second answer: %s", r.brut)
			}
			c.do(post, adresse, with(corps, objet{"avertissements_acquittes": []string{"accorde_superieur"}})).want(http.StatusOK)
			c.pass(id, "demander_financement", "2026-01-12", nil).want(http.StatusOK)
			lus := c.asked(id, "planifier_entree", "2026-01-15", objet{"date_entree_prevue": "2026-02-02"},
				"accorde_superieur", "499,50\u00a0€ de trop")
			c.pass(id, "planifier_entree", "2026-01-15", objet{"date_entree_prevue": "2026-02-02"}, lus...).want(http.StatusOK)
			c.pass(id, "confirmer_entree", "2026-02-02", nil, "controle_incomplet", "demarches_ouvertes").want(http.StatusOK)
			r := c.as(c.t, "directeur@aci.test").do(get, "/rapports/resultats?debut=2026-01-01&fin=2026-03-02", nil).want(http.StatusOK)
			if f := figure(c.t, r.corps, "financements"); f["numerateur"] != 1200.5 { // no more is spent than it costs
				c.t.Errorf("spent: %v", f)
			}
		},
		"19-deux-formations-en-meme-temps": func(c *client) {
			une := entered(c)
			salarie := c.do(get, path("/parcours/%d", une), nil).nombre("salarie", "id")
			id := c.do(post, path("/salaries/%d/parcours", salarie), with(unBesoin, objet{"intitule": "Permis B",
				"avertissements_acquittes": []string{"autre_parcours_ouvert"}})).want(http.StatusCreated).nombre("id")
			c.do(put, path("/parcours/%d/formation", id), with(uneFormation, objet{"intitule": "Permis B", "cout": 0, "heures_prevues": 30,
				"date_debut_prevue": "2026-02-09", "date_fin_prevue": "2026-02-13"})).want(http.StatusOK)
			c.do(post, path("/parcours/%d/financements", id), objet{"dispositif": "sans_cout"}).want(http.StatusCreated)
			c.pass(id, "demander_financement", "2026-01-12", nil).want(http.StatusOK)
			const dit = "Déjà en formation du 02/02/2026 au 27/02/2026"
			lus := c.asked(id, "planifier_entree", "2026-01-15", objet{"date_entree_prevue": "2026-02-09"}, "deja_en_formation", dit)
			c.pass(id, "planifier_entree", "2026-01-15", objet{"date_entree_prevue": "2026-02-09"}, lus...).want(http.StatusOK)
			lus = c.asked(id, "confirmer_entree", "2026-02-09", nil, "deja_en_formation", dit)
			c.pass(id, "confirmer_entree", "2026-02-09", nil, lus...).want(http.StatusOK)
		},
		"29-reprise-deux-fois": func(c *client) {
			salarie, _ := c.completed()
			bis := with(unBesoin, objet{"etat": "sortie", "date_entree": "2026-02-02", "date_fin": "2026-02-27", "formation": uneFormation,
				"heures": 140, "situation": "emploi"})
			r := c.do(post, path("/salaries/%d/parcours", salarie), bis).refused(http.StatusUnprocessableEntity, "transition")
			if got := r.codes("avertissements"); !slices.Equal(got, []string{"deja_en_formation"}) || !strings.Contains(
				r.texte("avertissements", 0, "message"), "« Titre agent de propreté » du 02/02/2026 au 27/02/2026 est déjà noté") {
				c.t.Errorf("asked: %s", r.brut)
			}
			c.do(post, path("/salaries/%d/parcours", salarie), with(bis, objet{"avertissements_acquittes": []string{"deja_en_formation"}})).
				want(http.StatusCreated)
		},
		"30-report-vers-le-passe": func(c *client) {
			id, report := c.expected(), objet{"motif": "autre", "solution": "report", "nouvelle_date": "2026-01-20"}
			lus := c.asked(id, "reporter_entree", "2026-02-02", report, "report_en_arriere",
				"le 20/01/2026, est avant celle qu'elle remplace, le 02/02/2026")
			c.pass(id, "reporter_entree", "2026-02-02", report, lus...).want(http.StatusOK)
		},
	} {
		t.Run(nom, func(t *testing.T) {
			t.Parallel()
			story(newEssai(t).as(t, "cip@aci.test"))
		})
	}
}
