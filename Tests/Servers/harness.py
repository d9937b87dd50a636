"""What the self-test is made of: a server that runs for a while, and a client that hands back what comes."""

import base64
import imaplib
import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = [sys.executable, "-B", str(Path(__file__).with_name("servers.py"))]


def run(*arguments):
    return subprocess.run([*PROGRAM, *map(str, arguments)], capture_output=True, text=True)


class Server:
    """A server that runs between `with` and its end."""

    def __init__(self, name, *options):
        self.name, self.options = name, options

    def __enter__(self):
        self.directory = Path(tempfile.mkdtemp(prefix="servers-"))
        begin = time.monotonic()
        started = run("start", self.name, "--directory", self.directory, *self.options)
        if started.returncode:
            shutil.rmtree(self.directory)
            raise AssertionError(started.stderr)
        print(f"{self.name} {' '.join(self.options)}: {time.monotonic() - begin:.2f} s", file=sys.stderr)
        self.told = json.loads(started.stdout)
        self.space = os.readlink(f"/proc/{self.told['pid']}/ns/pid")
        return self

    def __exit__(self, *_):
        running = self.processes()
        stopped = run("stop", "--directory", self.directory)
        left = self.processes()
        log = Path(self.told["log"]).read_text(errors="replace")
        told = [account["password"] for account in self.told["accounts"].values() if account["password"] in log]
        shutil.rmtree(self.directory)
        assert not told, f"{self.name} logs passwords: {told}"
        assert running and not stopped.returncode and not left, f"{self.name}: {running} ran, {left} are left. {stopped.stderr}"

    def processes(self):
        """Those of the room, whatever they call themselves."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                # One that has ended may wait a moment for its parent to take notice.
                ended = (entry / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
                if os.readlink(entry / "ns" / "pid") == self.space and not ended:
                    found.append(entry.name)
            except OSError:
                continue
        return found

    def dialogue(self, *arguments, **options):
        return Dialogue(self.told, *arguments, **options)

    def signed_in(self, name, password, **options):
        dialogue = self.dialogue(**options)
        answer = dialogue.login(name, password)
        assert answer.startswith("OK"), f"{name}: {answer}"
        return dialogue

    def refusal(self, name, password, **options):
        """The answer to a sign-in, and how long it took."""
        with self.dialogue(**options) as dialogue:
            begin = time.monotonic()
            return dialogue.login(name, password), time.monotonic() - begin

    def attempts(self):
        return [(entry["name"], entry["accepted"]) for entry in json.loads(run("attempts", "--directory", self.directory).stdout)]


class Dialogue:
    """One connection to a server that was started; the certificate is verified."""

    def __init__(self, told, address="localhost", security="tls"):
        context = ssl.create_default_context(cafile=told["authority"])
        if security == "tls":
            self.session = imaplib.IMAP4_SSL(address, told["imaps"], ssl_context=context, timeout=60)
        else:
            self.session = imaplib.IMAP4(address, told["imap"], timeout=60)
        if security == "starttls":
            self.session.starttls(context)
        self.greeting = self.session.welcome.decode()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.session.shutdown()

    def send(self, command):
        """The answer's lines, the last one without its tag; `EOF` where the server closed the connection."""
        self.session.send(b"t " + (command if isinstance(command, bytes) else command.encode()) + b"\r\n")
        lines = []
        while True:
            try:
                line = self.session.readline().decode(errors="replace").rstrip("\r\n") or "EOF"
            except (OSError, imaplib.IMAP4.abort):
                line = "EOF"
            if line == "EOF" or line.startswith("t "):
                return [*lines, line.removeprefix("t ")]
            lines.append(line)

    def login(self, name, password, encoding="utf-8"):
        quoted = ('"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' for text in (name, password))
        return self.send("LOGIN {} {}".format(*quoted).encode(encoding))[-1]

    def plain(self, identity, name, password):
        """AUTHENTICATE PLAIN with an authorisation identity."""
        secret = base64.b64encode(f"{identity}\0{name}\0{password}".encode()).decode()
        return self.send(f"AUTHENTICATE PLAIN {secret}")[-1]

    def count(self, mailbox="INBOX"):
        """How many messages a mailbox has that is opened read-only, or why it is not."""
        *lines, status = self.send(f'EXAMINE "{mailbox}"')
        counts = [int(found[1]) for line in lines if (found := re.match(r"\* (\d+) EXISTS", line))]
        return counts[0] if status.startswith("OK [READ-ONLY]") else status

    def namespaces(self):
        return self.send("NAMESPACE")[0]

    def list(self, pattern):
        """The mailboxes' names, as they are written."""
        return [re.fullmatch(r'\* LIST \(.*?\) "." "?(.*?)"?', line)[1] for line in self.send(f'LIST "" "{pattern}"')[:-1]]
