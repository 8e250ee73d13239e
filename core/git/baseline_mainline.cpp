// SPDX-License-Identifier: Apache-2.0
#include "core/git/baseline_mainline.hpp"

#include "core/base/glob.hpp"

#include <algorithm>
#include <array>

namespace dcr::git {

namespace {

constexpr std::string_view heads = "refs/heads/";
constexpr std::string_view tracking = "refs/remotes/";
constexpr int deepest_name = 8;  // parts of a branch name that `**` and `{a,b}` are looked up in

bool matches(const std::string& pattern, const std::string& name) {
  if (pattern == name) return true;
  const Result<Glob> glob = Glob::compile(pattern);
  return glob && glob->matches(name);
}

bool has_wildcard(std::string_view pattern) {
  return pattern.find_first_of("*?[{\\") != std::string_view::npos;
}

/// What to ask the repository for: its patterns know neither `**` nor `{a,b}`.
std::vector<std::string> queries(const std::string& pattern) {
  if (pattern.find("**") == std::string::npos && pattern.find('{') == std::string::npos) {
    return {pattern};
  }
  std::vector<std::string> out = {"*"};
  while (out.size() < deepest_name) out.push_back(out.back() + "/*");
  return out;
}

Result<std::vector<Branch>> matching(const Repository& repository, std::string_view folder,
                                     const std::string& pattern) {
  std::vector<Branch> out;
  for (const std::string& query : queries(pattern)) {
    const auto found = repository.references(std::string(folder) + query);
    if (!found) return found.error();
    for (const auto& [ref, tip] : *found) {
      const std::string name = ref.substr(folder.size());
      if (name == "HEAD" || (has_wildcard(pattern) && !matches(pattern, name))) continue;
      out.push_back({.ref = ref, .name = short_ref(ref), .tip = tip});
    }
  }
  return out;
}

/// Takes "origin/" off "origin/main", which dcr.yaml may say just as well.
std::string without_remote(const std::string& pattern, const std::vector<std::string>& remotes) {
  for (const std::string& remote : remotes) {
    if (pattern.starts_with(remote + "/")) return pattern.substr(remote.size() + 1);
  }
  return pattern;
}

/// The branch that the HEAD of a remote names, origin's before any other's.
Result<std::string> remote_head(const Repository& repository, std::vector<std::string> remotes) {
  const auto origin = std::find(remotes.begin(), remotes.end(), "origin");
  if (origin != remotes.end()) std::rotate(remotes.begin(), origin, origin + 1);
  for (const std::string& remote : remotes) {
    const std::string folder = std::string(tracking) + remote + "/";
    Result<std::string> target = repository.symbolic_target(folder + "HEAD");
    if (!target) return target;
    if (target->starts_with(folder)) return target->substr(folder.size());
  }
  return std::string();
}

/// The branch of a bare repository's HEAD: what its clones have as the remote's. Empty where it has
/// no commit yet, as `git init --bare` leaves it when another branch is pushed.
Result<std::string> bare_head(const Repository& repository) {
  if (!repository.is_bare()) return std::string();
  const Result<std::string> head = repository.head_ref();
  if (!head || !head->starts_with(heads)) return head;
  const Result<std::optional<ObjectId>> tip = repository.head();
  if (!tip) return tip.error();
  return *tip ? head->substr(heads.size()) : std::string();
}

Result<std::vector<std::string>> mainline_names(const Repository& repository,
                                                const std::vector<std::string>& patterns,
                                                const std::vector<std::string>& remotes,
                                                const std::string& default_branch) {
  std::vector<std::string> names;
  for (const std::string& pattern : patterns) names.push_back(without_remote(pattern, remotes));
  if (!names.empty()) return names;
  Result<std::string> head = remote_head(repository, remotes);
  if (!head) return head.error();
  if (!head->empty()) return std::vector<std::string>{*head};
  if (!default_branch.empty()) return std::vector<std::string>{default_branch};
  head = bare_head(repository);
  if (!head) return head.error();
  if (!head->empty()) return std::vector<std::string>{*head};
  for (const char* name : {"main", "master"}) {
    Result<std::vector<Branch>> found = branches_called(repository, name);
    if (!found) return found.error();
    if (!found->empty()) return std::vector<std::string>{name};
  }
  return names;
}

}  // namespace

std::string short_ref(std::string_view ref) {
  for (const std::string_view folder : {heads, tracking}) {
    if (ref.starts_with(folder)) return std::string(ref.substr(folder.size()));
  }
  return std::string(ref);
}

std::string branch_name(std::string_view ref, const std::vector<std::string>& remotes) {
  if (ref.starts_with(heads)) return std::string(ref.substr(heads.size()));
  for (const std::string& remote : remotes) {
    const std::string folder = std::string(tracking) + remote + "/";
    if (ref.starts_with(folder)) return std::string(ref.substr(folder.size()));
  }
  return "";
}

Result<std::vector<Branch>> branches_called(const Repository& repository,
                                            const std::string& pattern) {
  const Result<std::vector<std::string>> remotes = repository.remotes();
  if (!remotes) return remotes.error();
  std::vector<Branch> out;
  for (const std::string& remote : *remotes) {
    Result<std::vector<Branch>> found =
        matching(repository, std::string(tracking) + remote + "/", pattern);
    if (!found) return found;
    out.insert(out.end(), found->begin(), found->end());
  }
  Result<std::vector<Branch>> local = matching(repository, heads, pattern);
  if (!local) return local;
  const auto pushed = [&](const Branch& branch) {
    return std::any_of(out.begin(), out.end(), [&](const Branch& other) {
      return branch_name(other.ref, *remotes) == branch.name;
    });
  };
  std::vector<Branch> unpushed;
  std::copy_if(local->begin(), local->end(), std::back_inserter(unpushed), std::not_fn(pushed));
  out.insert(out.end(), unpushed.begin(), unpushed.end());
  return out;
}

bool Mainline::has(std::string_view ref, const std::vector<std::string>& remotes) const {
  const std::string name = branch_name(ref, remotes);
  return !name.empty() && std::any_of(names.begin(), names.end(), [&](const std::string& pattern) {
    return matches(pattern, name);
  });
}

const Branch* Mainline::find(std::string_view name, const std::vector<std::string>& remotes) const {
  const auto found = std::find_if(branches.begin(), branches.end(), [&](const Branch& branch) {
    return branch_name(branch.ref, remotes) == name;
  });
  return found == branches.end() ? nullptr : &*found;
}

Result<Mainline> find_mainline(const Repository& repository,
                               const std::vector<std::string>& patterns,
                               const std::string& default_branch) {
  const Result<std::vector<std::string>> remotes = repository.remotes();
  if (!remotes) return remotes.error();
  Result<std::vector<std::string>> names =
      mainline_names(repository, patterns, *remotes, default_branch);
  if (!names) return names.error();
  Mainline mainline;
  mainline.names = *names;
  for (const std::string& name : mainline.names) {
    Result<std::vector<Branch>> found = branches_called(repository, name);
    if (!found) return found.error();
    mainline.branches.insert(mainline.branches.end(), found->begin(), found->end());
  }
  return mainline;
}

}  // namespace dcr::git
