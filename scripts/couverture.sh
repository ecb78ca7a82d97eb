#!/usr/bin/env bash
# Runs all tests with coverage and refuses less than the thresholds. Generated pages (*_templ.go) do not count.
# The rules must be covered by their own tests; the whole, by all tests together: a handler is proved by its pages.
set -euo pipefail
cd "$(dirname "$0")/.."

profil() { # profil FICHIER : total of a profile, without the percent sign
  go tool cover -func="$1" | awk 'END {sub("%", "", $NF); print $NF}'
}

exiger() { # exiger NOM MESURE SEUIL
  printf 'couverture de %-20s %5s %% (seuil %s %%)\n' "$1" "$2" "$3"
  awk -v mesure="$2" -v seuil="$3" 'BEGIN {exit !(mesure >= seuil)}' || { echo "La couverture de $1 est trop basse." >&2; exit 1; }
}

go test -vet=off -p 2 -timeout 60m -coverpkg=./... -coverprofile=coverage.tout ./...
grep -v '_templ\.go:' coverage.tout >coverage.out
go test -vet=off -coverprofile=coverage.regles ./internal/parcours >/dev/null

exiger internal/parcours "$(profil coverage.regles)" 95
exiger "tout le programme" "$(profil coverage.out)" 80
