// SPDX-License-Identifier: Apache-2.0
#include "core/mods/package.hpp"

#include "core/process/child.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

namespace dcr::mods {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void check_whole(const Package& package) {
  for (const PackageFile& file : package_files()) {
    CAPTURE(file.path);
    CHECK(content_of(fs::path(package.folder()) / file.path) == file.content);
  }
}

TEST_CASE("the package is written once, and made right where it was changed or cut") {
  const test::TempFolder cache;
  const auto first = Package::unpack(cache.path());
  REQUIRE(first.has_value());
  CHECK_FALSE(first->is_temporary());
  CHECK(first->folder().starts_with(cache.path() + "/python-"));
  check_whole(*first);
  const fs::path sdk = fs::path(first->folder()) / "datapy/mod_manager/sdk.py";
  const auto written = fs::last_write_time(sdk);
  std::ofstream(fs::path(first->folder()) / "datapy/__init__.py") << "raise SystemExit\n";
  fs::remove(fs::path(first->folder()) / "datapy/_dcr/wire.py");
  const auto second = Package::unpack(cache.path());
  REQUIRE(second.has_value());
  CHECK(second->folder() == first->folder());
  check_whole(*second);
  CHECK(fs::last_write_time(sdk) == written);
}

TEST_CASE("nobody else may write into the package") {
  const test::TempFolder cache;
  const auto package = Package::unpack(cache.path());
  REQUIRE(package.has_value());
  CHECK(fs::status(package->folder()).permissions() == fs::perms::owner_all);
}

TEST_CASE("where nothing can be kept, a folder serves that goes with the process") {
  const test::TempFolder folder;
  std::ofstream(folder.path() + "/file") << "no folder\n";
  for (const std::string& cache : {std::string(), folder.path() + "/file"}) {
    CAPTURE(cache);
    std::string gone;
    {
      const auto package = Package::unpack(cache);
      REQUIRE(package.has_value());
      CHECK(package->is_temporary());
      check_whole(*package);
      gone = package->folder();
    }
    CHECK_FALSE(fs::exists(gone));
  }
}

// Both ways must agree with the package json, which is the judge here.
constexpr const char* codec_check = R"py(
import sys
if sys.argv[2] == "package":
    sys.modules["_json"] = None
sys.path.insert(0, sys.argv[1])
from datapy._dcr import codec
import json
assert codec.dumps.__qualname__.startswith(sys.argv[2]), codec.dumps.__qualname__
values = [{}, [], None, True, -1, 2**63 - 1, 1e300, 0.1, "", "\u00e9\U0001f600\x00\u2028\"\\\\/",
          {"a": {"b": [1, {"c": None}, [[]]]}, "": False}]
for value in values:
    text = codec.dumps({"value": value})
    assert text.isascii() and "\n" not in text, text
    assert codec.loads(text) == json.loads(text) == {"value": value}, text
assert codec.loads('{"a": "\u00e9\\ud83d\\ude00"}') == {"a": "\u00e9\U0001f600"}
for text in ('', '{', '{"a"}', '[1,]', 'nope', '{"a": NaN}', '"' + chr(10) + '"'):
    try:
        codec.loads(text)
    except ValueError:
        continue
    if text != '{"a": NaN}' or sys.argv[2] == "c_functions":
        raise AssertionError(text)
for value in (float("nan"), {1, 2}, object()):
    try:
        codec.dumps([value])
    except (ValueError, TypeError):
        continue
    raise AssertionError(value)
)py";

TEST_CASE("messages are JSON, with the C functions of json or with the package") {
  const test::TempFolder cache;
  const auto package = Package::unpack(cache.path());
  REQUIRE(package.has_value());
  for (const std::string way : {"c_functions", "package"}) {
    CAPTURE(way);
    const auto outcome = process::run(
        {.arguments = {"/usr/bin/python3", "-I", "-B", "-c", codec_check, package->folder(), way}});
    REQUIRE(outcome.has_value());
    CHECK(outcome->errors == "");
    CHECK(outcome->succeeded());
  }
}

}  // namespace
}  // namespace dcr::mods
