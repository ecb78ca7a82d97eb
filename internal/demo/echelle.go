package demo

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// Echelles are the bases of real sizes, by name: how many SIAE, and parcours in all. The first SIAE is an ordinary one
// of 195 parcours, the second the largest that there is.
var Echelles = map[string]Echelle{
	"structure": {2, 195 + 2700},
	"region":    {470, 25_000},
}

// Echelle is the size of a base.
type Echelle struct{ Siae, Parcours int }

// typesSiae are the 3,676 conventions of the country.
var typesSiae = []struct {
	code   string
	nombre int
}{{"ACI", 1815}, {"EI", 942}, {"AI", 620}, {"ETTI", 299}}

// departements are those of the region.
var departements = []string{"59", "62", "80", "02", "60"}

// Fill makes an empty database one of real sizes, the same each time for one day: people whose whole files the deeds
// wrote are copied with other names and other days. dit hears how far it is.
func (e Echelle) Fill(ctx context.Context, a *app.App, db *postgres.DB, aujourdhui parcours.Date, dit func(string, ...any) error) error {
	if err := requireEmpty(ctx, a); err != nil {
		return err
	}
	hasard := rand.New(rand.NewPCG(20261130, uint64(e.Siae)))
	s, modeles, err := playModeles(ctx, a, aujourdhui, hasard, dit)
	if err != nil {
		return err
	}
	lots, err := e.share(ctx, db, s, modeles, hasard)
	if err != nil {
		return err
	}
	err = db.Copy(ctx, lots, func(n int) {
		if n == len(lots) || n%20 == 0 {
			_ = dit("%d SIAE sur %d\n", n, len(lots))
		}
	})
	if err != nil {
		return err
	}
	_ = dit("Historique…\n")
	if _, err := a.PutAway(ctx); err != nil {
		return err
	}
	_ = dit("Échéances…\n")
	n, _, err := a.ReadEcheances(ctx)
	if err == nil {
		err = db.Compact(ctx)
	}
	if err == nil {
		err = dit("%d personnes, %d parcours : c'est prêt. Comptes : directeur@siae1.demo, cip1@siae1.demo…, mot de passe %s\n",
			n, e.Parcours, MotDePasse)
	}
	return err
}

// effectifs draws how many people are in each SIAE: a log-normal law of median 22 and mean 33, hence 68 at the ninth
// decile, at most 800. Each has a quantile of its own, so that the law holds whatever is drawn.
func (e Echelle) effectifs(hasard *rand.Rand) []int {
	const mediane, moyenne = 22, 33
	sigma := math.Sqrt(2 * math.Log(moyenne/float64(mediane)))
	effectifs := []int{116, 800}
	for _, i := range hasard.Perm(e.Siae - 2) {
		q := (float64(i) + 0.5) / float64(e.Siae-2)
		z := math.Sqrt2 * math.Erfinv(2*q-1)
		effectifs = append(effectifs, max(2, min(800, int(math.Round(mediane*math.Exp(sigma*z))))))
	}
	return effectifs
}

// share creates the SIAE and their accounts, and tells who is copied into each.
func (e Echelle) share(ctx context.Context, db *postgres.DB, s *scene, modeles [][]modele, hasard *rand.Rand) ([]postgres.Lot, error) {
	effectifs := e.effectifs(hasard)
	personnes := 0
	for _, n := range effectifs[2:] {
		personnes += n
	}
	reste, chiffres := e.Parcours-195-2700, 0
	lots := make([]postgres.Lot, len(effectifs))
	for i, n := range effectifs {
		siae := parcours.Siae{ID: s.siae.ID}
		files := []int{195, 2700}
		if i < 2 {
			files = files[i:]
		} else {
			files = []int{int(math.Round(float64(reste) * float64(n) / float64(personnes)))}
			reste, personnes = reste-files[0], personnes-n
		}
		if i > 0 {
			siae = siaeAt(i, n, hasard)
		} else {
			for k := range modeles {
				n, files[0] = n-len(modeles[k]), files[0]-k*len(modeles[k])
			}
		}
		comptes, err := openSiae(ctx, db, s, &siae, i, n)
		if err != nil {
			return nil, err
		}
		lots[i] = postgres.Lot{SiaeID: siae.ID, Comptes: comptes}
		for p, f := n, files[0]; p > 0; p-- {
			k := f / p
			if hasard.IntN(p) < f%p {
				k++
			}
			k = max(0, f-most*(p-1), min(most, f, k+hasard.IntN(3)-1))
			f -= k
			m := modeles[k][hasard.IntN(len(modeles[k]))]
			chiffres++
			lots[i].Copies = append(lots[i].Copies, postgres.Copie{Modele: m.salarie, Jours: -7 * hasard.IntN(m.semaines),
				Prenom: prenoms[hasard.IntN(len(prenoms))], Nom: noms[hasard.IntN(len(noms))], Chiffres: chiffres})
		}
	}
	return lots, nil
}

// siaeAt is the ith SIAE; the second is a large ACI.
func siaeAt(i, effectif int, hasard *rand.Rand) parcours.Siae {
	t, n := typesSiae[0], hasard.IntN(3676)
	for j := 0; i > 1 && n >= 0; j++ {
		t = typesSiae[j]
		n -= t.nombre
	}
	return parcours.Siae{Nom: fmt.Sprintf("%s d'essai n° %d", t.code, i+1), Type: t.code, Departement: departements[i%len(departements)],
		Opco: "uniformation", EffectifOpco: effectif, Version: 1}
}

// openSiae creates a SIAE unless the models live there, and an account for 25 people followed, another for 10 supervised.
func openSiae(ctx context.Context, db *postgres.DB, s *scene, siae *parcours.Siae, i, effectif int) (map[parcours.Role][]int64, error) {
	comptes := map[parcours.Role][]int64{}
	return comptes, db.InConnexion(ctx, func(tx *postgres.TxConnexion) error {
		modele, err := tx.FindCompte("directeur@siae1.demo")
		if err != nil {
			return err
		}
		if i == 0 {
			comptes[parcours.Directeur] = []int64{s.directeur.UtilisateurID}
			comptes[parcours.Cip] = []int64{s.cip.UtilisateurID}
			comptes[parcours.Encadrant] = []int64{s.encadrant.UtilisateurID}
		} else if err := tx.CreateSiae(siae, true); err != nil {
			return err
		}
		for _, r := range []struct {
			role   parcours.Role
			nombre int
		}{{parcours.Directeur, 1}, {parcours.Cip, 1 + effectif/25}, {parcours.Encadrant, 1 + effectif/10}} {
			for n := len(comptes[r.role]) + 1; n <= r.nombre; n++ {
				u := *modele
				u.ID, u.Email = 0, fmt.Sprintf("%s%d@siae%d.demo", r.role, n, i+1)
				if r.role == parcours.Directeur {
					u.Email = fmt.Sprintf("directeur@siae%d.demo", i+1)
				}
				u.Prenom, u.Nom = prenoms[(i+n)%len(prenoms)], noms[(7*i+n)%len(noms)]
				if err := tx.CreateUtilisateur(&u); err != nil {
					return err
				}
				if err := tx.SetRole(siae.ID, u.ID, r.role); err != nil {
					return err
				}
				comptes[r.role] = append(comptes[r.role], u.ID)
			}
		}
		return nil
	})
}

// The names that are drawn: nobody's, as those of the cast.
var (
	prenoms = strings.Fields(`Aïcha Alain Amadou Amélie Anaïs André Audrey Bastien Béatrice Bruno Camille Carine Cédric Chantal
 Claire Cyril Daniel Delphine Denis Djibril Élise Éric Estelle Fabien Fadila Farid Florian Gaëlle Georges Grégory Hamza Hélène
 Ibrahim Inès Isabelle Jamel Jérôme Jules Julie Karim Kelly Khadija Laurent Léa Lucie Ludovic Magali Malika Marc Mariam Mélanie
 Moussa Myriam Nathan Nicole Noël Ophélie Pascal Patricia Quentin Rachel Régis Sabrina Samuel Sonia Steven Sylvie Thérèse Thomas
 Valérie Vincent Xavier Yacine Yann Zoé`)
	noms = strings.Fields(`Acacia Achillée Alouette Amandier Ancolie Anémone Aubépine Aulne Bécasse Belladone Bleuet Bouleau Bourrache
 Bouvreuil Bruant Bruyère Buse Camomille Campanule Cardamine Cèdre Centaurée Cerisier Charme Chicorée Cigogne Clématite Colchique
 Colombe Consoude Cornouiller Corneille Courlis Cresson Crocus Cyprès Dahlia Digitale Églantier Épervier Épicéa Érable Étourneau
 Faisan Faucon Fauvette Fougère Framboisier Frêne Fuchsia Fusain Genêt Gentiane Géranium Giroflée Glaïeul Goéland Grive Groseillier
 Guimauve Héron Hêtre Hibou Hirondelle Houx Ibis Iris Jacinthe Jasmin Jonquille Laurier Lierre Linotte Liseron Loriot Lotus Marguerite
 Marronnier Martinet Mélèze Mélisse Merle Mésange Milan Mimosa Moineau Mouette Muguet Myosotis Narcisse Noisetier Noyer Œillet Olivier
 Orchidée Orme Ortie Osier Pâquerette Passereau Pavot Pensée Perdrix Pervenche Peuplier Pic Pinson Pivoine Platane Pommier Primevère
 Prunier Renoncule Roitelet Rossignol Rouge-gorge Sapin Saule Scabieuse Séneçon Sittelle Sorbier Sureau Tilleul Troène Tulipe Valériane
 Vanneau Véronique Violette Zinnia`)
)
