// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.hpp"
#include "core/check/head.hpp"
#include "core/check/health.hpp"
#include "core/check/health_acceptances.hpp"
#include "core/check/policy.hpp"
#include "core/git/mainline_tip.hpp"
#include "core/git/partial_clone.hpp"
#include "core/registry/registry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace dcr::check {
namespace {

using DocumentPtr = std::shared_ptr<const LoadedDocument>;
using Documents = std::vector<DocumentPtr>;

HealthCheck check_of(std::string name, const Error& error, Health state = Health::problem) {
  std::string message = error.message;
  if (error.where) {
    const Position& at = error.where->at.begin;
    message = at.known()
                  ? fmt::format("{}:{}:{}: {}", error.where->path, at.line, at.column, message)
                  : fmt::format("{}: {}", error.where->path, message);
  }
  return {std::move(name), state, std::move(message), error.help};
}

Result<std::unique_ptr<Snapshot>> open_tree(const git::Repository& repository) {
  if (!repository.is_bare()) return repository.worktree_snapshot();
  const auto head = repository.head();
  if (!head) return head.error();
  if (!*head) return git::Repository::empty_snapshot();
  return repository.commit_snapshot(**head);
}

/// Why that branch is the mainline.
std::string reason_of(const git::Repository& repository, const Config& config,
                      const std::string& name) {
  if (!config.mainline.empty()) return "as dcr.yaml says";
  const auto remotes = repository.remotes();
  for (const std::string& remote : remotes ? *remotes : std::vector<std::string>()) {
    const std::string folder = fmt::format("refs/remotes/{}/", remote);
    const auto target = repository.symbolic_target(folder + "HEAD");
    if (!target || !target->starts_with(folder)) continue;
    const std::string branch = target->substr(folder.size());
    if (name == branch || name == fmt::format("{}/{}", remote, branch)) {
      return fmt::format("the HEAD of '{}'", printable(remote));
    }
  }
  return repository.is_bare() ? "the HEAD of this bare repository" : "by its name";
}

/// Everything the checks of one tree share.
struct Examination {
  const HealthRequest& request;
  const Config& config;
  Registry registry;
  Documents documents;
  std::vector<std::string> unreadable;
};

HealthCheck mainline_of(const git::Repository& repository, const Config& config,
                        const Result<git::MainlineTip>& tip) {
  if (!tip) return check_of("mainline", tip.error(), Health::warning);
  if (tip->name != "HEAD") {
    return {.name = "mainline",
            .message = fmt::format("{} ({})", printable(tip->name),
                                   reason_of(repository, config, tip->name))};
  }
  HealthCheck check{.name = "mainline", .state = Health::warning, .message = {}};
  if (!tip->commit) {
    check.message = "there is no commit yet, so no version is registered";
    check.help = "dcr register FILE, or git commit";
  } else if (config.mainline.empty()) {
    check.message = "none is known: what HEAD has counts as registered";
    check.help = "git remote set-head origin --auto, or `mainline:` in dcr.yaml";
  } else {
    check.message = "no branch is called as `mainline:` of dcr.yaml says";
    check.help = "correct it, or fetch the branch";
  }
  return check;
}

/// The commit that says what was registered when HEAD left the mainline.
std::optional<ObjectId> registered_at(const git::Repository& repository,
                                      const Result<git::MainlineTip>& tip) {
  const auto head = repository.head();
  if (!tip || !tip->commit || !head || !*head) return std::nullopt;
  const auto at = git::mainline_at(repository, *tip->commit, **head);
  return at ? *at : std::nullopt;
}

void add_contracts(const Examination& examined, HealthChecks& checks) {
  const Config& config = examined.config;
  for (const Glob& glob : config.stated_globs()) {
    const auto files = examined.registry.source().tree->list(PathFilter({glob}));
    if (!files || !files->empty()) continue;
    checks.push_back({"globs", Health::problem,
                      fmt::format("the glob '{}' of dcr.yaml matches no file", glob.text()),
                      "correct or remove it: dcr check does not pass with it"});
  }
  for (const std::string& path : examined.unreadable) {
    checks.push_back({"contracts", Health::problem,
                      fmt::format("{} cannot be read", printable(path)),
                      fmt::format("dcr validate {}", printable(path))});
  }
  const std::size_t count = examined.documents.size();
  if (count > 0) {
    std::set<std::string> names;
    for (const DocumentPtr& document : examined.documents) names.insert(document->key());
    checks.push_back({.name = "contracts",
                      .message = fmt::format("{} of {}", counted(count, "version"),
                                             counted(names.size(), "contract"))});
  } else if (examined.unreadable.empty()) {
    checks.push_back({.name = "contracts",
                      .state = Health::warning,
                      .message = "there is none",
                      .help = "dcr init writes a first one"});
  }
}

void add_duplicates(const Documents& documents, HealthChecks& checks) {
  for (std::size_t i = 1; i < documents.size(); ++i) {
    const LoadedDocument& a = *documents[i - 1];
    const LoadedDocument& b = *documents[i];
    const Version& version = b.contract.version.value;
    if (a.key() != b.key() || a.contract.version.value != version) continue;
    checks.push_back({"names", Health::problem,
                      fmt::format("'{}' {} is in {} and in {}", printable(b.full_name()),
                                  version.text(), printable(a.path), printable(b.path)),
                      "remove one, or give it another version"});
  }
}

using Line = std::pair<std::string, std::uint64_t>;  // a name and a major version
using Highest = std::map<Line, const LoadedDocument*>;

Highest highest_of(const Documents& documents) {
  Highest highest;
  for (const DocumentPtr& document : documents) {
    const LoadedDocument*& top = highest[{document->key(), document->contract.version.value.major}];
    // Documents of a name come in ascending order.
    top = document.get();
  }
  return highest;
}

/// Lines of versions that fell behind what was registered: a revert, or a lost merge.
void add_fallen(const Examination& examined, const std::optional<ObjectId>& registered,
                HealthChecks& checks) {
  if (!registered) return;
  const RegistrySource& source = examined.registry.source();
  auto tree = source.repository->commit_snapshot(*registered);
  if (!tree) return;
  RegistrySource then{
      .repository = source.repository, .tree = std::move(*tree), .filter = source.filter};
  const auto registry = Registry::open(std::move(then));
  if (!registry) return;
  const auto documents = registry->documents();
  if (!documents) return;
  const Highest before = highest_of(*documents);
  for (const auto& [line, document] : highest_of(examined.documents)) {
    const auto top = before.find(line);
    if (top == before.end()) continue;
    const Version& was = top->second->contract.version.value;
    if (!(document->contract.version.value < was)) continue;
    checks.push_back(
        {"versions", Health::warning,
         fmt::format("{} has '{}' {}, and {} is registered already", printable(document->path),
                     printable(line.first), document->contract.version.value.text(), was.text()),
         fmt::format("raise it above {}, or restore what was there", was.text())});
  }
}

void add_ledger(const Registry& registry, HealthChecks& checks) {
  std::size_t entries = 0;
  for (const auto& [name, versions] : registry.lifecycle().names) {
    // A model stands in the ledger as "model NAME".
    const auto known = registry.versions(name.substr(name.find(' ') + 1));
    if (!known) {
      checks.push_back(check_of("ledger", known.error(), Health::warning));
      return;
    }
    for (const auto& [version, entry] : versions) {
      ++entries;
      const bool found = std::ranges::any_of(
          *known, [&version = version](const auto& each) { return each.version() == version; });
      if (found) continue;
      checks.push_back({"ledger", Health::warning,
                        fmt::format("{}:{}: there never was a '{}' {}", formats::lifecycle_path,
                                    entry.at.begin.line, printable(name), version.text()),
                        "correct or remove the entry"});
    }
  }
  if (entries == 0) return;
  checks.push_back({.name = "ledger",
                    .message = fmt::format("{} names {}", formats::lifecycle_path,
                                           counted(entries, "version"))});
}

HealthCheck configuration_of(const Config& config) {
  return {.name = "configuration",
          .message = config.stated ? "dcr.yaml is valid" : "no dcr.yaml: the defaults apply"};
}

/// What history and the other files of the tree say of its contracts.
void add_contents(const Examination& examined, const Result<git::MainlineTip>& tip,
                  HealthChecks& checks) {
  const git::Repository& repository = *examined.request.repository;
  add_contracts(examined, checks);
  add_duplicates(examined.documents, checks);
  if (git::is_partial_clone(repository)) {
    checks.push_back({.name = "versions",
                      .message = "not held against history, which a partial clone would fetch"});
  } else {
    add_fallen(examined, registered_at(repository, tip), checks);
    add_ledger(examined.registry, checks);
  }
  for (HealthCheck& check :
       acceptance_health(examined.request, examined.config, examined.documents)) {
    checks.push_back(std::move(check));
  }
}

void add_registry(const HealthRequest& request, const Config& config, RegistrySource source,
                  const Result<git::MainlineTip>& tip, HealthChecks& checks) {
  auto registry = Registry::open(std::move(source));
  if (!registry) {
    checks.push_back(check_of("ledger", registry.error()));
    return;
  }
  Examination examined{request, config, std::move(*registry), {}, {}};
  auto documents = examined.registry.documents(&examined.unreadable);
  if (!documents) {
    checks.push_back(check_of("contracts", documents.error()));
    return;
  }
  examined.documents = std::move(*documents);
  add_contents(examined, tip, checks);
}

}  // namespace

HealthChecks registry_health(const HealthRequest& request) {
  const git::Repository& repository = *request.repository;
  if (repository.is_bare() && git::is_partial_clone(repository)) {
    return {
        {.name = "contracts", .message = "not examined: a bare partial clone would fetch them"}};
  }
  auto tree = open_tree(repository);
  if (!tree) return {check_of("contracts", tree.error())};
  const auto loaded = load_config(**tree);
  if (!loaded) return {check_of("configuration", loaded.error())};
  const Config& config = loaded->config;
  HealthChecks checks = {configuration_of(config)};
  const auto head = repository.head();
  if (!head) return {check_of("repository", head.error())};
  const auto tip = git::mainline_tip(repository, config.mainline, *head);
  checks.push_back(mainline_of(repository, config, tip));

  RegistrySource source{.repository = request.repository,
                        .tree = std::move(*tree),
                        .filter = PathFilter(config.registered()),
                        .mainline = tip ? tip->commit : std::nullopt,
                        .head = *head};
  add_registry(request, config, std::move(source), tip, checks);
  return checks;
}

}  // namespace dcr::check
