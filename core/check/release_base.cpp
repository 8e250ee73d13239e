// SPDX-License-Identifier: Apache-2.0
#include "core/check/release_base.hpp"

#include "core/base/text.hpp"
#include "core/check/head.hpp"
#include "core/check/verdict.hpp"
#include "core/registry/claims.hpp"
#include "core/registry/release_tag.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace dcr::check {
namespace {

/// Finds the released document of a contract, opening each tagged commit once.
class Releases {
 public:
  Releases(const git::Repository& repository, const Config& config, const PathFilter& filter)
      : repository_(repository), config_(config), filter_(filter) {}

  Result<void> read_tags() {
    auto tags = repository_.references("refs/tags/**");
    if (!tags) {
      return tags.error();
    }
    tags_ = std::move(*tags);
    return {};
  }

  /// The base document of `contract`; null when it has no release.
  Result<DocumentPtr> base_of(const LoadedDocument& contract) {
    const std::string name = contract.full_name();
    const Version& own = contract.contract.version.value;
    std::optional<Version> best;
    ObjectId commit;
    for (const auto& [reference, target] : tags_) {
      const auto version = released_version(config_.tags, name, reference);
      if (!version || version->is_prerelease() || version->major > own.major) {
        continue;
      }
      if (!best || *best < *version) {
        best = version;
        commit = target;
      }
    }
    if (!best) {
      return DocumentPtr();
    }
    any_ = true;
    return find(commit, name, contract.contract.name, *best);
  }

  /// Whether any contract has a release. A clone without tags has none, and must not pass for that.
  [[nodiscard]] bool any() const { return any_; }

 private:
  Result<DocumentPtr> find(const ObjectId& commit, const std::string& full_name,
                           const std::string& name, const Version& version) {
    auto snapshot = repository_.commit_snapshot(commit);
    if (!snapshot) {
      return snapshot.error();
    }
    auto files = (*snapshot)->list(filter_);
    if (!files) {
      return files.error();
    }
    const auto claiming =
        files_claiming(**snapshot, *files, {name}, repository_.common_folder() + "/dcr");
    if (!claiming) {
      return claiming.error();
    }
    for (const FileRef& file : *claiming) {
      const auto loaded = load_file(**snapshot, file, commit.short_hex());
      if (!loaded) {
        return loaded.error();
      }
      for (const DocumentPtr& document : loaded->documents) {
        if (document->usable && document->full_name() == full_name &&
            document->contract.version.value == version) {
          return document;
        }
      }
    }
    return DocumentPtr();
  }

  const git::Repository& repository_;
  const Config& config_;
  const PathFilter& filter_;
  std::vector<std::pair<std::string, ObjectId>> tags_;
  bool any_ = false;
};

Result<Documents> load_all(const Snapshot& snapshot, const PathFilter& filter) {
  Documents documents;
  auto files = snapshot.list(filter);
  if (!files) {
    return files.error();
  }
  auto read = load_files(snapshot, *files);
  if (!read) {
    return read.error();
  }
  for (LoadedFile& loaded : *read) {
    if (!loaded.problems.empty()) {
      documents.broken.insert(loaded.file.path);
      loaded.documents.push_back(broken_document(loaded));
    }
    for (const DocumentPtr& document : loaded.documents) {
      documents.after.push_back(document);
      documents.touched.insert(document.get());
    }
    documents.skipped += loaded.documents.empty() ? 1U : 0U;
  }
  documents.total = documents.after.size();
  return documents;
}

}  // namespace

Result<Answer> run_against_releases(const git::Repository& repository, const Request& request) {
  auto head = open_head(repository, request);
  if (!head) {
    return head.error();
  }
  const auto config = load_config(*head->snapshot);
  if (!config) {
    return config.error();
  }
  Sides sides;
  sides.after = head->snapshot.get();
  sides.after_filter = PathFilter(config->config.documents());
  sides.after_filter.narrow_to(request.paths);
  sides.before_filter = PathFilter(config->config.documents());
  sides.before_commit = head->commit;
  if (!head->commit) {
    const auto tip = repository.head();
    if (!tip) {
      return tip.error();
    }
    sides.before_commit = *tip;
  }
  auto documents = load_all(*head->snapshot, sides.after_filter);
  if (!documents) {
    return documents.error();
  }
  Terms terms;
  terms.config = &config->config;
  terms.forced_mode = request.mode;
  terms.today = request.today;
  terms.all = request.all;

  Releases releases(repository, config->config, sides.before_filter);
  if (auto read = releases.read_tags(); !read) {
    return read.error();
  }
  VerdictMaker maker(repository, sides, terms, *documents);
  report::Comparison comparison;
  comparison.head = head->side;
  comparison.base = {"releases", "@release", std::nullopt,
                     "the newest release tag of each contract"};
  comparison.contracts_total = documents->total;
  comparison.files_skipped = documents->skipped;
  for (const DocumentPtr& document : documents->after) {
    Pair pair{.after = document, .before = nullptr, .before_stays = false};
    if (document->usable) {
      auto base = releases.base_of(*document);
      if (!base) {
        return base.error();
      }
      pair.before = std::move(*base);
    }
    auto verdict = maker.judge_pair(pair);
    if (!verdict) {
      return verdict.error();
    }
    if (is_shown(*verdict, request.all)) {
      comparison.contracts.push_back(std::move(*verdict));
    }
  }
  if (documents->total > 0 && !releases.any()) {
    return Error{ErrorKind::unavailable,
                 fmt::format("no contract has a release: no tag is like '{}'",
                             printable(config->config.tags)),
                 {},
                 "git fetch --tags, or release a first version"};
  }
  Answer answer;
  answer.report.comparisons.push_back(std::move(comparison));
  if (documents->total == 0) {
    if (!config->config.stated_globs().empty() || !request.paths.empty()) {
      return Error{ErrorKind::usage,
                   "no contract matches",
                   {},
                   "contracts are the files that match `contracts:` of dcr.yaml"};
    }
    answer.notes.emplace_back(nothing_found);
  }
  return answer;
}

}  // namespace dcr::check
