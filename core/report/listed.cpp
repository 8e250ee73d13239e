// SPDX-License-Identifier: Apache-2.0
#include "core/report/listed.hpp"

#include "core/base/text.hpp"
#include "core/compat/acceptance.hpp"
#include "core/report/issue_words.hpp"
#include "core/report/totals.hpp"

#include <fmt/format.h>

#include <cctype>
#include <map>

namespace dcr::report {

namespace {

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// `text` with the numbers of lines and columns left out: "line 7", "column 3", "a.yaml:7:3".
std::string without_places(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool begins = is_digit(text[at]) && (at == 0 || !is_digit(text[at - 1]));
    const std::string_view before = text.substr(0, at);
    const bool is_place = begins && (before.ends_with("line ") || before.ends_with("column ") ||
                                     before.ends_with(':'));
    if (is_place) {
      while (at + 1 < text.size() && is_digit(text[at + 1])) ++at;
    } else {
      out += text[at];
    }
  }
  return out;
}

/// The issue's own fingerprint, unless a line number went into it, as into that of a problem whose
/// message names another line.
std::string steady_id(const Listed& listed) {
  const Issue& issue = *listed.issue;
  const std::string after = without_places(issue.after);
  if (!issue.fingerprint.empty() && (issue.bump != Bump::none || after == issue.after)) {
    return issue.fingerprint;
  }
  const std::string_view name = listed.contract ? listed.contract->name : listed.path;
  const std::string what = after.empty() ? without_places(issue.message) : after;
  return fingerprint(issue.rule, name, issue.field, issue.before, what);
}

void find_place(Listed& listed) {
  const Issue& issue = *listed.issue;
  if (issue.at) {
    listed.path = issue.at->path;
    listed.at = issue.at->at;
  } else if (listed.contract) {
    const std::string& other = listed.contract->stand_in;
    listed.path = other.empty() ? listed.contract->path : other;
  }
  if (listed.path.empty()) listed.path = "dcr.yaml";
  if (!listed.at.known()) listed.at = {{1, 0}, 0};
}

/// Collects the issues and gives each its id.
class Lister {
 public:
  explicit Lister(bool is_range) : is_range_(is_range) {}

  void add(const std::vector<Issue>& issues, const ContractVerdict* contract,
           const Comparison& comparison) {
    for (const Issue& issue : issues) {
      Listed listed{&issue, contract, &comparison, "", {}, "", ""};
      find_place(listed);
      listed.id = steady_id(listed);
      if (is_range_) {
        listed.commit = short_id(comparison.head.commit);
        listed.id += "-" + listed.commit;
      }
      // Two of a kind keep apart by their order.
      const int number = ++seen_[listed.id];
      if (number > 1) listed.id += fmt::format("-{}", number);
      all_.push_back(std::move(listed));
    }
  }

  [[nodiscard]] std::vector<Listed> take() { return std::move(all_); }

 private:
  bool is_range_;
  std::map<std::string, int> seen_;
  std::vector<Listed> all_;
};

}  // namespace

std::vector<Listed> list_issues(const Report& report) {
  Lister lister(report.is_range);
  for (const Comparison& comparison : report.comparisons) {
    for (const ContractVerdict& contract : comparison.contracts) {
      lister.add(contract.issues, &contract, comparison);
    }
    lister.add(comparison.issues, nullptr, comparison);
  }
  return lister.take();
}

std::string message_of(const Listed& listed) {
  const Issue& issue = *listed.issue;
  std::string out;
  if (issue.accepted) out += "accepted: ";
  if (!listed.commit.empty()) out += fmt::format("in commit {}: ", listed.commit);
  out += printable(issue.message);
  const bool elsewhere = !issue.at && issue.previous && issue.previous->path != listed.path;
  if (elsewhere) out += fmt::format(" (it was {})", printable(issue.previous->path));
  return out;
}

std::string place_of(const Listed& listed) {
  return place_words({.path = listed.path, .at = listed.at});
}

std::vector<std::string> note_lines(const Listed& listed) {
  const Comparison& comparison = *listed.comparison;
  std::vector<std::string> lines;
  for (const IssueNote& note :
       issue_notes(*listed.issue, short_id(comparison.base.commit), comparison.lists_differences)) {
    lines.push_back(fmt::format("{}: {}", note.label, note.text));
  }
  return lines;
}

std::string whole_text(const Listed& listed) {
  std::string out = message_of(listed);
  for (const std::string& line : note_lines(listed)) out += "\n" + line;
  return out;
}

std::string_view command_of(const Report& report) {
  if (report.comparisons.empty()) return "check";
  const Comparison& one = report.comparisons.front();
  if (one.lists_differences) return "diff";
  return one.head.kind == "files" ? "validate" : "check";
}

}  // namespace dcr::report
