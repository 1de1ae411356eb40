# Vestnik. Every target makes ready what it needs: on a fresh Debian with Python 3.11 or newer,
# `make site` and `make test` are enough. Another Python: make PYTHON=python3.13 site
PYTHON ?= python3
PORT ?= 8000
OUTPUT := output
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
# Two workers: a test machine has two cores, and every worker of the browser tests runs a Chromium.
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help site serve test test-fast test-deep check format bench screenshots lock tools clean \
        venv-site venv-dev

help:                  ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'

site: venv-site        ## Build the portal into output/
	$(BIN)/pelican content -s pelicanconf.py -o $(OUTPUT)
	@echo "The portal is in $(OUTPUT)/. To look at it: make serve"

serve: venv-site       ## Build the portal, show it, rebuild it at every change
	@echo "The portal: http://127.0.0.1:$(PORT)/  (Ctrl+C ends it; another port: make serve PORT=8001)"
	$(BIN)/pelican -lr content -s pelicanconf.py -o $(OUTPUT) -b 127.0.0.1 -p $(PORT)

test: venv-dev         ## Check everything but what takes minutes: style, types, Python, browser, markup
	@status=0; \
	$(BIN)/python scripts/setup_tests.py || status=1; \
	scripts/check || status=1; \
	scripts/test_js || status=1; \
	$(PYTEST) -n $(WORKERS) --dist loadgroup || status=1; \
	exit $$status

test-fast: venv-dev    ## Python alone, under a minute: no browser, Node, Java or package registry
	$(PYTEST) -q -n $(WORKERS) --dist loadgroup \
	  -m "not browser and not node and not java and not slow and not deep"

test-deep: venv-dev    ## What takes minutes (large archives, fuzzing); the result is in tests/deep-report.md
	$(BIN)/python scripts/setup_tests.py
	$(PYTEST) -m deep -n $(WORKERS) --dist loadgroup -p tests.deep_report

check: venv-dev        ## Style, types and the one-way rule of imports
	scripts/check

format: venv-dev       ## Lay the Python code out and repair what ruff can
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .

bench: venv-dev        ## Measure speed and memory
	$(BIN)/python scripts/bench.py

screenshots: venv-dev  ## Pictures of the pages
	$(BIN)/python scripts/setup_tests.py
	$(BIN)/python scripts/screenshots.py

lock:                  ## Renew the locked versions of all packages
	PYTHON="$(PYTHON)" scripts/lock

tools: venv-dev        ## Install what the tests need beyond Python (root), or say what to install
	$(BIN)/python scripts/setup_tests.py

clean:                 ## Remove what was built and cached; .venv and node_modules stay
	rm -rf $(OUTPUT) .cache build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find plugins scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

venv-site venv-dev: venv-%:
	@command -v $(PYTHON) >/dev/null || { echo "No $(PYTHON) here. Debian: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) scripts/setup_venv.py $*
