// SPDX-License-Identifier: Apache-2.0
#include "core/report/json.hpp"

#include "core/report/model_json.hpp"
#include "core/report/report.hpp"

#include <nlohmann/json.hpp>

namespace dcr::report {

namespace {

using Json = nlohmann::ordered_json;

/// Source: what schemas/report.schema.json promises: what is not known is null, never "" or 0.
Json text_or_null(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

Json number_or_null(int number) { return number > 0 ? Json(number) : Json(nullptr); }

Json commit_or_null(const std::optional<std::string>& commit) {
  return commit ? text_or_null(*commit) : Json(nullptr);
}

void put_place(Json& out, const std::optional<Location>& place) {
  out["path"] = place ? text_or_null(place->path) : Json(nullptr);
  out["line"] = place ? number_or_null(place->at.begin.line) : Json(nullptr);
  out["column"] = place ? number_or_null(place->at.begin.column) : Json(nullptr);
}

Json affected_list(const std::vector<Affected>& affects) {
  Json out = Json::array();
  for (const Affected& affected : affects) {
    out.push_back({{"consumer", affected.consumer}, {"contact", text_or_null(affected.contact)}});
  }
  return out;
}

Json issue_object(const Issue& issue) {
  Json out;
  out["severity"] = to_string(issue.severity);
  out["field"] = text_or_null(issue.field);
  out["kind"] = issue.rule;
  out["message"] = issue.message;
  out["bump"] = to_string(issue.bump);
  out["fingerprint"] = text_or_null(issue.fingerprint);
  out["accepted"] = issue.accepted;
  if (issue.accepted) out["reason"] = text_or_null(issue.accepted_because);
  put_place(out, issue.at);
  out["previous"] = nullptr;
  if (issue.previous) put_place(out["previous"], issue.previous);
  out["affects"] = affected_list(issue.affects);
  if (issue.affects_more > 0) out["affects_more"] = issue.affects_more;
  if (!issue.is_of_schema) return out;
  out["pointer"] = issue.removed_thing ? Json(nullptr) : Json(issue.pointer);
  if (issue.previous) out["previous"]["pointer"] = issue.previous_pointer;
  if (issue.witness.empty()) return out;
  Json witness = Json::parse(issue.witness, nullptr, false);
  out["witness"] = witness.is_discarded() ? Json(issue.witness) : std::move(witness);
  return out;
}

/// All but the issues.
Json contract_head(const ContractVerdict& contract) {
  Json out;
  out["name"] = contract.name;
  if (!contract.title.empty()) out["title"] = contract.title;
  out["dataset_id"] = text_or_null(contract.dataset_id);
  out["namespace"] = text_or_null(contract.name_space.value_or(""));
  out["kind"] = to_string(contract.kind);
  out["format"] = to_string(contract.format);
  out["path"] = text_or_null(contract.path);
  out["change"] = to_string(contract.change);
  out["previous_version"] = text_or_null(contract.previous_version);
  out["version"] = text_or_null(contract.version);
  out["mode"] = contract.mode;
  out["compatible"] = contract.compatible();
  out["required_bump"] = to_string(contract.required_bump);
  out["actual_bump"] = to_string(contract.actual_bump);
  out["suggested_version"] = text_or_null(contract.suggested_version);
  return out;
}

Json contract_object(const ContractVerdict& contract) {
  Json out = contract_head(contract);
  if (contract.diff && contract.diff->model) out.update(summary_json(*contract.diff->model));
  out["issues"] = issues_json(contract.issues);
  return out;
}

Json contract_list(const std::vector<ContractVerdict>& contracts, bool all) {
  Json out = Json::array();
  for (const ContractVerdict& contract : contracts) {
    const bool differs = contract.change != Change::unchanged || !contract.issues.empty();
    if (all || differs || (contract.diff && contract.diff->model)) {
      out.push_back(contract_object(contract));
    }
  }
  return out;
}

Json summary_object(const Counts& counts, std::size_t files_skipped) {
  return {{"contracts", counts.contracts}, {"changed", counts.changed},
          {"added", counts.added},         {"removed", counts.removed},
          {"errors", counts.errors},       {"warnings", counts.warnings},
          {"accepted", counts.accepted},   {"contracts_skipped", files_skipped}};
}

/// A side of a list of differences: both are of any kind.
Json side_object(const Side& side) {
  return {{"kind", side.kind},
          {"revision", text_or_null(side.revision)},
          {"commit", commit_or_null(side.commit)}};
}

void put_sides(Json& out, const Comparison& comparison) {
  if (comparison.lists_differences) {
    out["base"] = side_object(comparison.base);
    out["base"]["reason"] = text_or_null(comparison.base.reason);
    out["head"] = side_object(comparison.head);
    return;
  }
  out["base"] = {{"revision", text_or_null(comparison.base.revision)},
                 {"commit", commit_or_null(comparison.base.commit)},
                 {"reason", text_or_null(comparison.base.reason)}};
  out["head"] = {{"kind", comparison.head.kind},
                 {"commit", commit_or_null(comparison.head.commit)}};
}

Json step_object(const Comparison& step, bool all) {
  Json out;
  out["commit"] = commit_or_null(step.head.commit);
  out["parent"] = commit_or_null(step.base.commit);
  out["compatible"] = step.compatible();
  out["contracts"] = contract_list(step.contracts, all);
  out["issues"] = issues_json(step.issues);
  return out;
}

void put_steps(Json& out, const Report& report, bool all) {
  out["commits"] = Json::array();
  for (const Comparison& step : report.comparisons) {
    out["commits"].push_back(step_object(step, all));
  }
}

}  // namespace

Json issues_json(const std::vector<Issue>& issues) {
  Json out = Json::array();
  for (const Issue& issue : issues) out.push_back(issue_object(issue));
  return out;
}

Json issue_json(const Issue& issue) { return issue_object(issue); }

Json verdict_json(const ContractVerdict& contract) { return contract_head(contract); }

Json frame_json(const Report& report) {
  Json out;
  out["dcr"] = DCR_VERSION;
  out["compatible"] = report.compatible();
  const std::size_t skipped =
      report.comparisons.empty() ? 0 : report.comparisons.back().files_skipped;
  if (report.is_range) {
    out["range"] = {{"from", text_or_null(report.range_from)},
                    {"to", text_or_null(report.range_to)}};
  } else if (!report.comparisons.empty()) {
    put_sides(out, report.comparisons.front());
  }
  out["summary"] = summary_object(count(report), skipped);
  return out;
}

std::string to_json(const Report& report, bool all) {
  Json out = frame_json(report);
  if (report.is_range) {
    put_steps(out, report, all);
  } else if (!report.comparisons.empty()) {
    const Comparison& comparison = report.comparisons.front();
    out["contracts"] = contract_list(comparison.contracts, all);
    out["issues"] = issues_json(comparison.issues);
  }
  // Paths and, in a broken document, names may hold any bytes; dump() would throw on them.
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace dcr::report
