"""Writes fixtures/workbooks: the workbooks that the tests check, as openpyxl and odfpy write them."""

import datetime
import os
import sys

from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

HEADER = ["EmailAddress", "UserName", "Password"]
PEOPLE = [
    ["alberta@contoso.com", "alberta", "Wren-4821"],
    ["bobby@contoso.com", "bobby", "Otter-7730"],
    ["cynthia@contoso.com", "cynthia", "Heron-1195"],
    ["dario@contoso.com", "dario", "Finch-6612"],
]


def users(rows=None, title="Users"):
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in [HEADER] + (PEOPLE if rows is None else rows):
        sheet.append(row)
    return book, sheet


def save(book, name):
    # Equal input gives nearly equal bytes.
    book.properties.created = book.properties.modified = datetime.datetime(2026, 1, 1)
    book.save(os.path.join(folder, name))


def plain():
    save(users()[0], "plain.xlsx")


def several_sheets():
    book, _ = users()
    notes = book.create_sheet("Notes", 0)
    notes.append(["Ask Alberta about the passwords"])
    book.create_sheet("Old users", 1).append(HEADER)
    book["Old users"].sheet_state = "hidden"
    save(book, "several-sheets.xlsx")


def title_above():
    book, sheet = users([])
    sheet.delete_rows(1)
    sheet["B2"] = "Mailboxes of Contoso"
    sheet.merge_cells("B2:D2")
    for number, row in enumerate([HEADER] + PEOPLE):
        for column, value in enumerate(row):
            sheet.cell(4 + number, 2 + column, value)
    save(book, "title-above.xlsx")


def hidden_rows():
    book, sheet = users()
    sheet.row_dimensions[3].hidden = True
    save(book, "hidden-rows.xlsx")


def filtered_rows():
    book, sheet = users()
    sheet.auto_filter.ref = "A1:C5"
    sheet.auto_filter.add_filter_column(1, ["alberta", "dario"])
    for row in (3, 4):
        sheet.row_dimensions[row].hidden = True
    save(book, "filtered-rows.xlsx")


def hidden_columns():
    book, sheet = users()
    sheet.column_dimensions["B"].hidden = True
    save(book, "hidden-columns.xlsx")


def merged_cells():
    book, sheet = users()
    sheet["C4"] = None
    sheet.merge_cells("C3:C4")
    save(book, "merged-cells.xlsx")


def numbers():
    rows = [list(row) for row in PEOPLE]
    rows[0][2] = 4821
    rows[1][1] = 202401770041
    rows[2][2] = True
    book, sheet = users(rows)
    sheet["C5"] = 42
    sheet["C5"].number_format = "00000"
    save(book, "numbers.xlsx")


def dates():
    book, sheet = users()
    sheet["C3"] = datetime.date(2024, 2, 1)
    sheet["B4"] = datetime.datetime(2024, 2, 1, 15, 30)
    sheet["C5"] = "2024-02-01"
    save(book, "dates.xlsx")


def errors():
    book, sheet = users()
    sheet["A3"] = "#N/A"
    sheet["C4"] = "#REF!"
    save(book, "errors.xlsx")


def formulas_without_result():
    book, sheet = users()
    sheet["A3"] = '=B3&"@contoso.com"'
    sheet["C4"] = '=CONCATENATE("Wren-",ROW())'
    save(book, "formulas-without-result.xlsx")


def second_table():
    book, sheet = users()
    for row, (name, count) in enumerate([("Department", "Mailboxes"), ("Sales", 2), ("Support", 2)], start=1):
        sheet.cell(row, 5, name)
        sheet.cell(row, 6, count)
    save(book, "second-table.xlsx")


def several_defects():
    rows = [list(row) for row in PEOPLE]
    rows[0][0] = "alberta@contoso..com"
    rows[1][1] = "bobby "
    rows[2][2] = None
    rows[3][0] = "bobby@contoso.com"
    save(users(rows, "Users of 2026")[0], "several-defects.xlsx")


def open_document():
    document = OpenDocumentSpreadsheet()
    table = Table(name="Users")
    for number, row in enumerate([HEADER] + PEOPLE):
        line = TableRow(visibility="collapse") if number == 2 else TableRow()
        for column, text in enumerate(row):
            if number == 4 and column == 2:
                cell = TableCell(valuetype="float", value=4821)
                cell.addElement(P(text="4821"))
            else:
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(os.path.join(folder, "open-document.ods"))


folder = sys.argv[1]
plain()
several_sheets()
title_above()
hidden_rows()
filtered_rows()
hidden_columns()
merged_cells()
numbers()
dates()
errors()
formulas_without_result()
second_table()
several_defects()
open_document()
