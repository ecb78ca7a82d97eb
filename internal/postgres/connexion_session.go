package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"gorm.io/gorm/clause"

	"parcours.example/internal/parcours"
)

// Session is a signed-in browser or API client, which can be revoked.
type Session struct {
	ID            string
	UtilisateurID int64
	SiaeID        int64
	Usage         string // site or api
	// Tour grows each time the refresh token is used.
	Tour      int
	TourneLe  time.Time
	ExpireLe  time.Time
	RevoqueLe *time.Time
	CreeLe    time.Time
}

// CreateSession opens a session, and sweeps away the person's old ones.
func (tx *TxConnexion) CreateSession(s *Session) error {
	return errors.Join(
		tx.db.Exec(`DELETE FROM session WHERE utilisateur_id = ? AND expire_le < ?`,
			s.UtilisateurID, s.CreeLe.Add(-24*time.Hour)).Error,
		tx.db.Create(s).Error)
}

// LockSession reads a session and keeps it for this transaction.
func (tx *TxConnexion) LockSession(id string) (*Session, error) {
	var s Session
	return &s, found(tx.db.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(&s).Error, "Session")
}

// TurnSession keeps the next turn of a session and how long it lasts.
func (tx *TxConnexion) TurnSession(s *Session) error {
	return touched(tx.db.Exec(`UPDATE session SET tour = ?, tourne_le = ?, expire_le = ?, siae_id = ? WHERE id = ?`,
		s.Tour, s.TourneLe, s.ExpireLe, s.SiaeID, s.ID), "Session")
}

// RevokeSession ends a session at once, everywhere.
func (tx *TxConnexion) RevokeSession(id string, maintenant time.Time) error {
	return tx.db.Exec(`UPDATE session SET revoque_le = ? WHERE id = ? AND revoque_le IS NULL`, maintenant, id).Error
}

// PersonneConnectee is what a live session says of the person: enough for every page.
type PersonneConnectee struct {
	Utilisateur   parcours.Utilisateur // without the password
	Siae          parcours.Siae
	Role          parcours.Role // as it is now, not as the token says
	Appartenances []parcours.Appartenance
}

// CheckSession reads the person behind a session, in one round trip: it runs
// before every page. nil when the session is over, revoked, or of another SIAE
// than the token says; when the account was closed; when the role was taken away.
func (db *DB) CheckSession(ctx context.Context, qui parcours.Identite, usage string,
	maintenant time.Time) (*PersonneConnectee, error) {
	lot := &pgx.Batch{}
	// Without BEGIN, a batch is one transaction of its own.
	lot.Queue(requetePorte)
	var p *PersonneConnectee
	lot.Queue(requeteSession, qui.SessionID, qui.UtilisateurID, qui.SiaeID, usage, maintenant).Query(func(rows pgx.Rows) error {
		lues, err := pgx.CollectRows(rows, pgx.RowTo[PersonneConnectee])
		if len(lues) > 0 {
			p = &lues[0]
		}
		return err
	})
	if err := db.pool.SendBatch(ctx, lot).Close(); err != nil {
		return nil, fmt.Errorf("check session: %w", err)
	}
	return p, nil
}

const requetePorte = `SELECT set_config('app.porte', 'connexion', true),
 set_config('app.siae_id', '', true), set_config('app.utilisateur_id', '', true)`

var requeteSession = `SELECT to_json(p) FROM (SELECT a.role AS "Role",
  (SELECT to_json(y) FROM (SELECT u.id AS "ID", u.email AS "Email", u.nom AS "Nom", u.prenom AS "Prenom", u.demo AS "Demo",
     u.actif AS "Actif") y) AS "Utilisateur",
  ` + jsonRow[parcours.Siae](`WHERE t.id = s.siae_id`) + ` AS "Siae",
  ` + jsonList(`b.siae_id AS "SiaeID", b.utilisateur_id AS "UtilisateurID", b.role AS "Role", y.nom AS "SiaeNom",
     y.type AS "SiaeType" FROM appartenance b JOIN siae y ON y.id = b.siae_id WHERE b.utilisateur_id = u.id
    ORDER BY y.nom COLLATE "fr-x-icu", y.id`) + ` AS "Appartenances"
  FROM session s
  JOIN utilisateur u ON u.id = s.utilisateur_id
  JOIN appartenance a ON a.siae_id = s.siae_id AND a.utilisateur_id = s.utilisateur_id
 WHERE s.id = $1 AND s.utilisateur_id = $2 AND s.siae_id = $3 AND s.usage = $4
   AND s.revoque_le IS NULL AND s.expire_le > $5 AND u.actif) p`
