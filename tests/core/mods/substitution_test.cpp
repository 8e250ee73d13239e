// SPDX-License-Identifier: Apache-2.0
#include "core/mods/substitution.hpp"

#include "core/yaml/parse.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <filesystem>

namespace dcr::mods {
namespace {

NodePointer node(const std::string& text) {
  const yaml::Stream stream = yaml::parse(text, "job.yaml");
  REQUIRE(stream.ok());
  return stream.documents.front().root;
}

NamedValues named(const std::string& mapping) {
  NamedValues values;
  const NodePointer root = node(mapping);
  for (const yaml::Entry& entry : root->entries) {
    values[entry.key] = {entry.value, "job.yaml"};
  }
  return values;
}

struct Outcome {
  std::string value;  // JSON
  std::vector<Fault> faults;
};

Scope scope_of(const std::string& parameters, const std::string& globals) {
  Scope scope;
  scope.parameters = named(parameters);
  scope.globals = named(globals);
  scope.environment = [](const char* name) -> std::optional<std::string> {
    if (std::string_view(name) == "HOME") return "/there";
    if (std::string_view(name) == "BYTES") return "\xff";
    return std::nullopt;
  };
  return scope;
}

Outcome resolved(const Scope& scope, const std::string& text) {
  Outcome outcome;
  Substitution substitution(scope, outcome.faults);
  outcome.value = one_line(*substitution.resolve(node(text), "job.yaml"));
  CHECK((substitution.failures() == 0) == outcome.faults.empty());
  return outcome;
}

struct Case {
  const char* text;
  const char* expected;  // JSON, or the first message
};

const char* const some_parameters =
    R"({size: 7, rate: 1.50, on: true, none: null, path: "${base}/in",
  list: [a, "${day}", [b]], map: {a.b: 1, "${": 2, deep: {x: "${size}"}}, day: monday})";
const char* const some_globals = R"({base: "/data/${globals.day}", day: 2024-08-12, stage: test,
  test_size: 9, path: "${path}", literal: "$${day}", "with.dot": 3})";

TEST_CASE("a reference has the type of what it names, and within a text it is text") {
  const Scope scope = scope_of(some_parameters, some_globals);
  for (const Case& c : std::to_array<Case>({
           {"\"${size}\"", "7"},
           {"\"${rate}\"", "1.5"},
           {"\"${rate}!\"", "\"1.50!\""},
           {"\"${on}\"", "true"},
           {"\"${none}\"", "null"},
           {"\"${list}\"", "[\"a\",\"monday\",[\"b\"]]"},
           {"\"${list.1}\"", "\"monday\""},
           {"\"${list.2.0}\"", "\"b\""},
           {"\"${map.deep}\"", "{\"x\":7}"},
           {"\"${map.deep.x}\"", "7"},
           {"\"<${size}${on}>\"", "\"<7true>\""},
           {"\"${day} ${globals.day}\"", "\"monday 2024-08-12\""},
           {"\"${globals.${stage}_size}\"", "9"},
           {"\"${env.HOME}\"", "\"/there\""},
           {"\"${path}\"", "\"/data/2024-08-12/in\""},
           {"\"$${size} $$ $ ${literal} $\"", "\"${size} $$ $ ${day} $\""},
           {"\"$$${size}\"", "\"$${size}\""},
           {"{a: [\"${size}\", {b: \"${on}\"}], c: plain}",
            "{\"a\":[7,{\"b\":true}],\"c\":\"plain\"}"},
       })) {
    CAPTURE(c.text);
    const Outcome outcome = resolved(scope, c.text);
    CHECK(outcome.value == c.expected);
    CHECK(outcome.faults.empty());
  }
}

TEST_CASE("file.folder is the folder of the file that says it, wherever dcr was started") {
  Scope scope = scope_of("{own: \"${file.folder}/in\", theirs: \"${globals.base}\"}", "{}");
  scope.globals["base"] = {node("\"${file.folder}/data\""), "/etl/project_defaults.yaml"};
  std::vector<Fault> faults;
  Substitution substitution(scope, faults);
  const std::string here = std::filesystem::current_path().string();
  const auto value = [&](const char* text, const char* file) {
    return substitution.resolve(node(text), file)->text;
  };
  CHECK(value("\"${file.folder}\"", "/etl/jobs/../daily.yaml") == "/etl");
  CHECK(value("\"${file.folder}\"", "jobs/daily.yaml") == here + "/jobs");
  CHECK(value("\"${file.folder}\"", "") == here);
  CHECK(value("\"${theirs}\"", "jobs/daily.yaml") == "/etl/data");
  CHECK(value("\"${own}\"", "elsewhere/x.yaml") == here + "/in");
  CHECK(faults.empty());
}

TEST_CASE("a parameter or global called file comes before file.folder") {
  const Scope scope = scope_of("{file: {folder: mine}}", "{}");
  CHECK(resolved(scope, "\"${file.folder}\"").value == "\"mine\"");
}

TEST_CASE("what cannot be replaced is a fault that names it") {
  const Scope scope = scope_of(some_parameters, some_globals);
  for (const Case& c : std::to_array<Case>({
           {"\"${siz}\"", "no parameter or global 'siz'; did you mean 'size'?"},
           {"\"${globals.stag}\"", "no global 'stag'; did you mean 'stage'?"},
           {"\"${env.NOT_THERE}\"", "the environment variable 'NOT_THERE' is not set"},
           {"\"${env.BYTES}\"", "the environment variable 'BYTES' is no UTF-8"},
           {"\"${list.9}\"", "there is no '9' in what it is to be taken from"},
           {"\"${map.dee}\"",
            "there is no 'dee' in what it is to be taken from; did you mean 'deep'?"},
           {"\"${size.x}\"", "there is no 'x' in what it is to be taken from"},
           {"\"in ${list}\"", "'list' is a list, and cannot stand within a text"},
           {"\"in ${none}\"", "'none' is nothing, and cannot stand within a text"},
           {"\"${open\"", "'${' without its '}' in '${open'"},
           {"\"${}\"", "no parameter or global ''"},
           {"\"${mods.a.globals.x}\"", "no mod 'a' in this job"},
           {"\"${mods.a}\"", "'mods.a' names nothing of a mod"},
           {"\"${globals.path}\"", ""},
       })) {
    CAPTURE(c.text);
    const Outcome outcome = resolved(scope, c.text);
    if (c.expected[0] == '\0') {
      CHECK(outcome.faults.empty());
      continue;
    }
    REQUIRE(outcome.faults.size() == 1);
    CHECK(outcome.faults[0].message == c.expected);
    REQUIRE(outcome.faults[0].where.has_value());
    CHECK(outcome.faults[0].where->path == "job.yaml");
    CHECK(outcome.faults[0].where->at.begin.line == 1);
  }
}

TEST_CASE("a cycle is told with the way that leads around it") {
  for (const Case& c : std::to_array<Case>({
           {"{a: \"${a}\"}", "a reference that leads back to itself: a -> a"},
           {"{a: \"<${b}>\", b: \"${c}\", c: [1, \"${a}\"]}",
            "a reference that leads back to itself: a -> b -> c -> a"},
       })) {
    CAPTURE(c.text);
    const Scope scope = scope_of(c.text, "{}");
    std::vector<Fault> faults;
    Substitution substitution(scope, faults);
    CHECK(one_line(*substitution.resolve_parameter("a")).find("null") != std::string::npos);
    REQUIRE_FALSE(faults.empty());
    CHECK(faults[0].message == c.expected);
  }
}

TEST_CASE("what failed once is told once, however often it is named") {
  std::string globals = "{g0: \"${nowhere}\"";
  for (int i = 1; i <= 60; ++i) {
    globals += fmt::format(", g{0}: \"${{g{1}}}${{g{1}}}\"", i, i - 1);
  }
  const Scope scope = scope_of("{}", globals + "}");
  const Outcome outcome = resolved(scope, "\"${g60}\"");
  REQUIRE(outcome.faults.size() == 1);
  CHECK(outcome.faults[0].message.find("no parameter or global 'nowhere'") == 0);
}

TEST_CASE("texts that double sixty times are refused and not built") {
  std::string globals = "{g0: 0123456789";
  for (int i = 1; i <= 60; ++i) {
    globals += fmt::format(", g{0}: \"${{g{1}}}${{g{1}}}\"", i, i - 1);
  }
  const Outcome outcome = resolved(scope_of("{}", globals + "}"), "\"${g60}\"");
  REQUIRE(outcome.faults.size() == 1);
  CHECK(outcome.faults[0].message == "a text grows beyond 1 MiB");
}

TEST_CASE("long chains, many references and deep nesting end") {
  std::string chain = "{g0: 1";
  for (int i = 1; i <= 500; ++i) chain += fmt::format(", g{}: \"${{g{}}}\"", i, i - 1);
  const Scope scope = scope_of("{}", chain + "}");
  CHECK(resolved(scope, "\"${g90}\"").value == "1");
  const Outcome far = resolved(scope, "\"${g500}\"");
  REQUIRE(far.faults.size() == 1);
  CHECK(far.faults[0].message == "references that lead through more than 100 others");

  std::string many = "[";
  for (int i = 0; i < 10'000; ++i) many += "\"${g1}\",";
  const Outcome all = resolved(scope, many + "]");
  CHECK(all.faults.empty());
  CHECK(all.value.size() == 2 * 10'000 + 1);

  std::string nested;
  for (int i = 0; i < 500; ++i) nested += "${";
  CHECK_FALSE(resolved(scope, "\"" + nested + "\"").faults.empty());
  std::string closed = nested + "g1" + std::string(500, '}');
  CHECK_FALSE(resolved(scope, "\"" + closed + "\"").faults.empty());
}

TEST_CASE("what a mod produced is data: its own dollar signs are none of ours") {
  ProducedByName produced;
  produced["first"] = {
      node("{rows: 5, text: \"$\\u007bday}\", a.b: 1}"), node("{data: [1, 2], whole: {x: y}}"),
      mapping_node({{"data", object_reference("first/data")}}), "/usr/bin/python3"};
  Scope scope = scope_of("{}", "{day: 1}");
  scope.produced = &produced;
  scope.instances = {"first", "second"};
  CHECK(resolved(scope, "\"${mods.first.globals.rows}\"").value == "5");
  CHECK(resolved(scope, "\"${mods.first.globals.text}\"").value == "\"${day}\"");
  CHECK(resolved(scope, "\"${mods.first.globals.a.b}\"").value == "1");
  CHECK(resolved(scope, "\"${mods.first.artifacts.data}\"").value == "[1,2]");
  CHECK(resolved(scope, "\"${mods.first.artifacts.whole.x}\"").value == "\"y\"");
  scope.home = "/usr/bin/python3";
  CHECK(resolved(scope, "\"${mods.first.artifacts.data}\"").value == R"({"$object":"first/data"})");
  CHECK(resolved(scope, "\"${mods.second.globals.x}\"").faults[0].message ==
        "'second' has not run before this mod");
  scope.leaves_open = true;
  CHECK(resolved(scope, "\"${mods.second.globals.x}\"").value == "\"${mods.second.globals.x}\"");
}

}  // namespace
}  // namespace dcr::mods
