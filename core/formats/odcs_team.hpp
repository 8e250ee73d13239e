// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/mapping_reader.hpp"
#include "core/model/contract.hpp"

#include <string_view>

namespace dcr::formats {

/// Reads the owners from `team` (a list in ODCS 3.0, a mapping with members from 3.1 on), or from
/// `support` where there is no team. Of the members those whose role is an owner's count, else all
/// who have not left. No owner is the warning `owner_missing`: the standard asks for none.
/// `dialect` is that of the members and channels: ODCS 3.0 lets them have any key. `example` is how
/// this version of the standard names an owner.
void read_odcs_owners(MappingReader& root, Dialect dialect, std::string_view example,
                      Contract& contract, ProblemList& problems);

}  // namespace dcr::formats
