# SPDX-License-Identifier: Apache-2.0
"""Writes rows to a CSV file, the columns in the order of the first row."""

import csv
import os

from datapy.mod_manager.result import ModResult


def run(params):
    result = ModResult("csv_writer", params["_mod_name"])
    rows = params["data"]
    path = os.path.join(params.get("base_path", ""), params["file_path"])
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w", encoding=params["encoding"], newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]) if rows else [], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"wrote {len(rows)} rows to {path}")
    result.add_metric("rows_written", len(rows))
    result.add_artifact("output_file", path)
    return result.success()
