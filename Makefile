PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
# Published files to build the figures from; only `make figures` needs them.
FIGURES ?= ../shared/figures

.PHONY: run test static check quick bench figures lock pictures browser postgresql nginx clean

run: $(VENV)/.ready
	$(BIN)/c4eo run

# Format, lint, types and import contracts, without running anything.
static: $(VENV)/.ready-dev
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/basedpyright --level error
	$(BIN)/lint-imports --no-cache > /dev/null || $(BIN)/lint-imports --no-cache

# The same with the budgets and the other promises of the house.
check: static
	$(BIN)/python -m pytest tests/house

quick: $(VENV)/.ready-dev
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/unit tests/spec

test: static browser postgresql nginx
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# Debian keeps venv in a package of its own.
$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) || ($(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq python3-venv && $(PYTHON) -m venv --clear $(VENV))

$(VENV)/.ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

# The browser tests drive Debian's Chromium; Playwright's own download is not used.
browser:
	@command -v chromium >/dev/null 2>&1 || ($(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq chromium)

# The tests of the records start a PostgreSQL of their own, and a pooler before it, from Debian's programs.
postgresql:
	@command -v pgbouncer >/dev/null 2>&1 || ls /usr/sbin/pgbouncer >/dev/null 2>&1 || ($(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq pgbouncer)
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || ($(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq postgresql)

# Shared mode is tested behind the proxy that its manual describes.
nginx:
	@ls /usr/sbin/nginx >/dev/null 2>&1 || command -v nginx >/dev/null 2>&1 || ($(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq nginx-light openssl)

bench: $(VENV)/.ready-dev browser
	$(BIN)/python -m bench.run
	$(BIN)/python -m bench.coverage
	$(BIN)/python -m bench.start

figures: $(VENV)/.ready
	$(BIN)/c4eo build --lait $(FIGURES)/lait --ees $(FIGURES)/ees --community $(FIGURES)/community --layers $(FIGURES)

pictures: $(VENV)/.ready-dev browser
	$(BIN)/python -m bench.pictures

lock: $(VENV)/.ready-dev
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --allow-unsafe -o requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --allow-unsafe --extra dev -o requirements-dev.lock pyproject.toml

clean:
	rm -rf $(VENV)
