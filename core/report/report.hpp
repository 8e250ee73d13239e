// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/issue.hpp"
#include "core/compat/model_summary.hpp"
#include "core/model/contract.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dcr::report {

/// What happened to a contract between the two sides.
enum class Change { unchanged, added, modified, moved, removed };
[[nodiscard]] std::string_view to_string(Change change);

/// What `dcr diff` tells of two versions and no other command asks for.
struct DiffDetails {
  std::string previous_dataset_id;  ///< empty when added
  /// The names of the objects of either side: the paths of issues begin with one where a side has
  /// several.
  std::vector<std::string> objects;
  std::vector<std::string> previous_objects;
  std::optional<ModelSummary> model;
};

/// The verdict on one contract.
struct ContractVerdict {
  std::string name;        ///< full name; the path where no name could be read
  std::string dataset_id;  ///< without the namespace
  std::optional<std::string> name_space;
  std::string title;  ///< ODCS `name`; empty when there is none
  ContractKind kind = ContractKind::contract;
  Format format = Format::dcr;
  std::string path;           ///< on the new side; of the base when removed
  std::string previous_path;  ///< on the base side; empty when added
  /// Of a removed contract: a file of the new side for reports that have to name one.
  std::string stand_in;
  Change change = Change::unchanged;
  std::string previous_version;  ///< empty when added
  std::string version;           ///< empty when removed or unreadable
  std::string mode;              ///< "backward"
  bool breaking_forbidden = true;
  Bump required_bump = Bump::none;  ///< what the changes ask for, after the 0.x shift
  Bump actual_bump = Bump::none;
  std::string suggested_version;  ///< empty where no version would pass or none is needed
  bool breaking = false;          ///< an unaccepted breaking change, whatever became of it
  std::vector<Issue> issues;      ///< sorted by path, line, rule
  std::shared_ptr<const DiffDetails> diff;  ///< null where two versions were not asked for

  /// No unaccepted error.
  [[nodiscard]] bool compatible() const;
};

/// What was looked at on one side.
struct Side {
  /// "commit", "index", "worktree", "none" (no commit yet), "releases" (each contract's own tag),
  /// "files" (validated alone), "version" (one version of a contract), "file" (the contracts of
  /// one file).
  std::string kind;
  std::string revision;  ///< as asked or found: "origin/main"; empty for index and worktree
  std::optional<std::string> commit;  ///< full id
  std::string reason;                 ///< why this one: "merge base with origin/main"
};

/// One comparison: what `check` answers without --range, or one step of a range.
struct Comparison {
  Side base;
  Side head;
  std::vector<ContractVerdict> contracts;  ///< sorted by name, then path
  std::vector<Issue> issues;               ///< that belong to no contract: dcr.yaml, acceptances
  std::size_t contracts_total = 0;         ///< on the new side
  std::size_t files_skipped = 0;           ///< matched a glob and hold no key of any format
  /// `dcr diff`: the issues are every difference, told and not judged.
  bool lists_differences = false;

  [[nodiscard]] bool compatible() const;
};

/// Units: `changed` counts every contract that is not unchanged, so `added`, `removed` and `moved`
/// are parts of it; an accepted issue is neither an error nor a warning.
struct Counts {
  std::size_t contracts = 0, changed = 0, added = 0, removed = 0, moved = 0;
  std::size_t errors = 0, warnings = 0, accepted = 0;
  std::size_t breaking = 0;  ///< contracts with an unaccepted breaking change
};
[[nodiscard]] Counts count(const Comparison& comparison);

/// What `check` answers.
struct Report {
  /// One comparison; with --range one for each first-parent commit, oldest first.
  std::vector<Comparison> comparisons;
  bool is_range = false;
  std::string range_from;  ///< full ids
  std::string range_to;

  [[nodiscard]] bool compatible() const;
};

/// The sum over the comparisons; `contracts` of the last one.
[[nodiscard]] Counts count(const Report& report);

enum class Colour { never, always };

struct TextOptions {
  Colour colour = Colour::never;
  bool quiet = false;  ///< issues and nothing else
  bool all = false;    ///< unchanged contracts too
};

/// Whether the report, of `dcr diff`, lists any difference.
[[nodiscard]] bool differs(const Report& report);

[[nodiscard]] std::string to_text(const Report& report, const TextOptions& options);
[[nodiscard]] std::string to_json(const Report& report, bool all);

}  // namespace dcr::report
