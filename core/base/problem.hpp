// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_span.hpp"

#include <string>

namespace dcr {

enum class Severity { info, warning, error };

[[nodiscard]] constexpr const char* to_string(Severity severity) {
  switch (severity) {
    case Severity::info: return "info";
    case Severity::warning: return "warning";
    case Severity::error: return "error";
  }
  return "";
}

/// What is wrong with one document taken alone. `check` and `validate` report it as an issue.
struct Problem {
  std::string rule = "contract_invalid";  ///< or "owner_missing": an id of the rule catalogue
  Severity severity = Severity::error;
  std::string field;    ///< dotted field path, empty when it concerns the document
  std::string message;  ///< lower case, no full stop
  Span at;
  std::string help{};  ///< the way out, empty when the message says it
};

}  // namespace dcr
