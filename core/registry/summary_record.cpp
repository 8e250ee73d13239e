// SPDX-License-Identifier: Apache-2.0
//
// A record is a flag, 'r' when the whole file can be read, then its documents: a byte each for
// kind, format and status, the length of the namespace (and one more; 0 = none), then texts with
// their lengths before them. Lists are texts of texts.
#include "core/registry/summary_record.hpp"

#include "core/base/packed.hpp"
#include "core/model/component.hpp"
#include "core/registry/registry.hpp"

#include <cstdint>
#include <utility>

namespace dcr {
namespace {

constexpr ContractKind last_kind = ContractKind::mod;
constexpr Format last_format = Format::json_schema;
constexpr Status last_status = Status::archived;

void append_document(std::string& out, const Contract& contract) {
  append_number(out, static_cast<std::uint64_t>(contract.kind), 1);
  append_number(out, static_cast<std::uint64_t>(contract.format), 1);
  append_number(out, static_cast<std::uint64_t>(stated_status(contract)), 1);
  append_number(out, contract.name_space ? contract.name_space->size() + 1 : 0, 4);
  append_packed(out, contract.full_name());
  append_packed(out, contract.title);
  append_packed(out, contract.version.value.text());
  append_packed(out, *contract.deprecation_uri);
  append_packed(out, *contract.deprecation_message);
  append_packed(out, *contract.description);
  std::string owners;
  for (const Owner& owner : contract.owners) {
    append_packed(owners, owner.team);
    append_packed(owners, owner.contact);
  }
  append_packed(out, owners);
  const Component* mod = contract.component.get();
  append_packed(out, mod != nullptr ? *mod->category : "");
  append_packed(out, mod != nullptr ? *mod->module_path : "");
  std::string command;
  if (mod != nullptr) {
    for (const auto& word : mod->command) append_packed(command, *word);
  }
  append_packed(out, command);
}

template <class Enum>
Enum choice(PackedReader& parts, Enum last) {
  return static_cast<Enum>(parts.number_below(static_cast<std::uint64_t>(last) + 1, 1));
}

Summary read_document(PackedReader& parts, std::string_view path) {
  constexpr std::string_view divider = "::";
  Summary summary;
  summary.path = path;
  summary.kind = choice(parts, last_kind);
  summary.format = choice(parts, last_format);
  summary.status = choice(parts, last_status);
  const auto name_space = static_cast<std::size_t>(parts.number(4));
  summary.full_name = summary.name = parts.text();
  if (name_space > 0) {
    const std::size_t size = name_space - 1;
    if (size + divider.size() > summary.full_name.size()) {
      parts.fail();
    } else {
      summary.name_space = summary.full_name.substr(0, size);
      summary.name = summary.full_name.substr(size + divider.size());
    }
  }
  summary.title = parts.text();
  summary.version = parts.text();
  summary.deprecation_uri = parts.text();
  summary.deprecation_message = parts.text();
  summary.description = parts.text();
  summary.packed_owners = parts.text();
  summary.category = parts.text();
  summary.module_path = parts.text();
  summary.packed_command = parts.text();
  return summary;
}

}  // namespace

std::string pack_summary(const LoadedFile& file) {
  bool readable = file.problems.empty();
  std::string out(1, ' ');
  for (const auto& document : file.documents) {
    readable = readable && document->usable;
    if (document->usable) append_document(out, document->contract);
  }
  out.front() = readable ? 'r' : 'p';
  return out;
}

std::optional<FileSummary> unpack_summary(std::string_view record, std::string_view path) {
  PackedReader parts(record);
  FileSummary summary;
  summary.readable = parts.number(1) == 'r';
  while (!parts.at_end() && parts.is_sound()) {
    summary.documents.push_back(read_document(parts, path));
  }
  if (!parts.is_sound()) return std::nullopt;
  return summary;
}

std::vector<Owner> Summary::owners() const {
  std::vector<Owner> owners;
  for (PackedReader parts(packed_owners); !parts.at_end() && parts.is_sound();) {
    Owner owner;
    owner.team = parts.text();
    owner.contact = parts.text();
    owners.push_back(std::move(owner));
  }
  return owners;
}

std::vector<std::string_view> Summary::command() const {
  std::vector<std::string_view> words;
  for (PackedReader parts(packed_command); !parts.at_end() && parts.is_sound();) {
    words.push_back(parts.text());
  }
  return words;
}

}  // namespace dcr
