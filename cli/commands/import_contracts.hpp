// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/commands/import_sources.hpp"
#include "cli/commands/registry_access.hpp"
#include "core/base/source_span.hpp"
#include "core/model/loss.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dcr::cli {

/// A contract that is, or would be, written.
struct PlannedContract {
  std::string name;  ///< full name
  std::string dataset_id;
  std::string path;  ///< from the repository's root; empty where it is printed
  std::string version;
  std::string previous_version;  ///< of the document that was there; empty for a new one
  std::string source;
  Span at;                            ///< in its source
  std::optional<std::string> before;  ///< the file as it was; empty = there was none
  std::string text;
  std::vector<Loss> losses;
  std::vector<imports::Inference> inferred;

  [[nodiscard]] bool changed() const { return before != text; }
};

/// Completes what was read with what the source does not say, and makes documents of it. Nothing is
/// written. `open`: the registry they are for; null where they are printed.
///
/// Errors: usage where an owner is missing, for a document that is there and differs, and for what
/// makes no valid document; those of reading.
Result<std::vector<PlannedContract>> plan_contracts(const ImportOptions& options,
                                                    const Session& session,
                                                    const OpenRegistry* open,
                                                    ImportSources sources);

}  // namespace dcr::cli
