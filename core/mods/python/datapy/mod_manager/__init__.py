# SPDX-License-Identifier: Apache-2.0
"""Running mods, and reading their registry, from Python."""

import datapy

datapy.extend(__path__, ["datapy", "mod_manager"])
