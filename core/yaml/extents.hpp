// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"

#include <cstddef>
#include <string>
#include <unordered_map>

namespace dcr::yaml {

/// Where a value stands in its text, whole, unlike Node::at.
///
/// Units: bytes from 0 in the text with plain line ends.
struct Extent {
  std::size_t begin = 0;
  std::size_t end = 0;   ///< of a block collection: where its last value ends
  bool flow = false;     ///< written with brackets, or inside of some
  bool missing = false;  ///< there is no value; `end` is where one would be written
  std::string anchor{};  ///< its name; empty for none
};

/// The extents of the nodes of a stream. A value that an alias repeats has that of its anchor.
using Extents = std::unordered_map<const Node*, Extent>;

}  // namespace dcr::yaml
