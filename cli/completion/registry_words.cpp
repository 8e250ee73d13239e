// SPDX-License-Identifier: Apache-2.0
#include "cli/completion/registry_words.hpp"

#include "cli/commands/registry_access.hpp"
#include "cli/session.hpp"
#include "core/model/field_paths.hpp"
#include "core/mods/job.hpp"
#include "core/registry/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

namespace dcr::cli {
namespace {

RegistryOptions registry_options(const PartialLine& line) {
  RegistryOptions options;
  if (line.given.contains("--at")) options.at = line.value_of("--at");
  if (line.given.contains("--registry")) options.registry = line.value_of("--registry");
  return options;
}

/// The registry of the line, with the names of its tree.
struct Known {
  OpenRegistry open;
  std::shared_ptr<const Snapshot> tree;
  std::vector<NamedVersion> names;
};

std::optional<Known> known(const Session& session, const PartialLine& line) {
  const RegistryOptions options = registry_options(line);
  auto open = open_registry(session, options, Reads::working_tree);
  // Outside a repository there may be a registry of mods.
  const bool in_repository = open.has_value();
  if (!open) open = open_mods(session, options);
  if (!open) return std::nullopt;
  const RegistrySource& source = open->registry.source();
  const PathFilter filter = in_repository ? PathFilter(open->config.documents()) : source.filter;
  std::shared_ptr<const Snapshot> tree = source.tree;
  auto names = names_of(*tree, filter, source.cache_folder);
  if (!names && source.head) {
    // Files that only a filter driver of git could read: then as the last commit has them.
    auto committed = source.repository->commit_snapshot(*source.head);
    if (!committed) return std::nullopt;
    tree = std::move(*committed);
    names = names_of(*tree, filter, source.cache_folder);
  }
  if (!names) return std::nullopt;
  return Known{std::move(*open), std::move(tree), std::move(*names)};
}

bool is_asked(const PartialLine& line, ContractKind kind) {
  const std::string asked = line.value_of("--kind");
  return kind != ContractKind::mod && (asked.empty() || asked == to_string(kind));
}

/// How a full name is written so that dcr reads it as that: DCR_NAMESPACE completes a bare name,
/// and two colons in front keep it global.
std::vector<std::string> spellings(const std::string& full_name, const std::string& name_space,
                                   std::string_view typed) {
  const bool is_global = full_name.find("::") == std::string::npos;
  if (is_global && (typed.starts_with(':') || !name_space.empty())) return {"::" + full_name};
  const std::string own = name_space + "::";
  if (name_space.empty() || !full_name.starts_with(own)) return {full_name};
  return {full_name.substr(own.size()), full_name};
}

std::vector<Offer> contract_names(const Session& session, const PartialLine& line) {
  const auto found = known(session, line);
  if (!found) return {};
  const std::string name_space = session.environment("DCR_NAMESPACE").value_or("");
  std::vector<Offer> offers;
  std::set<std::string> seen;
  const auto add = [&](const std::string& name, std::string description) {
    if (name.find(' ') == std::string::npos && seen.insert(name).second) {
      offers.push_back({name, std::move(description)});
    }
  };
  for (const NamedVersion& each : found->names) {
    if (!is_asked(line, each.kind)) continue;
    const std::string what =
        fmt::format("{} {} {}", to_string(each.kind), each.version, to_string(each.status));
    for (const auto& name : spellings(each.full_name, name_space, line.current)) add(name, what);
    // The id of an ODCS contract is often a UUID, and a title is understood as well.
    if (!each.label.empty()) add(each.label, what);
  }
  std::ranges::sort(offers, {}, &Offer::word);
  return offers;
}

const NamedVersion* find_version(const Known& found, const PartialLine& line,
                                 const Reference& reference) {
  const std::string full_name = reference.full_name();
  const NamedVersion* best = nullptr;
  for (const NamedVersion& each : found.names) {
    if (!is_asked(line, each.kind)) continue;
    if (each.full_name != full_name && each.label != full_name) continue;
    const auto version = Version::parse(each.version);
    if (!version || !reference.selector.admits(*version)) continue;
    const auto best_version = best ? Version::parse(best->version) : std::nullopt;
    if (!best_version || *best_version < *version) best = &each;
  }
  return best;
}

/// The versions of the tree and of history, with what is known of each.
std::vector<Offer> versions_of(const Session& session, const PartialLine& line,
                               const std::string& name) {
  const auto found = known(session, line);
  const auto reference = read_reference(session, name);
  if (!found || !reference) return {};
  const NamedVersion* one = find_version(*found, line, *reference);
  const std::string full_name = one ? one->full_name : reference->full_name();
  std::map<Version, std::string> versions;
  const RegistrySource& source = found->open.registry.source();
  for (const ContractKind kind : {ContractKind::contract, ContractKind::model}) {
    const bool is_it = one ? one->kind == kind : is_asked(line, kind);
    if (!is_it || !source.mainline || !source.repository) continue;
    const auto carried = carried_versions(*source.repository, *source.mainline, source.filter,
                                          contract_key(kind, full_name), source.cache_folder);
    if (!carried) continue;
    for (const std::string& text : *carried) {
      if (const auto version = Version::parse(text)) versions[*version] = "registered";
    }
  }
  for (const NamedVersion& each : found->names) {
    const auto version = Version::parse(each.version);
    if (each.full_name != full_name || !is_asked(line, each.kind) || !version) continue;
    versions[*version] = fmt::format("{}, in {}", to_string(each.status), each.path);
  }
  std::vector<Offer> offers;
  for (const auto& [version, what] : versions) offers.push_back({version.text(), what});
  std::ranges::reverse(offers);
  return offers;
}

/// `name@1.2.0`, `name@^1`, `name@latest` for what was typed up to the `@`.
std::vector<Offer> references(const Session& session, const PartialLine& line) {
  const std::size_t at = line.current.rfind('@');
  if (at == std::string::npos || at == 0) return contract_names(session, line);
  const std::string name = line.current.substr(0, at);
  const std::string_view selector = std::string_view(line.current).substr(at + 1);
  std::vector<Offer> offers = versions_of(session, line, name);
  if (offers.empty()) return {};
  if (selector.starts_with('^') || selector.starts_with('~')) {
    const std::string sign(selector.substr(0, 1));
    for (Offer& offer : offers) {
      const Version version = *Version::parse(offer.word);
      offer = sign == "^" ? Offer{fmt::format("^{}", version.major), "the newest active of them"}
                          : Offer{fmt::format("~{}.{}", version.major, version.minor),
                                  "the newest active of them"};
    }
    const auto same = std::ranges::unique(offers, {}, &Offer::word);
    offers.erase(same.begin(), same.end());
  } else {
    offers.push_back({"latest", "the newest active version"});
    offers.push_back({"newest", "the newest version of any status"});
  }
  for (Offer& offer : offers) offer.word.insert(0, name + '@');
  return offers;
}

std::vector<Offer> versions(const Session& session, const PartialLine& line) {
  if (line.positionals.empty()) return {};
  return versions_of(session, line, line.positionals.front());
}

/// One file is read: the one that holds the version that the line names.
std::vector<Offer> fields(const Session& session, const PartialLine& line) {
  const auto found = known(session, line);
  if (!found || line.positionals.empty()) return {};
  const auto reference = read_reference(session, line.positionals.front());
  if (!reference) return {};
  const Registry& registry = found->open.registry;
  std::set<std::string> paths;
  if (const NamedVersion* one = find_version(*found, line, *reference)) {
    const auto file = found->tree->find(one->path);
    const auto loaded = file ? load_file(*found->tree, *file) : Result<LoadedFile>(file.error());
    if (!loaded) return {};
    for (const auto& document : loaded->documents) {
      const Contract& contract = document->contract;
      if (contract.kind == one->kind && contract.full_name() == one->full_name &&
          contract.version.value.text() == one->version) {
        paths = field_paths(contract);
      }
    }
  } else if (const auto version = registry.resolve(*reference)) {
    paths = field_paths(version->document->contract);
  }
  std::vector<Offer> offers;
  for (const std::string& path : paths) offers.push_back({path});
  return offers;
}

template <class Word>
std::vector<Offer> distinct(const Session& session, const PartialLine& line, Word word) {
  std::vector<Offer> offers;
  std::set<std::string> seen;
  const auto found = known(session, line);
  if (!found) return {};
  for (const NamedVersion& each : found->names) {
    std::optional<Offer> offer = word(each);
    if (offer && seen.insert(offer->word).second) offers.push_back(std::move(*offer));
  }
  std::ranges::sort(offers, {}, &Offer::word);
  return offers;
}

std::vector<Offer> name_spaces(const Session& session, const PartialLine& line) {
  return distinct(session, line, [](const NamedVersion& each) -> std::optional<Offer> {
    const std::size_t colons = each.full_name.find("::");
    if (colons == std::string::npos) return std::nullopt;
    return Offer{each.full_name.substr(0, colons)};
  });
}

std::vector<Offer> mods(const Session& session, const PartialLine& line) {
  return distinct(session, line, [](const NamedVersion& each) -> std::optional<Offer> {
    if (each.kind != ContractKind::mod) return std::nullopt;
    return Offer{each.full_name, fmt::format("{} {}", each.label, each.version)};
  });
}

std::vector<Offer> categories(const Session& session, const PartialLine& line) {
  return distinct(session, line, [](const NamedVersion& each) -> std::optional<Offer> {
    if (each.kind != ContractKind::mod || each.label.empty()) return std::nullopt;
    return Offer{each.label};
  });
}

std::vector<Offer> instances(const Session& session, const PartialLine& line) {
  const std::string path = line.value_of("--params");
  if (path.empty()) return mods(session, line);
  const auto text = mods::read_file(path);
  if (!text) return {};
  std::vector<Offer> offers;
  for (const mods::Instance& instance : mods::read_job(*text, path).instances) {
    offers.push_back({*instance.name, *instance.type});
  }
  return offers;
}

std::vector<Offer> revisions(const Session& session, const PartialLine& line) {
  const auto repository = session.open_repository();
  if (!repository) return {};
  std::vector<Offer> offers;
  if (line.option && line.option->name == "--against") {
    offers.push_back({"@release", "the newest release tag of each contract"});
  }
  offers.push_back({"HEAD", "the last commit"});
  using Part = std::pair<std::string_view, std::string_view>;
  for (const auto& [folder, what] : {Part{"refs/heads/", "branch"}, Part{"refs/tags/", "tag"},
                                     Part{"refs/remotes/", "remote branch"}}) {
    const auto references = (*repository)->references(fmt::format("{}**", folder));
    if (!references) continue;
    for (const auto& [name, commit] : *references) {
      offers.push_back({name.substr(folder.size()), std::string(what)});
    }
  }
  return offers;
}

/// What stands before the dots stays.
std::vector<Offer> revision_range(const Session& session, const PartialLine& line) {
  std::vector<Offer> offers = revisions(session, line);
  const std::size_t dots = line.current.find("..");
  if (dots == std::string::npos) return offers;
  for (Offer& offer : offers) offer.word.insert(0, line.current.substr(0, dots + 2));
  return offers;
}

}  // namespace

std::vector<Offer> registry_words(const Session& session, const PartialLine& line,
                                  Completes completes) {
  switch (completes) {
    case Completes::revision: return revisions(session, line);
    case Completes::revision_range: return revision_range(session, line);
    case Completes::side:
    case Completes::contract: return references(session, line);
    case Completes::contract_name: return contract_names(session, line);
    case Completes::version: return versions(session, line);
    case Completes::field: return fields(session, line);
    case Completes::name_space: return name_spaces(session, line);
    case Completes::mod: return mods(session, line);
    case Completes::instance: return instances(session, line);
    case Completes::category: return categories(session, line);
    case Completes::nothing:
    case Completes::file:
    case Completes::folder:
    case Completes::rule:
    case Completes::command:
    case Completes::help_topic: return {};
  }
  return {};
}

}  // namespace dcr::cli
