# SPDX-License-Identifier: Apache-2.0
"""What connects a Python of mods with the dcr that started it. Not for users."""
