# `make demo` and `make test` are all that a newcomer needs; both first install what the machine lacks.
.PHONY: bench build demo docs evals fuzz install lint refactor-evals release sweep test

PREFIX ?= $(HOME)/.local

# Swift Testing would start all tests at once, and those that wait would run into their time limits behind the others.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH ?= 3

build:
	scripts/bootstrap
	swift build

demo: build
	scripts/demo .build/debug/code-review

test:
	scripts/bootstrap
	swift build --build-tests
	swift test --skip-build

# Every seed and every split of the property tests, and every system call at which a run is killed or fails, of which
# `make test` runs a fixed sample. The latter run by themselves: among tens of thousands of cases their turn hardly comes.
sweep:
	scripts/bootstrap
	swift build --build-tests
	FULCRUM_SWEEP=1 swift test --skip-build --skip SweepTests
	FULCRUM_SWEEP=1 swift test --skip-build --filter SweepTests

# Times of the kernel's own work; see Benchmarks/README.md.
bench:
	scripts/bootstrap
	FULCRUM_BENCHMARKS=1 swift build -c release --product kernel-benchmarks
	FULCRUM_BENCHMARKS=1 swift build -c release --product worktree-benchmarks
	FULCRUM_BENCHMARKS=1 swift build -c release --product refactoring-benchmarks
	.build/release/kernel-benchmarks
	.build/release/worktree-benchmarks .
	.build/release/refactoring-benchmarks

# One fuzz target, for some seconds; see Fuzz/README.md.
fuzz:
	scripts/bootstrap
	scripts/fuzz "$(TARGET)" "$(SECONDS)"

# How right the rules are on real commits, of repositories in CORPUS/owner/name; see Evals/rules.md.
evals:
	@test -n "$(CORPUS)" || { echo "usage: make evals CORPUS=DIRECTORY"; exit 2; }
	scripts/bootstrap
	FULCRUM_EVALUATIONS=1 swift build --product rule-evaluation
	.build/debug/rule-evaluation "$(CORPUS)" --firings .build/rule-firings.jsonl

# How the steps of refactor end on real packages, of repositories in PACKAGES/owner/name.git; see Evals/refactor.md. Takes hours.
refactor-evals:
	@test -n "$(PACKAGES)" || { echo "usage: make refactor-evals PACKAGES=DIRECTORY"; exit 2; }
	scripts/bootstrap
	swift build --product refactor
	FULCRUM_EVALUATIONS=1 swift build --product refactoring-evaluation
	.build/debug/refactoring-evaluation "$(PACKAGES)"

# The kernel's documentation, with DocC.
docs:
	scripts/bootstrap
	scripts/docs

lint:
	swift format lint --strict --recursive Package.swift Benchmarks Evals Examples Fuzz Sources Tests

# Programs that need no Swift at run time themselves; gen-tests and refactor need it for the packages that they build. Nothing
# loads them as a library: without the table of names that they would then be asked by, 3 MB are neither stored nor read.
ifeq ($(shell uname), Linux)
RELEASE_LINKING = -Xlinker --no-export-dynamic
endif

release:
	scripts/bootstrap
	swift build -c release --static-swift-stdlib $(RELEASE_LINKING) --product code-review
	swift build -c release --static-swift-stdlib $(RELEASE_LINKING) --product gen-tests
	swift build -c release --static-swift-stdlib $(RELEASE_LINKING) --product refactor

install: release
	install -d "$(PREFIX)/bin"
	install -m 755 .build/release/code-review "$(PREFIX)/bin/code-review"
	install -m 755 .build/release/gen-tests "$(PREFIX)/bin/gen-tests"
	install -m 755 .build/release/refactor "$(PREFIX)/bin/refactor"
