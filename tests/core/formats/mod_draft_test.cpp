// SPDX-License-Identifier: Apache-2.0
#include "core/formats/mod_draft.hpp"

#include "core/yaml/parse.hpp"

#include <doctest/doctest.h>

namespace dcr::formats {
namespace {

std::shared_ptr<const yaml::Node> parsed(std::string_view text) {
  const yaml::Stream stream = yaml::parse(text, "text.yaml");
  REQUIRE(stream.documents.size() == 1);
  return stream.documents.front().root;
}

TEST_CASE("later words win in a draft, whichever shape they have") {
  ModDraft draft("m");
  draft.take(*parsed("{version: '1.0.0', description: first, packages: [a]}"));
  draft.take(
      *parsed("{metadata: {description: second, category: sources}, interface: "
              "{output_ports: [out]}, config_schema: {type: object}}"));
  draft.set_text("module_path", "a.m");
  draft.set_names("packages", {"b", "c"});
  CHECK(draft.has("category"));
  CHECK_FALSE(draft.has("metadata"));
  CHECK(draft.value("description")->text == "second");
  CHECK(draft.value("author") == nullptr);
  const ReadComponent mod = draft.read();
  CHECK(mod.problems.empty());
  CHECK(mod.usable);
  CHECK(*mod.component->name == "m");
  CHECK(*mod.component->description == "second");
  CHECK(*mod.component->category == "sources");
  REQUIRE(mod.component->packages.size() == 2);
  CHECK(*mod.component->packages[1] == "c");
  REQUIRE(mod.component->output_ports.size() == 1);
}

TEST_CASE("a draft of a registered mod has all that it has") {
  ModDraft first("m");
  first.take(
      *parsed("{module_path: a.m, version: '1.2.0', description: d, category: c, author: x, "
              "python_version: '>=3.8', input_ports: [i], output_ports: [o], "
              "globals_produced: [p], globals_consumed: [q], packages: [z], "
              "config_schema: {type: object}}"));
  ModDraft second("m");
  second.take_registered(*first.read().component);
  second.set_text("module_path", "a.m");
  const ReadComponent mod = second.read();
  CHECK(mod.problems.empty());
  CHECK(mod.component->version->text() == "1.2.0");
  CHECK(*mod.component->author == "x");
  CHECK(*mod.component->python_version == ">=3.8");
  CHECK(*mod.component->globals_consumed.front() == "q");
  second.remove("module_path");
  CHECK_FALSE(second.read().usable);
}

}  // namespace
}  // namespace dcr::formats
