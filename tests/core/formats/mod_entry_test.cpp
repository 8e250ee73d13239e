// SPDX-License-Identifier: Apache-2.0
#include "core/formats/mod_entry.hpp"

#include "core/formats/mod_registry.hpp"
#include "core/model/component.hpp"

#include <doctest/doctest.h>

namespace dcr::formats {
namespace {

constexpr std::string_view registry = R"({
  "_metadata": {"description": "ä \"mods\": {"},
  "mods": {"a": {"version": "1.0.0"}, "ö": 1, "m": {
      "module_path": "a.m",
      "version": "1.2.0", "output_ports": ["out"]},
    "z": {}
  }
})";

TEST_CASE("an entry that is cut out reads as the whole file does") {
  const auto entry = cut_mod(registry, "m");
  REQUIRE(entry);
  CHECK(entry->at == Position{3, 47});
  const auto alone = read_mod_entry(*entry);
  REQUIRE(alone);
  const ReadFile whole = read_mod_called(registry, "mod_registry.json", "m");
  REQUIRE(whole.documents.size() == 1);
  const Contract& one = alone->contract;
  const Contract& other = whole.documents.front().contract;
  CHECK(alone->usable);
  CHECK(one.name == other.name);
  CHECK(one.version.value == other.version.value);
  CHECK(one.version.at == other.version.at);
  CHECK(one.name_at == other.name_at);
  CHECK(one.component->output_ports.front().at == other.component->output_ports.front().at);
  CHECK(one.component->places.output_ports == other.component->places.output_ports);
  CHECK(other.last_line == 5);
  CHECK(one.last_line == 5);
}

TEST_CASE("a mod that is not there is known to be absent") {
  const auto entry = cut_mod(registry, "nobody");
  REQUIRE(entry);
  CHECK(entry->text.empty());
  CHECK(read_mod_called(registry, "mod_registry.json", "nobody").documents.empty());
}

TEST_CASE("where only the whole file can tell, nothing is cut out") {
  CHECK_FALSE(cut_mod("", "m"));
  CHECK_FALSE(cut_mod(R"({"mods": {"m": {}}})", "m"));  // a job has `mods` too
  CHECK_FALSE(cut_mod(R"({"_metadata": {}, "mods": {"m": {}, "m": {}}})", "m"));
  CHECK_FALSE(cut_mod(R"({"_metadata": {}, "mods": []})", "m"));
  CHECK_FALSE(cut_mod(R"({"_metadata": {}, "mods": {"m": {)", "m"));
  const auto broken = cut_mod(R"({"_metadata": {}, "mods": {"m": {"a": nul}}})", "m");
  REQUIRE(broken);
  CHECK_FALSE(read_mod_entry(*broken));
}

}  // namespace
}  // namespace dcr::formats
