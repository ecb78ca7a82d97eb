package guide_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

// enVue is how many pieces of advice a CIP reads before unfolding anything.
const enVue = 4

// dossier is a file as one meets it.
type dossier struct {
	nom string
	s   guide.Situation
}

// dossiers: each state, seen from a few structures.
func dossiers() (l []dossier) {
	aci := guide.Situation{TypeSiae: "ACI", Departement: "80", Opco: "uniformation", Effectif: 38,
		Reseaux: []string{"chantier_ecole", "cocagne"}, Territoires: []string{"amiens"}}
	etti := guide.Situation{TypeSiae: "ETTI", Departement: "59", Opco: "akto", Effectif: 64, Reseaux: []string{"fei"},
		Territoires: []string{"metropole_lilloise"}}
	ai := guide.Situation{TypeSiae: "AI", Departement: "62", Opco: "uniformation", Effectif: 120,
		Reseaux: []string{"unai"}, Territoires: []string{"lens_lievin"}}
	ei := guide.Situation{TypeSiae: "EI", Departement: "60", Opco: "opco_2i", Effectif: 12, Reseaux: []string{"fei"}}
	regie := guide.Situation{TypeSiae: "EI", Departement: "59", Opco: "uniformation", Effectif: 25, Reseaux: []string{"regies"}}
	eiti := guide.Situation{TypeSiae: "EITI", Departement: "59", Effectif: 5}
	paris := guide.Situation{TypeSiae: "EI", Departement: "75", Opco: "constructys", Effectif: 30}
	add := func(nom string, s guide.Situation, etat parcours.Etat, gate func(*guide.Situation)) {
		s.Etat, s.Role, s.Date = etat, parcours.Cip, today
		if gate != nil {
			gate(&s)
		}
		l = append(l, dossier{nom, s})
	}
	add("ACI de la Somme, besoin venu du CIP", aci, parcours.BesoinIdentifie, func(s *guide.Situation) { s.Origine = "cip_asp" })
	add("ACI de la Somme, demande du salarié, frein mobilité", aci, parcours.BesoinIdentifie,
		func(s *guide.Situation) { s.Origine, s.Freins = "salarie", []string{"mobilite"} })
	add("ACI de la Somme, CléA, illettrisme", aci, parcours.BesoinIdentifie, func(s *guide.Situation) {
		s.Origine, s.TypeFormation, s.Freins = "encadrant", "clea", []string{"illettrisme_fle"}
	})
	add("AI de Lens, demande d'une entreprise cliente", ai, parcours.BesoinIdentifie,
		func(s *guide.Situation) { s.Origine = "entreprise_cliente" })
	add("ETTI de Lille, formation sur mesure à plusieurs", etti, parcours.BesoinIdentifie, func(s *guide.Situation) {
		s.Origine, s.Offre, s.Portee = "entreprise_cliente", "sur_mesure", "mutualisee"
	})
	add("EI de l'Oise, VAE", ei, parcours.BesoinIdentifie, func(s *guide.Situation) { s.Origine, s.TypeFormation = "salarie", "vae" })
	add("Régie du Nord, référent PLIE", regie, parcours.BesoinIdentifie, func(s *guide.Situation) { s.Origine = "plie" })
	add("EITI du Nord", eiti, parcours.BesoinIdentifie, func(s *guide.Situation) { s.Origine = "salarie" })
	add("EI de Paris", paris, parcours.BesoinIdentifie, func(s *guide.Situation) { s.Origine = "cip_asp" })
	add("ACI de la Somme, rien au plan de financement", aci, parcours.EnFinancement, nil)
	add("ACI de la Somme, PIC IAE au plan, certifiante", aci, parcours.EnFinancement, func(s *guide.Situation) {
		s.Dispositifs, s.TypeFormation = []string{"pic_iae", "fonds_propres"}, "certifiante"
	})
	add("ETTI de Lille, 64 salariés, plan OPCO prévu", etti, parcours.EnFinancement,
		func(s *guide.Situation) { s.Dispositifs = []string{"opco_pdc"} })
	add("AI de Lens, PRF au plan, frein finances", ai, parcours.EnFinancement,
		func(s *guide.Situation) { s.Dispositifs, s.Freins = []string{"prf"}, []string{"finances"} })
	add("EI de l'Oise, compétences de base, SIEG", ei, parcours.EnFinancement, func(s *guide.Situation) {
		s.Dispositifs, s.TypeFormation = []string{"sieg"}, "competences_base"
	})
	add("EI de Paris", paris, parcours.EnFinancement, nil)
	add("ACI de la Somme, à distance, numérique", aci, parcours.EnEntree, func(s *guide.Situation) {
		s.Lieu, s.Modalite, s.Freins = "of", "distanciel", []string{"illectronisme"}
	})
	add("ETTI de Lille, dans un organisme", etti, parcours.EnEntree, func(s *guide.Situation) { s.Lieu, s.Modalite = "of", "presentiel" })
	add("ACI de la Somme, dans un organisme", aci, parcours.EnDeroulement, func(s *guide.Situation) { s.Lieu = "of" })
	add("AI de Lens, chez elle", ai, parcours.EnDeroulement, func(s *guide.Situation) { s.Lieu = "interne" })
	add("ACI de la Somme, frein famille", aci, parcours.Abandonne, func(s *guide.Situation) { s.Freins = []string{"famille"} })
	add("AI de Lens, PIC IAE", ai, parcours.Abandonne, func(s *guide.Situation) { s.Dispositifs = []string{"pic_iae"} })
	add("EI de l'Oise", ei, parcours.Repositionnement, nil)
	add("ACI de la Somme, frein mobilité", aci, parcours.Repositionnement, func(s *guide.Situation) { s.Freins = []string{"mobilite"} })
	add("AI de Lens, PIC IAE", ai, parcours.Sorti, func(s *guide.Situation) { s.Dispositifs = []string{"pic_iae"} })
	add("EI de l'Oise", ei, parcours.Sorti, nil)
	add("ACI de la Somme", aci, parcours.SansSuite, nil)
	return l
}

// What a CIP reads first, to be read as a CIP would: is it what to do first?
func TestWhatIsReadFirst(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	var b strings.Builder
	b.WriteString("# The first four pieces of advice of the panel: go test ./internal/guide -update, and read the diff.\n")
	for _, d := range dossiers() {
		fmt.Fprintf(&b, "\n%s : %s\n", d.s.Etat, d.nom)
		for i, r := range g.Panel(d.s, enVue, nil).Avis {
			fmt.Fprintf(&b, "  %d. %-10s %s\n", i+1, r.ID, r.Titre)
		}
	}
	compare(t, filepath.Join("testdata", "panneau.golden"), b.String())
}

// Two pieces of advice that lead to the same call would waste one line in four.
func TestTheFirstFourNeverLeadTwiceToTheSamePerson(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	check := func(s guide.Situation) {
		qui := map[string]string{}
		for _, r := range g.Panel(s, enVue, nil).Avis {
			for _, c := range r.Contacts {
				if deja, ok := qui[c.ID]; ok && deja != r.ID {
					t.Errorf("%s, %s, %s, %v: %s and %s both lead to %s", s.Etat, s.TypeSiae, s.Departement, s.Dispositifs, deja, r.ID, c.ID)
				}
				qui[c.ID] = r.ID
			}
		}
	}
	for _, d := range dossiers() {
		check(d.s)
	}
	for _, etat := range parcours.Etats {
		for _, siae := range parcours.TypesSiae {
			for _, dep := range parcours.DepartementsHdf {
				s := guide.Situation{Etat: etat.Code, TypeSiae: siae.Code, Departement: dep.Code, Effectif: 20, Role: parcours.Cip, Date: today}
				for _, opco := range parcours.Opcos.Codes() {
					s.Opco = opco
					check(s)
				}
				for _, dispositif := range parcours.Dispositifs.Codes() {
					s.Dispositifs = []string{dispositif}
					check(s)
				}
			}
		}
	}
}

// A person's own facts come before the structure's.
func TestThePersonComesBeforeTheStructure(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	s := guide.Situation{
		Etat: parcours.BesoinIdentifie, TypeSiae: "ACI", Departement: "62", Opco: "akto", Effectif: 20, Origine: "salarie",
		TypeFormation: "vae", Freins: []string{"mobilite"}, Role: parcours.Cip, Date: today,
	}
	vus := ids(g.For(s))
	for _, propre := range []string{"ORI-03", "DIS-10", "SOL-04.5"} {
		for _, structure := range []string{"DIS-13", "STP-06", "RES-32", "CSL-02"} {
			if i, j := slices.Index(vus, propre), slices.Index(vus, structure); i < 0 || j < 0 || i > j {
				t.Errorf("%s (%d) should come before %s (%d)", propre, i, structure, j)
			}
		}
	}
}
