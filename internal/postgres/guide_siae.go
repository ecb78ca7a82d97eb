package postgres

import (
	"errors"

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

// FindGuideSiaeKey reads, with the next trip, a key that changes whenever this SIAE
// changes what it wrote about the guide. Rows are never deleted and versions only
// grow, so that no key comes twice.
func (tx *Tx) FindGuideSiaeKey(dans *string) {
	tx.link.pending.Queue(requeteCleGuide).QueryRow(func(r pgx.Row) error { return r.Scan(dans) })
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
	queue(tx, &g.Ajouts, selectOf[parcours.GuideAjout]("true ORDER BY id"))
	queue(tx, &g.Signalements, selectOf[parcours.GuideSignalement]("true ORDER BY id"))
	queue(tx, &g.Notes, selectOf[parcours.NoteTerritoire]("true ORDER BY id"))
	queue(tx, &noms, requeteNoms)
	if err := tx.Flush(); err != nil {
		return nil, err
	}
	g.Noms = byID(noms)
	return &g, nil
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
	if _, err := Find[parcours.GuideSignalement](tx, "Signalement", id); err != nil {
		return err
	}
	return tx.exec(nil, `UPDATE guide_signalement SET leve_le = $1, leve_par = $2 WHERE id = $3 AND leve_le IS NULL`,
		le, tx.qui.UtilisateurID, id)
}

// SaveNoteTerritoire writes a note. Version is the one that was read, 0 for a
// first one.
func (tx *Tx) SaveNoteTerritoire(n *parcours.NoteTerritoire) error {
	if n.Version == 0 {
		return tx.Create(n)
	}
	n.AuteurID = tx.qui.UtilisateurID
	return tx.updateBy("rubrique", n, parcours.Stale("note_territoire", n.ID, n.Version), "texte", "auteur_id")
}
