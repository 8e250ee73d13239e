# SPDX-License-Identifier: Apache-2.0
"""`python -m datapy …` is `dcr …`."""

import sys

from datapy.mod_manager.cli import main

sys.exit(main())
