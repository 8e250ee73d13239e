// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.hpp"
#include "core/report/formats.hpp"
#include "core/report/listed.hpp"
#include "core/report/totals.hpp"
#include "core/report/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace dcr::report {

namespace {

/// Text for an attribute or between tags. Of the characters that XML 1.0 has no way to write,
/// printable() leaves two: U+FFFE and U+FFFF.
///
/// Source: XML 1.0 (fifth edition), 2.2 and 2.4.
std::string xml(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view three = text.substr(at, 3);
    if (three == "\xef\xbf\xbe" || three == "\xef\xbf\xbf") {
      out += "\xef\xbf\xbd";
      at += 2;
      continue;
    }
    switch (text[at]) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += text[at];
    }
  }
  return out;
}

/// One test case: a contract, or what belongs to none.
struct Case {
  std::string name;
  std::string class_name;
  std::string file;  // empty: none
  std::vector<const Listed*> issues;
  std::string verdict;
};

bool fails(const Listed& listed, Severity from) {
  return !listed.issue->accepted && listed.issue->severity >= from;
}

std::string block(const Listed& listed) {
  const Issue& issue = *listed.issue;
  std::string out = fmt::format("{}: {}[{}]: {}\n", place_of(listed), to_string(issue.severity),
                                printable(issue.rule), message_of(listed));
  for (const std::string& line : note_lines(listed)) out += fmt::format("  {}\n", line);
  return out;
}

std::string case_element(const Case& one, Severity from) {
  std::string failing;
  std::string telling;
  const Listed* first = nullptr;
  std::size_t failures = 0;
  for (const Listed* listed : one.issues) {
    const bool is_failure = fails(*listed, from);
    (is_failure ? failing : telling) += block(*listed);
    failures += is_failure ? 1U : 0U;
    if (is_failure && !first) first = listed;
  }
  const std::string file = one.file.empty() ? "" : fmt::format(" file=\"{}\"", xml(one.file));
  std::string out = fmt::format("    <testcase name=\"{}\" classname=\"{}\"{}>\n", xml(one.name),
                                xml(one.class_name), file);
  if (first) {
    const std::string more = failures > 1 ? fmt::format(" (and {} more)", failures - 1) : "";
    out += fmt::format("      <failure message=\"{}{}\" type=\"{}\">{}</failure>\n",
                       xml(message_of(*first)), more, xml(printable(first->issue->rule)),
                       xml(failing));
  }
  out += fmt::format("      <system-out>{}\n{}</system-out>\n", xml(one.verdict), xml(telling));
  return out + "    </testcase>\n";
}

/// The issues of each contract; those of none under their comparison.
using ByOwner = std::map<const void*, std::vector<const Listed*>>;

ByOwner by_owner(const std::vector<Listed>& all) {
  ByOwner out;
  for (const Listed& listed : all) {
    const void* owner = listed.comparison;
    if (listed.contract) owner = listed.contract;
    out[owner].push_back(&listed);
  }
  return out;
}

std::vector<Case> cases_of(const Comparison& comparison, ByOwner& issues) {
  std::vector<Case> cases;
  for (const ContractVerdict& contract : comparison.contracts) {
    cases.push_back({.name = shown_name(contract),
                     .class_name = printable(contract.path),
                     .file = printable(contract.path),
                     .issues = issues[&contract],
                     .verdict = fmt::format("{}  {}", version_words(contract),
                                            words_of(contract, comparison))});
  }
  // Without any case, a server would take the file for a broken one.
  if (comparison.issues.empty() && !cases.empty()) return cases;
  cases.push_back({.name = "registry",
                   .class_name = "registry",
                   .file = comparison.issues.empty() ? "" : "dcr.yaml",
                   .issues = issues[&comparison],
                   .verdict = total_words(comparison)});
  return cases;
}

struct Suite {
  std::string name;
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::string body;
};

Suite suite_of(const Comparison& comparison, ByOwner& issues, std::string name, Severity from) {
  Suite suite;
  suite.name = std::move(name);
  for (const Case& one : cases_of(comparison, issues)) {
    ++suite.tests;
    suite.failures +=
        std::ranges::any_of(one.issues, [&](const Listed* listed) { return fails(*listed, from); });
    suite.body += case_element(one, from);
  }
  return suite;
}

std::string counts_of(std::size_t tests, std::size_t failures) {
  return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\"", tests, failures);
}

}  // namespace

std::string to_junit(const Report& report, Severity fails_from) {
  const std::vector<Listed> all = list_issues(report);
  ByOwner issues = by_owner(all);
  const std::string name = fmt::format("dcr {}", command_of(report));
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::string body;
  for (const Comparison& comparison : report.comparisons) {
    const std::string commit =
        report.is_range ? fmt::format(" {}", short_id(comparison.head.commit)) : "";
    const Suite suite = suite_of(comparison, issues, name + commit, fails_from);
    tests += suite.tests;
    failures += suite.failures;
    body += fmt::format("  <testsuite name=\"{}\" {}>\n{}  </testsuite>\n", xml(suite.name),
                        counts_of(suite.tests, suite.failures), suite.body);
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{}\" {}>\n{}</testsuites>\n",
      xml(name), counts_of(tests, failures), body);
}

}  // namespace dcr::report
