// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/problem.hpp"
#include "core/base/source_span.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace dcr {

/// A day of the Gregorian calendar. An acceptance holds up to and including its `until` day, UTC.
struct Date {
  int year = 0;
  int month = 0;
  int day = 0;

  /// Reads `2027-03-01`; empty when there is no such day.
  static std::optional<Date> parse(std::string_view text);
  [[nodiscard]] std::string text() const;
  friend auto operator<=>(const Date&, const Date&) = default;
};

/// `# dcr:accept RULE[(field)] until=2027-03-01 reason="…"` in a contract.
struct InlineAcceptance {
  std::string rule;
  std::string field;  ///< the text in parentheses: a field path or its last part; empty when absent
  std::optional<Date> until;
  std::string reason;
  Span at;
  int applies_to_line = 0;  ///< the comment's own line after content, else the next content's
};

/// `accept:` of dcr.yaml: one issue, named by its fingerprint.
struct ConfiguredAcceptance {
  std::string fingerprint;
  std::string reason;
  std::optional<Date> until;
  Span at;
};

}  // namespace dcr
