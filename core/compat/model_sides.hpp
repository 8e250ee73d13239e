// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_span.hpp"
#include "core/compat/change.hpp"
#include "core/schema/containment.hpp"
#include "core/schema/subschema.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the comparison of two models asks of a place that both have.
namespace dcr::model {

/// One of the two schemas of a place.
struct Side {
  const schema::Subschema* schema = nullptr;  ///< null where the side says nothing: all passes
  Span at;  ///< of the place; where the schema stands in another file, of what refers to it

  [[nodiscard]] const schema::ObjectKeywords* object() const;
  [[nodiscard]] const schema::ArrayKeywords* array() const;
  [[nodiscard]] const yaml::Node* value(std::string_view keyword) const;
  /// Where a keyword stands, or the place where it is absent or in another file.
  [[nodiscard]] Span place(std::string_view keyword) const;
  /// A JSON pointer to the place, or the keyword in it where it has that.
  [[nodiscard]] std::string pointer(std::string_view keyword = {}) const;
  [[nodiscard]] bool is_here() const;  ///< in the document itself, not in one it refers to
};

/// A side at a part of it, whose place is `at` where the part stands in the same file.
[[nodiscard]] Side part_of(const Side& side, const schema::Subschema* part, Span at);
[[nodiscard]] Side part_of(const Side& side, const schema::Subschema* part);

/// The schema with plain references followed and `allOf` of one taken out.
[[nodiscard]] Side resolved(Side side);

/// What `anyOf: [T, {type: null}]` makes optional: its T; nothing for any other schema.
[[nodiscard]] std::optional<Side> optional_of(const Side& side);
/// Whether null passes as far as the type says.
[[nodiscard]] bool takes_null(const Side& side);

/// The types that pass.
[[nodiscard]] std::vector<schema::Type> types_of(const Side& side);
[[nodiscard]] std::string types_text(const Side& side);

/// Whether everything passes as far as the schema itself says.
[[nodiscard]] bool is_open(const schema::Subschema* schema);
/// Whether nothing does.
[[nodiscard]] bool is_closed(const schema::Subschema* schema);

/// Answers about both directions of a comparison.
class Judge {
 public:
  Judge(const schema::Schema& before, const schema::Schema& after, schema::Policy backward,
        schema::Policy forward)
      : backward_(before.root(), after.root(), backward),
        forward_(after.root(), before.root(), forward),
        policies_{backward, forward} {}

  /// Old documents under the new schema, or the other way round.
  enum class Direction { backward, forward };

  [[nodiscard]] schema::Containment whole(Direction direction);
  /// Whether values that pass `writer` pass `reader`; a null one lets all pass.
  [[nodiscard]] schema::Containment of(Direction direction, const schema::Subschema* writer,
                                       const schema::Subschema* reader);
  [[nodiscard]] schema::Policy policy(Direction direction) const {
    return direction == Direction::backward ? policies_[0] : policies_[1];
  }

 private:
  schema::Comparison backward_;
  schema::Comparison forward_;
  schema::Policy policies_[2];
};

}  // namespace dcr::model
