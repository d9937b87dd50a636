"""How long a workbook of 50,000 rows takes, beside other readers of workbooks, and how long the recipients take.

    workbook_bench.py BATCHLINT WORKBOOK_CELLS [--rows N] [--rounds N]

All in one run; the rounds go through all programs in turn, and the fastest round counts. The peers' times are those of
reading alone, without Python's start; batchlint's are those of the whole programs.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile
import time

import xlsxwriter

READERS = {
    "openpyxl, read-only": """
import openpyxl
book = openpyxl.load_workbook(path, read_only=True)
cells = sum(cell is not None for row in book.worksheets[0].iter_rows(values_only=True) for cell in row)
""",
    "python-calamine": """
import python_calamine
sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
cells = sum(cell != "" for row in sheet.to_python() for cell in row)
""",
}


def timed(command):
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode > 1:
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr[-500:]}")
    return time.perf_counter() - start, done.stdout


def read_by(code, path):
    """Python's time for one reader, in a process of its own, and how many cells it has seen."""
    imports, body = code.strip().split("\n", 1)
    script = f"import time\n{imports}\npath = {str(path)!r}\nstart = time.perf_counter()\n{body}\nprint(time.perf_counter() - start, cells)"
    seconds, cells = timed([sys.executable, "-c", script])[1].split()
    return float(seconds), cells


def write_workbook(path, count):
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Users")
    sheet.write_row(0, 0, ["EmailAddress", "UserName", "Password"])
    for n in range(1, count + 1):
        sheet.write_row(n, 0, [f"user{n:05}@contoso.com", f"user{n:05}", f"Wren-{n:05}"])
    book.close()


def write_lists(folder, count):
    """A migration file, and an export of four times as many recipients with two addresses each."""
    users = folder / "users.csv"
    users.touch(0o600)
    users.write_text(
        "EmailAddress,UserName,Password\n"
        + "".join(f"user{n:05}@contoso.com,user{n:05},Wren-{n:05}\n" for n in range(1, count + 1)))
    recipients = folder / "recipients.csv"
    recipients.write_text(
        "DisplayName,PrimarySmtpAddress,RecipientTypeDetails,EmailAddresses\n"
        + "".join(
            f"User {n},user{n:05}@contoso.com,UserMailbox,SMTP:user{n:05}@contoso.com smtp:u{n}@contoso.onmicrosoft.com\n"
            for n in range(1, 4 * count + 1)))
    return users, recipients


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("batchlint")
    parser.add_argument("cells", metavar="WORKBOOK_CELLS")
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        workbook = folder / "users.xlsx"
        write_workbook(workbook, options.rows)
        users, recipients = write_lists(folder, options.rows)
        check = [options.batchlint, "check", "--no-config", "--quiet"]
        programs = {name: lambda code=code: read_by(code, workbook) for name, code in READERS.items()}
        programs |= {
            "batchlint's reader": lambda: timed([options.cells, "--count", str(workbook)]),
            "batchlint check users.xlsx": lambda: timed([*check, str(workbook)]),
            "batchlint check users.csv": lambda: timed([*check, str(users)]),
            "batchlint check users.csv --recipients": lambda: timed([*check, "--recipients", str(recipients), str(users)]),
        }
        best = {name: 9e9 for name in programs}
        for _ in range(options.rounds):
            for name, program in programs.items():
                best[name] = min(best[name], program()[0])
    print(f"{options.rows} rows, {4 * options.rows} recipients, the fastest of {options.rounds} rounds\n")
    print("| | ms |\n|---|---:|")
    for name, seconds in best.items():
        print(f"| {name} | {1000 * seconds:.0f} |")


if __name__ == "__main__":
    main()
