# make demo   sets up everything, reads the example, says where the page is
# make test   sets up everything, runs every check that CI runs
SHELL := /bin/bash
.DEFAULT_GOAL := help
TOOLS := .tools
# uv from the path if it really runs there, else from a private folder
UV = $(shell uv --version >/dev/null 2>&1 && echo uv || echo $(TOOLS)/bin/uv)

PG = $(wildcard /usr/lib/postgresql/*/bin/initdb)

.PHONY: help setup postgres demo test nightly fuzz-release fuzz-guided audit check eval raise-floors scoreboard repin pictures clean

help:  ## list the commands
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

setup:  ## find uv or fetch it, then install what the lock file names
	@uv --version >/dev/null 2>&1 || test -x $(TOOLS)/bin/uv || \
	  { python3 -m venv $(TOOLS) && $(TOOLS)/bin/pip install --quiet "uv>=0.9"; }
	$(UV) sync --locked --quiet

postgres:  ## install PostgreSQL from the system's packages, for the tests of its store
	@if [ -n "$(PG)" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y postgresql >/dev/null; then :; \
	else \
	  echo "**** PostgreSQL is not installed and cannot be installed from here (no root, no apt or no network):" >&2; \
	  echo "**** EVERY TEST OF THE POSTGRESQL STORE WILL BE SKIPPED. apt-get install postgresql" >&2; \
	fi

demo: setup  ## read the example and say where the page is
	$(UV) run --no-sync rashomon read examples/dam/texts -o demo
	@echo "Open demo/index.html in a browser."

test: setup postgres  ## format, lint, types, import contracts, doctests, tests, evals
	$(UV) run --no-sync ruff format --check .
	$(UV) run --no-sync ruff check .
	$(UV) run --no-sync pyright
	$(UV) run --no-sync lint-imports
	@test -x /usr/bin/chromium || { apt-get update -qq && apt-get install -y -qq chromium; } >/dev/null 2>&1 || \
	  echo "LEFT OUT: no Chromium could be installed here; the browser tests of the page do not run"
	$(UV) run --no-sync pytest -n auto
	$(UV) run --no-sync python -m evals.gate

NIGHTLY_MINUTES ?= 10
nightly: setup postgres  ## a thousand kills, two hundred feeds into a store; then made-up input for every reader, NIGHTLY_MINUTES long
	$(UV) run --no-sync pytest -m nightly -rP
	$(UV) run --no-sync python -m tests.fuzz_readers --minutes $(NIGHTLY_MINUTES) --turn $$(date +%s)

FUZZ_INPUTS ?= 1000000
fuzz-release: setup fuzz-guided  ## before a release: a million made-up inputs for the readers, then guided ones
	$(UV) run --no-sync python -m tests.fuzz_readers --minutes 600 --inputs $(FUZZ_INPUTS) --turn $$(date +%s)

GUIDED_SECONDS ?= 120
fuzz-guided: setup  ## every reader under libFuzzer, GUIDED_SECONDS each (atheris; Linux)
	$(UV) sync --locked --quiet --group nightly
	for reader in decoding feed archive dates quotes address inflating; do \
	  $(UV) run --no-sync python -m tests.fuzz_guided $$reader -max_total_time=$(GUIDED_SECONDS) || exit 1; done

audit: setup  ## ask the advisory database about every locked dependency (needs the network)
	$(UV) export --locked --quiet --no-emit-project --format requirements-txt -o .tools-requirements.txt
	$(UV) run --no-sync --with "pip-audit>=2.9" pip-audit --strict --require-hashes --disable-pip -r .tools-requirements.txt; \
	  status=$$?; rm -f .tools-requirements.txt; exit $$status

eval: setup  ## print every figure beside its floor
	$(UV) run --no-sync python -m evals.gate

raise-floors: setup  ## raise the floors to what was just measured (never lowers one)
	$(UV) run --no-sync python -m evals.gate --raise

scoreboard: setup  ## write docs/scoreboard.md from a fresh measurement
	$(UV) run --no-sync python -m evals.gate --scoreboard

repin: setup  ## write the example's expected record anew; review the diff before you commit it
	$(UV) run --no-sync python -m tests.repin

pictures: setup  ## make the documentation's pictures anew (needs Debian's chromium)
	$(UV) run --no-sync python docs/pictures.py

clean:  ## remove what the commands made
	rm -rf demo out .venv .tools .pytest_cache .ruff_cache .hypothesis
