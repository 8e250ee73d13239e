// SPDX-License-Identifier: Apache-2.0
#include "core/registry/registry.hpp"

#include "core/base/text.hpp"
#include "core/git/partial_clone.hpp"
#include "core/registry/claims.hpp"
#include "core/registry/listing.hpp"
#include "core/registry/summaries.hpp"
#include "core/registry/versions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace dcr {
namespace {

using DocumentPtr = std::shared_ptr<const LoadedDocument>;

std::string bare_name(const std::string& full_name) {
  const auto colons = full_name.find("::");
  return colons == std::string::npos ? full_name : full_name.substr(colons + 2);
}

std::string full_title(const Summary& summary) {
  if (summary.title.empty()) return {};
  if (!summary.name_space) return std::string(summary.title);
  return fmt::format("{}::{}", *summary.name_space, summary.title);
}

/// The word of the tree's document, with what only the ledger can say of it.
template <class Described>
void take_word_of(const formats::LifecycleEntry* entry, bool in_tree, Format format,
                  Described& described) {
  if (!entry) return;
  // A bare JSON Schema has no place for a status.
  const bool silent = format == Format::json_schema;
  if (!in_tree || silent) described.status = entry->status;
  // A format without a place for them leaves the address and the message to the ledger.
  if (described.status != entry->status) return;
  if (!entry->deprecation_uri.empty()) described.deprecation_uri = entry->deprecation_uri;
  if (!entry->message.empty()) described.deprecation_message = entry->message;
}

/// Tells the versions that nothing in the tree stands for any more.
void mark_removed(std::vector<ContractVersion>& all) {
  std::set<decltype(Version::major)> majors;
  std::set<std::string_view> paths;
  for (const ContractVersion& version : all) {
    if (!version.in_tree) continue;
    majors.insert(version.version().major);
    paths.insert(version.document->path);
  }
  for (ContractVersion& version : all) {
    version.removed = !version.in_tree && version.registered &&
                      !majors.contains(version.version().major) &&
                      !paths.contains(version.document->path);
  }
}

Error ambiguous(const LoadedDocument& one, const LoadedDocument& other) {
  return {ErrorKind::usage,
          fmt::format("'{}' is a {} ({}) and a {} ({})", printable(one.full_name()),
                      to_string(one.contract.kind), printable(one.path),
                      to_string(other.contract.kind), printable(other.path)),
          {},
          fmt::format("say which: --kind {} or --kind {}", to_string(one.contract.kind),
                      to_string(other.contract.kind))};
}

}  // namespace

Status stated_status(const Contract& contract) {
  if (contract.status) return contract.status->value;
  return contract.format == Format::dcr ? Status::draft : Status::active;
}

Result<Registry> Registry::open(RegistrySource source) {
  Registry registry;
  registry.source_ = std::move(source);
  const auto file = registry.source_.tree->find(formats::lifecycle_path);
  if (!file && file.error().kind != ErrorKind::not_found) return file.error();
  if (!file || file->kind != FileKind::regular) return registry;
  const auto text = registry.source_.tree->read(*file);
  if (!text) return text.error();
  auto lifecycle = formats::parse_lifecycle(*text);
  if (!lifecycle) return lifecycle.error();
  registry.lifecycle_ = std::move(*lifecycle);
  return registry;
}

bool Registry::reads_mods_alone() const {
  return std::ranges::all_of(source_.kinds,
                             [](ContractKind kind) { return kind == ContractKind::mod; });
}

bool Registry::wants(ContractKind kind) const {
  return std::ranges::find(source_.kinds, kind) != source_.kinds.end();
}

void Registry::complete(ContractVersion& version) const {
  const Contract& contract = version.document->contract;
  version.status = stated_status(contract);
  version.deprecation_uri = contract.deprecation_uri.value;
  version.deprecation_message = contract.deprecation_message.value;
  take_word_of(lifecycle_.find(version.document->key(), version.version()), version.in_tree,
               contract.format, version);
  version.metadata = contract.metadata;
  if (contract.kind == ContractKind::model) {
    version.metadata.insert(source_.model_metadata.begin(), source_.model_metadata.end());
  }
}

Result<std::vector<DocumentPtr>> Registry::documents(std::vector<std::string>* unreadable) const {
  if (!loaded_) {
    auto files = source_.tree->list(source_.filter);
    if (!files) return files.error();
    const auto read = load_files(*source_.tree, regular_files(*std::move(files)));
    if (!read) return read.error();
    auto loaded = std::make_shared<Loaded>();
    loaded->documents = usable_of(*read, &loaded->unreadable,
                                  [&](const Contract& contract) { return wants(contract.kind); });
    loaded_ = std::move(loaded);
  }
  if (unreadable) *unreadable = loaded_->unreadable;
  return loaded_->documents;
}

Result<Listing> Registry::summaries() const {
  auto files = source_.tree->list(source_.filter);
  if (!files) return files.error();
  auto listing = summarise_files(*source_.tree, *std::move(files), source_.cache_folder);
  if (!listing) return listing.error();
  std::erase_if(listing->documents, [&](const Summary& each) { return !wants(each.kind); });
  return listing;
}

Result<std::vector<ContractVersion>> Registry::tree_versions(
    std::vector<std::string>* unreadable) const {
  const auto found = documents(unreadable);
  if (!found) return found.error();
  std::vector<ContractVersion> versions;
  versions.reserve(found->size());
  for (const DocumentPtr& document : *found) {
    ContractVersion version{.document = document, .in_tree = true};
    complete(version);
    versions.push_back(std::move(version));
  }
  return versions;
}

Result<Listing> Registry::listing() const {
  auto listing = summaries();
  if (!listing || lifecycle_.names.empty()) return listing;
  for (Summary& each : listing->documents) {
    const auto version = Version::parse(each.version);
    const std::string key = contract_key(each.kind, std::string(each.full_name));
    const auto* entry = version ? lifecycle_.find(key, *version) : nullptr;
    if (entry == nullptr) continue;
    auto kept = std::make_shared<const formats::LifecycleEntry>(*entry);
    take_word_of(kept.get(), true, each.format, each);
    listing->texts.push_back(std::move(kept));
  }
  return listing;
}

Result<std::vector<DocumentPtr>> Registry::documents_called(const std::string& full_name) const {
  const auto files = source_.tree->list(source_.filter);
  if (!files) return files.error();
  if (reads_mods_alone()) {
    if (auto fetched = git::fetch_contents(*source_.tree, *files); !fetched) return fetched.error();
    std::vector<LoadedFile> read;
    for (const FileRef& file : regular_files(*files)) {
      auto loaded = load_mod(*source_.tree, file, full_name);
      if (!loaded) return loaded.error();
      read.push_back(std::move(*loaded));
    }
    return usable_of(read, nullptr,
                     [](const Contract& contract) { return contract.kind == ContractKind::mod; });
  }
  auto candidates =
      files_claiming(*source_.tree, *files, {bare_name(full_name)}, source_.cache_folder);
  if (!candidates) return candidates.error();
  const auto read = load_files(*source_.tree, regular_files(*std::move(candidates)));
  if (!read) return read.error();
  return usable_of(*read, nullptr, [&](const Contract& contract) {
    return wants(contract.kind) && contract.full_name() == full_name;
  });
}

Result<std::optional<std::string>> Registry::name_of_title(const std::string& title) const {
  const auto all = summaries();
  if (!all) return all.error();
  std::set<std::string> names;
  for (const Summary& each : all->documents) {
    if (full_title(each) == title) names.emplace(each.full_name);
  }
  if (names.empty()) return std::optional<std::string>();
  if (names.size() == 1) return std::optional(*names.begin());
  return Error{ErrorKind::usage,
               fmt::format("'{}' is the name of {} contracts", printable(title), names.size()),
               {},
               fmt::format("say which by its id: {}", fmt::join(names, ", "))};
}

std::vector<ContractVersion> Registry::with_tree(std::vector<ContractVersion> versions,
                                                 const std::vector<DocumentPtr>& documents) const {
  std::map<Version, std::size_t> places;
  for (std::size_t i = 0; i < versions.size(); ++i) places.emplace(versions[i].version(), i);
  for (const DocumentPtr& document : documents) {
    const auto [same, is_new] = places.emplace(document->contract.version.value, versions.size());
    if (is_new) {
      versions.push_back({.document = document, .in_tree = true});
    } else if (!versions[same->second].in_tree) {
      versions[same->second].document = document;
      versions[same->second].in_tree = true;
    }
  }
  for (ContractVersion& version : versions) complete(version);
  mark_removed(versions);
  std::ranges::sort(versions, [](const ContractVersion& a, const ContractVersion& b) {
    return a.version() < b.version();
  });
  return versions;
}

Result<std::vector<ContractVersion>> Registry::versions(const std::string& full_name,
                                                        Depth depth) const {
  auto documents = documents_called(full_name);
  if (!documents) return documents.error();
  std::vector<std::string> keys;
  for (const ContractKind kind : source_.kinds) keys.push_back(contract_key(kind, full_name));
  if (!documents->empty()) {
    keys = {documents->front()->key()};
    const auto other = std::ranges::find_if(
        *documents, [&](const DocumentPtr& each) { return each->key() != keys.front(); });
    if (other != documents->end()) return ambiguous(*documents->front(), **other);
  }
  auto history = versions_of_history(keys, depth);
  if (!history) return history.error();
  if (documents->empty() && history->empty()) {
    const auto name = name_of_title(full_name);
    if (!name) return name.error();
    if (*name && **name != full_name) return versions(**name, depth);
  }
  return with_tree(std::move(*history), *documents);
}

Result<std::map<std::string, std::vector<ContractVersion>>> Registry::all_versions() const {
  std::map<std::string, std::vector<ContractVersion>> all;
  if (source_.mainline) {
    HistoryShelves shelves(source_.cache_folder);
    auto found =
        all_registered_versions(*source_.repository, *source_.mainline, source_.filter, &shelves);
    if (!found) return found.error();
    for (auto& [name, versions] : *found) {
      for (RegisteredVersion& each : versions) {
        if (!wants(each.document->contract.kind)) continue;
        all[name].push_back({.document = std::move(each.document),
                             .registered = true,
                             .first_commit = each.first_commit,
                             .last_commit = each.last_commit});
      }
    }
  }
  const auto tree = documents();
  if (!tree) return tree.error();
  std::map<std::string, std::vector<DocumentPtr>> by_name;
  for (const DocumentPtr& document : *tree) by_name[document->key()].push_back(document);
  for (const auto& [name, documents] : by_name) all.try_emplace(name);
  for (auto& [name, versions] : all) versions = with_tree(std::move(versions), by_name[name]);
  return all;
}

Result<ContractVersion> Registry::resolve(const Reference& reference) const {
  const std::string full_name = reference.full_name();
  auto found = versions(full_name, Depth::heading);
  if (!found && found.error().kind == ErrorKind::unavailable) {
    // A shallow clone has no history to look at; what its tree says is true all the same.
    auto documents = documents_called(full_name);
    if (!documents) return documents.error();
    const auto selected = select(with_tree({}, *documents), reference.selector, full_name);
    return selected ? selected : Result<ContractVersion>(found.error());
  }
  if (!found) return found.error();
  if (found->empty()) return unknown(full_name);
  const bool in_tree =
      std::ranges::any_of(*found, [](const ContractVersion& each) { return each.in_tree; });
  const auto kind = reference.selector.kind;
  if (!in_tree && (kind == Selector::Kind::latest || kind == Selector::Kind::range)) {
    const ContractVersion& last = found->back();
    return Error{ErrorKind::absent,
                 fmt::format("{} '{}' is not in this tree any more",
                             to_string(last.document->contract.kind), printable(full_name)),
                 {},
                 fmt::format("history has it: {}@{}, last in commit {}", printable(full_name),
                             last.version().text(), last.last_commit->short_hex())};
  }
  return select_whole(*found, reference.selector, full_name);
}

Error Registry::unknown(const std::string& full_name) const {
  std::vector<std::string> names;
  if (const auto all = summaries()) {
    for (const Summary& each : all->documents) {
      names.emplace_back(each.full_name);
      if (!each.title.empty()) names.push_back(full_title(each));
    }
  }
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  std::string hint = did_you_mean(full_name, candidates);
  if (hint.empty()) {
    const auto longer = std::ranges::find_if(
        names, [&](const std::string& name) { return name.find(full_name) != std::string::npos; });
    if (longer != names.end()) hint = fmt::format("; did you mean '{}'?", printable(*longer));
  }
  // A name that was completed or left without its namespace is meant more often than misspelt.
  for (const std::string& name : names) {
    if (name != full_name && bare_name(name) == bare_name(full_name)) {
      const std::string global = name.find("::") == std::string::npos ? "::" : "";
      hint = fmt::format("; did you mean '{}{}'?", global, printable(name));
    }
  }
  const std::string_view kind = to_string(source_.kinds.front());
  return {ErrorKind::absent,
          fmt::format("no {} '{}'{}", kind, printable(full_name), hint),
          {},
          fmt::format("dcr list-registry lists the {}s", kind)};
}

}  // namespace dcr
