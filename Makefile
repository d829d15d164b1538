# SPDX-License-Identifier: Apache-2.0
# Each target is a script that also runs alone; ARGS="..." is passed on to it. `make demo` and `make test` install what is
# missing on Debian and Ubuntu after a question, and without one when YES=1.

.DEFAULT_GOAL := help
.PHONY: demo test conformance bench record accuracy fuzz robustness snapshots dist clean help

STANCH_TOOLCHAINS ?= $(CURDIR)/.toolchains
export STANCH_TOOLCHAINS
NEWEST_GO := 1.27.3
LABORATORY_GO := 1.22.10 1.24.11 $(NEWEST_GO)

demo: ## run a leaking Go service under load and diagnose it
	@Scripts/install-prerequisites $(NEWEST_GO)
	@Scripts/demo $(ARGS)

test: ## everything CI runs: format, build, arrows, tests against real Go programs
	@Scripts/test $(ARGS)

conformance: ## compare every line of the profile reports with those of go tool pprof
	@Scripts/install-prerequisites $(NEWEST_GO)
	@STANCH=$$(Scripts/build-release) && Scripts/conformance --stanch "$$STANCH" $(ARGS)

bench: ## measure against other tools and on a live service, and write the tables
	@Scripts/install-prerequisites $(NEWEST_GO)
	@Scripts/build-release >/dev/null
	@GO=$${GO:-$(STANCH_TOOLCHAINS)/go$(NEWEST_GO)/bin/go} Scripts/bench.py $(ARGS)

record: ## run every laboratory program under load and keep its bundle
	@Scripts/install-prerequisites $(LABORATORY_GO)
	@STANCH=$$(Scripts/build-release) && Scripts/record.py --stanch "$$STANCH" $(ARGS)

accuracy: ## judge the recorded bundles and some live programs, and write the tables
	@Scripts/install-prerequisites $(LABORATORY_GO)
	@STANCH=$$(Scripts/build-release) && Scripts/accuracy.py --stanch "$$STANCH" $(or $(ARGS),--write --live 10)

fuzz: ## fuzz every decoder, a minute each
	@Scripts/install-prerequisites
	@Scripts/fuzz $(ARGS)

robustness: ## try hostile services, places, signals and files, and write the tables
	@Scripts/install-prerequisites
	@STANCH=$$(Scripts/build-release) && Scripts/robustness.py --stanch "$$STANCH" $(or $(ARGS),--write)

snapshots: ## take a thousand snapshots of a service under load, and say what they cost it
	@Scripts/install-prerequisites $(NEWEST_GO)
	@Scripts/snapshots.py --go "$(STANCH_TOOLCHAINS)/go$(NEWEST_GO)/bin/go" $(ARGS)

dist: ## make the archive of a release
	@Scripts/dist

clean: ## remove what was built; Go toolchains stay
	rm -rf .build dist .laboratory

help: ## list the targets
	@sed -n 's/^\([a-z]*\): ## /\1\t/p' $(MAKEFILE_LIST) | while IFS='	' read -r name text; do printf '  make %-11s %s\n' "$$name" "$$text"; done
