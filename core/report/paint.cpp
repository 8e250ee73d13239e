// SPDX-License-Identifier: Apache-2.0
#include "core/report/paint.hpp"

#include "core/base/bug.hpp"

namespace dcr::report {

namespace {

std::string_view sequence(Ink ink) {
  switch (ink) {
    case Ink::plain: return "";
    case Ink::bold: return "\x1b[1m";
    case Ink::dim: return "\x1b[2m";
    case Ink::red: return "\x1b[1;31m";
    case Ink::yellow: return "\x1b[33m";
    case Ink::green: return "\x1b[32m";
    case Ink::cyan: return "\x1b[36m";
  }
  unreachable();
}

}  // namespace

std::string Paint::operator()(Ink ink, std::string_view text) const {
  if (colour_ == Colour::never || ink == Ink::plain || text.empty()) return std::string(text);
  return std::string(sequence(ink)).append(text).append("\x1b[0m");
}

}  // namespace dcr::report
