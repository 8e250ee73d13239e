#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A step of action.yml: uses the dcr of the runner, or builds the one this action comes with.
set -eu
if command -v dcr >/dev/null; then
  dcr --version
  exit 0
fi
cd "$(dirname "$0")/../.."
tests/setup.sh --build
cmake --preset release -DDCR_BUILD_TESTS=OFF
cmake --build --preset release --target dcr
echo "$PWD/build/release" >>"$GITHUB_PATH"
