package testdb

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// roleEssai owns the databases on a server that hands us a superuser.
const roleEssai = "parcours_essai"

// nosBases are names that only this package gives.
const nosBases = `^(modele_[0-9a-f]{16}|(essai|brouillon)_[a-z2-7]{16})$`

// openGiven works on the server of TEST_DATABASE_URL, as the role of that address or, when it is a superuser, as an
// ordinary role of ours. A connection tells the other test processes, by a shared lock, that this one works here.
func openGiven(adresse string) (*server, error) {
	u, err := url.Parse(adresse)
	if err != nil {
		return nil, errors.New("TEST_DATABASE_URL is not a URL")
	}
	ctx := context.Background()
	s := &server{adresse: adresse, strategie: "WAL_LOG"}
	if s.admin, err = pgxpool.New(ctx, adresse); err != nil {
		return nil, fmt.Errorf("connect to the server of TEST_DATABASE_URL: %w", err)
	}
	err = s.admin.QueryRow(ctx,
		`SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user`).Scan(&s.role, &s.super)
	if err != nil {
		return nil, fmt.Errorf("read the role of TEST_DATABASE_URL: %w", err)
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
	usage, err := s.admin.Acquire(ctx)
	if err != nil {
		return nil, fmt.Errorf("connect to the server of TEST_DATABASE_URL: %w", err)
	}
	s.leave = func() error {
		defer s.admin.Close()
		defer usage.Release()
		return s.alone(func(ctx context.Context) error { return s.sweep(ctx, usage.Conn()) })
	}
	return s, s.alone(func(ctx context.Context) error {
		_, err := usage.Exec(ctx, `SELECT pg_advisory_lock_shared(728124)`)
		if err == nil && s.super {
			_, err = s.admin.Exec(ctx, `DO $$ BEGIN
				IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '`+roleEssai+`') THEN
					CREATE ROLE `+roleEssai+` LOGIN PASSWORD '`+roleEssai+`';
				END IF; END $$`)
		}
		return err
	})
}

// sweep leaves the server as it was when no other test process works there: without the databases that a killed one
// left, the template, our role.
func (s *server) sweep(ctx context.Context, usage *pgx.Conn) error {
	var dernier bool
	_, err := usage.Exec(ctx, `SELECT pg_advisory_unlock_shared(728124)`)
	if err == nil {
		err = usage.QueryRow(ctx, `SELECT pg_try_advisory_lock(728124)`).Scan(&dernier)
	}
	if err != nil || !dernier {
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
