# shellcheck shell=bash
# Sourced by ensure-*.sh: the ways to install a package, from the least to the most demanding of the person.

dire() { printf 'parcours : %s\n' "$*" >&2; }

# demander COMMANDE : shows it and asks once; no where nobody can answer.
demander() {
  [ -t 0 ] && [ -t 2 ] && [ -z "${CI:-}" ] || return 1
  printf 'parcours : %s\nLancer cette commande ? [O/n] ' "$1" >&2
  local reponse
  read -r reponse || return 1
  case "$reponse" in '' | [oOyY]*) return 0 ;; *) return 1 ;; esac
}

# apt_install PAQUET… : run as root, or through the command in $SUDO. The package lists are often absent (containers)
# or older than the archive: one update, then one more try.
apt_install() {
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq)
  local install=("${apt[@]}" install -y --no-install-recommends "$@")
  local journal
  journal=$(mktemp)
  if $SUDO "${install[@]}" >"$journal" 2>&1 ||
    { $SUDO "${apt[@]}" update >"$journal" 2>&1 && $SUDO "${install[@]}" >"$journal" 2>&1; }; then
    rm -f "$journal"
  else
    tail -n 15 "$journal" >&2
    rm -f "$journal"
    return 1
  fi
}

# with_root TEXTE FONCTION : calls FONCTION with SUDO set where apt-get and the right to use it are there.
with_root() {
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" = 0 ]; then
    SUDO=
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    SUDO='sudo -n'
  elif command -v sudo >/dev/null && demander "$1"; then
    SUDO=sudo
  else
    return 1
  fi
  "$2"
}
