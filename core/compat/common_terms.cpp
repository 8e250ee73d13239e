// SPDX-License-Identifier: Apache-2.0
#include "core/compat/common_terms.hpp"

#include <algorithm>
#include <string_view>

namespace dcr {
namespace {

/// Of "v3.1.0" and "3.1" the 3. ODCS that does not say is read as the newest.
char generation(const Contract& contract) {
  if (contract.format != Format::odcs) return '1';
  const std::string_view version = contract.format_version;
  const std::size_t digit = version.starts_with('v') ? 1 : 0;
  return version.size() > digit && version[digit] == '2' ? '2' : '3';
}

bool is_silent(const std::string& value) { return value.empty() || value == "nothing"; }

bool says_little(ChangeKind kind) {
  return kind == ChangeKind::other_changed || kind == ChangeKind::metadata_changed ||
         kind == ChangeKind::unit_changed || kind == ChangeKind::description_changed;
}

}  // namespace

Sides sides_of(const Contract& before, const Contract& after) {
  // What the comparison of models and mods reads is the same in all of their formats.
  if (before.kind != ContractKind::contract || after.kind != ContractKind::contract) {
    return Sides::one_format;
  }
  const bool alike = before.format == after.format && generation(before) == generation(after);
  return alike ? Sides::one_format : Sides::two_formats;
}

std::string described_purpose(const Contract& contract) {
  const std::string& text = contract.description.value;
  if (contract.format != Format::odcs) return text;
  std::size_t end = text.size();
  for (const std::string_view label : {"limitations: ", "usage: "}) {
    if (text.starts_with(label)) return {};
    end = std::min(end, text.find("\n" + std::string(label)));
  }
  return text.substr(0, end);
}

void drop_silences(std::vector<Change>& changes) {
  std::erase_if(changes, [](const Change& change) {
    return says_little(change.kind) && (is_silent(change.before) || is_silent(change.after));
  });
}

}  // namespace dcr
