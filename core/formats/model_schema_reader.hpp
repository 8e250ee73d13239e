// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/problem_list.hpp"
#include "core/formats/read.hpp"
#include "core/model/model_schema.hpp"

#include <string_view>

namespace dcr::formats {

/// Compiles `model.schema`, with the files of the repository it refers to: `model.compiled` and
/// `model.references` are filled in. What is wrong with it is a problem with its place; `fallback`
/// where it has none of its own, or stands in another file.
void read_model_schema(ModelSchema& model, std::string_view path, Span fallback,
                       const FileLoader& load, ProblemList& problems);

}  // namespace dcr::formats
