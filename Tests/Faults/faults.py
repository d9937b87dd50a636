"""Full disks, read-only file systems and SIGKILL under every command that writes: each target is the old file or the
whole new one, the input is untouched or fixed, and what cannot be done is status 2 with a message.

Usage: faults.py PROGRAM [KILLS], as root on Linux (it mounts small file systems in a namespace of its own)"""

import hashlib
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

HEADER = "EmailAddress,UserName,Password\n"
OLD = "old\n"
# Command line, and the file that it writes; `users.csv` has a finding that is fixed.
WRITERS = {
    "fix": (["fix", "--no-config", "users.csv"], "users.csv"),
    "convert": (["convert", "users.csv", "-o", "out.csv", "--force"], "out.csv"),
    "split": (["split", "--no-config", "--rows", "500", "--output-dir", "parts", "users.csv"], None),
    "redact": (["redact", "users.csv", "-o", "new.csv"], "new.csv"),
    "report": (["check", "--no-config", "--format", "json=out.csv", "users.csv"], "out.csv"),
    "baseline": (["check", "--no-config", "--write-baseline", "out.csv", "users.csv"], "out.csv"),
}


class Faults:
    def __init__(self, program: str, kills: int) -> None:
        self.program, self.kills, self.problems = os.path.abspath(program), kills, []
        self.users = HEADER + "".join(f"user{n}@contoso.com, user{n},Wren-{n}\n" for n in range(1, 3001))

    def expect(self, holds: bool, text: str) -> None:
        if not holds:
            self.problems.append(text)
            print(f"faults: {text}")

    def prepare(self, folder: pathlib.Path) -> None:
        subprocess.run(["find", folder, "-mindepth", "1", "-delete"], check=True)
        (folder / "users.csv").write_text(self.users)
        (folder / "users.csv").chmod(0o600)
        (folder / "out.csv").write_text(OLD)

    def start(self, name: str, folder: pathlib.Path) -> subprocess.Popen:
        return subprocess.Popen(
            [self.program, *WRITERS[name][0]], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE)

    @staticmethod
    def state(folder: pathlib.Path) -> dict[str, str]:
        """The content of each file by its path, without unfinished ones; of a redacted file, which is another one each
        time, the lengths of its lines."""
        def content(path: pathlib.Path) -> str:
            text = path.read_bytes()
            if path.name == "new.csv":
                return str([len(line) for line in text.split(b"\n")])
            return hashlib.sha256(text).hexdigest()

        return {
            str(path.relative_to(folder)): content(path)
            for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".batchlint-")
        }

    @staticmethod
    def leftovers(folder: pathlib.Path) -> list[str]:
        return [str(path) for path in folder.rglob(".batchlint-*")]

    def whole(self, name: str, folder: pathlib.Path) -> tuple[dict[str, str], dict[str, str], float]:
        """The files before and after an undisturbed run, and its seconds."""
        self.prepare(folder)
        before, begin = self.state(folder), time.monotonic()
        process = self.start(name, folder)
        errors = process.communicate()[1]
        self.expect(process.returncode in (0, 1), f"{name}: status {process.returncode}: {errors.decode()}")
        after = self.state(folder)
        self.expect(after != before, f"{name}: writes nothing")
        return before, after, time.monotonic() - begin

    def kill(self, name: str, folder: pathlib.Path, times: int) -> int:
        before, after, seconds = self.whole(name, folder)
        ended = 0
        for _ in range(times):
            self.prepare(folder)
            process = self.start(name, folder)
            time.sleep(random.uniform(0, seconds))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            ended += process.returncode == -signal.SIGKILL
            for path, content in self.state(folder).items():
                self.expect(content in (before.get(path), after.get(path)), f"{name}: {path} is half after SIGKILL")
            self.expect(before.keys() <= self.state(folder).keys(), f"{name}: a file is lost after SIGKILL")
        return ended

    def refuse(self, name: str, folder: pathlib.Path, what: str) -> None:
        """The command fails, and nothing has changed."""
        before = self.state(folder)
        process = self.start(name, folder)
        errors = process.communicate()[1].decode()
        self.expect(process.returncode == 2 and bool(errors), f"{name}: {what}: status {process.returncode}: {errors}")
        self.expect("Wren-" not in errors, f"{name}: {what}: a password is shown")
        after = {path: content for path, content in self.state(folder).items() if not path.startswith("parts/")}
        self.expect(after == before, f"{name}: {what}: files have changed")
        self.expect(not self.leftovers(folder), f"{name}: {what}: {self.leftovers(folder)} is left")

    def run(self) -> int:
        with tempfile.TemporaryDirectory() as temporary:
            folder = pathlib.Path(temporary)
            killed = sum(self.kill(name, folder, self.kills // len(WRITERS) + 1) for name in WRITERS)
            subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", folder], check=True)
            for name in WRITERS:
                self.prepare(folder)
                room = os.statvfs(folder)
                (folder / "ballast").write_bytes(bytes(room.f_bavail * room.f_frsize))
                self.refuse(name, folder, "a full disk")
            for name in WRITERS:
                self.prepare(folder)
                subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
                self.refuse(name, folder, "a read-only file system")
                subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
            subprocess.run(["umount", folder], check=True)
        print(f"faults: {killed} runs killed, {2 * len(WRITERS)} refused, {len(self.problems)} problems")
        return 1 if self.problems else 0


if os.environ.get("FAULTS_IN_NAMESPACE") != "1":
    environment = {**os.environ, "FAULTS_IN_NAMESPACE": "1"}
    sys.exit(subprocess.run(["unshare", "--mount", sys.executable, "-B", *sys.argv], env=environment).returncode)
sys.exit(Faults(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 500).run())
