# SPDX-License-Identifier: Apache-2.0
"""Drops rows without a value in a required column, and rows that were there before."""

from datapy.mod_manager.result import ModResult


def run(params):
    result = ModResult("data_cleaner", params["_mod_name"])
    rows = params["data"]
    records = rows if isinstance(rows, list) else rows.fillna("").to_dict("records")
    kept, seen = [], set()
    for row in records:
        row = {key: (value or "").strip() for key, value in row.items()}
        whole = tuple(row.items())
        if whole in seen or not all(row.get(column) for column in params["required"]):
            continue
        seen.add(whole)
        kept.append(row)
    result.add_metric("rows_in", len(records))
    result.add_metric("rows_dropped", len(records) - len(kept))
    result.add_artifact("data", kept)
    result.add_global("row_count", len(kept))
    if len(records) - len(kept) > params["most_dropped"]:
        result.add_warning("more rows were dropped than expected", "many_dropped")
        return result.warning()
    return result.success()
