// SPDX-License-Identifier: Apache-2.0
#include "core/check/run.hpp"

#include "core/base/text.hpp"
#include "core/check/head.hpp"
#include "core/check/range.hpp"
#include "core/check/release_base.hpp"
#include "core/git/baseline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

namespace dcr::check {
namespace {

using SnapshotPtr = std::unique_ptr<Snapshot>;

/// The base side, opened.
struct Base {
  SnapshotPtr snapshot;
  report::Side side;
  git::Baseline line;
};

Result<git::Baseline> find_line(const git::Repository& repository, const Request& request,
                                const Config& head_config) {
  if (request.pushed) {
    return request.pushed->base;
  }
  git::BaselineRequest wanted;
  wanted.against = request.against;
  wanted.tip = request.tip;
  if (request.side == NewSide::commit) {
    wanted.head_revision = request.head_revision;
  }
  wanted.mainline = head_config.mainline;
  wanted.environment = request.environment;
  return git::find_baseline(repository, wanted);
}

Result<Base> open_base(const git::Repository& repository, const Request& request,
                       const Config& head_config) {
  auto line = find_line(repository, request, head_config);
  if (!line) {
    return line.error();
  }
  Base base;
  base.line = std::move(*line);
  base.side.reason = base.line.reason;
  base.side.revision = base.line.revision;
  if (!base.line.commit) {
    base.side.kind = "none";
    base.snapshot = git::Repository::empty_snapshot();
    return base;
  }
  base.side.kind = "commit";
  base.side.commit = base.line.commit->hex();
  auto snapshot = repository.commit_snapshot(*base.line.commit, base.line.folder);
  if (!snapshot) {
    return snapshot.error();
  }
  base.snapshot = std::move(*snapshot);
  return base;
}

/// The base's configuration. A broken one cannot be weakened, so it reads as if it were absent.
Result<LoadedConfig> base_config(const Snapshot& base) {
  auto loaded = load_config(base);
  const bool broken = !loaded && loaded.error().kind == ErrorKind::bad_config;
  return broken ? LoadedConfig{} : std::move(loaded);
}

PathFilter filter_of(const std::vector<Glob>& globs, const std::vector<std::string>& paths) {
  PathFilter filter(globs);
  filter.narrow_to(paths);
  return filter;
}

/// Both configurations' globs: what the base covered and the new one does not is gone.
std::vector<Glob> either(const Config& a, const Config& b) {
  std::vector<Glob> globs = a.documents();
  for (const Glob& glob : b.documents()) {
    const bool known =
        std::ranges::any_of(globs, [&](const Glob& other) { return other.text() == glob.text(); });
    if (!known) {
      globs.push_back(glob);
    }
  }
  return globs;
}

/// Never green having checked nothing: every named path and stated glob must match on some side.
Result<void> require_matches(const Config& config, const std::vector<std::string>& paths,
                             const SeenFiles& seen) {
  for (const std::string& path : paths) {
    PathFilter one(config.documents());
    one.narrow_to({path});
    const bool found =
        std::ranges::any_of(seen.paths, [&](const std::string& file) { return one.matches(file); });
    if (!found) {
      return Error{ErrorKind::usage,
                   fmt::format("no contract at '{}', on either side", printable(path)),
                   {},
                   "contracts are the files that match `contracts:` of dcr.yaml, models those of "
                   "`models:`, mods the one file of `mods:`"};
    }
  }
  if (!paths.empty()) {
    return {};
  }
  for (const Glob& glob : config.stated_globs()) {
    const bool found = seen.globs.contains(glob.text()) ||
                       std::ranges::any_of(
                           seen.paths, [&](const std::string& file) { return glob.matches(file); });
    if (!found) {
      const bool of_contracts =
          config.contracts_stated &&
          std::ranges::find(config.contracts, glob.text(), &Glob::text) != config.contracts.end();
      const auto place = config.places.find(of_contracts ? "contracts" : "models");
      return Error{ErrorKind::usage,
                   fmt::format("the glob '{}' matches no file, on either side", glob.text()),
                   SourceSpan{std::string(config_path),
                              place == config.places.end() ? Span{} : place->second},
                   "correct or remove it"};
    }
  }
  return {};
}

std::string cache_folder(const git::Repository& repository) {
  return repository.common_folder() + "/dcr";
}

/// Everything of one comparison, in the order it is found out.
struct Setting {
  Head head;
  Base base;
  LoadedConfig head_config;
  LoadedConfig old_config;
  const Config* applied = nullptr;  ///< the one dcr.yaml that judges
  Trust trust = Trust::authors;
};

/// The configuration that a change is held against.
Result<LoadedConfig> load_old_config(const git::Repository& repository, const Request& request,
                                     const Snapshot& base) {
  if (!request.pushed || !request.pushed->policy) {
    return base_config(base);
  }
  const auto snapshot = repository.commit_snapshot(*request.pushed->policy);
  if (!snapshot) {
    return snapshot.error();
  }
  return base_config(**snapshot);
}

/// Whose policy judges, once both sides are open. A commit may not judge itself by a policy it
/// brings along; a person's own files may. Where nothing was before, all of it is new.
void choose_policy(const Request& request, Setting& setting) {
  const bool has_base = setting.base.line.commit.has_value();
  setting.applied = request.side == NewSide::commit && has_base ? &setting.old_config.config
                                                                : &setting.head_config.config;
  if (request.pushed && request.pushed->server_policy != nullptr) {
    setting.trust = Trust::policy;
  } else if (request.pushed && has_base) {
    setting.trust = Trust::approved;
  }
}

Result<Setting> set_up(const git::Repository& repository, const Request& request) {
  Setting setting;
  auto head = open_head(repository, request);
  if (!head) {
    return head.error();
  }
  setting.head = std::move(*head);
  const LoadedConfig* server_policy = request.pushed ? request.pushed->server_policy : nullptr;
  auto config = server_policy != nullptr ? *server_policy : load_config(*setting.head.snapshot);
  if (!config) {
    return config.error();
  }
  setting.head_config = std::move(*config);
  auto base = open_base(repository, request, setting.head_config.config);
  if (!base) {
    return base.error();
  }
  setting.base = std::move(*base);
  auto old = server_policy != nullptr
                 ? *server_policy
                 : load_old_config(repository, request, *setting.base.snapshot);
  if (!old) {
    return old.error();
  }
  setting.old_config = std::move(*old);
  return setting;
}

std::set<std::string> fingerprints(const report::Comparison& comparison) {
  std::set<std::string> all;
  for (const report::ContractVerdict& verdict : comparison.contracts) {
    for (const Issue& issue : verdict.issues) {
      all.insert(issue.fingerprint);
    }
  }
  return all;
}

/// `raised` as weakenings() wants it.
Result<std::vector<Issue>> policy_issues(const Setting& setting,
                                         const std::set<std::string>* raised) {
  if (!setting.base.line.commit || setting.head_config.text == setting.old_config.text) {
    return std::vector<Issue>{};
  }
  std::vector<std::string> uncovered;
  if (setting.head_config.config.stated || setting.old_config.config.stated) {
    auto files = setting.head.snapshot->list(PathFilter(setting.old_config.config.documents()));
    if (!files) {
      return files.error();
    }
    uncovered = uncovered_files(*files, setting.old_config.config, setting.head_config.config);
  }
  return weakenings(setting.old_config, setting.head_config, uncovered, raised);
}

/// What other files changed since the base is no part of the commit to be.
void keep_candidates(report::Comparison& comparison, const std::vector<std::string>& candidates) {
  std::erase_if(comparison.contracts, [&](const report::ContractVerdict& verdict) {
    return std::ranges::find(candidates, verdict.path) == candidates.end();
  });
}

Result<Answer> compare_two(const git::Repository& repository, const Request& request) {
  auto made = set_up(repository, request);
  if (!made) {
    return made.error();
  }
  Setting& setting = *made;
  choose_policy(request, setting);
  const Config& config = *setting.applied;
  Sides sides;
  sides.before = setting.base.snapshot.get();
  sides.after = setting.head.snapshot.get();
  sides.after_filter = filter_of(config.documents(), request.paths);
  sides.before_filter = filter_of(either(config, setting.old_config.config), request.paths);
  if (setting.head_config.text != setting.old_config.text) {
    sides.covered_before = PathFilter(setting.old_config.config.documents());
  }
  sides.before_commit = setting.base.line.commit;
  sides.before_folder = setting.base.line.folder;
  sides.cache_folder = cache_folder(repository);
  sides.all = request.all;

  Terms terms;
  terms.config = &config;
  terms.forced_mode = request.mode;
  terms.today = request.today;
  terms.mainline_tip = setting.base.line.mainline_tip;
  terms.all = request.all;
  terms.trust = setting.trust;
  if (request.side == NewSide::index) {
    auto conflicts = repository.conflicts(sides.after_filter);
    if (!conflicts) {
      return conflicts.error();
    }
    terms.conflicts = std::move(*conflicts);
  }
  SeenFiles seen;
  seen.wants_paths = !request.paths.empty();
  terms.seen = &seen;
  auto comparison = judge_sides(repository, sides, terms);
  if (!comparison) {
    return comparison.error();
  }
  if (!request.candidates.empty()) {
    keep_candidates(*comparison, request.candidates);
  }
  comparison->base = setting.base.side;
  comparison->head = setting.head.side;
  const std::set<std::string> raised = fingerprints(*comparison);
  const bool everything = request.paths.empty() && request.candidates.empty();
  auto issues = policy_issues(setting, everything ? &raised : nullptr);
  if (!issues) {
    return issues.error();
  }
  comparison->issues = std::move(*issues);

  Answer answer;
  const bool nothing = comparison->contracts_total == 0 && comparison->contracts.empty();
  if (!request.candidates.empty() || setting.trust == Trust::policy) {
    // Whether globs match elsewhere is not this commit's business, and one policy of a server is
    // for many repositories.
  } else if (!config.stated_globs().empty() || !request.paths.empty()) {
    if (auto matched = require_matches(config, request.paths, seen); !matched) {
      return matched.error();
    }
  } else if (nothing) {
    answer.notes.emplace_back(nothing_found);
  }
  answer.report.comparisons.push_back(std::move(*comparison));
  return answer;
}

}  // namespace

Result<Answer> run(const git::Repository& repository, const Request& request) {
  if (request.range) {
    return run_range(repository, request);
  }
  if (request.against == "@release") {
    return run_against_releases(repository, request);
  }
  return compare_two(repository, request);
}

}  // namespace dcr::check
