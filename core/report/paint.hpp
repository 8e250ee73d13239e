// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/report.hpp"

#include <string>
#include <string_view>

namespace dcr::report {

enum class Ink { plain, bold, dim, red, yellow, green, cyan };

/// Writes text in an ink, or as it is where colour was not asked for.
///
/// Source: ECMA-48 "select graphic rendition"; only the eight colours every terminal has.
class Paint {
 public:
  explicit Paint(Colour colour) : colour_(colour) {}

  [[nodiscard]] std::string operator()(Ink ink, std::string_view text) const;

 private:
  Colour colour_;
};

}  // namespace dcr::report
