// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/model/contract.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::formats {

// Edits of one contract of a file. `contract` was read from `text`, which may hold several; its
// place says which one is meant. Every byte stays but those of the values that change, and the
// result is read again: it must say what was asked for.
//
// Errors of all: as yaml::replace_value; usage where the document cannot say it.

Result<std::string> with_version(std::string_view text, std::string_view path,
                                 const Contract& contract, const Version& version);

/// What a document is to say of its status. What is empty stays as it is.
struct StatusChange {
  Status status = Status::deprecated;
  std::string deprecation_uri{};
  std::string deprecation_message{};
};

/// Of a format without a place for the address and the message only the status changes.
Result<std::string> with_status(std::string_view text, std::string_view path,
                                const Contract& contract, const StatusChange& change);

/// Whether documents of the format hold the address and the message of a deprecation; those of
/// ODCS and DCS have no key for them, so the ledger holds them.
[[nodiscard]] bool holds_deprecation(Format format);

/// `owners` is not empty. In ODCS they become members of the team, with the role of an owner; in
/// DCS there is one, whose contact replaces the one before.
Result<std::string> with_owners(std::string_view text, std::string_view path,
                                const Contract& contract, const std::vector<Owner>& owners);

/// The text without the contract; empty when the file holds no other document and can go.
Result<std::optional<std::string>> without_contract(std::string_view text, std::string_view path,
                                                    const Contract& contract);

}  // namespace dcr::formats
