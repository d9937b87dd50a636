"""The Dovecot behind a proxy, in the proxy's own room."""

import dovecot

# A proxy's own two ports, and those of the server behind it.
PORTS = ("imap", "imaps", "backend-imap", "backend-imaps")
PACKAGES = dovecot.PACKAGES


def prepare(directory, ports, users):
    """What to run for the server behind a proxy, and what to tell of its accounts."""
    behind = {"imap": ports["backend-imap"], "imaps": ports["backend-imaps"]}
    prepare, serve, known = dovecot.prepare(directory, "standard", behind, users)
    # Only for clients of Dovecot itself.
    del known["otherAddress"]
    return prepare, serve, known


attempts = dovecot.attempts
