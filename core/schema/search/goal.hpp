// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/subschema.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// What a search looks for: a value that is valid under these schemas and under none of those.
namespace dcr::schema::search {

using Value = std::shared_ptr<const yaml::Node>;

/// Kinds of values that keywords tell apart. `whole` numbers are written with a fraction (1.0): up
/// to draft-04 they are no integers.
enum class Kind { null, boolean, integer, whole, fraction, string, array, object };
using Kinds = unsigned;
constexpr Kinds every_kind = 0xFF;
constexpr Kinds bit(Kind kind) { return 1U << static_cast<unsigned>(kind); }

[[nodiscard]] Kinds kinds_of(const TypeSet& types, Draft draft);
[[nodiscard]] Kind kind_of(const yaml::Node& value);

enum class Side : char { writer, reader };

/// "The value is valid under `schema`", or that it is not.
struct Literal {
  const Subschema* schema;
  bool holds;
  Side side;
  friend auto operator<=>(const Literal&, const Literal&) = default;
};

/// Names of properties that patterns tell from others.
struct NameCell {
  std::vector<const Pattern*> matches;
  std::vector<const Pattern*> avoids;
  std::vector<std::string_view> not_these;
};

struct Goal {
  std::vector<Literal> literals;
  std::vector<Value> not_these{};  ///< values that are taken already
  const NameCell* cell = nullptr;  ///< then only strings are looked for
};

enum class Status { none, found, unknown };

struct Outcome {
  Status status = Status::none;
  Value value{};  ///< of found
};

/// Where and why a search did not come to an end.
struct Obstacle {
  std::string keyword;
  const Subschema* writer = nullptr;
  const Subschema* reader = nullptr;
};

}  // namespace dcr::schema::search
