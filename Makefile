# The two commands of the README, and what they are made of.
SHELL := /bin/sh
RELEASE := .build/release
VENV := .build/venv

.PHONY: demo build release release-check sbom-check image faults fuzz fuzz-build test test-unit test-integration test-debug test-asan test-tsan mutation test-build test-tools format format-check update-expected bench bench-probe peers reference reference-check docs docs-check docs-update encodings workbooks bench-workbooks letters servers system venv clean

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
	BATCHLINT_STATIC=1 swift build -c release --product batchlint --static-swift-stdlib --disable-local-rpath --scratch-path .build-static
	sh .release/package.sh .build-static/release/batchlint .build-static/dist

release-check: release ## The release in an empty root, its package installed and removed, its pages and scripts read.
	sh .release/check.sh .build-static/dist

sbom-check: release ## The bill of materials against the schema of CycloneDX.
	python3 -m venv .build/sbom
	.build/sbom/bin/pip install --quiet --disable-pip-version-check 'cyclonedx-python-lib[json-validation]==11.*'
	.build/sbom/bin/python -B .release/sbom-check.py .build-static/dist/batchlint.cdx.json

image: release ## An OCI archive of the program, its C library and CA certificates; inspected, unpacked and run.
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) python3 -B .release/image.py .build-static/dist/batchlint-linux-$$(uname -m) .build-static/batchlint-oci.tar
	@if command -v skopeo >/dev/null && command -v umoci >/dev/null; then sh .release/image-check.sh .build-static/batchlint-oci.tar; \
	else echo "Not checked: install skopeo and umoci." >&2; fi

.build-static/prepared/icu-data.o: .release/icu-data.sh
	sh $< $@
	ln -sf "$$(cc -print-file-name=libstdc++.a)" $(@D)/

test: test-unit test-integration ## All tests, with what they need, in the configuration of `make demo`.

test-unit: system format-check test-build ## The tests that need neither a network nor installed servers, editors or Python packages.
	@sh Tests/run.sh -c release --skip '^IntegrationTests\.'

test-integration: system venv servers test-tools test-build ## The tests with real servers, editors, shells and the programs that read reports.
	@sh Tests/run.sh -c release --filter '^IntegrationTests\.'

test-debug: system ## The hermetic tests with assertions and exclusivity checks.
	swift build --build-tests
	@sh Tests/run.sh --skip '^IntegrationTests\.'

# A build of its own for each sanitizer: libraries and tests are built with it.
test-asan: system ## The hermetic tests with the address sanitizer.
	swift build -c release --build-tests --sanitize=address --scratch-path .build-asan
	@sh Tests/run.sh -c release --sanitize=address --scratch-path .build-asan --skip '^IntegrationTests\.'

test-tsan: system ## The hermetic tests with the thread sanitizer.
	swift build -c release --build-tests --sanitize=thread --scratch-path .build-tsan
	@TSAN_OPTIONS=suppressions=$(CURDIR)/Tests/thread-sanitizer.txt sh Tests/run.sh -c release --sanitize=thread --scratch-path .build-tsan --skip '^IntegrationTests\.'

# How many mutants `make mutation` tries; 0 for all.
SAMPLE := 100

mutation: system ## Changes in rules, layout and verdicts that tests should notice, one at a time.
	python3 -B Tests/Mutation/mutate.py --sample $(SAMPLE)

faults: build ## Full disks, read-only file systems and 500 SIGKILLs under every command that writes; as root on Linux.
	python3 -B Tests/Faults/faults.py $(RELEASE)/batchlint

# Seconds for each target of `make fuzz`, and the targets; all where none is named.
SECONDS := 60
TARGETS :=
FUZZ := $(CURDIR)/.build-fuzz

fuzz: fuzz-build ## Fuzz targets, each for SECONDS; finds are in .build-fuzz/finds.
	sh .fuzz/fuzz.sh $(FUZZ) $(SECONDS) $(TARGETS)

fuzz-build: build
	swift build -c release --product embed-resources
	sh .fuzz/build.sh $(FUZZ)

test-build: system
	swift build -c release --build-tests

update-expected: build ## Write the expected findings and the snapshots anew; review the difference before it is committed.
	swift build -c release --product update-expected
	$(RELEASE)/update-expected

format: ## Format all Swift files.
	swift format format --in-place --parallel --recursive Sources Tests Package.swift

format-check: ## Fail where a Swift file is not formatted.
	swift format lint --strict --parallel --recursive Sources Tests Package.swift

bench: release venv ## Stages, the whole program, and others on the same files.
	BATCHLINT_STATIC=1 swift build -c release --product batchlint-bench --static-swift-stdlib --disable-local-rpath --scratch-path .build-static
	.build-static/release/batchlint-bench .build-static/release/batchlint --large \
	  --peer "$(CURDIR)/$(VENV)/bin/csvclean --enable-all-checks {file}" --peer "$(CURDIR)/$(VENV)/bin/frictionless validate --trusted {file}"

bench-probe: build servers ## Sign-ins a second with a real Dovecot, beside bare loops.
	swift build -c release --product sign-in-bench
	python3 -B Tests/Peers/probe_bench.py $(RELEASE)/batchlint $(RELEASE)/sign-in-bench

workbooks: build venv ## Workbooks as other libraries read and write them, cell by cell, and filled templates.
	swift build -c release --product workbook-cells
	$(VENV)/bin/python Tests/Peers/workbooks.py $(RELEASE)/workbook-cells
	$(VENV)/bin/python Tests/Peers/template_workbooks.py $(RELEASE)/batchlint

bench-workbooks: build venv ## A workbook of 50,000 rows beside other readers, and 200,000 recipients.
	swift build -c release --product workbook-cells
	$(VENV)/bin/python Tests/Peers/workbook_bench.py $(RELEASE)/batchlint $(RELEASE)/workbook-cells

peers: build venv ## Every fixture by batchlint and by other validators, as a table.
	$(VENV)/bin/python Tests/Peers/peers.py $(RELEASE)/batchlint --write Tests/Peers/TABLE.md

reference: build ## The index of rules, servers and kinds, from their files.
	$(RELEASE)/batchlint kinds --format markdown > rules/README.md.new
	mv rules/README.md.new rules/README.md

reference-check: build ## Fail if that index is stale.
	$(RELEASE)/batchlint kinds --format markdown | diff -u rules/README.md -

docs: ## The guides as a web site, in .build/documentation.
	sh Tests/Documentation/site.sh .build/documentation

docs-check: build ## Follow every link of the documentation, and run every command in it.
	python3 -B Tests/Documentation/check.py $(RELEASE)/batchlint

docs-update: build ## Write the outputs in the documentation anew.
	python3 -B Tests/Documentation/check.py $(RELEASE)/batchlint --update

encodings: build venv ## How often the encoding of a list of users is named right, against other detectors.
	$(VENV)/bin/python Tests/Peers/encodings.py $(RELEASE)/batchlint --write Tests/Peers/ENCODINGS.md

letters: ## The letters by which encodings are told apart, from the installed libicu.
	python3 Tests/Peers/letters.py Sources/TextEncoding/Letters.swift

servers: ## The real IMAP servers of the tests, fetched and unpacked below .build; nothing is installed.
	python3 -B Tests/Servers/servers.py install

# Debian's packages, where something is missing and apt is at hand.
system:
	@if ! [ -e /usr/include/unicode/uregex.h ] || ! [ -e /usr/include/libxml2/libxml/xmlwriter.h ] || ! [ -e /usr/include/zlib.h ] || ! command -v git >/dev/null || ! command -v openssl >/dev/null || ! python3 -c 'import ensurepip' 2>/dev/null; then \
	  if command -v apt-get >/dev/null; then \
	    if [ "$$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi; \
	    $$sudo apt-get update -qq && $$sudo apt-get install -y -qq libicu-dev libxml2-dev zlib1g-dev git openssl python3-venv; \
	  else echo 'Install the development files of ICU, libxml2 and zlib, git, openssl, and python3 with venv.' >&2; exit 1; fi; fi

# The editors, shells and readers of the integration tests.
TEST_TOOLS := nvim:neovim fish:fish zsh:zsh mandoc:mandoc groff:groff curl:curl prove:perl chromium:chromium chromedriver:chromium-driver
test-tools:
	@missing=; for tool in $(TEST_TOOLS); do command -v "$${tool%%:*}" >/dev/null || missing="$$missing $${tool##*:}"; done; \
	if [ -n "$$missing" ]; then \
	  if command -v apt-get >/dev/null; then \
	    if [ "$$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi; \
	    $$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends $$missing; \
	  else echo "Not installed, so their tests are skipped:$$missing" >&2; fi; fi

venv: $(VENV)/ready

$(VENV)/ready: Tests/Peers/requirements.txt
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r Tests/Peers/requirements.txt
	@touch $@

clean:
	rm -rf .build .build-static
