#!/usr/bin/env python3
"""Mutation testing: changes one comparison, threshold or branch at a time, and sees whether a test fails.

  mutate.py [--sample N] [--seed N] [--minutes N] [--quick] [--list] [--tree DIRECTORY]

All changes are built into one copy of the package, where the environment variable BATCHLINT_MUTANT says which one is
made; without it nothing is. Then the tests of the changed module run once for each, the quick ones first, until one
fails: the mutant is killed. Survivors are printed with their places, and how many of all were killed.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# What is changed, and the tests that should notice, the quick ones first.
AREAS = {
    "Sources/Linting/Rules": [r"^LintingTests\.(FixtureTests|PageTests)", r"^LintingTests\."],
    "Sources/Layout": [r"^(LintingTests\.(FixtureTests|PageTests)|LayoutTests\.)", r"^(LintingTests|AuthoringTests)\."],
    "Sources/Probing/Outcome": [r"^ProbingTests\.ProbeTests/(DecisionTableTests|TokenTests|BlockTests)", r"^ProbingTests\."],
}
# The tests compare with what is printed, not with how it is worded or laid out in memory.
SKIPPED = re.compile(r"Inspection\+JSON|RowWords|Document\+Memory|UnknownName")
SUPPORT = "Sources/Platform/Mutants.swift"
COMPARISONS = {" < ": "<=", " <= ": "<", " > ": ">=", " >= ": ">", " == ": "!=", " != ": "==", " && ": "||", " || ": "&&"}
# Operator characters that stand for digits, so that each place has an operator of its own.
DIGITS = "¡¢£¤¥¦§©«¬"

SUPPORT_HEAD = """\
/// The mutant that is made; 0 for none.
public let activeMutant = getenv("BATCHLINT_MUTANT").flatMap { Int(String(cString: $0)) } ?? 0

/// A condition, the opposite in a mutant.
@inline(never) public func flipped(_ mutant: Int, _ value: Bool) -> Bool { activeMutant == mutant ? !value : value }

/// A threshold, one more in a mutant.
@inline(never) public func raised<T: ExpressibleByIntegerLiteral & AdditiveArithmetic>(_ mutant: Int, _ value: T) -> T {
  activeMutant == mutant ? value + 1 : value
}
"""


def operator(kind, number):
    return kind + "".join(DIGITS[int(digit)] for digit in str(number))


def declaration(kind, number):
    name, other = operator(kind, number), {k.strip(): v for k, v in COMPARISONS.items()}[kind]
    if kind in ("&&", "||"):
        precedence = "LogicalConjunctionPrecedence" if kind == "&&" else "LogicalDisjunctionPrecedence"
        return (
            f"infix operator {name}: {precedence}\n"
            f"public func {name} (a: Bool, b: @autoclosure () throws -> Bool) rethrows -> Bool {{\n"
            f"  activeMutant == {number} ? try a {other} b() : try a {kind} b()\n}}\n")
    constraint = "Equatable" if kind in ("==", "!=") else "Comparable"
    return (
        f"infix operator {name}: ComparisonPrecedence\n"
        f"public func {name} <T: {constraint}>(a: T, b: T) -> Bool {{ activeMutant == {number} ? a {other} b : a {kind} b }}\n")


class Mutant:
    def __init__(self, path, line, column, kind, old):
        self.path, self.line, self.column, self.kind, self.old = path, line, column, kind, old

    def __str__(self):
        return f"{self.path.relative_to(ROOT)}:{self.line + 1}:{self.column + 1}: {self.kind} `{self.old}`"


def is_code(line, column):
    """Neither in a comment nor in a string, as far as one line shows."""
    before = line[:column]
    return "//" not in before and before.count('"') % 2 == 0


def mutants_of(path):
    depth = 0
    for number, line in enumerate(path.read_text().split("\n")):
        stripped = line.strip()
        if '"""' in line:
            depth += line.count('"""')
        if depth % 2 or '"""' in line or stripped.startswith(("//", "@", "extension", "import", "case ", "where ")):
            continue
        if re.search(r"\b(func|struct|enum|class|protocol|extension|init)\b.*\bwhere\b|#if", line):
            continue
        for text in COMPARISONS:
            for match in re.finditer(re.escape(text), line):
                # Nil is compared with optionals of all types, also of those that cannot be equal.
                if is_code(line, match.start()) and not line[match.end():].startswith("nil") \
                        and not line[:match.start()].endswith("nil"):
                    yield Mutant(path, number, match.start(), "comparison", text.strip())
        for match in re.finditer(r"(?<= (?:<|>) |(?:<|>|=)= )(\d+)\b(?![.\w])", line):
            if is_code(line, match.start()):
                yield Mutant(path, number, match.start(), "threshold", match[0])
        match = re.fullmatch(r"\s*(?:} else )?if ([^{},]+) {(?: return .*})?|\s*guard ([^{},]+) else {.*", line)
        if match:
            condition = match[1] or match[2]
            if not re.search(r"\b(let|var|case|#available|is)\b", condition) and condition.count("(") == condition.count(")"):
                yield Mutant(path, number, line.index(condition), "branch", condition)


def mutated(line, mutants):
    """A line with the places of its mutants replaced, from right to left; mutants are (number, mutant)."""
    for number, mutant in sorted(mutants, key=lambda pair: -pair[1].column):
        start, old = mutant.column, mutant.old
        if mutant.kind == "comparison":
            line = line[:start] + f" {operator(old, number)} " + line[start + len(old) + 2:]
        elif mutant.kind == "threshold":
            line = line[:start] + f"raised({number}, {old})" + line[start + len(old):]
        else:
            line = line[:start] + f"flipped({number}, {old})" + line[start + len(old):]
    return line


def write_tree(tree, chosen):
    """The package with the mutants in it."""
    by_path = {}
    for number, mutant in chosen.items():
        by_path.setdefault(mutant.path, {}).setdefault(mutant.line, []).append((number, mutant))
    # What stays as it is is not written again, so that it is not built again.
    kept = [f"--exclude=/{path.relative_to(ROOT / 'Sources')}" for path in [*by_path, ROOT / SUPPORT]]
    for name in ("Sources", "Tests", "rules", "fixtures", "Package.swift"):
        source, target = ROOT / name, tree / name
        options = ["-a", "--delete", "--checksum", *(kept if name == "Sources" else [])]
        subprocess.run(["rsync", *options, f"{source}/" if source.is_dir() else str(source), str(target)], check=True)
    support = [SUPPORT_HEAD]
    for path, lines in by_path.items():
        text = path.read_text().split("\n")
        for line, mutants in lines.items():
            text[line] = mutated(text[line], mutants)
            support += [declaration(m.old, n) for n, m in mutants if m.kind == "comparison"]
        body = "\n".join(text)
        imports = "" if re.search(r"^import Platform$", body, re.M) else "import Platform\n"
        write(tree / path.relative_to(ROOT), imports + body)
    write(tree / SUPPORT, "\n".join(support))


def write(path, text):
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def build(tree, chosen):
    """Builds, leaving out mutants whose lines do not compile; returns those that are built."""
    chosen = dict(chosen)
    while True:
        write_tree(tree, chosen)
        command = ["swift", "build", "-c", "release", "--build-tests"]
        done = subprocess.run(command, cwd=tree, capture_output=True, text=True)
        if done.returncode == 0:
            return chosen
        errors = set(re.findall(r"(Sources/[^:\s]+\.swift):(\d+):\d+: error:", done.stdout + done.stderr))
        places = {(tree / path, int(line) - 1) for path, line in errors}
        broken = []
        for number, mutant in chosen.items():
            copy = tree / mutant.path.relative_to(ROOT)
            shift = 0 if re.search(r"^import Platform$", mutant.path.read_text(), re.M) else 1
            if (copy, mutant.line + shift) in places:
                broken.append(number)
        if not broken:
            sys.exit(f"the copy does not build:\n{(done.stdout + done.stderr)[-4000:]}")
        print(f"{len(broken)} changes do not compile and are left out", flush=True)
        for number in broken:
            del chosen[number]


def tests_fail(tree, pattern, number, seconds):
    environment = dict(os.environ, BATCHLINT_MUTANT=str(number))
    command = ["swift", "test", "-c", "release", "--skip-build", "--filter", pattern]
    process = subprocess.Popen(
        command, cwd=tree, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        return True, "endless"
    if "Test run with 0 tests" in output:
        sys.exit(f"no test matches {pattern}")
    return process.returncode != 0, "failed"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=100, help="so many mutants, spread over the areas; 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600, help="try no more mutants after so many minutes")
    parser.add_argument("--quick", action="store_true", help="run the quick tests only")
    parser.add_argument("--list", action="store_true", help="print all mutants and end")
    parser.add_argument("--tree", type=Path, default=ROOT / ".build-mutation")
    options = parser.parse_args()
    every = []
    for area in AREAS:
        for path in sorted((ROOT / area).rglob("*.swift")):
            if not SKIPPED.search(path.name):
                every += [(area, mutant) for mutant in mutants_of(path)]
    if options.list:
        for _, mutant in every:
            print(mutant)
        return print(f"{len(every)} mutants")
    random.Random(options.seed).shuffle(every)
    if options.sample:
        share = {area: options.sample // len(AREAS) for area in AREAS}
        every = [pair for area in AREAS for pair in [p for p in every if p[0] == area][:share[area]]]
    areas = {number: area for number, (area, _) in enumerate(every, 1)}
    options.tree.mkdir(exist_ok=True)
    start = time.monotonic()
    built = build(options.tree, {number: mutant for number, (_, mutant) in enumerate(every, 1)})
    print(f"{len(built)} mutants built in {time.monotonic() - start:.0f} s", flush=True)
    # Without a mutant the tests pass; a mutant that makes them ten times as slow does not end.
    limits = {}
    for area in sorted({areas[number] for number in built}):
        for pattern in AREAS[area][:1 if options.quick else 2]:
            begun = time.monotonic()
            if tests_fail(options.tree, pattern, 0, 3600)[0]:
                sys.exit(f"the tests {pattern} fail without a mutant")
            limits[pattern] = 10 * (time.monotonic() - begun)
            print(f"{pattern}: {limits[pattern] / 10:.0f} s", flush=True)
    survivors, tried = [], 0
    # All areas in turn, where there is no time for all mutants.
    for number, mutant in sorted(built.items(), key=lambda pair: pair[0] % max(options.sample // len(AREAS), 1)):
        if time.monotonic() - start > 60 * options.minutes:
            break
        tried += 1
        for pattern in AREAS[areas[number]]:
            if pattern not in limits:
                continue
            killed, how = tests_fail(options.tree, pattern, number, limits[pattern])
            if killed:
                break
        print(f"{how if killed else 'SURVIVED'}: {mutant}", flush=True)
        if not killed:
            survivors.append(str(mutant))
    killed = tried - len(survivors)
    print(f"{killed} of {tried} killed ({100 * killed / max(tried, 1):.0f} %)")
    (options.tree / "survivors.json").write_text(json.dumps(survivors, indent=1))


if __name__ == "__main__":
    main()
