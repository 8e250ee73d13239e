// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/snapshot.hpp"
#include "core/git/repository.hpp"
#include "core/model/contract.hpp"
#include "core/model/status.hpp"

#include <string>
#include <vector>

namespace dcr {

/// What a document is called: all that a list of names needs of it.
struct NamedVersion {
  ContractKind kind = ContractKind::contract;
  std::string full_name;
  std::string label;  ///< the title of a contract, the category of a mod; may be empty
  std::string version;
  Status status = Status::draft;
  std::string path;
};

/// The usable documents of a snapshot, in the order of their paths, without those whose names hold
/// a control character. A file that was read before is not opened: `cache_folder` keeps what its
/// content is called (empty = no cache).
///
/// Errors: those of Snapshot::list.
Result<std::vector<NamedVersion>> names_of(const Snapshot& snapshot, const PathFilter& filter,
                                           const std::string& cache_folder);

/// The versions of a contract that the mainline has carried, ascending. `cache_folder` keeps what
/// was read of the history (empty = no cache).
///
/// Units: `key` as contract_key makes it.
/// Errors: as registered_versions.
Result<std::vector<std::string>> carried_versions(const git::Repository& repository,
                                                  const ObjectId& mainline,
                                                  const PathFilter& filter, const std::string& key,
                                                  const std::string& cache_folder);

}  // namespace dcr
