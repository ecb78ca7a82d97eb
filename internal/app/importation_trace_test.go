package app_test

import (
	"bytes"
	"testing"

	"parcours.example/internal/app"
	"parcours.example/internal/importation"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// The export of the platform holds people who were never hired. Once it is
// imported, only the report is kept of them.
func TestAnImportedFileLeavesOnlyItsReport(t *testing.T) {
	t.Parallel()
	e := newEssai(t)
	p := must[*app.Apercu](t)(e.PreviewImport(t.Context(), e.Aci.Cip, "export-candidatures.xlsx", realFile(t)))
	var courriel string
	for i, v := range p.Verdicts {
		if m := p.Lignes[i].Personne.Email; v.Code == importation.Ignoree && m != "" {
			courriel = m
		}
	}
	if courriel == "" {
		t.Fatal("nobody in the file was refused and has an address")
	}
	must[*app.Apercu](t)(e.ValidateImport(t.Context(), e.Aci.Cip, p.ID))
	err := e.DB.InSiae(t.Context(), e.Aci.Cip, func(tx *postgres.Tx) error {
		i, err := tx.FindImportation(p.ID, postgres.NoLock)
		if err == nil && (len(i.Feuille) != 0 || bytes.Contains(i.Resultat, []byte(courriel))) {
			t.Errorf("%s, not hired, is still there; the sheet is %d bytes", courriel, len(i.Feuille))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.MatchColumns(t.Context(), e.Aci.Cip, p.ID, p.Colonnes); !parcours.IsCode(err, parcours.Conflit) {
		t.Errorf("matching the columns of an imported file: %v", err)
	}
}
