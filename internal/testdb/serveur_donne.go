package testdb

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"github.com/jackc/pgx/v5"
)

// roleEssai owns the databases on a server that hands us a superuser.
const roleEssai = "parcours_essai"

// Advisory locks of the server that was given: verrouPorte is held while one process makes or sweeps, verrouUsage is
// shared by all that work there.
const (
	verrouPorte = `728123`
	verrouUsage = `728124`
)

// nosBases are names that only this package gives.
const nosBases = `^(modele_[0-9a-f]{16}|(essai|brouillon)_[a-z2-7]{16})$`

// openGiven works on the server of TEST_DATABASE_URL, as the role of that address or, when it is a superuser, as an
// ordinary role of ours.
func openGiven(adresse string) (*server, error) {
	u, err := url.Parse(adresse)
	if err != nil {
		return nil, errors.New("TEST_DATABASE_URL is not a URL")
	}
	ctx := context.Background()
	usage, err := pgx.Connect(ctx, adresse)
	if err != nil {
		return nil, err
	}
	s := &server{admin: adresse, strategie: "WAL_LOG"}
	err = usage.QueryRow(ctx,
		`SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user`).Scan(&s.role, &s.super)
	if err != nil {
		return nil, errors.Join(err, usage.Close(ctx))
	}
	compte := u.User
	if s.super {
		s.role, compte = roleEssai, url.UserPassword(roleEssai, roleEssai)
	}
	s.url = func(base string) string {
		v := *u
		v.User, v.Path = compte, "/"+base
		return v.String()
	}
	s.release = func() error { return s.leave(usage) }
	return s, s.join(usage)
}

// join tells the other test processes that this one works here, and makes the role. The lock lasts as long as the
// connection: a killed process drops it.
func (s *server) join(usage *pgx.Conn) error {
	// One statement at a time: together they would be one transaction, and the door would open before the role is
	// there for others to see.
	sqls := []string{`SELECT pg_advisory_lock(` + verrouPorte + `)`, `SELECT pg_advisory_lock_shared(` + verrouUsage + `)`}
	if s.super {
		sqls = append(sqls, `DO $$ BEGIN
			IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '`+roleEssai+`') THEN
				CREATE ROLE `+roleEssai+` LOGIN PASSWORD '`+roleEssai+`';
			END IF; END $$`)
	}
	for _, sql := range append(sqls, `SELECT pg_advisory_unlock(`+verrouPorte+`)`) {
		if _, err := usage.Exec(context.Background(), sql); err != nil {
			return err
		}
	}
	return nil
}

// leave sweeps the server when no other test process works there: databases that a killed one left, the template, our
// role.
func (s *server) leave(usage *pgx.Conn) error {
	ctx := context.Background()
	defer usage.Close(ctx)
	if _, err := usage.Exec(ctx, `SELECT pg_advisory_lock(`+verrouPorte+`); SELECT pg_advisory_unlock_shared(`+verrouUsage+`)`); err != nil {
		return err
	}
	var dernier bool
	if err := usage.QueryRow(ctx, `SELECT pg_try_advisory_lock(`+verrouUsage+`)`).Scan(&dernier); err != nil || !dernier {
		return err
	}
	rows, err := usage.Query(ctx, `SELECT d.datname FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba
		WHERE r.rolname = $1 AND d.datname ~ $2`, s.role, nosBases)
	if err != nil {
		return err
	}
	bases, err := pgx.CollectRows(rows, pgx.RowTo[string])
	for _, base := range bases {
		_, errBase := usage.Exec(ctx, `DROP DATABASE IF EXISTS `+base+` WITH (FORCE)`)
		err = errors.Join(err, errBase)
	}
	if s.super && err == nil {
		_, err = usage.Exec(ctx, `DROP ROLE IF EXISTS `+roleEssai)
	}
	if err != nil {
		return fmt.Errorf("sweep the server of TEST_DATABASE_URL: %w", err)
	}
	return nil
}
