#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Judges pairs of schemas of public projects, where they lie beside the repository, and prints how
# many are judged as they are labelled: no "false" may be called compatible, and of the "true" nine
# in ten must be. A "true" that is refuted is listed with its witness.
#
#   TESTS=build/release/dcr_tests tests/schema_pairs.sh
set -u
cd "$(dirname "$0")/.." || exit 1
tests=${TESTS:-build/dev/dcr_tests}

if [ ! -d "${DCR_COMPAT_DATA:-../shared/data/jsonschema-compat}" ]; then
  echo "SKIPPED: no pairs in ${DCR_COMPAT_DATA:-../shared/data/jsonschema-compat}"
  echo "0 passed, 0 failed"
  exit 0
fi
DCR_COMPAT_TABLE=1 "$tests" -tc="schemas of public projects*"
