// SPDX-License-Identifier: Apache-2.0
#include "core/base/bug.hpp"
#include "core/base/text.hpp"
#include "core/compat/catalogue.hpp"
#include "core/report/formats.hpp"
#include "core/report/listed.hpp"
#include "core/report/totals.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace dcr::report {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view root_id = "%SRCROOT%";

std::string_view level_of(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::info: return "note";
  }
  unreachable();
}

/// Source: SARIF 2.1.0, 3.11.5 (braces are doubled) and 3.11.6 (`[text](target)` is a link, which
/// no contract may plant).
std::string message_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '(' && out.ends_with(']')) out += ' ';
    out += c;
    if (c == '{' || c == '}') out += c;
  }
  return out;
}

/// A path as a relative URI, every byte escaped that could mean something else in one.
///
/// Source: RFC 3986, 2.3 and 4.2.
std::string uri_of(std::string_view path) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  std::string out;
  for (const char c : path) {
    if (plain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

/// What a rule says by default: the worse of both directions. One that only a configuration raises
/// is not enabled.
Json default_configuration(const Rule& rule) {
  std::optional<Severity> severity = rule.backward;
  if (rule.forward && (!severity || *rule.forward > *severity)) severity = rule.forward;
  if (!severity) return {{"enabled", false}, {"level", "note"}};
  return {{"enabled", true}, {"level", level_of(*severity)}};
}

Json rule_object(const Rule& rule) {
  const std::string why = in_general(rule.why);
  const std::string help =
      fmt::format("{}\n\nTo fix: {}\n\nBefore:\n{}\n\nAfter:\n{}", why, in_general(rule.fix),
                  rule.example_before, rule.example_after);
  const std::string markdown =
      fmt::format("{}\n\n**To fix:** {}\n\n```yaml\n# before\n{}\n```\n\n```yaml\n# after\n{}\n```",
                  why, in_general(rule.fix), rule.example_before, rule.example_after);
  return {{"id", rule.id},
          {"shortDescription", {{"text", in_general(rule.summary)}}},
          {"fullDescription", {{"text", why}}},
          {"help", {{"text", help}, {"markdown", markdown}}},
          {"defaultConfiguration", default_configuration(rule)},
          {"properties", {{"tags", {to_string(rule.group)}}}}};
}

Json rule_list() {
  Json out = Json::array();
  for (const Rule& rule : catalogue()) out.push_back(rule_object(rule));
  return out;
}

Json region_of(const Span& at) {
  Json out = {{"startLine", at.begin.line}};
  if (at.begin.column > 0) {
    out["startColumn"] = at.begin.column;
    out["endColumn"] = at.begin.column + std::max(1, at.length);
  }
  return out;
}

Json location_of(const Listed& listed) {
  Json out;
  out["physicalLocation"] = {
      {"artifactLocation", {{"uri", uri_of(listed.path)}, {"uriBaseId", root_id}}},
      {"region", region_of(listed.at)}};
  if (!listed.contract) return out;
  const std::string name = printable(listed.contract->name);
  const std::string field = printable(listed.issue->field);
  out["logicalLocations"] = Json::array();
  out["logicalLocations"].push_back(
      {{"fullyQualifiedName", field.empty() ? name : fmt::format("{}.{}", name, field)},
       {"kind", field.empty() ? "type" : "member"}});
  return out;
}

Json suppressions_of(const Issue& issue) {
  // An empty list says that it is not suppressed. 3.27.23: either every result has one or none.
  Json out = Json::array();
  if (!issue.accepted) return out;
  out.push_back(
      {{"kind", issue.accepted_in_document ? "inSource" : "external"}, {"status", "accepted"}});
  const std::string reason = printable(issue.accepted_because);
  if (!reason.empty()) out.back()["justification"] = reason;
  return out;
}

Json properties_of(const Listed& listed) {
  const Issue& issue = *listed.issue;
  Json out;
  if (listed.contract) out["contract"] = printable(listed.contract->name);
  if (!issue.field.empty()) out["field"] = printable(issue.field);
  out["bump"] = to_string(issue.bump);
  if (!issue.fingerprint.empty()) out["fingerprint"] = issue.fingerprint;
  if (!listed.commit.empty()) out["commit"] = *listed.comparison->head.commit;
  // No location: the old file's lines are not those of the files that are there.
  if (issue.previous) {
    out["previous"] = {{"path", printable(issue.previous->path)},
                       {"line", std::max(1, issue.previous->at.begin.line)}};
  }
  return out;
}

Json result_object(const Listed& listed) {
  const Issue& issue = *listed.issue;
  Json out = {{"ruleId", issue.rule}};
  const auto rules = catalogue();
  const auto rule = std::ranges::find(rules, issue.rule, &Rule::id);
  if (rule != rules.end()) out["ruleIndex"] = rule - rules.begin();
  out["level"] = level_of(issue.severity);
  out["message"] = {{"text", message_text(whole_text(listed))}};
  out["locations"] = Json::array();
  out["locations"].push_back(location_of(listed));
  // The first name is the only one that GitHub looks at. Its own hash is of the line, which would
  // make one alert of two fields that were removed from one list.
  out["partialFingerprints"] = {{"primaryLocationLineHash", listed.id}, {"dcr/v1", listed.id}};
  out["suppressions"] = suppressions_of(issue);
  out["properties"] = properties_of(listed);
  return out;
}

Json run_properties(const Report& report) {
  Json out = {{"compatible", report.compatible()}};
  out["summary"] = report.is_range              ? range_words(report)
                   : report.comparisons.empty() ? ""
                                                : total_words(report.comparisons.front());
  return out;
}

}  // namespace

std::string to_sarif(const Report& report) {
  Json run;
  run["tool"]["driver"] = {{"name", "dcr"},
                           {"fullName", "dcr, the data contract registry that lives in git"},
                           {"version", DCR_VERSION},
                           {"semanticVersion", DCR_VERSION},
                           {"rules", rule_list()}};
  // A category of its own, so that an upload of one command does not replace that of another.
  run["automationDetails"] = {{"id", fmt::format("dcr-{}/", command_of(report))}};
  run["columnKind"] = "unicodeCodePoints";
  run["originalUriBaseIds"] = {
      {std::string(root_id), {{"description", {{"text", "the root of the repository"}}}}}};
  run["invocations"] = Json::array();
  run["invocations"].push_back({{"executionSuccessful", true}});
  run["results"] = Json::array();
  for (const Listed& listed : list_issues(report)) run["results"].push_back(result_object(listed));
  run["properties"] = run_properties(report);

  Json out = {{"$schema",
               "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
               "sarif-schema-2.1.0.json"},
              {"version", "2.1.0"}};
  out["runs"] = Json::array();
  out["runs"].push_back(std::move(run));
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace dcr::report
