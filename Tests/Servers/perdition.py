"""Perdition 2.2 in front of a Dovecot: it takes LOGIN only, and passes it on."""

import backend
from room import Step

PACKAGES = [*backend.PACKAGES, "perdition"]
VARIANTS = ("standard",)
PORTS = backend.PORTS
attempts = backend.attempts


def prepare(directory, variant, ports, users):
    """What to run and what to tell."""
    prepare, serve, known = backend.prepare(directory, ports, users)
    common = [
        "--no_daemon", "--config_file", "/dev/null", "--bind_address", "127.0.0.1", "--outgoing_server",
        f"127.0.0.1:{ports['backend-imap']}", "--username", "imap", "--group", "imap", "--no_lookup", "--no_bind_banner",
        "--ssl_cert_file", "/run/room/certificates/server.crt", "--ssl_key_file", "/run/room/certificates/server.key",
        "--ssl_ca_chain_file", "/run/room/certificates/ca.pem", "--log_facility", "mail"]
    for name, program, mode in (("imap", "perdition.imap4", "tls_listen"), ("imaps", "perdition.imap4s", "ssl_listen")):
        serve.append(Step([
            f"/usr/sbin/{program}", *common, "--listen_port", str(ports[name]), "--ssl_mode", mode, "--pid_file",
            f"/run/room/{program}.pid"]))
    return prepare, serve, known


def settle(ports, users):
    """Nothing is left to do once the servers answer."""
