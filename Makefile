# One virtual environment in .venv, filled with plain pip from lock files that are complete, hence --no-deps.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install

.PHONY: run test test-entities test-portals test-invenio check lint rebuild rebuild-elsewhere bench scores train lock clean

run: $(VENV)/ready
	$(BIN)/habeas run

test: $(VENV)/ready-dev
	$(BIN)/python -m pytest --ignore tests/bench --ignore tests/entities --ignore tests/portals_live --ignore tests/portals_invenio --numprocesses 2 --dist loadfile

check: lint test

# Needs a C++ compiler and the headers of ICU: on Debian `apt-get install g++ libicu-dev pkg-config`.
test-entities: $(VENV)/ready-dev
	$(PIP) --no-deps --require-hashes --requirement requirements-entities.lock
	$(BIN)/python -m pytest tests/entities

# Starts CKAN and Ceph's S3 gateway from nothing, as tests/portals_live tells. Needs apt-get, once, and PyPI.
test-portals: $(VENV)/ready-dev
	tests/portals_live/install.sh
	$(BIN)/python -m pytest tests/portals_live --durations 10 --override-ini tmp_path_retention_policy=failed

# The same with InvenioRDM, whose packages alone take minutes.
test-invenio: $(VENV)/ready-dev
	tests/portals_live/install.sh
	$(BIN)/python -m pytest tests/portals_invenio --durations 5 --override-ini tmp_path_retention_policy=failed

lint: $(VENV)/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/vulture
	$(BIN)/deptry .

# The committed release is what the flow makes of raw/, to the byte.
rebuild: $(VENV)/ready
	$(BIN)/habeas check --rebuild

# So it is under every other Python that is here, in another zone, with other encodings and other hashes.
rebuild-elsewhere:
	for python in 3.11 3.12 3.13; do \
		! python$$python --version || \
		TZ=Asia/Kathmandu LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 PYTHONHASHSEED=7 \
			$(MAKE) rebuild PYTHON=python$$python VENV=.venv-$$python || exit 1; \
	done

bench: $(VENV)/ready-dev
	$(BIN)/python -m pytest tests/bench --capture=no

# The scores of the engine on the gold sets, which every release tells.
scores: $(VENV)/ready
	$(BIN)/python -m flows.extract.scores

train: $(VENV)/ready
	$(PIP) --no-deps --require-hashes --requirement requirements-train.lock
	$(BIN)/python -m flows.training.cues --data tests/gold/train tests/gold/extra
	OMP_NUM_THREADS=1 $(BIN)/python -m flows.training --data tests/gold/train --more tests/gold/extra
	$(BIN)/python -m flows.training.patient_trees --model .habeas/measured
	$(BIN)/python -m flows.training.count_cues --model .habeas/measured
	$(BIN)/python -m flows.training.as_of_trees --model .habeas/measured

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
	rm -rf .venv* .habeas

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "habeas needs Python 3.11 or newer; set PYTHON=")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/ready: $(VENV)/bin/python requirements.lock pyproject.toml
	$(PIP) --no-deps --require-hashes --requirement requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.lock
	$(PIP) --no-deps --require-hashes --requirement requirements-dev.lock
	touch $@
