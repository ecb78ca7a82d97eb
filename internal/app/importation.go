package app

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"parcours.example/internal/importation"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// Apercu is a file that was sent: what was read, and one verdict per row.
type Apercu struct {
	ID      int64
	Fichier string
	// Etat: "colonnes" (a person must match them), "apercu" (ready, nothing
	// written yet), "importee".
	Etat           string
	Reconnaissance importation.Reconnaissance
	Colonnes       importation.Correspondance
	Feuille        *importation.Feuille // nil once it was swept away
	Lignes         []importation.Ligne
	Verdicts       []importation.Verdict // same order as Lignes
	Compte         map[importation.CodeVerdict]int
	Crees          int
	// Annulation is how the import can be undone, or was; nil before it.
	Annulation *Annulation
	// Perime: the content was swept away after thirty days; only the counts stay.
	Perime bool
}

// PreviewImport reads a file and says what its import would do. Nothing but
// the file itself is kept: no salarié is written before ValidateImport. cle makes
// a request that is sent again answer the preview of the first.
func (a *App) PreviewImport(ctx context.Context, qui parcours.Identite, nomFichier string, contenu []byte,
	cle string) (*Apercu, error) {
	if err := qui.Require(parcours.ActionImport); err != nil {
		return nil, err
	}
	leave, err := a.attente.enter(ctx, qui)
	if err != nil {
		return nil, err
	}
	defer leave()
	feuille, err := importation.Read(bytes.NewReader(contenu), nomFichier)
	if err != nil {
		return nil, err
	}
	brut, err := json.Marshal(feuille)
	if err != nil {
		return nil, fmt.Errorf("keep sheet: %w", err)
	}
	i := &postgres.Importation{Fichier: fileName(nomFichier), Feuille: brut}
	var p *Apercu
	acte := postgres.Acte{Action: parcours.ActionImport, Cle: cle,
		Saisie: [2]any{nomFichier, sha256.Sum256(contenu)}, Rend: &i.ID}
	err = a.do(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		reconnue := importation.Recognize(feuille.Entetes)
		i.Etat, i.Colonnes = "apercu", reconnue.Correspondance
		retenue, err := tx.FindCorrespondance(importation.Empreinte(feuille.Entetes))
		switch {
		case err != nil:
			return err
		case retenue != nil && importation.Correspondance(retenue).Validate(feuille.Entetes) == nil:
			i.Colonnes = retenue // this SIAE already told how it reads such a file
		case reconnue.NeedsHelp():
			i.Etat = "colonnes"
		}
		if err := tx.CreateImportation(i, a.maintenant().AddDate(0, 0, -gardeImport)); err != nil {
			return err
		}
		p, err = a.preview(tx, i)
		return err
	})
	if err == nil && p == nil {
		return a.FindImport(ctx, qui, i.ID)
	}
	return p, err
}

// fileName keeps the name of a file, without its folders and not for ever.
func fileName(nom string) string {
	nom = strings.Map(func(r rune) rune {
		if r < ' ' || r == utf8.RuneError {
			return -1
		}
		return r
	}, filepath.Base(strings.ReplaceAll(nom, `\`, "/")))
	if parcours.HasNir(nom) {
		nom = "fichier" + filepath.Ext(nom)
	}
	if r := []rune(nom); len(r) > 120 {
		nom = string(r[:120])
	}
	return nom
}

// FindImport shows a file that was sent: its preview computed again against the
// people of today, or its report once it is imported.
func (a *App) FindImport(ctx context.Context, qui parcours.Identite, id int64) (*Apercu, error) {
	return read(ctx, a, qui, parcours.ActionImport, func(tx *postgres.Tx) (*Apercu, error) {
		i, err := tx.FindImportation(id, false)
		if err != nil {
			return nil, err
		}
		return a.preview(tx, i)
	})
}

// ListImports lists the files that were sent, the newest first, without their
// content.
func (a *App) ListImports(ctx context.Context, qui parcours.Identite) ([]Importation, error) {
	return read(ctx, a, qui, parcours.ActionImport, (*postgres.Tx).ListImportations)
}

// MatchColumns keeps which column is what, for this file and for the next ones
// of the SIAE with the same titles.
func (a *App) MatchColumns(ctx context.Context, qui parcours.Identite, id int64,
	colonnes importation.Correspondance) (*Apercu, error) {
	acte := postgres.Acte{Action: parcours.ActionImport}
	return a.onImport(ctx, qui, acte, id, func(tx *postgres.Tx, i *postgres.Importation) (*Apercu, error) {
		if i.Etat == "importee" {
			return nil, &parcours.Erreur{Code: parcours.Conflit,
				Message: "Ce fichier est déjà importé. Envoyez-le à nouveau pour changer ses colonnes."}
		}
		feuille, err := openSheet(i)
		if err == nil {
			err = colonnes.Validate(feuille.Entetes)
		}
		if err != nil {
			return nil, err
		}
		i.Etat, i.Colonnes = "apercu", colonnes
		err = errors.Join(tx.SaveCorrespondance(importation.Empreinte(feuille.Entetes), colonnes), tx.Update(i))
		if err != nil {
			return nil, err
		}
		return a.preview(tx, i)
	})
}

// ValidateImport writes the rows « à créer », and those doublons possibles
// whose row number a person put in quandMeme. Two clicks, or two colleagues
// with the same file, create each person once: imports of a SIAE wait for each
// other and judge again. A second validation answers the report of the first.
func (a *App) ValidateImport(ctx context.Context, qui parcours.Identite, id int64, quandMeme ...int) (*Apercu, error) {
	acte := postgres.Acte{Action: parcours.ActionImport, Verrou: verrouImport}
	return a.onImport(ctx, qui, acte, id, func(tx *postgres.Tx, i *postgres.Importation) (*Apercu, error) {
		if i.Etat == "colonnes" {
			return nil, &parcours.Erreur{Code: parcours.Bloque,
				Message: "Indiquez d'abord à quoi correspondent les colonnes du fichier."}
		}
		p, err := a.preview(tx, i)
		switch {
		case err != nil || i.Etat == "importee":
			return p, err
		case p.Perime:
			return nil, errPerime()
		}
		return p, a.importRows(tx, qui, i, p, quandMeme)
	})
}

// onImport is do, for a file that was sent.
func (a *App) onImport(ctx context.Context, qui parcours.Identite, acte postgres.Acte, id int64,
	rule func(*postgres.Tx, *postgres.Importation) (*Apercu, error)) (p *Apercu, err error) {
	leave, err := a.attente.enter(ctx, qui)
	if err != nil {
		return nil, err
	}
	defer leave()
	err = a.do(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		i, err := tx.FindImportation(id, true)
		if err == nil {
			p, err = rule(tx, i)
		}
		return err
	})
	return p, err
}

// importRows writes the people of a preview that was just computed, and the
// report.
func (a *App) importRows(tx *postgres.Tx, qui parcours.Identite, i *postgres.Importation, p *Apercu, quandMeme []int) error {
	var nouveaux []*parcours.Salarie
	for k := range p.Verdicts {
		v, s := &p.Verdicts[k], &p.Lignes[k].Personne
		if v.Code == importation.DoublonPossible && slices.Contains(quandMeme, v.Numero) {
			*v = importation.Verdict{Numero: v.Numero, Code: importation.ACreer,
				Raison: strings.TrimSpace("Créée malgré un doublon possible : " + v.Qui + ". " + p.Lignes[k].Remarks())}
		}
		if v.Code != importation.ACreer {
			continue
		}
		parcours.ChampsSalarie.Tidy(s)
		if qui.Role == parcours.Cip {
			s.CipID = &qui.UtilisateurID
		}
		nouveaux = append(nouveaux, s)
	}
	if err := tx.CreateSalaries(nouveaux...); err != nil {
		return err
	}
	for k, l := range p.Lignes {
		if v := &p.Verdicts[k]; v.Code == importation.ACreer {
			v.SalarieID = l.Personne.ID // the report leads to them
		}
		p.Lignes[k] = forReport(l)
	}
	rapport, err := json.Marshal(resultat{p.Lignes, p.Verdicts})
	if err != nil {
		return fmt.Errorf("keep report: %w", err)
	}
	if i.Transaction, err = tx.Transaction(); err != nil {
		return err
	}
	p.Compte = importation.Count(p.Verdicts)
	i.Etat, i.Resultat, i.Crees, i.ValideeLe = "importee", rapport, p.Compte[importation.ACreer], new(a.maintenant())
	i.Feuille = nil // it may hold people who are nobody's salarié
	p.Etat, p.Crees = i.Etat, i.Crees
	if err := tx.Update(i); err != nil {
		return err
	}
	p.Annulation, err = a.planUndo(tx, i, resultat{p.Lignes, p.Verdicts})
	return err
}

// forReport keeps of a row what its report shows: many rows are about people who
// were not hired.
func forReport(l importation.Ligne) importation.Ligne {
	p := l.Personne
	l.Personne = parcours.Salarie{Nom: p.Nom, Prenom: p.Prenom, DateNaissance: p.DateNaissance, DateDebutContrat: p.DateDebutContrat}
	l.Valeurs = map[string]string{importation.ColNaissance: l.Valeurs[importation.ColNaissance]}
	return l
}

// preview computes what a stored file would do, or reads what it did.
func (a *App) preview(tx *postgres.Tx, i *postgres.Importation) (*Apercu, error) {
	p := &Apercu{ID: i.ID, Fichier: i.Fichier, Etat: i.Etat, Colonnes: i.Colonnes, Crees: i.Crees}
	if i.Etat == "importee" {
		var r resultat
		if p.Perime = isNull(i.Resultat); !p.Perime {
			if err := json.Unmarshal(i.Resultat, &r); err != nil {
				return nil, fmt.Errorf("read report of import %d: %w", i.ID, err)
			}
		}
		p.Lignes, p.Verdicts, p.Compte = r.Lignes, r.Verdicts, importation.Count(r.Verdicts)
		var err error
		p.Annulation, err = a.planUndo(tx, i, r)
		return p, err
	}
	feuille, err := openSheet(i)
	if parcours.IsCode(err, parcours.Introuvable) {
		p.Perime = true
		return p, nil
	}
	if err != nil {
		return nil, err
	}
	p.Feuille, p.Reconnaissance = feuille, importation.Recognize(feuille.Entetes)
	if i.Etat == "colonnes" {
		return p, nil
	}
	connus, err := listConnus(tx)
	if err != nil {
		return nil, err
	}
	p.Lignes = importation.Extract(feuille, p.Colonnes, a.aujourdhui())
	p.Verdicts = importation.Match(p.Lignes, connus)
	p.Compte = importation.Count(p.Verdicts)
	return p, nil
}

func openSheet(i *postgres.Importation) (*importation.Feuille, error) {
	if isNull(i.Feuille) {
		return nil, errPerime()
	}
	var f importation.Feuille
	if err := json.Unmarshal(i.Feuille, &f); err != nil {
		return nil, fmt.Errorf("read sheet of import %d: %w", i.ID, err)
	}
	return &f, nil
}

func errPerime() error {
	return &parcours.Erreur{Code: parcours.Introuvable,
		Message: "Le contenu de ce fichier n'est plus gardé : il l'est trente jours. Envoyez-le à nouveau."}
}
