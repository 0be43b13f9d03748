# followupd. Needs: Python 3.11 or later with venv, make, and PyPI. `make help` says what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Half as many again as there are processors: a third of the tests' time is spent waiting for disks and servers.
JOBS ?= $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) * 3 / 2 )))

.DEFAULT_GOAL := help

help: ## this text
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "followupd needs Python 3.11 or later: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,check]'
	@touch $@

install: $(STAMP) ## set up .venv with everything that is needed

demo: $(STAMP) ## show the main job on a real forwarded mail; no account needed (MAIL=file.eml for your own)
	@$(BIN)/followupd demo $(MAIL)

test: $(STAMP) ## install everything and run the tests
	$(BIN)/python -m pytest -q -n $(JOBS) --dist loadfile -m "not crash and not sdk" tests

check: $(STAMP) ## format, lint, types, floors, the example configuration
	$(BIN)/ruff format --check daemon tests bench
	$(BIN)/ruff check daemon tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(BIN)/followupd config example | diff -u config.example.yaml - || { echo "config.example.yaml is stale: followupd config example > config.example.yaml"; exit 1; }

format: $(STAMP) ## format the code
	$(BIN)/ruff format daemon tests bench
	$(BIN)/ruff check --fix daemon tests bench

coverage: $(STAMP) ## line coverage of domain and reading, which must be 95 % at least
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q -m "not crash and not sdk" tests/unit tests/machine
	$(BIN)/coverage report --include='*/followupd/domain/*,*/followupd/reading/*' --fail-under=95

crash: $(STAMP) ## kill real processes at many points and compare with a twin that was never killed
	$(BIN)/python -m pytest -q -m crash tests/crash

faults: $(STAMP) ## every fault of the sandbox at every kind of request, a story each, two at a time; prints the table
	PYTHONPATH=. $(BIN)/python -m tests.faults.whole

soak: $(STAMP) ## 24 simulated weeks, 2,000 actions, a real daemon, faults by chance: lost, twice, memory
	PYTHONPATH=. $(BIN)/python -m tests.crash.soak

soak-people: $(STAMP) ## 12 reports and 6 weeks: how many mails people get that they did not ask for (FOLLOWUPD_SOAK_SEED=7)
	FOLLOWUPD_SOAK_PEOPLE=full $(BIN)/python -m pytest -q -s tests/stories/test_soak_people.py

pairs: $(STAMP) ## say every word in every state of an action, by real mails, and compare with the tables
	FOLLOWUPD_PAIRS=all $(BIN)/python -m pytest -q -n $(JOBS) tests/stories/test_pairs.py

restore-histories: $(STAMP) ## lose the database after random histories, restore it, compare with the twin (SEED=1 COUNT=200)
	PYTHONPATH=. $(BIN)/python -m tests.machine.histories $(or $(SEED),1) $(or $(COUNT),200)

test-sdk: $(STAMP) ## the sandbox against Microsoft's own client (installs msgraph-sdk, which is large)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[sdk]'
	$(BIN)/python -m pytest -q -m sdk tests/contract/sandbox

reference: $(STAMP) ## hold the sandbox against Graph's own description, where it lies beside the project
	$(BIN)/python -m pytest -q -m reference tests/contract/sandbox

mutation: $(STAMP) ## mutation tests of domain/; the survivors are listed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[mutation]'
	$(BIN)/python bench/mutation.py

SECONDS ?= 60
fuzz: $(STAMP) ## every pattern of reading, then reading under atheris, SECONDS=60 for each target; TARGETS="mail html dates answers"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary atheris -e '.[fuzz]' || true
	PYTHONPATH=. $(BIN)/python -m tests.fuzz.patterns
	PYTHONPATH=. $(BIN)/python -m tests.fuzz.run $(SECONDS) $(TARGETS)

bench-reading: $(STAMP) ## every figure of reading, beside the best libraries (CASES=folder for cases of your own)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	PYTHONPATH=. $(BIN)/python -m bench.reading $(CASES)

bench: $(STAMP) ## every figure of the README
	PYTHONPATH=. $(BIN)/python bench/pair_latency.py
	PYTHONPATH=. $(BIN)/python bench/graph_requests.py
	PYTHONPATH=. $(BIN)/python bench/storm.py

.PHONY: pairs soak-people fuzz crash faults soak test-sdk reference mutation bench bench-reading
.PHONY: help install demo test check format coverage
