"""Reads 200 generated migration scripts with a PowerShell grammar. Usage: powershell.py BATCHLINT (in an empty folder)"""

import json
import os
import random
import subprocess
import sys

from tree_sitter_language_pack import get_parser

PIECES = ["'", "\u2019", "\u2018", "\u201a", "\u201b", "\u201c", '"', "`", "$(rm x)", "$env:X", "\n", ";", "|", "&", "#", "\u00e9", " ", "{", "}", "@'", "'@", "<#", "#>"]
USERS = "EmailAddress,UserName,Password\r\na@contoso.com,a@contoso.com,Wren-4821\r\n"
QUOTES = "'\u2018\u2019\u201a\u201b"


def errors(node):
    return (node.type == "ERROR" or node.is_missing) + sum(errors(child) for child in node.children)


def literals(node, source):
    if node.type == "verbatim_string_characters":
        yield source[node.start_byte : node.end_byte].decode()
    for child in node.children:
        yield from literals(child, source)


def value(literal):
    """What PowerShell reads in a verbatim string."""
    text, index, inner = "", 0, literal[1:-1]
    while index < len(inner):
        text += inner[index]
        index += 2 if inner[index] in QUOTES else 1
    return text


def main(program):
    parser = get_parser("powershell")
    for seed in range(200):
        chance = random.Random(seed)
        stem = "u" + "".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 7)))
        name, folder = stem.replace("/", "") + ".csv", "".join(chance.choice(PIECES) for _ in range(3)).strip() or "f"
        endpoint = "".join(chance.choice(PIECES) for _ in range(3)).strip() or "e"
        with open(name, "w", newline="") as file:
            file.write(USERS)
        os.chmod(name, 0o600)
        run = subprocess.run(
            [program, "plan", "--no-config", "--allow-findings", "--format", "json", "--host", "imap.contoso.com",
             f"--exclude-folder={folder}", "--endpoint", endpoint, "--", name],
            capture_output=True,
        )
        assert run.returncode == 0, (seed, run.stderr)
        source = json.loads(run.stdout)["script"].encode()
        found = errors(parser.parse(source).root_node)
        assert found == 0, (seed, found, source.decode())
        values = [value(literal) for literal in literals(parser.parse(source).root_node, source)]
        for text in (name, folder, endpoint):
            assert text in values, (seed, text, values)
        assert b"Wren" not in source
        os.remove(name)
    print("200 scripts without an error node; each literal is read back as the text that went in")


main(sys.argv[1])
