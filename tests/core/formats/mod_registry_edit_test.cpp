// SPDX-License-Identifier: Apache-2.0
#include "core/formats/mod_registry_edit.hpp"

#include "core/formats/json_scan.hpp"
#include "core/formats/mod_registry.hpp"

#include <doctest/doctest.h>

#include <string>

namespace dcr::formats {
namespace {

constexpr std::string_view entry = R"({"module_path": "etl.a", "type": "a", "version": "1.0.0",
"description": "d", "category": "sources", "output_ports": ["data"], "tags": ["x"],
"config_schema": {"type": "object", "properties": {"rows": {"type": "integer", "default": 1.0}}}})";

Component component(std::string_view name, std::string_view version) {
  std::string text = R"({"mods": {")" + std::string(name) + "\": " + std::string(entry) + "}}";
  const auto replace = [&](std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    text.replace(at, from.size(), to);
  };
  replace(R"("type": "a")", R"("type": ")" + std::string(name) + '"');
  replace("1.0.0", version);
  return *read_mod_registry(text, "mod_registry.json").mods.front().component;
}

std::string edited(std::string_view text, const Component& mod) {
  const auto out = with_component(text, "mod_registry.json", mod);
  return out ? *out : "error: " + out.error().message;
}

constexpr std::string_view four = R"({
    "_metadata": {"version":   "1.0.0"},
    "mods": {
        "b": {"module_path": "etl.b", "type": "b", "version": "1.0.0"}
    },
    "$schema": "mods.json"
}
)";

TEST_CASE("a mod is added after the last one and every other byte stays") {
  CHECK(edited(four, component("a", "1.2.0")) == R"({
    "_metadata": {"version":   "1.0.0"},
    "mods": {
        "b": {"module_path": "etl.b", "type": "b", "version": "1.0.0"},
        "a": {
            "module_path": "etl.a",
            "metadata": {
                "type": "a",
                "version": "1.2.0",
                "description": "d",
                "category": "sources"
            },
            "interface": {
                "input_ports": [],
                "output_ports": ["data"],
                "globals_produced": [],
                "globals_consumed": []
            },
            "dependencies": {
                "packages": []
            },
            "config_schema": {
                "type": "object",
                "properties": {
                    "rows": {
                        "type": "integer",
                        "default": 1.0
                    }
                }
            }
        }
    },
    "$schema": "mods.json"
}
)");
}

TEST_CASE("a mod takes the place of the one of its name, and unknown keys of that stay") {
  const std::string old = "{\"x\": 1,\n \"mods\": {\n  \"z\": 1,\n  \"a\": " + std::string(entry) +
                          ",\n  \"c\": {}\n }}";
  const std::string out = edited(old, component("a", "2.0.0"));
  CHECK(out.starts_with("{\"x\": 1,\n \"mods\": {\n  \"z\": 1,\n  \"a\": {\n   \"module_path\""));
  CHECK(out.ends_with("},\n   \"tags\": [\"x\"]\n  },\n  \"c\": {}\n }}"));
  CHECK(out.find("\"version\": \"2.0.0\"") != std::string::npos);
}

TEST_CASE("an empty registry takes its first mod") {
  const std::string out = edited(empty_registry("2026-11-21"), component("a", "1.0.0"));
  CHECK(
      out.starts_with("{\n  \"_metadata\": {\n    \"version\": \"1.0.0\",\n"
                      "    \"created\": \"2026-11-21\",\n"));
  CHECK(out.find("  \"mods\": {\n    \"a\": {\n      \"module_path\": \"etl.a\",\n") !=
        std::string::npos);
  CHECK(out.ends_with("    }\n  }\n}\n"));
}

TEST_CASE("line ends and tabs are those of the file") {
  const std::string out =
      edited("{\r\n\t\"mods\": {\r\n\t\t\"b\": {}\r\n\t}\r\n}\r\n", component("a", "1.0.0"));
  CHECK(out.starts_with(
      "{\r\n\t\"mods\": {\r\n\t\t\"b\": {},\r\n\t\t\"a\": {\r\n\t\t\t\"module_path\""));
  CHECK(out.ends_with("\r\n\t\t}\r\n\t}\r\n}\r\n"));
  CHECK(out.find("\n") != std::string::npos);
}

TEST_CASE("a registry on one line is written anew") {
  const std::string out =
      edited(R"({"mods": {"b": {"n": 1.50, "t": "\u00e9"}}})", component("a", "1.0.0"));
  CHECK(
      out.starts_with("{\n  \"mods\": {\n    \"b\": {\n      \"n\": 1.50,\n      \"t\": \"é\"\n"
                      "    },\n    \"a\": {\n"));
}

TEST_CASE("what was written is read as what it was, and writing it again changes nothing") {
  const Component mod = component("a", "1.0.0");
  const std::string once = edited(four, mod);
  const ModRegistry registry = read_mod_registry(once, "mod_registry.json");
  REQUIRE(registry.find("a") != nullptr);
  CHECK(registry.find("a")->problems.empty());
  CHECK(edited(once, *registry.find("a")->component) == once);
}

TEST_CASE("a text that is no registry is not touched") {
  const Component mod = component("a", "1.0.0");
  CHECK(edited("{", mod).starts_with("error: unclosed '{'"));
  CHECK(edited("[]", mod) == "error: 'mod_registry.json' is no mod registry in JSON");
  CHECK(edited("", mod) == "error: 'mod_registry.json' is no mod registry in JSON");
  CHECK(edited(R"({"mods": {"a": 1, "a": 2}})", mod).starts_with("error: duplicate key 'a'"));
}

TEST_CASE("an object is scanned without its values being read") {
  const auto object = scan_object(R"( {"a": {"b": "}\"]"}, "c\u0064": [1, {}], "e": -1.5e3})", 0);
  REQUIRE(object.has_value());
  REQUIRE(object->members.size() == 3);
  CHECK(object->members[1].key == "cd");
  CHECK(object->find("e")->value_end == object->end - 1);
  for (const char* broken : {"", "[]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":\"",
                             "{\"a\":{", "{\"a\":\"\\", "{a:1}"}) {
    CAPTURE(broken);
    CHECK_FALSE(scan_object(broken, 0).has_value());
  }
}

}  // namespace
}  // namespace dcr::formats
