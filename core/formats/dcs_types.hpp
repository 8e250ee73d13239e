// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/odcs_parts.hpp"
#include "core/model/contract.hpp"

#include <string>
#include <string_view>

namespace dcr::formats {

/// Reads `type`, `precision`, `scale` and `config` into the type of `field`. Of the types that
/// `config` states for databases (`postgresType`) the one of `database` is how the field is stored,
/// else the first; the rest of `config` is `Field::other`.
///
/// Units: `database` is a type of server: "postgres"; it may be empty.
void read_dcs_type(MappingReader& reader, const std::string& path, std::string_view database,
                   Field& field, ProblemList& problems);

/// What a type means, by its word in the specification: the type of the keys of a map.
[[nodiscard]] std::string dcs_type_word(std::string_view word);

}  // namespace dcr::formats
