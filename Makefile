# make demo   sets up everything, reads the example, says where the page is
# make test   sets up everything, runs every check that CI runs
SHELL := /bin/bash
.DEFAULT_GOAL := help
TOOLS := .tools
# uv from the path if it really runs there, else from a private folder
UV = $(shell uv --version >/dev/null 2>&1 && echo uv || echo $(TOOLS)/bin/uv)

PG = $(wildcard /usr/lib/postgresql/*/bin/initdb)

.PHONY: help setup postgres demo test nightly check eval raise-floors scoreboard repin clean

help:  ## list the commands
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

setup:  ## find uv or fetch it, then install what the lock file names
	@uv --version >/dev/null 2>&1 || test -x $(TOOLS)/bin/uv || \
	  { python3 -m venv $(TOOLS) && $(TOOLS)/bin/pip install --quiet "uv>=0.9"; }
	$(UV) sync --locked --quiet

postgres:  ## install PostgreSQL from the system's packages, for the tests of its store
	@if [ -n "$(PG)" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y postgresql; \
	else \
	  echo "**** PostgreSQL is not installed and cannot be installed from here (no root or no apt):" >&2; \
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
	$(UV) run --no-sync pytest -n auto
	$(UV) run --no-sync python -m evals.gate

nightly: setup postgres  ## the long tests: a thousand kills
	$(UV) run --no-sync pytest -m nightly

eval: setup  ## print every figure beside its floor
	$(UV) run --no-sync python -m evals.gate

raise-floors: setup  ## raise the floors to what was just measured (never lowers one)
	$(UV) run --no-sync python -m evals.gate --raise

scoreboard: setup  ## write docs/scoreboard.md from a fresh measurement
	$(UV) run --no-sync python -m evals.gate --scoreboard

repin: setup  ## write the example's expected record anew; review the diff before you commit it
	$(UV) run --no-sync python -m tests.repin

clean:  ## remove what the commands made
	rm -rf demo out .venv .tools .pytest_cache .ruff_cache .hypothesis
