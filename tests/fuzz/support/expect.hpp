// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/problem.hpp"
#include "core/base/result.hpp"

#include <stdexcept>
#include <string_view>
#include <vector>

namespace dcr::fuzz {

/// What must hold does not.
class Broken : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Throws Broken with `what`, and `seen` below it, unless `holds`.
void expect(bool holds, std::string_view what, std::string_view seen = {});

/// That every problem says something in UTF-8, and where: inside of `text`.
void expect_sound(const std::vector<Problem>& problems, std::string_view text);

/// That the error says something, on one line unless it lists several, and where in `text`.
void expect_sound(const Error& error, std::string_view text);

}  // namespace dcr::fuzz
