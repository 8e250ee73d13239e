// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/draft.hpp"
#include "core/yaml/node.hpp"

namespace dcr::schema {

/// The draft of a schema that names none in `$schema`, from the spellings only some drafts have: a
/// boolean `exclusiveMinimum` is draft-04, `items` as a list or `definitions` draft-07; else
/// `fallback`.
[[nodiscard]] Draft likely_draft(const yaml::Node& schema, Draft fallback = Draft::draft2020_12);

}  // namespace dcr::schema
