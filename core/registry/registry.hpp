// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/lifecycle.hpp"
#include "core/git/repository.hpp"
#include "core/model/reference.hpp"
#include "core/registry/document.hpp"
#include "core/registry/summaries.hpp"
#include "core/registry/versions.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dcr {

/// The status a document gives its version. A native document that is silent is a draft, one of
/// the other formats active, as their standards have it.
[[nodiscard]] Status stated_status(const Contract& contract);

/// A version of a contract: of the tree that is read, of history, or of both.
struct ContractVersion {
  /// The tree's document where it has this version; else the one at the last commit that carried
  /// it. Usable.
  std::shared_ptr<const LoadedDocument> document;
  /// The document's word where it is in the tree, else the ledger's, else the document's.
  Status status = Status::draft;
  std::string deprecation_uri{};  ///< from the same place as `status`
  std::string deprecation_message{};
  std::map<std::string, std::string> metadata{};  ///< its own, over the configuration's defaults
  bool in_tree = false;
  bool registered = false;  ///< the mainline has carried it; else it is a proposal
  /// Its file was deleted, and nothing of its major line took its place. A version that a later one
  /// of the same file replaced is not removed.
  bool removed = false;
  /// The first and last commits of history that carried it; empty for what no commit has yet.
  std::optional<ObjectId> first_commit{};
  std::optional<ObjectId> last_commit{};

  [[nodiscard]] const Version& version() const { return document->contract.version.value; }
};

/// What a registry reads.
struct RegistrySource {
  std::shared_ptr<const git::Repository> repository;  ///< null outside git: no history is there
  std::shared_ptr<const Snapshot> tree;               ///< the state that is read
  PathFilter filter;                                  ///< which of its files are contracts
  /// Documents of other kinds are passed over.
  std::vector<ContractKind> kinds{ContractKind::contract, ContractKind::model};
  /// What a model has in its metadata where it does not say otherwise itself.
  std::map<std::string, std::string> model_metadata{};
  /// The tip of the first-parent history that registers versions; empty = nothing is registered.
  std::optional<ObjectId> mainline{};
  /// The commit that is read, or that the working tree lies on: what its history has and the
  /// mainline lacks are proposals.
  std::optional<ObjectId> head{};
  std::string cache_folder{};  ///< empty = no cache
};

/// The contracts of a repository: the documents of one tree, and the versions of history.
class Registry {
 public:
  /// Reads the ledger of the tree; documents and history are read when they are asked for.
  ///
  /// Errors: bad_config for a ledger that does not parse; those of reading.
  static Result<Registry> open(RegistrySource source);

  [[nodiscard]] const RegistrySource& source() const { return source_; }
  [[nodiscard]] const formats::Lifecycle& lifecycle() const { return lifecycle_; }

  /// Every usable document of the tree, by full name, version, path. `unreadable` receives the
  /// paths of contract files with a document that cannot be used.
  Result<std::vector<std::shared_ptr<const LoadedDocument>>> documents(
      std::vector<std::string>* unreadable = nullptr) const;

  /// The same documents as versions, without a look at history: `registered` and the commits are
  /// not filled.
  Result<std::vector<ContractVersion>> tree_versions(
      std::vector<std::string>* unreadable = nullptr) const;

  /// The same for a list.
  Result<Listing> listing() const;

  /// Every version of the contract, ascending; of the tree and of history. Empty when there never
  /// was one. `full_name` may be the title of an ODCS contract. What the tree has goes before what
  /// only history has.
  ///
  /// At the depth of headings those that only history has are not read anew: see Depth.
  ///
  /// Errors: usage where the name is one of several kinds.
  Result<std::vector<ContractVersion>> versions(const std::string& full_name,
                                                Depth depth = Depth::whole) const;

  /// The version a reference means.
  ///
  /// Errors: absent when there is no such contract (with the nearest name), version, or active
  /// version (with the reason); usage where a title names several contracts.
  Result<ContractVersion> resolve(const Reference& reference) const;

  /// The registered versions of every contract, by contract_key, with those of the tree. The
  /// history is walked once.
  Result<std::map<std::string, std::vector<ContractVersion>>> all_versions() const;

  /// The error for a contract that neither the tree nor history knows, with the nearest name.
  [[nodiscard]] Error unknown(const std::string& full_name) const;

 private:
  Result<std::vector<std::shared_ptr<const LoadedDocument>>> documents_called(
      const std::string& full_name) const;
  /// As the documents say, without the ledger.
  Result<Listing> summaries() const;
  /// The contract that has the title; empty when none has.
  Result<std::optional<std::string>> name_of_title(const std::string& title) const;
  /// Under one key, or the first of several that history knows.
  Result<std::vector<ContractVersion>> versions_of_history(const std::vector<std::string>& keys,
                                                           Depth depth) const;
  Result<std::vector<ContractVersion>> versions_of_history(const std::string& key,
                                                           Depth depth) const;
  /// What the selector means among versions that may be headings: a whole one.
  Result<ContractVersion> select_whole(const std::vector<ContractVersion>& versions,
                                       const Selector& selector,
                                       const std::string& full_name) const;
  [[nodiscard]] bool wants(ContractKind kind) const;
  /// Their one file may hold thousands: then the one entry is read, and not the whole.
  [[nodiscard]] bool reads_mods_alone() const;
  /// Fills in what the ledger and the configuration say of a version.
  void complete(ContractVersion& version) const;
  /// The versions with the tree's documents among them, their statuses filled in, ascending.
  [[nodiscard]] std::vector<ContractVersion> with_tree(
      std::vector<ContractVersion> versions,
      const std::vector<std::shared_ptr<const LoadedDocument>>& documents) const;

  struct Loaded {
    std::vector<std::shared_ptr<const LoadedDocument>> documents;
    std::vector<std::string> unreadable;
  };

  RegistrySource source_;
  formats::Lifecycle lifecycle_;
  mutable std::shared_ptr<const Loaded> loaded_;  // the whole tree, once it was asked for
};

/// The version that `selector` means among those of one contract.
///
/// Errors: absent, saying why: no such version, or none that is active.
Result<ContractVersion> select(const std::vector<ContractVersion>& versions,
                               const Selector& selector, const std::string& full_name);

}  // namespace dcr
