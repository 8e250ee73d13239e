// SPDX-License-Identifier: Apache-2.0
#include "core/model/status.hpp"

#include "core/base/bug.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace dcr {

std::string_view to_string(Status status) {
  switch (status) {
    case Status::draft: return "draft";
    case Status::active: return "active";
    case Status::deprecated: return "deprecated";
    case Status::archived: return "archived";
  }
  unreachable();
}

std::optional<Status> parse_status(std::string_view text) {
  for (const Status status :
       {Status::draft, Status::active, Status::deprecated, Status::archived}) {
    if (text == to_string(status)) return status;
  }
  return std::nullopt;
}

std::optional<Status> parse_odcs_status(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  if (lower == "proposed") return Status::draft;
  if (lower == "retired") return Status::archived;
  if (lower == "current") return Status::active;
  return parse_status(lower);
}

}  // namespace dcr
