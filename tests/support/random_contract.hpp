// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/contract.hpp"

#include <cstdint>

namespace dcr::test {

/// What a random contract is made of.
struct RandomShape {
  bool nested = true;        ///< objects, arrays and maps, inside of each other
  bool strange_text = true;  ///< names and texts that need quotes or escapes somewhere
};

/// A contract that a native document could state, the same for the same seed everywhere. It says
/// all of what native contracts can, each part of it in some of the seeds.
[[nodiscard]] Contract random_contract(std::uint32_t seed, const RandomShape& shape = {});

}  // namespace dcr::test
