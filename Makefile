# make report   write gaps-us-cn.xlsx and print its summary; installs the tool alone
# make test     all tests (what a machine lacks is skipped by name and counted); installs all that developers need
# make soak     what is too long for every day: laws on 1,500 examples, 10,000 histories, all bytes
# make check    ruff, mypy, tests, the data's own checks: what CI runs
# make lint-ci  the action, the hooks and the workflows against their schemas and zizmor, offline
# make test-hooks   the pre-commit hooks in a scratch repository, as a new user installs them
# make bench    CPU of the everyday commands against a bare interpreter
# make test-reports   like test, but fails where LibreOffice or Chromium is missing
# make golden       pin the output of every command anew (golden-check: compare all of it)
# make mutate   does a test kill each of 200 mutants of the engine? Hours; goes on where it stopped
# make browser  fetch axe-core, with which the tests look for barriers in the pages
# make notebooks   run the notebooks anew, after the data or the tool changed

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
TOOL   := $(VENV)/.tool
READY  := $(VENV)/.ready
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check
CI_READY := $(VENV)/.ready-ci

.PHONY: golden golden-check report test soak test-reports test-hooks check lint lint-ci format bench mutate build browser notebooks clean

.NOTPARALLEL:  # two installations into one folder must not meet

# Containers often forbid bytecode: each worker and each command in a test would compile all anew.
unexport PYTHONDONTWRITEBYTECODE

report: $(TOOL)
	$(BIN)/registry gaps us cn -o gaps-us-cn.xlsx

test: $(READY)
	$(BIN)/pytest -q -rs -n auto --dist worksteal

test-reports: $(READY) browser
	REGISTRY_REPORTS=required $(BIN)/pytest -q -rs tests/report tests/site

soak: $(READY)
	HYPOTHESIS_PROFILE=search $(BIN)/pytest -q -rs -n auto --dist worksteal -m "soak or hypothesis"
	$(BIN)/python -m tests.oracle 10000
	$(BIN)/python -m tests.any_data
	$(BIN)/python tests/golden/outputs.py --check

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
	REGISTRY_HOOKS=required $(BIN)/pytest -q -rs tests/packaging

check: lint lint-ci test
	$(BIN)/registry check --everywhere
	$(BIN)/registry build --check

lint: $(READY)
	$(BIN)/ruff format --check registry tests docs
	$(BIN)/ruff check registry tests docs
	$(BIN)/mypy

lint-ci: $(READY) $(CI_READY)
	$(BIN)/check-jsonschema --builtin-schema vendor.github-actions action.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows*/*.yml
	$(BIN)/zizmor --offline --quiet --no-progress --strict-collection --collect=all . .github/workflows-examples/*.yml

format: $(READY)
	$(BIN)/ruff format registry tests docs
	$(BIN)/ruff check --fix registry tests docs

build: $(READY)
	$(BIN)/registry build

bench: $(READY)
	$(BIN)/python tests/bench.py
	$(BIN)/python -m tests.bench_guard
	$(BIN)/python tests/bench_workbook.py

MUTATED ?= registry/engine

mutate: $(READY)
	$(BIN)/python -m tests.mutation $(MUTATED) --number 200 --seed 11 --whole \
		--map .tmp-mutation.json --out .tmp-mutants.csv

$(TOOL): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) --editable .
	touch $@

# The same folder, so that .venv/bin/registry stays where it is.
$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) --upgrade pip
	$(PIP) --editable '.[dev]'
	touch $(TOOL) $@

$(CI_READY): pyproject.toml | $(READY)
	$(PIP) --editable '.[ci]'
	touch $@

clean:
	rm -rf $(VENV) .browser gaps-us-cn.xlsx
