// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/report_paths.hpp"

#include "cli/paths.hpp"
#include "cli/session.hpp"

#include <filesystem>
#include <system_error>

namespace dcr::cli {
namespace {

namespace fs = std::filesystem;

class Placing {
 public:
  explicit Placing(const Session& session) {
    std::error_code failure;
    folder_ = fs::current_path(failure);
    root_ = folder_;
    auto opened = session.open_repository();
    if (opened && !(*opened)->is_bare()) {
      repository_ = std::move(*opened);
      root_ = repository_->worktree();
    }
  }

  void place(std::string& path) const {
    // Standard input is no file.
    if (path.empty() || path == "<stdin>") return;
    if (repository_) {
      const auto inside = repository_path(*repository_, path);
      if (inside && !inside->empty()) {
        path = *inside;
        return;
      }
    }
    path = (folder_ / path).lexically_normal().lexically_relative(root_).generic_string();
  }

  void place(std::optional<Location>& location) const {
    if (location) place(location->path);
  }

 private:
  std::shared_ptr<const git::Repository> repository_;
  fs::path folder_;
  fs::path root_;
};

/// Whether the paths of a side are the user's own: of files that were handed over, not of a tree.
bool is_named(const report::Side& side) {
  return side.kind == "files" || (side.kind == "file" && !side.commit);
}

void place_contract(const Placing& placing, const report::Comparison& comparison,
                    report::ContractVerdict& contract) {
  const bool base = is_named(comparison.base);
  if (is_named(comparison.head)) {
    // A document without a name is known by its path.
    const bool nameless = contract.name == contract.path;
    placing.place(contract.path);
    placing.place(contract.stand_in);
    if (nameless) contract.name = contract.path;
    for (Issue& issue : contract.issues) placing.place(issue.at);
  }
  if (base) {
    placing.place(contract.previous_path);
    for (Issue& issue : contract.issues) placing.place(issue.previous);
  }
}

}  // namespace

report::Report with_repository_paths(const Session& session, report::Report report) {
  const Placing placing(session);
  for (report::Comparison& comparison : report.comparisons) {
    for (report::ContractVerdict& contract : comparison.contracts) {
      place_contract(placing, comparison, contract);
    }
  }
  return report;
}

}  // namespace dcr::cli
