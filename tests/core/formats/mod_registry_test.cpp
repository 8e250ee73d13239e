// SPDX-License-Identifier: Apache-2.0
#include "core/formats/mod_registry.hpp"

#include "core/formats/canonical.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <string>

namespace dcr::formats {
namespace {

constexpr std::string_view specified = R"({
  "_metadata": {"version": "1.0.0"},
  "mods": {
    "csv_reader": {
      "module_path": "datapy.mods.sources.csv_reader",
      "metadata": {"type": "csv_reader", "version": "1.2.0", "description": "Reads CSV files",
                   "category": "sources", "author": "DataPy Team"},
      "interface": {"input_ports": [], "output_ports": ["data"],
                    "globals_produced": ["row_count"], "globals_consumed": ["base_path"]},
      "dependencies": {"packages": ["pandas>=1.5.0"], "python_version": ">=3.8"},
      "config_schema": {"type": "object", "required": ["file_path"],
                        "properties": {"file_path": {"type": "string"}}}
    }
  }
})";

/// "LINE:COLUMN: severity: message (help)", a line each.
std::string problems_text(const ModRegistry& registry) {
  std::string out;
  const auto add = [&](const std::string& whose, const Problem& problem) {
    out += fmt::format("{}{}:{} {}: {}\n", whose, problem.at.begin.line, problem.at.begin.column,
                       to_string(problem.severity), problem.message);
  };
  for (const Problem& problem : registry.problems) add("", problem);
  for (const ReadComponent& mod : registry.mods) {
    for (const Problem& problem : mod.problems) add(*mod.component->name + " ", problem);
  }
  return out;
}

ModRegistry read(std::string_view text) { return read_mod_registry(text, "mod_registry.json"); }

/// A registry with the one mod `m`, whose entry is `body`.
std::string with_mod(std::string_view body) {
  return fmt::format("{{\"mods\": {{\"m\": {{\n{}}}}}}}", body);
}

TEST_CASE("a mod of the specified shape is read with the place of every part") {
  const ModRegistry registry = read(specified);
  CHECK(problems_text(registry) == "");
  REQUIRE(registry.mods.size() == 1);
  const Component& mod = *registry.mods.front().component;
  CHECK(registry.mods.front().usable);
  CHECK(*mod.name == "csv_reader");
  CHECK(mod.name.at == Span{{4, 5}, 12});
  CHECK(mod.version->text() == "1.2.0");
  CHECK(mod.version.at == Span{{6, 53}, 7});
  CHECK(*mod.module_path == "datapy.mods.sources.csv_reader");
  CHECK(*mod.category == "sources");
  CHECK(*mod.author == "DataPy Team");
  CHECK(mod.input_ports.empty());
  REQUIRE(mod.output_ports.size() == 1);
  CHECK(*mod.output_ports.front() == "data");
  CHECK(mod.output_ports.front().at == Span{{8, 57}, 6});
  CHECK(*mod.globals_produced.front() == "row_count");
  CHECK(*mod.globals_consumed.front() == "base_path");
  CHECK(*mod.packages.front() == "pandas>=1.5.0");
  CHECK(*mod.python_version == ">=3.8");
  CHECK(mod.config_schema_at.begin == Position{11, 7});
  CHECK(mod.config_schema->find("properties")->find("file_path")->at.begin == Position{12, 53});
}

TEST_CASE("a mod of the flat shape is read as the same thing") {
  const ModRegistry registry =
      read(with_mod(R"("module_path": "a.m", "type": "m", "version": "2.0.0",
"description": "d", "category": "source", "input_ports": ["in"], "output_ports": ["out"],
"packages": ["pandas"], "python_version": ">=3.9",
"config_schema": {
  "required": {"path": {"type": "str", "description": "where"}},
  "optional": {"rows": {"type": "int", "default": 5}, "tags": "list",
               "rate": {"type": "float"}, "fast": {"type": "bool"}, "map": {"type": "dict"},
               "note": {"type": "str", "default": null}, "free": {"type": "any"}}})"));
  CHECK(problems_text(registry) == "");
  const Component& mod = *registry.mods.front().component;
  CHECK(*mod.description == "d");
  CHECK(*mod.input_ports.front() == "in");
  CHECK(*mod.packages.front() == "pandas");
  CHECK(*mod.python_version == ">=3.9");
  CHECK(json_text(*mod.config_schema) ==
        R"({"properties":{"fast":{"type":"boolean"},"free":{},"map":{"type":"object"},)"
        R"("note":{"default":null,"type":["string","null"]},"path":{"description":"where",)"
        R"("type":"string"},"rate":{"type":"number"},"rows":{"default":5,"type":"integer"},)"
        R"("tags":{"type":"array"}},"required":["path"],"type":"object"})");
  CHECK(mod.config_schema->find("properties")->find_entry("path")->key_at.begin == Position{6, 16});
}

TEST_CASE("a mod may be any program") {
  const ModRegistry registry = read(with_mod(
      R"("command": ["./bin/clean", "--fast"], "metadata": {"version": "1.0.0",
"description": "d", "category": "c"}, "config_schema": {})"));
  CHECK(problems_text(registry) == "");
  REQUIRE(registry.mods.front().component->command.size() == 2);
  CHECK(*registry.mods.front().component->command.back() == "--fast");
  CHECK(registry.mods.front().usable);
}

struct Case {
  std::string_view text;
  std::string_view expected;
};

TEST_CASE("what is wrong with a file is said all at once, with places") {
  for (const Case& c : std::to_array<Case>({
           {"", "1:1 error: the file is empty\n"},
           {"[]", "1:1 error: a mod registry is a mapping with the key 'mods', not a list\n"},
           {"{}", "1:1 error: a mod registry has the key 'mods', and this has not\n"},
           {R"({"mods": []})",
            "1:10 error: 'mods' must be a mapping of names to mods, not a list\n"},
           {R"({"mods": {}, "mod": 1})", "1:14 warning: unknown key 'mod'; did you mean 'mods'?\n"},
           {R"({"mods": {"a b": 1, "@": {}}})",
            "a b 1:11 error: the name of a mod must not contain white space\n"
            "a b 1:18 error: a mod must be a mapping, not an integer\n"
            "@ 1:21 error: the name of a mod must not contain '@'\n"
            "@ 1:21 error: no 'module_path' and no 'command': nothing can run\n"
            "@ 1:21 error: no 'version'\n"
            "@ 1:26 warning: no 'description'\n"
            "@ 1:26 warning: no 'category'\n"
            "@ 1:26 warning: no 'config_schema', so nobody can tell which parameters the mod "
            "takes\n"},
       })) {
    CAPTURE(c.text);
    CHECK(problems_text(read(c.text)) == c.expected);
  }
}

TEST_CASE("what is wrong with a mod is said all at once, with places") {
  constexpr std::string_view rest =
      R"("metadata": {"version": "1.0.0", "description": "d", "category": "c"},)"
      R"("config_schema": {},)";
  for (const Case& c : std::to_array<Case>({
           {R"("module_path": "a-b")",
            "m 3:16 error: 'module_path' must be a dotted module name such as "
            "'datapy.mods.sources.csv_reader'\n"},
           {R"("module_path": "a.b", "command": ["x"])",
            "m 3:23 error: a mod has a 'module_path' or a 'command', not both\n"},
           {R"("command": [])", "m 3:1 error: 'command' names no program\n"},
           {R"("command": ["-rf"])", "m 3:13 error: a program cannot be called '-rf'\n"},
           {R"("module_path": "a.b", "type": "n")",
            "m 3:31 error: 'type' is 'n', but the mod is registered as 'm'\n"},
           {R"("module_path": "a.b", "interface": {"output_port": []})",
            "m 3:37 warning: unknown key 'output_port'; did you mean 'output_ports'?\n"},
           {R"("module_path": "a.b", "output_ports": ["x", 1])",
            "m 3:45 error: 'output_ports' must be a list of strings, and this is an integer\n"},
           {R"("module_path": "a.b", "module_path": "c.d")",
            "m 3:23 error: duplicate key 'module_path'; the first one is on line 3, column 1\n"},
       })) {
    CAPTURE(c.text);
    const std::string text = with_mod(fmt::format("{}\n{}", rest, c.text));
    CHECK(problems_text(read(text)) == c.expected);
  }
}

TEST_CASE("two mods of one name are an error of the first, which must not run") {
  const ModRegistry registry = read(R"({"mods": {"a": {"module_path": "a", "version": "1.0.0",
"description": "d", "category": "c", "config_schema": {}},
"b": {"module_path": "b", "version": "1.0.0", "description": "d", "category": "c",
"config_schema": {}},
"a": {"module_path": "evil"}}})");
  CHECK(problems_text(registry) ==
        "a 5:1 error: duplicate key 'a'; the first one is on line 1, column 11\n");
  CHECK(registry.find("a")->has_error());
  CHECK_FALSE(registry.find("b")->has_error());
}

TEST_CASE("what a flat schema says wrongly has its place") {
  const ModRegistry registry = read(with_mod(
      R"("module_path": "a", "version": "1.0.0", "description": "d", "category": "c",
"config_schema": {"required": {"a": {"type": "text"}, "b": 7},
"optional": {"a": "str"}})"));
  CHECK(problems_text(registry) ==
        "m 3:46 error: parameter 'a' has the unknown type 'text'\n"
        "m 3:60 error: parameter 'b' must be a mapping or a type, not an integer\n"
        "m 4:14 error: parameter 'a' is both required and optional\n");
}

TEST_CASE("a registry is told from the file of a job") {
  const auto documents = [](std::string_view text) {
    return read_contracts(text, "some.json").documents.size();
  };
  CHECK(documents(specified) == 1);
  CHECK(documents(R"({"mods": {"a": {"module_path": "a"}}})") == 1);
  CHECK(documents(R"({"mods": {"a": {"_type": "csv_reader"}}})") == 0);
  CHECK(documents(R"({"globals": {}, "mods": {"a": {"module_path": "a"}}})") == 0);
}

TEST_CASE("a mod is a document of its own kind") {
  const ReadFile file = read_contracts(specified, "mod_registry.json");
  REQUIRE(file.documents.size() == 1);
  const Contract& contract = file.documents.front().contract;
  CHECK(contract.kind == ContractKind::mod);
  CHECK(contract.format == Format::mod_registry);
  CHECK(contract.full_name() == "csv_reader");
  CHECK(contract.version->text() == "1.2.0");
  CHECK(contract.owners.front().team == "DataPy Team");
  CHECK(contract.metadata.at("category") == "sources");
  CHECK(contract.component != nullptr);
  CHECK(file.documents.front().usable);
}

TEST_CASE("categories match in the singular and the plural") {
  CHECK(same_category("sources", "source"));
  CHECK(same_category("Source", "sources"));
  CHECK_FALSE(same_category("sources", "sinks"));
}

}  // namespace
}  // namespace dcr::formats
