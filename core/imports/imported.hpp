// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/model/contract.hpp"
#include "core/model/loss.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace dcr::imports {

/// Something the source does not say and dcr took from elsewhere.
struct Inference {
  std::string field;  ///< dotted path; empty = of the contract
  std::string what;   ///< "integer, as all 17 values are"

  friend bool operator==(const Inference&, const Inference&) = default;
};

/// One contract that a document of another format makes.
struct ImportedContract {
  Contract contract;  ///< what the source does not say (version, owners) is empty
  std::vector<Loss> losses;
  std::vector<Inference> inferred;
  bool has_version = false;
};

struct Imported {
  std::vector<ImportedContract> contracts;
  std::vector<std::string> notes;  ///< what was skipped, lower case, no full stop
};

/// What every importer can be told.
struct ImportRequest {
  std::vector<std::string> only{};  ///< tables, records or objects to take; empty = all
  bool physical_types = false;      ///< keep how the source stores a field: for ODCS
};

}  // namespace dcr::imports
