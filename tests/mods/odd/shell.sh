#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A mod that is no Python: shows what it was given, and succeeds with warnings.
cat
echo "argument $1 for $DCR_MOD_TYPE"
echo '{"metrics": {"lines": 1}, "globals": {"written_by": "sh"}}' >"$DCR_RESULT"
exit 10
