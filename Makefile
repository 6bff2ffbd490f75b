# Two commands do everything on a fresh Debian 12 with Swift 6.3: `make run` and `make test`.
SHELL := /bin/bash
DATA ?= data
LISTEN ?= 127.0.0.1:8080
PREFIX ?= /usr/local
STRICT := -Xswiftc -warnings-as-errors
RELEASE := swift build -c release --static-swift-stdlib
BIN := .build/release
PYTHON := .venv/bin/python

.PHONY: help run build test unit terminal mail faults nodes browser fuzz sanitize format lint bench install clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

run: build ## build a release and start the server on http://127.0.0.1:8080 with ./data (a demo forum where that is empty)
	@exec $(BIN)/forum-server --data $(DATA) --listen $(LISTEN) $$([ -e $(DATA)/forum.sqlite ] || echo --demo)

build: ## build the release executables
	@scripts/dependencies build
	$(RELEASE)

test: lint unit terminal mail faults nodes browser build ## pass every test, and build the release, which the optimiser may refuse: unit and contract suites on SQLite and PostgreSQL, the terminal, mail, faults, nodes, real Chromium
	@echo "All tests passed."

unit: ## Swift tests; a private PostgreSQL is started for them
	@scripts/dependencies build test
	swift build --build-tests $(STRICT)
	@Tests/postgres.sh with swift test --skip-build $(STRICT)

terminal: .venv/installed ## forum-cli in a pseudo-terminal against a real server
	@scripts/dependencies build test
	swift build $(STRICT)
	$(PYTHON) -m pytest -q Tests/cli

mail: .venv/installed ## confirmations, links and decisions through a real SMTP server
	@scripts/dependencies build test
	swift build $(STRICT)
	$(PYTHON) -m pytest -q Tests/Mail

faults: .venv/installed ## kill -9, a full disk, failing writes, no descriptors, a database that goes away, a successor that takes over, raw HTTP
	@scripts/dependencies build test
	swift build $(STRICT)
	$(PYTHON) -m pytest -q Tests/Faults

nodes: .venv/installed ## three nodes behind nginx, a primary and its synchronous replica; all of them die
	@scripts/dependencies build test
	swift build $(STRICT)
	$(PYTHON) -m pytest -q Tests/Nodes

browser: .venv/installed ## two browsers, no JavaScript, axe, resume after kill -9
	@scripts/dependencies build test
	swift build $(STRICT)
	$(PYTHON) -m pytest -q Tests/Browser

.venv/installed: Tests/requirements.txt
	@scripts/dependencies build test
	python3 -m venv .venv
	.venv/bin/pip install -q --disable-pip-version-check -r Tests/requirements.txt
	@touch $@

FUZZ_SEED ?= $(shell od -An -N4 -tu4 /dev/urandom | tr -d ' ')
FUZZ_FACTOR ?= 30

fuzz: ## damage the decoders' inputs thirty times as long as the tests do, from another seed each time
	@scripts/dependencies build test
	swift build --build-tests $(STRICT)
	@mkdir -p .build/fuzz
	SFAT_FUZZ_SEED=$(FUZZ_SEED) SFAT_FUZZ_FACTOR=$(FUZZ_FACTOR) SFAT_FUZZ_TRACE=.build/fuzz \
	  swift test --skip-build $(STRICT) --filter FuzzTests

sanitize: ## pass the Swift tests under the address sanitizer, then under the thread sanitizer
	@scripts/dependencies build test
	@Tests/Sanitize/run address
	@Tests/Sanitize/run thread

format: ## format the Swift sources
	swift format -i -r -p Sources Tests Benchmarks Package.swift

lint: ## fail where the formatter would change something
	swift format lint -s -r -p Sources Tests Benchmarks Package.swift

bench: build ## measure against bare SQLite and nginx in the same minute
	@scripts/dependencies build bench
	Benchmarks/run

install: build ## install under PREFIX (default /usr/local)
	install -D -t $(PREFIX)/bin $(BIN)/forum-server $(BIN)/forum-cli
	mkdir -p $(PREFIX)/share/sfat/docs
	cp -r web migrations $(PREFIX)/share/sfat/
	cp docs/openapi.yaml docs/asyncapi.yaml $(PREFIX)/share/sfat/docs/

clean: ## remove what was built
	rm -rf .build .venv
