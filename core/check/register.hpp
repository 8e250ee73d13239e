// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/run.hpp"
#include "core/config/config.hpp"
#include "core/registry/document.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dcr::check {

/// What `dcr register FILE` asks to be judged.
struct PromotionRequest {
  std::string path;          ///< of the file, from the repository's root
  std::optional<Mode> mode;  ///< `--mode`
  bool allow_overwrite = false;
  Date today;
  git::Environment environment;
};

/// One contract of the file.
struct PromotedContract {
  report::ContractVerdict verdict;
  /// Null for a contract that the file no longer holds, and for a file that cannot be read.
  std::shared_ptr<const LoadedDocument> document;
  bool is_new = false;  ///< HEAD has not this version
  /// What the commit is for: HEAD has not this version, or has it with other content. Where only
  /// other things changed (owners, a status), every contract of the file.
  bool is_subject = false;
  /// The commit that registered the version before; empty where it is free to be registered.
  std::optional<ObjectId> registered_by;
};

/// What a commit of the file would register, judged. Nothing has been changed.
struct Promotion {
  report::Report report;
  std::vector<std::string> notes;  ///< for people, on stderr
  std::vector<PromotedContract> contracts;
  /// What the commit holds: the file, and where its contracts came from when they moved.
  std::vector<std::string> paths;
  bool unchanged = false;  ///< HEAD has the file already as it is
  FileRef file;
  Config config;

  /// The first contract whose version is registered already; null when all are free.
  [[nodiscard]] const PromotedContract* duplicate() const;
  [[nodiscard]] bool compatible() const { return report.compatible(); }
};

/// Judges the file as it stands in the working tree: what a commit of it alone would do to the
/// registry, by the base and the policy of `dcr check`, and whether its versions are still free.
///
/// Errors: usage when the file is none that can be registered, or the repository is bare; those of
/// run().
Result<Promotion> judge_promotion(const git::Repository& repository,
                                  const PromotionRequest& request);

/// Whether the commit holds what was judged: a hook, or another program, may have changed the file
/// in between.
///
/// Errors: git when its contracts are others.
Result<void> require_judged(const git::Repository& repository, const Promotion& promotion,
                            const ObjectId& commit);

}  // namespace dcr::check
