# Every target sets up what it needs first (installer/setup.sh) and says at the end how long it took.
.DEFAULT_GOAL := help
.PHONY: help run test check bench shots faults deb

TASK := installer/task.sh
PYTHON := .venv/bin/python
# A Secret Service of the command's own, so that no test and no journey touches the developer's.
OWN_KEYRING = installer/with_keyring.sh --private build/keyring/$@
OFFSCREEN := env QT_QPA_PLATFORM=offscreen

# Where the demonstration keeps its store; the keyring beside it is used only where the desktop has none.
export FIELDCASE_HOME ?= $(HOME)/.local/share/fieldcase-demo
export FIELDCASE_KEYRING ?= $(FIELDCASE_HOME)-keyring
KILLS ?= 100
WINDOW_KILLS ?= 3

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 14

run: ## open Fieldcase with the demonstration squad; without a display, play its journey into build/journey
ifneq ($(DISPLAY)$(WAYLAND_DISPLAY),)
	@$(TASK) run installer/with_keyring.sh $(PYTHON) -m app --demonstration
else
	@$(TASK) run $(OWN_KEYRING) $(OFFSCREEN) $(PYTHON) -m tests.flows.journey --out build/journey
endif

test: ## run every test
	@$(TASK) test $(OWN_KEYRING) $(PYTHON) -m pytest $(ARGS)

check: ## style, types and imports
	@$(TASK) check installer/check.sh

bench: ## measure against the budgets, as multiples of their floors
	@$(TASK) bench $(OWN_KEYRING) $(OFFSCREEN) $(PYTHON) -m tests.bench $(ARGS)

shots: ## take a picture of every page into build/shots
	@$(TASK) shots $(OWN_KEYRING) $(OFFSCREEN) $(PYTHON) -m tests.flows.shots --out build/shots

faults: ## kill the program at KILLS random and the most dangerous moments; nothing saved is lost
	@$(TASK) faults $(OWN_KEYRING) $(OFFSCREEN) $(PYTHON) -m tests.faults \
		--kills $(KILLS) --aimed --windows $(WINDOW_KILLS) $(ARGS)

deb: ## build the Debian package and start it in a minimal Debian 12
	@$(TASK) deb sh -c 'installer/build_deb.sh && installer/check_deb.sh'
