// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/report.hpp"

#include <string>
#include <vector>

namespace dcr::report {

/// The differences of `dcr diff` as MetadataDifference documents, in YAML: one for each contract
/// that both sides have, unless a tree has it unchanged. Whatever the format of a contract, its
/// parts have the names of ODCS. The impact of a difference is the version bump dcr's rules ask
/// for.
///
/// Source: RFC 39 of Bitol, a draft of the Open Metadata Difference Standard. Where it is open:
/// paths select entries by their name, `/schema[name=orders]/properties[name=id]`, and of a JSON
/// Schema they are JSON pointers; values are texts as reports show them.
[[nodiscard]] std::string to_omds(const Report& report);

/// What has no place in it, a line each: contracts that one side lacks, and what is wrong with a
/// document or its version.
[[nodiscard]] std::vector<std::string> not_in_omds(const Report& report);

}  // namespace dcr::report
