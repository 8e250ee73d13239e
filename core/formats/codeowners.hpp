// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/model/contract.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::formats {

/// The owners of the contract files, by path from the repository's root.
using FileOwners = std::map<std::string, std::vector<Owner>>;

struct CodeownersBlock {
  std::string text;  ///< lines, from the marker that begins the block to the one that ends it
  /// What CODEOWNERS cannot name, a line each: owners of which neither contact nor team is `@user`,
  /// `@org/team` or an address, and paths with control characters. They stand as comments.
  std::vector<std::string> unnamed;
};

/// One line for each file, sorted by path, which names that file and no other.
///
/// Source: GitHub's and GitLab's documentation of CODEOWNERS.
[[nodiscard]] CodeownersBlock codeowners_block(const FileOwners& files);

/// The text of a CODEOWNERS file with the block in place of the one it has, or at its end, where it
/// wins over earlier lines. Every other byte stays.
///
/// Errors: usage with the line, where a marker is missing or stands twice.
Result<std::string> with_codeowners_block(std::string_view text, std::string_view path,
                                          std::string_view block);

}  // namespace dcr::formats
