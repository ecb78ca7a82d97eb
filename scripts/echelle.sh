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

# libraries DOSSIER : the LD_LIBRARY_PATH of what was unpacked there.
libraries() { echo "$1"/usr/lib/*-linux-gnu* "$1"/lib/*-linux-gnu* "$1"/usr/lib/*-linux-gnu*/pulseaudio | tr ' ' ':'; }

# unpack_apt NOM PAQUET DOSSIER GARDE SAUF : Debian's packages without root, in a folder of ours, with the libraries that
# this machine lacks. Of the packages that apt would install, those whose name matches GARDE and not SAUF.
unpack_apt() {
  [ "$(id -u)" != 0 ] && command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
  dire "téléchargement de $1 dans $3 (sans droits d'administration)…"
  local work
  mkdir -p "$(dirname "$3")" && work=$(mktemp -d "$(dirname "$3")/.apt-XXXXXX") || return 1
  if unpack_into "$work" "$2" "$4" "$5" >"$work/journal" 2>&1; then
    rm -rf "$3" && mv "$work/racine" "$3"
  else
    tail -n 15 "$work/journal" >&2
    false
  fi
  local ok=$?
  rm -rf "$work"
  return $ok
}

unpack_into() {
  local work=$1 apt wanted deb
  mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/racine" || return 1
  apt=(apt-get -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work" -o "Dir::Cache::archives=$work/archives" -o Debug::NoLocking=1)
  "${apt[@]}" update || return 1
  wanted=$("${apt[@]}" -s install --no-install-recommends "$2" |
    awk -v garde="$3" -v sauf="$4" '$1 == "Inst" && $2 ~ garde && $2 !~ sauf {print $2}')
  [ -n "$wanted" ] || return 1
  # shellcheck disable=SC2086 # one word a package
  (cd "$work/archives" && "${apt[@]}" download $wanted) || return 1
  for deb in "$work"/archives/*.deb; do
    dpkg-deb -x "$deb" "$work/racine" || return 1
  done
}
