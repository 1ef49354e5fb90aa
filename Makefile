# Two commands do all set-up: `make lab` and `make test`. They need Python 3.11 or newer, and use uv where it is there.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)
unexport PYTHONDONTWRITEBYTECODE # without what Python keeps, each of many processes compiles all modules anew
.PHONY: help lab handouts class check test test-fast test-deep safety gallery bench versions clean

help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

lab: $(READY) ## open the class in JupyterLab
	$(BIN)/jupyter lab $(ROOT) notebooks/00_start_here.ipynb

handouts: dist/handouts/.made ## write all notebooks as living pages to dist/handouts

SOURCES := $(shell find kb widgets handouts notebooks -type f -not -path '*/__pycache__/*' -not -path '*/.ipynb_checkpoints/*')
dist/handouts/.made: $(READY) $(SOURCES)
	$(BIN)/python -m handouts notebooks dist/handouts
	@touch $@

class: dist/class/.made ## make tonight's class from notebooks/class.toml: slides, handout, card, in dist/class

dist/class/.made: $(READY) $(SOURCES)
	@mkdir -p dist/class
	@$(BIN)/python -m kb.evening notebooks/class.toml > dist/class/plan.part && mv dist/class/plan.part dist/class/plan.json \
	  || { rm -f dist/class/plan.part; exit 2; }
	$(BIN)/python -m handouts.evening dist/class/plan.json notebooks dist/class
	@touch $@

check: $(READY) ## look at the code, the types, the tables and how easily they read
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m kb
	$(BIN)/python -m tests.reading_level

test: $(READY) ## run all tests but the deep ones
	$(BIN)/pytest -n auto --dist loadfile -m "not deep"

test-deep: $(READY) ## run all tests, also every page in every look and on every paper
	$(BIN)/pytest -n auto --dist loadfile

test-fast: $(READY) ## run the fast tests, which need no kernel and no browser
	$(BIN)/pytest -n auto --ignore-glob='*_browser.py' -m "not kernel and not browser and not deep and not slow"

safety: $(READY) ## what was checked about the advice and what it rests on, into dist/safety.html
	$(BIN)/python -m tests.safety

gallery: $(READY) ## take the pictures of the README anew
	$(BIN)/python -m tests.gallery

bench: $(READY) ## measure what is promised on speed, into dist/bench.md
	$(BIN)/python -m tests.bench

versions: $(READY) ## test the lowest and the newest versions with each Python that is here; needs uv
	$(BIN)/python -m tests.versions

clean: ## take away what was made
	rm -rf $(VENV) dist

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed. Say which one: make PYTHON=python3.12 …"; exit 1; }
	@if command -v uv >/dev/null; then \
	  uv venv --quiet --allow-existing --python "$$(command -v $(PYTHON))" $(VENV) && \
	  uv pip install --quiet --python $(BIN)/python --editable '.[dev]'; \
	else \
	  $(PYTHON) -m venv $(VENV) && $(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'; \
	fi
	@touch $@
