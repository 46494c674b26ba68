# The whole of it needs Python 3.11 or later and make. `make` alone tells what there is.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8080

BIN := .venv/bin
RUNTIME := .venv/.runtime
DEV := .venv/.dev
FAST := tests/domain tests/fsm tests/storage $(wildcard tests/test_*.py)
LONG := slow or browser or crash or transcript or crawl
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: help demo run test test-fast lint check bench format locales requirements clean

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(RUNTIME) ## try it: the bot and a Telegram of our own in the browser (PORT=8080)
	@$(BIN)/python -m playground --browser --port $(PORT)

# A newcomer's key is made once and kept beside the database; a real operator gives DATA_KEY.
run: $(RUNTIME) ## the bot on the real Telegram: BOT_TOKEN=… make run
	@if [ -z "$$DATA_KEY" ]; then \
		[ -s data.key ] || (umask 077 && $(BIN)/python -m bot new-key > data.key); \
		DATA_KEY=$$(cat data.key) && export DATA_KEY; \
	fi; \
	exec $(BIN)/python -m bot run

# The quick part alone walks every branch that is promised to be walked, and measuring slows down the rest.
test: $(DEV) ## every test, with the coverage that is promised
	@$(BIN)/pytest -n 2 -q -m "not ($(LONG))" --cov --cov-report=term; quick=$$?; \
	$(BIN)/pytest -n 2 -q -m "$(LONG)" && exit $$quick

test-fast: $(DEV) ## what takes a minute: rules, forms, storage, words
	@$(BIN)/pytest -n 2 -q -m "not ($(LONG))" $(FAST)

lint: $(DEV) ## format, style, types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

check: lint test ## everything that has to hold before a change is handed over

bench: $(RUNTIME) ## how fast it is, against bare aiogram, and the queue in a country of a million (8 minutes)
	@$(BIN)/python -m benchmarks

format: $(DEV) ## put the code into its shape
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

locales: $(RUNTIME) ## bring new and changed sentences into the catalogues
	@$(BIN)/pybabel --quiet extract -F babel.cfg -k _ -k N_ -k n_:1,2 --no-default-keywords \
		--add-location=file --sort-by-file -o locales/messages.pot .
	@for language in kk ru; do \
		$(BIN)/pybabel --quiet update -i locales/messages.pot -l $$language --ignore-obsolete \
			--no-fuzzy-matching --ignore-pot-creation-date --width=100 \
			-o locales/$$language/LC_MESSAGES/messages.po; \
	done
	@rm locales/messages.pot

requirements: $(DEV) ## work out the pinned versions anew
	@$(BIN)/pip install --quiet pip-tools==7.6.2
	@for each in requirements requirements-dev; do \
		$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
			--no-annotate --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
			-o $$each.txt $$each.in; \
	done

clean: ## leave only what was cloned (the database and the key stay)
	@rm -rf .venv .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed." if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv .venv

$(RUNTIME): requirements.txt | $(BIN)/python
	@echo "Installing what the bot runs on (once)…"
	@$(INSTALL) -r requirements.txt
	@touch $@

$(DEV): requirements.txt requirements-dev.txt | $(BIN)/python
	@echo "Installing what it is tested with (once)…"
	@$(INSTALL) -r requirements.txt -r requirements-dev.txt
	@touch $@ $(RUNTIME)
