# Throughline. `make demo` and `make test` are all that a new machine needs.
#
#   PYTHON       the Python that .venv is made with (3.11 or newer)
#   TORCH_INDEX  address of a package index with CPU wheels of torch; without it torch comes from
#                pip's own index, which on Linux may bring gigabytes of GPU libraries along

PYTHON ?= python3
TORCH_INDEX ?=
TORCH ?= torch==2.13.0

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest
BESIDE := -n 2 --dist loadfile
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url $(foreach name,$(shell cat requirements/unlocked.txt),--no-emit-package $(name))

.DEFAULT_GOAL := check
.PHONY: check lint demo test schema fix faults benchmark lock docker install chat developing

check: lint schema  ## every check, in the order in which they are quickest to fail
	@echo "== tests"
	@$(PYTEST) $(BESIDE) -m "not slow"

lint: developing
	@echo "== format"
	@$(BIN)/ruff format --check --quiet .
	@echo "== lint"
	@$(BIN)/ruff check --quiet .
	@echo "== types"
	@$(BIN)/mypy
	@echo "== imports"
	@$(BIN)/lint-imports --no-logo

demo: install  ## the example company, end to end, in a rehearsal workspace
	@$(BIN)/throughline demo

test: developing schema  ## the quick tests; faults at a tenth of their counts
	@$(PYTEST) $(BESIDE) -m "not slow" tests

schema: developing  ## a JSON Schema of Slack's blocks, from its npm types, where npm is there
	@$(BIN)/python tests/contracts/slack_types.py

fix: developing  ## format, and mend what can be mended
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

faults: developing  ## faults at their full counts: kills, second processes, foreign readers
	@THROUGHLINE_FAULTS=25 $(PYTEST) tests/faults tests/stories/test_audiences.py tests/contracts/test_figures_against_pandas.py tests/browser/test_digests.py tests/unit/digests/test_entering.py

benchmark: developing  ## ours beside a plain LangChain pipeline
	@$(BIN)/python -m benchmarks

lock: developing  ## write requirements/*.txt anew from pyproject.toml; UPGRADE=1 takes newer versions
	@$(LOCK) $(if $(UPGRADE),--upgrade) --all-extras --group dev --group benchmark pyproject.toml -o requirements/dev.txt
	@$(LOCK) --all-extras -c requirements/dev.txt pyproject.toml -o requirements/chat.txt
	@$(LOCK) -c requirements/dev.txt pyproject.toml -o requirements/runtime.txt
	@grep -c "==" requirements/runtime.txt requirements/chat.txt requirements/dev.txt

docker:  ## the image, with the model inside
	docker build --build-arg TORCH_INDEX="$(TORCH_INDEX)" --tag throughline .

install: $(VENV)/installed-runtime  ## what the bot needs, without tools

chat: install  ## the providers of chat models: anthropic, openai, ollama; and postgresql
	@echo "== installing chat models' providers"
	@$(BIN)/python requirements/install.py requirements/chat.txt

developing: $(VENV)/installed-dev

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Throughline needs Python 3.11 or newer; $(PYTHON) is not. Name one: make PYTHON=python3.12 demo" >&2; exit 1; }
	@echo "== making $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed-runtime: $(VENV)/pyvenv.cfg requirements/runtime.txt pyproject.toml
	@echo "== installing the packages (about a minute; longer when they must be fetched first)"
	@$(BIN)/python requirements/install.py requirements/runtime.txt $(TORCH) $(TORCH_INDEX)
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed-runtime requirements/dev.txt
	@echo "== installing the tools for tests and checks"
	@$(BIN)/python requirements/install.py requirements/dev.txt
	@touch $@
