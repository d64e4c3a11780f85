# make report   sets up and writes the pages of the five articles to report/
# make test     sets up and runs the whole suite
# make lab      sets up and opens the notebooks in JupyterLab
# make check    lints, checks formats and types
# make notebooks  runs the notebooks over seeds/ anew, figures too, as they are committed
# make setup    makes .venv from requirements.lock; every other target does so first
# make lock     renews requirements.lock from pyproject.toml; UPGRADE=1 takes the newest versions
# make clean    removes what the other targets made

VENV = .venv
BIN = $(VENV)/bin
READY = $(VENV)/.ready
OUT = report
CORPUS = seeds
# A Python to use instead of the newest one found.
PYTHON =

.PHONY: setup report test lab check notebooks lock clean

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@set -e; \
	found=; \
	for name in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
		if command -v "$$name" >/dev/null 2>&1 \
		&& "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$name; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "No Python 3.11 or later was found: install python3.11 or a later one (Debian and Ubuntu: apt install python3 python3-venv; macOS: brew install python; or python.org), or name it: make setup PYTHON=/path/to/python" >&2; \
		exit 1; \
	fi; \
	if ! "$$found" -c 'import venv, ensurepip' >/dev/null 2>&1; then \
		echo "$$found cannot make virtual environments: install its venv module (Debian and Ubuntu: apt install python3-venv), then run make again." >&2; \
		exit 1; \
	fi; \
	if ! $(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
		echo "Making $(VENV) with $$found"; \
		"$$found" -m venv --clear $(VENV); \
	fi; \
	echo "Installing what requirements.lock pins"; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	touch $(READY)

report: $(READY)
	$(BIN)/python -m analysis report $(CORPUS) --out $(OUT)

test: $(READY)
	$(BIN)/python -m pytest -n 2 --dist loadfile

lab: $(READY)
	cd notebooks && ../$(BIN)/python -m jupyterlab

check: $(READY)
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy

notebooks: $(READY)
	$(BIN)/python -m analysis.runs

lock:
	python3 -m venv --clear build/lock
	build/lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	build/lock/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url \
		$(if $(UPGRADE),--upgrade) --python-version 3.11 --extra dev pyproject.toml -o requirements.lock
	rm -rf build/lock

clean:
	rm -rf $(VENV) $(OUT) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
