// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/problem.hpp"
#include "core/formats/read.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::formats {

/// What is wrong with one document, collected while it is read.
class ProblemList {
 public:
  explicit ProblemList(Strictness strictness) : strictness_(strictness) {}

  void error(std::string field, Span at, std::string message, std::string help = {});
  void warning(std::string field, Span at, std::string message, std::string help = {});
  /// What real files get wrong: a warning, or an error when the reader is strict.
  void loose(std::string field, Span at, std::string message, std::string help = {});
  /// An error, unless there is one at this place already.
  void error_if_first(std::string field, Span at, std::string message);
  void owner_missing(Severity severity, Span at, std::string message, std::string help);

  /// The tail "; did you mean 'x'?". Silent after many problems or for very many candidates,
  /// because comparing words is quadratic and a hostile file could ask for it without end.
  [[nodiscard]] std::string suggestion(std::string_view word,
                                       const std::vector<std::string_view>& candidates) const;

  [[nodiscard]] Strictness strictness() const { return strictness_; }
  /// Every problem in the order of the file, the same one of a place once.
  [[nodiscard]] std::vector<Problem> sorted() &&;

 private:
  Strictness strictness_;
  std::vector<Problem> problems_;
  std::size_t looked_at_ = 0;  // the problems before it are in places_of_errors_
  std::set<Position> places_of_errors_;
};

}  // namespace dcr::formats
