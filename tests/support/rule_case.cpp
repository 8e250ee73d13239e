// SPDX-License-Identifier: Apache-2.0
#include "tests/support/rule_case.hpp"

#include "core/check/run.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace dcr::test {
namespace fs = std::filesystem;

namespace {

using Files = std::map<std::string, std::string>;

constexpr auto contract_path = "contracts/contract.yaml";
constexpr Date today{2026, 6, 1};

/// `both/` with what one side has of its own.
Files side_files(const RuleCase& rule_case, const std::string& side) {
  Files files = files_below(rule_case.folder / side);
  files.merge(files_below(rule_case.folder / "both"));
  const fs::path contract = rule_case.folder / (side + ".yaml");
  if (fs::exists(contract)) files[contract_path] = read_file(contract.string());
  return files;
}

/// The commits of the mainline up to the base, oldest first.
std::vector<Files> mainline_commits(const RuleCase& rule_case) {
  std::vector<Files> commits;
  for (int i = 1; fs::exists(rule_case.folder / fmt::format("earlier-{}.yaml", i)); ++i) {
    commits.push_back(side_files(rule_case, fmt::format("earlier-{}", i)));
  }
  commits.push_back(side_files(rule_case, "before"));
  return commits;
}

/// A stream for `git fast-import`, so that the histories of all cases cost one process.
class ImportStream {
 public:
  /// Adds a commit on top of the one that `ref` names by now, if any.
  void add_commit(const std::string& ref, const Files& files) {
    text_ += fmt::format("commit {}\ncommitter Carl Committer <carl@example.com> {} +0000\n", ref,
                         1700000000 + 60 * ++count_);
    add_data(fmt::format("commit {}\n", count_));
    text_ += "deleteall\n";
    for (const auto& [path, content] : files) {
      text_ += fmt::format("M 100644 inline {}\n", path);
      add_data(content);
    }
    text_ += "\n";
  }

  /// Dates start anew, so that a case's commits have the same ids whatever other cases there are.
  void begin_case() { count_ = 0; }

  void add_ref(const std::string& ref, const std::string& at) {
    text_ += fmt::format("reset {}\nfrom {}\n\n", ref, at);
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void add_data(const std::string& data) {
    text_ += fmt::format("data {}\n{}\n", data.size(), data);
  }

  std::string text_;
  int count_ = 0;
};

std::string base_ref(const RuleCase& rule_case) {
  return fmt::format("refs/cases/{}/{}/base", rule_case.rule, rule_case.name);
}

std::string tip_ref(const RuleCase& rule_case) {
  return fmt::format("refs/cases/{}/{}/tip", rule_case.rule, rule_case.name);
}

fs::path tip_file(const RuleCase& rule_case) { return rule_case.folder / "mainline.yaml"; }

/// Whether some file states a mode, so that judging without `--mode` says something of its own.
bool states_mode(const RuleCase& rule_case) {
  for (const char* side : {"before", "after", "earlier-1"}) {
    for (const auto& [path, content] : side_files(rule_case, side)) {
      if (content.find("compatibility:") != std::string::npos) return true;
    }
  }
  return false;
}

std::string place_text(const std::optional<Location>& place) {
  if (!place) return "-";
  if (!place->at.known()) return place->path;
  return fmt::format("{}:{}:{}", place->path, place->at.begin.line, place->at.begin.column);
}

/// error[field_removed] 'ltv' at …:12:3, was …:17:11, major: field 'ltv' was removed
std::string issue_text(const Issue& issue) {
  std::string text = fmt::format("{}[{}]", to_string(issue.severity), issue.rule);
  if (!issue.field.empty()) text += fmt::format(" '{}'", issue.field);
  text += fmt::format(" at {}", place_text(issue.at));
  if (issue.previous) text += fmt::format(", was {}", place_text(issue.previous));
  if (issue.bump != Bump::none) text += fmt::format(", {}", to_string(issue.bump));
  for (const Affected& affected : issue.affects)
    text += fmt::format(", hits {}", affected.consumer);
  text += fmt::format(": {}", issue.message);
  if (issue.accepted) text += fmt::format(" (accepted: {})", issue.accepted_because);
  return text;
}

std::string verdict_text(const report::ContractVerdict& verdict) {
  const auto or_dash = [](const std::string& text) { return text.empty() ? "-" : text; };
  return fmt::format("{} {}, {} to {}, requires {}, has {}, suggests {}: {}{}", verdict.name,
                     report::to_string(verdict.change), or_dash(verdict.previous_version),
                     or_dash(verdict.version), to_string(verdict.required_bump),
                     to_string(verdict.actual_bump), or_dash(verdict.suggested_version),
                     verdict.breaking ? "breaking, " : "",
                     verdict.compatible() ? "compatible" : "incompatible");
}

/// The lines of all modes: equal ones once, with the modes that have them.
class Lines {
 public:
  void add(const std::string& mode, const report::Comparison& comparison) {
    modes_.push_back(mode);
    for (const Issue& issue : comparison.issues) add(mode, issue);
    for (const report::ContractVerdict& verdict : comparison.contracts) {
      for (const Issue& issue : verdict.issues) add(mode, issue);
      lines_[{1, verdict.path, 0, verdict_text(verdict)}].push_back(mode);
    }
  }

  [[nodiscard]] CaseAnswer answer() const {
    CaseAnswer answer{{}, rules_};
    for (const auto& [key, modes] : lines_) {
      answer.text += fmt::format("{}: {}\n",
                                 modes == modes_ ? "all" : fmt::format("{}", fmt::join(modes, " ")),
                                 std::get<3>(key));
    }
    return answer;
  }

 private:
  void add(const std::string& mode, const Issue& issue) {
    rules_.insert(issue.rule);
    const std::string path = issue.at ? issue.at->path : "";
    lines_[{0, path, issue.at ? issue.at->at.begin.line : 0, issue_text(issue)}].push_back(mode);
  }

  std::vector<std::string> modes_;
  std::map<std::tuple<int, std::string, int, std::string>, std::vector<std::string>> lines_;
  std::set<std::string> rules_;
};

}  // namespace

std::vector<RuleCase> rule_cases() {
  std::vector<RuleCase> cases;
  for (const auto& rule : fs::directory_iterator(fs::path(DCR_SOURCE_DIR) / "tests/rules")) {
    for (const auto& one : fs::directory_iterator(rule.path())) {
      cases.push_back(
          {rule.path().filename().string(), one.path().filename().string(), one.path()});
    }
  }
  std::ranges::sort(cases, {}, [](const RuleCase& one) { return std::tie(one.rule, one.name); });
  return cases;
}

Files files_below(const fs::path& folder) {
  Files files;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) {
      files[entry.path().lexically_relative(folder).generic_string()] =
          read_file(entry.path().string());
    }
  }
  return files;
}

RuleCaseRepo::RuleCaseRepo(const std::vector<RuleCase>& cases) {
  ImportStream stream;
  for (const RuleCase& one : cases) {
    stream.begin_case();
    for (const Files& files : mainline_commits(one)) stream.add_commit(base_ref(one), files);
    if (fs::exists(tip_file(one))) {
      Files files = side_files(one, "before");
      files[contract_path] = read_file(tip_file(one).string());
      stream.add_ref(tip_ref(one), base_ref(one));
      stream.add_commit(tip_ref(one), files);
    }
  }
  repo_.git({"fast-import", "--quiet"}, stream.text());
}

void RuleCaseRepo::become(const RuleCase& rule_case) {
  for (const std::string& path : written_) repo_.remove(path);
  written_.clear();
  std::string branch = "main";
  if (fs::exists(tip_file(rule_case))) {
    branch = "proposal";
    repo_.git({"update-ref", "refs/heads/main", tip_ref(rule_case)});
  }
  repo_.git({"checkout", "-q", "-f", "--no-track", "-B", branch, base_ref(rule_case)});
  const Files after = side_files(rule_case, "after");
  for (const auto& [path, content] : side_files(rule_case, "before")) {
    if (!after.contains(path)) repo_.remove(path);
  }
  for (const auto& [path, content] : after) {
    repo_.write(path, content);
    written_.push_back(path);
  }
}

CaseAnswer RuleCaseRepo::judge(const RuleCase& rule_case) {
  become(rule_case);
  const auto opened = repo_.open();
  std::vector<std::string> modes = {"backward", "forward", "full", "none"};
  if (states_mode(rule_case)) modes.emplace_back("stated");
  Lines lines;
  for (const std::string& mode : modes) {
    check::Request request;
    request.mode = Mode::parse(mode);  // "stated" is none, so nothing is forced
    request.today = today;
    request.environment = repo_.environment();
    const auto answer = check::run(*opened, request);
    REQUIRE_MESSAGE(answer.has_value(), answer.error().message);
    lines.add(mode, answer->report.comparisons.front());
  }
  return lines.answer();
}

}  // namespace dcr::test
