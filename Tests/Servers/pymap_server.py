"""pymap 0.36, an IMAP4rev1 server in Python, with Maildirs. TLS by STARTTLS only."""

import json

import accounts
import maildir
import packages
from accounts import ADMIN
from room import Step

PACKAGES = []
REQUIREMENTS = ["pymap==0.36.7"]
VARIANTS = ("standard",)
PORTS = ("imap",)

# Writes the file of hashed passwords, by pymap's own hash.
HASH = """
import json
import sys
from pysasl.hashing import BuiltinHash

with open("/run/room/pymap/pymap-etc-shadow", "w") as file:
    for name, password in json.load(sys.stdin).items():
        file.write(f"{name}:{BuiltinHash(rounds=1000).hash(password)}:::::::\\n")
"""


def prepare(directory, variant, ports, users):
    """What to run and what to tell."""
    # A colon ends a field of its files.
    people = [*accounts.PEOPLE, *(person for person in accounts.ODD if person.name != "colons"), *accounts.crowd(users), ADMIN]
    home = directory / "pymap"
    home.mkdir()
    for person in people:
        maildir.write(home / "mail" / person.name, person)
    (home / "pymap-etc-passwd").write_text("".join(f"{person.name}:x::::mail/{person.name}:\n" for person in people))
    (home / "pymap-etc-group").touch()
    (home / "pymap-etc-tokens").touch()
    secrets = {person.name: person.password if person.encoding == "utf-8" else "\ufffd" for person in people}
    (directory / "hash.py").write_text(HASH)
    prepare = [Step(
        [packages.PYTHON, "-B", "/run/room/hash.py"], input=json.dumps(secrets), environment={"PYTHONPATH": packages.SITE})]
    serve = [Step(
        [packages.PYTHON, "-B", f"{packages.SITE}/bin/pymap", "--host", "127.0.0.1", "--port", str(ports["imap"]),
         "--cert", "/run/room/certificates/server.crt", "--key", "/run/room/certificates/server.key",
         "maildir", "/run/room/pymap"],
        # It makes its files in the temporary directory and renames them.
        environment={"PYTHONPATH": packages.SITE, "TMPDIR": "/run/room"})]
    return prepare, serve, {
        "accounts": {person.name: person.public() for person in people},
        "admin": {"name": ADMIN.name, "password": ADMIN.password},
    }


def settle(ports, users):
    """Nothing is left to do once the server answers."""


def attempts(log):
    """Not told by the log."""
    return []
