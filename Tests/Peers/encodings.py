#!/usr/bin/env python3
"""Counts how often the encoding of a list of users is named right, by batchlint and by two detectors of encodings.

Right is an encoding that turns the file into exactly the text that was written. Status: 0 batchlint is at least as good
as the better of the two in each of twelve languages, 1 it is not, 2 the comparison could not be made.
"""

import argparse
import codecs
import importlib.metadata
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import chardet
import charset_normalizer

from rosters import LANGUAGES, roster

# In these batchlint must not be behind.
DEMANDED = {"German", "French", "Spanish", "Polish", "Czech", "Hungarian", "Russian", "Greek", "Turkish", "Japanese",
            "Chinese", "Korean"}
CODECS = {"x-mac-centraleurroman": "mac_latin2", "x-mac-cyrillic": "mac_cyrillic", "x-mac-greek": "mac_greek",
          "x-mac-turkish": "mac_turkish", "windows-874": "cp874", "euc-kr": "cp949", "shift_jis": "cp932"}


def is_right(name: str | None, content: bytes, text: str) -> bool:
    try:
        return name is not None and content.decode(CODECS.get(name.lower(), name)) == text
    except (LookupError, UnicodeDecodeError):
        return False


def batchlint(program: str, files: list[Path]) -> list[str]:
    command = [program, "check", "--no-config", "--format", "json", *map(str, files)]
    run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True)
    found = {file["path"]: file["encoding"] for file in json.loads(run.stdout)["files"]}
    return [found[str(path)] for path in files]


def count(program: str, seeds: range, wrong: list[str]) -> list[tuple[str, str, list[int]]]:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            texts = [roster(language, seed) for seed in seeds]
            contents = [text.encode(language.codec) for text in texts]
            paths = [Path(folder, f"{language.codec}-{seed}.csv") for seed in seeds]
            for path, content in zip(paths, contents):
                path.write_bytes(content)
            named = {
                "batchlint": batchlint(program, paths),
                "charset-normalizer": [best.encoding if (best := charset_normalizer.from_bytes(content).best()) else None
                                       for content in contents],
                "chardet": [chardet.detect(content)["encoding"] for content in contents]}
            right = {who: [is_right(*one) for one in zip(names, contents, texts)] for who, names in named.items()}
            wrong += [f"{language.title} {seed}: {name}" for seed, (name, good) in
                      zip(seeds, zip(named["batchlint"], right["batchlint"])) if not good]
            rows.append((language.title, codecs.lookup(language.codec).name, [sum(right[who]) for who in named]))
            print(*rows[-1], file=sys.stderr)
    return rows


def report(rows: list[tuple[str, str, list[int]]], files: int) -> str:
    versions = [importlib.metadata.version(name) for name in ("charset-normalizer", "chardet")]
    lines = [
        "# Whose encoding is it?\n",
        f"Of {files} generated lists of users in each language, written in its usual legacy encoding, how many are given an",
        "encoding that turns them into exactly the text that was written. Lists have 5 to 500 rows; some have one row with",
        "a character beyond ASCII. Made by `make encodings`.\n",
        f"| Language | Encoding | batchlint | charset-normalizer {versions[0]} | chardet {versions[1]} |", "| --- | --- | ---: | ---: | ---: |"]
    lines += [f"| {title} | {codec} | {' | '.join(map(str, counts))} |" for title, codec, counts in rows]
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", metavar="PROGRAM", help="batchlint")
    parser.add_argument("--write", metavar="PATH", type=Path, help="write the table there as well")
    parser.add_argument("--files", metavar="N", type=int, default=200, help="lists in each language")
    parser.add_argument("--seed", metavar="N", type=int, default=0, help="the first list's number")
    parser.add_argument("--wrong", action="store_true", help="name the lists that batchlint gets wrong")
    options = parser.parse_args()
    wrong: list[str] = []
    try:
        seeds = range(options.seed, options.seed + options.files)
        rows = count(str(Path(options.program).resolve(strict=True)), seeds, wrong)
    except (OSError, ValueError, KeyError) as error:
        print(f"encodings: {error}", file=sys.stderr)
        return 2
    text = report(rows, options.files)
    sys.stdout.write(text)
    if options.write:
        options.write.write_text(text, "utf-8", newline="\n")
    if options.wrong:
        print(*wrong, sep="\n", file=sys.stderr)
    behind = [title for title, _, (own, *others) in rows if title in DEMANDED and own < max(others)]
    if behind:
        print(f"behind another in: {', '.join(behind)}", file=sys.stderr)
    return 1 if behind else 0


if __name__ == "__main__":
    sys.exit(main())
