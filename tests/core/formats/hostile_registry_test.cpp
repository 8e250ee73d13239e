// SPDX-License-Identifier: Apache-2.0
#include "core/formats/mod_entry.hpp"
#include "core/formats/mod_registry.hpp"
#include "core/formats/mod_registry_edit.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <string_view>

namespace dcr::formats {
namespace {

/// The first error of a registry with its place; every other way of reading it must end too.
std::string first_error(const std::string& text) {
  const ModRegistry registry = read_mod_registry(text, "mod_registry.json");
  (void)read_contracts(text, "mod_registry.json");
  (void)read_mod_called(text, "mod_registry.json", "m");
  if (const auto entry = cut_mod(text, "m")) (void)read_mod_entry(*entry);
  Component mod;
  mod.name.value = "new";
  mod.config_schema = std::make_shared<yaml::Node>();
  (void)with_component(text, "mod_registry.json", mod);
  const auto shown = [](const Problem& problem) {
    return fmt::format("{}:{} {}", problem.at.begin.line, problem.at.begin.column, problem.message);
  };
  for (const Problem& problem : registry.problems) {
    if (problem.severity == Severity::error) return shown(problem);
  }
  for (const ReadComponent& each : registry.mods) {
    for (const Problem& problem : each.problems) {
      if (problem.severity == Severity::error) return shown(problem);
    }
  }
  return "";
}

std::string registry(std::string_view mods) {
  return fmt::format("{{\"_metadata\": {{}},\n \"mods\": {}}}", mods);
}

std::string with_value(std::string_view value) {
  return registry(fmt::format(
      R"({{"m": {{"module_path": "a.m", "version": "1.0.0", "config_schema": {{"type": "object",
"default": {}}}}}}})",
      value));
}

TEST_CASE("a registry of another shape is told of at its place") {
  CHECK(first_error("[]") == "1:1 a mod registry is a mapping with the key 'mods', not a list");
  CHECK(first_error("\"text\"") ==
        "1:1 a mod registry is a mapping with the key 'mods', not a string");
  CHECK(first_error("") == "1:1 the file is empty");
  CHECK(first_error("{}") == "1:1 a mod registry has the key 'mods', and this has not");
  CHECK(first_error(registry("[]")) ==
        "2:10 'mods' must be a mapping of names to mods, not a list");
  CHECK(first_error(registry("null")) ==
        "2:10 'mods' must be a mapping of names to mods, not nothing");
  CHECK(first_error(registry(R"({"m": []})")) == "2:16 a mod must be a mapping, not a list");
  CHECK(first_error(registry(R"({"": {}})")) == "2:11 the name of a mod must not be empty");
}

TEST_CASE("keys that stand twice are told of") {
  const std::string mod = R"({"module_path": "a.m", "version": "1.0.0"})";
  CHECK(first_error(registry(fmt::format("{{\"m\": {},\n \"m\": {}}}", mod, mod))) ==
        "3:2 duplicate key 'm'; the first one is on line 2, column 11");
  CHECK(first_error(registry(R"({"m": {"version": "1.0.0", "version": "2.0.0"}})")) ==
        "2:11 no 'module_path' and no 'command': nothing can run");
}

TEST_CASE("bytes that no text may hold are told of") {
  CHECK(first_error(with_value("\"\xFF\"")) ==
        "3:13 the byte 0xFF is not UTF-8; save the file as UTF-8");
  CHECK(first_error(with_value(std::string_view("\"\0\"", 3))).starts_with("3:13 a NUL character"));
  CHECK(first_error(with_value("\"\x01\"")).starts_with("3:13 the control character U+0001"));
  CHECK(first_error(with_value("\"\\ud800\"")) != "");
  CHECK(first_error(with_value("\"\\u0000\"")).empty());
}

TEST_CASE("nesting, numbers and sizes beyond all reason are told of") {
  const std::string deep(100'000, '[');
  CHECK(first_error(deep).ends_with("nested deeper than 100 levels"));
  CHECK(first_error(with_value(deep)).ends_with("nested deeper than 100 levels"));
  CHECK(first_error(with_value(std::string(100'000, '[') + std::string(100'000, ']')))
            .ends_with("nested deeper than 100 levels"));
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  CHECK(first_error(with_value(objects)).ends_with("nested deeper than 100 levels"));
  CHECK(first_error(with_value("1e999")) == "3:12 number '1e999' is out of range");
  CHECK(first_error(with_value(std::string(10 << 20, '9'))) != "");
  CHECK(first_error(with_value("\"" + std::string(10 << 20, 'x') + "\"")).empty());
  CHECK(first_error(registry("{\"" + std::string(10 << 20, 'x') + "\": {}}")) != "");
  CHECK(first_error(std::string(std::size_t{65} << 20U, ' '))
            .starts_with("1:1 the file is larger than"));
}

}  // namespace
}  // namespace dcr::formats
