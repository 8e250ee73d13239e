// SPDX-License-Identifier: Apache-2.0
#include "core/base/steps.hpp"
#include "core/compat/acceptance.hpp"
#include "core/compat/change_list.hpp"
#include "core/compat/consumer_index.hpp"
#include "core/compat/diff.hpp"
#include "core/compat/judge.hpp"
#include "tests/support/contracts.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <functional>
#include <string>
#include <vector>

// What a comparison costs follows the size of the documents. Steps are counted, not seconds: see
// core/base/steps.hpp.

using dcr::test::ContractText;
using dcr::test::native_document;

namespace {

struct Documents {
  std::string before;
  std::string after;
};

std::string each(int number, const std::function<std::string(int)>& part) {
  std::string out;
  for (int i = 0; i < number; ++i) out += part(i);
  return out;
}

std::vector<std::string> fields(int number, std::string_view pattern) {
  std::vector<std::string> out;
  for (int i = 0; i < number; ++i) out.push_back(fmt::format(fmt::runtime(pattern), i));
  return out;
}

std::string odcs(const std::string& parts) {
  return "apiVersion: v3.1.0\nkind: DataContract\nid: o\nversion: 1.0.0\nstatus: active\n"
         "team: {members: [{username: u, role: owner}]}\n" +
         parts;
}

std::string rules(int number, std::string_view pattern) {
  return odcs(
      "schema:\n  - name: t\n    properties: [{name: a, logicalType: string}]\n"
      "    quality:\n" +
      each(number,
           [&](int i) { return "      - " + fmt::format(fmt::runtime(pattern), i) + "\n"; }));
}

struct Case {
  const char* name;
  std::function<Documents(int)> documents;
};

const std::vector<Case> cases = {
    {"every field changes its type",
     [](int n) {
       return Documents{native_document("1.0.0", fields(n, "{{name: f{}, type: string}}")),
                        native_document("1.1.0", fields(n, "{{name: f{}, type: integer}}"))};
     }},
    {"every field gets another name",
     [](int n) {
       return Documents{
           native_document("1.0.0", fields(n, "{{name: f{}, type: string}}")),
           native_document("1.1.0", fields(n, "{{name: g{0}, type: string, aliases: [f{0}]}}"))};
     }},
    {"every field goes and others come",
     [](int n) {
       return Documents{native_document("1.0.0", fields(n, "{{name: f{}, type: string}}")),
                        native_document("1.1.0", fields(n, "{{name: g{}, type: string}}"))};
     }},
    {"on one line",
     [](int n) {
       const auto document = [&](const char* type) {
         return fmt::format(
             "{{dataset_id: a, version: 1.0.0, owners: [{{team: t}}], fields: [{}]}}",
             each(n, [&](int i) { return fmt::format("{{name: f{}, type: {}}}, ", i, type); }));
       };
       return Documents{document("string"), document("integer")};
     }},
    {"values of an enum",
     [](int n) {
       const auto document = [&](const char* version, int first) {
         return native_document(
             version, {"{name: f, type: string, enum: [" +
                       each(n, [&](int i) { return fmt::format("v{}, ", first + i); }) + "]}"});
       };
       return Documents{document("1.0.0", 0), document("1.1.0", n / 2)};
     }},
    {"as many consumers as fields",
     [](int n) {
       const std::string head = "consumers:\n" + each(n, [](int i) {
                                  return fmt::format("  - {{name: c{0}, fields: [f{0}]}}\n", i);
                                });
       return Documents{native_document("1.0.0", fields(n, "{{name: f{}, type: string}}"), head),
                        native_document("1.1.0", fields(n, "{{name: f{}, type: integer}}"), head)};
     }},
    {"consumers of everything",
     [](int n) {
       const std::string head =
           "consumers:\n" + each(n, [](int i) { return fmt::format("  - {{name: c{}}}\n", i); });
       return Documents{native_document("1.0.0", fields(n, "{{name: f{}, type: string}}"), head),
                        native_document("1.1.0", fields(n, "{{name: f{}, type: integer}}"), head)};
     }},
    {"other consumers",
     [](int n) {
       const auto head = [&](const char* prefix) {
         return "consumers:\n" +
                each(n, [&](int i) { return fmt::format("  - {{name: {}{}}}\n", prefix, i); });
       };
       return Documents{native_document("1.0.0", {"{name: f, type: string}"}, head("a")),
                        native_document("1.0.0", {"{name: f, type: string}"}, head("b"))};
     }},
    {"a consumer with many uses",
     [](int n) {
       const auto head = [&](const char* prefix) {
         return "consumers:\n" + each(n, [&](int i) {
                  return fmt::format("  - {{name: c, contact: {}{}}}\n", prefix, i);
                });
       };
       return Documents{native_document("1.0.0", {"{name: f, type: string}"}, head("a")),
                        native_document("1.0.0", {"{name: f, type: string}"}, head("b"))};
     }},
    {"an acceptance for every field",
     [](int n) {
       return Documents{
           native_document("1.0.0", fields(n, "{{name: f{}, type: string}}")),
           native_document("1.1.0",
                           fields(n,
                                  "{{name: f{0}, type: integer}} # dcr:accept "
                                  "field_type_changed(f{0}) until=2099-01-01 reason=\"x\""))};
     }},
    {"rules of quality by id",
     [](int n) {
       return Documents{rules(n, "{{id: q{}, metric: rowCount, mustBe: 1}}"),
                        rules(n, "{{id: q{}, metric: rowCount, mustBe: 2}}")};
     }},
    {"rules of quality that have new names",
     [](int n) {
       return Documents{rules(n, "{{name: q{0}, metric: rowCount, mustBe: {0}}}"),
                        rules(n, "{{name: r{0}, metric: rowCount, mustBe: 9{0}}}")};
     }},
    {"rules of quality without a name",
     [](int n) {
       return Documents{rules(n, "{{type: sql, query: select {}, mustBe: 1}}"),
                        rules(n, "{{type: sql, query: choose {}, mustBe: 1}}")};
     }},
    {"tables of one contract",
     [](int n) {
       const auto document = [&](const char* type) {
         return odcs("schema:\n" + each(n, [&](int i) {
                       return fmt::format(
                           "  - {{name: t{}, properties: [{{name: a, logicalType: {}}}]}}\n", i,
                           type);
                     }));
       };
       return Documents{document("string"), document("integer")};
     }},
    {"service levels",
     [](int n) {
       const auto document = [&](int value) {
         return odcs(
             "schema: [{name: t, properties: [{name: a, logicalType: string}]}]\n"
             "slaProperties:\n" +
             each(n, [&](int i) {
               return fmt::format(
                   "  - {{property: retention, value: {}, unit: d, element: t.f{}}}\n", value, i);
             }));
       };
       return Documents{document(3), document(2)};
     }},
    {"service levels of two formats",
     [](int n) {
       const std::string levels = "slaProperties:\n" + each(n, [](int i) {
                                    return fmt::format(
                                        "  - {{property: retention, value: {0}, "
                                        "unit: d, element: t.f{0}}}\n",
                                        i);
                                  });
       return Documents{
           odcs("schema: [{name: t, properties: [{name: a, logicalType: string}]}]\n" + levels),
           native_document("1.1.0", fields(n, "{{name: f{}, type: string}}"))};
     }},
};

std::uint64_t steps_of(const Documents& documents) {
  const ContractText before(documents.before);
  const ContractText after(documents.after);
  const auto start = dcr::steps_taken();
  const auto judgement = dcr::list_changes(before.source(), after.source(),
                                           dcr::test::policy_of("full"), {nullptr, {2026, 6, 1}});
  const auto unused = dcr::judge_acceptances(&before.contract, after.source(), judgement.used,
                                             dcr::test::policy_of("full"));
  CHECK(judgement.issues.size() + unused.size() > 0);
  return dcr::steps_taken() - start;
}

}  // namespace

TEST_CASE("a comparison costs what its documents are long" *
          doctest::skip(!dcr::steps_are_counted)) {
  for (const Case& each : cases) {
    CAPTURE(each.name);
    const auto some = steps_of(each.documents(200));
    const auto more = steps_of(each.documents(800));
    CAPTURE(some);
    CHECK(some > 0);
    CHECK(more <= some * 5);
  }
}

TEST_CASE("what an issue keeps of a document does not grow with it") {
  const auto longest = [](int number) {
    const Documents documents = cases[3].documents(number);
    const ContractText before(documents.before);
    const ContractText after(documents.after);
    std::size_t most = 0;
    for (const dcr::Issue& issue : dcr::judge(before.source(), after.source(),
                                              dcr::test::policy_of("full"), {nullptr, {2026, 6, 1}})
                                       .issues) {
      if (issue.at) most = std::max(most, issue.at->source_line.size());
      if (issue.previous) most = std::max(most, issue.previous->source_line.size());
    }
    return most;
  };
  CHECK(longest(500) > 0);
  CHECK(longest(500) == longest(2000));
}

TEST_CASE("an issue names the first of many consumers, and counts the others") {
  const Documents documents = cases[6].documents(60);
  const ContractText before(documents.before);
  const ContractText after(documents.after);
  for (const dcr::Issue& issue : dcr::judge(before.source(), after.source(),
                                            dcr::test::policy_of("full"), {nullptr, {2026, 6, 1}})
                                     .issues) {
    CAPTURE(issue.rule);
    if (issue.field.empty()) continue;
    CHECK(issue.affects.size() == dcr::ConsumerIndex::most_named);
    CHECK(issue.affects.front().consumer == "c0");
    CHECK(issue.affects_more == 10);
  }
}
