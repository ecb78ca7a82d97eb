package postgres

import (
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"parcours.example/internal/parcours"
)

// GuideSiae is all that a SIAE wrote about the guide: what stands, and what was
// taken back.
type GuideSiae struct {
	Ajouts       []parcours.GuideAjout
	Signalements []parcours.GuideSignalement
	Notes        []parcours.NoteTerritoire
	// Noms of the colleagues, by id: the authors.
	Noms map[int64]string
}

// GuideSiaeSans is the key of a SIAE that wrote nothing.
const GuideSiaeSans = "0.0.0"

// FindGuideSiaeKey reads a key that changes whenever this SIAE changes what it
// wrote about the guide. Rows are never deleted and versions only grow, so that
// no key comes twice.
func (tx *Tx) FindGuideSiaeKey() (string, error) {
	var cle string
	l := &batch{}
	l.Queue(requeteCleGuide).QueryRow(func(r pgx.Row) error { return r.Scan(&cle) })
	return cle, tx.read(l)
}

const requeteCleGuide = `SELECT (SELECT coalesce(sum(version), 0) FROM guide_ajout WHERE siae_id = siae_courante()) || '.' ||
	(SELECT count(*) || '.' || count(leve_le) FROM guide_signalement WHERE siae_id = siae_courante())`

// ListGuideSiae reads everything that this SIAE wrote about the guide, the
// oldest first.
func (tx *Tx) ListGuideSiae() (*GuideSiae, error) {
	var (
		g    GuideSiae
		noms []nomUtilisateur
	)
	l := &batch{}
	queueList(l, &g.Ajouts, "true ORDER BY id")
	queueList(l, &g.Signalements, "true ORDER BY id")
	queueList(l, &g.Notes, "true ORDER BY id")
	readAll(l, &noms, requeteNoms)
	if err := tx.read(l); err != nil {
		return nil, err
	}
	g.Noms = byID(noms)
	return &g, nil
}

// FindGuideAjout reads an addition.
func (tx *Tx) FindGuideAjout(id int64) (*parcours.GuideAjout, error) {
	return find[parcours.GuideAjout](tx, "Ajout", "id = $1", id)
}

// UpdateGuideAjout writes what an addition now says, or that it is retired.
func (tx *Tx) UpdateGuideAjout(a *parcours.GuideAjout) error {
	a.MajPar = tx.qui.UtilisateurID
	return tx.update(a, parcours.Stale("guide_ajout", a.ID, a.Version), "donnees", "retire_le", "maj_par", "maj_le")
}

// SaveGuideSignalement keeps what is said against an item, in place of what it
// replaces.
func (tx *Tx) SaveGuideSignalement(s *parcours.GuideSignalement) error {
	return errors.Join(tx.exec(nil, `UPDATE guide_signalement SET leve_le = $1, leve_par = $2 
 WHERE item = $3 AND genre = ANY ($4) AND leve_le IS NULL`,
		s.Date, tx.qui.UtilisateurID, s.Item, s.Replaces()), tx.Create(s))
}

// LiftGuideSignalement takes back what was said against an item. Taking it back
// twice does nothing the second time.
func (tx *Tx) LiftGuideSignalement(id int64, le parcours.Date) error {
	if _, err := find[parcours.GuideSignalement](tx, "Signalement", "id = $1", id); err != nil {
		return err
	}
	return tx.exec(nil, `UPDATE guide_signalement SET leve_le = $1, leve_par = $2 WHERE id = $3 AND leve_le IS NULL`,
		le, tx.qui.UtilisateurID, id)
}

// SaveNoteTerritoire writes a note. Version is the one that was read, 0 for a
// first one.
func (tx *Tx) SaveNoteTerritoire(n *parcours.NoteTerritoire, le time.Time) error {
	if n.Version == 0 {
		return tx.Create(n)
	}
	n.AuteurID, n.MajLe = tx.qui.UtilisateurID, le
	return tx.updateBy("rubrique", n, parcours.Stale("note_territoire", n.ID, n.Version), "texte", "auteur_id", "maj_le")
}
