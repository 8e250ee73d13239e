// SPDX-License-Identifier: Apache-2.0
// A file of contracts in any format: what is wrong with it has a place, what a strict reader takes
// a lenient one takes, nothing differs from itself, and an edit says what it was asked to say.
#include "core/formats/contract_edit.hpp"
#include "core/formats/read.hpp"
#include "core/model/field_paths.hpp"
#include "tests/fuzz/support/documents.hpp"
#include "tests/fuzz/support/expect.hpp"
#include "tests/fuzz/targets.hpp"

#include <algorithm>
#include <string>

namespace dcr::fuzz {
namespace {

constexpr std::string_view path = "contracts/x.yaml";
constexpr std::size_t longest = 1U << 16U;

bool is_error(const Problem& problem) { return problem.severity == Severity::error; }

void compare_readers(const formats::ReadFile& lenient, const formats::ReadFile& strict) {
  expect(lenient.documents.size() == strict.documents.size(),
         "a strict reader sees other documents");
  for (std::size_t i = 0; i < lenient.documents.size(); ++i) {
    const formats::ReadDocument& one = lenient.documents[i];
    const formats::ReadDocument& other = strict.documents[i];
    expect(std::ranges::none_of(one.problems, is_error) ||
               std::ranges::any_of(other.problems, is_error),
           "a strict reader takes what a lenient one refuses");
    expect(one.contract.full_name() == other.contract.full_name() &&
               one.contract.version_text == other.contract.version_text,
           "a strict reader reads another name", one.contract.full_name());
  }
}

/// The contract that stands in the text where `contract` stood.
Contract read_at(const std::string& text, const Contract& contract) {
  formats::ReadFile file = formats::read_contracts(text, path);
  for (formats::ReadDocument& document : file.documents) {
    if (document.contract.at.begin == contract.at.begin) return std::move(document.contract);
  }
  throw Broken("an edit lost its contract:\n" + text);
}

void edit(std::string_view text, const Contract& contract) {
  const auto version = Version::parse("7.6.5-rc.1");
  if (const auto edited = formats::with_version(text, path, contract, *version)) {
    expect(read_at(*edited, contract).version_text == "7.6.5-rc.1", "an edit missed the version",
           *edited);
  }
  const formats::StatusChange change{Status::deprecated, "https://x.example/#a: b", "'x' \"y\""};
  if (const auto edited = formats::with_status(text, path, contract, change)) {
    const Contract read = read_at(*edited, contract);
    expect(read.status && read.status->value == Status::deprecated, "an edit missed the status",
           *edited);
    expect(read.name == contract.name, "an edit changed the name", *edited);
  }
  const std::vector<Owner> owners{{"a: team", "#channel", {}}};
  if (const auto edited = formats::with_owners(text, path, contract, owners)) {
    expect(read_at(*edited, contract).owners == owners, "an edit missed the owner", *edited);
  }
  static_cast<void>(formats::without_contract(text, path, contract));
}

}  // namespace

void fuzz_contract(std::string_view input) {
  if (input.size() > longest) return;
  const formats::ReadFile lenient = formats::read_contracts(input, path);
  const formats::ReadFile strict =
      formats::read_contracts(input, path, formats::Strictness::strict);
  expect_sound(lenient.problems, input);
  compare_readers(lenient, strict);
  for (const formats::ReadDocument& document : strict.documents) {
    expect_sound(document.problems, input);
  }
  for (const formats::ReadDocument& document : lenient.documents) {
    expect_sound(document.problems, input);
    if (!document.usable || is_large(document.contract)) continue;
    expect(!document.contract.name.empty(), "a usable contract has no name");
    static_cast<void>(field_paths(document.contract));
    expect_same_as_itself(document.contract);
    if (document.contract.format != Format::mod_registry) edit(input, document.contract);
  }
}

}  // namespace dcr::fuzz
