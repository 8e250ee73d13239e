// SPDX-License-Identifier: Apache-2.0
#include "core/report/formats.hpp"

#include "tests/core/report/sample.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <array>

namespace dcr::report {

namespace {

Report with_issue(Issue issue, bool forbidden = true) {
  ContractVerdict contract = sample::users();
  contract.breaking_forbidden = forbidden;
  contract.issues = {std::move(issue)};
  return sample::report(sample::comparison({std::move(contract)}));
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an acceptance in dcr.yaml is external to the document, a comment is in it") {
  Issue issue = sample::field_removed();
  issue.accepted = true;
  issue.accepted_because = "sold";
  for (const bool in_document : {false, true}) {
    issue.accepted_in_document = in_document;
    const auto sarif = nlohmann::json::parse(to_sarif(with_issue(issue)));
    const auto& suppression = sarif["runs"][0]["results"][0]["suppressions"][0];
    CHECK(suppression["kind"] == (in_document ? "inSource" : "external"));
    CHECK(suppression["justification"] == "sold");
  }
}

TEST_CASE("GitLab's severity tells whether a version could announce the break") {
  struct Case {
    Severity severity;
    bool breaking, forbidden, accepted;
    const char* expected;
  };
  for (const Case& c : std::to_array<Case>({
           {Severity::error, true, true, false, "blocker"},
           {Severity::error, true, false, false, "critical"},
           {Severity::warning, false, true, false, "minor"},
           {Severity::info, true, false, false, "info"},
           {Severity::error, true, true, true, "info"},
       })) {
    CAPTURE(c.expected);
    Issue issue = sample::field_removed();
    issue.severity = c.severity;
    issue.breaking = c.breaking;
    issue.accepted = c.accepted;
    const auto list = nlohmann::json::parse(to_gitlab(with_issue(issue, c.forbidden)));
    CHECK(list[0]["severity"] == c.expected);
  }
  const Issue invalid = sample::plain_issue(Severity::error, "contract_invalid", "wrong");
  CHECK(nlohmann::json::parse(to_gitlab(with_issue(invalid)))[0]["severity"] == "major");
}

TEST_CASE("a test case fails by what fails the gate") {
  Issue issue = sample::field_removed();
  issue.severity = Severity::warning;
  CHECK(has(to_junit(with_issue(issue), Severity::error), "failures=\"0\""));
  CHECK(has(to_junit(with_issue(issue), Severity::warning), "failures=\"1\""));
  issue.severity = Severity::error;
  issue.accepted = true;
  CHECK(has(to_junit(with_issue(issue), Severity::warning), "failures=\"0\""));
}

TEST_CASE("XML gets no character that it has no way to write") {
  const Issue issue = sample::plain_issue(Severity::error, "a_rule", "a\x1b\uffff]]>\v\"b\xff");
  CHECK(has(to_junit(with_issue(issue), Severity::error),
            "message=\"a\\x1b\ufffd]]&gt;\\x0b&quot;b\\xff\""));
}

TEST_CASE("a GitHub command is escaped as its runner unescapes it") {
  Issue issue = sample::plain_issue(Severity::warning, "a_rule", "100%, a:b");
  issue.at = Location{"a,b:100%\n.yaml", {{2, 3}, 4}};
  ContractVerdict contract = sample::users();
  contract.name = "a::b,c";
  contract.issues = {issue};
  const Report report = sample::report(sample::comparison({contract}));
  const std::string text = to_github(report, {.quiet = true});
  CHECK(text.substr(0, text.find('\n')) ==
        "::warning file=a%2Cb%3A100%25%0A.yaml,line=2,col=3,endColumn=7,title=a_rule in "
        "a%3A%3Ab%2Cc::100%25, a:b%0Ahelp: see dcr explain a_rule");
}

TEST_CASE("a comment is never longer than it may be, and says what it left out") {
  ContractVerdict contract = sample::users();
  contract.issues.assign(5000, sample::field_removed());
  const Report report = sample::report(sample::comparison({contract}));
  for (const std::size_t most : {std::size_t{4096}, longest_comment}) {
    const std::string text = to_markdown(report, false, most);
    CHECK(text.size() <= most);
    CHECK(text.size() > most / 2);
    CHECK(has(text, "**Not the whole report:** "));
  }
}

}  // namespace dcr::report
