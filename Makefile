# Everything happens in .venv, which is made when it is first needed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# programs that the tests start are compiled once, whatever the machine says
RUN_TESTS := PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -q
# one process more than cores: some tests wait for a browser, a server or a disk
AT_ONCE := -n 3 --dist worksteal

.PHONY: help demo serve screenshots trust test test-sqlite test-postgres check format bench score messages clean

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  make \1  /p' $(MAKEFILE_LIST)

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(VENV)/.installed-bench: $(VENV)/.installed-dev
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev,bench]'
	@touch $@

demo: $(VENV)/.installed ## the tour on a sample organisation, in .demo
	$(BIN)/shilu demo .demo

.demo/shilu.toml: $(VENV)/.installed
	$(BIN)/shilu demo .demo

serve: .demo/shilu.toml ## the pages of the sample organisation, at http://127.0.0.1:8000
	$(BIN)/shilu -w .demo serve

screenshots: $(VENV)/.installed-dev ## a picture of each page, wide and narrow, in both languages, in .screenshots
	$(BIN)/python tools/screenshots.py .screenshots

trust: $(VENV)/.installed-dev ## what must never happen, with the full counts (takes long)
	SHILU_TRUST=full $(RUN_TESTS) -m trust -s

test: test-sqlite test-postgres ## all tests, on SQLite and on a PostgreSQL that the tests start themselves

test-sqlite: $(VENV)/.installed-dev
	SHILU_EVERY_ADDRESS=1 $(RUN_TESTS) $(AT_ONCE)

test-postgres: $(VENV)/.installed-dev
	$(RUN_TESTS) $(AT_ONCE) --database postgres -m database

check: $(VENV)/.installed-dev ## lint, format, types, import contracts, messages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python tools/messages.py --check

format: $(VENV)/.installed-dev ## what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

score: $(VENV)/.installed-dev ## how well the claims of the marked texts are read
	$(BIN)/python tools/score_claims.py

messages: $(VENV)/.installed-dev ## compile the Chinese messages and list those that are missing
	$(BIN)/python tools/messages.py

bench: $(VENV)/.installed-bench ## every benchmark, with its floor and its peer beside it
	$(BIN)/python benchmarks/run.py

clean: ## all that was made, .venv too
	rm -rf $(VENV) .demo .screenshots .mypy_cache .ruff_cache build dist
