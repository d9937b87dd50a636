"""Checks the documentation: every link has a target, every command runs, and every printed output is the real one.

Usage: check.py PROGRAM [--update] [--links]

Fences of `sh` are run line by line; `sh skip` is not. A fence of `console` is a `$ command` with its output, which
--update writes anew. A fence with `file=NAME` is written to that file first. The examples of `--help` are run as well.
Each page runs in its own copy of files/, a git repository with two branches. `probe` only plans, since no server of a
documented name exists; `sandbox` ends with its standard input, `serve` by a signal.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = pathlib.Path(__file__).resolve().parent / "files"
GUIDES = ROOT / "Sources/batchlint/Documentation.docc"


def pages():
    """The pages that people read, rule pages included."""
    top = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", ".github/SECURITY.md")]
    return top + sorted(GUIDES.glob("*.md")) + [ROOT / "rules/README.md"] + sorted((ROOT / "rules/docs").glob("*.md"))


def anchors(path):
    """The anchors that GitHub gives a page's headings."""
    found = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        heading = re.match(r"#+ (.*)", line)
        if heading:
            text = re.sub(r"[^\w\- ]", "", heading.group(1).lower())
            found.add(text.strip().replace(" ", "-"))
    return found


def prose(text):
    """A page without its fences and code spans, in which nothing is a link."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.S | re.M)
    return re.sub(r"`[^`\n]*`", "", text)


def broken_links(path):
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(path.read_text(encoding="utf-8"))):
        if re.match(r"(https|mailto):", target):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        if not file.exists():
            yield f"{path.relative_to(ROOT)}: no such file: {target}"
        elif anchor and anchor not in anchors(file):
            yield f"{path.relative_to(ROOT)}: no such heading: {target}"


class Workplace:
    """A copy of files/ under git, with the program on the path."""

    def __init__(self, program):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name) / "migration"
        shutil.copytree(FILES, self.path)
        for file in self.path.rglob("*"):
            file.chmod(0o700 if file.is_dir() else 0o600)
        (self.path / "batches").mkdir()
        binaries = pathlib.Path(self.folder.name) / "bin"
        binaries.mkdir()
        (binaries / "batchlint").symlink_to(program)
        self.environment = {
            "PATH": f"{binaries}:/usr/bin:/bin", "HOME": self.folder.name, "LANG": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1", "SOURCE_DATE_EPOCH": "1700000000",
        }
        self.run("git init -q -b main && git config user.name T && git config user.email t@example.com"
                 " && git add lists && git commit -qm Lists"
                 " && git update-ref refs/remotes/origin/main main && git checkout -qb change")

    def run(self, command):
        return subprocess.run(
            ["sh", "-c", command], cwd=self.path, env=self.environment, stdin=subprocess.DEVNULL, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False)


def runnable(command):
    """The command as it can be run without a mail server."""
    command = re.sub(r"(batchlint (?:probe|discover)(?!.*--dry-run)[^|#]*)", lambda m: m.group(1).rstrip() + " --dry-run ", command)
    if re.match(r"batchlint sandbox(?!.*--fault list)", command) and "--until-eof" not in command:
        command += " --until-eof"
    # The page runs until it is ended; no browser is opened.
    page = "timeout --preserve-status -s INT 1 batchlint serve --no-open"
    command = re.sub(r"^batchlint serve( --no-open)?", page, command)
    return command.replace("--journal run.jsonl --resume", "").replace("--journal run.jsonl", "")


def commands(text):
    """The commands of a fence, continued lines joined."""
    for line in text.replace("\\\n", " ").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield line.strip()


def check_page(path, program, update):
    text = path.read_text(encoding="utf-8")
    work = Workplace(program)
    replaced = text
    for fence in re.finditer(r"^```([^\n]*)\n(.*?)^```", text, flags=re.S | re.M):
        words = fence.group(1).split()
        body = fence.group(2)
        for word in words:
            if word.startswith("file="):
                (work.path / word[5:]).write_text(body, encoding="utf-8")
        if words[:1] == ["console"]:
            line, _, printed = body.partition("\n")
            result = work.run(line[2:])
            real = (result.stdout + result.stderr).rstrip("\n") + "\n"
            if update:
                replaced = replaced.replace(fence.group(0), f"```console\n{line}\n{real}```")
            elif printed != real:
                yield f"{path.relative_to(ROOT)}: {line} prints:\n{real}instead of:\n{printed}"
        elif words == ["sh"]:
            for command in commands(body):
                result = work.run(runnable(command))
                if result.returncode not in (0, 1) or "Usage:" in result.stderr:
                    yield f"{path.relative_to(ROOT)}: {command}: exit {result.returncode}\n{result.stderr}"
    if replaced != text:
        path.write_text(replaced, encoding="utf-8")


# What an example of --help reads that another command makes.
PREPARED = [
    ("-o users.csv", "rm users.csv"),
    ("template -o users.xlsx", "rm users.xlsx"),
    ("accounts.txt", "cp export.csv accounts.txt"),
    ("discover --dry-run users.csv", "rm users.csv; batchlint template --server gmail --output users.csv"),
    ("-pilot.csv", "batchlint split --pilot 5 --rows 13 users.csv"),
    ("shard-", "batchlint check --format json=shard-1.json users.csv"),
    ("1.json", "batchlint check --shard 1/2 --format json=1.json lists/"),
    ("2.json", "batchlint check --shard 2/2 --format json=2.json lists/"),
]


def check_help(program):
    listing = subprocess.run([program, "--help"], text=True, capture_output=True, check=True).stdout
    names = re.findall(r"^  ([a-z]+)(?: \(default\))?  +\S", listing.split("OPTIONS:")[1], flags=re.M)
    for name in ["", *names]:
        page = subprocess.run([program, *filter(None, ["help", name])], text=True, capture_output=True, check=True)
        examples = page.stdout.partition("Examples:\n")[2].partition("\n\n")[0]
        # A line of help is wrapped at 80 columns; its rest is not indented.
        for command in commands(re.sub(r"\n(?! )", " ", examples)):
            if "| man" in command or "/usr/local" in command or "~/" in command or "less" in command:
                continue
            # No resolver has an address that is reserved for documentation (RFC 5737).
            if "192.0.2." in command:
                continue
            work = Workplace(program)
            for name_pattern, made in PREPARED:
                if name_pattern in command and not command.startswith(made[:15]):
                    work.run(made)
            result = work.run(runnable(command).replace("some-export", "cat users.csv"))
            if result.returncode not in (0, 1) or "Usage:" in result.stderr:
                yield f"--help of {name or 'batchlint'}: {command}: exit {result.returncode}\n{result.stderr}"


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    problems = [problem for page in pages() for problem in broken_links(page)]
    if "--links" not in sys.argv:
        for page in [ROOT / "README.md", *sorted(GUIDES.glob("*.md"))]:
            problems += check_page(page, program, "--update" in sys.argv)
        problems += check_help(program)
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


main()
