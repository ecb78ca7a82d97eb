#!/usr/bin/env bash
# Makes sure that PostgreSQL's programs (15 or newer) are on this machine. Starts nothing, and leaves no server behind:
# internal/pglocal runs them. Found: says nothing, in a few milliseconds. DATABASE_URL given: nothing to do.
set -u
[ -z "${DATABASE_URL:-}" ] || exit 0
cd "$(dirname "$0")" || exit 1

oldest=15
cache="${HOME:-/root}/.cache/parcours/pg"
. ./echelle.sh

# usable DOSSIER : same test as internal/pglocal.
usable() {
  [ -x "$1/initdb" ] && [ -x "$1/pg_ctl" ] && [ -x "$1/postgres" ] || return 1
  local lib=
  case "$1" in "$cache"/*) lib=$(libraries "$cache") ;; esac
  local v
  v=$(LD_LIBRARY_PATH=$lib "$1/postgres" --version 2>/dev/null) || return 1
  v=${v#*(PostgreSQL) }
  v=${v%%[!0-9]*}
  [ "${v:-0}" -ge "$oldest" ]
}

found() {
  if [ -n "${PG_BIN:-}" ]; then
    usable "$PG_BIN"
    return
  fi
  local path dir
  for path in "$(command -v postgres)" "$(command -v pg_ctl)" "$(command -v initdb)"; do
    [ -n "$path" ] && usable "$(dirname "$(readlink -f "$path")")" && return 0
  done
  for dir in "$cache"/usr/lib/postgresql/*/bin /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/libexec/postgresql* /usr/local/pgsql/bin \
    /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin /home/linuxbrew/.linuxbrew/opt/postgresql*/bin \
    /Applications/Postgres.app/Contents/Versions/*/bin; do
    usable "$dir" && return 0
  done
  return 1
}

install_apt() {
  dire "installation de PostgreSQL (apt-get install postgresql)…"
  # Before the package: it would otherwise create a server of its own and start it on port 5432.
  local conf=/etc/postgresql-common/createcluster.d
  $SUDO mkdir -p "$conf" &&
    echo "create_main_cluster = false" | $SUDO tee "$conf/parcours.conf" >/dev/null &&
    apt_install postgresql
}

found && exit 0

if [ -z "${PG_BIN:-}" ]; then # a folder that somebody named is not replaced by another behind their back
  with_root "PostgreSQL manque. À installer : sudo apt-get install -y --no-install-recommends postgresql" install_apt && found && exit 0
  # Less what only the packaging needs, and the compiler behind PostgreSQL's optional JIT.
  unpack_apt PostgreSQL postgresql "$cache" '^(postgresql-[0-9]+|lib)' '^libllvm|perl' && rm -f "$cache"/usr/lib/postgresql/*/lib/llvmjit.so &&
    found && exit 0
  if command -v brew >/dev/null; then
    dire "installation de PostgreSQL (brew install postgresql@17)…"
    brew install --quiet postgresql@17 >&2 && found && exit 0
  fi
fi

cat >&2 <<'FIN'
parcours : PostgreSQL 15 ou plus récent est introuvable et n'a pas pu être installé automatiquement.
Faites l'une de ces choses, puis relancez la même commande :
  Debian, Ubuntu :  sudo apt-get install postgresql
  Fedora, RHEL :    sudo dnf install postgresql-server
  macOS :           brew install postgresql@17
  Docker :          docker compose up
  autre serveur :   DATABASE_URL=postgres://utilisateur:motdepasse@hote:5432/base make run
FIN
[ -z "${PG_BIN:-}" ] || dire "PG_BIN=$PG_BIN est donné : rien d'autre n'a été cherché."
exit 1
