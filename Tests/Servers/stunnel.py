"""Stunnel 5 in front of a Dovecot: TLS from the first byte, and STARTTLS by its own small dialogue.

standard  as it is meant
dead      nothing answers behind it
"""

import backend
from room import Step

PACKAGES = [*backend.PACKAGES, "stunnel4"]
VARIANTS = ("standard", "dead")
PORTS = backend.PORTS
attempts = backend.attempts


def prepare(directory, variant, ports, users):
    """What to run and what to tell."""
    prepare, serve, known = backend.prepare(directory, ports, users)
    behind = 1 if variant == "dead" else ports["backend-imap"]
    (directory / "stunnel.conf").write_text(f"""
foreground = yes
pid =
cert = /run/room/certificates/server.crt
key = /run/room/certificates/server.key
[imaps]
accept = 127.0.0.1:{ports["imaps"]}
connect = 127.0.0.1:{behind}
[imap]
accept = 127.0.0.1:{ports["imap"]}
connect = 127.0.0.1:{behind}
protocol = imap
""")
    serve.append(Step(["/usr/bin/stunnel4", "/run/room/stunnel.conf"]))
    return prepare, serve, known


def settle(ports, users):
    """Nothing is left to do once the servers answer."""
