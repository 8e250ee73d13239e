// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/config/config.hpp"
#include "core/formats/read.hpp"
#include "core/report/report.hpp"

#include <cstddef>
#include <functional>
#include <string>

namespace dcr::check {

/// A text to validate. A named one that is no contract is an issue; a found one is skipped.
struct Input {
  std::string path;
  std::function<Result<std::string>()> read;
  bool named = true;
  formats::FileLoader load{};  ///< finds what a model refers to; empty = nothing
};

/// What to validate: each is asked for when it is its turn, from any thread, and not kept, so that
/// of many files few are in memory at a time.
struct Inputs {
  std::size_t count = 0;
  std::function<Input(std::size_t index)> at;
};

/// Judges documents alone, without a base: what is wrong with each, and which claim one name and
/// version. Needs no repository.
///
/// Errors: the first, in the order of the inputs, of Input::read.
[[nodiscard]] Result<report::Report> validate(const Inputs& inputs, const Config& config,
                                              formats::Strictness strictness);

}  // namespace dcr::check
