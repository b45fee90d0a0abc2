# Everything runs in .venv; `make demo` and `make test` create it on a fresh machine.

PYTHON ?= $(shell for p in python3.12 python3.11 python3; do $$p -c '' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
SHELL := /bin/bash

.PHONY: demo test check bench pages clean help

demo: .venv/installed  ## assess the example case
	$(BIN)/pps-advisor assess cases/den-haag-instapeconomie.yaml

test: .venv/installed-test  ## run every test
	$(BIN)/python -m pytest

check: .venv/installed-test  ## types and style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/installed-test  ## print a table of measured speed
	$(BIN)/python -m benchmarks

clean:  ## remove all that was made here
	rm -rf .catalogi .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/bin/python:
	$(PYTHON) -m venv .venv

# Where durable-rules cannot be built (no C compiler), the plain engine does all the work.
.venv/installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[memo,survey]' \
	  || { echo "durable-rules kon niet worden gebouwd; verder met de motor 'plain'."; \
	       $(BIN)/python -m pip install --quiet -r requirements-plain.txt \
	       && $(BIN)/python -m pip install --quiet --no-deps --editable .; }
	touch $@

.venv/installed-test: .venv/installed requirements-dev.txt requirements-axe.txt
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --no-deps -r requirements-axe.txt
	touch $@

pages: .venv/installed-test  ## write the pages in docs that are made from the rules and cases
	$(BIN)/pps-advisor rules pages docs/regels --overwrite
	$(BIN)/python tests/test_source_cases.py
	$(BIN)/python tests/test_memo_text.py
	$(BIN)/python tests/test_guide.py
	$(BIN)/python tests/test_difference.py
	$(BIN)/python tests/test_short_list.py
	$(BIN)/python tests/test_handbook.py
	$(BIN)/python tests/test_hooks.py
	$(BIN)/python tests/test_local_guide.py

help:  ## list what make can do
	@awk -F ':.*  ## ' '/^[a-z]+:.*  ## / { printf "%-8s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)
