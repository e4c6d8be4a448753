# Everything an engineer types. `make` alone prints this list; the lines come from the comments behind the targets.

.DEFAULT_GOAL := help
.PHONY: help setup setup-test run check test bench accessibility evaluate clean
SHELL := /bin/bash

PORT ?= 8080

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what running needs, if it is missing: Debian packages, and Python's in .tools/venv
	@Tools/setup.sh run

setup-test: ## install what the tests need as well
	@Tools/setup.sh test

run: ## install, build and serve the demonstration on http://127.0.0.1:8080 (PORT=…), data in ./data
	@Tools/run.sh $(PORT)

check: ## the quick proof: build, and the Swift tests on both database engines
	@Tools/check.sh

test: ## the whole proof: Swift tests on both engines, browser, API and process suites
	@Tools/test.sh

bench: ## how fast, beside nginx and a small Flask site in the same run
	@Tools/bench.sh

accessibility: ## make docs/accessibility.md from what the last `make test` saw
	@python3 Tools/accessibility.py test-results docs/accessibility.md

evaluate: ## how good the matching is, on the judged needs of Evaluation/
	@Tools/evaluate.sh

clean: ## remove what was built and tested; data, and what setup installed, stay
	rm -rf .build .build-* test-results Benchmarks/results
