package guide_test

import (
	"strings"
	"testing"
)

// What changed since 2023: loaded beside the guide, dated or said not to be, and
// marked when read only in a secondary source.
func TestLaterFactsAreLoaded(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for _, c := range []struct {
		id, date, dit string
		aVerifier     bool
	}{
		{"FIN-01", "2024-04-03", "lettre de couverture", false},
		{"FIN-01", "2025-02-12", "services votés, à 25 %", false},
		{"FIN-01", "2025-12-05", "100 M€ en 2023, 85 ou 75 M€ en 2024 et environ 70 M€ en 2025", true},
		{"FIN-01", "2026", "environ un tiers", true},
		{"FIN-01", "2026-01-01", "La forme et la durée ne décident plus", false},
		{"FIN-01", "2026-01-01", "attestation nationale de l'employeur", false},
		{"DIS-01", "2023-08-31", "CDDI ou en CDD d'usage, sur le temps de travail ; pas les permanents", true},
		{"DIS-01", "non connue", "13 € de l'heure de salaire (EI, AI) ou 1,30 € (ACI)", false},
		{"HOR-OPCO", "2023-08-31", "Constructys et Atlas ne le proposaient pas", true},
		{"HOR-OPCO", "2025-02-12", "Constructys avait une petite enveloppe en 2024", false},
		{"FIN-04", "non connue", "30 jours calendaires", false},
		{"FIN-04", "2024", "273 M€ en 2023, 96 M€ en 2024", false},
		{"FIN-04", "2026", "FNE-Formation est donné pour terminé", true},
		{"FIN-05", "2024-07-22", "CDDI suspendu, rémunération maintenue", false},
		{"FIN-05", "non connue", "300 heures au plus", false},
		{"FIN-05", "non connue", "450 heures, ou 600 heures", false},
		{"FIN-05", "non connue", "offre déposée à France Travail et une promesse d'embauche", false},
		{"FIN-06", "2024-01-01", "devenu France Travail", false},
		{"FIN-06", "2023-12-18", "pour 2025 au plus tard", false},
		{"SIT-01", "2023-12-18", "missions d'un mois au moins", false},
		{"DIS-07", "2016-12", "deux périodes chez le même hôte", true},
		{"DIS-07", "2016-12", "renouvelable une fois", true},
		{"DIS-07", "2016-12", "une ETTI ne le peut pas", false},
		{"DIS-08", "non connue", "PIC IAE", false},
		{"RES-30", "2024-05-02", "Participation de 100 €", false},
		{"RES-30", "2026", "Permis B", false},
		{"HOR-TRANSITION", "non connue", "24 mois salariés en 5 ans", false},
		{"HOR-TRANSITION", "non connue", "120 jours", true},
		{"HOR-RECONVERSION", "2026-01-01", "150 à 450 heures", false},
	} {
		it, ok := g.Find(c.id)
		if !ok {
			t.Errorf("%s is missing", c.id)
			continue
		}
		trouve := false
		for _, d := range it.Depuis {
			if d.Date == c.date && strings.Contains(d.Texte, c.dit) && d.Source != "" {
				trouve = true
				if d.AVerifier != c.aVerifier {
					t.Errorf("%s, « %s »: to be checked %v, want %v", c.id, c.dit, d.AVerifier, c.aVerifier)
				}
			}
			if len([]rune(d.Texte)) > 260 {
				t.Errorf("%s: %d characters, too long: %s", c.id, len([]rune(d.Texte)), d.Texte)
			}
		}
		if !trouve {
			t.Errorf("%s does not say, on %s: « %s »", c.id, c.date, c.dit)
		}
	}
}

// What a reader would take for the guide's, and is not.
func TestNothingIsAddedToTheGuide(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for id, mots := range map[string]string{
		"FRE-02": "école", "RES-13": "comme pour la personne", "DIS-16": "Seul", "DIS-17": "Seul", "DIS-18": "en amont",
		"DIS-19": "site du Département",
		"DIS-20": "certifiante", "OPC-59": "en emploi", "CTL-10.4": "paie sur ces pièces", "BP-17": "est payée en retard", "SOL-04.2": "ensemble",
		"HOR-OBLIGATOIRE": "à la charge", "DIS-01": "facture", "SOL-04.6": "louent",
	} {
		it := item(t, g, id)
		if texte := it.Titre + " " + it.Texte + " " + strings.Join(it.Actions, " "); strings.Contains(texte, mots) {
			t.Errorf("%s says « %s », which l. %s does not", id, mots, it.Lignes)
		}
	}
	for id, mots := range map[string][]string{
		"RES-42": {"Contrat de ville", "référents illettrisme", "partenariat"}, "RES-22": {"conseil en mobilité", "site internet"},
		"RES-38": {"fondamentaux de l'IAE", "communication non verbale", "bien-être",
			"IRIAE"}, "BP-17": {"peut"}, "SOL-04.2": {"avant le démarrage"},
		"SOL-05.4": {"PRF"}, "OPC-42": {"Flandres Lys"}, "OPC-43": {"Flandres intérieures et maritimes"}, "OPC-04": {"CCN Alisfa"},
	} {
		it := item(t, g, id)
		texte := it.Titre + " " + it.Texte + " " + strings.Join(it.Actions, " ")
		if it.Contact != nil {
			texte += it.Contact.Territoire + it.Contact.Note
		}
		for _, m := range mots {
			if !strings.Contains(texte, m) {
				t.Errorf("%s leaves out « %s » (l. %s)", id, m, it.Lignes)
			}
		}
	}
}
