# SPDX-License-Identifier: Apache-2.0
"""The daily job as a script: dcr run-script jobs/daily/daily.py --params jobs/daily/daily.yaml"""

import sys

from datapy.mod_manager.registry import ModRegistry
from datapy.mod_manager.sdk import get_global_config, run_mod, set_global_config

set_global_config({"batch": "2026-11-21"})


def step(mod_type, params, name):
    result = run_mod(mod_type, params, name)
    print(f"{name}: {result['status']} {result['metrics']}")
    if result["exit_code"] > 10:
        sys.exit(result["exit_code"])
    return result


print("sources:", ", ".join(ModRegistry().list_available_mods(category="source")))
customers = step("csv_reader", {"file_path": "customers.csv"}, "extract_customers")
clean = step("data_cleaner", {"data": customers["artifacts"]["data"], "required": ["id", "name"]},
             "clean_customers")
step("csv_writer", {"data": clean["artifacts"]["data"],
                    "file_path": get_global_config()["out"] + "/customers.csv"}, "load_customers")
