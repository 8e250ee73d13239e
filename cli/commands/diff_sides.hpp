// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/commands/registry_access.hpp"
#include "core/check/pairing.hpp"
#include "core/report/report.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dcr::cli {

/// One side of `dcr diff`: a tree of contracts, or single documents.
struct DiffSide {
  report::Side side;
  std::shared_ptr<const Snapshot> tree{};       ///< of a revision or the working tree; else null
  std::vector<check::DocumentPtr> documents{};  ///< of a version or a file
  std::optional<ObjectId> commit{};             ///< of a revision

  [[nodiscard]] bool is_tree() const { return tree != nullptr; }
  /// The only contract there is; empty where there are several, or a tree.
  [[nodiscard]] std::string only_name() const;
};

/// Finds out what the words of a command line mean: a file, a version of a contract, a revision.
class DiffSides {
 public:
  /// Opens the registry. Outside of a repository only files can be read.
  ///
  /// Errors: as open_registry, but for a missing repository.
  static Result<DiffSides> open(const Session& session, const RegistryOptions& options);

  /// What a word names. `-` is standard input.
  ///
  /// Errors: usage for a word with two meanings; absent, not_found or io for one without any.
  Result<DiffSide> named(const std::string& word) const;

  /// HEAD, or nothing before the first commit.
  Result<DiffSide> head() const;

  /// The working tree; of a bare or another repository the tree that the registry reads.
  Result<DiffSide> working_tree() const;

  /// Both sides of a comparison of `word` with the working tree.
  ///
  /// Errors: as named(); absent where the working tree has no such contract.
  Result<std::pair<DiffSide, DiffSide>> with_working_tree(const std::string& word) const;

  /// The configuration of the registry; the defaults where there is no repository.
  [[nodiscard]] const Config& config() const { return open_ ? open_->config : no_config_; }
  /// Null where there is none.
  [[nodiscard]] const git::Repository* repository() const;

 private:
  DiffSides(const Session& session, const RegistryOptions& options)
      : session_(session), options_(options) {}

  Result<DiffSide> file(const std::string& path) const;
  Result<DiffSide> standard_input() const;
  Result<DiffSide> revision(const git::Revision& revision) const;
  Result<DiffSide> version(const std::string& word, const ContractVersion& version) const;
  Result<std::optional<ContractVersion>> find_version(const std::string& word,
                                                      bool is_revision) const;
  Result<bool> may_name_contract(const Reference& reference) const;
  Result<DiffSide> registered(const std::string& word) const;
  Result<DiffSide> contract_of_tree(const std::string& full_name) const;
  [[nodiscard]] Error unknown(const std::string& word) const;
  [[nodiscard]] bool is_elsewhere() const;

  const Session& session_;
  const RegistryOptions& options_;
  std::optional<OpenRegistry> open_{};
  std::optional<Error> no_repository_{};
  Config no_config_ = default_config();
};

}  // namespace dcr::cli
