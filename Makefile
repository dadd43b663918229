# One virtual environment in .venv, filled with plain pip from lock files that are complete, hence --no-deps.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install

.PHONY: run test test-entities test-portals test-invenio check lint rebuild bench scores train lock clean

run: .venv/ready
	$(BIN)/habeas run

test: .venv/ready-dev
	$(BIN)/python -m pytest --ignore tests/bench --ignore tests/entities --ignore tests/portals_live --ignore tests/portals_invenio --numprocesses 2 --dist loadfile

check: lint test

# Needs a C++ compiler and the headers of ICU: on Debian `apt-get install g++ libicu-dev pkg-config`.
test-entities: .venv/ready-dev
	$(PIP) --no-deps --require-hashes --requirement requirements-entities.lock
	$(BIN)/python -m pytest tests/entities

# Starts CKAN and Ceph's S3 gateway from nothing, as tests/portals_live tells. Needs apt-get, once, and PyPI.
test-portals: .venv/ready-dev
	tests/portals_live/install.sh
	$(BIN)/python -m pytest tests/portals_live --durations 10

# The same with InvenioRDM, whose packages alone take minutes.
test-invenio: .venv/ready-dev
	tests/portals_live/install.sh
	$(BIN)/python -m pytest tests/portals_invenio --durations 5

lint: .venv/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/vulture
	$(BIN)/deptry .

# The committed release is what the flow makes of raw/, to the byte.
rebuild: .venv/ready
	$(BIN)/habeas check --rebuild

bench: .venv/ready-dev
	$(BIN)/python -m pytest tests/bench --capture=no

# The scores of the engine on the gold sets, which every release tells.
scores: .venv/ready
	$(BIN)/python -m flows.extract.scores

train: .venv/ready
	$(PIP) --no-deps --require-hashes --requirement requirements-train.lock
	$(BIN)/python -m flows.training.cues --data tests/gold/train tests/gold/extra
	OMP_NUM_THREADS=1 $(BIN)/python -m flows.training --data tests/gold/train --more tests/gold/extra
	$(BIN)/python -m flows.training.count_cues --model .habeas/measured

lock:
	uv pip compile --universal --generate-hashes --quiet --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 --group build pyproject.toml --output-file requirements.lock
	uv pip compile --universal --generate-hashes --quiet --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 --group build --group dev --constraint requirements.lock pyproject.toml \
		--output-file requirements-dev.lock
	uv pip compile --universal --generate-hashes --quiet --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 --group entities --constraint requirements-dev.lock pyproject.toml \
		--output-file requirements-entities.lock
	uv pip compile --universal --generate-hashes --quiet --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 --extra train --constraint requirements.lock pyproject.toml \
		--output-file requirements-train.lock

clean:
	rm -rf .venv .habeas

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "habeas needs Python 3.11 or newer; set PYTHON=")'
	$(PYTHON) -m venv .venv

.venv/ready: .venv/bin/python requirements.lock pyproject.toml
	$(PIP) --no-deps --require-hashes --requirement requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

.venv/ready-dev: .venv/ready requirements-dev.lock
	$(PIP) --no-deps --require-hashes --requirement requirements-dev.lock
	touch $@
