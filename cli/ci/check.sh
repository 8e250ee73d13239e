#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A step of action.yml: annotations and a summary for people, SARIF for code scanning.
#
# WORKING_DIRECTORY, ARGUMENTS and SARIF are the action's inputs.
set -u
workspace=${GITHUB_WORKSPACE:-$PWD}
cd "$workspace" && cd "$WORKING_DIRECTORY" || exit 2
# In a container the checkout belongs to another user, and git refuses it.
[ -O . ] || git config --global --add safe.directory "$workspace"

formats=(--format github)
[ -z "$SARIF" ] || formats+=(--format "sarif=$SARIF")
read -r -a more <<<"$ARGUMENTS"
code=0
dcr check "${formats[@]}" ${more[@]+"${more[@]}"} || code=$?

written=
[ -z "$SARIF" ] || [ ! -f "$SARIF" ] || written=$(realpath --relative-to="$workspace" "$SARIF")
{
  echo "sarif=$written"
  echo "exit-code=$code"
} >>"$GITHUB_OUTPUT"
exit "$code"
