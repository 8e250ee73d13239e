// SPDX-License-Identifier: Apache-2.0
#include "core/check/validate.hpp"

#include "cli/command.hpp"
#include "cli/commands/report_output.hpp"
#include "cli/input_file.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/check/head.hpp"
#include "core/check/policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>

namespace dcr::cli {
namespace {

namespace fs = std::filesystem;

struct ValidateOptions {
  std::vector<std::string> files;
  bool strict = false;
  ReportOptions report;
};

bool may_be_contract(const fs::path& path) {
  static const std::set<std::string> endings = {".yaml", ".yml", ".json"};
  return endings.contains(path.extension().string());
}

/// The files below a folder that may be contracts, in the order of their names. Links are not
/// followed, so no loop can trap the walk; `.git` and its like are left alone.
Result<std::vector<std::string>> files_below(const std::string& folder) {
  std::vector<std::string> found;
  std::error_code failure;
  fs::recursive_directory_iterator at(folder, failure);
  for (; !failure && at != fs::recursive_directory_iterator(); at.increment(failure)) {
    const std::string name = at->path().filename().string();
    if (at->is_symlink(failure)) {
      continue;
    }
    if (at->is_directory(failure)) {
      if (name.starts_with('.')) {
        at.disable_recursion_pending();
      }
    } else if (at->is_regular_file(failure) && may_be_contract(at->path())) {
      found.push_back(at->path().lexically_normal().generic_string());
    }
  }
  if (failure) {
    return cannot_read(folder, failure.message());
  }
  std::ranges::sort(found);
  return found;
}

/// The folder that what a named file refers to must lie in: its repository, where it has none the
/// current folder or, of a file elsewhere, its own. Without links.
fs::path reach_of(const fs::path& file) {
  std::error_code failure;
  const fs::path folder = fs::weakly_canonical(file, failure).parent_path();
  for (fs::path at = folder; at.has_relative_path(); at = at.parent_path()) {
    if (fs::exists(at / ".git", failure)) return at;
  }
  const fs::path here = fs::current_path(failure);
  const bool is_below = std::ranges::mismatch(here, folder).in1 == here.end();
  return is_below ? here : folder;
}

/// Finds what the model in a named file refers to, beside it: neither a link nor `..` leads it out
/// of the repository.
formats::FileLoader loader_beside(const std::string& name) {
  const std::string start = name.starts_with('/') ? "/" : "";
  return [start, name](const std::string& path) -> std::optional<std::string> {
    std::error_code failure;
    const fs::path reach = reach_of(name);
    const fs::path target = fs::weakly_canonical(start + path, failure);
    if (std::ranges::mismatch(reach, target).in1 != reach.end()) return std::nullopt;
    if (!fs::is_regular_file(target, failure)) return std::nullopt;
    auto text = read_input_file(start + path);
    if (!text) return std::nullopt;
    return *std::move(text);
  };
}

/// What the command line names, each file once: `contracts contracts/users.yaml` is no two of
/// users.
class NamedInputs {
 public:
  Result<void> add(const std::string& name, const Session& session) {
    if (name == "-") {
      auto text = session.read_stdin(largest_input);
      if (!text) {
        return text.error();
      }
      inputs_.push_back({"<stdin>", [text = *std::move(text)] { return text; }, true});
      return {};
    }
    std::error_code failure;
    if (!fs::is_directory(name, failure)) {
      add_file(name, true);
      return {};
    }
    const auto files = files_below(name);
    if (!files) {
      return files.error();
    }
    if (files->empty()) {
      return Error{ErrorKind::usage,
                   fmt::format("no .yaml, .yml or .json file below '{}'", printable(name)),
                   {},
                   ""};
    }
    for (const std::string& file : *files) add_file(file, false);
    return {};
  }

  [[nodiscard]] check::Inputs take() {
    const std::size_t count = inputs_.size();
    return {count, [inputs = std::move(inputs_)](std::size_t index) { return inputs[index]; }};
  }

 private:
  void add_file(const std::string& name, bool named) {
    std::error_code failure;
    const fs::path place = fs::absolute(name, failure).lexically_normal();
    const auto [known, is_new] = places_.emplace(place, inputs_.size());
    if (is_new) {
      inputs_.push_back(
          {name, [name] { return read_input_file(name); }, named, loader_beside(name)});
    } else if (named) {
      inputs_[known->second].named = true;
    }
  }

  std::vector<check::Input> inputs_;
  std::map<fs::path, std::size_t> places_;
};

/// Every contract, model and mod of the working tree, by the globs of dcr.yaml. The inputs refer to
/// `worktree`.
Result<check::Inputs> registry_inputs(const Snapshot& worktree, const Config& config,
                                      const Session& session) {
  auto files = worktree.list(PathFilter(config.documents()));
  if (!files) {
    return files.error();
  }
  if (!files->empty()) {
    files->shrink_to_fit();
    const std::size_t count = files->size();
    return check::Inputs{
        count, [&worktree, files = *std::move(files)](std::size_t index) -> check::Input {
          const FileRef& file = files[index];
          return {file.path, [&] { return worktree.read(file); }, false, file_loader(worktree)};
        }};
  }
  if (!config.stated_globs().empty()) {
    return Error{ErrorKind::usage,
                 "the globs of dcr.yaml match no file",
                 {},
                 "correct `contracts:` and `models:`, or name a file"};
  }
  session.note(check::nothing_found);
  return check::Inputs{};
}

Result<ExitCode> run(const ValidateOptions& options, Session& session) {
  Config config = default_config();
  check::Inputs inputs;
  const auto repository = session.open_repository();
  // The inputs look up in it what they refer to.
  std::unique_ptr<Snapshot> worktree;
  if (repository && !(*repository)->is_bare()) {
    auto opened = (*repository)->worktree_snapshot();
    if (!opened) {
      return opened.error();
    }
    worktree = std::move(*opened);
    auto loaded = check::load_config(*worktree);
    if (!loaded) {
      return loaded.error();
    }
    config = std::move(loaded->config);
    if (options.files.empty()) {
      auto found = registry_inputs(*worktree, config, session);
      if (!found) {
        return found.error();
      }
      inputs = *std::move(found);
    }
  } else if (options.files.empty()) {
    if (!repository && repository.error().kind != ErrorKind::not_found) {
      return repository.error();
    }
    return Error{ErrorKind::usage,
                 "no file named, and this is no git working tree",
                 {},
                 "dcr validate FILE…, or - for standard input"};
  }
  NamedInputs named;
  for (const std::string& name : options.files) {
    if (auto added = named.add(name, session); !added) {
      return added.error();
    }
  }
  if (!options.files.empty()) inputs = named.take();
  const auto strictness =
      options.strict ? formats::Strictness::strict : formats::Strictness::lenient;
  const auto report = check::validate(inputs, config, strictness);
  if (!report) return report.error();
  ReportOptions output = options.report;
  output.has_named_paths = !options.files.empty();
  if (auto written = write_report(session, *report, output); !written) {
    return written.error();
  }
  return verdict_code(*report, options.report);
}

Invocation set_up() {
  auto options = std::make_shared<ValidateOptions>();
  options->report.all = true;
  Invocation invocation;
  invocation.options = {{.name = "--strict",
                         .help = "Hold files to the letter of their standard",
                         .target = &options->strict}};
  for (Option& option : report_option_list(options->report)) {
    invocation.options.push_back(std::move(option));
  }
  invocation.positionals = {
      .value_name = "FILE",
      .help =
          "Files or folders, - for standard input; without one, every contract of the "
          "repository",
      .target = &options->files};
  invocation.run = [options](Session& session) { return run(*options, session); };
  return invocation;
}

}  // namespace

extern const Command validate_command;
const Command validate_command{
    .name = "validate",
    .group = Group::judge,
    .summary = "Check documents alone, without a base",
    .description =
        "Reports every problem of every document at once, each with its place. Needs no "
        "git repository; in one, the severities of dcr.yaml apply.",
    .examples = {{"dcr validate contracts/users.yaml", "one file"},
                 {"dcr validate", "every contract of the repository"},
                 {"cat users.yaml | dcr validate -", "standard input"}},
    .setup = set_up,
};

}  // namespace dcr::cli
