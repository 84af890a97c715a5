# The commands a person types. `make site` and `make test` set up what they need; nothing else has to be installed
# but Python 3.11 or later, make and git.

PYTHON ?= python3
SITE_ENV := .venv
TEST_ENV := .venv-dev
# What the tests of pages need from npm; without npm they are skipped, and say so.
NODE_ENV := $(if $(shell command -v npm),node_modules/ready)

# Makes the environment $(@D) from the lock file $<.
define environment
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; name one: make PYTHON=python3.12")'
	@echo "setting up $(@D) from $<: once, a minute or two"
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@
endef

.PHONY: site serve new translations test lint bench clean

# Exit 3: the site was published, and a seed was refused; the report above names it.
site: $(SITE_ENV)/ready
	@$(SITE_ENV)/bin/python scripts/build_pages.py $(ARGS) || test $$? -eq 3

serve: $(SITE_ENV)/ready
	@$(SITE_ENV)/bin/python scripts/build_pages.py serve $(ARGS)

new: $(SITE_ENV)/ready
	@$(SITE_ENV)/bin/python scripts/build_pages.py new $(FILES)

translations: $(SITE_ENV)/ready
	@$(SITE_ENV)/bin/python scripts/build_pages.py $(ARGS) translations

test: $(TEST_ENV)/ready $(NODE_ENV)
	$(TEST_ENV)/bin/python -m pytest -n 2 $(ARGS)

lint: $(TEST_ENV)/ready
	$(TEST_ENV)/bin/ruff check
	$(TEST_ENV)/bin/ruff format --check
	$(TEST_ENV)/bin/mypy

# Every page of `site`, as it stands, by the Nu checker of HTML. The policy of a file opened from a disk allows nothing.
valid: $(NODE_ENV)
	java -Xss2m -jar node_modules/vnu-jar/build/dist/vnu.jar --also-check-svg --skip-non-html \
	  --filterpattern '.*Content Security Policy.*' site/

bench: $(TEST_ENV)/ready
	@echo "see benchmarks/README.md for what each script measures, and how to run it"

clean:
	rm -rf $(SITE_ENV) $(TEST_ENV) node_modules .builds .cache .preview site docs/zh-Hans docs/zh-Hant docs/en
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(SITE_ENV)/ready: requirements.lock
	$(environment)

$(TEST_ENV)/ready: requirements-dev.lock
	$(environment)

node_modules/ready: package-lock.json
	npm ci --silent && touch $@ || echo "npm could not fetch what tests/browser needs: those tests are skipped"
