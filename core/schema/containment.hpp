// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/schema.hpp"

#include <cstddef>
#include <memory>
#include <string>

namespace dcr::schema {

/// What a writer is taken to write beyond the letter of its schema.
enum class Policy {
  strict,         ///< every document that is valid
  closed_writer,  ///< where it lists `properties` and is silent about others, it writes no others
  /// As closed_writer; and where it allows others, it writes none that only the reader names.
  lenient,
};

/// Units: a million steps take some tenths of a second.
struct ContainmentLimits {
  std::size_t steps = 1'000'000;
  std::size_t depth = 120;            ///< of members in members
  std::size_t witness_size = 20'000;  ///< characters of a string, items of a list, members
};

enum class Answer { contained, not_contained, undecidable };

/// Whether every document valid under the writer is valid under the reader.
struct Containment {
  Answer answer = Answer::undecidable;
  /// Of not_contained: a document of the writer's that the reader refuses.
  std::shared_ptr<const yaml::Node> witness{};
  /// Of undecidable: the keyword that could not be decided, and the schemas it was about; empty
  /// keyword: it costs too much.
  std::string keyword{};
  const Subschema* writer = nullptr;
  const Subschema* reader = nullptr;
};

/// Decides containment of two schemas and of any places in them; what was found for one place is
/// used for the next. "Contained" is never said of what is not, and a witness was held against both
/// schemas. `Limits` are those of one question.
class Comparison {
 public:
  Comparison(const Subschema& writer, const Subschema& reader, Policy policy,
             const ContainmentLimits& limits = {});
  ~Comparison();
  Comparison(Comparison&& other) noexcept;
  Comparison& operator=(Comparison&& other) noexcept;

  [[nodiscard]] Containment whole();
  /// Of a place in the writer and one in the reader.
  [[nodiscard]] Containment of(const Subschema& writer, const Subschema& reader);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

[[nodiscard]] Containment containment(const Schema& writer, const Schema& reader, Policy policy,
                                      const ContainmentLimits& limits = {});

}  // namespace dcr::schema
