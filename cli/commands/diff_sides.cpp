// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/diff_sides.hpp"

#include "cli/commands/diff_documents.hpp"
#include "cli/input_file.hpp"
#include "cli/paths.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/registry/claims.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace dcr::cli {
namespace {

/// The contracts of a text as a side.
Result<DiffSide> side_of_file(const std::string& path, std::string text) {
  auto documents = documents_of_text(path, std::move(text));
  if (!documents) {
    return documents.error();
  }
  return DiffSide{.side = {"file", path, {}, ""}, .documents = std::move(*documents)};
}

bool is_file(const std::string& path) {
  std::error_code failure;
  return std::filesystem::is_regular_file(path, failure);
}

bool looks_like_file(const std::string& word) {
  return word.find('/') != std::string::npos || word.ends_with(".yaml") || word.ends_with(".yml") ||
         word.ends_with(".json");
}

/// Words that can only be meant as revisions, whether or not they lead anywhere.
bool looks_like_revision(const std::string& word) {
  return word == "HEAD" || word == "@" || word.find_first_of("~^{") != std::string::npos ||
         (word.find(':') != std::string::npos && word.find("::") == std::string::npos);
}

/// The error for a word that means more than one thing.
Error ambiguous(const std::string& word, bool file, bool contract,
                const std::optional<git::Revision>& revision) {
  std::vector<std::string> kinds;
  std::vector<std::string> ways;
  if (file) {
    kinds.emplace_back("a file");
    ways.push_back(fmt::format("./{} is the file", printable(word)));
  }
  if (contract) {
    kinds.emplace_back("a contract");
    const bool selects = word.find('@') != std::string::npos;
    ways.push_back(fmt::format("{}{} is the contract", printable(word), selects ? "" : "@latest"));
  }
  if (revision) {
    kinds.emplace_back("a revision");
    ways.push_back(fmt::format("{} is the revision",
                               revision->ref.empty() ? revision->commit.hex() : revision->ref));
  }
  return {ErrorKind::usage,
          fmt::format("'{}' is {}", printable(word), fmt::join(kinds, " and ")),
          {},
          fmt::format("say which: {}", fmt::join(ways, ", "))};
}

}  // namespace

std::string DiffSide::only_name() const {
  return documents.size() == 1 ? documents.front()->full_name() : "";
}

Result<DiffSides> DiffSides::open(const Session& session, const RegistryOptions& options) {
  DiffSides sides(session, options);
  auto registry = open_registry(session, options, Reads::working_tree);
  if (registry) {
    sides.open_ = std::move(*registry);
  } else if (registry.error().kind == ErrorKind::not_found && !sides.is_elsewhere()) {
    sides.no_repository_ = registry.error();
  } else {
    return registry.error();
  }
  return sides;
}

const git::Repository* DiffSides::repository() const {
  return open_ ? open_->registry.source().repository.get() : nullptr;
}

bool DiffSides::is_elsewhere() const {
  return options_.registry.value_or(session_.environment("DCR_REGISTRY").value_or("")) != "";
}

Result<DiffSide> DiffSides::file(const std::string& path) const {
  auto text = read_input_file(path);
  if (!text) {
    return text.error();
  }
  return side_of_file(path, std::move(*text));
}

Result<DiffSide> DiffSides::standard_input() const {
  auto text = session_.read_stdin(largest_input);
  if (!text) {
    return text.error();
  }
  return side_of_file("<stdin>", std::move(*text));
}

Result<DiffSide> DiffSides::revision(const git::Revision& revision) const {
  DiffSide side{.side = {"commit", revision.text, revision.commit.hex(), ""},
                .commit = revision.commit};
  if (!revision.folder.empty()) {
    auto whole = repository()->commit_snapshot(revision.commit);
    if (!whole) {
      return whole.error();
    }
    if (const auto found = (*whole)->find(revision.folder)) {
      const auto loaded = load_file(**whole, *found);
      if (!loaded) {
        return loaded.error();
      }
      auto documents = comparable_documents(revision.text, loaded->documents, loaded->problems);
      if (!documents) {
        return documents.error();
      }
      side.side.kind = "file";
      side.documents = std::move(*documents);
      return side;
    }
  }
  auto tree = repository()->commit_snapshot(revision.commit, revision.folder);
  if (!tree && tree.error().kind == ErrorKind::not_found) {
    return Error{ErrorKind::not_found,
                 fmt::format("no file or folder '{}' in commit {}", printable(revision.folder),
                             revision.commit.short_hex()),
                 {},
                 {}};
  }
  if (!tree) {
    return tree.error();
  }
  side.tree = std::move(*tree);
  return side;
}

Result<DiffSide> DiffSides::version(const std::string& word, const ContractVersion& version) const {
  DiffSide side{.side = {"version", word, {}, ""}, .documents = {version.document}};
  // A selector such as `latest` says another version tomorrow.
  side.side.revision =
      fmt::format("{}@{}", version.document->full_name(), version.version().text());
  if (!version.in_tree && version.last_commit) {
    side.commit = version.last_commit;
    side.side.commit = version.last_commit->hex();
  }
  return side;
}

/// Whether some file of the tree claims the name: far cheaper than to read every contract.
Result<bool> DiffSides::may_name_contract(const Reference& reference) const {
  const RegistrySource& source = open_->registry.source();
  const auto files = source.tree->list(source.filter);
  if (!files) {
    return files.error();
  }
  const auto claiming = files_claiming(*source.tree, *files, {reference.name}, source.cache_folder);
  if (!claiming) {
    return claiming.error();
  }
  return !claiming->empty();
}

Result<std::optional<ContractVersion>> DiffSides::find_version(const std::string& word,
                                                               bool is_revision) const {
  const auto reference = read_reference(session_, word);
  if (!reference || (is_revision && looks_like_revision(word))) {
    return std::optional<ContractVersion>();
  }
  if (is_revision) {
    const auto possible = may_name_contract(*reference);
    if (!possible) {
      return possible.error();
    }
    if (!*possible) {
      return std::optional<ContractVersion>();
    }
  }
  auto found = open_->registry.resolve(*reference);
  if (found) {
    return std::optional(std::move(*found));
  }
  if (found.error().kind != ErrorKind::absent) {
    return found.error();
  }
  const auto versions = open_->registry.versions(reference->full_name());
  if (versions && versions->empty()) {
    return std::optional<ContractVersion>();
  }
  return found.error();
}

Error DiffSides::unknown(const std::string& word) const {
  const auto reference = read_reference(session_, word);
  if (looks_like_file(word)) {
    return {ErrorKind::not_found,
            fmt::format("'{}' is neither a file, a contract nor a revision", printable(word)),
            {},
            {}};
  }
  if (looks_like_revision(word) || !reference) {
    return {ErrorKind::not_found,
            fmt::format("'{}' is neither a revision nor a contract", printable(word)),
            {},
            "dcr list-registry lists the contracts, git branch -a the branches"};
  }
  Error error = open_->registry.unknown(reference->full_name());
  if (reference->selector.text.empty()) {
    error.help = "it is no revision and no file either; " + error.help;
  }
  return error;
}

Result<DiffSide> DiffSides::named(const std::string& word) const {
  if (word == "-") {
    return standard_input();
  }
  // A bare repository has a file of the name HEAD.
  const bool exists = is_file(word) && word != "HEAD" && word != "@";
  if (exists && (word.find_first_of("/.") != std::string::npos || !open_)) {
    return file(word);
  }
  if (!open_) {
    return looks_like_file(word) ? cannot_read(word, "no such file") : *no_repository_;
  }
  std::optional<git::Revision> revised;
  std::optional<Error> unavailable;
  if (const auto colon = word.find(':');
      colon == std::string::npos || word.substr(colon, 2) != "::") {
    auto resolved = repository()->resolve(word);
    if (resolved) {
      revised = std::move(*resolved);
    } else if (resolved.error().kind != ErrorKind::not_found) {
      unavailable = resolved.error();
    }
  }
  const auto versioned = find_version(word, revised.has_value());
  const bool is_contract = !versioned || versioned->has_value();
  if (int{exists} + int{is_contract} + int{revised.has_value()} > 1) {
    return ambiguous(word, exists, is_contract, revised);
  }
  if (exists) {
    return file(word);
  }
  if (revised) {
    return this->revision(*revised);
  }
  if (!versioned) {
    return versioned.error();
  }
  if (versioned->has_value()) {
    return version(word, **versioned);
  }
  return unavailable ? *unavailable : unknown(word);
}

Result<DiffSide> DiffSides::head() const {
  if (!open_) {
    return *no_repository_;
  }
  const auto& source = open_->registry.source();
  const auto commit = source.repository->head();
  if (!commit) {
    return commit.error();
  }
  if (!*commit) {
    return DiffSide{.side = {"none", "", {}, "there is no commit yet"},
                    .tree = git::Repository::empty_snapshot()};
  }
  return revision({.commit = **commit, .text = "HEAD", .ref = "", .folder = ""});
}

Result<DiffSide> DiffSides::working_tree() const {
  if (!open_) {
    return *no_repository_;
  }
  const RegistrySource& source = open_->registry.source();
  if (!is_elsewhere() && !source.repository->is_bare()) {
    return DiffSide{.side = {"worktree", "", {}, ""}, .tree = source.tree};
  }
  if (!source.head) {
    return DiffSide{.side = {"none", "", {}, "there is no commit yet"}, .tree = source.tree};
  }
  return DiffSide{.side = {"commit", "HEAD", source.head->hex(), ""},
                  .tree = source.tree,
                  .commit = source.head};
}

/// The newest version of a contract that the tree holds.
Result<DiffSide> DiffSides::contract_of_tree(const std::string& full_name) const {
  if (!open_) {
    return *no_repository_;
  }
  const auto versions = open_->registry.tree_versions();
  if (!versions) {
    return versions.error();
  }
  DiffSide side;
  for (const ContractVersion& one : *versions) {
    if (one.document->full_name() == full_name) {
      auto found = version(full_name, one);
      if (!found) {
        return found.error();
      }
      side = std::move(*found);
    }
  }
  if (side.documents.empty()) {
    return open_->registry.unknown(full_name);
  }
  return side;
}

/// The version a reference means among what is committed: the working tree's own document of a
/// version would be compared with itself.
Result<DiffSide> DiffSides::registered(const std::string& word) const {
  const auto reference = read_reference(session_, word);
  if (!reference) {
    return reference.error();
  }
  const auto committed = open_registry(session_, options_, Reads::commits);
  if (!committed) {
    return committed.error();
  }
  const auto found = committed->registry.resolve(*reference);
  if (!found) {
    return found.error();
  }
  auto side = version(word, *found);
  if (side && found->last_commit) {
    side->commit = found->last_commit;
    side->side.commit = found->last_commit->hex();
  }
  return side;
}

Result<std::pair<DiffSide, DiffSide>> DiffSides::with_working_tree(const std::string& word) const {
  auto before = named(word);
  if (!before) {
    return before.error();
  }
  if (before->is_tree()) {
    auto tree = working_tree();
    if (!tree) {
      return tree.error();
    }
    return std::pair(std::move(*before), std::move(*tree));
  }
  const bool own_file = before->side.kind == "file" && !before->commit && word != "-" && open_ &&
                        !is_elsewhere() && !repository()->is_bare();
  if (own_file) {
    const auto path = repository_path(*repository(), word);
    if (path) {
      auto committed = named("HEAD:" + *path);
      if (!committed && committed.error().kind == ErrorKind::not_found) {
        return Error{ErrorKind::absent,
                     fmt::format("HEAD has no '{}' to compare it with", printable(*path)),
                     {},
                     "name both sides: dcr diff A B"};
      }
      if (!committed) {
        return committed.error();
      }
      return std::pair(std::move(*committed), std::move(*before));
    }
  }
  if (before->side.kind == "version") {
    before = registered(word);
    if (!before) {
      return before.error();
    }
  }
  const std::string name = before->only_name();
  if (name.empty()) {
    return Error{ErrorKind::usage,
                 fmt::format("'{}' holds several contracts", printable(word)),
                 {},
                 "name what to compare them with"};
  }
  auto after = contract_of_tree(name);
  if (!after) {
    return after.error();
  }
  return std::pair(std::move(*before), std::move(*after));
}

}  // namespace dcr::cli
