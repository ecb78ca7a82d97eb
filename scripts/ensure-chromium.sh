#!/usr/bin/env bash
# Makes sure that the browser tests have a Chromium. Found: says nothing.
set -u
cd "$(dirname "$0")" || exit 1

cache="${HOME:-/root}/.cache/parcours/chromium"
. ./echelle.sh

found() {
  if [ -n "${CHROME_BIN:-}" ]; then
    [ -x "$CHROME_BIN" ]
    return
  fi
  local name
  for name in headless_shell chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null && return 0
  done
  [ -x "$cache/chromium" ] || [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] || [ -x /Applications/Chromium.app/Contents/MacOS/Chromium ]
}

install_apt() {
  dire "installation de Chromium pour les tests de navigateur (apt-get install chromium)…"
  apt_install chromium
}

# unpack_at_home : with the few fonts that came along, and the libraries, which only this program must see.
unpack_at_home() {
  unpack_apt Chromium chromium "$cache" '^(chromium|lib|font)' '^(libllvm|libgl1-mesa|libsystemd)' &&
    [ -x "$cache/usr/lib/chromium/chromium" ] || return 1
  cat >"$cache/fonts.conf" <<FIN
<fontconfig><dir>$cache/usr/share/fonts</dir><include>$cache/usr/share/fontconfig/conf.avail/60-latin.conf</include></fontconfig>
FIN
  cat >"$cache/chromium" <<FIN && chmod +x "$cache/chromium"
#!/bin/sh
FONTCONFIG_FILE="$cache/fonts.conf" LD_LIBRARY_PATH="$(libraries "$cache")" exec "$cache/usr/lib/chromium/chromium" "\$@"
FIN
}

found && exit 0

if [ -z "${CHROME_BIN:-}" ]; then
  with_root "Chromium manque pour les tests. À installer : sudo apt-get install -y --no-install-recommends chromium" install_apt && found && exit 0
  unpack_at_home && found && exit 0
  if command -v brew >/dev/null; then
    dire "installation de Chromium (brew install --cask chromium)…"
    brew install --quiet --cask chromium >&2 && found && exit 0
  fi
fi

cat >&2 <<'FIN'
parcours : Chromium, dont les tests de navigateur ont besoin, est introuvable et n'a pas pu être installé automatiquement.
Faites l'une de ces choses, puis relancez la même commande :
  Debian :          sudo apt-get install chromium
  Fedora, RHEL :    sudo dnf install chromium
  macOS :           brew install --cask chromium
  déjà installé :   CHROME_BIN=/chemin/vers/chromium make test
Sans navigateur :   go test ./... (les tests de navigateur sont alors annoncés comme sautés)
FIN
exit 1
