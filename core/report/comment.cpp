// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.hpp"
#include "core/report/formats.hpp"
#include "core/report/listed.hpp"
#include "core/report/markdown.hpp"
#include "core/report/totals.hpp"
#include "core/report/verdict.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace dcr::report {

namespace {

constexpr std::size_t longest_text = 1000;  // of one message or note, in bytes
constexpr std::size_t longest_name = 200;
constexpr std::size_t kept_for_the_end = 400;

/// The beginning of a text, cut between two characters.
std::string clipped(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

std::string sentence(const std::string& text) {
  return markdown_sentence(clipped(text, longest_text));
}

/// Between the bars of a table, where a bar ends the cell even inside code.
std::string cell(const std::string& markdown) {
  std::string out;
  for (std::size_t at = 0; at < markdown.size(); ++at) {
    if (markdown[at] == '|') out += '\\';
    out += markdown[at];
  }
  return out;
}

std::string name_of(const ContractVerdict& contract) {
  return clipped(shown_name(contract), longest_name);
}

std::string row(const ContractVerdict& contract, const Comparison& comparison) {
  return fmt::format("| {} | {} | {} |\n", cell(markdown_code(name_of(contract))),
                     cell(markdown_sentence(clipped(version_words(contract), longest_name))),
                     cell(sentence(words_of(contract, comparison))));
}

std::string item(const Listed& listed) {
  const Issue& issue = *listed.issue;
  std::string out = fmt::format(
      "- **{}** {} at {}: {}\n", issue.accepted ? "accepted" : to_string(issue.severity),
      markdown_code(issue.rule), markdown_code(clipped(place_of(listed), longest_name)),
      sentence(printable(issue.message)));
  for (const std::string& note : note_lines(listed)) {
    const std::size_t colon = note.find(": ");
    const std::string label = note.substr(0, colon);
    const std::string text = note.substr(colon + 2);
    const bool is_code = label == "was" || label == "accept";
    out += fmt::format("  - {}: {}\n", label,
                       is_code ? markdown_code(clipped(text, longest_text)) : sentence(text));
  }
  return out;
}

std::string heading(const Report& report) {
  const std::string_view command = command_of(report);
  if (command == "diff") return "### dcr diff\n\n";
  const std::string_view yes = command == "validate" ? "valid" : "compatible";
  const std::string_view no = command == "validate" ? "invalid" : "refused";
  return fmt::format("### {} dcr {}: {}\n\n", report.compatible() ? "✅" : "❌", command,
                     report.compatible() ? yes : no);
}

/// Writes the comment until it is full.
class Comment {
 public:
  Comment(const Report& report, bool all, std::size_t most_bytes)
      : report_(report), all_(all), most_(most_bytes - kept_for_the_end) {
    for (Listed& listed : list_issues(report)) {
      const void* owner = listed.comparison;
      if (listed.contract) owner = listed.contract;
      issues_[owner].push_back(std::move(listed));
    }
  }

  std::string write() {
    // By this line a bot finds the comment that it has to replace.
    text_ = fmt::format("<!-- dcr {} -->\n", command_of(report_)) + heading(report_);
    if (report_.is_range) text_ += sentence(range_words(report_)) + "\n\n";
    for (const Comparison& comparison : report_.comparisons) {
      if (!report_.is_range) text_ += sentence(total_words(comparison)) + "\n\n";
      section(comparison);
    }
    std::vector<std::string> missing;
    if (rows_left_out_ > 0) missing.push_back(counted(rows_left_out_, "contract"));
    if (issues_left_out_ > 0) missing.push_back(counted(issues_left_out_, "issue"));
    if (!missing.empty()) {
      text_ += fmt::format("**Not the whole report:** {} more do not fit here. {} tells all.\n",
                           fmt::join(missing, " and "),
                           markdown_code(fmt::format("dcr {}", command_of(report_))));
    }
    return std::move(text_);
  }

 private:
  [[nodiscard]] bool is_shown(const ContractVerdict& contract) const {
    return all_ || contract.change != Change::unchanged || !contract.issues.empty();
  }

  /// Once something did not fit, nothing does: what follows would seem to be all there is.
  bool fits(std::size_t size, std::size_t most) {
    full_ = full_ || text_.size() + size > most;
    return !full_;
  }

  void section(const Comparison& comparison) {
    const bool empty = comparison.issues.empty() &&
                       std::ranges::none_of(comparison.contracts, [&](const auto& contract) {
                         return is_shown(contract);
                       });
    if (empty) return;
    if (report_.is_range && fits(100, most_)) {
      text_ += fmt::format("#### commit {}\n\n", short_id(comparison.head.commit));
    }
    table(comparison);
    for (const ContractVerdict& contract : comparison.contracts) {
      details(html_text(name_of(contract)), issues_[&contract]);
    }
    details("dcr.yaml", issues_[&comparison]);
  }

  void table(const Comparison& comparison) {
    std::string rows;
    bool ended = false;
    for (const ContractVerdict& contract : comparison.contracts) {
      if (!is_shown(contract)) continue;
      const std::string line = row(contract, comparison);
      // Half of the room is kept for the issues.
      ended = ended || text_.size() + rows.size() + line.size() > most_ / 2;
      if (ended) {
        ++rows_left_out_;
      } else {
        rows += line;
      }
    }
    if (!rows.empty()) text_ += "| contract | version | verdict |\n|---|---|---|\n" + rows + "\n";
  }

  void details(const std::string& name, const std::vector<Listed>& issues) {
    if (issues.empty()) return;
    const std::string open =
        fmt::format("<details><summary><code>{}</code>: {}</summary>\n\n", name,
                    counted(issues.size(), report_lists_differences() ? "difference" : "issue"));
    constexpr std::string_view close = "\n</details>\n\n";
    std::string items;
    for (const Listed& listed : issues) {
      const std::string next = item(listed);
      if (fits(open.size() + items.size() + next.size() + close.size(), most_)) {
        items += next;
      } else {
        ++issues_left_out_;
      }
    }
    if (!items.empty()) text_.append(open).append(items).append(close);
  }

  [[nodiscard]] bool report_lists_differences() const { return command_of(report_) == "diff"; }

  const Report& report_;
  bool all_;
  std::size_t most_;
  std::map<const void*, std::vector<Listed>> issues_;
  std::string text_;
  bool full_ = false;
  std::size_t rows_left_out_ = 0;
  std::size_t issues_left_out_ = 0;
};

}  // namespace

std::string to_markdown(const Report& report, bool all, std::size_t most_bytes) {
  return Comment(report, all, most_bytes).write();
}

}  // namespace dcr::report
