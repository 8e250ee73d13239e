// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/run.hpp"

#include <memory>
#include <optional>
#include <string_view>

namespace dcr::check {

/// What is said where the default globs find nothing at all.
inline constexpr std::string_view nothing_found =
    "no contracts found (looked for contracts/**/*.yaml, **/*.odcs.yaml, **/datacontract.yaml); "
    "dcr init writes a first one";

/// The new side, opened.
struct Head {
  std::unique_ptr<Snapshot> snapshot;
  report::Side side;
  std::optional<ObjectId> commit;  ///< of NewSide::commit
};

/// Errors: those of resolving and opening.
Result<Head> open_head(const git::Repository& repository, const Request& request);

}  // namespace dcr::check
