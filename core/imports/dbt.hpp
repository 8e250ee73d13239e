// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/imports/imported.hpp"

#include <cstddef>
#include <string_view>

namespace dcr::imports {

/// What is read of a manifest at most.
inline constexpr std::size_t largest_manifest = std::size_t{1} << 30U;

/// A contract of every model, seed, snapshot and source that has columns: of a manifest.json of
/// dbt, of which only these and their tests are looked at, or of a file of properties (schema.yml).
/// Models are called by their name, tables of a source SOURCE.TABLE.
///
/// Errors: io, with the place, for what is neither.
/// Source: dbt's manifest (v4 and later) and its properties of models and sources.
Result<Imported> read_dbt(std::string_view text, std::string_view path,
                          const ImportRequest& request);

}  // namespace dcr::imports
