#!/usr/bin/env python3
"""Compares batchlint with other checkers of CSV files on the fixtures, and holds it to what they expect.

Prints a Markdown report: what batchlint, frictionless, csvclean, DuckDB and Python's csv module find in each file of
fixtures/bad, and what they report on the files of fixtures/ok, where nothing is wrong.

Status: 0 batchlint finds exactly what is expected, 1 it does not, 2 the comparison could not be made.
"""

import argparse
import concurrent.futures
import importlib.metadata
import json
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from checkers import FAILED, PEERS, Peer, Reply


# The fixtures

@dataclass
class Fixture:
    path: Path
    copy: str  # the plain name under which the peers see it
    expected: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    mode: int = 0o600
    replies: dict[str, Reply] = field(default_factory=dict)
    got: list[str] = field(default_factory=list)
    kind: str = "imap"  # the others know no other kind's columns, and are compared on these files only
    name = property(lambda self: plain(self.path.name))
    lines = property(lambda self: {int(finding.split(":")[0]) for finding in self.expected})
    defect = property(lambda self: [(finding.split()[2], int(finding.split(":")[0])) for finding in self.expected])

    def read_expected(self) -> None:
        for line in self.path.with_suffix(".expected").read_text("utf-8").splitlines():
            if line.startswith("# options:"):
                self.options = shlex.split(line.split(":", 1)[1])
            elif line.startswith("# mode:"):
                self.mode = int(line.split(":", 1)[1], 8)
            elif line.strip() and not line.startswith("#"):
                self.expected.append(" ".join(line.split()[:3]).removesuffix(":"))


def fixtures(folder: Path, numbers) -> list[Fixture]:
    files = [path for path in folder.iterdir() if path.is_file() and path.suffix != ".expected"]
    files.sort(key=lambda path: (not re.match(r"d\d\d-", path.name), os.fsencode(path.name)))
    return [Fixture(path, f"{next(numbers):05}.csv") for path in files]


def batchlint(program: str, fixture: Fixture, folder: Path, limit: float) -> None:
    """Runs batchlint on a private copy: in a checkout, file modes and a work tree would play a part."""
    place = folder / fixture.copy.removesuffix(".csv")
    place.mkdir()
    copy = place / fixture.path.name
    shutil.copyfile(fixture.path, copy)
    copy.chmod(fixture.mode)
    command = [program, "check", "--no-config", "--format", "json", *fixture.options, str(copy)]
    try:
        run = subprocess.run(command, cwd=place, stdin=subprocess.DEVNULL, capture_output=True, timeout=limit)
        files = json.loads(run.stdout)["files"]
        fixture.kind = files[0]["kind"] if files else fixture.kind
        findings = [finding for file in files for finding in file["findings"]]
        fixture.got = ["{line}:{column} {severity} {rule}".format(**finding) for finding in findings]
        fixture.replies["batchlint"] = [(finding["rule"], finding["line"]) for finding in findings]
        if run.returncode not in (0, 1):
            fixture.got.append(f"status {run.returncode}")
    except subprocess.TimeoutExpired:
        fixture.got, fixture.replies["batchlint"] = ["time-out"], [("time-out", None)]
    except (ValueError, KeyError, TypeError) as error:
        fixture.got = [f"no report: status {run.returncode}, {type(error).__name__}"]
        fixture.replies["batchlint"] = [("crash", None)]


# The report

def plain(text: str) -> str:
    """Text that cannot break a cell of a Markdown table."""
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in text)
    return re.sub(r"([\\`*_<>|&\[\]])", r"\\\1", shown)


def short(reply: Reply) -> str:
    """`type@line`: two types at most, and two lines of each."""
    kinds: dict[str, list[int]] = {}
    for kind, line in reply:
        kinds.setdefault(kind, []).extend([] if line is None else [line])
    parts = []
    for kind, lines in list(kinds.items())[:2]:
        lines = sorted(set(lines))
        rest = f"+{len(lines) - 2}" if len(lines) > 2 else ""
        parts.append(plain(kind) + ("@" + ",".join(map(str, lines[:2])) + rest if lines else ""))
    return ("; ".join(parts) + (" …" if len(kinds) > 2 else "")) or "-"


def found(reply: Reply) -> bool:
    return any(kind not in FAILED for kind, _ in reply)


def at_right_line(reply: Reply, fixture: Fixture) -> bool:
    return found(reply) and any((line or 1) in fixture.lines for _, line in reply)


def table(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows]) + "\n"


def report(bad: list[Fixture], ok: list[Fixture]) -> str:
    names = ["batchlint", *PEERS]
    zoo = [fixture for fixture in bad if re.match(r"d\d\d-", fixture.path.name)]

    def total(title: str, group: list[Fixture], counts) -> list[str]:
        return [f"{title} of {len(group)}"] + [str(sum(counts(f.replies[n], f) for f in group)) for n in names]

    def rows(group: list[Fixture]) -> list[list[str]]:
        return [[f.name, *([short(f.defect)] if f.expected else []), *(short(f.replies[n]) for n in names)]
                for f in group]

    totals = [total("d01 to d32: found,", zoo, lambda reply, _: found(reply)),
              total("d01 to d32: at the right line,", zoo, at_right_line),
              total("All bad files: found,", bad, lambda reply, _: found(reply)),
              total("All bad files: at the right line,", bad, at_right_line),
              total("Good files with a needless finding,", ok, lambda reply, _: found(reply))]
    versions = [f"{name} {importlib.metadata.version(name)}" for name in ("frictionless", "csvkit", "duckdb")]
    noisy = [fixture for fixture in ok if any(fixture.replies.values())]
    return "\n".join([
        "# batchlint and other checkers of CSV files\n",
        f"Compared with {', '.join(versions)} and Python {platform.python_version()}.\n",
        "`-`: nothing reported. `type@line`: what is reported, and the first lines. A checker has found a defect when",
        "it reports anything, giving up included, and at the right line when one of its lines is the defect's;",
        "a report without a line counts as line 1. csvclean counts lines from the header: its numbers are raised by",
        "one. DuckDB is given the columns of a migration file. No checker is told a file's encoding.\n",
        table(["", *names], totals),
        "## Bad files\n", table(["File", "Defect", *names], rows(bad)),
        "## Good files on which something is reported\n", table(["File", *names], rows(noisy)) if noisy else "None.\n"])


def compare(program: str, folder: Path, limit: float) -> tuple[list[Fixture], list[Fixture]]:
    numbers = iter(range(1, 100_000))
    bad, ok = fixtures(folder / "bad", numbers), fixtures(folder / "ok", numbers)
    for fixture in bad + ok:
        if fixture.path.with_suffix(".expected").exists():
            fixture.read_expected()
    with tempfile.TemporaryDirectory() as temporary, concurrent.futures.ThreadPoolExecutor(8) as pool:
        os.chmod(temporary, 0o755)  # a file's own mode decides who can read it
        for fixture in bad + ok:
            shutil.copyfile(fixture.path, Path(temporary) / fixture.copy)

        def ask(name: str) -> None:
            peer = Peer(name, temporary, limit)
            for fixture in bad + ok:
                fixture.replies[name] = peer.ask(fixture.copy)
            peer.pipe.send(None)

        jobs = [pool.submit(ask, name) for name in PEERS]
        jobs += [pool.submit(batchlint, program, fixture, Path(temporary), limit) for fixture in bad + ok]
        for job in jobs:
            job.result()
    return bad, ok


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", metavar="PROGRAM", help="batchlint")
    parser.add_argument("--write", metavar="PATH", type=Path, help="write the report there as well")
    parser.add_argument("--fixtures", metavar="DIR", type=Path, default=Path(__file__).parents[2] / "fixtures")
    parser.add_argument("--time-out", metavar="SECONDS", type=float, default=20, help="for each file and checker")
    options = parser.parse_args()
    begin = time.monotonic()
    try:
        program = str(Path(shutil.which(options.program) or options.program).resolve(strict=True))
        bad, ok = compare(program, options.fixtures, options.time_out)
    except (OSError, RuntimeError, ValueError) as error:
        print(f"peers: {error}", file=sys.stderr)
        return 2
    text = report([fixture for fixture in bad if fixture.kind == "imap"], [fixture for fixture in ok if fixture.kind == "imap"])
    sys.stdout.buffer.write(text.encode("utf-8"))
    if options.write:
        options.write.write_text(text, "utf-8", newline="\n")
    different = [fixture for fixture in bad + ok if fixture.got != fixture.expected]
    for fixture in different:
        print(f"{fixture.name}: expected {fixture.expected}, found {fixture.got}", file=sys.stderr)
    print(f"{len(bad)} bad and {len(ok)} good files in {time.monotonic() - begin:.0f} s, "
          f"{len(different)} not as expected", file=sys.stderr)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
