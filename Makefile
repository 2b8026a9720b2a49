# make report   write gaps-us-cn.xlsx and print its summary
# make test     all tests (what a machine lacks is skipped by name and counted)
# make check    ruff, mypy, tests, the data's own checks: what CI runs
# make lint-ci  the action, the hooks and the workflows against their schemas and zizmor, offline
# make test-hooks   the pre-commit hooks in a scratch repository, as a new user installs them
# make bench    CPU of the everyday commands against a bare interpreter
# make test-reports   like test, but fails where LibreOffice or Chromium is missing
# make golden       pin the output of every command anew (golden-check: compare all of it)
# make browser  fetch axe-core, with which the tests look for barriers in the pages
# make notebooks   run the notebooks anew, after the data or the tool changed

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
CI_READY := $(VENV)/.ready-ci

.PHONY: golden golden-check report test test-reports test-hooks check lint lint-ci format bench build browser notebooks clean

report: $(READY)
	$(BIN)/registry gaps us cn -o gaps-us-cn.xlsx

test: $(READY)
	$(BIN)/pytest -q -rs

test-reports: $(READY) browser
	REGISTRY_REPORTS=required $(BIN)/pytest -q -rs tests/report tests/site

golden: $(READY)
	$(BIN)/python tests/golden/outputs.py --digests

golden-check: $(READY)
	$(BIN)/python tests/golden/outputs.py --check

notebooks: $(READY)
	$(BIN)/python notebooks/run.py

browser: .browser/axe.min.js

.browser/axe.min.js:
	mkdir -p .browser
	npm pack --silent --pack-destination .browser axe-core@4
	tar -xzf .browser/axe-core-4*.tgz -C .browser --strip-components=1 package/axe.min.js package/LICENSE
	touch $@

test-hooks: $(READY) $(CI_READY)
	REGISTRY_HOOKS=required $(BIN)/pytest -q -rs tests/test_packaging.py

check: lint lint-ci test
	$(BIN)/registry check --everywhere
	$(BIN)/registry build --check

lint: $(READY)
	$(BIN)/ruff format --check registry tests
	$(BIN)/ruff check registry tests
	$(BIN)/mypy

lint-ci: $(READY) $(CI_READY)
	$(BIN)/check-jsonschema --builtin-schema vendor.github-actions action.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows*/*.yml
	$(BIN)/zizmor --offline --quiet --no-progress --strict-collection --collect=all . .github/workflows-examples/*.yml

format: $(READY)
	$(BIN)/ruff format registry tests
	$(BIN)/ruff check --fix registry tests

build: $(READY)
	$(BIN)/registry build

bench: $(READY)
	$(BIN)/python tests/bench.py
	$(BIN)/python -m tests.bench_guard
	$(BIN)/python tests/bench_workbook.py

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $(READY)

$(CI_READY): pyproject.toml | $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[ci]'
	touch $(CI_READY)

clean:
	rm -rf $(VENV) .browser gaps-us-cn.xlsx
