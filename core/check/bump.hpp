// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/report.hpp"

#include <string>
#include <vector>

namespace dcr::check {

/// What the changes of one contract ask of its version.
struct BumpAdvice {
  enum class Answer {
    enough,  ///< the version rose enough, or nothing asks for a rise
    raise,   ///< `version` is to become `wanted`
    refuse,  ///< no version lets the changes pass
    unread,  ///< the document cannot be judged
  };
  Answer answer = Answer::enough;
  const report::ContractVerdict* verdict = nullptr;  ///< never null
  std::string wanted{};                              ///< only of Answer::raise
  Bump bump = Bump::none;                            ///< how far `wanted` is above the base
  std::vector<std::string> reasons{};                ///< what breaks, or cannot be read
};

/// The advice on every contract of the report that changed, in its order. The report outlives it.
[[nodiscard]] std::vector<BumpAdvice> advise_bumps(const report::Report& report);

}  // namespace dcr::check
