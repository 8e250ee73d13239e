// SPDX-License-Identifier: Apache-2.0
#include "core/check/run.hpp"
#include "core/compat/catalogue.hpp"
#include "tests/support/contracts.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

// The registry that dcr replaces knew seven kinds of issue. Gates are written against them, so each
// must be an error wherever it was one there: backward for four of them, backward or forward for
// field_required_added, always for the other three. What dcr flags beyond has other names.

using namespace std::string_literals;
using dcr::Severity;

namespace {

struct Sample {
  const char* what;
  std::string before;
  std::string after;
};

std::string document(const std::string& version, const std::string& head,
                     const std::vector<std::string>& fields) {
  std::string text =
      "dataset_id: rink.rentals\nversion: \"" + version + "\"\n" + head + "fields:\n";
  for (const std::string& field : fields) text += "  - {" + field + "}\n";
  return text;
}

const std::string head = "owners: [{team: ice-rink}]\nprimary_key: [rental, day]\n";
const std::vector<std::string> fields = {"name: rental, type: string", "name: day, type: timestamp",
                                         "name: skate, type: string, enum: [figure, hockey, speed]",
                                         "name: size, type: integer, required: false"};

std::vector<std::string> fields_with(std::size_t at, const std::string& field) {
  std::vector<std::string> all = fields;
  all.at(at) = field;
  return all;
}

std::vector<std::string> fields_and(const std::string& field) {
  std::vector<std::string> all = fields;
  all.push_back(field);
  return all;
}

std::string base() { return document("1.0.0", head, fields); }

/// Judges one contract after another in one repository: `before` committed, `after` beside it.
class Gate {
 public:
  dcr::report::ContractVerdict judge(const Sample& sample, const char* mode) {
    if (sample.before != committed_) {
      repo_.commit_file("contracts/rentals.yaml", sample.before);
      committed_ = sample.before;
    }
    repo_.write("contracts/rentals.yaml", sample.after);
    dcr::check::Request request;
    request.mode = dcr::Mode::parse(mode);
    request.today = {2026, 6, 1};
    request.environment = repo_.environment();
    const auto answer = dcr::check::run(*repo_.open(), request);
    REQUIRE_MESSAGE(answer.has_value(), answer.error().message);
    const auto& contracts = answer->report.comparisons.front().contracts;
    REQUIRE(contracts.size() == 1);
    return contracts.front();
  }

 private:
  dcr::test::TempRepo repo_;
  std::string committed_;
};

bool has_error(const dcr::report::ContractVerdict& verdict, const std::string& rule) {
  return std::ranges::any_of(verdict.issues, [&](const dcr::Issue& issue) {
    return issue.rule == rule && issue.severity == Severity::error && !issue.accepted;
  });
}

std::vector<std::string> errors(const dcr::report::ContractVerdict& verdict) {
  return dcr::test::rules_of(verdict.issues, Severity::error);
}

}  // namespace

TEST_CASE("the seven kinds of the replaced registry are errors wherever they were there") {
  const std::vector<std::string> fewer(fields.begin(), fields.end() - 1);
  const auto text_size = fields_with(3, "name: size, type: string, required: false");
  const auto needed_size = fields_with(3, "name: size, type: integer");
  const auto no_speed = fields_with(2, "name: skate, type: string, enum: [figure, hockey]");
  struct Case {
    const char* rule;
    std::string after;
    std::vector<const char*> modes;
  };
  const std::vector<const char*> backward = {"backward", "full"};
  const std::vector<const char*> forward = {"forward", "full"};
  const std::vector<const char*> always = {"backward", "forward", "full", "none"};
  Gate gate;
  for (const auto& [rule, after, modes] : std::vector<Case>{
           {"field_removed", document("1.1.0", head, fewer), backward},
           {"field_removed", document("2.0.0", head, fewer), backward},
           {"field_type_changed", document("1.1.0", head, text_size), backward},
           {"field_type_changed", document("2.0.0", head, text_size), backward},
           {"field_required_added", document("1.1.0", head, needed_size), backward},
           {"field_required_added",
            document("1.1.0", head, fields_and("name: deposit, type: number")), forward},
           {"field_enum_shrunk", document("1.1.0", head, no_speed), backward},
           {"primary_key_changed",
            document("2.0.0", "owners: [{team: ice-rink}]\nprimary_key: [rental]\n", fields),
            always},
           {"primary_key_changed",
            document("2.0.0", "owners: [{team: ice-rink}]\nprimary_key: [day, rental]\n", fields),
            always},
           {"primary_key_changed", document("2.0.0", "owners: [{team: ice-rink}]\n", fields),
            always},
           {"owner_missing", document("1.0.1", "primary_key: [rental, day]\n", fields), always},
           {"owner_missing", document("1.0.1", "owners: []\nprimary_key: [rental, day]\n", fields),
            always},
           {"version_not_increasing",
            document("1.0.0", head, fields_and("name: helmet, type: boolean, required: false")),
            always},
           {"version_not_increasing", document("0.9.0", head, fields), always},
           {"version_not_increasing", document("1.0.0-rc.1", head, fields), always},
       }) {
    for (const char* mode : modes) {
      CAPTURE(rule);
      CAPTURE(after);
      CAPTURE(mode);
      const auto verdict = gate.judge({rule, base(), after}, mode);
      CHECK(has_error(verdict, rule));
      CHECK(!verdict.compatible());
    }
  }
}

TEST_CASE("what the replaced registry let pass in every mode passes") {
  Gate gate;
  const auto more = fields_with(2, "name: skate, type: string, enum: [figure, hockey, speed, bob]");
  const auto reordered = fields_with(2, "name: skate, type: string, enum: [speed, figure, hockey]");
  for (const Sample& sample : {
           Sample{
               "an optional field more", base(),
               document("1.1.0", head, fields_and("name: helmet, type: boolean, required: false"))},
           Sample{"a larger enum", base(), document("1.1.0", head, more)},
           Sample{"an enum in another order", base(), document("1.0.0", head, reordered)},
           Sample{"fields in another order", base(),
                  document("1.0.0", head, {fields[3], fields[1], fields[0], fields[2]})},
           Sample{
               "another owner", base(),
               document("1.0.0", "owners: [{team: sports}]\nprimary_key: [rental, day]\n", fields)},
       }) {
    for (const char* mode : {"backward", "forward", "full", "none"}) {
      CAPTURE(sample.what);
      CAPTURE(mode);
      CHECK(errors(gate.judge(sample, mode)) == std::vector<std::string>{});
    }
  }
}

TEST_CASE("a change that breaks one direction passes in the other") {
  Gate gate;
  const Sample shrunk{
      "an enum value less", base(),
      document("2.0.0", head, fields_with(2, "name: skate, type: string, enum: [figure]"))};
  CHECK(errors(gate.judge(shrunk, "backward")) == std::vector{"field_enum_shrunk"s});
  CHECK(gate.judge(shrunk, "forward").compatible());

  const Sample needed{"optional became required", base(),
                      document("2.0.0", head, fields_with(3, "name: size, type: integer"))};
  CHECK(errors(gate.judge(needed, "backward")) == std::vector{"field_required_added"s});
  CHECK(gate.judge(needed, "forward").compatible());

  const Sample added{"a new required field", base(),
                     document("1.1.0", head, fields_and("name: deposit, type: number"))};
  CHECK(gate.judge(added, "backward").compatible());
  CHECK(errors(gate.judge(added, "forward")) == std::vector{"field_required_added"s});
}

TEST_CASE(
    "under none everything goes but a changed key, a missing owner and a version that stays") {
  Gate gate;
  const Sample anything{
      "a field gone, a type changed, a required field more", base(),
      document("1.0.1", "owners: [{team: ice-rink}]\nprimary_key: [rental, day]\n",
               {fields[0], fields[1], "name: skate, type: integer", "name: fee, type: number"})};
  CHECK(errors(gate.judge(anything, "none")) == std::vector<std::string>{});
  for (const char* rule : {"primary_key_changed", "owner_missing", "version_not_increasing"}) {
    CAPTURE(rule);
    CHECK(dcr::find_rule(rule)->scope == dcr::RuleScope::always);
  }
}
