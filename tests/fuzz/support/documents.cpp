// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/support/documents.hpp"

#include "core/base/text.hpp"
#include "core/compat/diff.hpp"
#include "tests/fuzz/support/expect.hpp"
#include "tests/support/memory_snapshot.hpp"

#include <map>
#include <string>

namespace dcr::fuzz {
namespace {

constexpr std::size_t most_fields = 300;

void count(const Field& field, std::size_t& fields) {
  if (++fields > most_fields) return;
  for (const Field& child : field.children.fields) count(child, fields);
  if (field.items) count(*field.items, fields);
}

}  // namespace

std::vector<DocumentPtr> documents_of(std::string_view text, std::string_view path) {
  const test::MemorySnapshot snapshot(
      std::map<std::string, std::string>{{std::string(path), std::string(text)}});
  const auto ref = snapshot.find(path);
  expect(ref.has_value(), "the file is not there");
  const auto file = load_file(snapshot, *ref);
  expect(file.has_value(), "the file cannot be read");
  std::vector<DocumentPtr> usable;
  for (const auto& document : file->documents) {
    if (document->usable && !is_large(document->contract)) usable.push_back(document);
  }
  return usable;
}

void expect_same_as_itself(const Contract& contract) {
  const std::vector<Change> changes = diff(contract, contract);
  expect(changes.empty(), "a contract differs from itself",
         changes.empty() ? "" : changes.front().field + ": " + changes.front().detail);
  expect(!content_differs(contract, contract), "the content of a contract differs from itself");
}

bool is_large(const Contract& contract) {
  std::size_t fields = 0;
  for (const Object& object : contract.objects) {
    for (const Field& field : object.fields.fields) count(field, fields);
  }
  return fields > most_fields;
}

void expect_printable(std::string_view text, Lines lines) {
  std::string rest(text);
  if (lines == Lines::several) std::erase(rest, '\n');
  const std::string safe = printable(rest);
  expect(safe == rest, "a text is not safe on a terminal", safe);
}

}  // namespace dcr::fuzz
