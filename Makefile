# make lab: learn. make check: a minute, while you work. make test: everything CI checks, in five steps that can
# each be run alone. make bench: what it costs. make notebooks: run and save them. make experiments: record again
# what takes minutes. make constraints: pin the newest versions.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m tools.install
PYTEST := $(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder
NBVAL := $(PYTEST) --nbval --nbval-sanitize-with tests/nbval_sanitize.cfg

.PHONY: lab check test lint test-unit test-class test-browser test-notebooks test-processors bench \
  notebooks experiments constraints clean
# Each step has work for all processors.
.NOTPARALLEL:

lab: $(VENV)/.first
	@if [ $(VENV)/.course -nt $(VENV)/.first ]; then $(BIN)/relu-course lab; \
	  else $(BIN)/python -m tools.lab $(VENV)/.course; fi

# The import test, the engine's own tests, one notebook, one exercise of each kind, one submission behind the walls.
CHECKED := notebooks/00_start_here.ipynb tests/classroom/test_grade.py tests/test_exercises.py tests/autograder \
  tests/test_imports.py $(patsubst %,tests/classroom/test_%.py,plan submissions gradebook export override)
CHECKED_OF := (not test_exercises or start.double or scratch.graph or sigmoid.outputs or torch.build_model) \
  and (not test_grade.py or keys_of_the_run) and not test_models and not any_well_formed_observation

check: lint
	@$(NBVAL) $(CHECKED) -k "$(CHECKED_OF)"

test: lint test-unit test-class test-browser test-notebooks

lint: $(VENV)/.test
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

test-unit: $(VENV)/.test
	@$(PYTEST) tests --ignore tests/classroom --ignore tests/browser --ignore tests/test_notebooks.py

test-class: $(VENV)/.test
	@$(PYTEST) tests/classroom

test-browser: $(VENV)/.test
	@$(PYTEST) tests/browser

test-notebooks: $(VENV)/.test
	@$(NBVAL) notebooks
	@echo "The notebooks again, and solved, imitating an older processor with one thread:"
	@OMP_NUM_THREADS=1 ATEN_CPU_CAPABILITY=default ONEDNN_MAX_CPU_ISA=SSE41 $(NBVAL) notebooks tests/test_notebooks.py

# Hours. What turns red here and not in `make test` rests on one processor, one seed or the clock.
test-processors: $(VENV)/.test
	@$(BIN)/python tests/processors.py $(MAKE) test

bench: $(VENV)/.bench
	@$(BIN)/python benchmarks/check_cost.py
	@$(BIN)/python -m benchmarks.explorer_latency
	@$(BIN)/python -m benchmarks.named_mistakes
	@$(BIN)/python -m benchmarks.grade_class

# Without a progress of our own, and without the widgets' state: exported pages then show each explorer's picture.
notebooks: $(VENV)/.test
	@RELU_COURSE_PROGRESS=$$(mktemp -d)/progress.db $(BIN)/jupyter nbconvert --to notebook --execute --inplace \
	  --ExecutePreprocessor.record_timing=False --ExecutePreprocessor.store_widget_state=False notebooks/*.ipynb

# Records anew what takes too long for a notebook. Minutes each; the notebooks then show the new data.
experiments: $(VENV)/.test
	@for name in course_utils/experiments/recorded/*.json; do \
	  $(BIN)/python -m course_utils.experiments.$$(basename $$name .json) || exit 1; done

clean:
	rm -rf $(VENV)

# One version of every package, for each Python and system that the course is for: what all targets install. This asks
# PyPI alone, so that no build of this machine's own, such as torch 2.13.0+cpu, is pinned for others.
constraints: $(VENV)/.test
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras --no-annotate \
	  --custom-compile-command "make constraints" --output-file constraints.txt pyproject.toml

# All but PyTorch and TensorFlow.
$(VENV)/.first: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "The course needs Python 3.11 to 3.13; $(PYTHON) is another. Try: make PYTHON=python3.12 lab"; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@echo "Installing the course into $(VENV). This is done once."
	@$(INSTALL) --first
	@touch $@

$(VENV)/.course: $(VENV)/.first
	@$(INSTALL)
	@touch $@

$(VENV)/.test: $(VENV)/.first
	@$(INSTALL) test
	@touch $@

$(VENV)/.bench: $(VENV)/.test
	@$(INSTALL) test bench
	@touch $@
