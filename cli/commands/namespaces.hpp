// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/registry/registry.hpp"

#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace dcr::cli {

/// The names of each kind in a namespace, and how many versions they have.
struct NamespaceCount {
  std::array<std::set<std::string>, 3> names;  ///< by ContractKind
  std::size_t versions = 0;
};

/// By namespace; empty = global.
using NamespaceCounts = std::map<std::string, NamespaceCount>;

[[nodiscard]] NamespaceCounts count_namespaces(const std::vector<Summary>& documents);

/// One line a namespace.
[[nodiscard]] std::string namespaces_table(const NamespaceCounts& counts, bool aligned);
[[nodiscard]] std::string namespaces_json(const NamespaceCounts& counts);

}  // namespace dcr::cli
