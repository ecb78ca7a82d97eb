#!/usr/bin/env bash
# Refuses generated files that are not what their sources make now, new and forgotten ones included.
set -euo pipefail
cd "$(dirname "$0")/.."

empreintes() {
  git ls-files -z --cached --others --exclude-standard -- '*_templ.go' '*.golden' '*openapi*' web/static/dist |
    xargs -0 -r sh -c 'for f; do [ ! -f "$f" ] || cksum "$f"; done' _ | sort
}

avant=$(empreintes)
make --no-print-directory generate
if ! diff <(echo "$avant") <(empreintes) | awk '/^[<>]/ {print "  " $4}' | sort -u | grep .; then
  exit 0
fi
echo "Ces fichiers générés n'étaient pas à jour ; ils viennent d'être refaits : relisez-les et validez-les." >&2
exit 1
