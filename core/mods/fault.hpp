// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_span.hpp"

#include <optional>
#include <string>

namespace dcr::mods {

/// Why a mod must not run: data, because all of them are told at once.
struct Fault {
  std::string message;                ///< lower case, no full stop, the thing in 'quotes'
  std::optional<SourceSpan> where{};  ///< empty when no file is at fault
  std::string help{};                 ///< the way out; empty when the message says it
};

/// "job.yaml:3:5: message; help": one line for a log or a result.
[[nodiscard]] std::string to_line(const Fault& fault);

}  // namespace dcr::mods
