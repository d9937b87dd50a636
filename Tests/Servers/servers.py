#!/usr/bin/env python3
"""Real IMAP servers for the tests, on loopback.

  servers.py install                           fetch what is missing
  servers.py start NAME --directory DIRECTORY  start one; what a client must know goes to standard output, as JSON
  servers.py attempts --directory DIRECTORY    the sign-ins that it has judged so far, as JSON
  servers.py stop --directory DIRECTORY        end it, and wait until it is gone

Everything lives in the directory and in `.build/servers`. As root, or wherever user namespaces are allowed.
"""

import argparse
import importlib
import json
import random
import signal
import socket
import sys
import time
from pathlib import Path

import certificates
import packages
import room

SERVERS = (
    "dovecot", "courier", "cyrus", "perdition", "nginx", "stunnel", "imapproxy", "mailutils", "pymap_server",
    "twisted_server")
ADDRESS = "127.0.0.1"


def install():
    with packages.alone():
        packages.install_tools()
        for name in SERVERS:
            server = importlib.import_module(name)
            if server.PACKAGES:
                packages.install(name, server.PACKAGES)
            else:
                packages.install_python(name, server.REQUIREMENTS)


def start(name, directory, variant, certificate, users, owner=None):
    """Starts a server in a new or empty directory and returns what a client must know."""
    server = importlib.import_module(name)
    if variant not in server.VARIANTS:
        raise room.Broken(f"{name} has no variant {variant}: {', '.join(server.VARIANTS)}")
    root = packages.root_of(name)
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(directory.iterdir()):
        raise room.Broken(f"{directory} is not empty")
    certificates.make(directory / "certificates", certificate)
    (directory / "etc").mkdir()
    # One user and one group under every name that a server looks up.
    names = ("imap", "courier", "cyrus", "nobody", "www-data", "mail")
    (directory / "etc" / "passwd").write_text("".join(f"{name}:x:{room.UID}:{room.UID}::/run/room:/bin/sh\n" for name in names))
    (directory / "etc" / "group").write_text("".join(f"{name}:x:{room.UID}:\n" for name in (*names, "nogroup")))
    ports = _free_ports(server)
    prepare, serve, known = server.prepare(directory, variant, ports, users)
    pid = room.enter(directory, root, prepare, serve, owner)
    try:
        # Of a proxy whose server is down only the other ports greet.
        _wait(directory, {name: port for name, port in ports.items() if variant != "dead" or name.startswith("backend")})
        server.settle(ports, users)
        # What was signed in until now does not count.
        begin = (directory / "server.log").stat().st_size
    except BaseException:
        room.leave(directory)
        raise
    told = {
        "server": name, "variant": variant, "certificate": certificate, "address": ADDRESS, "names": certificates.NAMES,
        **ports, "authority": str(directory / "certificates" / "ca.pem"), "pid": pid,
        "log": str(directory / "server.log"), "logBegin": begin, **known,
    }
    (directory / "told.json").write_text(json.dumps(told))
    return told


def attempts(directory):
    """The sign-ins that the server has judged since it was started: whose, and whether it was let in."""
    told = json.loads((directory / "told.json").read_text())
    log = Path(told["log"]).read_bytes()[told["logBegin"]:].decode(errors="replace")
    return importlib.import_module(told["server"]).attempts(log)


def _free_ports(server):
    """Ports below those that the kernel gives to clients, so that no client's connection takes them meanwhile."""
    found = {}
    for name in getattr(server, "PORTS", ("imap", "imaps")):
        found[name] = _free_port(found.values())
    return found


def _free_port(taken):
    while True:
        port = random.randrange(15000, 30000)
        try:
            with socket.socket() as first, socket.socket() as second:
                first.bind((ADDRESS, port))
                second.bind(("127.0.0.2", port))
        except OSError:
            continue
        if port not in taken:
            return port


def _wait(directory, ports, patience=60):
    """Waits for the greetings on all ports of clients and of servers behind."""
    end = time.monotonic() + patience
    while not all(_greets(port, name.endswith("imaps")) for name, port in ports.items() if name != "http"):
        if room.alive(directory) is None:
            raise room.Broken(f"the server ended at once\n{room.tail(directory)}")
        if time.monotonic() > end:
            raise room.Broken(f"the server does not answer\n{room.tail(directory)}")
        time.sleep(0.02)


def _greets(port, secure):
    try:
        with socket.create_connection((ADDRESS, port), timeout=10) as connection:
            client = certificates.careless_client().wrap_socket(connection) if secure else connection
            return client.recv(4) == b"* OK"
    except OSError:
        return False


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("install")
    start_ = commands.add_parser("start")
    start_.add_argument("name", metavar="NAME", choices=SERVERS)
    start_.add_argument("--variant", default="standard")
    start_.add_argument("--certificate", default="good", choices=certificates.KINDS)
    start_.add_argument("--users", type=int, default=0, help="how many accounts user00001 … there are")
    start_.add_argument("--owner", type=int, help="a process with which the server ends")
    for command in (start_, commands.add_parser("attempts"), commands.add_parser("stop")):
        command.add_argument("--directory", type=Path, required=True)
    options = parser.parse_args()
    # Threads of a test runner block signals, and what they start inherits it: the server would not hear that it is to end.
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    # So that who is ended while a server starts takes it along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("servers: ended"))
    try:
        if options.command == "install":
            install()
        elif options.command == "start":
            directory = options.directory.resolve()
            told = start(options.name, directory, options.variant, options.certificate, options.users, options.owner)
            print(json.dumps(told))
        elif options.command == "attempts":
            print(json.dumps(attempts(options.directory)))
        else:
            room.leave(options.directory)
    except (packages.Missing, room.Broken) as problem:
        sys.exit(f"servers: {problem}")


if __name__ == "__main__":
    main()
