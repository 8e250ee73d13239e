// SPDX-License-Identifier: Apache-2.0
#include "core/compat/diff.hpp"

#include "tests/support/contracts.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

using dcr::Change;
using dcr::ChangeKind;
using dcr::test::ContractText;
using dcr::test::native_document;

namespace {

std::vector<Change> diff_of(const std::string& before, const std::string& after) {
  const ContractText old_text(before);
  const ContractText new_text(after);
  return dcr::diff(old_text.contract, new_text.contract);
}

std::vector<Change> diff_fields(const std::vector<std::string>& before,
                                const std::vector<std::string>& after) {
  return diff_of(native_document("1.0.0", before), native_document("1.0.0", after));
}

/// field before -> after, for those of one kind.
std::vector<std::string> texts(const std::vector<Change>& changes, ChangeKind kind) {
  std::vector<std::string> all;
  for (const Change& change : changes) {
    if (change.kind == kind) {
      all.push_back(fmt::format("{}: {} -> {}", change.field, change.before, change.after));
    }
  }
  return all;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a document that says the same in other words has not changed") {
  const std::string before =
      "dataset_id: depot.tools\nversion: \"1.0.0\"\nowners: [{team: tool-crib}]\n"
      "fields:\n  - {name: a, type: integer, minimum: 1.50}\n  - {name: b, type: string}\n";
  const std::string after =
      "# reworked\nfields:\n  - type: string\n    name: 'b'\n    required: true\n"
      "  - {minimum: 1.5, type: integer, name: a, unique: false, deprecated: false}\n"
      "owners:\n  - team: tool-crib\nversion: '1.0.0'\ndataset_id: depot.tools\n";
  CHECK(diff_of(before, after).empty());
}

TEST_CASE("a name with a dot is quoted in a path") {
  const auto changes = diff_fields({"{name: a, type: string}", "{name: net.weight, type: number}"},
                                   {"{name: a, type: string}"});
  CHECK(texts(changes, ChangeKind::field_removed) == Texts{"\"net.weight\": number -> "});
}

TEST_CASE("a rename keeps looking into the field") {
  const auto changes = diff_fields(
      {"{name: box, type: object, fields: [{name: w, type: integer}, {name: h, type: integer}]}"},
      {"{name: crate, type: object, aliases: [box], fields: [{name: w, type: string}]}"});
  CHECK(texts(changes, ChangeKind::field_renamed) == Texts{"crate: box -> crate"});
  CHECK(texts(changes, ChangeKind::type_changed) == Texts{"crate.w: integer -> string"});
  CHECK(texts(changes, ChangeKind::field_removed) == Texts{"crate.h: integer -> "});
}

TEST_CASE("one old field has one successor, whoever else claims it") {
  const auto changes =
      diff_fields({"{name: old, type: string}"}, {"{name: first, type: string, aliases: [old]}",
                                                  "{name: second, type: string, aliases: [old]}"});
  CHECK(texts(changes, ChangeKind::field_renamed) == Texts{"first: old -> first"});
  CHECK(texts(changes, ChangeKind::field_added_required) == Texts{"second:  -> string"});
}

TEST_CASE("a value of another type has no parts to compare") {
  const auto changes =
      diff_fields({"{name: tags, type: array, items: {type: string}}"},
                  {"{name: tags, type: object, fields: [{name: first, type: string}]}"});
  REQUIRE(changes.size() == 1);
  CHECK(changes.front().kind == ChangeKind::type_changed);
}

TEST_CASE("items that are described for the first time narrow the array, and the other way round") {
  const std::vector<std::string> bare = {"{name: tags, type: array}"};
  const std::vector<std::string> described = {"{name: tags, type: array, items: {type: string}}"};
  CHECK(texts(diff_fields(bare, described), ChangeKind::type_narrowed) ==
        Texts{"tags[]: anything -> string"});
  CHECK(texts(diff_fields(described, bare), ChangeKind::type_widened) ==
        Texts{"tags[]: string -> anything"});
}

TEST_CASE("what was removed may be accepted anywhere in the block that held it") {
  const auto changes =
      diff_of(native_document("1.0.0", {"{name: a, type: string}", "{name: b, type: string}"}),
              native_document("1.0.0", {"{name: a, type: string}"}, "description: Tools.\n"));
  const auto removed = std::ranges::find(changes, ChangeKind::field_removed, &Change::kind);
  REQUIRE(removed != changes.end());
  CHECK(removed->removed_thing);
  CHECK(removed->block_first_line == 1);
  CHECK(removed->block_last_line == 6);
}

TEST_CASE("owners, metadata and consumers are not content, and a description is") {
  struct Case {
    const char* head;
    bool content;
  };
  const ContractText before(native_document("1.0.0", {"{name: a, type: string}"}));
  for (const Case& c : {
           Case{"metadata: {tier: 1}\n", false},
           Case{"consumers: [{name: planner}]\n", false},
           Case{"status: active\n", false},
           Case{"compatibility: full\n", false},
           Case{"description: Tools on loan.\n", true},
           Case{"freshness_sla: {max_lag_seconds: 60}\n", true},
           Case{"primary_key: [a]\n", true},
       }) {
    CAPTURE(c.head);
    const ContractText after(native_document("1.0.0", {"{name: a, type: string}"}, c.head));
    CHECK(dcr::content_differs(before.contract, after.contract) == c.content);
  }
}
