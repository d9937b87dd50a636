"""Debian's packages of the servers: fetched and unpacked below `.build/servers`, never installed.

As packages the servers shut each other out, and an installed one would listen on the machine's own ports.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

HOME = Path(__file__).resolve().parents[2] / ".build" / "servers"

# A mail transport agent comes along as a dependency, and none of these servers delivers mail here.
NOT_NEEDED = ("exim4-", "gnutls-bin")
# What this machine itself must have.
TOOLS = {"openssl": "openssl"}
PYTHON = "/usr/bin/python3"
# Where the packages for Python are in a room.
SITE = "/usr/lib/python-site"


class Missing(Exception):
    """Something that the servers need is not there, or cannot be had; the message says what to do."""


def root_of(server):
    """The directory with the unpacked packages of a server."""
    if not (HOME / server / "packages.json").exists():
        raise Missing(f"{server} is not there: run `make servers`")
    return HOME / server / "root"


def install(server, packages):
    """Fetches what is missing of a server; returns whether there was anything to do."""
    record = HOME / server / "packages.json"
    if record.exists() and json.loads(record.read_text())["asked"] == packages:
        return False
    shutil.rmtree(HOME / server, ignore_errors=True)
    archives = HOME / server / "archives"
    archives.mkdir(parents=True)
    try:
        needed = _fetch(packages, archives)
    except Missing:
        # The lists of packages may be absent or out of date.
        _run(_as_root(["apt-get", "update", "-qq"]))
        needed = _fetch(packages, archives)
    root = HOME / server / "root"
    for archive in sorted(archives.glob("*.deb")):
        _run(["dpkg-deb", "--extract", str(archive), str(root)])
    _fold_into_usr(root)
    shutil.rmtree(archives)
    # Written last: what was interrupted is done again.
    record.write_text(json.dumps({"asked": packages, "unpacked": needed}, indent=2))
    return True


def install_python(server, requirements):
    """Fetches Python packages for a server, into the root that its room lays over /usr."""
    record = HOME / server / "packages.json"
    if record.exists() and json.loads(record.read_text())["asked"] == requirements:
        return False
    shutil.rmtree(HOME / server, ignore_errors=True)
    site = HOME / server / "root" / "usr" / "lib" / "python-site"
    site.mkdir(parents=True)
    # The room runs the system's Python, whatever runs this.
    version = _run([PYTHON, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]).strip()
    _run([
        sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", str(site),
        "--python-version", version, "--only-binary", ":all:", *requirements])
    record.write_text(json.dumps({"asked": requirements}, indent=2))
    return True


def install_tools():
    """Installs the few commands that must be on the machine itself."""
    missing = [package for tool, package in TOOLS.items() if not shutil.which(tool)]
    if missing:
        _run(_as_root(["apt-get", "update", "-qq"]))
        _run(_as_root(["apt-get", "install", "-y", "-qq", *missing]))


@contextmanager
def alone():
    """Keeps a second installation out while one runs."""
    HOME.mkdir(parents=True, exist_ok=True)
    with open(HOME / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fetch(packages, directory):
    needed = _needed(packages)
    _run(["apt-get", "download", "-qq", *needed], directory)
    return needed


def _needed(packages):
    """The packages and those that they depend on and that this machine lacks, as `name=version`."""
    if not shutil.which("apt-get"):
        raise Missing("the servers come as packages of Debian, and there is no apt-get")
    plan = _run(["apt-get", "install", "--simulate", "--reinstall", "--no-install-recommends", "-qq", *packages])
    found = []
    for line in plan.splitlines():
        # Inst NAME [OLD] (VERSION SOURCE [ARCHITECTURE]): an OLD one is already here, and does.
        verb, name, *rest = line.split()
        upgrade = rest and rest[0].startswith("[") and name not in packages
        if verb == "Inst" and not upgrade and not name.startswith(NOT_NEEDED):
            version = next(word for word in rest if word.startswith("("))[1:]
            found.append(f"{name}={version}")
    return found


def _fold_into_usr(root):
    """/lib, /bin and /sbin are links into /usr on the machine, and packages still name them."""
    for name in ("lib", "bin", "sbin"):
        if (root / name).is_dir():
            shutil.copytree(root / name, root / "usr" / name, symlinks=True, dirs_exist_ok=True)
            shutil.rmtree(root / name)


def _as_root(command):
    return command if os.geteuid() == 0 else ["sudo", *command]


def _run(command, directory=None):
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True)
    if done.returncode:
        raise Missing(f"`{' '.join(command[:3])} …` failed:\n{done.stdout}{done.stderr}".rstrip())
    return done.stdout
