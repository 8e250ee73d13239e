// SPDX-License-Identifier: Apache-2.0
#include "core/compat/acceptance.hpp"

#include "tests/support/contracts.hpp"

#include <doctest/doctest.h>

#include <array>
#include <set>
#include <string>
#include <vector>

using dcr::Issue;
using dcr::Judgement;
using dcr::test::ContractText;
using dcr::test::native_document;

namespace {

constexpr dcr::Date today{2026, 6, 1};

const std::string before_text =
    native_document("1.0.0", {"{name: tool, type: string}",
                              "{name: shelf, type: object, fields: [{name: row, type: string}]}",
                              "{name: lent, type: date, deprecated: true}"});

Judgement judge(const std::string& after,
                const std::vector<dcr::ConfiguredAcceptance>& configured = {}) {
  const ContractText old_text(before_text);
  const ContractText new_text(after);
  return dcr::judge(old_text.source(), new_text.source(), dcr::test::policy_of("backward"),
                    {&configured, today});
}

/// The rules of the issues that an acceptance let pass.
std::vector<std::string> accepted(const Judgement& judgement) {
  std::vector<Issue> issues;
  for (const Issue& issue : judgement.issues) {
    if (issue.accepted) issues.push_back(issue);
  }
  return dcr::test::rules_of(issues);
}

using Rules = std::vector<std::string>;

const char* const head =
    "dataset_id: depot.tools\nversion: \"1.0.1\"\nowners: [{team: tool-crib}]\n";

}  // namespace

TEST_CASE("a fingerprint is of rule, contract, field and values, each with its own end") {
  const std::string one = dcr::fingerprint("field_removed", "depot.tools", "lent", "date", "");
  CHECK(one == "cf232ee9a652eaf3");
  std::set<std::string> all = {
      one,
      dcr::fingerprint("field_renamed", "depot.tools", "lent", "date", ""),
      dcr::fingerprint("field_removed", "depot.tool", "slent", "date", ""),
      dcr::fingerprint("field_removed", "depot.tools", "lentd", "ate", ""),
      dcr::fingerprint("field_removed", "depot.tools", "lent", "", "date"),
  };
  CHECK(all.size() == 5);
}

TEST_CASE("a fingerprint stays the same on another line and beside other changes") {
  const std::string alone = std::string(head) +
                            "fields:\n  - {name: tool, type: integer}\n"
                            "  - {name: shelf, type: object, fields: [{name: row, type: string}]}\n"
                            "  - {name: lent, type: date, deprecated: true}\n";
  const std::string moved =
      "# moved\n\n" + std::string(head) +
      "description: Tools.\nfields:\n"
      "  - {name: lent, type: timestamp, deprecated: true}\n"
      "  - name: tool\n    type: integer\n"
      "  - {name: shelf, type: object, fields: [{name: row, type: string}]}\n";
  const auto fingerprint_of = [](const Judgement& judgement) {
    for (const Issue& issue : judgement.issues) {
      if (issue.field == "tool") return issue.fingerprint;
    }
    return std::string();
  };
  CHECK(!fingerprint_of(judge(alone)).empty());
  CHECK(fingerprint_of(judge(alone)) == fingerprint_of(judge(moved)));
}

TEST_CASE("an acceptance counts on the line, above it, and by its field within the block") {
  struct Case {
    const char* fields;
    bool accepted;
  };
  const std::string rest =
      "  - {name: shelf, type: object, fields: [{name: row, type: string}]}\n"
      "  - {name: lent, type: date, deprecated: true}\n";
  for (const Case& c : std::to_array<Case>({
           {"  # dcr:accept field_type_changed reason=\"r\"\n  - {name: tool, type: integer}\n",
            true},
           {"  - {name: tool, type: integer}  # dcr:accept field_type_changed reason=\"r\"\n",
            true},
           {"  - name: tool\n    # dcr:accept field_type_changed(tool) reason=\"r\"\n"
            "    description: Its number\n    type: integer\n",
            true},
           {"  - name: tool\n    # dcr:accept field_type_changed reason=\"r\"\n"
            "    description: Its number\n    type: integer\n",
            false},
           {"  # dcr:accept field_type_changed(hammer) reason=\"r\"\n"
            "  - {name: tool, type: integer}\n",
            false},
           {"  # dcr:accept field_removed reason=\"r\"\n  - {name: tool, type: integer}\n", false},
       })) {
    CAPTURE(c.fields);
    const Judgement judgement = judge(std::string(head) + "fields:\n" + c.fields + rest);
    CHECK(accepted(judgement) == (c.accepted ? Rules{"field_type_changed"} : Rules{}));
    CHECK(judgement.used == std::vector<bool>{c.accepted});
    CHECK(judgement.breaking == !c.accepted);
  }
}

TEST_CASE("the acceptance of something removed names it, anywhere in what held it") {
  struct Case {
    const char* comment;
    bool accepted;
  };
  for (const Case& c : std::to_array<Case>({
           {"# dcr:accept field_removed(lent) reason=\"r\"\n", true},
           {"# dcr:accept field_removed reason=\"r\"\n", false},
           {"# dcr:accept field_removed(tool) reason=\"r\"\n", false},
       })) {
    CAPTURE(c.comment);
    const std::string fields =
        "fields:\n  - {name: tool, type: string}\n"
        "  - {name: shelf, type: object, fields: [{name: row, type: string}]}\n";
    for (const std::string& document :
         {c.comment + std::string(head) + fields, std::string(head) + c.comment + fields,
          std::string(head) + fields + "  " + c.comment}) {
      CAPTURE(document);
      CHECK(accepted(judge(document)) == (c.accepted ? Rules{"field_removed"} : Rules{}));
    }
  }
}

TEST_CASE("a nested field may be named by its path or by its last part") {
  for (const char* name : {"shelf.row", "row"}) {
    CAPTURE(name);
    const std::string document = std::string(head) +
                                 "fields:\n  - {name: tool, type: string}\n  - name: shelf\n" +
                                 "    type: object\n    # dcr:accept field_type_changed(" + name +
                                 ") reason=\"r\"\n" + "    fields: [{name: row, type: integer}]\n" +
                                 "  - {name: lent, type: date, deprecated: true}\n";
    CHECK(accepted(judge(document)) == Rules{"field_type_changed"});
  }
}

TEST_CASE("an acceptance holds through its day and not after it") {
  const std::string changed =
      native_document("1.0.1", {"{name: tool, type: integer}",
                                "{name: shelf, type: object, fields: [{name: row, type: string}]}",
                                "{name: lent, type: date, deprecated: true}"});
  const std::string fingerprint = judge(changed).issues.front().fingerprint;
  for (const dcr::Date until : {dcr::Date{2026, 6, 1}, dcr::Date{2026, 6, 2}}) {
    CAPTURE(until.text());
    CHECK(accepted(judge(changed, {{fingerprint, "agreed", until, {}}})) ==
          Rules{"field_type_changed"});
  }
  const Judgement late = judge(changed, {{fingerprint, "agreed", dcr::Date{2026, 5, 31}, {}}});
  CHECK(accepted(late) == Rules{});
  CHECK(dcr::test::rules_of(late.issues) == Rules{"acceptance_expired", "field_type_changed"});
  CHECK(late.required_bump == dcr::Bump::major);
  CHECK(accepted(judge(changed, {{"0000000000000000", "other", std::nullopt, {}}})) == Rules{});
}

TEST_CASE("an accepted change asks for no version, and another beside it still does") {
  const std::string one =
      "  # dcr:accept field_type_changed reason=\"r\"\n  - {name: tool, type: integer}\n"
      "  - {name: shelf, type: object, fields: [{name: row, type: string}]}\n"
      "  - {name: lent, type: date, deprecated: true}\n";
  std::string still = head;
  still.replace(still.find("1.0.1"), 5, "1.0.0");
  CHECK(dcr::test::rules_of(judge(still + "fields:\n" + one).issues) ==
        Rules{"field_type_changed"});
  const std::string more = "  - {name: drawer, type: string, required: false}\n";
  CHECK(dcr::test::rules_of(judge(still + "fields:\n" + one + more).issues) ==
        Rules{"field_added", "field_type_changed", "version_not_increasing"});
}

TEST_CASE("of a push only the acceptances count that the old document has, at their place") {
  const std::string plain =
      "  - {name: shelf, type: object, fields: [{name: row, type: string}]}\n";
  const std::string lent = "  - {name: lent, type: date, deprecated: true}\n";
  const std::string tool = "  - {name: tool, type: string}\n";
  const auto accept = [](const std::string& what) {
    return "  # dcr:accept " + what + " reason=\"r\"\n";
  };
  const std::string changed_tool = "  - {name: tool, type: integer}\n";
  struct Case {
    std::string before;
    std::string after;
    bool accepted;
  };
  for (const Case& c : std::to_array<Case>({
           // What comes with the push is no acceptance.
           {tool + plain + lent, accept("field_type_changed") + changed_tool + plain + lent, false},
           // What was there is one, also where the push drops the comment.
           {accept("field_type_changed") + tool + plain + lent, changed_tool + plain + lent, true},
           {accept("field_type_changed") + tool + plain + lent,
            accept("field_type_changed") + changed_tool + plain + lent, true},
           {tool + accept("field_type_changed(tool)") + plain + lent, changed_tool + plain + lent,
            true},
           // Moved from another field to this one it was never meant for this one.
           {tool + accept("field_type_changed") + plain + lent,
            accept("field_type_changed") + changed_tool + plain + lent, false},
           {tool + plain + lent + accept("field_removed(lent)"), tool + plain, true},
           {tool + plain + accept("field_removed") + lent, tool + plain, true},
           {accept("field_removed") + tool + plain + lent, tool + plain, false},
           // The last part of a path names many; the whole path one.
           {accept("field_type_changed(row)") + tool + plain + lent,
            tool + "  - {name: shelf, type: object, fields: [{name: row, type: integer}]}\n" + lent,
            false},
           {accept("field_type_changed(shelf.row)") + tool + plain + lent,
            tool + "  - {name: shelf, type: object, fields: [{name: row, type: integer}]}\n" + lent,
            true},
       })) {
    CAPTURE(c.before);
    CAPTURE(c.after);
    std::string old_head = head;
    old_head.replace(old_head.find("1.0.1"), 5, "1.0.0");
    const ContractText old_text(old_head + "fields:\n" + c.before);
    const ContractText new_text(std::string(head) + "fields:\n" + c.after);
    dcr::Acceptances acceptances{.configured = nullptr, .today = today};
    acceptances.only_approved = true;
    acceptances.approved = &old_text.source().contract->acceptances;
    const Judgement judgement = dcr::judge(old_text.source(), new_text.source(),
                                           dcr::test::policy_of("backward"), acceptances);
    CHECK(accepted(judgement).empty() == !c.accepted);
    acceptances.approved = nullptr;
    CHECK(accepted(dcr::judge(old_text.source(), new_text.source(),
                              dcr::test::policy_of("backward"), acceptances))
              .empty());
  }
}
