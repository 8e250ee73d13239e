// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/snapshot.hpp"
#include "core/model/contract.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr {

/// What a list shows of a contract, a model or a mod. A registry can have very many: the texts are
/// views of what its Listing holds.
struct Summary {
  std::string_view path;
  ContractKind kind = ContractKind::contract;
  Format format = Format::dcr;
  Status status = Status::draft;  ///< as stated_status says
  std::string_view full_name;
  std::string_view name;
  std::optional<std::string_view> name_space;
  std::string_view title;    ///< ODCS `name`; empty when there is none
  std::string_view version;  ///< in its canonical spelling
  std::string_view deprecation_uri;
  std::string_view deprecation_message;
  std::string_view description;
  std::string_view packed_owners;
  std::string_view category;        ///< of a mod, as spelled
  std::string_view module_path;     ///< of a mod in Python
  std::string_view packed_command;  ///< of a mod that is a program

  [[nodiscard]] std::vector<Owner> owners() const;
  [[nodiscard]] std::vector<std::string_view> command() const;
};

/// Usable documents of files, and the paths of files with one that cannot be used.
struct Listing {
  std::vector<Summary> documents{};
  std::vector<std::string> unreadable{};
  std::vector<std::shared_ptr<const void>> texts{};  ///< what the summaries are views of

  /// By full name, version, path.
  void sort();
  void append(Listing other);
};

/// Summaries of the regular ones of the files, in their order. What was read once is taken from a
/// file in `cache_folder` (empty = nowhere) that is keyed by content: it changes the time this
/// takes, never the answer.
///
/// Errors: those of Snapshot::read.
Result<Listing> summarise_files(const Snapshot& snapshot, std::vector<FileRef> files,
                                const std::string& cache_folder);

}  // namespace dcr
