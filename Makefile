# Two commands matter: `make demo` and `make test`. Each installs what it needs once, into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip --disable-pip-version-check --quiet install
THREADS := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

FINDINGS ?= build/fuzzing
MINUTES ?= 20

.PHONY: demo test bench fuzz memory kills floors lexicons reference lock clean

demo: $(VENV)/run.stamp
	@$(BIN)/asreported code examples/reports examples/reports.jsonl --published 2024-03-12 > $(VENV)/examples.jsonl
	@$(BIN)/asreported code examples/reports/01-fisheries-talks.txt --published 2024-03-12 --to pretty

test: $(VENV)/test.stamp
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(THREADS) $(BIN)/python -m pytest

# Quality on the development sets, speed beside plain spaCy, memory; compared with benchmarks/floors.json.
bench: $(VENV)/test.stamp
	$(THREADS) $(BIN)/python -m benchmarks

# Broken input for every reader, guided by coverage where atheris is installed; findings lie in build/fuzzing.
fuzz: $(VENV)/test.stamp
	$(BIN)/python -m benchmarks.fuzz_readers --minutes $(MINUTES) --findings $(FINDINGS)

# Memory of reading a million rows and of coding some thousand, as a curve.
memory: $(VENV)/test.stamp
	$(THREADS) $(BIN)/python -m benchmarks.memory

# Kill runs at random moments and start them again: nothing is lost, nothing made twice.
kills: $(VENV)/test.stamp
	$(THREADS) $(BIN)/python -m benchmarks.kills

# Raise the floors to what `make bench` last measured; lowering one takes `python -m benchmarks --lower NAME`.
floors: $(VENV)/test.stamp
	$(THREADS) $(BIN)/python -m benchmarks --raise-floors

# Refresh the digests in the lexicons' manifests after editing a table.
lexicons:
	$(PYTHON) building/digests.py

# Print docs/reference.md and docs/names.md from code and tables.
reference: $(VENV)/run.stamp
	$(BIN)/python -m building.reference

# Resolve the pinned, hashed dependencies anew.
lock: $(VENV)/run.stamp
	$(INSTALL) uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --group build pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --group build --group test pyproject.toml \
	  -c requirements/run.txt -o requirements/test.txt

clean:
	rm -rf $(VENV) build dist

$(BIN)/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else \
	  f"expected Python 3.11, 3.12 or 3.13, found {v[0]}.{v[1]}; run make again with PYTHON=python3.12")'
	@echo "Setting up $(VENV) (once, a minute or two) ..."
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: $(BIN)/python requirements/run.txt pyproject.toml
	$(INSTALL) --require-hashes -r requirements/run.txt
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements/test.txt
	$(INSTALL) --require-hashes -r requirements/test.txt
	@touch $@
