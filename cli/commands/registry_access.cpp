// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/registry_access.hpp"

#include "cli/commands/mod_registry_file.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/check/policy.hpp"
#include "core/git/mainline_tip.hpp"
#include "core/git/mirror.hpp"
#include "core/registry/file_snapshot.hpp"

#include <fmt/format.h>

#include <memory>

namespace dcr::cli {
namespace {

using RepositoryPtr = std::shared_ptr<const git::Repository>;

/// The repository that is read, and the revision its own address names.
struct Place {
  RepositoryPtr repository;
  std::optional<std::string> revision;
  bool is_remote = false;  // another registry than the one around the working folder
};

Result<Place> find_place(const Session& session, const RegistryOptions& options) {
  std::optional<std::string> location = options.registry;
  if (!location) location = session.environment("DCR_REGISTRY");
  if (!location || location->empty()) {
    auto repository = session.open_repository();
    if (!repository) return repository.error();
    return Place{std::move(*repository), {}, false};
  }
  const auto mirror = git::find_registry({*location, session.environment()});
  if (!mirror) return mirror.error();
  if (mirror->warning) session.note("warning: " + *mirror->warning);
  auto repository =
      git::Repository::open({.start_folder = mirror->folder,
                             .environment = without_git_variables(session.environment())});
  if (!repository) return repository.error();
  return Place{std::move(*repository), mirror->revision, true};
}

Result<std::optional<ObjectId>> commit_read(const git::Repository& repository,
                                            const std::optional<std::string>& revision) {
  if (!revision) return repository.head();
  const auto resolved = repository.resolve(*revision);
  if (!resolved) return resolved.error();
  if (!resolved->folder.empty()) {
    return Error{ErrorKind::usage,
                 fmt::format("'{}' names a folder; a registry is read whole", printable(*revision)),
                 {},
                 "name a commit, a branch or a tag"};
  }
  return std::optional(resolved->commit);
}

Result<std::unique_ptr<Snapshot>> tree_of(const git::Repository& repository,
                                          const std::optional<ObjectId>& commit) {
  if (!commit) return git::Repository::empty_snapshot();
  return repository.commit_snapshot(*commit);
}

/// What says which versions are registered.
struct Mainline {
  std::optional<ObjectId> tip;
  std::string name;
};

Result<Mainline> find_mainline(const git::Repository& repository, const Snapshot& tree,
                               const std::optional<ObjectId>& head, bool at_revision) {
  const auto config = check::load_config(tree);
  if (!config) return config.error();
  auto found = git::mainline_tip(repository, config->config.mainline, head);
  if (!found) return found.error();
  Mainline mainline{found->commit, found->name};
  if (!at_revision || !mainline.tip || !head) return mainline;
  const auto at = git::mainline_at(repository, *mainline.tip, *head);
  if (!at) return at.error();
  mainline.tip = *at;
  return mainline;
}

std::vector<ContractKind> kinds_of(const RegistryOptions& options) {
  if (options.kind == "contract") return {ContractKind::contract};
  if (options.kind == "model") return {ContractKind::model};
  return {ContractKind::contract, ContractKind::model};
}

}  // namespace

git::Environment without_git_variables(const git::Environment& environment) {
  return [environment](const char* name) -> std::optional<std::string> {
    const std::string_view text = name;
    const bool of_git = text.starts_with("GIT_") && !text.starts_with("GIT_CONFIG");
    return of_git ? std::nullopt : environment(name);
  };
}

std::vector<Option> registry_option_list(RegistryOptions& options) {
  return {
      {.name = "--at",
       .value_name = "REV",
       .help = "Read the registry at this commit, branch or tag",
       .completes = Completes::revision,
       .target = &options.at},
      {.name = "--registry",
       .value_name = "PATH|URL[#REV]",
       .help = "Read another registry: a repository, or a URL that git can fetch from "
               "(default: $DCR_REGISTRY, else the repository here)",
       .completes = Completes::folder,
       .target = &options.registry},
      {.name = "--format",
       .value_name = "FORMAT",
       .help = "How to answer",
       .choices = {"text", "json"},
       .target = &options.format},
  };
}

Option kind_option(RegistryOptions& options) {
  return {.name = "--kind",
          .value_name = "KIND",
          .help = "What the name is of, where a contract and a model share it",
          .choices = {"contract", "model"},
          .target = &options.kind};
}

Result<OpenRegistry> open_registry(const Session& session, const RegistryOptions& options,
                                   Reads reads) {
  auto place = find_place(session, options);
  if (!place) return place.error();
  const git::Repository& repository = *place->repository;
  const auto revision = options.at ? options.at : place->revision;
  const auto head = commit_read(repository, revision);
  if (!head) return head.error();
  const bool reads_worktree = !revision && !place->is_remote && !repository.is_bare();
  auto tree = reads_worktree ? repository.worktree_snapshot() : tree_of(repository, *head);
  if (!tree) return tree.error();
  auto mainline = find_mainline(repository, **tree, *head, revision.has_value());
  if (!mainline) return mainline.error();
  if (reads == Reads::commits) {
    tree = tree_of(repository, mainline->tip);
    if (!tree) return tree.error();
  }
  auto config = check::load_config(**tree);
  if (!config) return config.error();
  RegistrySource source{.repository = place->repository,
                        .tree = std::move(*tree),
                        .filter = PathFilter(config->config.registered()),
                        .kinds = kinds_of(options),
                        .model_metadata = config->config.model_metadata,
                        .mainline = mainline->tip,
                        .head = *head,
                        .cache_folder = repository.common_folder() + "/dcr"};
  auto registry = Registry::open(std::move(source));
  if (!registry) return registry.error();
  return OpenRegistry{std::move(*registry), std::move(config->config), mainline->name};
}

Result<OpenRegistry> mods_beside(const OpenRegistry& contracts) {
  RegistrySource source = contracts.registry.source();
  source.filter = contracts.config.mods_filter();
  source.kinds = {ContractKind::mod};
  auto registry = Registry::open(std::move(source));
  if (!registry) return registry.error();
  return OpenRegistry{std::move(*registry), contracts.config, contracts.mainline_name};
}

Result<OpenRegistry> open_mods(const Session& session, const RegistryOptions& options) {
  const auto contracts = open_registry(session, options, Reads::working_tree);
  if (contracts) return mods_beside(*contracts);
  const std::string named = session.environment("DCR_REGISTRY").value_or("");
  const bool elsewhere = options.registry || options.at || !named.empty();
  if (elsewhere || contracts.error().kind != ErrorKind::not_found) return contracts.error();
  auto loose = find_loose_registry();
  if (!loose) return loose.error();
  if (!*loose) return contracts.error();
  Config config = default_config();
  config.mods = (*loose)->place.path;
  RegistrySource source;
  source.tree = std::make_unique<FileSnapshot>(config.mods, std::move((*loose)->text));
  source.filter = config.mods_filter();
  source.kinds = {ContractKind::mod};
  auto registry = Registry::open(std::move(source));
  if (!registry) return registry.error();
  return OpenRegistry{std::move(*registry), config, ""};
}

Error unknown_to_commits(const Session& session, const RegistryOptions& options,
                         const OpenRegistry& open, const std::string& full_name) {
  const auto here = open_registry(session, options, Reads::working_tree);
  const auto versions = here ? here->registry.versions(full_name)
                             : Result<std::vector<ContractVersion>>(here.error());
  if (!versions || versions->empty()) return open.registry.unknown(full_name);
  const std::string& path = versions->back().document->path;
  return {ErrorKind::absent,
          fmt::format("no commit has contract '{}': it is only in '{}'", printable(full_name),
                      printable(path)),
          {},
          fmt::format("dcr register {}", printable(path))};
}

Result<Reference> read_reference(const Session& session, std::string_view text) {
  return parse_reference(text, session.environment("DCR_NAMESPACE"));
}

namespace {

std::string shown_name(std::string_view full_name, std::string_view name, std::string_view title) {
  if (title.empty() || title == name) return std::string(full_name);
  return fmt::format("{} ({})", full_name, title);
}

}  // namespace

std::string shown_name(const Contract& contract) {
  return shown_name(contract.full_name(), contract.name, contract.title);
}

std::string shown_name(const Summary& summary) {
  return shown_name(summary.full_name, summary.name, summary.title);
}

std::string owners_text(const std::vector<Owner>& owners) {
  std::string out;
  for (const Owner& owner : owners) {
    if (!out.empty()) out += ", ";
    out += owner.contact.empty() ? owner.team : fmt::format("{} ({})", owner.team, owner.contact);
  }
  return out;
}

}  // namespace dcr::cli
