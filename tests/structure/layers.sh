#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Who may include whom, and which library is known where. tests/structure/layers.sh FOLDER judges
# the sources below another folder; this script judges planted violations that way first.
set -u
here=$(cd "$(dirname "$0")" && pwd -P)
root=${1:-$here/../..}
cd "$root" || exit 1
passed=0 failed=0

# area: the areas of core it may include besides itself.
declare -A may_include=(
  [base]=''
  [semver]='base'
  [model]='base semver'
  [yaml]='base'
  [schema]='base yaml'
  [formats]='base semver model yaml schema'
  [config]='base semver model yaml schema'
  [compat]='base semver model schema yaml'
  [git]='base process'
  [registry]='base semver model formats git'
  [report]='base semver model compat'
  [process]='base'
  [mods]='base semver schema yaml model formats process'
  [audit]='base'
  [imports]='base semver model yaml schema formats process'
  [exports]='base semver model yaml schema formats compat report'
  [check]='base semver model formats config compat git registry report'
)

verdict() { # NAME VIOLATIONS
  if [ -z "$2" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAIL %s\n%s\n' "$1" "$2"
  fi
}

# only WHAT PATTERN ALLOWED-PATHS: lines with PATTERN stand only in files that match ALLOWED-PATHS.
only() {
  verdict "$1" "$(grep -rnE --include='*.hpp' --include='*.cpp' "$2" core cli | grep -vE "^($3)")"
}

for folder in core/*/; do
  area=$(basename "$folder")
  if [ -z "${may_include[$area]+known}" ]; then
    verdict "core/$area" "  this area has no row in the table of $0"
    continue
  fi
  allowed=$(echo "$area ${may_include[$area]}" | tr -s ' ' '|' | sed 's/|$//')
  verdict "core/$area includes only $allowed" \
    "$(grep -rnE '#include "' "$folder" | grep -vE "#include \"core/($allowed)/")"
done

only "nothing of core knows cli or tests" '#include "(cli|tests)/' 'cli/'
only "yaml-cpp is known in core/yaml" '#include <yaml-cpp/' 'core/yaml/'
only "RE2 is known in core/schema/pattern.cpp" '#include <re2/' 'core/schema/pattern\.cpp:'
only "libgit2 is known in core/git" '#include <git2' 'core/git/'
only "CLI11 is known in cli/parse.cpp" '#include <CLI/' 'cli/parse\.cpp:'
only "curl is known in core/audit" '#include <curl/' 'core/audit/'
only "json is read and written by formats, schemas, imports, reports, mods, commands, and for events" \
  '#include <nlohmann/' '(core/(audit|report|schema|formats|imports|exports|mods|yaml)/|cli/|core/git/ci_event\.cpp:)'
only "programs are started in core/process" \
  '\b(fork|popen|posix_spawnp?|execvp?e?|std::system)\(' 'core/process/'
only "the environment is read in cli/session.cpp" '\bgetenv\(' 'cli/session\.cpp:'
only "only cli and bug write to the streams" \
  'std::(cout|cerr|clog|printf|puts|fputs|fprintf)\b' '(cli/|core/base/bug\.cpp:)'
verdict "no heavy library in a header" \
  "$(grep -rnE --include='*.hpp' '#include <(CLI|nlohmann|doctest)/' core cli tests |
    grep -v 'nlohmann/json_fwd.hpp')"
verdict "every include is from the root" \
  "$(grep -rnE --include='*.hpp' --include='*.cpp' '#include "' core cli tests |
    grep -vE '#include "(core|cli|tests)/')"
verdict "no using namespace" \
  "$(grep -rnE --include='*.hpp' --include='*.cpp' '^ *using namespace' core cli tests |
    grep -vE 'using namespace std::([a-z_]+::)*[a-z_]*literals;')"

# A test that cannot fail proves nothing: plant violations and see them found.
if [ $# = 0 ]; then
  planted=$(mktemp -d) || exit 1
  trap 'rm -rf "$planted"' EXIT
  mkdir -p "$planted"/{core/base,core/newcomer,cli,tests}
  echo '#include "core/git/repository.hpp"' >"$planted/core/base/a.hpp"
  echo '#include <nlohmann/json.hpp>' >"$planted/cli/b.hpp"
  echo 'int f() { return getenv("HOME") != 0; }' >"$planted/cli/c.cpp"
  found=$("$here/layers.sh" "$planted")
  for wanted in core/base/a.hpp:1 cli/b.hpp:1 cli/c.cpp:1 core/newcomer; do
    if [[ $found == *"$wanted"* ]]; then verdict planted ''; else verdict "planted $wanted" "$found"; fi
  done
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
