// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"

#include <memory>
#include <string_view>

namespace dcr::yaml {

/// The value of a JSON text in which nothing is wrong: no syntax error, no duplicate key, nothing
/// beyond the limits. Null for every other text, which read_json reads and explains. Several times
/// as fast as that.
///
/// Units: `text` passed check_text and has no byte order mark; `start` is where its first character
/// stands in the file it was cut out of.
[[nodiscard]] std::shared_ptr<const Node> read_plain_json(std::string_view text,
                                                          const Limits& limits,
                                                          Position start = {1, 1});

}  // namespace dcr::yaml
