"""What frictionless says of tables: a line `FILE ROW` for each data row with an error, 0 for the header.

Usage: tables.py FOLDER. Each NAME-*.csv there is judged by NAME.json.
"""
import pathlib
import sys

from frictionless import validate

for path in sorted(pathlib.Path(sys.argv[1]).glob("*.csv")):
    schema = path.with_name(path.name.split("-")[0] + ".json")
    rows = set()
    for task in validate(str(path), schema=str(schema)).tasks:
        for error in task.errors:
            number = getattr(error, "row_number", None)
            rows.add(number - 1 if number else 0)
    for row in sorted(rows):
        print(path.name, row)
