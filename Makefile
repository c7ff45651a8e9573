# What can be made here; CONTRIBUTING.md says when to make what. `make NAME PYTHON=/path/to/python3` picks the interpreter.

UV_VERSION := 0.13.9
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
READY := .venv/ready
WORKERS ?= 2
CASES ?= 5000
SECONDS ?= 600
EXAMPLE ?= examples/syria-2013

# Imports would be compiled again at every start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: brief test check e2e prove fuzz bench load docs lock peers clean venv
.DELETE_ON_ERROR:

# Exit 1 is an answer too: the conference does not convene.
brief: $(READY)
	@mkdir -p build
	@$(BIN)/goodoffices brief $(EXAMPLE) --html build/$(notdir $(EXAMPLE)).html || test $$? -eq 1

test: $(READY)
	$(BIN)/pytest -n $(WORKERS) --ignore=tests/e2e --ignore=tests/load

check: $(READY) docs
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

e2e: $(READY)
	$(BIN)/pytest tests/e2e

prove: $(READY)
	GOODOFFICES_CASES=$(CASES) $(BIN)/pytest -n $(WORKERS) -m prove tests

fuzz: $(READY)
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS)

bench: $(READY)
	for file in bench/*.py; do echo "$$file" && $(BIN)/python -m "bench.$$(basename "$$file" .py)" || exit 1; done

load: $(READY)
	$(BIN)/pytest tests/load

docs: $(READY)
	$(BIN)/mkdocs build --strict --quiet

# Pins stay as they are unless pyproject.toml asks otherwise; `make lock UPGRADE=--upgrade` moves them all.
lock: venv
	$(LOCK) pyproject.toml --all-extras --group dev --output-file requirements.lock
	$(LOCK) --group peers --output-file requirements-peers.lock
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock" $(UPGRADE)

# The programs whose files we exchange, apart from ours: some are AGPL, some disagree with our versions.
peers: venv
	$(PYTHON) -m venv --clear .venv-peers
	$(BIN)/uv pip sync --quiet --python .venv-peers/bin/python --require-hashes requirements-peers.lock

clean:
	rm -rf .venv .venv-peers build .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# The stamp falls first and rises last, so that a set-up cut short starts again from an empty environment.
$(READY): requirements.lock pyproject.toml
	@echo "Setting up .venv; this takes a minute, once."
	@$(MAKE) --no-print-directory venv
	@rm -f $@
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

venv:
	@test -n "$(PYTHON)" || { echo "Good Offices needs Python 3.11 or newer; install it, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@test -e $(READY) || $(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check uv==$(UV_VERSION)
