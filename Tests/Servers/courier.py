"""Courier-IMAP 5.0: the mailboxes of all accounts are virtual shared folders of the admin.

standard  as many connections as a client likes
strict    two connections an address; a third is closed before its greeting
old       nothing newer than TLS 1.1
"""

import re
import subprocess

import accounts
import maildir
from accounts import ADMIN
from room import UID, Step

PACKAGES = ["courier-base", "courier-imap", "courier-authdaemon", "courier-authlib", "courier-authlib-userdb", "gamin"]
VARIANTS = ("standard", "strict", "old")
CAPABILITY = "IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE"


def prepare(directory, variant, ports, users):
    """Writes configuration and mailboxes; returns what to run and what to tell."""
    people = [*accounts.PEOPLE, *accounts.ODD, *accounts.crowd(users), ADMIN]
    for person in people:
        maildir.write(directory / "mail" / person.name / "Maildir", person)
    settings = directory / "etc" / "courier"
    settings.mkdir()
    (settings / "authdaemonrc").write_text(
        'authmodulelist="authuserdb"\nauthmodulelistorig="authuserdb"\ndaemons=5\n'
        'authdaemonvar=/run/courier/authdaemon\nDEBUG_LOGIN=0\nDEFAULTOPTIONS=""\n')
    _write_accounts(directory / "userdb", people)
    for name in ("userdb.dat", "userdbshadow.dat"):
        (settings / name).symlink_to(f"/run/room/{name}")
    _write_index(directory / "shared", [person for person in people if person is not ADMIN])
    tls = directory / "certificates"
    (tls / "server.pem").write_text((tls / "server.crt").read_text() + (tls / "server.key").read_text())
    (tls / "server.pem").chmod(0o600)

    environment = ENVIRONMENT | (OLD if variant == "old" else {})
    prepare = [Step(["mkdir", "-p", "/run/courier/authdaemon"]), Step(["makeuserdb", "-f", "/run/room/userdb"])]
    serve = [
        Step(["/usr/lib/courier/courier-authlib/authdaemond"]),
        Step(_listen(ports["imap"], variant) + IMAP, environment={**environment, "IMAP_STARTTLS": "YES"}),
        Step(
            _listen(ports["imaps"], variant) + ["/usr/bin/couriertls", "-server", "-tcpd"] + IMAP,
            environment={**environment, "IMAP_STARTTLS": "NO", "IMAP_TLS": "1"}),
    ]
    return prepare, serve, {
        "accounts": {person.name: person.public() for person in people},
        "admin": {"name": ADMIN.name, "password": ADMIN.password},
    }


IMAP = ["/usr/lib/courier/courier/imaplogin", "/usr/bin/imapd", "Maildir"]
ENVIRONMENT = {
    "PROTOCOL": "IMAP",
    "IMAP_CAPABILITY": CAPABILITY,
    "IMAP_CAPABILITY_TLS": f"{CAPABILITY} AUTH=PLAIN",
    "IMAP_ACL": "1",
    "IMAP_SHAREDINDEXFILE": "/run/room/shared/index",
    "IMAP_KEYWORDS": "1",
    "IMAP_USELOCKS": "1",
    "IMAP_IDLE_TIMEOUT": "60",
    "IMAP_TLS_REQUIRED": "0",
    "IMAP_TRASHFOLDERNAME": "Trash",
    "COURIERTLS": "/usr/bin/couriertls",
    "TLS_CERTFILE": "/run/room/certificates/server.pem",
    "TLS_VERIFYPEER": "NONE",
}

OLD = {"TLS_PRIORITY": "NORMAL:-VERS-ALL:+VERS-TLS1.1:+SHA1:+SIGN-ALL:%COMPAT"}


def settle(ports, users):
    """Nothing is left to do once the server answers."""


def attempts(log):
    """Every sign-in that the server judged: whose, and whether it was let in."""
    # A refused AUTHENTICATE is told without the name.
    entries = re.finditer(r"^INFO: LOGIN( FAILED)?, (?:user=(.*)|method=\S+), ip=\[", log, re.MULTILINE)
    return [{"name": name or "", "accepted": not failed} for failed, name in (entry.groups() for entry in entries)]


def _listen(port, variant):
    most = 2 if variant == "strict" else 400
    return [
        "/usr/sbin/couriertcpd", "-address=127.0.0.1", f"-maxprocs={most + 40}", f"-maxperip={most}", "-nodnslookup",
        "-noidentlookup", str(port)]


def _write_accounts(path, people):
    """The accounts with hashes of their passwords: Courier knows no plain ones."""
    lines = b"".join(person.secret() + b"\n" for person in people)
    hashing = subprocess.run(["openssl", "passwd", "-1", "-stdin"], input=lines, capture_output=True, check=True)
    hashes = hashing.stdout.decode().split()
    path.touch(0o600)
    with open(path, "w") as file:
        for person, hashed in zip(people, hashes, strict=True):
            options = "|options=group=administrators" if person is ADMIN else ""
            file.write(f"{person.name}\tuid={UID}|gid={UID}|home=/run/room/mail/{person.name}|imappw={hashed}{options}\n")


def _write_index(path, people):
    """All accounts as one group `users`: `#shared.users.alberta`."""
    path.mkdir()
    (path / "index").write_text("users\t*\tusers\n")
    with open(path / "users", "w") as file:
        for person in people:
            file.write(f"{person.name}\t{UID}\t{UID}\t/run/room/mail/{person.name}\tMaildir\n")
