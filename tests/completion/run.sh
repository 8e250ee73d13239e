#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Completion in the real shells: a terminal is made for bash (alone, and with the package
# bash-completion) and zsh, the keys are pressed, and what stands on the line afterwards is read.
# fish is asked by its own `complete -C`.
cd "$(dirname "$0")/../.." || exit 1
exec /usr/bin/python3 tests/completion/shells.py "${DCR:-$PWD/build/dev/dcr}"
