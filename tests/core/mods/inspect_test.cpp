// SPDX-License-Identifier: Apache-2.0
#include "core/mods/inspect.hpp"

#include "core/base/atomic_file.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <filesystem>

namespace dcr::mods {
namespace {

namespace fs = std::filesystem;

/// Modules in a folder, and what is seen of them.
class Modules {
 public:
  void write(const std::string& path, std::string_view text) const {
    const fs::path file = fs::path(folder_.path()) / path;
    fs::create_directories(file.parent_path());
    REQUIRE(write_atomically(file.string(), text));
  }
  [[nodiscard]] Module look_at(const std::string& name) const {
    auto found = inspect("/usr/bin/python3", {folder_.path()}, {{name}});
    REQUIRE(found);
    REQUIRE(found->modules.size() == 1);
    return found->modules.front();
  }
  [[nodiscard]] std::string path(const std::string& name) const {
    return folder_.path() + "/" + name;
  }
  [[nodiscard]] bool has(const std::string& name) const { return fs::exists(path(name)); }

 private:
  test::TempFolder folder_;
};

TEST_CASE("a module is read and not run") {
  const Modules modules;
  modules.write("a/__init__.py", "open(__file__ + '.ran', 'w')\n");
  modules.write(
      "a/m.py",
      "\"\"\"Does it.\n\nMore.\"\"\"\nopen(__file__ + '.ran', 'w')\n"
      "METADATA: dict = {'version': '1.0.0'}\nCONFIG_SCHEMA = {'type': ['object'], 'x': 1.5}\n"
      "def run(params):\n    return {}\n");
  const Module module = modules.look_at("a.m");
  CHECK(module.file == modules.path("a/m.py"));
  CHECK(module.fault.empty());
  CHECK(module.doc == "Does it.\n\nMore.");
  CHECK(module.has_run);
  CHECK(module.run_line == 7);
  CHECK(module.run_is_certain);
  CHECK(module.run_fault.empty());
  REQUIRE(module.metadata);
  CHECK(module.metadata->line == 5);
  CHECK(module.metadata->value->find("version")->text == "1.0.0");
  REQUIRE(module.config_schema);
  CHECK(module.config_schema->value->find("x")->as_number() == 1.5);
  CHECK_FALSE(modules.has("a/m.py.ran"));
  CHECK_FALSE(modules.has("a/__init__.py.ran"));
}

TEST_CASE("what a module lacks is told") {
  const Modules modules;
  const auto fault = [&](std::string_view text) {
    modules.write("m.py", text);
    return modules.look_at("m").run_fault;
  };
  CHECK(modules.look_at("nowhere").file.empty());
  CHECK(fault("def run(): pass") == "run() takes no argument, and gets the parameters as one");
  CHECK(fault("def run(a, b): pass") == "run() needs 2 arguments, and gets the parameters as one");
  CHECK(fault("async def run(a): pass") == "run() is a coroutine, and nobody awaits it");
  CHECK(fault("def run(a, *, b): pass") ==
        "run() needs the keyword argument 'b', which nobody gives");
  CHECK(fault("def run(a, b=1, *c, d=2, **e): pass").empty());
  CHECK(fault("def run(*all): pass").empty());
  CHECK(fault("run = lambda: 1") == "run() takes no argument, and gets the parameters as one");
  modules.write("m.py", "from elsewhere import run, METADATA\nCONFIG_SCHEMA = make()\n");
  const Module imported = modules.look_at("m");
  CHECK(imported.has_run);
  CHECK_FALSE(imported.run_is_certain);
  REQUIRE(imported.metadata);
  CHECK_FALSE(imported.metadata->value);
  CHECK(imported.metadata->fault == "it is imported, and is read without importing");
  REQUIRE(imported.config_schema);
  CHECK(imported.config_schema->fault == "it is not made of plain texts, numbers, lists and dicts");
}

TEST_CASE("hostile modules are told of") {
  const Modules modules;
  const auto fault = [&](std::string_view text) {
    modules.write("m.py", text);
    return modules.look_at("m").fault;
  };
  CHECK_FALSE(fault("def run(").empty());
  CHECK_FALSE(fault(std::string_view("a = 1\0b", 7)).empty());
  CHECK_FALSE(fault("a = '\xFF'").empty());
  CHECK_FALSE(fault("x = " + std::string(100'000, '(')).empty());
  CHECK_FALSE(fault("x = " + std::string(100'000, '-') + "1").empty());
  fs::create_directories(modules.path("pipe.py"));
  CHECK(modules.look_at("pipe").file.empty());
}

TEST_CASE("the Python that looks lies outside the repository") {
  const Modules modules;
  modules.write("bin/python3", "#!/bin/sh\n");
  modules.write("outside/python3", "#!/bin/sh\n");
  for (const char* file : {"bin/python3", "outside/python3"}) {
    fs::permissions(modules.path(file), fs::perms::owner_all);
  }
  const std::string inside = modules.path("bin");
  CHECK(inspecting_python(inside, inside).has_value() == false);
  CHECK(inspecting_python("bin:.::" + inside + ":" + modules.path("outside"), inside).value() ==
        modules.path("outside/python3"));
  fs::create_symlink(inside, modules.path("link"));
  CHECK_FALSE(inspecting_python(modules.path("link"), inside).has_value());
}

}  // namespace
}  // namespace dcr::mods
