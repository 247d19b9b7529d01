# Two commands for a newcomer: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO_POST := examples/archive/_posts/2025-06-03-ai-factory-ishikari.md
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help demo test check fix docs clean
.DEFAULT_GOAL := help

help:
	@echo "make demo   set up and score the example archive"
	@echo "make test   set up and pass every check and test"
	@echo "make fix    format the code and fix what ruff can fix"
	@echo "make docs   build the documentation site into site/"
	@echo "make clean  remove what these two made"

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kijiyomi needs Python 3.11 or newer; set PYTHON=python3.x")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: $(VENV)/bin/python pyproject.toml
	$(PIP) install --editable .
	@touch $@

$(VENV)/.test: $(VENV)/bin/python pyproject.toml
	$(PIP) install --editable '.[test]'
	@touch $@ $(VENV)/.demo

demo: $(VENV)/.demo
	mkdir -p demo-output
	$(BIN)/kijiyomi score examples/archive --output demo-output/scored.jsonl
	$(BIN)/kijiyomi analyze $(DEMO_POST)

# On every core, each file of tests on one of them: what a file prepares once serves all its tests.
test: check
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder --durations 20

check: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

fix: $(VENV)/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.test
	$(BIN)/python docs/generate_cli.py
	$(BIN)/mkdocs build --quiet --strict

clean:
	rm -rf $(VENV) demo-output site dist build .pytest_cache .mypy_cache .ruff_cache
