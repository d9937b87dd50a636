"""A server made of Twisted's IMAP4 protocol: LOGIN and AUTHENTICATE, quoted strings and literals are its own."""

import json
import re
from pathlib import Path

import accounts
import packages
from accounts import ADMIN
from room import Step

PACKAGES = []
REQUIREMENTS = ["twisted[tls]==26.10.0"]
VARIANTS = ("standard",)


def prepare(directory, variant, ports, users):
    """What to run and what to tell."""
    people = [*accounts.PEOPLE, *accounts.ODD, *accounts.crowd(users), ADMIN]
    described = {person.name: [person.secret().hex(), person.inbox] for person in people}
    (directory / "people.json").write_text(json.dumps(described))
    (directory / "program.py").write_text((Path(__file__).with_name("twisted_program.py")).read_text())
    serve = [Step(
        [packages.PYTHON, "-B", "/run/room/program.py", str(ports["imap"]), str(ports["imaps"])],
        environment={"PYTHONPATH": packages.SITE})]
    return [], serve, {
        "accounts": {person.name: person.public() for person in people},
        "admin": {"name": ADMIN.name, "password": ADMIN.password},
    }


def settle(ports, users):
    """Nothing is left to do once the server answers."""


def attempts(log):
    """Every sign-in that the server judged: whose, and whether it was let in."""
    return [
        {"name": bytes.fromhex(found[2]).decode(errors="replace"), "accepted": found[1] == "accepted"}
        for found in re.finditer(r"^(accepted|refused) ([0-9a-f]*)$", log, re.MULTILINE)]
