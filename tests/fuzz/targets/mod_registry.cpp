// SPDX-License-Identifier: Apache-2.0
// A mod_registry.json: every mod is found by its name as it stands in the file, nothing differs
// from itself, and a mod that is written into the file reads back, the others as they were.
#include "core/formats/mod_registry.hpp"

#include "core/formats/mod_registry_edit.hpp"
#include "core/formats/mod_schema.hpp"
#include "tests/fuzz/support/documents.hpp"
#include "tests/fuzz/support/expect.hpp"
#include "tests/fuzz/targets.hpp"

#include <string>

namespace dcr::fuzz {
namespace {

constexpr std::string_view path = "mod_registry.json";
constexpr std::size_t longest = 1U << 16U;
constexpr std::size_t most_mods = 6;

void look(std::string_view text, const formats::ReadComponent& mod) {
  const std::string& name = mod.component->name.value;
  expect_sound(formats::schema_problems(*mod.component), text);
  const Contract contract = formats::contract_of(mod.component);
  expect_same_as_itself(contract);
  const formats::ReadFile one = formats::read_mod_called(text, path, name);
  expect(one.documents.size() == 1, "a mod is not found by its name", name);
  const Contract& found = one.documents.front().contract;
  expect(found.name == contract.name && found.version_text == contract.version_text &&
             found.at == contract.at && one.documents.front().usable == mod.usable,
         "a mod that is looked for is another", name);
}

void write(std::string_view text, const formats::ModRegistry& registry,
           const formats::ReadComponent& mod) {
  const auto edited = formats::with_component(text, path, *mod.component);
  if (!edited) {
    expect_sound(edited.error(), text);
    return;
  }
  const formats::ModRegistry again = formats::read_mod_registry(*edited, path);
  expect(again.problems.empty(), "an edited registry is broken", *edited);
  expect(again.mods.size() == registry.mods.size(), "an edit lost a mod", *edited);
  for (std::size_t i = 0; i < registry.mods.size(); ++i) {
    const Component& before = *registry.mods[i].component;
    const Component& after = *again.mods[i].component;
    expect(before.name.value == after.name.value, "an edit renamed a mod", *edited);
    if (&registry.mods[i] == &mod || !registry.mods[i].usable) continue;
    expect(again.mods[i].usable && before.version_text == after.version_text,
           "an edit changed another mod", *edited);
  }
}

}  // namespace

void fuzz_mod_registry(std::string_view input) {
  if (input.size() > longest) return;
  const formats::ModRegistry registry = formats::read_mod_registry(input, path);
  const formats::ModRegistry strict =
      formats::read_mod_registry(input, path, formats::Strictness::strict);
  expect_sound(registry.problems, input);
  expect(registry.mods.size() == strict.mods.size(), "a strict reader sees other mods");
  static_cast<void>(formats::looks_like_mod_registry(input));
  std::size_t seen = 0;
  for (const formats::ReadComponent& mod : registry.mods) {
    expect_sound(mod.problems, input);
    if (++seen > most_mods) break;
    // Of a name that stands twice either entry may be meant.
    if (registry.find(mod.component->name.value) == &mod && !mod.has_error()) {
      look(input, mod);
      if (mod.usable && registry.problems.empty()) write(input, registry, mod);
    }
  }
}

}  // namespace dcr::fuzz
