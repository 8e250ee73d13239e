// SPDX-License-Identifier: Apache-2.0
#include "core/git/history.hpp"

#include "core/base/progress.hpp"
#include "core/git/git_program.hpp"

#include <charconv>
#include <string>

namespace dcr::git {
namespace {

/// Takes the line `KEY value` from the front of a header; empty optional when another key is there.
std::optional<std::string_view> take_header(std::string_view& rest, std::string_view key) {
  if (!rest.starts_with(key) || rest.size() <= key.size() || rest[key.size()] != ' ') {
    return std::nullopt;
  }
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view value = rest.substr(key.size() + 1, end - key.size() - 1);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return value;
}

struct Person {
  std::string name;
  std::string email;
  std::int64_t time = 0;
};

/// `Name <mail> 1700000000 +0100`; a part that is missing stays empty.
Person parse_person(std::string_view text) {
  Person person;
  const std::size_t open = std::min(text.find('<'), text.size());
  std::string_view name = text.substr(0, open);
  while (name.ends_with(' ')) name.remove_suffix(1);
  person.name = name;
  const std::size_t close = text.rfind('>');
  if (close == std::string_view::npos || close < open) return person;
  person.email = text.substr(open + 1, close - open - 1);
  std::string_view time = text.substr(close + 1);
  while (time.starts_with(' ')) time.remove_prefix(1);
  std::from_chars(time.data(), time.data() + time.size(), person.time);
  return person;
}

/// The first paragraph of a message as one line, as `git log --format=%s` has it.
std::string subject_of(std::string_view message) {
  while (message.starts_with('\n')) message.remove_prefix(1);
  std::string subject;
  while (!message.empty() && message.front() != '\n') {
    const std::size_t end = std::min(message.find('\n'), message.size());
    if (!subject.empty()) subject += ' ';
    subject += message.substr(0, end);
    message.remove_prefix(std::min(end + 1, message.size()));
  }
  return subject;
}

Error hidden_by_shallow(std::string what) {
  return Error{ErrorKind::unavailable, std::move(what), {}, deepen_help};
}

Error ends_at(const ObjectId& commit) {
  return hidden_by_shallow("the history before " + commit.short_hex() +
                           " is not in this clone, which is shallow");
}

/// Takes the tree and the parents from the front of a commit.
Result<Commit> take_ancestry(const ObjectId& id, std::string_view& content) {
  Commit commit;
  commit.id = id;
  const auto damaged = [&] {
    return Error{ErrorKind::git, "commit " + id.hex() + " is damaged", {}, "git fsck --full"};
  };
  const std::optional<std::string_view> tree = take_header(content, "tree");
  const std::optional<ObjectId> tree_id = tree ? parse_id(*tree) : std::nullopt;
  if (!tree_id) return damaged();
  commit.tree = *tree_id;
  while (const std::optional<std::string_view> parent = take_header(content, "parent")) {
    const std::optional<ObjectId> parent_id = parse_id(*parent);
    if (!parent_id) return damaged();
    commit.parents.push_back(*parent_id);
  }
  return commit;
}

Result<RawObject> read_commit_object(const Handle& handle, const ObjectId& id) {
  Result<RawObject> object = read_object(handle, id, GIT_OBJECT_COMMIT);
  if (object) return object;
  Error error = object.error();
  if (error.kind == ErrorKind::unavailable && !handle.shallow.empty()) error.help = deepen_help;
  return error;
}

/// Asks `git merge-base`: it stops at the boundary of a shallow clone, where libgit2 fails, or
/// walks into objects that happen to be there.
Result<process::Outcome> ask_merge_base(const Handle& handle, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "merge-base");
  Result<process::Outcome> outcome = ask_git(handle, std::move(arguments));
  if (!outcome) return outcome;
  if (outcome->exit_code > 1) {
    return Error{ErrorKind::git, "cannot find the merge base: " + words_of_git(*outcome), {}, {}};
  }
  return outcome;
}

Result<std::optional<ObjectId>> merge_base_by_git(const Handle& handle, const ObjectId& a,
                                                  const ObjectId& b) {
  Result<process::Outcome> outcome = ask_merge_base(handle, {a.hex(), b.hex()});
  if (!outcome) return outcome.error();
  if (outcome->succeeded()) return parse_id(line_of_git(*outcome));
  if (handle.shallow.empty()) return std::optional<ObjectId>();
  return hidden_by_shallow("no merge base of " + a.short_hex() + " and " + b.short_hex() +
                           " is in this clone, which is shallow");
}

}  // namespace

std::optional<ObjectId> parse_id(std::string_view hex) {
  git_oid oid{};
  if (hex.size() != GIT_OID_HEXSZ || hex.find_first_not_of("0123456789abcdef") != hex.npos ||
      git_oid_fromstrn(&oid, hex.data(), hex.size()) < 0) {
    return std::nullopt;
  }
  return from_oid(oid);
}

Result<Lineage> parse_lineage(const ObjectId& id, std::string_view content) {
  auto begun = take_ancestry(id, content);
  if (!begun) return begun.error();
  Lineage lineage{begun->tree, std::nullopt};
  if (!begun->parents.empty()) lineage.first_parent = begun->parents.front();
  return lineage;
}

Result<Commit> parse_commit(const ObjectId& id, std::string_view content) {
  auto begun = take_ancestry(id, content);
  if (!begun) return begun;
  Commit commit = std::move(*begun);
  if (const std::optional<std::string_view> author = take_header(content, "author")) {
    Person person = parse_person(*author);
    commit.author_name = std::move(person.name);
    commit.author_email = std::move(person.email);
    commit.author_time = person.time;
  }
  if (const std::optional<std::string_view> committer = take_header(content, "committer")) {
    Person person = parse_person(*committer);
    commit.committer_name = std::move(person.name);
    commit.committer_time = person.time;
  }
  // Other headers (signatures, encodings) run up to the first empty line.
  if (content.starts_with('\n')) {
    commit.subject = subject_of(content);
  } else if (const std::size_t end = content.find("\n\n"); end != std::string_view::npos) {
    commit.subject = subject_of(content.substr(end));
  }
  return commit;
}

Result<Commit> read_commit(const Handle& handle, const ObjectId& id) {
  const Result<RawObject> object = read_commit_object(handle, id);
  if (!object) return object.error();
  return parse_commit(id, object->content());
}

Result<void> walk_lineage(
    const Handle& handle, const ObjectId& tip,
    const std::function<bool(const ObjectId& commit, const ObjectId& tree)>& visit) {
  const Phase phase("reading history");
  ObjectId id = tip;
  while (true) {
    const Result<RawObject> object = read_commit_object(handle, id);
    if (!object) return object.error();
    const Result<Lineage> lineage = parse_lineage(id, object->content());
    if (!lineage) return lineage.error();
    phase.advance();
    if (!visit(id, lineage->tree) || !lineage->first_parent) return {};
    if (handle.is_shallow_boundary(id)) return ends_at(id);
    id = *lineage->first_parent;
  }
}

Result<void> walk_first_parents(const Handle& handle, const ObjectId& tip,
                                const std::function<bool(const Commit&)>& visit) {
  const Phase phase("reading history");
  ObjectId id = tip;
  while (true) {
    Result<Commit> commit = read_commit(handle, id);
    if (!commit) return commit.error();
    if (!visit(*commit) || commit->parents.empty()) return {};
    if (handle.is_shallow_boundary(id)) return ends_at(id);
    id = commit->parents.front();
  }
}

Result<std::optional<ObjectId>> merge_base(const Handle& handle, const ObjectId& a,
                                           const ObjectId& b) {
  if (a == b) return std::optional(a);
  if (!handle.shallow.empty()) return merge_base_by_git(handle, a, b);
  const git_oid first = to_oid(a);
  const git_oid second = to_oid(b);
  git_oid base{};
  const int code = git_merge_base(&base, handle.repository.get(), &first, &second);
  if (code == 0) return std::optional(from_oid(base));
  // "None" has the same code as a commit that is not in this clone.
  for (const ObjectId& id : {a, b}) {
    if (Result<Commit> commit = read_commit(handle, id); !commit) return commit.error();
  }
  if (code == GIT_ENOTFOUND) return std::optional<ObjectId>();
  return merge_base_by_git(handle, a, b);
}

Result<bool> is_ancestor(const Handle& handle, const ObjectId& ancestor, const ObjectId& of) {
  if (ancestor == of) return true;
  const git_oid first = to_oid(of);
  const git_oid second = to_oid(ancestor);
  if (handle.shallow.empty()) {
    const int code = git_graph_descendant_of(handle.repository.get(), &first, &second);
    if (code >= 0) return code == 1;
  }
  Result<process::Outcome> outcome =
      ask_merge_base(handle, {"--is-ancestor", ancestor.hex(), of.hex()});
  if (!outcome) return outcome.error();
  if (outcome->succeeded()) return true;
  if (handle.shallow.empty()) return false;
  return hidden_by_shallow("whether " + of.short_hex() + " descends from " + ancestor.short_hex() +
                           " cannot be told in this clone, which is shallow");
}

Result<std::optional<ObjectId>> peeled_to_commit(const Handle& handle, const ObjectId& id) {
  ObjectId next = id;
  while (true) {
    Result<RawObject> object = read_object(handle, next, GIT_OBJECT_ANY);
    if (!object) return object.error();
    if (object->type() == GIT_OBJECT_COMMIT) return std::optional(next);
    if (object->type() != GIT_OBJECT_TAG) return std::optional<ObjectId>();
    std::string_view content = object->content();
    const std::optional<std::string_view> target = take_header(content, "object");
    const std::optional<ObjectId> target_id = target ? parse_id(*target) : std::nullopt;
    if (!target_id) {
      return Error{ErrorKind::git, "tag " + next.hex() + " is damaged", {}, "git fsck --full"};
    }
    next = *target_id;
  }
}

}  // namespace dcr::git
