#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Every command has an example, dcr understands every one, and the files that are shown as examples
# are what their pages say.
set -u
cd "$(dirname "$0")/../.." || exit 1
program=$PWD/build/dev/dcr
passed=0 failed=0
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT

judge() { # SENTENCE CODE
  if [ "$2" = 0 ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAIL %s\n' "$1"
  fi
}

# What an example says is only read. Of what stands around dcr there nothing can run: there is no
# PATH.
understands() (
  cd "$folder" || exit 1
  set +u
  export HOME=$folder PATH=
  # shellcheck disable=SC2317
  dcr() { "$program" parse -- "$@" 1>&2 || : >"$folder/wrong"; }
  # shellcheck disable=SC2317
  command_not_found_handle() { :; }
  eval "$1" </dev/null 2>>"$folder/errors"
  [ ! -e wrong ]
)

mkdir -p "$folder/.config/fish/completions" "$folder/.zfunc"
"$program" parse -- rules --no-such-option 2>/dev/null
judge "a wrong command line is noticed" "$(($? == 2 ? 0 : 1))"

mapfile -t commands < <("$program" --help | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p')
judge "dcr --help lists commands" "$((${#commands[@]} > 3 ? 0 : 1))"
for command in "${commands[@]}" man-page complete parse; do
  mapfile -t examples < <("$program" man-page "$command" |
    sed -n '/^\.Sh EXAMPLES/,/^\.Sh SEE/s/^\.It Li //p' | sed 's/\\-/-/g; s/\\e/\\/g; s/^\\&//')
  judge "dcr help $command has an example" "$((${#examples[@]} > 0 ? 0 : 1))"
  for example in "${examples[@]}"; do
    rm -f "$folder/wrong"
    understands "$example"
    judge "dcr understands '$example'" $?
  done
done

# The example of a file: from its page as text.
shown() { "$program" help "$1" | sed -n '1,/^Example$/d; s/^  //p'; }

for topic in contract model; do
  shown "$topic" >"$folder/$topic.yaml"
  "$program" -C "$folder" validate "$topic.yaml" >/dev/null
  judge "the example of 'dcr help $topic' is valid" $?
done
shown dcr.yaml >"$folder/dcr.yaml"
shown mods >"$folder/mod_registry.json"
git -C "$folder" init -q -b main
"$program" -C "$folder" list-registry --names | grep -qx csv_reader
judge "the examples of 'dcr help dcr.yaml' and 'dcr help mods' are read" $?

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
