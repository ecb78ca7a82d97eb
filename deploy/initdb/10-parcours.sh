#!/bin/sh
# Run once by the postgres image, on an empty volume: the ordinary role of the program and its database. The role owns
# the database, so that it can migrate it, and nothing more: a superuser would see through row security.
set -eu
psql -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres -v motdepasse="$PARCOURS_DB_MOTDEPASSE" <<'SQL'
CREATE ROLE parcours LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'motdepasse';
CREATE DATABASE parcours OWNER parcours TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
SQL
