# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# For suites to source: an environment that lets nothing of the caller in, with dcr in PATH and a git
# that knows Ada. Wants the folder of the suite in $work and the program in $DCR.
: "${work:?}" "${DCR:?}"
for name in $(compgen -e); do
  case $name in
    PATH | TMPDIR | DCR | ASAN_OPTIONS | UBSAN_OPTIONS | LSAN_OPTIONS) ;;
    *) unset "$name" ;;
  esac
done
mkdir "$work/bin" "$work/home"
ln -s "$DCR" "$work/bin/dcr"
export PATH="$work/bin:$PATH" HOME="$work/home" LC_ALL=C NO_COLOR=1
export GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0
git config --global user.name Ada
git config --global user.email ada@example.com
git config --global init.defaultBranch main
git config --global advice.detachedHead false
