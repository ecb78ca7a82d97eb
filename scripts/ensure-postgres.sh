#!/usr/bin/env bash
# Makes sure that PostgreSQL's programs (15 or newer) are on this machine. Starts nothing, and leaves no server behind:
# internal/pglocal runs them. Found: says nothing, in a few milliseconds. DATABASE_URL given: nothing to do.
set -u
[ -z "${DATABASE_URL:-}" ] || exit 0
cd "$(dirname "$0")" || exit 1

oldest=15
cache="${HOME:-/root}/.cache/parcours/pg"

# usable DOSSIER : same test as internal/pglocal.
usable() {
  [ -x "$1/initdb" ] && [ -x "$1/pg_ctl" ] && [ -x "$1/postgres" ] || return 1
  local lib=
  case "$1" in "$cache"/*) lib=$(echo "$cache"/usr/lib/*-linux-gnu* "$cache"/lib/*-linux-gnu* | tr ' ' ':') ;; esac
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

# unpack_apt : Debian's packages without root, in a folder of ours, with the libraries that this machine lacks.
unpack_apt() {
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
  dire "téléchargement de PostgreSQL dans $cache (sans droits d'administration)…"
  local work
  mkdir -p "$(dirname "$cache")" && work=$(mktemp -d "$(dirname "$cache")/.pg-XXXXXX") || return 1
  unpack_into "$work" >"$work/journal" 2>&1
  local ok=$?
  if [ $ok = 0 ] && usable_in "$work/racine"; then
    rm -rf "$cache"
    mv "$work/racine" "$cache"
  else
    tail -n 15 "$work/journal" >&2
    ok=1
  fi
  rm -rf "$work"
  return $ok
}

usable_in() { [ -n "$(echo "$1"/usr/lib/postgresql/*/bin/initdb)" ]; }

unpack_into() {
  local work=$1 apt wanted
  mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/racine" || return 1
  apt=(apt-get -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work" -o "Dir::Cache::archives=$work/archives" -o Debug::NoLocking=1)
  "${apt[@]}" update || return 1
  # What apt would install, less what only the packaging needs, and less the compiler behind PostgreSQL's optional JIT.
  wanted=$("${apt[@]}" -s install --no-install-recommends postgresql |
    awk '$1 == "Inst" && $2 ~ /^(postgresql-[0-9]+|lib)/ && $2 !~ /^libllvm|perl/ {print $2}')
  [ -n "$wanted" ] || return 1
  # shellcheck disable=SC2086 # one word a package
  (cd "$work/archives" && "${apt[@]}" download $wanted) || return 1
  local deb
  for deb in "$work"/archives/*.deb; do
    dpkg-deb -x "$deb" "$work/racine" || return 1
  done
  rm -f "$work"/racine/usr/lib/postgresql/*/lib/llvmjit.so
}

found && exit 0
. ./echelle.sh

if [ -z "${PG_BIN:-}" ]; then # a folder that somebody named is not replaced by another behind their back
  with_root "PostgreSQL manque. À installer : sudo apt-get install -y --no-install-recommends postgresql" install_apt && found && exit 0
  [ "$(id -u)" != 0 ] && unpack_apt && found && exit 0
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
