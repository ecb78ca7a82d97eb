#!/usr/bin/env bash
# Refuses generated files that are not what their sources make now, new and forgotten ones included.
set -euo pipefail
cd "$(dirname "$0")/.."

empreintes() {
  find internal web -type f \( -name '*_templ.go' -o -name '*.golden' -o -name '*openapi*' -o -path 'web/static/dist/*' \) -exec cksum {} + | sort
}

avant=$(empreintes)
make --no-print-directory generate
if ! diff <(echo "$avant") <(empreintes) | awk '/^[<>]/ {print "  " $4}' | sort -u | grep .; then
  exit 0
fi
echo "Ces fichiers générés n'étaient pas à jour ; ils viennent d'être refaits : relisez-les et validez-les." >&2
exit 1
