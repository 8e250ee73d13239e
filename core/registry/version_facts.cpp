// SPDX-License-Identifier: Apache-2.0
#include "core/registry/version_facts.hpp"

#include "core/base/cache_file.hpp"
#include "core/base/packed.hpp"
#include "core/base/sha256.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace dcr {
namespace {

// The cache: the key; then files one after another: the id of the blob, the path, how many
// documents, and these. A number has four bytes, a text its size before it.
constexpr std::string_view facts_kind = "facts-1";
constexpr std::size_t number_size = 4;
constexpr std::size_t most_bytes = std::size_t{64} << 20U;

void append_document(std::string& out, const Contract& contract) {
  append_number(out, static_cast<std::uint64_t>(contract.kind), number_size);
  append_number(out, static_cast<std::uint64_t>(contract.format), number_size);
  append_number(out, contract.status ? static_cast<std::uint64_t>(contract.status->value) + 1 : 0,
                number_size);
  append_number(out, contract.name_space ? 1 : 0, number_size);
  append_number(out, contract.metadata.size(), number_size);
  for (const std::string& text :
       {contract.name, contract.name_space.value_or(""), contract.title,
        contract.version.value.text(), contract.version_text, contract.deprecation_uri.value,
        contract.deprecation_message.value}) {
    append_packed(out, text);
  }
  for (const auto& [key, value] : contract.metadata) {
    append_packed(out, key);
    append_packed(out, value);
  }
}

std::uint32_t take_number(PackedReader& parts) {
  return static_cast<std::uint32_t>(parts.number(number_size));
}

std::string take_text(PackedReader& parts) { return std::string(parts.text()); }

ObjectId take_id(PackedReader& parts) {
  ObjectId id;
  const std::string_view from = parts.bytes(id.bytes.size());
  std::ranges::copy(from, id.bytes.begin());
  return id;
}

/// How many there are, of an enumeration that ends with `last`.
template <class Enum>
constexpr std::uint64_t count_of(Enum last) {
  return static_cast<std::uint64_t>(last) + 1;
}

Contract take_contract(PackedReader& parts) {
  Contract contract;
  contract.kind =
      static_cast<ContractKind>(parts.number_below(count_of(ContractKind::mod), number_size));
  contract.format =
      static_cast<Format>(parts.number_below(count_of(Format::json_schema), number_size));
  const auto status = parts.number_below(count_of(Status::archived) + 1, number_size);
  if (status > 0) contract.status = {.value = static_cast<Status>(status - 1), .at = {}};
  const bool has_name_space = parts.number_below(2, number_size) == 1;
  const std::uint32_t metadata = take_number(parts);
  contract.name = take_text(parts);
  const std::string name_space = take_text(parts);
  if (has_name_space) contract.name_space = name_space;
  contract.title = take_text(parts);
  const auto version = Version::parse(take_text(parts));
  if (!version) parts.fail();
  if (version) contract.version.value = *version;
  contract.version_text = take_text(parts);
  contract.deprecation_uri.value = take_text(parts);
  contract.deprecation_message.value = take_text(parts);
  for (std::uint32_t i = 0; i < metadata && parts.is_sound(); ++i) {
    const std::string key = take_text(parts);
    contract.metadata[key] = take_text(parts);
  }
  return contract;
}

}  // namespace

VersionFacts VersionFacts::open(const std::string& cache_folder, const std::string& key) {
  VersionFacts facts;
  facts.key_ = key;
  if (cache_folder.empty()) return facts;
  facts.file_ = cache_folder + "/versions/" + sha256_hex(key).substr(0, 32);
  const auto text = read_cache(facts.file_, facts_kind, most_bytes);
  if (text && !facts.read(*text)) facts.files_.clear();
  return facts;
}

bool VersionFacts::read(std::string_view text) {
  PackedReader parts(text);
  if (take_text(parts) != key_) return false;
  while (!parts.at_end()) {
    const ObjectId blob = take_id(parts);
    const std::string path = take_text(parts);
    Documents& documents = files_[{blob, path}];
    const std::uint32_t count = take_number(parts);
    for (std::uint32_t i = 0; i < count && parts.is_sound(); ++i) {
      auto document = std::make_shared<LoadedDocument>();
      document->path = path;
      document->contract = take_contract(parts);
      document->usable = true;
      documents.push_back(std::move(document));
    }
  }
  return parts.is_sound();
}

const VersionFacts::Documents* VersionFacts::find(const FileRef& file) const {
  const auto found = files_.find({file.id, file.path});
  return found == files_.end() ? nullptr : &found->second;
}

void VersionFacts::add(const FileRef& file, const Documents& documents) {
  changed_ = files_.emplace(std::pair(file.id, file.path), documents).second || changed_;
}

void VersionFacts::save() const {
  if (!changed_ || file_.empty()) return;
  std::string body;
  append_packed(body, key_);
  for (const auto& [of, documents] : files_) {
    body.append(of.first.bytes.begin(), of.first.bytes.end());
    append_packed(body, of.second);
    append_number(body, documents.size(), number_size);
    for (const auto& document : documents) append_document(body, document->contract);
  }
  write_cache(file_, facts_kind, body);
}

}  // namespace dcr
