# Two commands matter: `make demo` and `make test`. Both set the machine up first.
ARGS ?=
PY := .venv/bin/python

# A center is many processes: each would compile everything anew
unexport PYTHONDONTWRITEBYTECODE

# `make storm` breaks a whole center at random and compares the books (docs/storm.md).
.PHONY: demo test storm bench check docs setup lock test-lowest test-latest clean

setup:
	@tools/setup.sh

demo: setup
	@$(PY) -m tools.demo $(ARGS)

# A process for each core, a file of tests whole on one of them; `ARGS=-n0` runs all in one
test: setup check
	@$(PY) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile $(ARGS)

check: setup
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

storm: setup
	@$(PY) -m tools.storm $(ARGS)

bench: setup
	@$(PY) -m bench $(ARGS)

docs: setup
	@$(PY) -m tools.generate_docs

# By hand before a release (docs/developing.md)
lock:
	@tools/lock.sh

test-lowest: setup
	@tools/test_versions.sh lowest

test-latest: setup
	@tools/test_versions.sh latest

clean:
	rm -rf .venv var build *.egg-info
