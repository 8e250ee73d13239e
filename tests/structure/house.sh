#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Rules of the house that a compiler does not see: sizes, words, and where things lie.
set -u
cd "$(dirname "$0")/../.." || exit 1
passed=0 failed=0

verdict() { # NAME VIOLATIONS
  if [ -z "$2" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAIL %s\n%s\n' "$1" "$2"
  fi
}

mapfile -t files < <(git ls-files --cached --others --exclude-standard)
sources=() text=()
for file in "${files[@]}"; do
  [ -f "$file" ] || continue
  case $file in
    *.cpp | *.hpp | *.h | *.sh | *.py) sources+=("$file") ;;
  esac
  case $file in
    LICENSE | tests/structure/house.sh) ;;
    *) text+=("$file") ;;
  esac
done
verdict "there are sources" "$([ ${#sources[@]} -gt 20 ] || echo "  only ${#sources[@]}")"

verdict "no file is longer than 400 lines" \
  "$(wc -l "${sources[@]}" | awk '$2 != "total" && $1 > 400')"
verdict "cli/main.cpp has at most 80 lines" "$(wc -l cli/main.cpp | awk '$1 > 80')"
verdict "CMakeLists.txt has at most 150 lines" "$(wc -l CMakeLists.txt | awk '$1 > 150')"
verdict "every source names its licence" \
  "$(for file in "${sources[@]}"; do
    # Cases are as short as what they show.
    case $file in tests/cli/*/*/*) continue ;; esac
    head -n 3 "$file" | grep -q 'SPDX-License-Identifier: Apache-2.0' || echo "  $file"
  done)"
verdict "no mark of unfinished work" \
  "$(grep -nE '\b(TODO|FIXME|XXX|HACK)\b|[Pp]laceholder|[Nn]ot implemented' "${text[@]}")"
verdict "no path of one machine" "$(grep -nE '(^|[^A-Za-z0-9_.])/(work|home)/[a-z]' "${text[@]}")"
verdict "no name that says nothing" \
  "$(grep -nE '\b(class|struct|enum class) [A-Za-z]*(Manager|Helper|Utils?)\b' "${text[@]}")"
verdict "the top level holds only what has its place there" \
  "$(for file in "${files[@]}"; do echo "${file%%/*}"; done | sort -u | grep -vxE \
    'CMakeLists\.txt|CMakePresets\.json|README\.md|LICENSE|CHANGELOG\.md|action\.yml|cli|core|schemas|tests|completions|man|\.(ci|clang-format|clang-tidy|gitignore|gitattributes|pre-commit-hooks\.yaml)')"
verdict "every header is read once" \
  "$(printf '%s\n' "${sources[@]}" | grep -E '\.hpp$' | xargs grep -L '#pragma once')"
verdict "every unit test mirrors a module" \
  "$(printf '%s\n' "${sources[@]}" | grep -E '^tests/core/.*\.cpp$' | while read -r file; do
    area=$(dirname "${file#tests/}")
    [ -d "$area" ] || echo "  $file: there is no $area"
  done)"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
