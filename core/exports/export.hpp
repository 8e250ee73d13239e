// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/loss.hpp"

#include <string>
#include <vector>

namespace dcr::exports {

/// A contract in another format.
struct Exported {
  std::string text;          ///< ends with a line end; empty when nothing of it can be said there
  std::vector<Loss> losses;  ///< what the text does not say, in the order of the contract
};

}  // namespace dcr::exports
