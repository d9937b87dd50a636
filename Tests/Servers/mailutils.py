"""GNU Mailutils 3.15: its imap4d, with the accounts of the system."""

import subprocess

import accounts
import maildir
from accounts import ADMIN
from room import UID, Step

PACKAGES = ["mailutils-imap4d"]
VARIANTS = ("standard",)


def prepare(directory, variant, ports, users):
    """What to run and what to tell."""
    # A colon ends a field of the file of accounts.
    people = [*accounts.PEOPLE, *accounts.ODD, *accounts.crowd(users), ADMIN]
    lines = b"".join(person.secret() + b"\n" for person in people)
    hashes = subprocess.run(
        ["openssl", "passwd", "-1", "-stdin"], input=lines, capture_output=True, check=True).stdout.decode().split()
    with open(directory / "etc" / "passwd", "a") as file:
        for person, hashed in zip(people, hashes, strict=True):
            file.write(f"{person.name}:{hashed}:{UID}:{UID}::/run/room/home/{person.name}:/bin/sh\n")
    for person in people:
        (directory / "home" / person.name).mkdir(parents=True)
        maildir.write(directory / "mail" / person.name, person)
    (directory / "imap4d.conf").write_text(f"""
mode daemon;
foreground yes;
pidfile /run/room/imap4d.pid;
transcript no;
logging {{
  facility mail;
  syslog no;
}}
mailbox {{
  mailbox-pattern "maildir:/run/room/mail/${{user}}";
  mailbox-type maildir;
}}
auth {{
  authentication generic:system;
  authorization system;
}}
tls {{
  ssl-certificate-file /run/room/certificates/server.crt;
  ssl-key-file /run/room/certificates/server.key;
}}
server 127.0.0.1:{ports["imap"]} {{
  tls-mode ondemand;
}}
server 127.0.0.1:{ports["imaps"]} {{
  tls-mode connection;
}}
""")
    serve = [Step(["/usr/sbin/imap4d", "--no-site-config", "--config-file", "/run/room/imap4d.conf"])]
    return [], serve, {
        "accounts": {person.name: person.public() for person in people},
        "admin": {"name": ADMIN.name, "password": ADMIN.password},
    }


def settle(ports, users):
    """Nothing is left to do once the server answers."""


def attempts(log):
    """Not told by the log."""
    return []
