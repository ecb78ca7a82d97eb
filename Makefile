# Tout ce qui se lance ici. « make » seul affiche l'aide.
.DEFAULT_GOAL := help
.NOTPARALLEL:
SHELL := /bin/bash

# One set of flags for programs and tests, so that nothing is compiled twice; the Dockerfile has the same.
# timetzdata: dates are French ones even where the system has no time zones.
# -buildvcs=false: git refuses to answer in a folder that belongs to somebody else, and the build would fail with it.
export GOFLAGS := -trimpath -buildvcs=false -tags=timetzdata
GO_BUILD := go build -ldflags="-s -w"
OUTILS   := bin/outils
GO_CODE  := cmd config internal migrations web

.PHONY: help run build test check bench preuves captures generate notices migrate clean \
	ensure-postgres ensure-postgres-test ensure-chromium modules format frais mort lint couverture

help: ## Affiche cette aide
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ensure-postgres build ## Lance l'application et sa démonstration, PostgreSQL compris
	@exec bin/parcours run

build: ## Construit bin/parcours
	@[ -e bin/parcours ] && [ -z "$$(find $(GO_CODE) go.mod go.sum -newer bin/parcours -print -quit)" ] || \
	  echo "Compilation de Parcours : deux à cinq minutes la première fois, quelques secondes ensuite…" >&2
	@mkdir -p bin
	@$(GO_BUILD) -o bin/parcours ./cmd/parcours

# What is skipped without it (no browser) fails with it: make test never skips a browser test.
test: export PARCOURS_E2E = 1
test: ensure-postgres-test ensure-chromium ## Lance tous les tests, navigateur compris
	@echo "Tous les tests, sur un vrai PostgreSQL et dans un vrai Chromium : cinq à quinze minutes…"
	@go test -vet=all -p 2 -timeout 60m ./...

check: modules format frais mort lint couverture ## Tout ce qui doit être vrai avant de livrer
	@echo "Tout est en ordre."

# A region in under ten minutes; RAPIDE=1 takes two structures, in under three.
bench: ensure-postgres-test ## Mesure les réponses sur une base de taille réelle, à côté de SQL nu (RAPIDE=1 : deux structures)
	@$(GO_BUILD) -o bin/parcours ./cmd/parcours
	@echo "Banc de Parcours, le $$(date '+%d/%m/%Y à %H h %M'), charge $$(cut -d' ' -f1 /proc/loadavg 2>/dev/null)"
	@go test -run '^$$' -bench Demarrages -benchtime 5x ./internal/dev/bench -binaire $(CURDIR)/bin/parcours
	@go test -run '^$$' -bench Guide -benchtime 400x ./internal/dev/bench -binaire $(CURDIR)/bin/parcours
	@go test -run '^$$' -bench Reponses -benchtime 1x -timeout 30m ./internal/dev/bench -binaire $(CURDIR)/bin/parcours \
	  -echelle $(if $(RAPIDE),structure,region)

preuves: ensure-postgres-test ## Ce qui dure plus d'une minute : un million de vies, la mise à jour de 44 000 parcours
	@go test -count=1 -timeout 2h -run '^TestNoSequence' -v ./internal/parcours -rapid.checks=1000000 | tail -4
	@go test -count=1 -timeout 2h -run '^TestASlip' -v ./internal/parcours -rapid.checks=1000000 | tail -12
	@PARCOURS_PREUVES=1 go test -count=1 -timeout 1h -run '^TestPreuve' -v ./internal/api | grep -v '^=== '

captures: ensure-postgres-test ensure-chromium ## Refait les captures d'écran de docs/captures
	@PARCOURS_E2E=1 go test -count=1 -run '^TestCaptures$$' ./internal/e2e -captures $(CURDIR)/docs/captures

# templ writes file names as seen from where it runs: always from the folder of the page.
generate: $(OUTILS)/templ ## Refait les fichiers générés (pages, feuilles de style, OpenAPI, tables de référence)
	@for d in $$(find web -name '*.templ' -exec dirname {} + | sort -u); do (cd $$d && $(CURDIR)/$(OUTILS)/templ generate -log-level error) || exit 1; done
	@go generate ./...

notices: ## Refait THIRD-PARTY-NOTICES, les licences de ce que le programme contient
	@go test -count=1 -run '^TestNoticesAreFresh$$' ./internal/archi -update

migrate: build ## Met à jour le schéma de DATABASE_URL
	@bin/parcours migrate

clean: ## Supprime ce qui a été construit (jamais les données)
	@rm -rf bin coverage*

# --- The parts of the above --------------------------------------------------------------------------

ensure-postgres:
	@scripts/ensure-postgres.sh

# Tests use TEST_DATABASE_URL and never DATABASE_URL.
ensure-postgres-test:
	@DATABASE_URL="$(TEST_DATABASE_URL)" scripts/ensure-postgres.sh

ensure-chromium:
	@scripts/ensure-chromium.sh

modules:
	@go mod tidy -diff

format:
	@sales=$$(gofmt -l $(GO_CODE) | grep -v _templ.go); \
	[ -z "$$sales" ] || { echo "gofmt -w :"; echo "$$sales"; exit 1; }

frais:
	@scripts/frais.sh

# Code that no program reaches, less what scripts/mort.txt gives a reason for. A reason that serves no more is refused too.
mort: $(OUTILS)/deadcode
	@diff <(sed 's/ *#.*//' scripts/mort.txt | sort) \
	  <($(OUTILS)/deadcode -f '{{range .Funcs}}{{println $$.Path .Name}}{{end}}' ./cmd/... ./internal/dev/... | grep . | sort) || \
	  { echo "« > » : code mort, à supprimer ; « < » : exception de scripts/mort.txt devenue inutile." >&2; exit 1; }

lint: $(OUTILS)/golangci-lint
	@$(OUTILS)/golangci-lint run ./...

couverture: export PARCOURS_E2E = 1
couverture: ensure-postgres-test ensure-chromium
	@scripts/couverture.sh

# The build tools have a module of their own, so that their hundreds of dependencies stay out of the program's.
$(OUTILS)/templ: tools/go.mod
	@mkdir -p $(OUTILS)
	@go -C tools build -o ../$@ github.com/a-h/templ/cmd/templ

$(OUTILS)/deadcode: tools/go.mod
	@mkdir -p $(OUTILS)
	@go -C tools build -o ../$@ golang.org/x/tools/cmd/deadcode

$(OUTILS)/golangci-lint: tools/go.mod
	@echo "Construction de golangci-lint (une fois, une à trois minutes)…"
	@mkdir -p $(OUTILS)
	@go -C tools build -o ../$@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint
