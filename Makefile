# Two commands do all set-up: `make demo` and `make test`. Both build .venv first.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CACHE := .cache
STAMP := $(VENV)/.installed
TEST_PROCESSES ?= 2

.PHONY: help install demo test faults check format bench screenshots clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

install: $(STAMP)  ## build .venv with the pinned packages; .venv/bin/storyfold exists afterwards

$(STAMP): pyproject.toml constraints.txt
	@echo "1/3 $(VENV): a virtual environment by $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	@echo "2/3 the pinned packages, into $(VENV): a minute or two the first time"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[demo,serve]' --group dev
	@echo "3/3 the inner loops are compiled, once"
	@$(BIN)/storyfold replay service/sample/feed.jsonl --raw --timelines /dev/null
	@touch $@
	@echo "done: $(BIN)/storyfold --help"

demo: install  ## embedded broker, one worker, a sample feed: merged timelines in under a minute
	$(BIN)/storyfold demo

test: check  ## lint, types, unit, quality and real-Kafka tests
	$(BIN)/python -m tests.kafka_jars
	$(BIN)/python -m tests.npm_packages
	$(BIN)/pytest -n $(TEST_PROCESSES) --dist loadfile -m "not faults"

faults: install  ## the long runs on real Kafka: many kills, frozen brokers, floods, mutated records
	$(BIN)/python -m tests.kafka_jars
	$(BIN)/pytest -m faults

check: install  ## ruff, mypy strict, import-linter, deptry
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/deptry service

format: install  ## let ruff rewrite the sources
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: install  ## print every figure that the documents quote
	for b in benchmarks/[a-z]*.py; do echo "== $$b"; $(BIN)/python $$b || exit 1; done

screenshots: install  ## take the pictures of docs/how-to/read.md anew (needs Debian's chromium)
	$(BIN)/pytest -q tests/read/test_browser.py -k pictures
	cd $(CACHE)/screenshots && for picture in how-to-*.png; do cp $$picture ../../docs/how-to/read/$${picture#how-to-}; done

clean:  ## remove what the targets above made
	rm -rf $(VENV) $(CACHE) .mypy_cache .ruff_cache .pytest_cache .hypothesis
