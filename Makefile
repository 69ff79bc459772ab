# The daily commands. Each does its own set-up: nothing is needed but Python 3.11 to 3.14, make and the package index.
# The first run installs pinned packages into .venv; later runs start at once. `make help` lists the commands.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install -qq
STORY := build/demo/story.html
UV := build/lock/bin/uv
UV_VERSION := 0.13.9
COMPILE = env -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_DEFAULT_INDEX $(UV) pip compile --quiet --no-config --universal \
	--python-version 3.11 --generate-hashes --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)
# A Python of your own choice: make test PYTHON=/path/to/python3.12
PYTHON ?=

.PHONY: help demo test check bench soak format lock audit picture clean distclean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/.run ## read the nine demo articles, print the account, write it as a page
	@mkdir -p $(dir $(STORY))
	@$(BIN)/firsthand account demo/articles -o $(STORY) --quiet
	@$(BIN)/firsthand account demo/articles --quiet
	@printf '\nThe same account as a page, with every source beside it: %s\n' "$(STORY)"

test: $(VENV)/.dev ## run all tests; ARGS="-k quotations" runs some
	@$(BIN)/python -m pytest $(or $(ARGS),--cov --cov-report=term)

check: $(VENV)/.dev ## lint, types and the rules of who may import whom
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev ## measure speed, memory and quality; writes benchmarks/RESULTS.md
	@$(BIN)/python -m benchmarks.run $(ARGS)

soak: $(VENV)/.dev ## collect from 2,000 feeds on loopback for ten minutes; plots memory and latency
	@$(BIN)/python -m benchmarks.soak $(ARGS)

format: $(VENV)/.dev ## sort imports and mend what ruff can mend
	$(BIN)/ruff check --fix .

lock: $(UV) ## pin all packages again; UPGRADE=1 takes the newest that fit
	@$(COMPILE) pyproject.toml --output-file requirements.lock
	@$(COMPILE) pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock
	@$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], "editables~=0.3", sep="\n")' \
		| $(COMPILE) - --constraint requirements-dev.lock --output-file requirements-build.lock
	@echo "requirements.lock, requirements-dev.lock and requirements-build.lock are up to date"

audit: $(VENV)/.dev ## ask the index for known weaknesses in the pinned packages
	@$(BIN)/pip-audit --require-hashes --disable-pip --progress-spinner off -r requirements.lock

picture: $(VENV)/.dev ## take the pictures of README.md, and those that tests compare with, again; needs Chromium
	@$(BIN)/python tools/take_picture.py

clean: ## remove what was built, keep .venv
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage

distclean: clean ## remove .venv too
	rm -rf $(VENV)

# --- set-up ---------------------------------------------------------------------------------------------------------

# The project itself is installed editable and without build isolation: its build tools are pinned with hashes as well.
$(VENV)/.run: pyproject.toml requirements.lock requirements-build.lock | $(BIN)/python
	@echo "Installing the packages that firsthand needs (about a minute, once) ..."
	@$(PIP) --require-hashes -r requirements.lock -r requirements-build.lock
	@$(PIP) --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@echo "Installing the packages that the tests need ..."
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

$(BIN)/python:
	@for candidate in $(if $(PYTHON),"$(PYTHON)",python3 python3.13 python3.12 python3.11 python3.14); do \
		if "$$candidate" -c 'import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null; then \
			echo "Making $(VENV) with $$("$$candidate" --version) ..."; \
			rm -rf $(VENV); \
			exec "$$candidate" -m venv $(VENV); \
		fi; \
	done; \
	echo "firsthand needs Python 3.11, 3.12, 3.13 or 3.14 with its venv module, and found none." >&2; \
	echo "On Debian and Ubuntu: apt install python3-venv. Elsewhere: make $(or $(MAKECMDGOALS),test) PYTHON=/path/to/python3.12" >&2; \
	exit 1

$(UV): | $(BIN)/python
	@$(BIN)/python -m venv build/lock
	@build/lock/bin/python -m pip --disable-pip-version-check install -qq uv==$(UV_VERSION)
