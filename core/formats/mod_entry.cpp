// SPDX-License-Identifier: Apache-2.0
#include "core/formats/mod_entry.hpp"

#include "core/formats/json_scan.hpp"
#include "core/formats/mod_component.hpp"
#include "core/formats/mod_registry.hpp"
#include "core/yaml/check_text.hpp"
#include "core/yaml/plain_json.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace dcr::formats {
namespace {

constexpr std::size_t most_bytes = std::size_t{8} << 20U;

Position position_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
  const auto characters = std::ranges::count_if(before.substr(line_begin), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  });
  return {static_cast<int>(std::ranges::count(before, '\n')) + 1, static_cast<int>(characters) + 1};
}

}  // namespace

std::optional<ModEntry> cut_mod(std::string_view text, std::string_view name) {
  const auto root = scan_object(text, 0);
  const JsonMember* member = root ? root->find("mods") : nullptr;
  if (member == nullptr || root->find("_metadata") == nullptr) return std::nullopt;
  const auto mods = scan_object(text, member->value_begin);
  if (!mods || std::ranges::count(mods->members, name, &JsonMember::key) > 1) return std::nullopt;
  const JsonMember* found = mods->find(name);
  if (found == nullptr) return ModEntry{};
  const std::size_t size = found->value_end - found->key_begin;
  return ModEntry{std::string(text.substr(found->key_begin, size)),
                  position_of(text, found->key_begin)};
}

std::optional<ReadDocument> read_mod_entry(const ModEntry& entry) {
  const std::string object = "{" + entry.text + "}";
  if (yaml::check_text(object, most_bytes)) return std::nullopt;
  const Position brace{entry.at.line, entry.at.column - 1};
  const auto root = yaml::read_plain_json(object, mod_registry_limits(), brace);
  if (!root || root->entries.size() != 1) return std::nullopt;
  const int lines = static_cast<int>(std::ranges::count(entry.text, '\n'));
  ReadComponent mod =
      read_component(root->entries.front(), {{}, entry.at.line + lines}, Strictness::lenient);
  return ReadDocument{contract_of(mod.component), std::move(mod.problems), mod.usable};
}

}  // namespace dcr::formats
