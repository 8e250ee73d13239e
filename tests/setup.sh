#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages that building and testing need, if any is missing.
#
#   tests/setup.sh --build   to build
#   tests/setup.sh           also to run the tests
#   tests/setup.sh --ci      also what .ci/run needs
#
# DCR_SETUP=skip leaves the machine as it is, e.g. where the packages have other names.
set -eu

packages="g++ cmake ninja-build pkg-config git libgit2-dev libyaml-cpp-dev nlohmann-json3-dev
  libcli11-dev libfmt-dev libexpected-dev libcurl4-openssl-dev libre2-dev nettle-dev zlib1g-dev"
if [ "${1:-}" != --build ]; then
  packages="$packages doctest-dev libyaml-dev bash python3 python3-jsonschema python3-yaml
    python3-pydantic libpg-query1504.0 postgresql python3-avro avro-bin python3-sqlglot pre-commit
    libtest-json-schema-acceptance-perl lintian mandoc bash-completion zsh fish"
fi
if [ "${1:-}" = --ci ]; then
  packages="$packages clang libclang-rt-14-dev clang-format shellcheck"
fi

[ "${DCR_SETUP:-}" != skip ] || exit 0

explain() {
  echo "dcr needs packages that are not installed. On Debian 12 or later, as root:" >&2
  # shellcheck disable=SC2086
  echo "  apt-get install" $1 >&2
  echo "Elsewhere install the same under your system's names, then set DCR_SETUP=skip." >&2
  exit 1
}

command -v dpkg-query >/dev/null 2>&1 || explain "$packages"

missing=
for package in $packages; do
  case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true) in
    installed) ;;
    *) missing="$missing $package" ;;
  esac
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
  as_root=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  as_root="sudo -n"
else
  explain "$missing"
fi

echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
{
  $as_root apt-get -q -o DPkg::Lock::Timeout=300 update &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
      install --no-install-recommends $missing
} >&2 || explain "$missing"
