// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/config.hpp"
#include "core/formats/read.hpp"
#include "core/report/report.hpp"

#include <string>
#include <vector>

namespace dcr::check {

/// A text to validate. A named one that is no contract is an issue; a found one is skipped.
struct Input {
  std::string path;
  std::string text;
  bool named = true;
  formats::FileLoader load{};  ///< finds what a model refers to; empty = nothing
};

/// Judges documents alone, without a base: what is wrong with each, and which claim one name and
/// version. Needs no repository.
[[nodiscard]] report::Report validate(const std::vector<Input>& inputs, const Config& config,
                                      formats::Strictness strictness);

}  // namespace dcr::check
