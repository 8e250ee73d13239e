// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/snapshot.hpp"
#include "core/base/source_text.hpp"
#include "core/formats/read.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace dcr {

/// The name, and the kind where that is not contract: a mod and a contract may share a name. No
/// name holds a blank.
[[nodiscard]] std::string contract_key(ContractKind kind, const std::string& full_name);

/// A contract document with the text it came from.
struct LoadedDocument {
  std::string path;
  std::shared_ptr<const SourceText> text;
  Contract contract;
  std::vector<Problem> problems;
  bool usable = false;   ///< it can be compared; see formats::ReadDocument
  std::string revision;  ///< short commit id where it is of neither side; else empty
  std::vector<std::string> references{};  ///< see formats::ReadDocument

  [[nodiscard]] std::string full_name() const { return contract.full_name(); }
  /// What tells its contract from every other.
  [[nodiscard]] std::string key() const { return contract_key(contract.kind, full_name()); }
};

/// A file and what it holds.
struct LoadedFile {
  FileRef file;
  std::shared_ptr<const SourceText> text;
  std::vector<std::shared_ptr<const LoadedDocument>> documents;
  std::vector<Problem> problems;  ///< of the file itself
  int skipped = 0;                ///< documents that have no key of any format

  [[nodiscard]] bool is_contract_file() const { return !documents.empty(); }
};

/// Finds what models refer to in a snapshot, which must outlive it.
[[nodiscard]] formats::FileLoader file_loader(const Snapshot& snapshot);

/// Reads a file of a snapshot. What is wrong with its content is in the problems.
///
/// Units: `revision` as LoadedDocument has it.
/// Errors: those of Snapshot::read.
Result<LoadedFile> load_file(const Snapshot& snapshot, const FileRef& file,
                             const std::string& revision = "");

/// Reads files as load_file does, on several threads, and hands each with its index to `use`: its
/// calls come from several threads too, and in no order.
///
/// Errors: the first, in the order of the files, of Snapshot::read.
Result<void> load_files(const Snapshot& snapshot, std::span<const FileRef> files,
                        const std::function<void(std::size_t index, LoadedFile file)>& use);

/// The same, all of them, in their order.
Result<std::vector<LoadedFile>> load_files(const Snapshot& snapshot,
                                           std::span<const FileRef> files);

/// Of a registry of mods the one of that name alone.
///
/// Errors: those of Snapshot::read.
Result<LoadedFile> load_mod(const Snapshot& snapshot, const FileRef& file, const std::string& name);

}  // namespace dcr
