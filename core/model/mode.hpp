// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace dcr {

/// Whom a change may not break.
enum class Direction {
  backward,  ///< the new contract, and its holders, accept data written under the old one
  forward,   ///< holders of the old contract accept data written under the new one
  full,      ///< both
  none,      ///< anything goes
};

/// A compatibility mode: `backward`, `full_transitive`, `none`.
struct Mode {
  Direction direction = Direction::backward;
  bool transitive = false;  ///< compare with every registered version of the major line

  /// Source: the names of Confluent's registry, in lower case.
  static std::optional<Mode> parse(std::string_view text);
  [[nodiscard]] std::string_view text() const;

  [[nodiscard]] bool backward() const {
    return direction == Direction::backward || direction == Direction::full;
  }
  [[nodiscard]] bool forward() const {
    return direction == Direction::forward || direction == Direction::full;
  }
  friend bool operator==(const Mode&, const Mode&) = default;
};

/// Whether `after` lets pass what `before` refused.
[[nodiscard]] bool is_laxer(const Mode& after, const Mode& before);

}  // namespace dcr
