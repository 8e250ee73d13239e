// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/registry/document.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace dcr::fuzz {

using DocumentPtr = std::shared_ptr<const LoadedDocument>;

/// The documents of a text that can be compared, as the commands read them from a file at `path`.
/// Those of a longer text than 64 KiB are none.
[[nodiscard]] std::vector<DocumentPtr> documents_of(std::string_view text, std::string_view path);

/// That nothing differs between a contract and itself.
void expect_same_as_itself(const Contract& contract);

/// Whether the contract says this of an expansion: fields of fields, as aliases of YAML make them,
/// that a target does not wait for.
[[nodiscard]] bool is_large(const Contract& contract);

/// That no character of `text` moves a terminal's cursor or reorders what it shows; line ends stand
/// where `lines` says so.
enum class Lines { one, several };
void expect_printable(std::string_view text, Lines lines);

}  // namespace dcr::fuzz
