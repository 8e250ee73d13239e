// SPDX-License-Identifier: Apache-2.0
#include "core/mods/installed.hpp"

#include "core/base/atomic_file.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <filesystem>

namespace dcr::mods {
namespace {

namespace fs = std::filesystem;

TEST_CASE("packages are what the names of their descriptions say") {
  const test::TempFolder folder;
  const std::string first = folder.path() + "/first";
  const std::string second = folder.path() + "/second";
  for (const char* name : {"/Ruamel.YAML-0.17.21.dist-info", "/old_one-1.2-py3.11.egg-info",
                           "/nameless.dist-info", "/plain"}) {
    fs::create_directories(first + name);
  }
  fs::create_directories(second + "/ruamel_yaml-9.dist-info");
  fs::create_directories(second + "/other-1.dist-info");
  const InstalledPackages found = installed_packages({first, folder.path() + "/none", second});
  REQUIRE(found.size() == 3);
  CHECK(found.at("ruamel-yaml").version == "0.17.21");
  CHECK(found.at("ruamel-yaml").folder == first + "/Ruamel.YAML-0.17.21.dist-info");
  CHECK(found.at("old-one").version == "1.2");
  CHECK(found.at("other").version == "1");
}

TEST_CASE("extras are read from the headers of a description") {
  const test::TempFolder folder;
  CHECK(extras_of({"1", folder.path()}).names.empty());
  REQUIRE(write_atomically(folder.path() + "/METADATA",
                           "Name: a\r\nProvides-Extra: Big_Extra\r\nProvides-Extra:\tx\r\n"
                           "Requires-Dist: b>=1\r\nRequires-Dist: c; extra == \"x\"\r\n\r\n"
                           "Provides-Extra: body\r\n"));
  const PackageExtras found = extras_of({"1", folder.path()});
  CHECK(found.names == std::set<std::string>{"big-extra", "x"});
  CHECK(found.requirements == std::vector<std::string>{"c; extra == \"x\""});
}

TEST_CASE("the packages of an environment lie below its lib") {
  const test::TempFolder folder;
  fs::create_directories(folder.path() + "/lib/python3.9/site-packages");
  fs::create_directories(folder.path() + "/lib/python3.11/site-packages");
  fs::create_directories(folder.path() + "/lib/other/site-packages");
  CHECK(environment_folders(folder.path()) ==
        std::vector<std::string>{folder.path() + "/lib/python3.11/site-packages",
                                 folder.path() + "/lib/python3.9/site-packages"});
  CHECK(environment_folders(folder.path() + "/none").empty());
}

}  // namespace
}  // namespace dcr::mods
