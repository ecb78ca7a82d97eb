#!/usr/bin/env bash
# Tries the README on a machine where nothing is installed: a bare Debian root (debootstrap, minbase) with Go, make and git
# added, and nothing else. There, an account without sudo, then root, each at home: `make run` twice, then `make test`.
# Prints how long each takes.
#
#   sudo scripts/racine-nue.sh [DOSSIER]     as root, with debootstrap; about half an hour, 6 GB and a network
#   SUITE=trixie  another Debian     GARDER=1  keep the root     SANS_TEST=1  without make test
#   COMPTES=root  only this account  OCCUPER=1 on a machine busy with something else: every processor turns in a loop
#
# What is tried is the last commit, not the files as they are being edited.
set -euo pipefail

dire() { printf '%s\n' "$*" >&2; }
echec() { dire "racine-nue : $*"; exit 1; }

# mesurer NOM COMMANDE… : runs it, shows the end of what it said if it fails, prints how long it took.
mesurer() {
  local nom=$1 debut=$SECONDS
  shift
  "$@" >"$travail/journal" 2>&1 || { grep -A 30 -e "^ *--- FAIL" -e "^FAIL" "$travail/journal" | tail -n 60 >&2; tail -n 30 "$travail/journal" >&2; echec "$nom : échec"; }
  printf '%-58s %5d s\n' "$nom" $((SECONDS - debut))
}

preparer() {
  mesurer "debootstrap $suite, minbase + ca-certificates make git" \
    debootstrap --variant=minbase --include=ca-certificates,make,git "$suite" "$racine"
  cp -a "$(go env GOROOT)" "$racine/usr/local/go"
  cp -L /etc/resolv.conf "$racine/etc/resolv.conf"
  # What this machine trusts besides, its proxy for instance, has to be trusted there too.
  if compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
    cp /usr/local/share/ca-certificates/*.crt "$racine/usr/local/share/ca-certificates/"
    chroot "$racine" update-ca-certificates >/dev/null 2>&1
  fi
  chroot "$racine" useradd --create-home essai
  for maison in root home/essai; do git clone -q --no-hardlinks . "$racine/$maison/parcours"; done
  chroot "$racine" chown -R essai: /home/essai
}

# dedans COMPTE COMMANDE : in the root, with the environment of a new session and this machine's way to the network.
dedans() {
  local compte=$1 maison=/root
  [ "$compte" = root ] || maison=/home/$compte
  chroot --userspec="$compte" "$racine" /usr/bin/env -i HOME="$maison" USER="$compte" LANG=C.UTF-8 GOPROXY="$(go env GOPROXY)" \
    PATH=/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin PARCOURS_ADDR=127.0.0.1:0 \
    http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" no_proxy="${no_proxy:-}" \
    /bin/bash -c "cd ~/parcours && $2"
}

# lancer NOM COMPTE COMMANDE : until the program says that it is ready and answers so, then Ctrl-C, after which nothing runs.
lancer() {
  local nom=$1 debut=$SECONDS pid adresse
  : >"$travail/programme"
  set -m # a group of its own, as in a terminal
  dedans "$2" "$3" >"$travail/programme" 2>&1 &
  pid=$!
  set +m
  until adresse=$(sed -n 's|.*Parcours est prêt : http://||p' "$travail/programme") && [ -n "$adresse" ]; do
    kill -0 "$pid" 2>/dev/null || { tail -n 30 "$travail/programme" >&2; echec "$nom : le programme s'est arrêté"; }
    sleep 0.1
  done
  printf '%-58s %5d s\n' "$nom, prêt" $((SECONDS - debut))
  dedans "$2" "PARCOURS_ADDR=$adresse bin/parcours sante" >/dev/null || echec "$nom : /readyz ne répond pas"
  kill -INT -- "-$pid"
  wait "$pid" || true # make tells of the Ctrl-C; the program, of its own end
  if grep -lqx postgres "$racine"/proc/[0-9]*/comm 2>/dev/null; then echec "$nom : PostgreSQL tourne encore"; fi
}

essayer() {
  mount -t proc proc "$racine/proc"
  mount --rbind /dev "$racine/dev"
  mount -t tmpfs tmpfs "$racine/dev/shm" # its own: the tests of this machine keep their PostgreSQL there
  for outil in postgres psql chromium gcc sudo curl; do
    chroot "$racine" /bin/bash -c "command -v $outil" >/dev/null && echec "la racine n'est pas nue : $outil y est"
  done
  [ -z "${OCCUPER:-}" ] || for _ in $(seq "$(nproc)"); do (while :; do :; done) & done
  for compte in ${COMPTES:-essai root}; do
    lancer "$compte : make run, tout à installer et à compiler" "$compte" "exec make run"
    lancer "$compte : make run, la fois suivante" "$compte" "exec make run"
    [ -n "${SANS_TEST:-}" ] || mesurer "$compte : make test, Chromium à installer compris" dedans "$compte" "make test"
    printf '%-58s %s\n' "charge de la machine, $(nproc) processeurs" "$(cut -d ' ' -f 1-3 /proc/loadavg)"
  done
}

[ "$(id -u)" = 0 ] || echec "à lancer en root"
command -v debootstrap >/dev/null || echec "debootstrap manque : apt-get install debootstrap"
cd "$(dirname "$0")/.."
suite=${SUITE:-bookworm}

# In namespaces of their own: whatever was mounted or left running in the root ends with this script, and nothing there
# meets the PostgreSQL of this machine.
if [ "${1:-}" = --essayer ]; then
  racine=$2 travail=$3
  essayer
  exit 0
fi
racine=${1:-$(mktemp -d /tmp/parcours-nu-XXXXXX)}
mkdir -p "$racine" && chmod 755 "$racine" # mktemp shuts it to everybody but root
[ -z "$(ls -A "$racine")" ] || echec "$racine n'est pas vide"
travail=$(mktemp -d)
trap 'rm -rf "$travail"; [ -n "${GARDER:-}" ] || rm -rf --one-file-system "$racine"' EXIT
preparer
SECONDS=0
unshare --mount --pid --ipc --fork --kill-child "$0" --essayer "$racine" "$travail"
