// SPDX-License-Identifier: Apache-2.0
#include "core/mods/interpreter.hpp"

#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <map>

namespace dcr::mods {
namespace {

namespace fs = std::filesystem;

/// A folder with programs; the variables of the search are the test's alone.
struct Place {
  test::TempFolder folder;
  std::map<std::string, std::string> variables{{"PATH", folder.path() + "/bin"}};

  void program(const std::string& path, const std::string& text =
                                            "\x7f"
                                            "ELF") const {
    const fs::path whole = fs::path(folder.path()) / path;
    fs::create_directories(whole.parent_path());
    std::ofstream(whole) << text;
    fs::permissions(whole, fs::perms::owner_all);
  }

  [[nodiscard]] InterpreterSearch search(std::vector<NamedInterpreter> named = {}) const {
    InterpreterSearch search;
    search.named = std::move(named);
    search.environment = [this](const char* name) -> std::optional<std::string> {
      const auto found = variables.find(name);
      return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
    search.job_folder = folder.path() + "/jobs/daily";
    search.top = folder.path();
    fs::create_directories(search.job_folder);
    return search;
  }

  [[nodiscard]] std::string found(std::vector<NamedInterpreter> named = {}) const {
    const auto interpreter = find_interpreter(search(std::move(named)));
    if (!interpreter) return interpreter.error().message;
    return fs::path(*interpreter).lexically_relative(folder.path()).string();
  }
};

TEST_CASE("the first that names a Python is believed, then environments, then PATH") {
  Place place;
  CHECK(place.found() == "no python3 in PATH");
  place.program("bin/python3");
  CHECK(place.found() == "bin/python3");
  place.program(".venv/bin/python3");
  CHECK(place.found() == ".venv/bin/python3");
  place.program("jobs/.venv/bin/python3");
  CHECK(place.found() == "jobs/.venv/bin/python3");
  place.program("active/bin/python3");
  place.variables["VIRTUAL_ENV"] = place.folder.path() + "/active";
  CHECK(place.found() == "active/bin/python3");
  place.program("etl/python");
  const std::string etl = place.folder.path() + "/etl";
  CHECK(place.found({{"", ""}, {"./python", etl}}) == "etl/python");
  CHECK(place.found({{"python3", etl}, {"./python", etl}}) == "bin/python3");
  CHECK(place.found({{"./nothing", etl}, {"./python", etl}}) == "no Python './nothing'");
  CHECK(place.found({{"python9", etl}}) == "no Python 'python9'");
}

TEST_CASE("a file that may not be run is no Python") {
  Place place;
  place.program("bin/python3");
  fs::permissions(place.folder.path() + "/bin/python3", fs::perms::owner_read);
  fs::create_directories(place.folder.path() + "/.venv/bin/python3");
  CHECK(place.found() == "no python3 in PATH");
}

TEST_CASE("a shim is asked once, and again when it or what it goes by changes") {
  Place place;
  const std::string real = place.folder.path() + "/real";
  place.program("real");
  place.program("other");
  const auto shim = [&](const std::string& answer) {
    place.program("bin/python3", "#!/bin/sh\necho asked >>" + place.folder.path() +
                                     "/asked\necho " + answer + "\n");
  };
  const auto times_asked = [&] {
    std::ifstream file(place.folder.path() + "/asked");
    std::size_t lines = 0;
    for (std::string line; std::getline(file, line);) ++lines;
    return lines;
  };
  shim(real);
  InterpreterSearch search = place.search();
  search.cache_folder = place.folder.path() + "/cache";
  for (int i = 0; i < 3; ++i) CHECK(find_interpreter(search).value_or("") == real);
  CHECK(times_asked() == 1);
  place.variables["PYENV_VERSION"] = "3.12";
  CHECK(find_interpreter(search).value_or("") == real);
  CHECK(times_asked() == 2);
  fs::remove(place.folder.path() + "/bin/python3");
  shim(place.folder.path() + "/other");
  CHECK(find_interpreter(search).value_or("") == place.folder.path() + "/other");
  fs::remove(place.folder.path() + "/other");
  CHECK_FALSE(find_interpreter(search).has_value());
}

TEST_CASE("a shim that names no interpreter is refused") {
  for (const char* answer : {"echo python3", "echo /nowhere/python3", "exit 1", "echo"}) {
    CAPTURE(answer);
    Place place;
    place.program("bin/python3", std::string("#!/bin/sh\n") + answer + "\n");
    const auto found = find_interpreter(place.search());
    REQUIRE_FALSE(found.has_value());
    CHECK(found.error().kind == ErrorKind::io);
  }
}

TEST_CASE("an interpreter says which version it is") {
  Place place;
  place.program("old", "#!/bin/sh\necho 3.8.1\n");
  place.program("broken", "#!/bin/sh\necho no >&2\nexit 1\n");
  CHECK(interpreter_version(place.folder.path() + "/old").value_or("") == "3.8.1");
  const auto broken = interpreter_version(place.folder.path() + "/broken");
  REQUIRE_FALSE(broken.has_value());
  CHECK(broken.error().help == "no");
}

}  // namespace
}  // namespace dcr::mods
