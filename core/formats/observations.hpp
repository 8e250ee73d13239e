// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/base/source_span.hpp"
#include "core/base/timestamp.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dcr::formats {

/// When the newest data of a dataset is from, as somebody measured it.
struct Observation {
  std::string dataset;
  Timestamp at;
  Span place;  ///< of the dataset's name
};

/// Reads observations. JSON (the text begins with `[` or `{`): a list of objects with `dataset` (or
/// `dataset_id`) and `timestamp`, one such object, or an object of timestamps by dataset. Else CSV
/// with a header that names these columns, in any order. What else is there is left alone.
///
/// Errors: usage, naming every place in `path`; and for a text without any observation.
/// Source: RFC 8259, RFC 4180.
Result<std::vector<Observation>> read_observations(std::string_view text, std::string_view path);

}  // namespace dcr::formats
