// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/registry/document.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace dcr::check {

using DocumentPtr = std::shared_ptr<const LoadedDocument>;

/// A document of the new side and what it succeeds.
struct Pair {
  DocumentPtr after;
  DocumentPtr before;         ///< null when it is new
  bool before_stays = false;  ///< `before` is still in the new tree, and `after` stands beside it
};

struct Pairing {
  std::vector<Pair> pairs;           ///< one for each document of the new side, in its order
  std::vector<DocumentPtr> removed;  ///< of the base side, with no successor
};

/// Pairs by full name and version; a contract that moved to another format in place with what stood
/// there, whatever its name; then by name and path; then with the highest lower version of
/// the name. A higher major whose predecessor stays starts a line of its own. Documents that are
/// not usable pair by path alone.
[[nodiscard]] Pairing pair_documents(const std::vector<DocumentPtr>& before,
                                     const std::vector<DocumentPtr>& after);

}  // namespace dcr::check
