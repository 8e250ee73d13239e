// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/edit.hpp"
#include "core/yaml/node.hpp"

#include <string>
#include <vector>

namespace dcr::test {

/// Every way from a root of the stream to a value below it.
[[nodiscard]] std::vector<yaml::Path> paths_of(const yaml::Stream& stream);

/// The value at `path`; nullptr when there is none.
[[nodiscard]] const yaml::Node* find(const yaml::Stream& stream, const yaml::Path& path);

/// Everything the stream says but the value at `path`, its comments included.
[[nodiscard]] std::string all_but(const yaml::Stream& stream, const yaml::Path& path);

}  // namespace dcr::test
