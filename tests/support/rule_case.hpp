// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/temp_repo.hpp"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace dcr::test {

/// A folder of tests/rules: the states of a repository, and what the gate must say of them.
struct RuleCase {
  std::string rule;  ///< "field_removed"
  std::string name;  ///< "fires-nested_field"
  std::filesystem::path folder;

  [[nodiscard]] bool fires() const { return name.starts_with("fires-"); }
  [[nodiscard]] bool quiet() const { return name.starts_with("quiet-"); }
};

/// Every case, ordered by rule and name.
[[nodiscard]] std::vector<RuleCase> rule_cases();

/// The files of a folder of the case: path below that folder to content; empty when it is absent.
[[nodiscard]] std::map<std::string, std::string> files_below(const std::filesystem::path& folder);

/// What the gate says of a case in every mode.
struct CaseAnswer {
  std::string text;             ///< what `expected` holds
  std::set<std::string> rules;  ///< raised in at least one mode
};

/// A temporary repository that holds the histories of all cases and becomes one after the other:
/// one repository a case would cost most of the time.
class RuleCaseRepo {
 public:
  explicit RuleCaseRepo(const std::vector<RuleCase>& cases);

  /// Makes main, HEAD and the working tree those of a case and runs the gate. A failure fails the
  /// test.
  [[nodiscard]] CaseAnswer judge(const RuleCase& rule_case);

 private:
  void become(const RuleCase& rule_case);

  TempRepo repo_;
  std::vector<std::string> written_;  // the working tree's files, to be gone before the next case
};

}  // namespace dcr::test
