#!/usr/bin/env python3
"""How many sign-ins a second `batchlint probe` makes, beside what bare loops make of the same server in the same run.

  probe_bench.py BATCHLINT SIGN_IN_BENCH [--users N] [--rounds N] [--earlier BATCHLINT]

Everybody signs in as the same users, opens the INBOX and says goodbye; whole programs, by the clock. The rounds go through all
programs in turn, and the fastest round counts: what else the machine does slows some rounds down and never speeds one up.
With an earlier program, the rounds go through that one, too, and the last column is the share of its rate.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PEERS = Path(__file__).resolve().parent
sys.path.insert(0, str(PEERS.parent / "Servers"))
import servers  # noqa: E402

CONNECTIONS = (16, 64)


def programs(options, told, file, secure, connections):
    """What is measured, by name: command lines that do the same."""
    port = str(told["imaps" if secure else "imap"])
    authority = told["authority"] if secure else "-"
    security = ["--ca", authority] if secure else ["--security", "none"]
    loop = [sys.executable, str(PEERS / "sign_in_loop.py"), port, str(connections), str(options.users), authority]
    probe = [
        "probe", "--no-config", "--yes", "--quiet", "--format", "concise=/dev/null", "--fail-on", "info",
        "--host", "localhost", "--port", port, *security, "--rate", "0", "--connections", str(connections), file]
    earlier = {"the earlier program": [options.earlier, *probe]} if options.earlier else {}
    return {
        "batchlint probe": [options.batchlint, *probe],
        "bare loop on its connections": [options.loop, port, str(connections), str(options.users), authority],
        "asyncio": [*loop, "1"],
        f"asyncio, {os.cpu_count()} processes": [*loop, str(os.cpu_count())],
        **earlier,
    }


def seconds(command):
    start = time.monotonic()
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[0]} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.monotonic() - start


def measure(options, told, file):
    print(f"Dovecot, {options.users} users, the fastest of {options.rounds} rounds; sign-ins a second\n")
    names = list(programs(options, told, file, False, 1))
    shares = ["of the best", "of the earlier"] if options.earlier else ["of the best"]
    print("| | connections | " + " | ".join(names + shares) + " |")
    print("|---|---:|" + "---:|" * len(names + shares))
    for secure in (False, True):
        for connections in CONNECTIONS:
            commands = programs(options, told, file, secure, connections)
            rounds = [[seconds(command) for command in commands.values()] for _ in range(options.rounds)]
            rates = [options.users / min(times) for times in zip(*rounds)]
            others = [max(rates[1:4]), *rates[4:]]
            cells = [f"{rate:.0f}" for rate in rates] + [f"{rates[0] / other:.0%}" for other in others]
            print(f"| {'TLS' if secure else 'plain'} | {connections} | " + " | ".join(cells) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("batchlint")
    parser.add_argument("loop", metavar="SIGN_IN_BENCH")
    parser.add_argument("--users", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--earlier", metavar="BATCHLINT", help="another program to compare with")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        told = servers.start("dovecot", Path(folder, "server"), "tuned", "good", options.users, os.getpid())
        try:
            file = Path(folder, "users.csv")
            file.touch(0o600)
            rows = (f"user{n:05}@contoso.com,user{n:05},Wren-{n:05}\r\n" for n in range(1, options.users + 1))
            file.write_text("EmailAddress,UserName,Password\r\n" + "".join(rows), newline="")
            measure(options, told, str(file))
        finally:
            servers.room.leave(Path(folder, "server"))


if __name__ == "__main__":
    main()
