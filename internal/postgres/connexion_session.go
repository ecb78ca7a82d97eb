package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

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
		tx.db.Exec(`DELETE FROM session WHERE utilisateur_id = ? AND expire_le < ?`, s.UtilisateurID, s.CreeLe.Add(-24*time.Hour)).Error,
		tx.db.Exec(`INSERT INTO session (id, utilisateur_id, siae_id, usage, tour, tourne_le, expire_le, cree_le) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			s.ID, s.UtilisateurID, s.SiaeID, s.Usage, s.Tour, s.TourneLe, s.ExpireLe, s.CreeLe).Error)
}

// LockSession reads a session and keeps it for this transaction.
func (tx *TxConnexion) LockSession(id string) (*Session, error) {
	var s Session
	err := tx.db.Raw(`SELECT id, utilisateur_id, siae_id, usage, tour, tourne_le, expire_le, revoque_le, cree_le
		FROM session WHERE id = ? FOR UPDATE`, id).Take(&s).Error
	return &s, found(err, "Session")
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
func (db *DB) CheckSession(ctx context.Context, qui parcours.Identite, usage string, maintenant time.Time) (*PersonneConnectee, error) {
	lot := &pgx.Batch{}
	// Without BEGIN, a batch is one transaction of its own.
	lot.Queue(`SELECT set_config('app.porte','connexion',true), set_config('app.siae_id','',true)`)
	lot.Queue(`SELECT u.id, u.email, u.nom, u.prenom, u.demo, a.role,
		x.id, x.nom, x.type, x.siret, x.departement, x.opco, x.effectif_opco, x.reseaux, x.version,
		(SELECT jsonb_agg(jsonb_build_object('SiaeID', b.siae_id, 'UtilisateurID', b.utilisateur_id, 'Role', b.role, 'SiaeNom', y.nom, 'SiaeType', y.type)
		   ORDER BY y.nom COLLATE "fr-x-icu", y.id)
		   FROM appartenance b JOIN siae y ON y.id = b.siae_id WHERE b.utilisateur_id = u.id)
		FROM session s
		JOIN utilisateur u ON u.id = s.utilisateur_id
		JOIN siae x ON x.id = s.siae_id
		JOIN appartenance a ON a.siae_id = s.siae_id AND a.utilisateur_id = s.utilisateur_id
		WHERE s.id = $1 AND s.utilisateur_id = $2 AND s.siae_id = $3 AND s.usage = $4
		  AND s.revoque_le IS NULL AND s.expire_le > $5 AND u.actif`,
		qui.SessionID, qui.UtilisateurID, qui.SiaeID, usage, maintenant)
	reponse := db.pool.SendBatch(ctx, lot)
	defer reponse.Close()
	if _, err := reponse.Exec(); err != nil {
		return nil, fmt.Errorf("check session: %w", err)
	}
	var (
		p            PersonneConnectee
		u, x         = &p.Utilisateur, &p.Siae
		reseaux, app []byte
	)
	err := reponse.QueryRow().Scan(&u.ID, &u.Email, &u.Nom, &u.Prenom, &u.Demo, &p.Role,
		&x.ID, &x.Nom, &x.Type, &x.Siret, &x.Departement, &x.Opco, &x.EffectifOpco, &reseaux, &x.Version, &app)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("check session: %w", err)
	}
	u.Actif = true
	return &p, errors.Join(json.Unmarshal(reseaux, &x.Reseaux), json.Unmarshal(app, &p.Appartenances))
}
