// SPDX-License-Identifier: Apache-2.0
#include "core/compat/diff.hpp"
#include "tests/core/formats/described.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <set>
#include <string>

using dcr::Change;
using dcr::ChangeKind;
using dcr::test::only_document;

namespace {

const std::string folder = "tests/core/formats/documents/";

std::string text_of(const std::string& name) { return dcr::test::text_of(folder + name); }

std::vector<Change> between(const std::string& before, const std::string& after) {
  return dcr::diff(only_document(before).contract, only_document(after).contract);
}

/// What asks for a new version, one a line.
std::string content(const std::vector<Change>& changes) {
  std::string out;
  for (const Change& change : changes) {
    if (!dcr::is_content(change.kind)) continue;
    out +=
        fmt::format("{} {}: {} -> {}\n", change.field, change.detail, change.before, change.after);
  }
  return out;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("nothing to replace: " + from);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a contract that moves from one format to another has not changed") {
  const std::vector<std::string> names = {"payments-v2.2.odcs.yaml", "payments-v3.1.yaml",
                                          "payments.yaml"};
  // What a native contract cannot state is missing there: the retention.
  for (const std::string& before : names) {
    for (const std::string& after : names) {
      CAPTURE(before);
      CAPTURE(after);
      const auto changes = between(text_of(before), text_of(after));
      std::string expected;
      const bool loses = after == "payments.yaml" && before != after;
      const bool gains = before == "payments.yaml" && before != after;
      if (loses) {
        expected = before.find("v2") != std::string::npos
                       ? "payment_id nullCheck: nullCheck -> \n"
                         " retention of 'payments.paid_on': 7 y -> \n"
                       : "payment_id nullCheck: nullCheck -> \n"
                         " retention of 'payments.paid_on': 7 years -> \n";
      }
      if (gains) {
        expected = after.find("v2") != std::string::npos
                       ? "payment_id nullCheck:  -> nullCheck\n"
                         " retention of 'payments.paid_on':  -> 7 y\n"
                       : "payment_id nullCheck:  -> nullCheck\n"
                         " retention of 'payments.paid_on':  -> 7 years\n";
      }
      CHECK(content(changes) == expected);
    }
  }
}

TEST_CASE("what changed while the format changed is reported") {
  const std::string before = text_of("payments-v2.2.odcs.yaml");
  const std::string after = text_of("payments-v3.1.yaml");
  const auto changed = [&](const std::string& from, const std::string& to) {
    return content(between(before, replaced(after, from, to)));
  };
  CHECK(changed("varchar(36)", "varchar(20)") ==
        "payment_id : string (varchar(36)) -> string (varchar(20))\n");
  CHECK(changed("decimal(12,2)", "decimal(10,2)") ==
        "amount : decimal(12,2) -> number (decimal(10,2))\n");
  CHECK(changed("value: 48, unit: h", "value: 3, unit: d") ==
        " latency of 'payments.paid_on': 2 d -> 3 d\n");
  CHECK(changed("name: paid_on", "name: paid") ==
        "paid_on : date -> \n"
        "paid :  -> date\n");
}

TEST_CASE("a native lag and a level of another format are one promise") {
  const std::string odcs = text_of("payments-v3.1.yaml");
  const std::string native = replaced(text_of("payments.yaml"), "172800", "86400");
  const auto tightened = between(odcs, native);
  const auto loosened = between(native, odcs);
  std::set<ChangeKind> kinds;
  for (const Change& change : tightened) kinds.insert(change.kind);
  CHECK(kinds.contains(ChangeKind::freshness_tightened));
  kinds.clear();
  for (const Change& change : loosened) kinds.insert(change.kind);
  CHECK(kinds.contains(ChangeKind::freshness_loosened));
  CHECK(content(loosened).find("latency") == std::string::npos);
}

TEST_CASE("another name is told when the format changed with it") {
  std::string names;
  for (const Change& change : between(text_of("payments-v3.1.yaml"), text_of("payments.yaml"))) {
    if (change.kind == ChangeKind::metadata_changed && change.detail == "name") {
      names += change.before + " -> " + change.after;
    }
  }
  CHECK(names == "9b0c6f1e-payments -> billing.payments");
}

TEST_CASE("within one format silence is a change") {
  const std::string before = text_of("payments-v3.1.yaml");
  const std::string after =
      replaced(before, "        description: In the currency of the invoice.\n", "");
  CHECK(content(between(before, after)) == "amount : In the currency of the invoice. -> nothing\n");
}

namespace {

std::string odcs32(const std::string& property) {
  return "apiVersion: v3.2.0\nkind: DataContract\nid: t\nversion: 1.0.0\nstatus: active\n"
         "team: {name: search}\nschema:\n  - name: t\n    properties:\n      - {name: p, " +
         property + "}\n";
}

std::string kinds_between(const std::string& before, const std::string& after) {
  const auto changes = between(odcs32(before), odcs32(after));
  std::string out;
  for (const Change& change : changes) {
    out += change.kind == ChangeKind::type_changed    ? "type_changed\n"
           : change.kind == ChangeKind::enum_shrunk   ? "enum_shrunk\n"
           : change.kind == ChangeKind::deprecated    ? "deprecated\n"
           : change.kind == ChangeKind::other_changed ? "other " + change.detail + "\n"
                                                      : "something else\n";
  }
  return out;
}

}  // namespace

TEST_CASE("what ODCS 3.2 added is compared") {
  const std::string vector =
      "logicalType: vector, logicalTypeOptions: {dimensions: 8, elementType: float32}";
  CHECK(kinds_between(vector, vector).empty());
  CHECK(kinds_between(vector, replaced(vector, "8", "16")) == "type_changed\n");
  CHECK(kinds_between(vector, replaced(vector, "float32", "int8")) == "type_changed\n");
  CHECK(kinds_between(vector, replaced(vector, "}", ", distanceMetric: cosine}")) ==
        "other logicalTypeOptions.distanceMetric\n");
  const std::string map =
      "logicalType: map, map: {key: {logicalType: string}, value: {logicalType: integer}}";
  CHECK(kinds_between(map, replaced(map, "string", "integer")) == "type_changed\n");
  CHECK(kinds_between(map, replaced(map, "{logicalType: integer}", "{logicalType: boolean}")) ==
        "type_changed\n");
  const std::string list = "logicalType: string, enum: [{value: a, label: A}, {value: b}]";
  CHECK(kinds_between(list, replaced(list, ", label: A", "")).empty());
  CHECK(kinds_between(list, replaced(list, ", {value: b}", "")) == "enum_shrunk\n");
  CHECK(kinds_between("logicalType: string", "logicalType: string, deprecated: true") ==
        "deprecated\n");
}

TEST_CASE("a context for assistants is no content") {
  const std::string plain = odcs32("logicalType: string");
  const auto changes = between(plain, plain + "context: {instructions: Ask the owner first.}\n");
  CHECK(content(changes).empty());
  CHECK(changes.size() == 1);
}

TEST_CASE("the length of a type and a limit of another format are one promise") {
  const auto dcs = [](const std::string& field) {
    return "dataContractSpecification: 1.1.0\nid: t\ninfo: {title: t, version: 1.0.0, owner: a}\n"
           "models:\n  t:\n    fields:\n      p: {" +
           field + "}\n";
  };
  const std::string sized = odcs32("logicalType: string, physicalType: varchar(36)");
  const std::string plain = odcs32("logicalType: string");
  CHECK(content(between(sized, dcs("type: text, maxLength: 36"))).empty());
  CHECK(content(between(dcs("type: text, maxLength: 36"), sized)).empty());
  CHECK(content(between(sized, dcs("type: text"))).empty());
  CHECK(content(between(sized, dcs("type: text, maxLength: 20"))) == "p max_length: 36 -> 20\n");
  CHECK(content(between(plain, dcs("type: text, maxLength: 20"))) ==
        "p max_length: nothing -> 20\n");
}

TEST_CASE("a key is the same whether a format asks for names or for paths") {
  const std::string native =
      "dataset_id: t\nversion: \"1.0.0\"\nowners: [{team: search}]\nstatus: active\n"
      "primary_key: [a.b]\nfields:\n  - {name: a.b, type: string}\n";
  const std::string odcs = replaced(odcs32("logicalType: string, required: true, primaryKey: true"),
                                    "name: p", "name: a.b");
  CHECK(content(between(native, odcs)).empty());
  CHECK(content(between(odcs, native)).empty());
  CHECK_FALSE(content(between(native, replaced(odcs, ", primaryKey: true", ""))).empty());
}
