"""A server's room seen from outside: made, watched and ended by process id."""

import json
import os
import select
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

# Whose everything in a room is.
UID = 64999


class Broken(Exception):
    """A server did not start, or did not stop; the message ends with what it logged."""


@dataclass
class Step:
    """A command to run in a room, with what it reads and what its environment adds."""

    command: list
    input: str = ""
    environment: dict = field(default_factory=dict)


def enter(directory, root, prepare, serve, owner=None):
    """Runs steps in a room over `directory` and returns the host's id of its first process."""
    plan = {"root": str(root), "owner": owner, "prepare": list(map(asdict, prepare)), "serve": list(map(asdict, serve))}
    (directory / "room.json").write_text(json.dumps(plan))
    errors = open(directory / "server.log", "ab")
    maker = subprocess.run(
        [sys.executable, "-B", str(Path(__file__).with_name("keeper.py")), str(directory)],
        stdin=subprocess.DEVNULL, stdout=errors, stderr=errors, start_new_session=True)
    if maker.returncode:
        raise Broken(f"no room could be made, which takes root or user namespaces\n{tail(directory)}")
    pid = int((directory / "pid").read_text())
    (directory / "pid").write_text(f"{pid} {_born(pid)}")
    return pid


def alive(directory):
    """The id of the room's first process, or None when it has ended."""
    if not (directory / "pid").exists():
        raise Broken(f"nothing was started in {directory}")
    pid, born = (directory / "pid").read_text().split()
    # An id may come again; the time of its birth does not.
    return int(pid) if born != "None" and _born(int(pid)) == born else None


def leave(directory, patience=20):
    """Ends a room and waits until it is gone."""
    pid = alive(directory)
    if pid is None:
        return
    # The descriptor reports the end of all threads, and with it of everything in the room.
    room = os.pidfd_open(pid)
    os.kill(pid, signal.SIGTERM)
    if not select.select([room], [], [], patience)[0]:
        os.kill(pid, signal.SIGKILL)
        raise Broken(f"process {pid} had to be killed\n{tail(directory)}")


def tail(directory, lines=30):
    """The end of the log."""
    return "\n".join((directory / "server.log").read_text(errors="replace").splitlines()[-lines:])


def _born(pid):
    """When a process began, in ticks of the kernel; None for one that has ended."""
    try:
        # The name in parentheses may hold anything; the state is the first field behind it.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] in "ZX" else fields[19]
