#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What is installed, and the packages made of it: a .deb that dpkg installs and removes and lintian
# finds no error in, an archive, and the version that each of them prints.
#
#   tests/packages.sh [BUILD]     BUILD is a build folder, build/dev where none is named
set -u
cd "$(dirname "$0")/.." || exit 1
source=$PWD
build=$PWD/${1:-build/dev}
passed=0
failed=0
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT

# check SENTENCE COMMAND...: the sentence holds when the command succeeds.
check() {
  local sentence=$1
  shift
  if "$@" >"$folder/log" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAIL $sentence"
    sed 's/^/  /' "$folder/log"
  fi
}

# has_all ROOT: everything that a user of dcr finds below a prefix; manual pages may be compressed.
has_all() {
  local command page
  for file in bin/dcr share/bash-completion/completions/dcr share/fish/vendor_completions.d/dcr.fish \
    share/dcr/schemas/report.schema.json share/dcr/python/datapy/mod_manager/__init__.py; do
    [ -f "$1/$file" ] || { echo "no $file" && return 1; }
  done
  compgen -G "$1/share/zsh/*/_dcr" || { echo "no completion for zsh" && return 1; }
  for page in man/*.[1-8]; do
    command=$1/share/man/man${page##*.}/${page##*/}
    [ -f "$command" ] || [ -f "$command.gz" ] || { echo "no $page" && return 1; }
  done
}

# prints_version DCR: the version of the project, and in a clone the revision.
prints_version() {
  local version described
  version=$(sed -n 's/^project(dcr VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
  described=$(git describe --tags --match 'v*' --always --abbrev=9 --dirty)
  [ "$described" = "v$version" ] || version="$version ($described)"
  diff <(echo "dcr $version") <("$1" --version)
}

python_imports() {
  PYTHONPATH=$1/share/dcr/python /usr/bin/python3 -B -c \
    'from datapy.mod_manager.sdk import run_mod; from datapy.mod_manager.result import ModResult'
}

# --- cmake --install
check "the build is up to date" cmake --build "$build" --target dcr
check "cmake --install works" cmake --install "$build" --prefix "$folder/prefix"
check "it installs everything" has_all "$folder/prefix"
check "the installed dcr prints its version" prints_version "$folder/prefix/bin/dcr"
check "Python finds the installed package" python_imports "$folder/prefix"
check "no path of the build is installed" \
  bash -c "! grep -rlF '$source' '$folder/prefix/share'"

# --- cpack
pack() { (cd "$build" && cpack -B "$folder/packages"); }
check "cpack makes packages" pack
deb=$(compgen -G "$folder/packages/*.deb")
tar=$(compgen -G "$folder/packages/*.tar.gz")
check "lintian finds no error" lintian --allow-root --fail-on error --suppress-tags bogus-mail-host "$deb"
field() { dpkg-deb -f "$deb" "$1"; }
depends_on_what_it_needs() {
  for package in git libgit2 libyaml-cpp libre2 libnettle libfmt; do
    field Depends | grep -qE "(^|, )$package" || { field Depends && return 1; }
  done
}
check "it depends on the libraries and on git" depends_on_what_it_needs

# A root of its own: this machine's packages stay as they are.
root=$folder/root
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates"
: >"$root/var/lib/dpkg/status"
in_root() { dpkg --root="$root" --force-depends --force-not-root --force-bad-path --log=/dev/null "$@"; }
check "dpkg installs it" in_root --install "$deb"
check "it installs everything" has_all "$root/usr"
check "zsh of Debian finds its completion" test -f "$root/usr/share/zsh/vendor-completions/_dcr"
check "the packaged dcr prints its version" prints_version "$root/usr/bin/dcr"
reads_page() { gzip -dc "$root/usr/share/man/man1/dcr-check.1.gz" | mandoc -T utf8 | grep -q 'dcr check'; }
check "its manual is readable" reads_page
check "dpkg removes it" in_root --remove dcr
check "nothing of it stays" bash -c "! compgen -G '$root/usr/*'"

check "the archive can be unpacked" tar -xzf "$tar" -C "$folder"
archive=$(compgen -G "$folder/dcr-*/")
check "it holds everything" has_all "$archive"
check "the archived dcr prints its version" prints_version "$archive/bin/dcr"

# --- the version, of what git archive makes of a release as well
revision_in() {
  cmake -DSOURCE_DIR="$1" -DVERSION=0.1.0 -DOUTPUT="$folder/revision.cpp" \
    -P "$1/cli/package/revision.cmake" && sed -n 's/.*return "\(.*\)".*/\1/p' "$folder/revision.cpp"
}
is() { diff <(echo "$1") <("${@:2}"); }
sources() {
  rm -rf "$folder/sources"
  mkdir "$folder/sources"
  git -C "$folder/clone" archive HEAD | tar -x -C "$folder/sources"
}
git clone -q --no-hardlinks . "$folder/clone"
(
  cd "$folder/clone" || exit 1
  cp -R "$source/cli/package" cli/
  git add -A
  git -c user.name=Ada -c user.email=ada@example.com commit -qm package --allow-empty
  git tag v0.1.0
)
sources
check "a release says no revision" is "" revision_in "$folder/clone"
check "nor does its archive" is "" revision_in "$folder/sources"
git -C "$folder/clone" -c user.name=Ada -c user.email=ada@example.com commit -qm next --allow-empty
sources
described=$(git -C "$folder/clone" describe --tags --abbrev=9)
check "what follows a release is told from it" is "$described" revision_in "$folder/clone"
begins() { revision_in "$folder/sources" | grep -q '^v0\.1\.0-1-g'; }
check "also by an archive" begins
echo "# edited" >>"$folder/clone/CMakeLists.txt"
check "an edited tree says so" is "$described-dirty" revision_in "$folder/clone"
cp cli/package/archive_revision.txt "$folder/sources/cli/package/"
check "sources that nobody knows have no revision" is "" revision_in "$folder/sources"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
