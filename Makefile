# The two commands of the README, and what they are made of.
SHELL := /bin/sh
RELEASE := .build/release
VENV := .build/venv

.PHONY: demo build release release-check test test-only bench bench-probe peers reference encodings letters servers editors system venv clean

demo: build ## Install what is missing, build, lint the sample files, show how one is fixed, and probe a simulated server.
	@printf '\n$$ batchlint template --server exchange\n'
	@$(RELEASE)/batchlint template --server exchange
	@printf '\n$$ batchlint --verbose fixtures/ok/%s\n' exchange-admin.csv
	@$(RELEASE)/batchlint --no-config --verbose fixtures/ok/exchange-admin.csv
	@printf '\n$$ batchlint fixtures/bad/several-defects.csv\n'
	@$(RELEASE)/batchlint --no-config fixtures/bad/several-defects.csv || test $$? -eq 1
	@printf '\n$$ batchlint fix --unsafe --diff fixtures/bad/several-defects.csv\n'
	@$(RELEASE)/batchlint fix --unsafe --diff --quiet --no-config --format concise=/dev/null fixtures/bad/several-defects.csv || test $$? -eq 1
	@sh Tests/Peers/demo.sh $(RELEASE)/batchlint fixtures/ok/own-dovecot.csv refused=3 mailbox-denied=5

build: system ## The program, optimised.
	swift build -c release --product batchlint

release: system .build-static/prepared/icu-data.o ## One file that needs neither Swift, ICU nor libxml2 on the machine, its package for Debian, and checksums.
	BATCHLINT_STATIC=1 swift build -c release --product batchlint --static-swift-stdlib --scratch-path .build-static
	sh .release/package.sh .build-static/release/batchlint .build-static/dist

release-check: release ## The release in an empty root, its package installed and removed, its pages and scripts read.
	sh .release/check.sh .build-static/dist

.build-static/prepared/icu-data.o: .release/icu-data.sh
	sh $< $@
	ln -sf "$$(cc -print-file-name=libstdc++.a)" $(@D)/

test: system editors venv servers test-only ## All tests, with what they need.

test-only:
	swift build --build-tests
	@BATCHLINT_PYTHON=$(CURDIR)/$(VENV)/bin/python sh Tests/run.sh

bench: release venv ## Stages, the whole program, and others on the same files.
	BATCHLINT_STATIC=1 swift build -c release --product batchlint-bench --static-swift-stdlib --scratch-path .build-static
	.build-static/release/batchlint-bench .build-static/release/batchlint --large \
	  --peer "$(CURDIR)/$(VENV)/bin/csvclean --enable-all-checks {file}" --peer "$(CURDIR)/$(VENV)/bin/frictionless validate --trusted {file}"

bench-probe: build servers ## Sign-ins a second with a real Dovecot, beside bare loops.
	swift build -c release --product sign-in-bench
	python3 -B Tests/Peers/probe_bench.py $(RELEASE)/batchlint $(RELEASE)/sign-in-bench

peers: build venv ## Every fixture by batchlint and by other validators, as a table.
	$(VENV)/bin/python Tests/Peers/peers.py $(RELEASE)/batchlint --write Tests/Peers/TABLE.md

reference: build ## The page of all kinds, from their files.
	$(RELEASE)/batchlint kinds --format markdown > rules/README.md.new
	mv rules/README.md.new rules/README.md

encodings: build venv ## How often the encoding of a list of users is named right, against other detectors.
	$(VENV)/bin/python Tests/Peers/encodings.py $(RELEASE)/batchlint --write Tests/Peers/ENCODINGS.md

letters: ## The letters by which encodings are told apart, from the installed libicu.
	python3 Tests/Peers/letters.py Sources/TextEncoding/Letters.swift

servers: ## The real IMAP servers of the tests, fetched and unpacked below .build; nothing is installed.
	python3 -B Tests/Servers/servers.py install

# Debian's packages, where something is missing and apt is at hand.
system:
	@if ! [ -e /usr/include/unicode/uregex.h ] || ! [ -e /usr/include/libxml2/libxml/xmlwriter.h ] || ! command -v git >/dev/null || ! command -v openssl >/dev/null || ! python3 -c 'import ensurepip' 2>/dev/null; then \
	  if command -v apt-get >/dev/null; then \
	    if [ "$$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi; \
	    $$sudo apt-get update -qq && $$sudo apt-get install -y -qq libicu-dev libxml2-dev git openssl python3-venv; \
	  else echo 'Install the development files of ICU and libxml2, git, openssl, and python3 with venv.' >&2; exit 1; fi; fi

# The editor of the tests.
editors:
	@if ! command -v nvim >/dev/null; then \
	  if command -v apt-get >/dev/null; then \
	    if [ "$$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi; \
	    $$sudo apt-get update -qq && $$sudo apt-get install -y -qq neovim; \
	  else echo 'Install neovim.' >&2; exit 1; fi; fi

venv: $(VENV)/ready

$(VENV)/ready: Tests/Peers/requirements.txt
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r Tests/Peers/requirements.txt
	@touch $@

clean:
	rm -rf .build .build-static
