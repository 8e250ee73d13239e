// SPDX-License-Identifier: Apache-2.0
#include "core/check/push_rules.hpp"

#include "core/base/atomic_file.hpp"
#include "core/base/text.hpp"
#include "core/compat/catalogue.hpp"
#include "core/git/configured_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace dcr::check {
namespace {

constexpr std::string_view heads = "refs/heads/";
constexpr std::size_t largest_policy = std::size_t{1} << 20;

Result<Glob> branch_pattern(std::string_view text) {
  std::string_view name = text;
  if (name.starts_with(heads)) name.remove_prefix(heads.size());
  if (name.starts_with("refs/")) {
    return Error{ErrorKind::bad_config,
                 fmt::format("dcr.protected '{}' is not about branches", printable(text)),
                 {},
                 "git config dcr.protected takes names and patterns of branches: main, release/*"};
  }
  Result<Glob> glob = Glob::compile(name);
  if (glob) return glob;
  return Error{ErrorKind::bad_config,
               fmt::format("dcr.protected '{}': {}", printable(text), glob.error().message),
               {},
               glob.error().help};
}

Result<std::vector<Glob>> configured_branches(const git::Repository& repository,
                                              const git::Environment& environment) {
  const auto values = git::configured_values(repository, environment, "dcr.protected");
  if (!values) return values.error();
  std::vector<Glob> globs;
  for (const std::string& value : *values) {
    auto glob = branch_pattern(value);
    if (!glob) return glob.error();
    globs.push_back(std::move(*glob));
  }
  return globs;
}

Result<std::optional<LoadedConfig>> configured_policy(const git::Repository& repository,
                                                      const git::Environment& environment) {
  const auto value = repository.configuration("dcr.policy");
  if (!value) return value.error();
  if (!*value) return std::optional<LoadedConfig>();
  std::string path = **value;
  if (path.starts_with("~/")) {
    path = environment("HOME").value_or("") + path.substr(1);
  } else if (!path.starts_with('/')) {
    path = repository.common_folder() + "/" + path;
  }
  auto text = read_whole_file(path, largest_policy);
  if (!text) {
    return Error{ErrorKind::io,
                 fmt::format("cannot read the policy '{}', which git config dcr.policy names",
                             printable(path)),
                 {},
                 "put a dcr.yaml there, or git config --unset dcr.policy"};
  }
  auto config = parse_config(*text, path, rule_ids());
  if (!config) return config.error();
  return std::optional(LoadedConfig{std::move(*config), std::move(*text)});
}

/// "refs/namespaces/a/" where the push arrives in the namespace `a` of the repository: git tells a
/// hook the names without it.
///
/// Source: the manual page gitnamespaces.
std::string namespace_folder(const git::Environment& environment) {
  const std::string name = environment("GIT_NAMESPACE").value_or("");
  std::string folder;
  for (std::size_t begin = 0; begin < name.size();) {
    const std::size_t end = std::min(name.find('/', begin), name.size());
    if (end > begin) folder += "refs/namespaces/" + name.substr(begin, end - begin) + "/";
    begin = end + 1;
  }
  return folder;
}

/// The branch that the HEAD of a repository, or of a namespace of it, names; empty if it is none.
Result<std::string> branch_of_head(const git::Repository& repository, const std::string& folder) {
  auto ref = folder.empty() ? repository.head_ref() : repository.symbolic_target(folder + "HEAD");
  if (!ref) return ref;
  const std::string start = folder + std::string(heads);
  return ref->starts_with(start) ? ref->substr(start.size()) : std::string();
}

}  // namespace

Result<PushRules> receiving_rules(const git::Repository& repository,
                                  const git::Environment& environment) {
  const std::string folder = namespace_folder(environment);
  auto globs = configured_branches(repository, environment);
  if (!globs) return globs.error();
  const auto head = branch_of_head(repository, folder);
  if (!head) return head.error();
  if (globs->empty() && !head->empty()) {
    auto glob = branch_pattern(*head);
    if (!glob) return glob.error();
    globs->push_back(std::move(*glob));
  }
  auto policy = configured_policy(repository, environment);
  if (!policy) return policy.error();
  PushRules rules{.protected_branches = std::move(*globs)};
  rules.policy = std::move(*policy);

  const std::string start = folder + std::string(heads);
  const auto branches = repository.references(start + "**");
  if (!branches) return branches.error();
  for (const auto& [ref, tip] : *branches) {
    const std::string name = ref.substr(start.size());
    if (rules.protects(name)) rules.mainline.push_back({.ref = ref, .name = name, .tip = tip});
  }
  // The first one is compared with where no history is shared.
  // Not std::ranges: clang 14 cannot read what libstdc++ 12 returns there.
  std::stable_partition(rules.mainline.begin(), rules.mainline.end(),
                        [&](const git::Branch& branch) { return branch.name == *head; });
  return rules;
}

Result<void> follow_aliases(const git::Repository& repository, const git::Environment& environment,
                            std::vector<RefUpdate>& updates) {
  const std::string folder = namespace_folder(environment);
  constexpr int longest_chain = 5;  // as git follows them
  for (RefUpdate& update : updates) {
    for (int i = 0; i < longest_chain; ++i) {
      const auto target = repository.symbolic_target(folder + update.ref);
      if (!target) return target.error();
      if (!target->starts_with(folder) || target->empty()) break;
      update.ref = target->substr(folder.size());
    }
  }
  return {};
}

Result<PushRules> sending_rules(const git::Repository& repository,
                                const git::Environment& environment) {
  auto globs = configured_branches(repository, environment);
  if (!globs) return globs.error();
  std::vector<std::string> patterns;
  for (const Glob& glob : *globs) patterns.push_back(glob.text());
  const auto head = repository.head();
  if (!head) return head.error();
  if (patterns.empty() && *head) {
    const auto snapshot = repository.commit_snapshot(**head);
    if (!snapshot) return snapshot.error();
    const auto config = load_config(**snapshot);
    if (config) patterns = config->config.mainline;
  }
  auto mainline = git::find_mainline(repository, patterns, "");
  if (!mainline) return mainline.error();
  if (globs->empty()) {
    for (const std::string& name : mainline->names) {
      auto glob = branch_pattern(name);
      if (!glob) return glob.error();
      globs->push_back(std::move(*glob));
    }
  }
  auto policy = configured_policy(repository, environment);
  if (!policy) return policy.error();
  PushRules rules{.protected_branches = std::move(*globs)};
  // What only this clone has is not what anybody can see yet: it is what may be pushed.
  std::ranges::copy_if(
      mainline->branches, std::back_inserter(rules.mainline),
      [](const git::Branch& branch) { return branch.ref.starts_with("refs/remotes/"); });
  rules.policy = std::move(*policy);
  return rules;
}

}  // namespace dcr::check
