// SPDX-License-Identifier: Apache-2.0
#include "core/mods/parameters.hpp"

#include "core/yaml/parse.hpp"

#include <doctest/doctest.h>

#include <array>

namespace dcr::mods {
namespace {

NodePointer node(const std::string& text, const char* file) {
  const yaml::Stream stream = yaml::parse(text, file);
  REQUIRE(stream.ok());
  return stream.documents.front().root;
}

/// A mod with a parameter for each layer that may give it its value.
struct Bench {
  Component component;
  schema::Compilation compiled;
  ProjectDefaults defaults;
  Layers layers;

  explicit Bench(const std::string& own) {
    component.name = {"reader", {}};
    component.config_schema = node(R"({"type": "object", "required": ["file"], "properties": {
      "file": {"type": "string"}, "a": {"default": 1}, "b": {"default": 1}, "c": {"default": 1},
      "d": {"default": 1}, "size": {"type": "integer", "maximum": 9}, "map": {"default": {"x": 1, "y": 2}},
      "key": {"type": "string", "secret": true}}})",
                                   "registry.json");
    schema::CompileOptions options;
    options.annotations = {"secret"};
    compiled = schema::Schema::compile(component.config_schema, options);
    REQUIRE(compiled.ok());
    defaults = read_project_defaults("mod_defaults: {reader: {b: 2, c: 2, d: 2}, other: {a: 7}}",
                                     "project_defaults.yaml");
    layers.component = &component;
    layers.schema = &*compiled.schema;
    layers.registry_file = "registry.json";
    layers.defaults = &defaults;
    layers.own = node(own, "job.yaml");
    layers.own_file = "job.yaml";
    layers.scope.environment = [](const char*) { return std::nullopt; };
  }

  void set(const char* text) {
    auto setting = parse_setting(text);
    REQUIRE(setting.has_value());
    layers.settings.push_back(std::move(*setting));
  }

  [[nodiscard]] static const Parameter& find(const Resolved& resolved, const char* name) {
    for (const Parameter& parameter : resolved.parameters) {
      if (parameter.name == name) return parameter;
    }
    FAIL("no parameter ", name);
    return resolved.parameters.front();
  }
};

TEST_CASE("of each parameter the last layer that says it is told, with its place") {
  Bench bench("{file: in.csv, c: 3, d: 3}");
  bench.set("d=4");
  bench.set("map.x=5");
  const Resolved resolved = resolve(bench.layers);
  CHECK(resolved.faults.empty());
  struct Row {
    const char* name;
    const char* value;
    Origin origin;
    const char* file;
  };
  for (const Row& row : std::to_array<Row>({
           {"a", "1", Origin::schema_default, "registry.json"},
           {"b", "2", Origin::project_defaults, "project_defaults.yaml"},
           {"c", "3", Origin::job, "job.yaml"},
           {"d", "4", Origin::command_line, ""},
           {"map", "{\"x\":5,\"y\":2}", Origin::command_line, ""},
           {"file", "\"in.csv\"", Origin::job, "job.yaml"},
       })) {
    CAPTURE(row.name);
    const Parameter& parameter = Bench::find(resolved, row.name);
    CHECK(one_line(*parameter.value) == row.value);
    CHECK(parameter.origin == row.origin);
    CHECK(parameter.file == row.file);
    CHECK(parameter.at.known() == !parameter.file.empty());
  }
  CHECK(resolved.parameters.size() == 6);
}

TEST_CASE("every fault is told at once, at the layer that is to blame") {
  Bench bench("{size: 10, b: \"${nowhere}\", key: 5}");
  bench.defaults = read_project_defaults("mod_defaults: {reader: {c: \"${c}\"}}", "p.yaml");
  const Resolved resolved = resolve(bench.layers);
  std::vector<std::string> lines;
  for (const Fault& fault : resolved.faults) {
    lines.push_back(to_line(fault));
  }
  CHECK(lines == std::vector<std::string>{
                     "job.yaml:1:15: no parameter or global 'nowhere'",
                     "p.yaml:1:28: a reference that leads back to itself: c -> c; ${globals.NAME} "
                     "is the global where a parameter has the same name",
                     "job.yaml: 'file' is required",
                     "job.yaml:1:8: 'size' must be at most 9, not 10",
                     "job.yaml:1:34: 'key' must be a string, not a number"});
}

TEST_CASE("a failed reference is not blamed again for what stands in its place") {
  Bench bench("{file: \"${key}\", key: \"x${\"}");
  const Resolved resolved = resolve(bench.layers);
  REQUIRE_FALSE(resolved.faults.empty());
  for (const Fault& fault : resolved.faults) {
    CHECK(to_line(fault) == "job.yaml:1:23: '${' without its '}' in 'x${'; $${ is a literal ${");
  }
  CHECK(Bench::find(resolved, "key").secret);
  CHECK(one_line(*Bench::find(resolved, "key").written) == "\"x${\"");
}

TEST_CASE("globals of the job go before those of the project, settings before both") {
  const ProjectDefaults defaults =
      read_project_defaults("globals: {a: 1, b: 1, c: {x: 1, y: 1}}", "p.yaml");
  std::vector<Setting> settings;
  for (const char* text : {"c.x=3", "d=4"}) settings.push_back(*parse_setting(text));
  const NamedValues globals =
      layered_globals(&defaults, node("{b: 2}", "job.yaml"), "job.yaml", settings);
  CHECK(one_line(*globals.at("a").value) == "1");
  CHECK(globals.at("a").file == "p.yaml");
  CHECK(one_line(*globals.at("b").value) == "2");
  CHECK(globals.at("b").file == "job.yaml");
  CHECK(one_line(*globals.at("c").value) == "{\"x\":3,\"y\":1}");
  CHECK(globals.at("d").file.empty());
}

}  // namespace
}  // namespace dcr::mods
