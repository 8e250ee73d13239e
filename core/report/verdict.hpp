// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/report.hpp"

#include <string>

namespace dcr::report {

/// The verdict on a contract in a few words: "BREAKING, refused at any version (breaking: forbid)".
[[nodiscard]] std::string verdict_words(const ContractVerdict& contract);

/// The same for a document that was judged alone: "valid", "invalid".
[[nodiscard]] std::string validity_words(const ContractVerdict& contract);

/// The same where every difference is listed: "2 differences, BREAKING, asks for major".
[[nodiscard]] std::string difference_words(const ContractVerdict& contract);

/// What the comparison it belongs to says of a contract: the verdict, validity or differences.
[[nodiscard]] std::string words_of(const ContractVerdict& contract, const Comparison& comparison);

/// The name, with the title where there is one: the ids of some formats say nothing to people.
[[nodiscard]] std::string shown_name(const ContractVerdict& contract);

/// "1.0.0 → 1.1.0"; one version where it did not move, "?" where it could not be read.
[[nodiscard]] std::string version_words(const ContractVerdict& contract);

}  // namespace dcr::report
