// SPDX-License-Identifier: Apache-2.0
#include "core/git/repository.hpp"

#include "core/git/configuration.hpp"
#include "core/git/handle.hpp"
#include "core/git/history.hpp"
#include "core/git/history_reader.hpp"
#include "core/git/open.hpp"
#include "core/git/references.hpp"
#include "core/git/revision.hpp"
#include "core/git/snapshots.hpp"

namespace dcr::git {
namespace {

/// The one implementation: every question goes to the module that knows.
class OpenRepository final : public Repository {
 public:
  explicit OpenRepository(std::shared_ptr<const Handle> handle) : handle_(std::move(handle)) {}

  Result<std::shared_ptr<const Repository>> beside(std::size_t number) const override {
    auto handle = open_handle({handle_->start_folder, handle_->environment}, number);
    if (!handle) return handle.error();
    return std::shared_ptr<const Repository>(std::make_shared<OpenRepository>(std::move(*handle)));
  }

  [[nodiscard]] bool is_bare() const override { return handle_->is_bare; }
  [[nodiscard]] const std::string& worktree() const override { return handle_->worktree; }
  [[nodiscard]] const std::string& git_folder() const override { return handle_->git_folder; }
  [[nodiscard]] const std::string& common_folder() const override { return handle_->common_folder; }
  [[nodiscard]] const std::string& prefix() const override { return handle_->prefix; }
  [[nodiscard]] bool is_shallow() const override { return !handle_->shallow.empty(); }

  Result<std::optional<ObjectId>> head() const override { return head_commit(*handle_); }
  Result<std::string> head_ref() const override { return head_reference(*handle_); }
  Result<std::vector<ObjectId>> merge_heads() const override { return git::merge_heads(*handle_); }
  Result<Revision> resolve(std::string_view text) const override {
    return resolve_revision(*handle_, text);
  }
  Result<std::vector<std::pair<std::string, ObjectId>>> references(
      std::string_view pattern) const override {
    return git::references(*handle_, pattern);
  }
  Result<std::string> symbolic_target(std::string_view name) const override {
    return git::symbolic_target(*handle_, name);
  }
  Result<std::vector<std::string>> remotes() const override {
    return configured_remotes(handle_->configuration.values.get());
  }
  Result<std::optional<std::string>> configuration(std::string_view key) const override {
    return configured(handle_->configuration.values.get(), key);
  }

  Result<Commit> commit(const ObjectId& id) const override { return read_commit(*handle_, id); }
  Result<std::optional<ObjectId>> merge_base(const ObjectId& a, const ObjectId& b) const override {
    return git::merge_base(*handle_, a, b);
  }
  Result<bool> is_ancestor(const ObjectId& ancestor, const ObjectId& of) const override {
    return git::is_ancestor(*handle_, ancestor, of);
  }
  Result<void> walk_first_parents(const ObjectId& tip,
                                  const std::function<bool(const Commit&)>& visit) const override {
    return git::walk_first_parents(*handle_, tip, visit);
  }

  Result<std::unique_ptr<Snapshot>> commit_snapshot(const ObjectId& commit,
                                                    std::string_view folder) const override {
    return make_tree_snapshot(handle_, commit, folder);
  }
  Result<std::unique_ptr<Snapshot>> index_snapshot() const override {
    return make_index_snapshot(handle_);
  }
  Result<std::unique_ptr<Snapshot>> worktree_snapshot() const override {
    if (handle_->is_bare) {
      return Error{ErrorKind::usage,
                   "the repository is bare and has no working tree",
                   {},
                   "give a commit with --head REV"};
    }
    return make_worktree_snapshot(handle_);
  }
  Result<std::vector<std::string>> conflicts(const PathFilter& filter) const override {
    return index_conflicts(*handle_, filter);
  }

  [[nodiscard]] const std::shared_ptr<const Handle>& handle() const { return handle_; }

 private:
  std::shared_ptr<const Handle> handle_;
};

}  // namespace

std::unique_ptr<HistoryReader> history_reader(const Repository& repository) {
  // There is no other implementation.
  return std::make_unique<HistoryReader>(static_cast<const OpenRepository&>(repository).handle());
}

Result<std::shared_ptr<const Repository>> Repository::open(const OpenOptions& options) {
  Result<std::shared_ptr<const Handle>> handle = open_handle(options);
  if (!handle) return handle.error();
  return std::shared_ptr<const Repository>(std::make_shared<OpenRepository>(std::move(*handle)));
}

}  // namespace dcr::git
