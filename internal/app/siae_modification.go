package app

import (
	"context"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// PatchSiae changes some fields of the structure. version is the one that was
// read, 0 for whatever it is now. It returns the structure as it then stands.
func (a *App) PatchSiae(ctx context.Context, qui parcours.Identite, version int, change func(*parcours.Siae)) (*parcours.Siae, error) {
	var s parcours.Siae
	acte := postgres.Acte{Action: parcours.ActionUpdateSiae, Verrou: "siae"}
	err := a.do(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		actuel, err := tx.FindSiae()
		if err != nil {
			return err
		}
		s = *actuel
		s.Reseaux = slices.Clone(actuel.Reseaux)
		change(&s)
		s.ID, s.Version, s.CreeLe = actuel.ID, actuel.Version, actuel.CreeLe
		s.Nom, s.Siret = strings.TrimSpace(s.Nom), strings.ReplaceAll(s.Siret, " ", "")
		if version != 0 && version != actuel.Version {
			return conflictOnSiae(*actuel, s)
		}
		if err := s.Validate(); err != nil || reflect.DeepEqual(s, *actuel) {
			return err // a version is a change
		}
		return tx.UpdateSiae(&s)
	})
	if err != nil {
		return nil, err
	}
	return &s, nil
}

// conflictOnSiae tells what stands now in the fields that were to be changed.
func conflictOnSiae(actuel, voulu parcours.Siae) error {
	e := postgres.StaleVersion()
	add := func(champ, libelle, ici, la string) {
		if ici != la {
			e.Actuel = append(e.Actuel, parcours.ValeurActuelle{Champ: champ, Libelle: libelle, Valeur: readable(ici, nil)})
		}
	}
	add("nom", "Nom", actuel.Nom, voulu.Nom)
	add("type", "Type", actuel.Type, voulu.Type)
	add("siret", "SIRET", actuel.Siret, voulu.Siret)
	add("departement", "Département", actuel.Departement, voulu.Departement)
	add("opco", "OPCO", parcours.Opcos.Libelle(actuel.Opco), parcours.Opcos.Libelle(voulu.Opco))
	add("effectif", "Effectif déclaré à l'OPCO", headcount(actuel.EffectifOpco), headcount(voulu.EffectifOpco))
	add("reseaux", "Réseaux", strings.Join(actuel.Reseaux, ", "), strings.Join(voulu.Reseaux, ", "))
	return e
}

func headcount(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
