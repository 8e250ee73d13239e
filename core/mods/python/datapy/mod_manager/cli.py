# SPDX-License-Identifier: Apache-2.0
"""The command line is dcr's own."""

import os
import shutil
import sys

PROGRAM_VARIABLE = "DCR_PROGRAM"


def program():
    """The dcr that started this Python, or else the one of PATH."""
    found = os.environ.get(PROGRAM_VARIABLE) or shutil.which("dcr")
    if not found:
        raise FileNotFoundError("no program 'dcr' in PATH")
    return found


def main(arguments=None):
    given = sys.argv[1:] if arguments is None else list(arguments)
    os.execv(program(), ["dcr", *given])
