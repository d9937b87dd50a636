"""The other checkers of CSV files, each in a process of its own."""

import collections
import csv
import io
import multiprocessing
import os
import re
import sys

# A checker's answer to a file: what it reports, and the line that it names, where it names one.
Reply = list[tuple[str, int | None]]

# Answers that are no finding.
FAILED = {"time-out", "crash"}


# The peers: each function imports its library once and returns the check of a file.

def frictionless():
    from frictionless import Resource

    def check(path: str) -> Reply:
        report = Resource(path=path, format="csv").validate()
        errors = list(report.errors) + [error for task in report.tasks for error in task.errors]
        return [(error.type, getattr(error, "row_number", None)) for error in errors]
    return check


def csvclean():
    from csvkit.utilities.csvclean import CSVClean

    def check(path: str) -> Reply:
        errors = io.StringIO()
        try:
            CSVClean(["--enable-all-checks", path], io.StringIO(), errors).run()
        except SystemExit:
            pass  # it says so that it found errors
        # An error repeats the row, which may be longer than the reader's limit; the limit is the whole process's.
        limit = csv.field_size_limit(sys.maxsize)
        try:
            rows = list(csv.reader(io.StringIO(errors.getvalue(), newline="")))[1:]
        finally:
            csv.field_size_limit(limit)
        return [entry(row[0], row[1]) for row in rows]

    def entry(number: str, message: str) -> tuple[str, int | None]:
        if count := re.search(r"found (\d+) columns", message):
            return f"{count[1]} columns", int(number) + 1  # it counts from the header
        return message.split(" named ")[0].lower(), None
    return check


def duckdb():
    from duckdb import connect

    def check(path: str) -> Reply:
        columns = ["EmailAddress", "UserName", "Password"]
        with open(path, "rb") as file:
            if re.search(rb"userroot|\A[^\r\n]*root", file.read(4096).replace(b"\0", b""), re.IGNORECASE):
                columns.append("UserRoot")
        types = ", ".join(f"'{column}': 'VARCHAR'" for column in columns)
        with connect(config={"threads": 1}) as connection:
            # All the columns are asked for: values that are not needed would not be looked at.
            connection.execute(
                f"SELECT * FROM read_csv(?, columns = {{{types}}}, auto_detect = false, header = true, delim = ',', "
                """quote = '"', escape = '"', store_rejects = true)""", [path]).fetchall()
            return connection.execute("SELECT error_type, line FROM reject_errors ORDER BY line").fetchall()
    return check


def python_csv():
    def check(path: str) -> Reply:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            try:
                collections.deque(reader, maxlen=0)
            except csv.Error as error:
                return [(str(error), reader.line_num)]
        return []
    return check


PEERS = {"frictionless": frictionless, "csvclean": csvclean, "DuckDB": duckdb, "Python csv": python_csv}


def serve(peer: str, folder: str, pipe) -> None:
    """A peer's process: answers for one file after the other until the pipe is closed."""
    check = PEERS[peer]()
    os.chdir(folder)
    sys.stdout = sys.stderr = open(os.devnull, "w")
    pipe.send("ready")
    while path := pipe.recv():
        try:
            pipe.send(check(path))
        except Exception as error:  # a peer that gives up has found something
            pipe.send([(type(error).__name__, None)])


class Peer:
    """A peer in a process of its own, which is started again when it hangs or crashes."""

    def __init__(self, name: str, folder: str, limit: float):
        self.name, self.folder, self.limit = name, folder, limit
        self.start()

    def start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, far = context.Pipe()
        self.process = context.Process(target=serve, args=(self.name, self.folder, far), daemon=True)
        self.process.start()
        far.close()
        if self.receive(120) != "ready":
            raise RuntimeError(f"{self.name} does not start")

    def receive(self, limit: float):
        if not self.pipe.poll(limit):
            return [("time-out", None)]
        try:
            return self.pipe.recv()
        except (EOFError, OSError):
            return [("crash", None)]

    def ask(self, path: str) -> Reply:
        self.pipe.send(path)
        reply = self.receive(self.limit)
        if reply and reply[0][0] in FAILED:
            self.process.kill()
            self.start()
        return reply
