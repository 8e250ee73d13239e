// SPDX-License-Identifier: Apache-2.0
#include "core/mods/fault.hpp"

#include <fmt/format.h>

namespace dcr::mods {

std::string to_line(const Fault& fault) {
  std::string place;
  if (fault.where) {
    const Position& at = fault.where->at.begin;
    place = at.known() ? fmt::format("{}:{}:{}: ", fault.where->path, at.line, at.column)
                       : fault.where->path + ": ";
  }
  return place + fault.message + (fault.help.empty() ? "" : "; " + fault.help);
}

}  // namespace dcr::mods
