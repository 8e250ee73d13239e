// SPDX-License-Identifier: Apache-2.0
#include "core/report/changelog.hpp"

#include "core/base/bug.hpp"
#include "core/base/text.hpp"
#include "core/report/markdown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dcr::report {
namespace {

constexpr auto groups = std::to_array<ChangelogGroup>(
    {ChangelogGroup::breaking, ChangelogGroup::added, ChangelogGroup::changed,
     ChangelogGroup::deprecated, ChangelogGroup::removed});

template <std::size_t N>
bool is_one_of(std::string_view rule, const std::array<std::string_view, N>& rules) {
  return std::ranges::find(rules, rule) != rules.end();
}

/// A message with the names it quotes as code.
std::string message_text(const Issue& change) {
  for (const std::string* name : {&change.field, &change.before, &change.after}) {
    const std::string quoted = "'" + *name + "'";
    const auto at = name->empty() ? std::string::npos : change.message.find(quoted);
    if (at != std::string::npos) {
      // The first words of every message that quotes a name are the catalogue's own.
      return markdown_text(change.message.substr(0, at)) + markdown_code(*name) +
             markdown_text(change.message.substr(at + quoted.size()));
    }
  }
  return markdown_text(change.message);
}

std::string entry(const Issue& change) {
  std::string out = "- " + message_text(change);
  if (change.accepted) {
    out += fmt::format(" (accepted: {})", markdown_text(change.accepted_because));
  }
  return out + "\n";
}

std::string group_text(const ChangelogVersion& version, ChangelogGroup group) {
  std::string entries;
  for (const Issue& change : version.changes) {
    if (changelog_group(change) == group) {
      entries += entry(change);
    }
  }
  return entries.empty() ? "" : fmt::format("\n### {}\n\n{}", to_string(group), entries);
}

std::string_view status_words(Status status) {
  switch (status) {
    case Status::active: return "";
    case Status::draft: return "**Draft.**";
    case Status::deprecated: return "**Deprecated.**";
    case Status::archived: return "**Archived.**";
  }
  unreachable();
}

/// What became of the version since; empty for one that is in use.
std::string fate(const ChangelogVersion& version) {
  std::string out(status_words(version.status));
  if (out.empty()) {
    return out;
  }
  if (!version.deprecation_uri.empty()) {
    out += fmt::format(" See {}.", markdown_link(version.deprecation_uri));
  }
  if (!version.deprecation_message.empty()) {
    out += " " + markdown_text(version.deprecation_message);
  }
  return fmt::format("\n{}\n", out);
}

std::string version_text(const ChangelogVersion& version) {
  std::string out = fmt::format("\n## {} — {}\n\n", version.version, version.date);
  if (version.previous_version.empty()) {
    out += fmt::format("First registered with {}", counted(version.fields, "field"));
    out += version.owners.empty() ? ", by"
                                  : fmt::format(", owned by {}, by", markdown_text(version.owners));
  } else {
    out += "Registered by";
  }
  out += fmt::format(" {} in {}.\n", markdown_text(version.author), markdown_code(version.commit));
  out += fate(version);
  for (const ChangelogGroup group : groups) {
    out += group_text(version, group);
  }
  if (version.changes.empty() && !version.previous_version.empty()) {
    out += fmt::format("\nNothing differs from {}.\n", version.previous_version);
  }
  return out;
}

}  // namespace

std::string_view to_string(ChangelogGroup group) {
  switch (group) {
    case ChangelogGroup::breaking: return "Breaking";
    case ChangelogGroup::added: return "Added";
    case ChangelogGroup::changed: return "Changed";
    case ChangelogGroup::deprecated: return "Deprecated";
    case ChangelogGroup::removed: return "Removed";
  }
  unreachable();
}

ChangelogGroup changelog_group(const Issue& change) {
  static constexpr auto added = std::to_array<std::string_view>(
      {"field_added", "field_backfill_needed", "object_added", "quality_added"});
  static constexpr auto removed =
      std::to_array<std::string_view>({"field_removed", "object_removed", "quality_removed",
                                       "sla_removed", "freshness_sla_removed"});
  if (change.breaking) {
    return ChangelogGroup::breaking;
  }
  // In a mode that does not mind, a new required field is told by the rule that would.
  const bool new_field = change.rule == "field_required_added" && change.before.empty();
  if (new_field || is_one_of(change.rule, added)) {
    return ChangelogGroup::added;
  }
  if (change.rule == "field_deprecated") {
    return ChangelogGroup::deprecated;
  }
  return is_one_of(change.rule, removed) ? ChangelogGroup::removed : ChangelogGroup::changed;
}

std::string to_markdown(std::span<const Changelog> changelogs) {
  std::string out;
  for (const Changelog& one : changelogs) {
    const bool titled = !one.title.empty() && one.title != one.name;
    out += fmt::format(
        "{}# {}\n", out.empty() ? "" : "\n",
        titled ? fmt::format("{} ({})", markdown_text(one.title), markdown_code(one.name))
               : markdown_text(one.name));
    if (!one.in_tree) {
      out += "\nNo version of it is in the tree any more.\n";
    }
    for (const ChangelogVersion& version : one.versions) {
      out += version_text(version);
    }
  }
  return out;
}

}  // namespace dcr::report
