// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/register_output.hpp"

#include "cli/commands/json_output.hpp"
#include "core/base/bug.hpp"
#include "core/base/text.hpp"
#include "core/report/json.hpp"
#include "core/report/verdict.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace dcr::cli {
namespace {

using Json = nlohmann::ordered_json;
using check::PromotedContract;
using check::Promotion;

std::string_view to_string(PromotionStatus status) {
  switch (status) {
    case PromotionStatus::registered: return "registered";
    case PromotionStatus::would_register: return "would_register";
    case PromotionStatus::incompatible: return "incompatible";
    case PromotionStatus::already_registered: return "already_registered";
  }
  unreachable();
}

Json commit_or_null(const std::optional<ObjectId>& commit) {
  return commit ? Json(commit->hex()) : Json();
}

Json compatibility_json(const report::ContractVerdict& verdict) {
  Json out;
  out["compatible"] = verdict.compatible();
  out["mode"] = verdict.mode;
  out["previous_version"] = text_or_null(verdict.previous_version);
  out["required_bump"] = dcr::to_string(verdict.required_bump);
  out["actual_bump"] = dcr::to_string(verdict.actual_bump);
  out["suggested_version"] = text_or_null(verdict.suggested_version);
  out["issues"] = report::issues_json(verdict.issues);
  return out;
}

Json contract_json(const PromotedContract& contract, std::string_view tag) {
  const report::ContractVerdict& verdict = contract.verdict;
  Json out;
  out["name"] = verdict.name;
  out["dataset_id"] = text_or_null(verdict.dataset_id);
  out["namespace"] = text_or_null(verdict.name_space.value_or(""));
  out["kind"] = dcr::to_string(verdict.kind);
  out["version"] = text_or_null(verdict.version);
  out["change"] = report::to_string(verdict.change);
  out["registered_by"] = commit_or_null(contract.registered_by);
  out["tag"] = text_or_null(tag);
  out["compatibility"] = compatibility_json(verdict);
  return out;
}

/// The contract a reader of the top level wants to know about: the first that is refused, else the
/// first the commit is for.
std::size_t deciding(const PromotionAnswer& answer) {
  const auto& contracts = answer.promotion->contracts;
  const auto first = [&](auto&& is_it) {
    return static_cast<std::size_t>(std::ranges::find_if(contracts, is_it) - contracts.begin());
  };
  std::size_t found = contracts.size();
  if (answer.status == PromotionStatus::incompatible) {
    found = first([](const PromotedContract& one) { return !one.verdict.compatible(); });
  } else if (answer.status == PromotionStatus::already_registered) {
    found = first([](const PromotedContract& one) { return one.registered_by.has_value(); });
  }
  if (found == contracts.size()) found = first([](const auto& one) { return one.is_subject; });
  return found == contracts.size() ? 0 : found;
}

std::string line_of_body(const PromotedContract& contract) {
  const report::ContractVerdict& verdict = contract.verdict;
  const std::string previous = verdict.previous_version.empty()
                                   ? "the first version"
                                   : "previous version " + verdict.previous_version;
  return fmt::format("{} (mode {}, {})\n", report::verdict_words(verdict), verdict.mode, previous);
}

std::string verb(const PromotedContract& contract, PromotionStatus status) {
  const bool done = status == PromotionStatus::registered;
  if (contract.is_new) return done ? "registered" : "would register";
  return done ? "updated" : "would update";
}

}  // namespace

std::vector<const PromotedContract*> subjects(const Promotion& promotion) {
  std::vector<const PromotedContract*> found;
  for (const PromotedContract& contract : promotion.contracts) {
    if (contract.is_subject) found.push_back(&contract);
  }
  return found;
}

std::string name_and_version(const PromotedContract& contract) {
  return fmt::format("{} {}", contract.verdict.name, contract.verdict.version);
}

std::string to_json(const PromotionAnswer& answer) {
  Json contracts = Json::array();
  std::size_t subject = 0;
  for (const PromotedContract& contract : answer.promotion->contracts) {
    const bool tagged = contract.is_subject && subject < answer.tags.size();
    contracts.push_back(contract_json(contract, tagged ? answer.tags[subject++] : ""));
  }
  const Json& top = contracts.at(deciding(answer));
  Json out;
  out["status"] = to_string(answer.status);
  for (const char* key : {"name", "dataset_id", "namespace", "kind", "version"}) {
    out[key] = top.at(key);
  }
  out["path"] = answer.promotion->file.path;
  out["commit"] = commit_or_null(answer.commit);
  out["registered_by"] = top.at("registered_by");
  out["tag"] = top.at("tag");
  out["compatibility"] = top.at("compatibility");
  out["contracts"] = std::move(contracts);
  out["issues"] = report::issues_json(answer.promotion->report.comparisons.front().issues);
  return json_text(out);
}

std::string to_text(const PromotionAnswer& answer) {
  std::string out;
  std::size_t subject = 0;
  for (const PromotedContract* contract : subjects(*answer.promotion)) {
    std::string where;
    if (answer.commit) where = "commit " + answer.commit->short_hex();
    if (subject < answer.tags.size()) {
      where += fmt::format("{}tag {}", where.empty() ? "" : ", ", answer.tags[subject]);
    }
    ++subject;
    out += fmt::format("{} {}{}\n", verb(*contract, answer.status),
                       printable(name_and_version(*contract)),
                       where.empty() ? "" : fmt::format(" ({})", printable(where)));
  }
  return out;
}

std::string commit_message(const Promotion& promotion) {
  const auto all = subjects(promotion);
  if (all.empty()) return fmt::format("Change {}\n", printable(promotion.file.path));
  const bool any_new =
      std::ranges::any_of(all, [](const PromotedContract* one) { return one->is_new; });
  std::string subject =
      fmt::format("{} {}", any_new ? "Register" : "Update", name_and_version(*all.front()));
  if (all.size() == 2) subject += " and " + name_and_version(*all.back());
  if (all.size() > 2) subject += fmt::format(" and {} more", all.size() - 1);
  std::string message = subject + "\n\n";
  for (const PromotedContract* contract : all) {
    if (all.size() > 1) message += name_and_version(*contract) + ": ";
    message += line_of_body(*contract);
  }
  return message;
}

}  // namespace dcr::cli
