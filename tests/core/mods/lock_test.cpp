// SPDX-License-Identifier: Apache-2.0
#include "core/mods/lock.hpp"

#include "core/yaml/parse.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace dcr::mods {
namespace {

namespace fs = std::filesystem;

/// A registry's folder with a module, a package and a program.
struct Project {
  test::TempFolder folder;
  Component module;
  Component package;
  Component command;

  Project() {
    write("reader.py", "def run(params): ...\n");
    write("package/__init__.py", "from .work import run\n");
    write("package/work.py", "def run(params): ...\n");
    write("package/deep/more.py", "x = 1\n");
    write("bin/clean", "#!/bin/sh\n");
    module.module_path = {"reader", {}};
    package.module_path = {"package", {}};
    command.command = {{"./bin/clean", {}}, {"--fast", {}}};
    for (Component* each : {&module, &package, &command}) {
      each->version_text = "1.0.0";
      each->config_schema = schema(R"({"type": "object"})");
    }
  }

  static std::shared_ptr<const yaml::Node> schema(const char* text) {
    return yaml::parse(text, "schema.json").documents.front().root;
  }

  void write(const std::string& path, const char* text) const {
    const fs::path whole = fs::path(folder.path()) / path;
    fs::create_directories(whole.parent_path());
    std::ofstream(whole) << text;
  }

  [[nodiscard]] LockedMod locked(const Component& component) const {
    return locked_mod(component, folder.path() + "/mod_registry.json", {folder.path()});
  }

  [[nodiscard]] std::string lock_file() const { return folder.path() + "/mods.lock"; }
};

TEST_CASE("what a mod is changes with its version, its schema and its files") {
  const Project project;
  const LockedMod module = project.locked(project.module);
  CHECK(module.content.starts_with("sha256:"));
  Component changed = project.module;
  changed.version_text = "1.0.1";
  CHECK(project.locked(changed).version == "1.0.1");
  changed.config_schema = Project::schema(R"({"type": "object", "required": ["a"]})");
  CHECK(project.locked(changed).schema != module.schema);
  CHECK(project.locked(changed).content == module.content);
  project.write("reader.py", "def run(params): return 1\n");
  CHECK(project.locked(project.module).content != module.content);
  fs::remove(project.folder.path() + "/reader.py");
  CHECK(project.locked(project.module).content.empty());
}

TEST_CASE("of a package every file counts but what Python makes of them") {
  const Project project;
  const std::string before = project.locked(project.package).content;
  project.write("package/__pycache__/work.cpython-311.pyc", "bytes");
  project.write("beside.py", "y = 2\n");
  CHECK(project.locked(project.package).content == before);
  project.write("package/deep/more.py", "x = 2\n");
  const std::string deep = project.locked(project.package).content;
  CHECK(deep != before);
  project.write("package/data.sql", "select 1");
  const std::string grown = project.locked(project.package).content;
  CHECK(grown != deep);
  fs::rename(project.folder.path() + "/package/data.sql", project.folder.path() + "/package/d.sql");
  CHECK(project.locked(project.package).content != grown);
}

TEST_CASE("of a command its words count, and its program where it is a file of the project") {
  const Project project;
  const std::string before = project.locked(project.command).content;
  Component slow = project.command;
  slow.command.pop_back();
  CHECK(project.locked(slow).content != before);
  project.write("bin/clean", "#!/bin/sh\nexit 1\n");
  CHECK(project.locked(project.command).content != before);
  Component found_in_path;
  found_in_path.command = {{"sh", {}}};
  found_in_path.config_schema = project.command.config_schema;
  CHECK(project.locked(found_in_path).content.starts_with("sha256:"));
}

TEST_CASE("a lock is written as it is read, and drift in any part is told") {
  const Project project;
  auto lock = read_lock(project.lock_file());
  REQUIRE(lock.has_value());
  CHECK(lock->mods.empty());
  const LockedMod now = project.locked(project.module);
  CHECK(drift_of(*lock, "reader", now).front().message == "'reader' is not locked");
  REQUIRE(update_lock(*lock, {{"reader", now}, {"na\"me\n", {"1.0.0", "", "s"}}}).has_value());
  lock = read_lock(project.lock_file());
  REQUIRE(lock.has_value());
  CHECK(lock->mods.size() == 2);
  CHECK(lock->mods.at("reader") == now);
  CHECK(lock->mods.at("na\"me\n").content.empty());
  CHECK(drift_of(*lock, "reader", now).empty());
  const LockedMod other{"2.0.0", "", "sha256:0"};
  const auto faults = drift_of(*lock, "reader", other);
  REQUIRE(faults.size() == 3);
  CHECK(faults[0].message == "the version of 'reader' is not the locked one: 2.0.0, locked 1.0.0");
  CHECK(faults[1].message.starts_with("the content of 'reader' is not the locked one: none, "));
  CHECK(faults[2].message.starts_with("the schema of 'reader' is not the locked one: sha256:0, "));
}

TEST_CASE("a lock that says the same is not written again, and others stay in it") {
  const Project project;
  REQUIRE(update_lock({project.lock_file(), {}}, {{"a", {"1", "x", "y"}}}).has_value());
  const auto written = fs::last_write_time(project.lock_file());
  auto lock = read_lock(project.lock_file());
  REQUIRE(lock.has_value());
  REQUIRE(update_lock(*lock, {{"a", {"1", "x", "y"}}}).has_value());
  CHECK(fs::last_write_time(project.lock_file()) == written);
  REQUIRE(update_lock(*lock, {{"b", {"1", "x", "y"}}}).has_value());
  CHECK(read_lock(project.lock_file())->mods.size() == 2);
  // Nothing beside it is left of the writing.
  for (const auto& entry : fs::directory_iterator(project.folder.path())) {
    CHECK_MESSAGE(!entry.path().filename().string().starts_with("mods.lock."), entry.path());
  }
}

TEST_CASE("what is no lock is refused") {
  const Project project;
  for (const char* text :
       {"", "[]", "{", "{}", R"({"lock_version": 2, "mods": {}})", R"({"lock_version": 1})",
        R"({"lock_version": 1, "mods": []})", R"({"lock_version": 1, "mods": {"a": 5}})"}) {
    CAPTURE(text);
    project.write("mods.lock", text);
    const auto lock = read_lock(project.lock_file());
    REQUIRE_FALSE(lock.has_value());
    CHECK(lock.error().kind == ErrorKind::bad_config);
  }
  fs::remove(project.lock_file());
  fs::create_directory(project.lock_file());
  CHECK(read_lock(project.lock_file()).error().kind == ErrorKind::io);
}

}  // namespace
}  // namespace dcr::mods
