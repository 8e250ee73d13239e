// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/judge.hpp"
#include "core/model/contract.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::test {

/// A contract and its text, read from one document. A problem in it fails the test.
struct ContractText {
  explicit ContractText(std::string document);

  [[nodiscard]] Source source() const { return {&contract, "contracts/contract.yaml", &text}; }

  SourceText text;
  Contract contract;
};

/// A native contract of version `version` with one entry of `fields` a line, after `head` lines.
[[nodiscard]] std::string native_document(std::string_view version,
                                          const std::vector<std::string>& fields,
                                          std::string_view head = "");

/// A policy of one mode and nothing else.
[[nodiscard]] Policy policy_of(std::string_view mode);

/// The rules of issues, each once, sorted; of `severity` only where one is given.
[[nodiscard]] std::vector<std::string> rules_of(const std::vector<Issue>& issues,
                                                std::optional<Severity> severity = std::nullopt);

}  // namespace dcr::test
