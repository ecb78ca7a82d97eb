package app

import (
	"context"
	"slices"
	"strings"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// NoteLue is a note on the territory with its author.
type NoteLue struct {
	parcours.NoteTerritoire
	Auteur string
}

// TerritoireLu is the diagnostic of a SIAE's territory: the étape 1 of the guide,
// which is about the structure and not about a parcours.
type TerritoireLu struct {
	Siae  parcours.Siae
	Guide *guide.Guide // as this SIAE reads it
	// Conseils are those that concern the structure, here, today.
	Conseils []guide.Recommandation
	Notes    map[string]NoteLue // by rubrique
}

// FindTerritoire reads the diagnostic of the territory.
func (a *App) FindTerritoire(ctx context.Context, qui parcours.Identite) (*TerritoireLu, error) {
	return read(ctx, a, qui, parcours.ActionReadGuide, func(tx *postgres.Tx) (*TerritoireLu, error) {
		siae, ecrit, g, err := a.guideWritten(tx)
		if err != nil {
			return nil, err
		}
		t := &TerritoireLu{Siae: *siae, Guide: g, Notes: map[string]NoteLue{}}
		for _, n := range ecrit.Notes {
			t.Notes[n.Rubrique] = NoteLue{n, ecrit.Noms[n.AuteurID]}
		}
		t.Conseils = slices.DeleteFunc(g.For(situationOfSiae(siae, qui, a.aujourdhui())),
			func(r guide.Recommandation) bool { return !r.Criteres.Structure })
		return t, nil
	})
}

// situationOfSiae tells the guide of a structure, outside any parcours.
func situationOfSiae(s *parcours.Siae, qui parcours.Identite, le parcours.Date) guide.Situation {
	return guide.Situation{TypeSiae: s.Type, Departement: s.Departement, Territoires: s.Territoires, Effectif: s.EffectifOpco,
		Opco: s.Opco, Reseaux: s.Reseaux, Role: qui.Role, Date: le}
}

// SaveNote writes what the SIAE notes of its territory under a rubrique. Version
// is the one that the form was filled from, 0 for a first note.
func (a *App) SaveNote(ctx context.Context, qui parcours.Identite, n parcours.NoteTerritoire) error {
	n.Texte = strings.TrimSpace(n.Texte)
	acte := postgres.Acte{Action: parcours.ActionEditGuide, Verrou: verrouGuide}
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		if err := n.Validate(); err != nil {
			return err
		}
		return tx.SaveNoteTerritoire(&n)
	})
}

// SetTerritoires writes the zones of the guide that the SIAE belongs to.
func (a *App) SetTerritoires(ctx context.Context, qui parcours.Identite, version int, codes []string) error {
	acte := postgres.Acte{Action: parcours.ActionEditGuide, Verrou: verrouGuide}
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		s, err := tx.FindSiae()
		if err != nil {
			return err
		}
		choix := guide.TerritoiresFor(s.Departement)
		for _, code := range codes {
			if !choix.Has(code) {
				return refuse("territoires", "Une de ces zones n'est pas dans votre département. Choisissez dans la liste.")
			}
		}
		s.Territoires, s.Version = codes, version
		return tx.Update(s, "territoires")
	})
}
