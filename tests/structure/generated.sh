#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The files below man/ and completions/ are what dcr prints, and the tools that read them accept
# them. UPDATE=1 writes them anew.
set -u
cd "$(dirname "$0")/../.." || exit 1
dcr=$PWD/build/dev/dcr
passed=0 failed=0
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT

fail() {
  failed=$((failed + 1))
  printf 'FAIL %s\n' "$1"
}

# same FILE ARGUMENT...: FILE is what dcr prints with these arguments.
same() {
  local file=$1
  shift
  if ! "$dcr" "$@" >"$folder/printed"; then
    fail "dcr $*"
    return
  fi
  [ -z "${UPDATE:-}" ] || cp "$folder/printed" "$file"
  if diff -u "$file" "$folder/printed"; then
    passed=$((passed + 1))
  else
    fail "$file is not what 'dcr $*' prints; UPDATE=1 tests/structure/generated.sh writes it"
  fi
}

# accepts TOOL ARGUMENT... FILE: the tool has nothing to say about the file.
accepts() {
  if ! command -v "$1" >/dev/null; then
    echo "SKIPPED, no $1 here: $*"
    return
  fi
  # Whether the pages it refers to are installed is no property of a page.
  if "$@" 2>&1 | grep -v 'referenced manual not found'; then
    fail "$*"
  else
    passed=$((passed + 1))
  fi
}

mapfile -t shown < <("$dcr" --help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p')
[ ${#shown[@]} -gt 3 ] || fail "dcr --help lists commands"

same man/dcr.1 man-page
for command in "${shown[@]}"; do same "man/dcr-$command.1" man-page "$command"; done
files=(dcr.yaml dcr-contract dcr-model dcr-mods)
for file in "${files[@]}"; do same "man/$file.5" man-page "$file"; done
same completions/dcr.bash completion bash
same completions/_dcr completion zsh
same completions/dcr.fish completion fish

for page in man/*; do
  accepts mandoc -T lint -W all "$page"
  command=${page#man/dcr-} command=${command%.1}
  file=${page#man/} file=${file%.5}
  [[ $page == man/dcr.1 || $page == *.5 && " ${files[*]} " == *" $file "* || " ${shown[*]} " == *" $command "* ]] || fail "$page is of no command"
done
accepts bash -n completions/dcr.bash
accepts shellcheck -s bash completions/dcr.bash
accepts zsh -n completions/_dcr
accepts fish -n completions/dcr.fish

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
