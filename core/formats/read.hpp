// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/problem.hpp"
#include "core/model/contract.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::formats {

enum class Strictness {
  lenient,  ///< what real files get wrong (unknown ODCS keys, spelling) is a warning
  strict,   ///< an error
};

/// Finds another file of the repository, by its path from the root; empty when there is none.
using FileLoader = std::function<std::optional<std::string>(const std::string& path)>;

/// One document that is a contract, as far as it could be read.
struct ReadDocument {
  Contract contract;
  std::vector<Problem> problems;  ///< every problem at once, in the order of the file

  /// Whether it can be compared: a name and a version were read, and of a native contract at least
  /// one field, of a model a valid schema. An ODCS contract may have no `schema` at all. A document
  /// may be usable and still have problems that are errors.
  bool usable = false;

  /// Every other file that was looked for to read it, by its path from the root: where one of them
  /// changes, the document may mean something else.
  std::vector<std::string> references{};
};

/// What a file holds. One file may hold several contracts (`---`).
struct ReadFile {
  std::vector<ReadDocument> documents;
  std::vector<Problem> problems;  ///< of the file itself: it is not YAML, not text, too large
  int skipped = 0;                ///< documents that have no key of any contract format
};

/// Reads every contract of a file. Which format a document has is decided by its own keys:
/// `dataset_id` = native, `dataContractSpecification` = DCS, `kind: DataContract` (or
/// `apiVersion: v3…` with `schema`) = ODCS; a document that lost its `dataset_id` and has the other
/// keys of a native contract is one; `model` with a `schema` = a model, and so is a JSON Schema by
/// itself. What a model or a `$ref` of DCS refers to is found through `load`. Never fails: what is
/// wrong is in the problems. Two documents of one file that claim the same name and version are
/// reported by the caller, not here.
ReadFile read_contracts(std::string_view text, std::string_view path,
                        Strictness strictness = Strictness::lenient, const FileLoader& load = {});

}  // namespace dcr::formats
