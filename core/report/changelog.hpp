// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/issue.hpp"
#include "core/model/status.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::report {

/// One registered version, and what it changed.
struct ChangelogVersion {
  std::string version;
  std::string previous_version;  ///< what it is compared with; empty for the first
  std::string date;              ///< of its registration: "2026-11-21"
  std::string commit;            ///< short id
  std::string author;
  Status status = Status::active;
  std::string deprecation_uri;  ///< empty when there is none
  std::string deprecation_message;
  std::size_t fields = 0;
  std::string owners;          ///< "growth (#growth)"; empty when there are none
  std::vector<Issue> changes;  ///< every difference, without judgements on the version
};

/// The history of one contract.
struct Changelog {
  std::string name;
  std::string title;                       ///< empty when there is none
  bool in_tree = true;                     ///< whether the tree has some version of it
  std::vector<ChangelogVersion> versions;  ///< newest first
};

/// The headings of a version, in their order.
///
/// Source: Keep a Changelog 1.1.0, with a heading of its own for what breaks readers.
enum class ChangelogGroup { breaking, added, changed, deprecated, removed };
[[nodiscard]] std::string_view to_string(ChangelogGroup group);

[[nodiscard]] ChangelogGroup changelog_group(const Issue& change);

/// The histories as a page. Text of contracts cannot leave its place in it.
[[nodiscard]] std::string to_markdown(std::span<const Changelog> changelogs);

}  // namespace dcr::report
