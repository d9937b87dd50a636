#!/usr/bin/env python3
"""Reads JUnit XML as a CI server does, and says what it would get of it.

Prints one JSON object for each file. Status: 1 where a file cannot be read as JUnit XML, holds a character that XML 1.0
does not allow, or names two cases of a class alike (a server keeps the first alone); otherwise 0.
"""

import argparse
import collections
import json
import re
import sys
from pathlib import Path

import junitparser

ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Where a character reference is not one.
LITERAL = re.compile(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->", re.DOTALL)
REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]+)|([0-9]+));")
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def decode(data: bytes) -> str:
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding)
    declared = re.match(rb"<\?xml[^>]*?encoding=[\"']([A-Za-z0-9._-]+)", data)
    return data.decode(declared[1].decode("ascii") if declared else "utf-8")


def has_illegal(text: str) -> bool:
    """Whether a character of the text, or one that it refers to by number, is not allowed in XML 1.0."""
    if ILLEGAL.search(text):
        return True
    for hexadecimal, decimal in REFERENCE.findall(LITERAL.sub("", text)):
        code = int(hexadecimal, 16) if hexadecimal else int(decimal)
        if code > sys.maxunicode or ILLEGAL.match(chr(code)):
            return True
    return False


def suites_of(parent) -> list[junitparser.TestSuite]:
    """The suites, and those within them."""
    inner = list(parent) if isinstance(parent, junitparser.JUnitXml) else list(parent.testsuites())
    return [suite for child in inner for suite in (child, *suites_of(child))]


def consume(path: str) -> dict:
    result = {"file": path, "suites": 0, "cases": 0, "failures": 0, "duplicates": [], "illegal": False}
    try:
        data = Path(path).read_bytes()
        result["illegal"] = has_illegal(decode(data))
        root = junitparser.JUnitXml.fromstring(data)
    # A parser's error is a SyntaxError, also that of lxml, which junitparser prefers where it is installed.
    except (OSError, LookupError, ValueError, SyntaxError, junitparser.JUnitXmlError) as error:
        result["error"] = f"{type(error).__name__}: {error}"
        return result
    cases = [case for suite in root for case in suite]
    times = collections.Counter((case.classname or "", case.name or "") for case in cases)
    result["suites"] = len(suites_of(root))
    result["cases"] = len(cases)
    result["failures"] = sum(case.is_failure for case in cases)
    # GitLab links the file and shows the text of a failure; its message alone is not shown.
    result["linked"] = sorted({case._elem.get("file", "") for case in cases})
    result["mute"] = sum(not (failure.text or "").strip() for case in cases for failure in case.result)
    result["duplicates"] = [f"{classname}: {name}" for (classname, name), count in times.items() if count > 1]
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", metavar="FILE", nargs="+")
    results = [consume(path) for path in parser.parse_args().files]
    for result in results:
        print(json.dumps(result))
    return 1 if any(r["duplicates"] or r["illegal"] or "error" in r for r in results) else 0


if __name__ == "__main__":
    sys.exit(main())
