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

/// Finds what the model in a named file refers to, beside it.
formats::FileLoader loader_beside(const std::string& name) {
  const std::string start = name.starts_with('/') ? "/" : "";
  return [start](const std::string& path) -> std::optional<std::string> {
    std::error_code failure;
    if (!fs::is_regular_file(start + path, failure)) return std::nullopt;
    auto text = read_input_file(start + path);
    if (!text) return std::nullopt;
    return *std::move(text);
  };
}

Result<void> add_named(const std::string& name, const Session& session,
                       std::vector<check::Input>& inputs) {
  if (name == "-") {
    auto text = session.read_stdin(largest_input);
    if (!text) {
      return text.error();
    }
    inputs.push_back({"<stdin>", std::move(*text), true});
    return {};
  }
  std::error_code failure;
  if (!fs::is_directory(name, failure)) {
    auto text = read_input_file(name);
    if (!text) {
      return text.error();
    }
    inputs.push_back({name, std::move(*text), true, loader_beside(name)});
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
  for (const std::string& file : *files) {
    auto text = read_input_file(file);
    if (!text) {
      return text.error();
    }
    inputs.push_back({file, std::move(*text), false});
  }
  return {};
}

/// Every contract, model and mod of the working tree, by the globs of dcr.yaml.
Result<void> add_registry(const Snapshot& worktree, const Config& config, const Session& session,
                          std::vector<check::Input>& inputs) {
  const auto files = worktree.list(PathFilter(config.documents()));
  if (!files) {
    return files.error();
  }
  for (const FileRef& file : *files) {
    auto text = worktree.read(file);
    if (!text) {
      return text.error();
    }
    inputs.push_back({file.path, std::move(*text), false, file_loader(worktree)});
  }
  if (!inputs.empty()) {
    return {};
  }
  if (!config.stated_globs().empty()) {
    return Error{ErrorKind::usage,
                 "the globs of dcr.yaml match no file",
                 {},
                 "correct `contracts:` and `models:`, or name a file"};
  }
  session.note(check::nothing_found);
  return {};
}

Result<ExitCode> run(const ValidateOptions& options, Session& session) {
  Config config = default_config();
  std::vector<check::Input> inputs;
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
      const auto added = add_registry(*worktree, config, session, inputs);
      if (!added) {
        return added.error();
      }
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
  for (const std::string& name : options.files) {
    if (auto added = add_named(name, session, inputs); !added) {
      return added.error();
    }
  }
  const auto strictness =
      options.strict ? formats::Strictness::strict : formats::Strictness::lenient;
  const report::Report report = check::validate(inputs, config, strictness);
  ReportOptions output = options.report;
  output.has_named_paths = !options.files.empty();
  if (auto written = write_report(session, report, output); !written) {
    return written.error();
  }
  return verdict_code(report, options.report);
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
