"""Compares batchlint's reading of workbooks with other readers', cell by cell, on generated sheets.

    workbooks.py WORKBOOK-CELLS [--sheets 300] [--seed 17]

The sheets are written by openpyxl, XlsxWriter and pandas with odfpy, and by LibreOffice where it is installed; they
are read back by openpyxl, python-calamine and pandas. Prints how many sheets and cells agree; exits with 1 where one
does not.
"""

import argparse
import datetime
import math
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import openpyxl
import pandas
import python_calamine
import xlsxwriter

TEXTS = [
    "anna@contoso.com", "Zürich", "日本語", "a,b;c", 'quote"inside', "line\nbreak", "<&>", "00123", "=1+1",
    "'quoted",
    "😀 emoji", "TRUE", "#N/A", "a_x000D_b", "tab\there", "x" * 300, "é", "Pa$$w0rd", "  leading", "trailing  ",
]
NUMBERS = [0, 1, -1, 123456789012, 0.1, 0.5, 1e-7, 1.5e20, 49123456789, 3.14159265358979, -2.5, 1e15, 100000]
ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def without_spaces(content):
    """calamine leaves the tabs of .ods files out, and keeps runs of spaces that OpenDocument makes one."""
    return content and re.sub("[ \t\r]", "", content)


def without_escapes(content):
    """openpyxl resolves the escapes of ST_Xstring, such as _x000D_, in shared strings, but in no others."""
    while content is not None and ESCAPE.search(content):
        content = ESCAPE.sub(lambda match: chr(int(match[1], 16)), content)
    return content


def moment(rng):
    day = datetime.date(1901, 1, 1) + datetime.timedelta(days=rng.randrange(60000))
    if rng.random() < 0.5:
        return datetime.datetime(day.year, day.month, day.day)
    return datetime.datetime(day.year, day.month, day.day, rng.randrange(24), rng.randrange(60), rng.randrange(1, 60))


def value(rng):
    kind = rng.choice(["text", "text", "text", "number", "date", "bool", "none", "none"])
    if kind == "text":
        return rng.choice(TEXTS) + (str(rng.randrange(1000)) if rng.random() < 0.3 else "")
    if kind == "number":
        return rng.choice(NUMBERS) if rng.random() < 0.5 else rng.randrange(-10**6, 10**9)
    if kind == "date":
        return moment(rng)
    if kind == "bool":
        return rng.random() < 0.5
    return None


def grid(rng):
    rows = [[value(rng) for _ in range(rng.randrange(1, 12))] for _ in range(rng.randrange(1, 40))]
    for row in rows:
        if rng.random() < 0.1:
            row.clear()
    return rows if any(cell is not None for row in rows for cell in row) else [["only"]]


def text(cell):
    """The text that a cell must have: as the documentation of SheetRow.text(of:) says."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, (int, float)):
        number = float(cell)
        if math.isnan(number):
            return None
        return str(int(number)) if number.is_integer() and abs(number) < 1e21 else repr(number)
    if isinstance(cell, datetime.datetime):
        cell = (cell + datetime.timedelta(microseconds=500)).replace(microsecond=0)
        return cell.strftime("%Y-%m-%d") if cell.time() == datetime.time() else cell.strftime("%Y-%m-%dT%H:%M:%S")
    if isinstance(cell, datetime.date):
        return cell.strftime("%Y-%m-%d")
    return str(cell)


def write_openpyxl(path, rows, rng):
    book = openpyxl.Workbook(write_only=rng.random() < 0.5)
    sheet = book.create_sheet("Data") if book.write_only else book.active
    sheet.title = "Data"
    for row in rows:
        sheet.append([openpyxl_safe(book, sheet, cell) for cell in row])
    book.save(path)


def openpyxl_safe(book, sheet, cell):
    if not isinstance(cell, str):
        return cell
    cell = cell.replace("=", "")
    return cell.replace("#N/A", "NA")


def write_xlsxwriter(path, rows, rng):
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "constant_memory": rng.random() < 0.5})
    codes = ("yyyy-mm-dd hh:mm:ss", "dd.mm.yyyy", "[$-407]d. mmmm yyyy h:mm")
    dates = [book.add_format({"num_format": code}) for code in codes]
    rich = book.add_format({"bold": True})
    sheet = book.add_worksheet("Data")
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if isinstance(cell, datetime.datetime):
                sheet.write_datetime(y, x, cell, rng.choice(dates))
            elif isinstance(cell, str) and len(cell) > 4 and cell[0] != " " and "_x" not in cell and rng.random() < 0.3:
                # An escape is one only within a run, which openpyxl leaves to its callers.
                sheet.write_rich_string(y, x, cell[:2], rich, cell[2:])
            elif isinstance(cell, str) and "#" not in cell and rng.random() < 0.1:
                # An error as the result of a formula is nothing to calamine.
                sheet.write_formula(y, x, '="x"', None, cell)
            elif isinstance(cell, str):
                sheet.write_string(y, x, cell)
            elif isinstance(cell, bool):
                sheet.write_boolean(y, x, cell)
            elif cell is not None:
                sheet.write_number(y, x, cell)
    book.close()


def write_pandas(path, rows, rng):
    width = max(len(row) for row in rows)
    # odfpy writes runs of spaces as they are, which other programs collapse; pandas reads #N/A as nothing.
    plain = [[" ".join(cell.replace("#N/A", "NA").split()) if isinstance(cell, str) else cell for cell in row] for row in rows]
    frame = pandas.DataFrame([row + [None] * (width - len(row)) for row in plain], dtype=object)
    with pandas.ExcelWriter(path, engine="odf") as writer:
        frame.to_excel(writer, sheet_name="Data", header=False, index=False)


def read_openpyxl(path):
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        (cell.row, cell.column): text(cell.value)
        for row in book.worksheets[0].iter_rows()
        for cell in row
        if text(cell.value) is not None
    }


def read_calamine(path):
    sheet = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    return {
        (y + 1, x + 1): text(cell)
        for y, row in enumerate(sheet.to_python(skip_empty_area=False))
        for x, cell in enumerate(row)
        if text(cell) is not None
    }


def read_pandas(path):
    frame = pandas.read_excel(path, engine="odf", header=None, keep_default_na=False, na_values=[], dtype=object)
    return {
        (y + 1, x + 1): text(cell)
        for y, row in enumerate(frame.itertuples(index=False))
        for x, cell in enumerate(row)
        if text(cell) is not None
    }


def column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def read_batchlint(tool, path):
    lines = subprocess.run([tool, path], capture_output=True, text=True, check=True).stdout.split("\n")
    escapes = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}
    cells = {}
    for line in lines:
        if not line or line.split("\t")[2] == "sheet":
            continue
        _, reference, _, content = line.split("\t")
        letters = reference.rstrip("0123456789")
        out, index = "", 0
        while index < len(content):
            pair = content[index:index + 2]
            out += escapes.get(pair, content[index])
            index += 2 if pair in escapes else 1
        cells[int(reference[len(letters):]), column_number(letters)] = out
    return cells


def libreoffice(paths, folder):
    """The same sheets, written anew by LibreOffice as .ods and .xlsx; none where it is not installed."""
    result = []
    for form in ("ods", "xlsx"):
        try:
            subprocess.run(
                ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", form,
                 "--outdir", f"{folder}/{form}", *map(str, paths)],
                check=True, capture_output=True, timeout=600)
        except (FileNotFoundError, subprocess.SubprocessError):
            return []
        result += sorted(pathlib.Path(folder, form).glob(f"*.{form}"))
    return result


def compare(tool, path, readers):
    """Compares one file; returns the number of cells, and what differs."""
    ours = read_batchlint(tool, path)
    differences = []
    for reader in readers:
        theirs = reader(path)
        fold = lambda content: content
        if reader is read_openpyxl:
            fold = without_escapes
        elif reader is read_calamine and path.suffix == ".ods":
            fold = without_spaces
        for place in sorted(ours.keys() | theirs.keys()):
            if fold(ours.get(place)) != fold(theirs.get(place)):
                pair = f"{ours.get(place)!r} is not {theirs.get(place)!r}"
                differences.append(f"{path} {place} {reader.__name__}: {pair}")
    return len(ours), differences


def main():
    options = argparse.ArgumentParser()
    options.add_argument("tool")
    options.add_argument("--sheets", type=int, default=300)
    options.add_argument("--seed", type=int, default=17)
    options.add_argument("--keep")
    arguments = options.parse_args()
    rng = random.Random(arguments.seed)
    writers = [("openpyxl.xlsx", write_openpyxl), ("xlsxwriter.xlsx", write_xlsxwriter), ("pandas.ods", write_pandas)]
    with tempfile.TemporaryDirectory() as folder:
        folder = arguments.keep or folder
        paths = []
        for number in range(arguments.sheets):
            name, writer = writers[number % len(writers)]
            path = pathlib.Path(folder, f"{number:03}-{name}")
            writer(str(path), grid(rng), rng)
            paths.append(path)
        converted = libreoffice(paths[:30], folder)
        cells, failures = 0, []
        for path in paths + converted:
            if path.suffix == ".xlsx":
                readers = [read_openpyxl, read_calamine]
            else:
                readers = [read_calamine] if path in converted else [read_pandas, read_calamine]
            count, differences = compare(arguments.tool, path, readers)
            cells += count
            failures += differences
    for line in failures[:40]:
        print(line)
    print(f"{len(paths)} sheets, {len(converted)} of LibreOffice, {cells} cells, {len(failures)} differences")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
