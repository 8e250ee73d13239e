// SPDX-License-Identifier: Apache-2.0
#include "core/registry/registry.hpp"

#include "core/base/progress.hpp"
#include "core/base/text.hpp"
#include "core/registry/claims.hpp"
#include "core/registry/versions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

namespace dcr {
namespace {

using DocumentPtr = std::shared_ptr<const LoadedDocument>;

std::string bare_name(const std::string& full_name) {
  const auto colons = full_name.find("::");
  return colons == std::string::npos ? full_name : full_name.substr(colons + 2);
}

std::string full_title(const Contract& contract) {
  if (contract.title.empty()) return {};
  return contract.name_space ? *contract.name_space + "::" + contract.title : contract.title;
}

/// Loads the files by `load_one` and keeps the usable documents that `wanted` wants, in the
/// registry's order.
template <class LoadOne, class Wanted>
Result<std::vector<DocumentPtr>> load(const std::vector<FileRef>& files, LoadOne load_one,
                                      std::vector<std::string>* unreadable, Wanted wanted) {
  std::vector<DocumentPtr> documents;
  const Phase phase("reading contracts", files.size());
  for (const FileRef& file : files) {
    phase.advance();
    if (file.kind != FileKind::regular) continue;
    Result<LoadedFile> loaded = load_one(file);
    if (!loaded) return loaded.error();
    bool readable = loaded->problems.empty();
    for (const DocumentPtr& document : loaded->documents) {
      readable = readable && document->usable;
      if (document->usable && wanted(document->contract)) documents.push_back(document);
    }
    if (!readable && unreadable) unreadable->push_back(file.path);
  }
  std::ranges::stable_sort(documents, [](const DocumentPtr& a, const DocumentPtr& b) {
    const std::string a_name = a->full_name();
    const std::string b_name = b->full_name();
    if (a_name != b_name) return a_name < b_name;
    if (a->contract.version.value != b->contract.version.value) {
      return a->contract.version.value < b->contract.version.value;
    }
    return a->path < b->path;
  });
  return documents;
}

/// The word of the tree's document, with what only the ledger can say of it.
void take_status(ContractVersion& version, const formats::LifecycleEntry* entry) {
  const Contract& contract = version.document->contract;
  version.status = stated_status(contract);
  version.deprecation_uri = contract.deprecation_uri.value;
  version.deprecation_message = contract.deprecation_message.value;
  if (!entry) return;
  // A bare JSON Schema has no place for a status.
  const bool silent = contract.format == Format::json_schema;
  if (!version.in_tree || silent) version.status = entry->status;
  // A format without a place for them leaves the address and the message to the ledger.
  if (version.status != entry->status) return;
  if (!entry->deprecation_uri.empty()) version.deprecation_uri = entry->deprecation_uri;
  if (!entry->message.empty()) version.deprecation_message = entry->message;
}

bool is_removed(const ContractVersion& version, const std::vector<ContractVersion>& all) {
  return !version.in_tree && version.registered &&
         std::ranges::none_of(all, [&](const ContractVersion& other) {
           return other.in_tree && (other.version().major == version.version().major ||
                                    other.document->path == version.document->path);
         });
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

bool Registry::wants(const Contract& contract) const {
  return std::ranges::find(source_.kinds, contract.kind) != source_.kinds.end();
}

void Registry::complete(ContractVersion& version) const {
  take_status(version, lifecycle_.find(version.document->key(), version.version()));
  const Contract& contract = version.document->contract;
  version.metadata = contract.metadata;
  if (contract.kind == ContractKind::model) {
    version.metadata.insert(source_.model_metadata.begin(), source_.model_metadata.end());
  }
}

Result<std::vector<DocumentPtr>> Registry::documents(std::vector<std::string>* unreadable) const {
  if (!loaded_) {
    const auto files = source_.tree->list(source_.filter);
    if (!files) return files.error();
    auto loaded = std::make_shared<Loaded>();
    auto found = load(
        *files, [&](const FileRef& file) { return load_file(*source_.tree, file); },
        &loaded->unreadable, [&](const Contract& contract) { return wants(contract); });
    if (!found) return found.error();
    loaded->documents = std::move(*found);
    loaded_ = std::move(loaded);
  }
  if (unreadable) *unreadable = loaded_->unreadable;
  return loaded_->documents;
}

Result<std::vector<ContractVersion>> Registry::tree_versions(
    std::vector<std::string>* unreadable) const {
  const auto found = documents(unreadable);
  if (!found) return found.error();
  std::vector<ContractVersion> versions;
  for (const DocumentPtr& document : *found) {
    ContractVersion version{.document = document, .in_tree = true};
    complete(version);
    versions.push_back(std::move(version));
  }
  return versions;
}

Result<std::vector<DocumentPtr>> Registry::documents_called(const std::string& full_name) const {
  const auto files = source_.tree->list(source_.filter);
  if (!files) return files.error();
  if (reads_mods_alone()) {
    return load(
        *files, [&](const FileRef& file) { return load_mod(*source_.tree, file, full_name); },
        nullptr, [&](const Contract& contract) { return contract.kind == ContractKind::mod; });
  }
  const auto candidates =
      files_claiming(*source_.tree, *files, {bare_name(full_name)}, source_.cache_folder);
  if (!candidates) return candidates.error();
  return load(
      *candidates, [&](const FileRef& file) { return load_file(*source_.tree, file); }, nullptr,
      [&](const Contract& contract) {
        return wants(contract) && contract.full_name() == full_name;
      });
}

Result<std::optional<std::string>> Registry::name_of_title(const std::string& title) const {
  const auto all = documents();
  if (!all) return all.error();
  std::set<std::string> names;
  for (const DocumentPtr& document : *all) {
    if (full_title(document->contract) == title) names.insert(document->full_name());
  }
  if (names.empty()) return std::optional<std::string>();
  if (names.size() == 1) return std::optional(*names.begin());
  return Error{ErrorKind::usage,
               fmt::format("'{}' is the name of {} contracts", printable(title), names.size()),
               {},
               fmt::format("say which by its id: {}", fmt::join(names, ", "))};
}

Result<std::vector<ContractVersion>> Registry::versions_of_history(
    const std::vector<std::string>& keys) const {
  std::vector<ContractVersion> versions;
  for (const std::string& key : keys) {
    auto found = versions_of_history(key);
    if (!found || !found->empty()) return found;
  }
  return versions;
}

Result<std::vector<ContractVersion>> Registry::versions_of_history(const std::string& key) const {
  std::vector<ContractVersion> versions;
  std::set<ObjectId> walked;
  const auto add = [&](std::vector<RegisteredVersion> found, bool registered) {
    for (RegisteredVersion& each : found) {
      ContractVersion version{.document = std::move(each.document),
                              .registered = registered,
                              .first_commit = each.first_commit,
                              .last_commit = each.last_commit};
      const bool known = std::ranges::any_of(versions, [&](const ContractVersion& other) {
        return other.version() == version.version();
      });
      if (!known) versions.push_back(std::move(version));
    }
  };
  const bool entries_alone = reads_mods_alone();
  if (source_.mainline) {
    auto found = registered_versions(
        *source_.repository, *source_.mainline, source_.filter, key,
        {.visited = &walked, .cache_folder = source_.cache_folder, .entries_alone = entries_alone});
    if (!found) return found.error();
    add(std::move(*found), true);
  }
  if (source_.head && !walked.contains(*source_.head)) {
    auto found = registered_versions(
        *source_.repository, *source_.head, source_.filter, key,
        {.stop_at = &walked, .cache_folder = source_.cache_folder, .entries_alone = entries_alone});
    if (!found) return found.error();
    add(std::move(*found), false);
  }
  return versions;
}

std::vector<ContractVersion> Registry::with_tree(std::vector<ContractVersion> versions,
                                                 const std::vector<DocumentPtr>& documents) const {
  for (const DocumentPtr& document : documents) {
    const auto same = std::ranges::find_if(versions, [&](const ContractVersion& version) {
      return version.version() == document->contract.version.value;
    });
    if (same == versions.end()) {
      versions.push_back({.document = document, .in_tree = true});
    } else if (!same->in_tree) {
      same->document = document;
      same->in_tree = true;
    }
  }
  for (ContractVersion& version : versions) {
    complete(version);
    version.removed = is_removed(version, versions);
  }
  std::ranges::sort(versions, [](const ContractVersion& a, const ContractVersion& b) {
    return a.version() < b.version();
  });
  return versions;
}

Result<std::vector<ContractVersion>> Registry::versions(const std::string& full_name) const {
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
  auto history = versions_of_history(keys);
  if (!history) return history.error();
  if (documents->empty() && history->empty()) {
    const auto name = name_of_title(full_name);
    if (!name) return name.error();
    if (*name && **name != full_name) return versions(**name);
  }
  return with_tree(std::move(*history), *documents);
}

Result<std::map<std::string, std::vector<ContractVersion>>> Registry::all_versions() const {
  std::map<std::string, std::vector<ContractVersion>> all;
  if (source_.mainline) {
    auto found = all_registered_versions(*source_.repository, *source_.mainline, source_.filter);
    if (!found) return found.error();
    for (auto& [name, versions] : *found) {
      for (RegisteredVersion& each : versions) {
        if (!wants(each.document->contract)) continue;
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
  auto found = versions(full_name);
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
  return select(*found, reference.selector, full_name);
}

Error Registry::unknown(const std::string& full_name) const {
  std::vector<std::string> names;
  if (const auto all = documents()) {
    for (const DocumentPtr& document : *all) {
      names.push_back(document->full_name());
      if (!document->contract.title.empty()) names.push_back(full_title(document->contract));
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
