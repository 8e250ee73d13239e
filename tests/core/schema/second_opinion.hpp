// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/draft.hpp"

#include <string>
#include <vector>

namespace dcr::schema::test {

/// A question to python3-jsonschema, which knows nothing of how dcr came to its answer.
struct Question {
  Draft draft;
  std::string schema;  ///< JSON
  std::string value;   ///< JSON

  [[nodiscard]] std::string line() const;  ///< of JSON, as the script reads it
};

/// One each: "valid", "invalid", or "error: ..." where it cannot judge (a reference it cannot
/// follow, a pattern Python does not know).
[[nodiscard]] std::vector<std::string> second_opinions(const std::vector<Question>& questions);

/// A document that dcr says is the writer's and is refused by the reader.
struct Witness {
  std::string name;
  Draft writer_draft;
  std::string writer;
  Draft reader_draft;
  std::string reader;
  std::string value;
};

/// Checks that python3-jsonschema says so too. Where it cannot judge one of the two, that side
/// counts as agreed; returns how many witnesses it confirmed on both.
std::size_t confirm(const std::vector<Witness>& witnesses);

}  // namespace dcr::schema::test
