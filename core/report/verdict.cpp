// SPDX-License-Identifier: Apache-2.0
#include "core/report/verdict.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace dcr::report {

namespace {

bool has_open_error(const ContractVerdict& contract, std::string_view rule) {
  return std::any_of(contract.issues.begin(), contract.issues.end(), [rule](const Issue& issue) {
    return issue.rule == rule && issue.severity == Severity::error && !issue.accepted;
  });
}

/// "needs 1.1.0", or the size of the step where no version can be named.
std::string needed(const ContractVerdict& contract) {
  if (!contract.suggested_version.empty()) {
    return fmt::format("needs {}", printable(contract.suggested_version));
  }
  if (contract.required_bump == Bump::none) return "needs a higher version";
  return fmt::format("needs a {} version", to_string(contract.required_bump));
}

/// What is wrong with the version alone; empty when nothing is.
std::string version_refusal(const ContractVerdict& contract) {
  if (has_open_error(contract, "version_not_increasing")) {
    return "version did not rise: " + needed(contract);
  }
  if (has_open_error(contract, "version_bump_too_small")) {
    return "version too small: " + needed(contract);
  }
  if (has_open_error(contract, "version_taken")) return "version taken: " + needed(contract);
  return "";
}

std::string refused_by(const ContractVerdict& contract) {
  std::vector<std::string> rules;
  for (const Issue& issue : contract.issues) {
    const bool listed = std::find(rules.begin(), rules.end(), issue.rule) != rules.end();
    if (issue.severity == Severity::error && !issue.accepted && !listed) {
      rules.push_back(issue.rule);
    }
  }
  return fmt::format("refused: {}", fmt::join(rules, ", "));
}

std::string refusal(const ContractVerdict& contract) {
  if (has_open_error(contract, "contract_invalid")) return "invalid";
  if (contract.change == Change::removed) return "BREAKING, removed";
  const std::string version = version_refusal(contract);
  if (contract.breaking && contract.breaking_forbidden) {
    return "BREAKING, refused at any version (breaking: forbid)";
  }
  if (contract.breaking && !version.empty()) {
    return fmt::format("BREAKING, {} (breaking: major)", needed(contract));
  }
  return version.empty() ? refused_by(contract) : version;
}

std::string passing(const ContractVerdict& contract) {
  switch (contract.change) {
    case Change::unchanged: return "unchanged";
    case Change::added: return "added";
    case Change::removed: return "removed";
    case Change::moved:
    case Change::modified: break;
  }
  if (contract.breaking && !contract.breaking_forbidden) {
    return fmt::format("breaking, allowed as {} (breaking: major)", printable(contract.version));
  }
  if (contract.required_bump == Bump::none) return "compatible";
  return fmt::format("compatible, {}", to_string(contract.required_bump));
}

/// ", moved from …" where it stood elsewhere on the base side.
std::string move_words(const ContractVerdict& contract) {
  const bool both_sides = contract.change == Change::modified || contract.change == Change::moved;
  const bool moved =
      both_sides && !contract.previous_path.empty() && contract.previous_path != contract.path;
  return moved ? fmt::format(", moved from {}", printable(contract.previous_path)) : "";
}

/// What else the line has to say: warnings and acceptances never go by unseen.
std::string remarks(const ContractVerdict& contract) {
  std::size_t warnings = 0;
  std::size_t accepted = 0;
  for (const Issue& issue : contract.issues) {
    accepted += issue.accepted ? 1 : 0;
    warnings += !issue.accepted && issue.severity == Severity::warning ? 1 : 0;
  }
  std::string out;
  if (warnings > 0) out += ", " + counted(warnings, "warning");
  if (accepted > 0) out += fmt::format(", {} accepted", accepted);
  return out + move_words(contract);
}

}  // namespace

std::string verdict_words(const ContractVerdict& contract) {
  return (contract.compatible() ? passing(contract) : refusal(contract)) + remarks(contract);
}

std::string validity_words(const ContractVerdict& contract) {
  return (contract.compatible() ? "valid" : refusal(contract)) + remarks(contract);
}

std::string difference_words(const ContractVerdict& contract) {
  const bool both_sides = contract.change == Change::modified || contract.change == Change::moved;
  if (!both_sides) return std::string(to_string(contract.change));
  if (contract.change == Change::moved) return move_words(contract).substr(2);
  std::string out = counted(contract.issues.size(), "difference");
  if (!contract.issues.empty()) {
    out += contract.breaking       ? ", BREAKING"
           : contract.compatible() ? ", compatible"
                                   : ", incompatible";
  }
  if (contract.required_bump != Bump::none) {
    out += fmt::format(", asks for {}", to_string(contract.required_bump));
  }
  return out + move_words(contract);
}

std::string words_of(const ContractVerdict& contract, const Comparison& comparison) {
  if (comparison.head.kind == "files") return validity_words(contract);
  return comparison.lists_differences ? difference_words(contract) : verdict_words(contract);
}

std::string shown_name(const ContractVerdict& contract) {
  const std::string name = printable(contract.name);
  const bool titled = !contract.title.empty() && contract.title != contract.name;
  return titled ? fmt::format("{} ({})", name, printable(contract.title)) : name;
}

std::string version_words(const ContractVerdict& contract) {
  const auto or_unknown = [](const std::string& version) {
    return version.empty() ? std::string("?") : printable(version);
  };
  if (contract.change == Change::added) return or_unknown(contract.version);
  if (contract.change == Change::removed || contract.version == contract.previous_version) {
    return or_unknown(contract.previous_version);
  }
  return fmt::format("{} → {}", or_unknown(contract.previous_version),
                     or_unknown(contract.version));
}

}  // namespace dcr::report
