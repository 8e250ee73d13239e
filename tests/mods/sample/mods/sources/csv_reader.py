# SPDX-License-Identifier: Apache-2.0
"""Reads a CSV file: with pandas where it can be imported, else into a list of rows."""

import csv
import os

from datapy.mod_manager.result import ModResult


def run(params):
    result = ModResult("csv_reader", params["_mod_name"])
    path = os.path.join(params.get("base_path", ""), params["file_path"])
    try:
        rows, columns = read(path, params["encoding"], params["delimiter"])
    except FileNotFoundError:
        result.add_error(f"no file {path}", "file_not_found")
        return result.error(20)
    result.add_metric("rows_read", len(rows))
    result.add_metric("columns_read", columns)
    result.add_artifact("data", rows)
    result.add_global("row_count", len(rows))
    result.add_global("file_size", os.path.getsize(path))
    if not len(rows):
        result.add_warning("the file has no rows", "empty_file")
        return result.warning()
    return result.success()


def read(path, encoding, delimiter):
    """The rows, and how many columns they have."""
    try:
        import pandas
    except ImportError:
        with open(path, encoding=encoding, newline="") as file:
            reader = csv.DictReader(file, delimiter=delimiter)
            return list(reader), len(reader.fieldnames or ())
    frame = pandas.read_csv(path, encoding=encoding, sep=delimiter, dtype=str)
    return frame, len(frame.columns)
