// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"
#include "core/yaml/source.hpp"

#include <cstddef>
#include <vector>

namespace dcr::yaml {

/// A run of bytes: from `begin` up to, not including, `end`.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// A comment with the offset of its `#`.
struct PlacedComment {
  std::size_t offset = 0;
  Comment comment;
};

/// Every comment of a text whose scalars cover `opaque` (ascending): a `#` in those is content.
[[nodiscard]] std::vector<PlacedComment> find_comments(const Source& source,
                                                       const std::vector<Range>& opaque);

}  // namespace dcr::yaml
