"""Process 1 of a server's room: namespaces of its own for mounts and processes.

In the room the unpacked packages lie over /usr and /etc, the server's directory is /run/room, and everything runs
under one uid that owns nothing else. As root the room is made directly, otherwise in a user namespace. When this
process ends, the kernel ends whatever is left in the room.

Started by room.py as `keeper.py DIRECTORY`; `room.json` there says what to run. Whoever starts a program here has
left root's powers behind.
"""

import ctypes
import json
import os
import resource
import select
import signal
import socket
import subprocess
import sys
import threading
import time

from room import UID

ROOM = "/run/room"
# Seconds for the servers to end by themselves; nothing of the room is used again.
PATIENCE = 0.3

MS_BIND, MS_MOVE, MS_REC, MS_PRIVATE = 0x1000, 0x2000, 0x4000, 0x40000
CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWPID = 0x00020000, 0x10000000, 0x20000000

libc = ctypes.CDLL(None, use_errno=True)


def call(function, *arguments):
    if function(*(a.encode() if isinstance(a, str) else a for a in arguments)):
        number = ctypes.get_errno()
        raise OSError(number, f"{function.__name__}{arguments}: {os.strerror(number)}")


def mount(source, target, kind=None, flags=0, options=None):
    os.makedirs(target, exist_ok=True)
    call(libc.mount, source, target, kind, ctypes.c_ulong(flags), options)


def become(inside, outside):
    """Enters a user namespace in which the one user and group `outside` is `inside`."""
    call(libc.unshare, CLONE_NEWUSER)
    for name, text in (("setgroups", "deny"), ("uid_map", f"{inside} {outside[0]} 1"), ("gid_map", f"{inside} {outside[1]} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def furnish(directory, root):
    """Mounts what the room sees."""
    call(libc.unshare, CLONE_NEWNS)
    call(libc.mount, "none", "/", None, ctypes.c_ulong(MS_REC | MS_PRIVATE), None)
    # Opened first: what is mounted next may hide where they lie.
    places = {ROOM: os.open(directory, os.O_PATH), "/run/root": os.open(root, os.O_PATH)}
    mount("room", "/run", "tmpfs", options="mode=1777")
    for place, descriptor in places.items():
        mount(f"/proc/self/fd/{descriptor}", place, flags=MS_BIND | MS_REC)
    mount("room", "/run/dev", "tmpfs", options="mode=755")
    for name in ("null", "zero", "full", "random", "urandom"):
        open(f"/run/dev/{name}", "w").close()
        call(libc.mount, f"/dev/{name}", f"/run/dev/{name}", None, ctypes.c_ulong(MS_BIND), None)
    os.symlink("/proc/self/fd", "/run/dev/fd")
    mount("/run/dev", "/dev", flags=MS_MOVE)
    for place, layers in (("/usr", ["/run/root/usr", "/usr"]), ("/etc", [f"{ROOM}/etc", "/run/root/etc", "/etc"])):
        there = ":".join(layer for layer in layers if os.path.isdir(layer))
        mount("room", place, "overlay", options=f"lowerdir={there}")
    mount("room", "/tmp", "tmpfs", options="mode=1777")
    mount("room", "/dev/shm", "tmpfs", options="mode=1777")
    mount("room", "/proc", "proc")


def drop(as_root):
    """Leaves root's powers, once everything that the servers write belongs to their uid."""
    if as_root:
        for at, directories, files in os.walk(ROOM):
            for path in [at, *(os.path.join(at, name) for name in files)]:
                os.chown(path, UID, UID, follow_symlinks=False)
        os.setgroups([])
        os.setgid(UID)
        os.setuid(UID)
    else:
        become(UID, (0, 0))
    os.umask(0o077)


class Keeper:
    """Runs the room's programs, and ends with them, with its owner, or when it is told to."""

    def __init__(self, plan, log, owner):
        self.plan, self.log, self.owner = plan, log, owner
        self.serving, self.leaving = set(), None

    def start(self, step):
        environment = {"PATH": "/usr/sbin:/usr/bin:/usr/lib/cyrus/bin", "HOME": ROOM, **step["environment"]}
        reads = subprocess.PIPE if step["input"] else subprocess.DEVNULL
        return subprocess.Popen(step["command"], cwd=ROOM, env=environment, stdin=reads, stdout=self.log, stderr=self.log)

    def run(self):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())
        for step in self.plan["prepare"]:
            process = self.start(step)
            process.communicate(step["input"].encode() or None)
            if process.returncode:
                sys.exit(f"{step['command']} ended with {process.returncode}")
        woken, waking = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(waking)
        for number in (signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, lambda *_: None)
        self.serving = {self.start(step).pid for step in self.plan["serve"]}
        watched = [woken] if self.owner is None else [woken, self.owner]
        while not self.leaving or self.serving and time.monotonic() < self.leaving:
            ready, _, _ = select.select(watched, [], [], 0.05 if self.leaving else None)
            if self.owner in ready or woken in ready and signal.SIGTERM in os.read(woken, 512):
                self.leave()
            self.reap()

    def reap(self):
        while True:
            try:
                ended, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not ended:
                return
            if ended in self.serving:
                self.serving.remove(ended)
                if not self.leaving:
                    self.log.write(f"process {ended} ended with {os.waitstatus_to_exitcode(status)}\n".encode())
                self.leave()

    def leave(self):
        if not self.leaving:
            self.leaving = time.monotonic() + PATIENCE
            for process in self.serving:
                os.kill(process, signal.SIGTERM)


def copy(syslog, log):
    """Writes what programs say to syslog, which would hold them up if no one listened."""
    while True:
        log.write(syslog.recv(65536).rstrip(b"\n\0") + b"\n")


def main(directory):
    with open(f"{directory}/room.json") as file:
        plan = json.load(file)
    owner = os.pidfd_open(plan["owner"]) if plan["owner"] else None
    as_root = os.geteuid() == 0
    if not as_root:
        become(0, (os.geteuid(), os.getegid()))
    call(libc.unshare, CLONE_NEWPID)
    inside = os.fork()
    if inside:
        # From here on the room is known by this process; `room.py` reads it when we have ended.
        with open(f"{directory}/pid", "w") as file:
            file.write(str(inside))
        return
    furnish(directory, plan["root"])
    syslog = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    syslog.bind("/dev/log")
    os.chmod("/dev/log", 0o666)
    log = open(f"{ROOM}/server.log", "ab", buffering=0)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    drop(as_root)
    threading.Thread(target=copy, args=(syslog, log), daemon=True).start()
    Keeper(plan, log, owner).run()


if __name__ == "__main__":
    main(sys.argv[1])
