// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_text.hpp"
#include "core/compat/change.hpp"
#include "core/compat/issue.hpp"
#include "core/model/contract.hpp"
#include "core/model/mode.hpp"
#include "core/model/model_schema.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr {

/// What applies to one contract, once the configuration has been asked.
struct Policy {
  Mode mode;
  bool breaking_forbidden = true;
  ModelPolicy model_policy = ModelPolicy::automatic;
  std::map<std::string, std::optional<Severity>, std::less<>> levels;  ///< empty = off
};

/// A contract and the text it was read from.
struct Source {
  const Contract* contract = nullptr;  ///< null only where the text says
  std::string_view path;
  const SourceText* text = nullptr;  ///< null = there is nothing to quote
};

/// What may let an issue pass.
struct Acceptances {
  const std::vector<ConfiguredAcceptance>* configured = nullptr;  ///< null = none
  Date today;
  /// The comments of the new document count for nothing: a push is not let through by what it
  /// brings along. Those in `approved` count, of the document it replaces; null = none.
  bool only_approved = false;
  const std::vector<InlineAcceptance>* approved = nullptr;
};

struct Judgement {
  std::vector<Issue> issues;
  Bump required_bump = Bump::none;  ///< after the shift of 0.y.z
  Bump actual_bump = Bump::none;
  std::string suggested_version;  ///< empty where no version would pass, or none is asked for
  bool breaking = false;          ///< an unaccepted breaking change, whatever became of it
  std::vector<bool> used;         ///< which inline acceptances of the new document matched
};

/// Judges `after` as the successor of `before`: the compatibility of the changes under the mode,
/// then the version, then what is accepted.
[[nodiscard]] Judgement judge(const Source& before, const Source& after, const Policy& policy,
                              const Acceptances& acceptances);

/// Judges only the compatibility, as `_transitive` modes do with versions older than the
/// predecessor: the errors and warnings, worded with that version.
[[nodiscard]] std::vector<Issue> judge_older(const Source& older, const Source& after,
                                             const Policy& policy);

/// An issue the gate raises itself, with the catalogue's severity as the policy has it; empty when
/// the policy turns the rule off.
struct GateIssue {
  std::string_view rule;
  std::string message;
  std::string field{};
  std::string before{};
  std::string after{};
  std::optional<Severity> severity{};  ///< instead of the catalogue's
};
[[nodiscard]] std::optional<Issue> gate_issue(GateIssue what, std::string_view contract_name,
                                              const Policy& policy);

/// The issue a problem of a document is.
[[nodiscard]] std::optional<Issue> problem_issue(const Problem& problem, const Source& source,
                                                 std::string_view contract_name,
                                                 const Policy& policy);

/// A place in a text, with the line that stands there; without it where `text` is null.
[[nodiscard]] Location locate(std::string_view path, const SourceText* text, Span at,
                              Span mark = {});

/// Whether a change of `field` (empty = of anything) touches what the consumer lists: the field,
/// what it is part of, or a part of it. Who lists nothing relies on everything.
[[nodiscard]] bool relies_on(const Consumer& consumer, std::string_view field);

/// Which consumers of `contract` rely on `field` (empty = on anything).
[[nodiscard]] std::vector<Affected> affected_by(const Contract& contract, std::string_view field);

/// The order of reports: by path, line, column, rule, field.
void sort_issues(std::vector<Issue>& issues);

}  // namespace dcr
