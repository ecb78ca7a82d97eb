package postgres

import (
	"time"

	"gorm.io/gorm/clause"

	"parcours.example/internal/parcours"
)

var (
	colonnesAjout       = columnsOf[parcours.GuideAjout]("a")
	colonnesSignalement = columnsOf[parcours.GuideSignalement]("s")
	colonnesNote        = columnsOf[parcours.NoteTerritoire]("n")
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
	l.Queue(requeteCleGuide).QueryRow(scanInto(&cle))
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
	readAll(l, &g.Ajouts, `SELECT `+colonnesAjout+` FROM guide_ajout a WHERE siae_id = siae_courante() ORDER BY id`)
	readAll(l, &g.Signalements, `SELECT `+colonnesSignalement+` FROM guide_signalement s WHERE siae_id = siae_courante() ORDER BY id`)
	readAll(l, &g.Notes, `SELECT `+colonnesNote+` FROM note_territoire n WHERE siae_id = siae_courante() ORDER BY id`)
	readAll(l, &noms, requeteNoms)
	if err := tx.read(l); err != nil {
		return nil, err
	}
	g.Noms = byID(noms)
	return &g, nil
}

// CreateGuideAjout writes a new addition and gives it its id.
func (tx *Tx) CreateGuideAjout(a *parcours.GuideAjout) error {
	a.SiaeID, a.AuteurID, a.MajPar, a.Version = tx.qui.SiaeID, tx.qui.UtilisateurID, tx.qui.UtilisateurID, 1
	return tx.db.Create(a).Error
}

// LockGuideAjout reads an addition and keeps it for this transaction.
func (tx *Tx) LockGuideAjout(id int64) (*parcours.GuideAjout, error) {
	var a parcours.GuideAjout
	err := tx.db.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}).Where("id = ?", id).Take(&a).Error
	return &a, found(err, "Ajout")
}

// UpdateGuideAjout writes what an addition now says, or that it is retired.
func (tx *Tx) UpdateGuideAjout(a *parcours.GuideAjout) error {
	avant := a.Version
	a.Version, a.MajPar = avant+1, tx.qui.UtilisateurID
	return changed(tx.db.Model(a).Where("version = ?", avant).Select("donnees", "retire_le", "maj_par", "maj_le", "version").Updates(a))
}

// SaveGuideSignalement keeps what is said against an item, in place of what it
// replaces.
func (tx *Tx) SaveGuideSignalement(s *parcours.GuideSignalement) error {
	s.SiaeID, s.AuteurID = tx.qui.SiaeID, tx.qui.UtilisateurID
	err := tx.db.Model(&parcours.GuideSignalement{}).Where("item = ? AND genre IN ? AND leve_le IS NULL", s.Item, s.Replaces()).
		Updates(map[string]any{"leve_le": s.Date, "leve_par": s.AuteurID}).Error
	if err != nil {
		return err
	}
	return tx.db.Create(s).Error
}

// LiftGuideSignalement takes back what was said against an item. Taking it back
// twice does nothing the second time.
func (tx *Tx) LiftGuideSignalement(id int64, le parcours.Date) error {
	var s parcours.GuideSignalement
	if err := found(tx.db.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}).Where("id = ?", id).Take(&s).Error, "Signalement"); err != nil {
		return err
	}
	if !s.LeveLe.IsZero() {
		return nil
	}
	return tx.db.Model(&s).Updates(map[string]any{"leve_le": le, "leve_par": tx.qui.UtilisateurID}).Error
}

// SaveNoteTerritoire writes a note. Version is the one that was read, 0 for a
// first one.
func (tx *Tx) SaveNoteTerritoire(n *parcours.NoteTerritoire, le time.Time) error {
	n.SiaeID, n.AuteurID, n.MajLe = tx.qui.SiaeID, tx.qui.UtilisateurID, le
	avant := n.Version
	n.Version++
	if avant == 0 {
		n.CreeLe = le
		return tx.db.Create(n).Error
	}
	return changed(tx.db.Model(n).Where("rubrique = ? AND version = ?", n.Rubrique, avant).
		Select("texte", "auteur_id", "maj_le", "version").Updates(n))
}

// UpdateTerritoires writes the zones of the guide that the SIAE belongs to.
func (tx *Tx) UpdateTerritoires(s *parcours.Siae) error {
	avant := s.Version
	s.ID, s.Version = tx.qui.SiaeID, avant+1
	return changed(tx.db.Model(s).Where("version = ?", avant).Select("territoires", "version").Updates(s))
}
