"""Fills the workbooks of `batchlint template` as people do, and converts and checks what comes of them.

    template_workbooks.py BATCHLINT

Each template is filled by openpyxl (.xlsx only), and by LibreOffice where it is installed: opened, saved in the other
format, filled, and saved in either format again. What `convert` writes has to have the values that were filled in, and
no finding.
"""

import csv
import pathlib
import subprocess
import sys
import tempfile

import openpyxl

# What a spreadsheet damages in cells that are not text: leading zeros, dates, long numbers, formulas, spaces.
PASSWORDS = ["00420815", "Wren-4821", "1/2-Otter", "4912345678901234567", "=Heron+1", "Finch 6612", "1E5x", "Raven=33;07"]


def rows():
    return [(f"user{n}@contoso.com", f"user{n}", password) for n, password in enumerate(PASSWORDS, 1)]


def fill(path, target):
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    formats = [cell.number_format for cell in sheet[2]]
    if formats != ["@"] * 3:
        sys.exit(f"{path.name}: the cells are not text: {formats}")
    sheet.delete_rows(2, sheet.max_row)
    for number, row in enumerate(rows(), 2):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            cell.data_type, cell.number_format = "s", "@"
    book.save(target)


def libreoffice(path, extension, folder):
    target = pathlib.Path(folder, f"saved-{path.suffix[1:]}")
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", extension,
         "--outdir", str(target), str(path)],
        check=True, capture_output=True, timeout=300)
    return target / f"{path.stem}.{extension}"


def has_libreoffice():
    try:
        return subprocess.run(["soffice", "--version"], capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def expect_clean(batchlint, path, folder):
    target = pathlib.Path(folder, "users.csv")
    command = [batchlint, "convert", str(path), "-o", str(target), "--force"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{path.name}: convert ended with {done.returncode}: {done.stderr}")
    with open(target, encoding="utf-8", newline="") as file:
        read = [tuple(row) for row in csv.reader(file)]
    if read != [("EmailAddress", "UserName", "Password"), *rows()]:
        sys.exit(f"{path.name}: the values differ: {[row[0] for row in read]}")
    done = subprocess.run(
        [batchlint, "check", "--no-config", "--format", "concise", "--fail-on", "warning", str(target)],
        capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{path.name}: findings: {done.stdout}")


def main():
    batchlint = sys.argv[1]
    saves = has_libreoffice()
    with tempfile.TemporaryDirectory() as folder:
        filled = []
        for extension in ("xlsx", "ods"):
            template = pathlib.Path(folder, f"{extension}-template.{extension}")
            subprocess.run([batchlint, "template", "-o", str(template)], check=True, capture_output=True)
            sources = [template] if extension == "xlsx" else []
            if saves:
                sources.append(libreoffice(template, "xlsx", folder))
            for source in sources:
                target = pathlib.Path(folder, f"filled-{len(filled)}.xlsx")
                fill(source, target)
                filled.append(target)
        if saves:
            filled += [libreoffice(path, extension, folder) for path in list(filled) for extension in ("xlsx", "ods")]
        for path in filled:
            expect_clean(batchlint, path, folder)
    print(f"{len(filled)} filled templates, {'with' if saves else 'without'} LibreOffice")


if __name__ == "__main__":
    main()
